"""Questions put to the awards tables, one module per noun."""
