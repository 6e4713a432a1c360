"""What people type as the value of a setting, checked against its rules file and turned into what is stored."""

import re
from fractions import Fraction
from typing import Any

from django.core.exceptions import ValidationError

from core.text import clean, fold
from emulation.selectors.settings import Definition


def typed_value(definition: Definition, typed: str) -> Any:
    """Return a value as it is stored, or raise ValidationError with a sentence that says what to write."""
    clean_as = {"fraction": _fraction, "int": _int, "ints": _ints, "bool": _bool, "text": _text, "choice": _choice}
    return clean_as.get(definition.type, _as_typed)(typed, definition)


def _choice(typed: str, definition: Definition) -> str:
    if typed not in definition.choices:
        known = "; ".join(f"{value} ({label})" for value, label in definition.choices.items())
        raise ValidationError(f"Chọn một trong các giá trị: {known}.")
    return typed


def _as_typed(typed: str, definition: Definition) -> str:
    return typed


def _bool(typed: str, definition: Definition) -> bool:
    answer = _ANSWERS.get(fold(clean(typed)))
    if answer is None:
        raise ValidationError("Chọn Có hoặc Không.")
    return answer


_ANSWERS = {"co": True, "true": True, "1": True, "khong": False, "false": False, "0": False}


def _text(typed: str, definition: Definition) -> str:
    text = clean(typed)
    longest, must_hold = definition.limits.get("longest", 300), definition.limits.get("must_hold", "")
    if len(text) > longest:
        raise ValidationError(f"Dài quá {longest} ký tự.")
    if must_hold not in text:
        raise ValidationError(f"Phải có chữ {must_hold} ở chỗ sẽ ghi số.")
    if not re.fullmatch(definition.limits.get("shape", ".*"), text, re.IGNORECASE):
        raise ValidationError(f"Ghi như {definition.example}.")
    return text


def _fraction(typed: str, definition: Definition) -> str:
    """Return "2/3" as written, between the least that is allowed and the whole."""
    text = clean(typed).replace(" ", "")
    top, stroke, bottom = text.partition("/")
    if not (stroke and _is_number(top) and _is_number(bottom) and int(bottom)):
        raise ValidationError("Ghi dạng phân số, ví dụ 2/3 hoặc 80/100.")
    least = str(definition.limits.get("least") or "0/1")
    if not Fraction(least) <= Fraction(int(top), int(bottom)) <= 1:
        raise ValidationError(f"Phải từ {least} đến 1/1.")
    return text


def _int(typed: str, definition: Definition) -> int:
    text = clean(typed)
    if not _is_number(text):
        raise ValidationError("Ghi một số nguyên, ví dụ 1.")
    return _within(int(text), definition)


def _ints(typed: str, definition: Definition) -> list[int]:
    """Return the numbers of a list, the largest first, each once."""
    parts = [part for part in clean(typed).replace(";", ",").replace(" ", ",").split(",") if part]
    if not parts or not all(map(_is_number, parts)):
        raise ValidationError("Ghi các số nguyên cách nhau bằng dấu phẩy, ví dụ 14, 7, 3, 1.")
    return sorted({_within(int(part), definition) for part in parts}, reverse=True)


def _is_number(text: str) -> bool:
    """Whether a text is a whole number that is short enough to be reckoned with."""
    return text.isdecimal() and len(text) < 10


def _within(number: int, definition: Definition) -> int:
    least, most = definition.limits.get("least", 0), definition.limits.get("most", 1_000_000)
    if not least <= number <= most:
        raise ValidationError(f"Phải từ {least} đến {most}.")
    return number
