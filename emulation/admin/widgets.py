"""How a cell becomes a value and a value a cell; what is wrong is said in Vietnamese."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from import_export.fields import Field
from import_export.widgets import Widget

from core.forms import DateField, PartialDateField, partial_date_text
from core.text import clean, fold

YES, NO = ("co", "x", "1", "true", "dung", "yes"), ("", "khong", "0", "false", "sai", "no")


class Text(Widget):
    """Text as it is stored; a code keeps its zeros."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> str:
        return clean(str(value or ""))

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        return str(value or "")


class Choice(Widget):
    """One of a list, by its Vietnamese name or its slug, without regard to accents and case."""

    def __init__(self, choices: Any):
        super().__init__()
        self.labels = dict(choices.choices)
        self.names = {fold(str(label)): slug for slug, label in choices.choices}
        self.names |= {fold(slug): slug for slug in self.labels}

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> str:
        typed = clean(str(value or ""))
        if not typed:
            return ""
        if fold(typed) not in self.names:
            raise ValueError(f"Không có “{typed}”. Hãy ghi một trong: {', '.join(map(str, self.labels.values()))}.")
        return self.names[fold(typed)]

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        return str(self.labels.get(value, value or ""))


class YesNo(Widget):
    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> bool:
        typed = fold(str(value or ""))
        if typed not in (*YES, *NO):
            raise ValueError(f"Ghi “Có” hoặc để trống, không phải “{value}”.")
        return typed in YES

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        return "Có" if value else ""


class Day(Widget):
    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Any:
        try:
            return DateField(required=False).clean(str(value or ""))
        except ValidationError as error:
            raise ValueError(error.messages[0]) from None

    def render(self, value: Any, obj: Any = None, *, force_native_type: bool = False, **kwargs: Any) -> Any:
        """Return a real day for a workbook, dd/mm/yyyy for the eye."""
        return value if force_native_type else partial_date_text(value, "day")


class ByCode(Widget):
    """A row of another catalogue, by its code, within the administrator's scope."""

    def __init__(self, what: str, field: str = "code"):
        super().__init__()
        self.what, self.field = what, field
        self.rows: QuerySet | None = None
        self.known: dict[str, Model] = {}

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Model | None:
        code = clean(str(value or ""))
        if not code:
            return None
        if code not in self.known:
            found = self.rows.filter(**{self.field: code}).first() if self.rows is not None else None
            if found is None:
                raise ValueError(f"Không có {self.what} mã “{code}” trong phạm vi anh/chị quản trị.")
            self.known[code] = found
        return self.known[code]

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        return str(getattr(value, self.field)) if value else ""


class BirthField(Field):
    """A birth date as far as it is known, which fills two columns of the table."""

    def save(self, instance: Any, row: Any, is_m2m: bool = False, **kwargs: Any) -> None:
        try:
            born = PartialDateField(required=False).clean(str(row[self.column_name] or ""))
        except ValidationError as error:
            raise ValueError(error.messages[0]) from None
        instance.birth_date, instance.birth_precision = born

    def export(self, instance: Any, **kwargs: Any) -> str:
        return partial_date_text(instance.birth_date, instance.birth_precision)
