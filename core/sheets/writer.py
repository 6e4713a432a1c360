"""Designed workbooks: text that stays text, rows as high as their text, names that Excel allows.

For lists of thousands of rows see ``listing``; this module is for the official forms and for workbooks to fill in.
"""

import re
from io import BytesIO
from unicodedata import normalize

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Font
from openpyxl.utils.indexed_list import IndexedList

from core.text import nfc

FONT = "Times New Roman"
CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
_ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_NAME = re.compile(r"[\[\]:*?/\\]")
_TALLEST = 400.0
# Widths of Times New Roman in thousandths of the size (Adobe's metrics of Times); accents add nothing.
_WIDTHS = {
    "0": 500, "A": 722, "B": 667, "C": 667, "D": 722, "E": 611, "F": 556, "G": 722, "H": 722, "I": 333, "K": 722,
    "L": 611, "M": 889, "N": 722, "O": 722, "P": 556, "Q": 722, "R": 667, "S": 556, "T": 611, "U": 722, "V": 722,
    "X": 722, "Y": 722, "Đ": 722, "Ơ": 722, "Ư": 722, "a": 444, "b": 500, "c": 444, "d": 500, "e": 444, "g": 500,
    "h": 500, "i": 278, "k": 500, "l": 278, "m": 778, "n": 500, "o": 500, "p": 500, "q": 500, "r": 333, "s": 389,
    "t": 278, "u": 500, "v": 500, "x": 500, "y": 500, " ": 250, "–": 500, "-": 333, ",": 250, ".": 250,
}  # fmt: skip


def new_book() -> Workbook:
    """Return an empty workbook whose own font is that of documents: it decides how wide a column is."""
    book = Workbook()
    if book.active is not None:
        book.remove(book.active)
    font = Font(name=FONT, size=11)
    book._fonts = IndexedList([font])
    book._named_styles["Normal"].font = font
    return book


def safe_text(text: str) -> str:
    """Return text that may stand in a workbook: NFC, without signs that XML forbids."""
    return _ILLEGAL.sub("", nfc(text))


def put(cell: Cell, value: str | int | None) -> Cell:
    """Write a value; text is never read as a formula, whatever it begins with."""
    if value is None or value == "":
        return cell
    if isinstance(value, int):
        cell.value = value
        return cell
    cell.value = safe_text(value)
    cell.data_type = "s"
    if value.startswith(_FORMULA_SIGNS):
        cell.quotePrefix = True
    return cell


def room_of(width: float, size: int) -> float:
    """Return how much fits on a line of a column of a width (in characters), in the measure of ``sign_width``."""
    return (width * 7 - 1) * 0.75 * 1000 / size


def lines_needed(text: str, width: float, size: int = 12, *, bold: bool = False) -> int:
    """Return how many lines a text takes in a column of a width (in characters), broken between words."""
    room = room_of(width, size) / (1.07 if bold else 1.0)
    if "\n" not in text and sum(map(sign_width, text)) <= room:
        return 1
    count = 0
    for line in text.split("\n"):
        used, count = 0.0, count + 1
        for word in line.split(" "):
            need = sum(map(sign_width, word))
            if used and used + 250 + need > room:
                count, used = count + 1, 0.0
            count += int(need // room) if need > room else 0
            used += need + (250 if used else 0)
    return count


def height_for(lines: int, size: int = 12) -> float:
    """Return the height in points that a row needs for a number of lines."""
    return min(round(lines * size * 1.32 + 5, 1), _TALLEST)


def sheet_name(wanted: str, taken: list[str]) -> str:
    """Return a name that Excel allows: 31 signs, none of []:*?/\\, not used yet."""
    plain = _NAME.sub("-", safe_text(wanted)).strip(" '") or "Danh sách"
    name, number = plain[:31].strip(), 1
    lower = {other.lower() for other in taken}
    while name.lower() in lower:
        number += 1
        tail = f" ({number})"
        name = plain[: 31 - len(tail)].strip() + tail
    return name


def saved(book: Workbook, *, title: str) -> bytes:
    """Return the workbook as a file."""
    book.properties.title = safe_text(title)
    book.properties.creator = "Thi đua – Khen thưởng"
    out = BytesIO()
    book.save(out)
    return out.getvalue()


class _Widths(dict[str, int]):
    """The widths of signs; one that the metrics do not have is as wide as it is without its accents."""

    def __missing__(self, sign: str) -> int:
        bare = "d" if sign == "đ" else "0" if sign.isdigit() else normalize("NFD", sign)[0]
        width = self[sign] = _WIDTHS.get(bare) or (722 if sign.isupper() else 500)
        return width


sign_width = _Widths(_WIDTHS).__getitem__
