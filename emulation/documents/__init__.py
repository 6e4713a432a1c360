from emulation.documents.registration_form import FormRow, FormSheet, registration_workbook
from emulation.documents.registration_sheets import forms_of, list_workbook, sheet_workbook

__all__ = ["FormRow", "FormSheet", "forms_of", "list_workbook", "registration_workbook", "sheet_workbook"]
