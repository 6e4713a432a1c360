"""How high the rows of a list are. Excel fits a row to its text itself; LibreOffice leaves it at one line."""

from collections.abc import Iterable, Sequence
from itertools import repeat
from typing import Any

from core.sheets.writer import height_for, lines_needed

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

    def starts(self, columns: Sequence[Sequence[Any]], distinct: Sequence[set[Any]]) -> Iterable[bytes]:
        """Return the start of every row of some columns; ``distinct`` has what stands in each, once."""
        looked = zip(self.columns, columns, distinct, strict=False)
        lines = [map(tall.get, column, repeat(1)) for known, column, texts in looked if (tall := known.tall(texts))]
        number = len(columns[0]) if columns else 0
        return map(self.made.__getitem__, map(max, repeat(1), *lines)) if lines else repeat(ROW, number)


class _Lines(dict[str, int]):
    """How many lines a text takes in a column; a full store is emptied. What surely fits on one is not looked up.

    A letter of a usual text is at most as wide as half of what it is high, and a capital three quarters.
    """

    def __init__(self, width: int):
        self.width, self.usual, self.capitals = width, width * 0.85, width * 0.65

    def tall(self, values: set[Any]) -> dict[str, int]:
        """Return which texts take more than one line, with how many."""
        kinds = set(map(type, values))
        texts = values if kinds == {str} else [] if kinds == {int} else [v for v in values if isinstance(v, str)]
        longest = max(map(len, texts), default=0)
        is_short = longest <= self.capitals or (longest <= self.usual and not any(map(str.isupper, texts)))
        if is_short and "\n" not in "".join(texts):
            return {}
        return {text: lines for text in texts if (lines := self._lines(text)) > 1}

    def _lines(self, text: str) -> int:
        is_short = len(text) <= self.usual and "\n" not in text
        return 1 if is_short and (len(text) <= self.capitals or not text.isupper()) else self[text]

    def __missing__(self, text: str) -> int:
        if len(self) >= _REMEMBERED:
            self.clear()
        lines = self[text] = min(lines_needed(text, self.width, _SIZE), _MOST)
        return lines
