"""How far a sheet of an .xlsx reaches, told from its XML before the quick reader makes a table of it.

Most blocks are only counted: every cell begins with the place that its row and the columns so far
allow. Where that leaves a doubt the places are read one by one, and where cells name no place
the tags are followed as the reader follows them. What cannot be followed is refused.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import compress

from core.sheets.grid import column_number
from core.sheets.refusals import FileRefused

_CAPITALS = bytes(range(65, 91))
_CELL = re.compile(rb"<(?:[^\s<>/]*:)?c[\s/>]")
_PLACED = re.compile(rb"<(?:[^\s<>/]*:)?c\s+r\s*=\s*[\"']([A-Za-z]{1,3})(\d{1,7})[\"']")
_NAME = rb"<(?P<name>/(?:[^\s<>/]*:)?row|(?:[^\s<>/]*:)?(?:row|c))"
_OPENING = re.compile(_NAME + rb"[\s/>]")
_VALUE = rb"(?:\"[^\"<]*\"|'[^'<]*')"
_TAG = re.compile(_NAME + rb"(?P<told>(?:\s+[^\s=<>]+\s*=\s*" + _VALUE + rb")*)\s*(?P<alone>/?)>")
_TOLD = re.compile(rb"\s+([^\s=<>]+)\s*=\s*(" + _VALUE + rb")")
_PLACE = re.compile(rb"([A-Za-z]{1,7})(\d{1,10})")
_HEAD = re.compile(rb"\A(?:\xef\xbb\xbf)?\s*<\?xml[^<>]*\?>")
MOST_ROWS, _MOST_COLUMNS, _LONGEST_NUMBER = 1_048_576, 16_384, 8


@dataclass
class Area:
    """The cells of a sheet seen so far; more than ``limit`` of them are refused."""

    limit: int
    top: int = 0
    bottom: int = 0
    right: int = 0
    cells: int = 0
    is_doubtful: bool = False
    _letters: bytes = field(default=b"", repr=False)

    def add(self, block: bytes) -> None:
        """Widen the area by the cells of some rows; doubtful when one of them names no place of its own."""
        if not self.is_doubtful:
            self.is_doubtful = not (self._add_rows(block) or self._add_places(block))

    def widen(self, rows: Iterable[int], columns: Iterable[int], cells: int) -> None:
        self.cells += cells
        if self.cells > self.limit:
            raise FileRefused("FILE_TOO_LARGE")
        low, high = min(rows, default=0), max(rows, default=0)
        if high:
            self.top, self.bottom = min(self.top or low, low), max(self.bottom, high)
        right = max(columns, default=0)
        if right > self.right:
            self.right = right
            self._letters = bytes.maketrans(_CAPITALS, b"A" * right + b"Z" * (26 - right)) if right <= 26 else b""

    def _add_rows(self, block: bytes) -> bool:
        """Count the cells of each row that stand in it, within the columns known; False when others are there."""
        if not self._letters or (b":" in block and b":c" in block):
            return False
        rows = block.translate(self._letters).split(b'<row r="')[1:]
        numbers = [row.partition(b'"')[0] for row in rows]
        counts = list(map(bytes.count, rows, map(b'<c r="A%b"'.__mod__, numbers)))
        found = sum(counts)
        if found != block.count(b"<c"):
            return False
        ends = _ends(list(compress(numbers, counts)))
        if ends is not None:
            self.widen(ends, (), found)
        return ends is not None

    def _add_places(self, block: bytes) -> bool:
        places = _PLACED.findall(block)
        if len(places) != len(_CELL.findall(block)):
            return False
        columns, rows = {column for column, _ in places}, {row for _, row in places}
        self.widen([int(row) for row in rows], [column_number(column.decode()) for column in columns], len(places))
        return True


def _ends(numbers: list[bytes]) -> tuple[int, ...] | None:
    """Return the least and the greatest of some numbers; None where one is written otherwise."""
    if not numbers:
        return ()
    if not b"".join(numbers).isdigit() or not all(numbers) or max(map(len, numbers)) > _LONGEST_NUMBER:
        return None
    told = list(map(int, numbers))
    return min(told), max(told)


def area_by_tags(blocks: Iterator[bytes], limit: int) -> Area:
    """Return the area of a sheet whose cells follow each other without naming their places."""
    area, row, column, rows = Area(limit), 1, 1, 0
    for block in blocks:
        for tag in _tags(block):
            is_end = tag["name"].startswith(b"/")
            if tag["name"].endswith(b"c"):
                at = _place_of(tag, row, column)
                area.widen(at[:1], at[1:], 1)
                column = at[1] + 1
            elif not is_end:
                row, rows = _number_of(tag, row), rows + 1
            if is_end or (tag["alone"] and tag["name"].endswith(b"w")):
                row, column = row + 1, 1
            if rows > MOST_ROWS or column > _MOST_COLUMNS + 1:
                raise FileRefused("FILE_TOO_LARGE")
    return area


def _tags(block: bytes) -> Iterator[re.Match[bytes]]:
    """Yield the tags of some rows; a tag may not be hidden in a comment or written in a way of its own."""
    is_hidden = b"<!" in block or b"<?" in _HEAD.sub(b"", block, count=1)
    if is_hidden or sum(1 for _ in _TAG.finditer(block)) != sum(1 for _ in _OPENING.finditer(block)):
        raise FileRefused("FILE_CORRUPT")
    return _TAG.finditer(block)


def _told(tag: re.Match[bytes]) -> bytes | None:
    return next((value[1:-1] for name, value in _TOLD.findall(tag["told"]) if name == b"r"), None)


def _place_of(tag: re.Match[bytes], row: int, column: int) -> tuple[int, int]:
    told = _told(tag) if tag["told"] else None
    if told is None:
        return row, column
    found = _PLACE.fullmatch(told)
    if not found:
        raise FileRefused("FILE_CORRUPT")
    return int(found[2]), column_number(found[1].decode())


def _number_of(tag: re.Match[bytes], row: int) -> int:
    told = _told(tag)
    if told is None:
        return row
    if not re.fullmatch(rb"\d{1,10}", told):
        raise FileRefused("FILE_CORRUPT")
    return int(told)
