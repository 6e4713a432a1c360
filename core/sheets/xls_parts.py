"""What the quick reader leaves out of an old .xls: passwords, formulas in error, old fonts; and its true size.

An .xls is a small file system (compound file) that holds one stream of records, "Workbook".
Layouts: [MS-CFB] and [MS-XLS], published by Microsoft.
"""

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from core.sheets.grid import FORMULA_ERROR, Place, Trouble
from core.sheets.legacy import family_of_font, is_capital_font
from core.sheets.refusals import FileRefused
from core.sheets.xls_texts import Table
from core.sheets.xlsx_styles import Style

_END = 0xFFFFFFFE
_ERRORS = {0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A"}
_BOF, _EOF, _FILEPASS, _BOUNDSHEET, _FONT, _XF = 0x0809, 0x0A, 0x2F, 0x85, 0x31, 0xE0
_TABLE, _MORE, _SHARED = 0xFC, 0x3C, 0xFD
_BOOLERR, _FORMULA, _MANY_NUMBERS = 0x205, 0x06, 0xBD
_CELLS = {0xFD, 0x203, 0x27E, 0x06, 0x204, 0xD6, 0x205, _MANY_NUMBERS}
_DIMENSIONS, _MOST_ROWS, _MOST_COLUMNS = 0x200, 65_536, 256
_FILLED = re.compile(rb"[^\0]")
_BOOKS = ("Workbook", "Book")


@dataclass
class XlsScan:
    """What the records of one sheet tell."""

    bottom: int = 0
    right: int = 0
    letters: int = 0
    troubles: dict[Place, Trouble] = field(default_factory=dict)
    styles: dict[Place, Style] = field(default_factory=dict)


def scan(content: bytes) -> list[XlsScan]:
    """Return what is told about each sheet, in the order of the file."""
    records = content if content[:2] == b"\x09\x08" else _workbook(content)
    try:
        return _Records(records).sheets()
    except (struct.error, IndexError) as error:
        raise FileRefused("FILE_CORRUPT") from error


class _Records:
    """The stream of records, read once."""

    def __init__(self, stream: bytes):
        self.stream = stream
        self.fonts: list[str] = []
        self.forms: list[int] = []
        self.found: list[XlsScan] = []
        self.starts: list[int] = []
        self.last = 0
        self.table: list[bytes] = []
        self.shown: list[tuple[XlsScan, int]] = []

    def sheets(self) -> list[XlsScan]:
        """Return the sheets; one that does not begin where a part of the stream begins could not be measured."""
        by_start: dict[int, XlsScan] = {}
        within: list[XlsScan] = []
        for at, kind, body in self._walk():
            if kind == _BOF:
                within.append(by_start.setdefault(at, XlsScan()))
            elif kind == _EOF:
                del within[-1:]
            elif not self._take_of_book(kind, body) and within:
                self._take(kind, body, within)
        if not set(self.starts) <= set(by_start):
            raise FileRefused("FILE_CORRUPT")
        table = Table(self.table)
        for scan, number in self.shown:
            scan.letters += table.size(number)
        return [by_start[start] for start in self.starts]

    def _take_of_book(self, kind: int, body: bytes) -> bool:
        """Note a record that tells about the workbook or refuses it; return whether it was one."""
        if kind == _FILEPASS:
            raise FileRefused("FILE_ENCRYPTED")
        if kind == _BOUNDSHEET:
            self.starts.append(struct.unpack_from("<I", body)[0])
        elif kind == _DIMENSIONS:
            _check_dimensions(body)
        elif kind == _TABLE or (kind == _MORE and self.last in (_TABLE, _MORE) and self.table):
            self.table.append(body)
        self.last = kind
        return kind in (_BOUNDSHEET, _DIMENSIONS)

    def _walk(self) -> Iterator[tuple[int, int, bytes]]:
        at = 0
        while at + 4 <= len(self.stream):
            kind, size = struct.unpack_from("<HH", self.stream, at)
            if kind == 0 and size == 0:
                filled = _FILLED.search(self.stream, at)
                if not filled:
                    return
                at += (filled.start() - at) // 4 * 4
                continue
            yield at, kind, self.stream[at + 4 : at + 4 + size]
            at += 4 + size

    def _take(self, kind: int, body: bytes, within: list[XlsScan]) -> None:
        """Note a record; a cell widens every part that is open, for a part within a sheet need not end it."""
        if kind == _FONT:
            self.fonts.append(_font_name(body))
        elif kind == _XF:
            self.forms.append(struct.unpack_from("<H", body)[0])
        elif kind in _CELLS and len(body) >= 6:
            row, column, form = struct.unpack_from("<HHH", body)
            place = (row + 1, column + 1)
            right = column + max((len(body) - 6) // 6, 1) if kind == _MANY_NUMBERS else column + 1
            for scan in within:
                scan.bottom, scan.right = max(scan.bottom, row + 1), max(scan.right, right)
            current = within[-1]
            if kind == _SHARED and len(body) >= 10:
                self.shown.append((current, struct.unpack_from("<I", body, 6)[0]))
            if error := _error_of(kind, body):
                current.troubles[place] = Trouble(FORMULA_ERROR, error)
            if (style := self._style(form)) != Style():
                current.styles[place] = style

    def _style(self, form: int) -> Style:
        if form >= len(self.forms):
            return Style()
        number = self.forms[form]
        place = number - 1 if number > 4 else number  # number 4 is never used
        font = self.fonts[place] if place < len(self.fonts) else ""
        return Style(family_of_font(font), is_capital_font(font))


def _check_dimensions(body: bytes) -> None:
    """Refuse a sheet that claims more than there can be: the quick reader makes room for what is claimed."""
    top, bottom, left, right = struct.unpack_from("<IIHH" if len(body) == 14 else "<HHHH", body)
    if not (top <= bottom <= _MOST_ROWS and left <= right <= _MOST_COLUMNS):
        raise FileRefused("FILE_CORRUPT")


def _error_of(kind: int, body: bytes) -> str:
    if kind == _BOOLERR and len(body) >= 8 and body[7] == 1:
        return _ERRORS.get(body[6], "#N/A")
    if kind == _FORMULA and len(body) >= 14 and body[12:14] == b"\xff\xff" and body[6] == 2:
        return _ERRORS.get(body[8], "#N/A")
    return ""


def _font_name(body: bytes) -> str:
    count, is_wide = body[14], len(body) > 15 and body[15] & 1
    raw = body[16 : 16 + count * (2 if is_wide else 1)]
    return raw.decode("utf-16-le" if is_wide else "latin-1", "replace")


def _workbook(content: bytes) -> bytes:
    """Return the stream "Workbook" of a compound file."""
    try:
        streams = _Compound(content)
        names = streams.names()
    except (struct.error, IndexError) as error:
        raise FileRefused("FILE_CORRUPT") from error
    if "EncryptedPackage" in names:
        raise FileRefused("FILE_ENCRYPTED")
    for name in _BOOKS:
        if name in names:
            return streams.read(*names[name])
    raise FileRefused("FILE_NOT_SPREADSHEET")


class _Compound:
    """The least of a compound file: its directory, and its streams by chains of sectors."""

    def __init__(self, content: bytes):
        self.content = content
        self.size = 1 << struct.unpack_from("<H", content, 30)[0]
        self.small_size = 1 << struct.unpack_from("<H", content, 32)[0]
        if self.size not in (512, 4096) or self.small_size > self.size:
            raise FileRefused("FILE_CORRUPT")
        _, self.directory, _, self.cutoff, small_fat = struct.unpack_from("<IIIII", content, 44)
        self.small = b""
        self.table = self._table()
        self.small_table = self._numbers(self._chain(small_fat)) if small_fat < _END else []

    def names(self) -> dict[str, tuple[int, int]]:
        """Return start and size of every stream by name; of two of one name the first is the workbook's own."""
        found: dict[str, tuple[int, int]] = {}
        raw = self._chain(self.directory)
        for at in range(0, len(raw) - 127, 128):
            length = struct.unpack_from("<H", raw, at + 64)[0]
            name = raw[at : at + max(length - 2, 0)].decode("utf-16-le", "replace")
            shown = raw[at : at + 64].decode("utf-16-le", "replace").partition("\0")[0]
            start, size = struct.unpack_from("<II", raw, at + 116)
            if raw[at + 66] == 5:
                self.small = self._chain(start) if start < _END else b""
            elif raw[at + 66] == 2 and name == shown:
                found.setdefault(name, (start, size))
            elif shown in _BOOKS and shown not in found:
                raise FileRefused("FILE_CORRUPT")
        return found

    def read(self, start: int, size: int) -> bytes:
        if size >= self.cutoff:
            return self._chain(start)[:size]
        out, seen = [], 0
        while start < _END and start < len(self.small_table) and seen <= len(self.small_table):
            out.append(self.small[start * self.small_size : (start + 1) * self.small_size])
            start, seen = self.small_table[start], seen + 1
        return b"".join(out)[:size]

    def _table(self) -> list[int]:
        """Return the table of sectors: each entry names the next sector of its chain."""
        heads = list(struct.unpack_from("<109I", self.content, 76))
        start, left = struct.unpack_from("<II", self.content, 68)
        left = min(left, len(self.content) // self.size)
        while start < _END and left > 0:
            more = self._numbers(self._sector(start))
            heads += more[:-1]
            start, left = more[-1], left - 1
        told = [head for head in heads if head < _END]
        if len(set(told)) < len(told):
            raise FileRefused("FILE_CORRUPT")
        return [number for head in told for number in self._numbers(self._sector(head))]

    def _sector(self, number: int) -> bytes:
        at = (number + 1) * self.size
        return self.content[at : at + self.size]

    def _chain(self, start: int) -> bytes:
        out, seen = [], 0
        while start < _END and start < len(self.table) and seen <= len(self.table):
            out.append(self._sector(start))
            start, seen = self.table[start], seen + 1
        return b"".join(out)

    @staticmethod
    def _numbers(raw: bytes) -> list[int]:
        return list(struct.unpack(f"<{len(raw) // 4}I", raw[: len(raw) // 4 * 4]))
