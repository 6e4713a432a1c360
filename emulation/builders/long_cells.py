"""Cells longer than anything a list has room for: cut before they are read, with what is hostile in the rest."""

from collections.abc import Collection, Iterator

from core.sheets.grid import Grid, Place
from core.sheets.normalise import tidied
from emulation.builders.leftovers import HOSTILE
from emulation.builders.title_cells import LONGEST_CELL

# What tells something in sentences, as the reason of a discipline or the effect of an initiative, fills a page.
LONGEST_PAGE = 3_000
# Anything hostile is told by its first letters.
_TOKEN = 40


def shorten(grid: Grid, *, told_in: Collection[int] = ()) -> list[Place]:
    """Cut the texts of a sheet to what a list has room for, and return the places, so that what they cost has an end.

    ``told_in`` are the columns that tell something in sentences. A cell that is only long by its spaces is not cut.
    """
    return [place for row in range(1, grid.height + 1) for place in _cut(grid, row, told_in)]


def _cut(grid: Grid, row: int, told_in: Collection[int]) -> Iterator[Place]:
    cells = grid.rows[row - 1]
    for column, value in enumerate(cells, start=1):
        if isinstance(value, str) and len(value) > LONGEST_CELL:
            text = tidied(value)
            most = LONGEST_PAGE if column in told_in else LONGEST_CELL
            cells[column - 1] = text if len(text) <= most else _cut_text(text, column in told_in)
            if len(text) > most:
                yield row, column


def _cut_text(text: str, is_told: bool) -> str:
    # What is told in sentences may be kept as it stands, without anything that stood elsewhere.
    return f"{text[:LONGEST_PAGE]}…" if is_told else shortened(text, LONGEST_CELL)


def shortened(text: str, most: int) -> str:
    """Return the beginning of a tidy text that is longer than ``most`` letters, with what is hostile in the rest."""
    hostile = next((found[0] for found in HOSTILE.finditer(text, most - _TOKEN) if found.end() > most), "")
    return f"{text[:most]}… {hostile}".rstrip()
