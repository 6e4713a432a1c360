"""Years that stand in a cell of targets and not over it: "2022: LĐTT; 2023: CSTĐCS", "LĐTT (2022-2024)", "22, 23"."""

import re

from core.text import fold

_SIGN = r"\s*(?:[-–,;/+&]|và|đến|tới|va|den|toi)?\s*"
_ONE = r"(?:n[aă]m\s*)?(?:20)?[2-4]\d"
_ONE_WHOLE = r"(?:n[aă]m\s*)?20\d\d"
_ALL = re.compile(rf"(?:cac )?{_ONE}(?:{_SIGN}\b{_ONE})*[.,;]?")
_LIST = re.compile(rf"\b{_ONE_WHOLE}\b(?:{_SIGN}\b{_ONE_WHOLE}\b)*", re.IGNORECASE)
_YEAR = re.compile(r"(\D*)((?:20)?\d\d)")
_RANGES = ("-", "–", "den", "toi")
_EDGES = re.compile(r"^[\s:;,.)\]\-–]+|(?:[\s:;,(\[\-–]|\b(?:các|trong|từ|giai đoạn)\b)+$", re.IGNORECASE)


def years_listed(text: str) -> list[int]:
    """Return the years of a cell that holds nothing else: "2022, 2024", "2022-2025", "22; 23"."""
    low = fold(text)
    return _years(low) if _ALL.fullmatch(low) else []


def spelt_years(text: str) -> list[tuple[int, str]]:
    """Return the years that a cell spells out with the titles of each, which follow their years or go before them.

    What belongs to no year is given the year 0.
    """
    lists = [_years(fold(found)) for found in _LIST.findall(text)]
    if not lists:
        return [(0, text)]
    first, *parts = [_EDGES.sub("", part) for part in _LIST.split(text)]
    if first:
        parts, left = [first, *parts[:-1]], parts[-1]
    else:
        left = ""
    pairs = [(year, part) for years, part in zip(lists, parts, strict=True) for year in years]
    return [*pairs, (0, left)] if left else pairs


def _years(low: str) -> list[int]:
    found: list[int] = []
    for sign, digits in _YEAR.findall(low):
        year = int(digits) % 100 + 2000
        if found and sign.replace("nam", "").strip() in _RANGES:
            found += range(found[-1] + 1, year)
        found.append(year)
    return list(dict.fromkeys(found))
