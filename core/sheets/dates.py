"""Days as people write them in lists: as dates, as text, as a bare month or year. Day before month, always."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from core.sheets.grid import Value, as_text
from core.text import fold

_LONGEST = 60
_FIRST_DAY = date(1899, 12, 30)
_WORDS = re.compile(r"(?:ngay|sinh|nam sinh|ns|sn)\s*:?\s*")
_SPELT = re.compile(r"(\d{1,2})\s*thang\s*(\d{1,2})\s*nam\s*(\d{2,4})")
_DAY = re.compile(r"(\d{1,2})\s*[/.,\-\\ ]\s*(\d{1,2})\s*[/.,\-\\ ]\s*(\d{4}|\d{2})")
_ISO = re.compile(r"(\d{4})[/.\-](\d{1,2})[/.\-](\d{1,2})(?:[t ].*)?")
_MONTH = re.compile(r"(?:thang\s*|t)?(\d{1,2})\s*[/.\-]\s*(\d{4})|thang\s*(\d{1,2})\s*nam\s*(\d{4})")
_YEAR = re.compile(r"(?:nam\s*|[.…_\s]*/[.…_\s]*/\s*)?((?:19|20)\d\d)")
_NAMED = re.compile(
    r"(\d{1,2})[\s/.\-]*([a-z]{3})[a-z]*[\s/.,\-]*(\d{4}|\d{2})|([a-z]{3})[a-z]*\s*(\d{1,2}),?\s*(\d{4})"
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DIGITS = re.compile(r"(\d{4})(\d{2})(\d{2})")
_CLOCK = re.compile(r"[ t]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?$|(?<=^\d{4})\.0+$|(?<=^\d{5})\.0+$|[\s.,;]+$")


@dataclass(frozen=True)
class Day:
    """A day as far as it is known: ``precision`` is "day", "month" or "year"."""

    on: date
    precision: str = "day"

    @property
    def iso(self) -> str:
        return self.on.isoformat()[: {"day": 10, "month": 7, "year": 4}[self.precision]]


def read_day(value: Value) -> Day | None:
    """Return the day that a cell means, None when it means none.

    A bare year stays a year. Nothing is guessed: 31/02 and 12/25 are no days.
    """
    if isinstance(value, datetime):
        return Day(value.date())
    if isinstance(value, date):
        return Day(value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _from_number(value)
    text = as_text(value)
    if len(text) > _LONGEST:
        return None
    text = _CLOCK.sub("", _WORDS.sub("", fold(text).strip(" '\"")).strip())
    return _from_number(int(text)) if re.fullmatch(r"\d{5}", text) else _from_text(text)


def _from_number(number: float) -> Day | None:
    if not float(number).is_integer():
        return _from_text(str(number)) if number < 100 else None
    whole = int(number)
    if 1900 <= whole <= 2100:
        return Day(date(whole, 1, 1), "year")
    if 5_000 <= whole <= 60_000:
        return Day(_FIRST_DAY + timedelta(days=whole))
    return _from_text(str(whole).zfill(8))


def _from_text(text: str) -> Day | None:
    if found := _ISO.fullmatch(text):
        return _day(found[3], found[2], found[1])
    if found := _SPELT.fullmatch(text) or _DAY.fullmatch(text):
        return _day(found[1], found[2], found[3])
    if found := _MONTH.fullmatch(text):
        first = _day("1", found[1] or found[3], found[2] or found[4])
        return Day(first.on, "month") if first else None
    if found := _YEAR.fullmatch(text):
        return Day(date(int(found[1]), 1, 1), "year")
    if found := _DIGITS.fullmatch(text):
        return _day(found[3], found[2], found[1]) or _day(text[:2], text[2:4], text[4:])
    if (found := _NAMED.fullmatch(text)) and (found[2] or found[4]) in _MONTHS:
        return _day(found[1] or found[5], str(_MONTHS.index(found[2] or found[4]) + 1), found[3] or found[6])
    return None


def _day(day: str, month: str, year: str) -> Day | None:
    number = int(year)
    if len(year) == 2:
        number += 1900 if number > date.today().year % 100 else 2000
    try:
        return Day(date(number, int(month), int(day))) if 1900 <= number <= 2100 else None
    except ValueError:
        return None
