"""What a workbook of the history is handed in as: the whole history, or initiatives alone."""

AWARDS, INITIATIVES = "awards", "initiatives"
