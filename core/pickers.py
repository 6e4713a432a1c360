"""A form field that picks one row by typing its name, with or without accents, with or without scripts.

With scripts the server searches while one types (``ui/combobox_options.html``) and the key of the row
is posted. Without them the typed words are posted; when they fit several rows, the page asks which.
"""

from collections.abc import Callable
from typing import Any

from django import forms
from django.db.models import Model, QuerySet

from core.text import clean, fold
from core.views import number

MOST = 12


class PickWidget(forms.Widget):
    """The combobox: a text box, the key behind it, the list that opens, and the question back."""

    template_name = "ui/pick.html"

    def __init__(self, *, url: str = "", attrs: dict[str, Any] | None = None):
        super().__init__(attrs)
        self.url = url
        self.matches: list[dict[str, Any]] = []

    def value_from_datadict(self, data: Any, files: Any, name: str) -> dict[str, str]:
        picked = data.get(name) or data.get(f"{name}_pick") or ""
        return {"key": picked, "text": clean(data.get(f"{name}_text", ""))}

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return name not in data and f"{name}_text" not in data

    def format_value(self, value: Any) -> dict[str, str]:
        if isinstance(value, Model):
            return {"key": str(value.pk), "text": str(value)}
        return value if isinstance(value, dict) else {"key": "", "text": ""}

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"] |= {"url": self.url, "matches": self.matches}
        return context


class PickField(forms.Field):
    """Clean to one row of ``queryset``, whose rows carry ``search_key``.

    ``note(row)`` is the small line that tells namesakes apart.
    """

    default_error_messages = {
        "none": "Không tìm thấy “%(text)s”. Gõ ít chữ hơn hoặc thử mã.",
        "many": "Có nhiều kết quả cho “%(text)s”. Chọn đúng một.",
    }

    def __init__(self, *, queryset: QuerySet, note: Callable[[Any], str], url: str = "", **kwargs: Any):
        kwargs.setdefault("widget", PickWidget(url=url))
        super().__init__(**kwargs)
        self.queryset, self.note = queryset, note

    def clean(self, value: Any) -> Any:
        value = value or {"key": "", "text": ""}
        if number(value["key"]) is not None:
            found = list(self.queryset.filter(pk=number(value["key"]))[:1])
        else:
            found = find(self.queryset, value["text"]) if value["text"] else []
        if len(found) == 1:
            return found[0]
        if found:
            self.widget.matches = options(found, self.note)
            raise forms.ValidationError(self.error_messages["many"], "many", {"text": value["text"]})
        if value["key"] or value["text"]:
            raise forms.ValidationError(self.error_messages["none"], "none", {"text": value["text"] or value["key"]})
        if self.required:
            raise forms.ValidationError(self.error_messages["required"], "required")
        return None


def find(queryset: QuerySet, text: str) -> list[Any]:
    """Return the rows whose search key holds every word typed; fewer than two letters find nothing."""
    words = fold(text).split()
    if len("".join(words)) < 2:
        return []
    for word in words:
        queryset = queryset.filter(search_key__contains=word)
    return list(queryset[:MOST])


def options(rows: list[Any], note: Callable[[Any], str]) -> list[dict[str, Any]]:
    """Return rows as the combobox lists them."""
    return [{"value": row.pk, "label": str(row), "note": note(row)} for row in rows]
