"""A list of years as people write it."""

import re
from typing import Any

from django import forms

_SPAN = re.compile(r"^(\d{4})\s*[-–—]\s*(\d{4})$")
_HELP = "Ghi các năm cách nhau bằng dấu phẩy, hoặc một khoảng: 2022-2025."


class YearsField(forms.CharField):
    """Years as "2022-2025" or "2022, 2023, 2025"; cleaned to a sorted list of numbers."""

    def __init__(self, **kwargs: Any):
        kwargs.setdefault("help_text", _HELP)
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(str(year) for year in value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> list[int]:  # type: ignore[override]
        text = super().to_python(value)
        years: set[int] = set()
        for part in filter(None, (piece.strip() for piece in re.split(r"[,;]", text or ""))):
            years |= self._years(part)
        return sorted(years)

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(self.prepare_value(initial), data)

    def _years(self, part: str) -> set[int]:
        if span := _SPAN.match(part):
            first, last = int(span[1]), int(span[2])
            if first <= last <= first + 20:
                return set(range(first, last + 1))
        elif re.fullmatch(r"\d{4}", part):
            return {int(part)}
        raise forms.ValidationError(f"Không hiểu “{part}”. {_HELP}")
