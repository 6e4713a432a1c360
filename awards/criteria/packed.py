"""Facts as the database hands them over by the hundred thousand: one short string a kind of record.

A string holds its records joined by commas, the parts of a record by colons: "2024:HTTNV,2025:HTXSNV".
Many people have the same strings, so what was read or judged once serves them all.
"""

from datetime import date
from functools import lru_cache
from sys import intern
from typing import NamedTuple

from awards.criteria.facts import Away, Facts, Pending, Punished, Won, Work

# So many texts of a kind are kept with what was read in them; words that stand in many of them are one object.
_TEXTS = 512


class Packed(NamedTuple):
    """One person's facts; ``left`` is the last day of work, ``joined`` the first."""

    joined: date | None = None
    left: date | None = None
    came_from: bool = False
    job: str = ""
    is_manager: bool = False
    ratings: str = ""
    awards: str = ""
    works: str = ""
    disciplines: str = ""
    leaves: str = ""
    matters: str = ""


def unpack(packed: Packed) -> Facts:
    return Facts(
        joined=packed.joined,
        left=packed.left,
        came_from=packed.came_from,
        job=packed.job,
        is_manager=packed.is_manager,
        ratings=ratings_in(packed.ratings),
        awards=awards_in(packed.awards),
        works=works_in(packed.works),
        disciplines=disciplines_in(packed.disciplines),
        leaves=leaves_in(packed.leaves),
        matters=matters_in(packed.matters),
    )


@lru_cache(maxsize=_TEXTS)
def ratings_in(text: str) -> dict[int, str]:
    return {int(year): intern(level) for year, level in _records(text)}


@lru_cache(maxsize=_TEXTS)
def awards_in(text: str) -> tuple[Won, ...]:
    return tuple(sorted(Won(int(year), intern(title), intern(occasion)) for year, title, occasion in _records(text)))


@lru_cache(maxsize=_TEXTS)
def works_in(text: str) -> tuple[Work, ...]:
    """Return initiatives and research: year:level:kind:recognition:applied (1, 0 or nothing)."""
    applied = {"1": True, "0": False, "": None}
    found = [
        Work(int(y), level, kind, recognition, applied[use]) for y, level, kind, recognition, use in _records(text)
    ]
    return tuple(sorted(found, key=lambda work: work[:4]))


def works_that_count(text: str) -> str:
    """Return works without what no condition tells apart: refusals, bộ from tỉnh, whether an initiative is in use."""
    found = []
    for year, level, kind, recognition, use in _records(text):
        if recognition != "khong":
            told = use if kind == "de_tai" or use == "0" else "1"
            found.append(f"{year}:{'tinh' if level == 'bo' else level}:{kind}:{recognition}:{told}")
    return ",".join(sorted(found))


@lru_cache(maxsize=_TEXTS)
def disciplines_in(text: str) -> tuple[Punished, ...]:
    """Return decisions of discipline: day:form:cause:end."""
    found = [Punished(_day(on), form, cause, _day_or_none(end)) for on, form, cause, end in _records(text)]
    return tuple(sorted(found, key=lambda one: (one[:3], one.ends_on or date.max)))


@lru_cache(maxsize=_TEXTS)
def leaves_in(text: str) -> tuple[Away, ...]:
    return tuple(sorted(Away(int(year), kind, int(days)) for year, kind, days in _records(text)))


@lru_cache(maxsize=_TEXTS)
def matters_in(text: str) -> tuple[Pending, ...]:
    found = [Pending(_day(opened), kind, _day_or_none(closed)) for opened, kind, closed in _records(text)]
    return tuple(sorted(found, key=lambda matter: (matter[:2], matter.closed_on or date.max)))


def _records(text: str) -> list[list[str]]:
    return [record.split(":") for record in text.split(",")] if text else []


def _day(text: str) -> date:
    return date.fromisoformat(text[:10])


def _day_or_none(text: str) -> date | None:
    return _day(text) if text else None
