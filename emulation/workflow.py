"""The life cycles of plans, sheets and background jobs, each on one screen."""
