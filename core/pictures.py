"""The geometry of small SVG pictures: what share of the width each part takes.

Widths that come from data travel as SVG attributes, because the content policy forbids inline
styles. Everything here is plain arithmetic on numbers that were decided elsewhere.
"""

from collections.abc import Iterable
from dataclasses import dataclass

CELLS = 20  # above this a row of cells is no longer countable at a glance
HEAT_STEPS = (0.2, 0.45, 0.65, 0.85)


@dataclass(frozen=True)
class Slice:
    """One rectangle: a tone, where it starts and how wide it is, both in percent."""

    tone: str
    x: str
    width: str


def percent(value: float) -> str:
    """Return a share between 0 and 1 as an SVG percentage."""
    return f"{100 * value:.2f}%"


def cells(used: int, limit: int) -> list[Slice]:
    """Return one rectangle for each place of a quota, used ones first, red when none is left."""
    full = "f-bad" if used >= limit else "f-acc"
    step = 1 / limit
    return [
        Slice(full if place < used else "f-h0", percent(place * step), percent(step * 0.92)) for place in range(limit)
    ]


def shares(parts: Iterable[tuple[str, int]]) -> list[Slice]:
    """Return a bar cut by counts, with a hairline between parts; empty parts are left out."""
    kept = [(tone, count) for tone, count in parts if count > 0]
    total, done, bar = sum(count for _, count in kept), 0, []
    for tone, count in kept:
        width = count / total - (0.0025 if len(kept) > 1 else 0)
        bar.append(Slice(f"f-{tone}", percent(done / total), percent(width)))
        done += count
    return bar


def share(value: float, total: float) -> float:
    """Return value / total between 0 and 1; nothing of nothing is 0."""
    return min(max(value / total, 0), 1) if total else 0.0


def heat_step(value: float) -> str:
    """Return the class of a heat map cell for a share between 0 and 1: five steps of one hue."""
    return f"b{sum(value >= edge for edge in HEAT_STEPS)}"
