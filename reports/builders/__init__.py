"""What packages are made of; a rule's YAML names its builder."""

from reports.builders import monthly, plain, report
from reports.builders.base import content, draft
from reports.builders.monthly import described, summary_draft

__all__ = ["content", "described", "draft", "monthly", "plain", "report", "summary_draft"]
