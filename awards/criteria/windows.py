"""The years back from the one under review: how far a run of good ratings goes, and what is in doubt about it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import NamedTuple

from awards.criteria.case import Case, Node
from awards.criteria.findings import Say, worst
from awards.criteria.ratings import missing_text, plainly_reaches, year_rated

# So many years are looked at in any case, and so many beyond the first one that anything is on file
# about: what they hold is not known, and may be more than a condition on the years asks for.
_AT_LEAST, _BEYOND = 6, 6
_FAR = 40


@dataclass(frozen=True)
class Reach:
    """How far back a run goes from this year, and what it comes to (``say``).

    ``sure`` are the years that stand as well as that, ``possible`` those that may turn out well, ``good`` the
    possible ones that are good already; ``stop`` says what the run ends at, or, where it may go on, what is in
    doubt. ``beyond`` are the longer runs that come of years that stand less well.
    """

    say: Say
    sure: tuple[int, ...]
    possible: tuple[int, ...]
    good: tuple[int, ...]
    stop: str
    beyond: tuple["Step", ...]


class Step(NamedTuple):
    """A longer run: its years, how the worst of them stands, and what the first one of those says."""

    say: Say
    years: tuple[int, ...]
    text: str


class Year(NamedTuple):
    """How the rating of a year is, with the sentence; ``is_rated``: a rating is on file."""

    year: int
    say: Say
    text: str
    is_rated: bool


def looked_back(case: Case, node: Node, start: int) -> tuple[tuple[Year, ...], tuple[Year, ...]]:
    """Return the years back from this one, those that are looked at in any case and those before, as far as they count.

    Years on which nothing is on file any more cannot matter.
    """
    of = node["at_least"], tuple(node.get("or_title", ()))
    least = case.year - max(node["years"], _AT_LEAST)
    near = case.in_common(_years_back, *of, case.year, min(max(start - 1, least), case.year))
    if start > least or near[-1].say == Say.NOT_MET:
        return near, ()
    last = max(start - 1, case.facts.first_on_file(least) - _BEYOND, case.year - _FAR)
    return near, case.in_common(_years_back, *of, least, last)


def reach_of(back: Sequence[Year], need: int) -> Reach:
    """Return how far a run goes: all of the years asked for must hold, so the worst of them says what is open."""
    last = next((one for one in back if one.say == Say.NOT_MET), None)
    possible = [one for one in back if one is not last]
    asked = possible[:need]
    say = worst(one.say for one in asked) if len(asked) == need else Say.NOT_MET
    open_ = [one for one in possible if one.say != Say.MET]
    doubted = _doubted([one for one in asked if one.say == say] if say in _OPEN else open_[:1])
    end = last.text if last else ""
    sure = _as_good(possible, say)
    return Reach(
        say,
        tuple(one.year for one in sure),
        tuple(one.year for one in possible),
        tuple(one.year for one in possible if one.say == Say.MET),
        (end or doubted) if say == Say.NOT_MET else (doubted or end),
        tuple(_steps(possible, len(sure))),
    )


def _as_good(years: Sequence[Year], say: Say) -> list[Year]:
    return list(takewhile(lambda one: worst((one.say, say)) == say, years))


def _steps(possible: Sequence[Year], known: int) -> Iterator[Step]:
    """Yield the longer runs, those that need a person before those that lack a record."""
    for say in (Say.PERSON, Say.MISSING):
        longer = _as_good(possible, say)
        if len(longer) > known:
            yield Step(say, tuple(one.year for one in longer), possible[known].text)
            known = len(longer)


_OPEN = (Say.MISSING, Say.PERSON)


def _doubted(years: Sequence[Year]) -> str:
    """Return what is in doubt: of years without a rating all of them, so that nobody has to come back for the next."""
    blank = [one.year for one in years if one.text == missing_text(one.year)]
    if len(blank) > 1 and years[0].year in blank:
        return f"Chưa có kết quả xếp loại các năm {spans(blank)}. Phòng TCCB bổ sung."
    return years[0].text if years else ""


def _years_back(case: Case, level: str, codes: tuple[str, ...], first: int, last: int) -> tuple[Year, ...]:
    """Return year after year, from the first one back to before the last, how its rating is, until one falls short."""
    facts = case.facts
    found: list[Year] = []
    for year in range(first, last, -1):
        if codes and year in facts.years_of(codes):
            say, text, is_rated = Say.MET, "", year in facts.ratings
        elif plainly_reaches(case, year, level):
            say, text, is_rated = Say.MET, "", True
        elif facts.is_blank(year):
            say, text, is_rated = Say.MISSING, missing_text(year), False
        else:
            (say, text), is_rated = year_rated(case, year, level), year in facts.ratings
        found.append(Year(year, say, text, is_rated))
        if say == Say.NOT_MET:
            break
    return tuple(found)


def spans(years: Sequence[int]) -> str:
    """Return years as people write them: 2021–2023, 2025."""
    runs: list[list[int]] = []
    for year in sorted(years):
        if runs and runs[-1][-1] == year - 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    return ", ".join(f"{run[0]}–{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)
