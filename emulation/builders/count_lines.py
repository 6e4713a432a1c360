"""Lines that count the rows above them or number a page: they stand at the foot of a list and in its midst."""

import re

from core.sheets.grid import Grid

# "Cộng" keeps its accents: Công is a surname.
_COUNT = re.compile(
    r"\W*(?:(?:tổng|tong)\s+(?:cộng|cong|số|so)\b|cộng\b(?! đồng)|cong\s*[:\d]|trang(?:\s+số)?\s*:?\s*\d).*",
    re.IGNORECASE | re.DOTALL,
)
_STARTS = frozenset("tcTC*-–+•(")


def is_count(grid: Grid, row: int, last: int) -> bool:
    """Return whether a row is such a line by one of its cells up to column ``last``, that of the names."""
    for column in range(1, last + 1):
        text = grid.text(row, column)
        if text[:1] in _STARTS and _COUNT.fullmatch(text):
            return True
    return False
