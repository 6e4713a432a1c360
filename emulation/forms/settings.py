"""The form of one local setting: its field follows from the rules file."""

import re
from fractions import Fraction
from typing import Any

from django import forms
from django.utils import timezone

from core.forms import DateField
from core.text import clean
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
        typed = self.cleaned_data["value"]
        clean_as = {"fraction": _fraction, "int": _int, "ints": _ints, "bool": _bool, "text": _text}
        return clean_as.get(self.definition.type, _as_typed)(typed, self.definition)


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


def _as_typed(typed: str, definition: Definition) -> str:
    return typed


def _bool(typed: str, definition: Definition) -> bool:
    return typed == "co"


def _text(typed: str, definition: Definition) -> str:
    text = clean(typed)
    longest, must_hold = definition.limits.get("longest", 300), definition.limits.get("must_hold", "")
    if len(text) > longest:
        raise forms.ValidationError(f"Dài quá {longest} ký tự.")
    if must_hold not in text:
        raise forms.ValidationError(f"Phải có chữ {must_hold} ở chỗ sẽ ghi số.")
    if not re.fullmatch(definition.limits.get("shape", ".*"), text, re.IGNORECASE):
        raise forms.ValidationError(f"Ghi như {definition.example}.")
    return text


def _fraction(typed: str, definition: Definition) -> str:
    """Return "2/3" as written, between the least that is allowed and the whole."""
    text = clean(typed).replace(" ", "")
    top, stroke, bottom = text.partition("/")
    if not (stroke and top.isdecimal() and bottom.isdecimal() and int(bottom)):
        raise forms.ValidationError("Ghi dạng phân số, ví dụ 2/3 hoặc 80/100.")
    least = str(definition.limits.get("least") or "0/1")
    if not Fraction(least) <= Fraction(int(top), int(bottom)) <= 1:
        raise forms.ValidationError(f"Phải từ {least} đến 1/1.")
    return text


def _int(typed: str, definition: Definition) -> int:
    text = clean(typed)
    if not text.isdecimal():
        raise forms.ValidationError("Ghi một số nguyên, ví dụ 1.")
    return _within(int(text), definition)


def _ints(typed: str, definition: Definition) -> list[int]:
    """Return the numbers of a list, the largest first, each once."""
    parts = [part for part in clean(typed).replace(";", ",").replace(" ", ",").split(",") if part]
    if not parts or not all(part.isdecimal() for part in parts):
        raise forms.ValidationError("Ghi các số nguyên cách nhau bằng dấu phẩy, ví dụ 14, 7, 3, 1.")
    return sorted({_within(int(part), definition) for part in parts}, reverse=True)


def _within(number: int, definition: Definition) -> int:
    least, most = definition.limits.get("least", 0), definition.limits.get("most", 1_000_000)
    if not least <= number <= most:
        raise forms.ValidationError(f"Phải từ {least} đến {most}.")
    return number
