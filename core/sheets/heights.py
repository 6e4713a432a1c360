"""How high the rows of a list are. Excel fits a row to its text itself; LibreOffice leaves it at one line."""

from collections.abc import Iterator, Sequence
from itertools import repeat, zip_longest
from typing import Any

from core.sheets.writer import height_for, lines_needed, room_of, sign_width

ROW = b"<row>"
_SIZE, _REMEMBERED, _MOST = 11, 8_192, 63


def row_start(lines: int, size: int = _SIZE) -> bytes:
    """Return the start of a row of so many lines; somebody who edits the row still has it fitted."""
    return ROW if lines <= 1 and size == _SIZE else b'<row ht="%b">' % str(height_for(lines, size)).encode()


class Heights:
    """The starts of rows under columns of given widths, in characters."""

    def __init__(self, widths: Sequence[int]):
        self.columns = [_Lines(width) for width in widths]
        self.made = [row_start(lines) for lines in range(_MOST + 1)]

    def starts(self, rows: Sequence[Sequence[Any]]) -> Iterator[bytes]:
        """Return the start of every row; a column is looked at as a whole, each of its texts once."""
        lines: list[int] = [1] * len(rows)
        for known, column in zip(self.columns, zip_longest(*rows), strict=False):
            if tall := known.tall(column):
                lines = list(map(max, lines, map(tall.get, column, repeat(1))))
        return map(self.made.__getitem__, lines)


class _Lines(dict[str, int]):
    """How many lines a text takes that does not fit on one line of a column; a full store is emptied."""

    def __init__(self, width: int):
        self.width, self.room = width, room_of(width, _SIZE)
        self.surely = width * 0.66 - 1  # so many capital letters fit, whatever they are

    def tall(self, column: Sequence[Any]) -> dict[Any, int]:
        """Return the texts of a column that take more than one line."""
        surely, room = self.surely, self.room
        texts = [text for text in set(column) if isinstance(text, str) and (len(text) > surely or "\n" in text)]
        return {text: self[text] for text in texts if sum(map(sign_width, text)) > room or "\n" in text}

    def __missing__(self, text: str) -> int:
        if len(self) >= _REMEMBERED:
            self.clear()
        lines = self[text] = min(lines_needed(text, self.width, _SIZE), _MOST)
        return lines
