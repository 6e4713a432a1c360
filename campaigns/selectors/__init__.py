"""Questions put to the campaign tables, one module per noun."""
