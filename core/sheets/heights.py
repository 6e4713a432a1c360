"""How high the rows of a list are. Excel fits a row to its text itself; LibreOffice leaves it at one line."""

from collections.abc import Iterable, Sequence
from itertools import repeat
from typing import Any

from core.sheets.writer import height_for, lines_needed

ROW = b"<row>"
_SIZE, _REMEMBERED, _MOST = 11, 8_192, 63
_KEPT, _CAPITALS = 200, bytes(range(65, 91))


def row_start(lines: int, size: int = _SIZE) -> bytes:
    """Return the start of a row of so many lines; somebody who edits the row still has it fitted."""
    return ROW if lines <= 1 and size == _SIZE else b'<row ht="%b">' % str(height_for(lines, size)).encode()


class Heights:
    """The starts of rows under columns of given widths, in characters."""

    def __init__(self, widths: Sequence[int]):
        self.columns = [_Lines(width) for width in widths]
        self.made = [row_start(lines) for lines in range(_MOST + 1)]

    def starts(self, rows: int, columns: Sequence[Sequence[Any]], distinct: Sequence[set[Any]]) -> Iterable[bytes]:
        """Return the start of so many rows of some columns; ``distinct`` has what stands in each, once."""
        looked = zip(self.columns, columns, distinct, strict=False)
        lines = [map(tall.get, column, repeat(1)) for known, column, texts in looked if (tall := known.tall(texts))]
        return map(self.made.__getitem__, map(max, repeat(1), *lines)) if lines else repeat(ROW, rows)


class _Lines(dict[str, int]):
    """How many lines a text takes in a column; a full store is emptied. What surely fits on one is not looked up.

    A letter of a usual text is at most half as wide as it is high, a capital two thirds.
    """

    def __init__(self, width: int):
        self.width, self.usual, self.mixed, self.capitals = width, width * 0.85, width * 0.75, width * 0.65

    def tall(self, values: set[Any]) -> dict[str, int]:
        """Return which texts take more than one line, with how many."""
        kinds = set(map(type, values))
        texts = values if kinds == {str} else [] if kinds == {int} else [v for v in values if isinstance(v, str)]
        if max(map(len, texts), default=0) <= self.capitals and "\n" not in "".join(texts):
            return {}
        mixed = self.mixed
        doubtful = [text for text in texts if len(text) > mixed or text.isupper() or "\n" in text]
        return {text: lines for text in doubtful if (lines := self[text]) > 1}

    def __missing__(self, text: str) -> int:
        is_usual = len(text) <= self.usual and "\n" not in text and not _is_wide(text)
        lines = 1 if is_usual else min(lines_needed(text, self.width, _SIZE), _MOST)
        if len(text) <= _KEPT:
            if len(self) >= _REMEMBERED:
                self.clear()
            self[text] = lines
        return lines


def _is_wide(text: str) -> bool:
    """Return whether a quarter of a text or more are capitals; those with accents come with others."""
    signs = text.encode(errors="ignore")
    return 4 * (len(signs) - len(signs.translate(None, _CAPITALS))) >= len(text)
