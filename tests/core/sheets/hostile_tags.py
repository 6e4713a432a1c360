"""Small files whose sheets begin the same thing a hundred thousand times and never end it: they pack to nothing."""

import struct
from collections.abc import Callable

from tests.core.sheets.hostile import repacked, sheet, strings
from tests.core.sheets.hostile_twins import number, xls

_FIRST = '<row r="1"><c r="A1" t="inlineStr"><is><t>x</t></is></c>'
_TIMES = 150_000


def crowded(part: str, before: str = "", after: str = "") -> bytes:
    """Return a workbook whose one sheet repeats a part; it has a long text that cells may show."""
    rows = f"{_FIRST}{before}{part * _TIMES}{after}</row>"
    return repacked(strings("x" * 200), xl__worksheets__sheet1_dot_xml=sheet(rows))


def circle() -> bytes:
    """Return an old workbook whose table of sectors says of one sector that it is its own next, without end."""
    content = bytearray(xls(number(0, 0)))
    struct.pack_into("<II", content, 68, 2, 0xFFFFFFF0)
    at = 512 + 2 * 512
    content[at : at + 512] = struct.pack("<128I", *[0] * 127, 2)
    return bytes(content)


_BROKEN = ("FILE_CORRUPT", "FILE_TOO_LARGE")
# name of the file, its maker, the codes with which it may be refused
CROWDED: dict[str, tuple[str, Callable[[], bytes], tuple[str, ...]]] = {
    "cells without an end": ("a.xlsx", lambda: crowded('<c r="A1" >', '<c r="A1"><f>1</f></c>'), _BROKEN),
    "cells without a head": ("a.xlsx", lambda: crowded("<c ", '<c r="A1"><f>1</f></c>'), _BROKEN),
    "one row of many numbers": ("a.xlsx", lambda: crowded(' r="1"', '</row><row hidden="x"', ">"), ("NO_DATA",)),
    "one tag of many kinds": ("a.xlsx", lambda: crowded('t="s"', "<x ", "></x>"), _BROKEN),
    "values without an end": ("a.xlsx", lambda: crowded("<v>", '<c r="A1" t="e">', "</c>"), _BROKEN),
    "formulas without an end": ("a.xlsx", lambda: crowded("<f>", '<c r="A1">', "</c>"), _BROKEN),
    "formulas without a head": ("a.xlsx", lambda: crowded("<f ", '<c r="A1">', "</c>"), _BROKEN),
    "names of names": ("a.xlsx", lambda: crowded("a:", "<", "c>"), ("NO_DATA",)),
    "spaces within a cell": ("a.xlsx", lambda: crowded(" ", "<c", "r></c>"), _BROKEN),
    "texts without an end": ("a.xlsx", lambda: strings("<si " * _TIMES), _BROKEN),
    "sectors in a circle": ("a.xls", circle, _BROKEN),
}
