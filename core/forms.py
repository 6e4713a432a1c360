"""Form fields that speak as Vietnamese paperwork does."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.core.exceptions import ValidationError

from core.workflow import Refused

DATE_FORMATS = ["%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d"]


class DateField(forms.DateField):
    """A day as dd/mm/yyyy in a text box: browsers show month first in their own date boxes."""

    def __init__(self, **kwargs: Any):
        kwargs.setdefault("input_formats", DATE_FORMATS)
        kwargs.setdefault("error_messages", {"invalid": "Ghi ngày dạng ngày/tháng/năm, ví dụ 05/12/2026."})
        widget = forms.DateInput(
            format="%d/%m/%Y", attrs={"placeholder": "dd/mm/yyyy", "inputmode": "numeric", "autocomplete": "off"}
        )
        kwargs.setdefault("widget", widget)
        super().__init__(**kwargs)


class DateTimeField(forms.DateTimeField):
    """A day and an hour as dd/mm/yyyy hh:mm."""

    def __init__(self, **kwargs: Any):
        kwargs.setdefault("input_formats", ["%d/%m/%Y %H:%M", "%H:%M %d/%m/%Y", "%Y-%m-%dT%H:%M"])
        kwargs.setdefault(
            "error_messages", {"invalid": "Ghi ngày giờ dạng 05/12/2026 14:00."}
        )
        widget = forms.DateTimeInput(
            format="%d/%m/%Y %H:%M", attrs={"placeholder": "dd/mm/yyyy hh:mm", "autocomplete": "off"}
        )
        kwargs.setdefault("widget", widget)
        super().__init__(**kwargs)


def show_refusal(form: forms.BaseForm, error: Refused | ValidationError) -> None:
    """Put the sentences of a service that refused on top of the form."""
    form.add_error(None, error.reasons if isinstance(error, Refused) else error.messages)


def laid_out(*rows: Any) -> FormHelper:
    """Return the crispy layout of a form whose tag, token and buttons stand in the template."""
    helper = FormHelper()
    helper.form_tag = False
    helper.disable_csrf = True
    helper.layout = Layout(*rows)
    return helper
