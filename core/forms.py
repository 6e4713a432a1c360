"""Form fields that speak as Vietnamese paperwork does."""

import re
from datetime import date
from typing import Any, TypeVar

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from core.workflow import Refused

WORKBOOK_HELP = "Tệp .xlsx, .xls, .ods hoặc .csv theo mẫu. Bạn xem trước rồi mới nhập."
AnyForm = TypeVar("AnyForm", bound=forms.BaseForm)
DATE_FORMATS = ["%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d"]


class DateField(forms.DateField):
    """A day as dd/mm/yyyy in a text box: browsers show month first in their own date boxes."""

    def __init__(self, **kwargs: Any):
        kwargs.setdefault("input_formats", DATE_FORMATS)
        kwargs.setdefault("error_messages", {"invalid": "Ghi ngày dạng ngày/tháng/năm, ví dụ 05/12/2026."})
        widget = forms.DateInput(
            format="%d/%m/%Y", attrs={"placeholder": "ngày/tháng/năm", "inputmode": "numeric", "autocomplete": "off"}
        )
        kwargs.setdefault("widget", widget)
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> date | None:
        """Return the day; of one that is written well but stands in no calendar that is said."""
        try:
            return super().to_python(value)
        except ValidationError as error:
            typed = str(value).strip()
            head = f"Lịch không có ngày {typed}. " if _WRITTEN_WELL.fullmatch(typed) else ""
            raise ValidationError(f"{head}{self.error_messages['invalid']}", code="invalid") from error


_WRITTEN_WELL = re.compile(r"\d{1,2}([/.-])\d{1,2}\1\d{4}", re.ASCII)


class DateTimeField(forms.DateTimeField):
    """A day and an hour as dd/mm/yyyy hh:mm."""

    def __init__(self, **kwargs: Any):
        kwargs.setdefault("input_formats", ["%d/%m/%Y %H:%M", "%H:%M %d/%m/%Y", "%Y-%m-%dT%H:%M"])
        kwargs.setdefault("error_messages", {"invalid": "Ghi ngày giờ dạng 05/12/2026 14:00."})
        widget = forms.DateTimeInput(
            format="%d/%m/%Y %H:%M", attrs={"placeholder": "ngày/tháng/năm giờ:phút", "autocomplete": "off"}
        )
        kwargs.setdefault("widget", widget)
        super().__init__(**kwargs)


class PartialDateField(forms.CharField):
    """A day as far as it is known: 12/05/1980, 05/1980 or 1980.

    Cleans to (first possible day or None, "day" | "month" | "year").
    """

    SHAPE = re.compile(r"(?:(?:(\d{1,2})[/.-])?(\d{1,2})[/.-])?(\d{4})")

    def __init__(self, **kwargs: Any):
        box = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
        kwargs.setdefault("help_text", "Biết đến đâu ghi đến đó: 12/05/1980, 05/1980 hoặc 1980")
        super().__init__(**{"widget": box, **kwargs})

    def clean(self, value: Any) -> tuple[date | None, str]:
        typed = super().clean(value)
        if not typed:
            return None, "day"
        found = self.SHAPE.fullmatch(typed)
        try:
            day, month, year = (int(part) if part else 0 for part in found.groups()) if found else (0, 0, 0)
            return date(year, month or 1, day or 1), "day" if day else "month" if month else "year"
        except ValueError:
            raise ValidationError("Ghi ngày dạng 12/05/1980, 05/1980 hoặc 1980.") from None


def partial_date_text(day: date | None, precision: str) -> str:
    """Return a day as far as it is known."""
    shapes = {"year": "%Y", "month": "%m/%Y"}
    return day.strftime(shapes.get(precision, "%d/%m/%Y")) if day else ""


def show_refusal(form: forms.BaseForm, error: Refused | ValidationError) -> None:
    """Put the sentences of a service that refused on top of the form."""
    form.add_error(None, error.reasons if isinstance(error, Refused) else error.messages)


def keeps_typing(form: AnyForm, field: str, key: str) -> AnyForm:
    """Have the reader's machine keep what is typed into a field until it was taken, under a key of its object."""
    form.fields[field].widget.attrs["data-keep"] = key
    return form


def laid_out(*rows: Any) -> FormHelper:
    """Return the crispy layout of a form whose tag, token and buttons stand in the template."""
    helper = FormHelper()
    helper.form_tag = False
    helper.disable_csrf = True
    helper.layout = Layout(*rows)
    return helper


class HouseWorkbookForm(forms.Form):
    """A workbook, and whose it is where the person works for several houses.

    ``houses`` are the rows to choose from; ``label`` and ``help_text`` speak of the file.
    """

    facility: Any = forms.ModelChoiceField(queryset=None, label="Cơ sở y tế", empty_label=None)
    file = forms.FileField(widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.ods,.csv"}))

    def __init__(self, *args: Any, houses: QuerySet, label: str, help_text: str = WORKBOOK_HELP, **kwargs: Any):
        super().__init__(*args, **kwargs)
        field = self.fields["facility"]
        field.queryset = houses  # type: ignore[attr-defined]
        if len(houses) == 1:
            field.required, field.initial, field.widget = False, houses[0], forms.HiddenInput()
        self.fields["file"].label, self.fields["file"].help_text = label, help_text

    def clean_facility(self) -> Any:
        """The only house need not be named."""
        return self.cleaned_data["facility"] or self.fields["facility"].initial
