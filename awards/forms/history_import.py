"""What is asked when a history workbook is handed in."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from emulation.models import Unit


class HistoryForm(forms.Form):
    """A file, and whose history it is where the person works for several facilities."""

    facility = forms.ModelChoiceField(Unit.objects.none(), label="Cơ sở y tế", empty_label=None)
    file = forms.FileField(
        label="Tệp lịch sử thi đua",
        help_text="Tệp .xlsx, .xls hoặc .ods theo mẫu. Bạn xem trước rồi mới nhập.",
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.ods"}),
    )

    def __init__(self, *args: Any, houses: QuerySet[Unit], **kwargs: Any):
        super().__init__(*args, **kwargs)
        field = self.fields["facility"]
        field.queryset = houses  # type: ignore[attr-defined]
        if len(houses) == 1:
            field.required, field.initial, field.widget = False, houses[0], forms.HiddenInput()

    def clean_facility(self) -> Unit:
        """The only facility need not be named."""
        return self.cleaned_data["facility"] or self.fields["facility"].initial
