"""Questions put to the reports tables, one module per noun."""
