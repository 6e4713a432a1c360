"""The life cycles of this app as tables, one module a noun."""
