"""How high the rows of a register are. Excel fits a row to its text itself; LibreOffice leaves it at one line."""

from collections.abc import Iterator, Sequence
from typing import Any

from core.sheets.writer import height_for, lines_needed

ROW = b"<row>"
_SIZE, _REMEMBERED = 11, 8_192


def row_start(lines: int, size: int = _SIZE) -> bytes:
    """Return the start of a row of so many lines; somebody who edits the row still has it fitted."""
    return ROW if lines <= 1 and size == _SIZE else b'<row ht="%b">' % str(height_for(lines, size)).encode()


class Heights:
    """The starts of rows under columns of given widths, in characters."""

    def __init__(self, widths: Sequence[int]):
        self.columns = [_Lines(width) for width in widths]
        self.made = [row_start(lines) for lines in range(64)]

    def starts(self, rows: Sequence[Sequence[Any]]) -> Iterator[bytes]:
        """Yield the start of every row."""
        columns, made, last = self.columns, self.made, len(self.made) - 1
        for row in rows:
            lines = max((known[value] for known, value in zip(columns, row, strict=False)), default=1)
            yield made[min(lines, last)]


class _Lines(dict[Any, int]):
    """How many lines a value takes in one column; a full store is emptied, short texts and numbers stay out."""

    def __init__(self, width: int):
        self.width, self.surely = width, width * 0.66 - 1  # so many capital letters fit, whatever they are

    def __missing__(self, value: Any) -> int:
        if not isinstance(value, str) or len(value) <= self.surely:
            return 1
        if len(self) >= _REMEMBERED:
            self.clear()
        lines = self[value] = lines_needed(value, self.width, _SIZE)
        return lines
