"""A workbook as plain cells, whatever program wrote it.

Rows and columns are counted from 1, as a person sees them in the margin of the sheet.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cached_property

from core.sheets.normalise import tidy

Value = str | int | float | bool | date | datetime | time | timedelta | None
Place = tuple[int, int]

# Columns at the right of a merged area may hold nothing yet, and are still within it.
_SPARE = 20
FORMULA_ERROR = "error"
FORMULA_EMPTY = "no_value"


@dataclass(frozen=True)
class Merge:
    """A merged area; its content stands in the top left cell."""

    top: int
    left: int
    bottom: int
    right: int

    def holds(self, row: int, column: int) -> bool:
        return self.top <= row <= self.bottom and self.left <= column <= self.right


@dataclass(frozen=True)
class Trouble:
    """A formula that failed (``text`` is "#REF!") or was never calculated (``text`` is the formula)."""

    kind: str
    text: str


@dataclass
class Grid:
    """One sheet. ``rows[0]`` is row 1; ``troubles`` are cells whose formula gives no value;
    ``families`` are the old encodings of the fonts that are used; no text of a modern sheet can be in one.
    """

    name: str
    rows: list[list[Value]]
    visible: bool = True
    merges: list[Merge] = field(default_factory=list)
    troubles: dict[Place, Trouble] = field(default_factory=dict)
    hidden_rows: frozenset[int] = frozenset()
    families: frozenset[str] = frozenset()
    is_modern: bool = False

    def __post_init__(self) -> None:
        self._areas: dict[Place, Merge] = {}
        self._texts: list[list[str | None] | None] = [None] * len(self.rows)
        self.width = max(map(len, self.rows), default=0)
        for merge in self.merges:
            self._areas.update({place: merge for place in _places(merge, len(self.rows), self.width)})

    @cached_property
    def _filled(self) -> set[int]:
        full = {number for number, row in enumerate(self.rows, start=1) if any(row)}
        return full | {row for row, _ in self.troubles}

    @property
    def height(self) -> int:
        return len(self.rows)

    @property
    def covered(self) -> int:
        """How many cells stand in merged areas."""
        return len(self._areas)

    def value(self, row: int, column: int) -> Value:
        """Return what stands in a cell; the covered cells of a merged area are empty."""
        if 1 <= row <= len(self.rows) and 1 <= column <= len(self.rows[row - 1]):
            found = self.rows[row - 1][column - 1]
            return None if found == "" else found
        return None

    def text(self, row: int, column: int) -> str:
        """Return a cell as tidy text."""
        if not 0 < row <= len(self._texts):
            return ""
        line = self._texts[row - 1]
        if line is None:
            line = self._texts[row - 1] = [None] * len(self.rows[row - 1])
        if not 0 < column <= len(line):
            return ""
        found = line[column - 1]
        if found is None:
            found = line[column - 1] = as_text(self.rows[row - 1][column - 1])
        return found

    def merge_at(self, row: int, column: int) -> Merge | None:
        return self._areas.get((row, column))

    def source(self, row: int, column: int) -> Place:
        """Return the cell that holds the content shown at a place."""
        merge = self.merge_at(row, column)
        return (merge.top, merge.left) if merge else (row, column)

    def shown(self, row: int, column: int) -> str:
        """Return the text that a person sees at a place, merged areas included."""
        return self.text(*self.source(row, column))

    def trouble(self, row: int, column: int) -> Trouble | None:
        return self.troubles.get((row, column))

    def is_empty(self) -> bool:
        return not self.troubles and not any(map(any, self.rows))

    def is_blank(self, row: int) -> bool:
        return row not in self._filled

    def filled_rows(self, first: int = 1, last: int = 0) -> list[int]:
        """Return the rows that hold anything, in order; a list may stand far down an empty sheet."""
        return sorted(row for row in self._filled if row >= first and (not last or row <= last))


@dataclass(frozen=True)
class Notice:
    """Something about the file as a whole that the person is told."""

    code: str
    message: str


@dataclass
class Book:
    """A workbook as it was read; one saved as text (.csv, ``is_text``) has one sheet and nothing beside it."""

    grids: list[Grid]
    notices: list[Notice] = field(default_factory=list)
    is_text: bool = False


def as_text(value: Value) -> str:
    """Return a value as it looks in a cell; a whole number has no ".0", a day is dd/mm/yyyy."""
    if value is None:
        return ""
    if isinstance(value, str):
        return tidy(value)
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, date):
        return value.strftime("%d/%m/%Y")
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def letter(column: int) -> str:
    """Return the letters of a column: 1 is A, 27 is AA."""
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def column_number(letters: str) -> int:
    """Return the number of a column: A is 1, AA is 27."""
    number = 0
    for sign in letters.upper():
        number = number * 26 + ord(sign) - 64
    return number


def room_of(merge: Merge, height: int, width: int) -> int:
    """Return how many cells a merged area takes up of a sheet."""
    down, across = _ends(merge, height, width)
    return (down - merge.top + 1) * (across - merge.left + 1)


def _places(merge: Merge, height: int, width: int) -> Iterator[Place]:
    down, across = _ends(merge, height, width)
    for row in range(merge.top, down + 1):
        for column in range(merge.left, across + 1):
            yield row, column


def _ends(merge: Merge, height: int, width: int) -> Place:
    """Return the last row and column of a merged area that count."""
    return min(merge.bottom, max(height, merge.top)), min(merge.right, max(width, merge.left + _SPARE))
