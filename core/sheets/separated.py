"""Lists as text (.csv), written while the rows are read, so that Excel opens them as they are meant.

UTF-8 with its mark, or Excel takes the letters for another alphabet. Commas: Windows has the comma
as list separator in Vietnamese and in English. Days as on the pages, 05/12/2026, and as text: an
English Excel would make the twelfth of May of it.
"""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import islice
from typing import Any

from core.sheets.cells import FORMULA_SIGNS, day_of
from core.sheets.listing import Columns
from core.text import nfc

CONTENT_TYPE = "text/csv; charset=utf-8"
_CHUNK = 512
_NUL = re.compile(r"\x00")
# Codes with leading zeros, long numbers, numbers of papers: Excel would make numbers and days of them.
_TAKEN_FOR_NUMBERS = re.compile(r"0\d+|\d{12,}|\d+[eE]\d+|\d{1,4}(?:[/.\-]\d{1,4}){1,2}")


def separated(columns: Columns, rows: Iterable[Sequence[Any]]) -> Iterator[bytes]:
    """Yield the list piece by piece; columns and cells are those of ``listing``."""
    lines = _Lines()
    writer = csv.writer(lines)
    writer.writerow([nfc(heading) for heading, _ in columns])
    yield b"\xef\xbb\xbf" + lines.drain()
    source = iter(rows)
    while chunk := [list(map(_cell, row)) for row in islice(source, _CHUNK)]:
        writer.writerows(chunk)
        yield lines.drain()


class _Lines:
    """A file that the csv writer writes into and the response reads from."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    def write(self, line: str) -> None:
        self.lines.append(line)

    def drain(self) -> bytes:
        whole, self.lines = "".join(self.lines), []
        return whole.encode("utf-8", "replace")


def _cell(value: Any) -> Any:
    if value is None or value is False:
        return ""
    if value is True:
        return "Có"
    if isinstance(value, int | float):
        return value
    if isinstance(value, date):
        return f"\t{day_of(value):%d/%m/%Y}"
    return _text(str(value))


def _text(text: str) -> str:
    """Return text that stays text: an apostrophe before a formula, a tab before what looks like a number."""
    clean = _NUL.sub("", nfc(text))
    if clean.lstrip(" ").startswith(FORMULA_SIGNS):
        return f"'{clean}"
    return f"\t{clean}" if _TAKEN_FOR_NUMBERS.fullmatch(clean) else clean
