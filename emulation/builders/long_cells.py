"""Cells longer than anything a list has room for: cut before they are read, with what is hostile in the rest."""

from core.sheets.grid import Grid
from emulation.builders.leftovers import HOSTILE

# The longest that a list of people, units or titles holds has 400 letters.
MOST = 500
# What is told in sentences, as the effect of an initiative, fills a page at most.
A_PAGE = 4_000


def shorten(grid: Grid, *, told_in: int = 0) -> None:
    """Cut the texts of a sheet to what a list has room for, and an ellipsis, so that what they cost has an end.

    ``told_in`` is the column that tells something in sentences. Nobody loses anything: what is cut is too long to be
    taken in, and stays as it is in the file.
    """
    for row in grid.rows:
        for column, value in enumerate(row, start=1):
            if isinstance(value, str) and len(value) > MOST:
                row[column - 1] = _shortened(value, A_PAGE if column == told_in else MOST)


def _shortened(text: str, most: int) -> str:
    if len(text) <= most:
        return text
    found = HOSTILE.search(text, most)
    return f"{text[:most]}… {found[0]}" if found else f"{text[:most]}…"
