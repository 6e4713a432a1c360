"""Which columns of a list go into its file: those that its reader sees on the page.

A column of the file belongs to the column of the page that shows it or stands for it, by the name that
the page gives it: a decision is one column there, its number and its day are two columns in the file.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from operator import itemgetter
from typing import Any

from core.sheets.listing import Columns, Register

Listed = Sequence[tuple[str, int, str]]
Row = Sequence[Any]


def places_seen(columns: Listed, hidden: Collection[str]) -> list[int]:
    """Return the places of the columns that stay, in their order; all of them where none would."""
    kept = [place for place, (_, _, name) in enumerate(columns) if name not in hidden]
    return kept or list(range(len(columns)))


def columns_at(columns: Listed, places: Sequence[int]) -> Columns:
    return [columns[place][:2] for place in places]


def rows_at(rows: Iterable[Row], places: Sequence[int]) -> Iterator[Row]:
    """Yield of each row what stands at the places."""
    cut: Callable[[Row], Row] = itemgetter(*places) if len(places) > 1 else lambda row: (row[places[0]],)
    return map(cut, rows)


def register_at(register: Register, places: Sequence[int]) -> Register:
    """Return how the list looks on paper with those columns alone: its groups reach over what is left of them."""
    groups = []
    for first, last, text in register.groups:
        left = [number for number, place in enumerate(places, start=1) if first <= place + 1 <= last]
        if left and all(after == before + 1 for before, after in pairwise(left)):
            groups.append((left[0], left[-1], text))
    return replace(register, groups=groups)
