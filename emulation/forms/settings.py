"""The form of one local setting: its field follows from the rules file."""

from typing import Any

from django import forms
from django.utils import timezone

from core.forms import DateField
from emulation.selectors.setting_values import typed_value
from emulation.selectors.settings import Definition


class SettingForm(forms.Form):
    """A new value from a day on. ``definition`` says what may be written."""

    value = forms.CharField(label="Giá trị")
    since = DateField(label="Áp dụng từ ngày")
    until = DateField(label="Đến hết ngày", required=False, help_text="Nếu biết. Hết ngày này là chưa đặt")
    source = forms.CharField(
        label="Căn cứ", max_length=300, help_text="Văn bản quyết định việc này: số, ký hiệu, ngày, cơ quan ban hành"
    )

    def __init__(self, *args: Any, definition: Definition, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.definition = definition
        self.fields["value"] = _field(definition)
        self.fields["since"].initial = timezone.localdate
        self.order_fields(["value", "since", "until", "source"])

    def clean_value(self) -> Any:
        """Return the value as it is stored, checked against the limits of the rules file."""
        return typed_value(self.definition, self.cleaned_data["value"])


def _field(definition: Definition) -> forms.Field:
    """Return the box or list for a type of value."""
    example = f"ví dụ {definition.example}" if definition.example else ""
    hint = " · ".join(part for part in (definition.unit, example) if part)
    if definition.type == "choice":
        return forms.ChoiceField(label="Giá trị", choices=list(definition.choices.items()), widget=forms.RadioSelect)
    if definition.type == "bool":
        answers = [("co", "Có"), ("khong", "Không")]
        return forms.ChoiceField(label="Giá trị", choices=answers, widget=forms.RadioSelect)
    if definition.type == "email":
        return forms.EmailField(label="Giá trị", help_text=hint)
    mode = {"inputmode": "numeric"} if definition.type == "int" else {}
    box = forms.TextInput(attrs={"autocomplete": "off", **mode})
    return forms.CharField(label="Giá trị", help_text=hint, widget=box)
