"""Questions put to the campaigns tables, one module per noun."""
