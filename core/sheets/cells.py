"""Values as the XML of cells, each text once: what a register repeats is escaped once and then only copied."""

import re
from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime
from itertools import chain, repeat, zip_longest
from math import isfinite
from typing import Any
from xml.sax.saxutils import escape

from django.utils import timezone

from core.sheets.heights import ROW, Heights
from core.sheets.package import Look
from core.text import nfc

FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
_UNUSUAL = ("\n ", " \n", *(f"\n{sign}" for sign in FORMULA_SIGNS))
_END = b"</t></is></c>"
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_FIRST_DAY = date(1899, 12, 30)
_REMEMBERED, _SHORT = 8_192, 200


class Cells(dict[Any, bytes]):
    """The cells of values in one look; those of texts are kept. Bounded: a full store is emptied, long texts stay out.

    Every text is an inline string, which no program evaluates; one that begins with a sign that Excel
    would read as a formula also carries the quote prefix, so that it stays text when somebody edits it.
    """

    def __init__(self, look: Look):
        self.look = look
        self._empty = b'<c s="%d"/>' % look.plain
        self._number = b'<c s="%d"><v>%%d</v></c>' % look.plain
        self._day = b'<c s="%d"><v>%%d</v></c>' % look.day
        self._start = b'<c s="%d" t="inlineStr"><is><t>' % look.text

    def rows(self, values: Sequence[Sequence[Any]], heights: Heights | None = None) -> bytes:
        """Return rows of values, as high as ``heights`` finds; numbers stay numbers, days days, the rest is text."""
        if len(self) >= _REMEMBERED:
            self.clear()
        columns = list(zip_longest(*values))
        distinct = [set(column) for column in columns]
        starts = heights.starts(len(values), columns, distinct) if heights else repeat(ROW, len(values))
        cells = map(self._column, columns, distinct)
        return b"".join(chain.from_iterable(zip(starts, *cells, repeat(b"</row>"), strict=False)))

    def _column(self, column: Sequence[Any], values: set[Any]) -> Iterable[bytes]:
        """Return the cells of a column of these values; texts that are all unlike are not worth keeping."""
        kinds = set(map(type, values))
        if kinds == {int} == set(map(type, column)):
            return map(self._number.__mod__, column)
        if kinds == {str} and len(values) == len(column) and _are_short(values) and (made := self._at_once(column)):
            return made
        new = [text for text in values if text.__class__ is str and text and text not in self]
        if _are_short(new):
            self.update(zip(new, self._at_once(new), strict=False))
        return map(self.__getitem__, column)

    def _at_once(self, texts: Sequence[str]) -> list[bytes]:
        """Return the cells of some texts, none if one of them asks for more than its letters."""
        lines = nfc("\n".join(texts))
        if not _is_usual(lines, len(texts)):
            return []
        start, end = self._start, _END
        return [start + text + end for text in escape(lines).encode().split(b"\n")]

    def __missing__(self, value: Any) -> bytes:
        if value.__class__ is int:
            return self._number % value
        if value.__class__ is not str:
            return self._other(value)
        if not value:
            return self._empty
        if len(value) > _SHORT:
            return text_cell(value, self._style(value, self.look.plain))
        made = self[value] = text_cell(value, self._style(value, self.look.text))
        return made

    def _style(self, value: str, usual: int) -> int:
        return self.look.quoted if value.startswith(FORMULA_SIGNS) else usual

    def _other(self, value: Any) -> bytes:
        if value is None or value is False:
            return self._empty
        if value is True:
            return self["Có"]
        if isinstance(value, int | float) and isfinite(value):
            return b'<c s="%d"><v>%b</v></c>' % (self.look.plain, str(value).encode())
        if isinstance(value, date):
            day = day_of(value)
            return self._day % (day - _FIRST_DAY).days if day.year >= 1900 else self[f"{day:%d/%m/}{day.year:04}"]
        return self[str.__str__(value) if isinstance(value, str) else str(value)]


def _are_short(texts: Collection[str]) -> bool:
    """Return whether there are texts, none of them empty or long."""
    return bool(texts) and min(map(len, texts)) > 0 and max(map(len, texts)) <= _SHORT


def _is_usual(lines: str, number: int) -> bool:
    """Return whether so many texts, one a line, are only letters: no formula, no spaces around, no other lines."""
    if not number or lines.count("\n") != number - 1 or not lines.replace("\n", "").isprintable():
        return False
    around = f"\n{lines}\n"
    return not any(sign in around for sign in _UNUSUAL)


def day_of(value: date) -> date:
    """Return a day as it is; of a moment, the day on which it falls where the product runs."""
    if not isinstance(value, datetime):
        return value
    return timezone.localdate(value) if timezone.is_aware(value) else value.date()


def text_cell(text: str, style: int) -> bytes:
    """Return a cell of text: NFC, without the signs that XML forbids, its spaces kept."""
    clean = escape(_CONTROL.sub("", nfc(text)))
    kept = "" if clean == clean.strip() and "\n" not in clean else ' xml:space="preserve"'
    return f'<c s="{style}" t="inlineStr"><is><t{kept}>{clean}</t></is></c>'.encode()
