"""What the office writes while it reviews."""

from typing import Any

from django import forms
from django.utils import timezone

from core.forms import DateField, keeps_typing
from emulation.models import Sheet


class ReturnForm(forms.Form):
    """Why a sheet goes back, with which remarks, and until when it is to be sent again."""

    keep = forms.MultipleChoiceField(label="Ý kiến gửi kèm", widget=forms.CheckboxSelectMultiple, required=False)
    note = forms.CharField(label="Lý do chung", widget=forms.Textarea(attrs={"rows": 3}))
    fix_by = DateField(label="Gửi lại trước hết ngày", required=False)

    def __init__(self, *args: Any, sheet: Sheet, remarks: list, **kwargs: Any):
        choices = [(str(remark.comment.pk), f"{remark.place}: {remark.comment.text}") for remark in remarks]
        kwargs.setdefault("initial", {"keep": [value for value, _ in choices]})
        super().__init__(*args, **kwargs)
        self.fields["keep"].choices = choices
        keeps_typing(self, "note", f"tra-lai-{sheet.pk}")
        if not choices:
            del self.fields["keep"]

    def clean_fix_by(self) -> Any:
        day = self.cleaned_data["fix_by"]
        if day and day < timezone.localdate():
            raise forms.ValidationError("Hạn gửi lại không thể ở quá khứ.")
        return day


class CommentForm(forms.Form):
    """A remark; ``place`` is "" for the whole sheet, "12" for a line, "12-2023" for a cell."""

    text = forms.CharField(label="Ý kiến", widget=forms.Textarea(attrs={"rows": 2}))
    place = forms.RegexField(r"^(\d{1,18}(-\d{4})?)?$", label="Về", required=False)

    def where(self) -> tuple[int | None, int | None]:
        """Return the line and the year that the remark speaks of."""
        line, _, year = self.cleaned_data["place"].partition("-")
        return (int(line) if line else None), (int(year) if year else None)
