"""The criteria sets of exemplars, read from the rulebook (``rules/criteria_sets``), and who is asked what."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from core import rulebook
from emulation.choices import ANSWERED_KINDS, HEALTH_JOBS, ItemKind, OnlyFor, SubjectKind, Track

FOLDER = "emulation.criteria_sets"
OWN = "unit"  # the set of a unit's own criteria


@dataclass(frozen=True)
class Item:
    """One criterion: its words as the source has them, and how it is looked at."""

    slug: str
    key: str
    words: str
    kind: str = ItemKind.CONFIRM
    only_for: str = ""
    source: str = ""
    kinds: tuple[str, ...] = ()
    declared: bool = False
    least: str = ""
    paper: str = ""
    spans: tuple[tuple[int, int, str], ...] = ()

    @property
    def ref(self) -> str:
        return f"{self.slug}.{self.key}"

    @property
    def is_answered(self) -> bool:
        """Say whether the unit answers it; the others are read from the records."""
        return self.kind in ANSWERED_KINDS or self.declared


@dataclass(frozen=True)
class CriteriaSet:
    """A set in the wording of a day; ``objects`` and ``directions`` are (key, short, words)."""

    slug: str
    code: str
    name: str
    subjects: tuple[str, ...]
    source: str
    items: tuple[Item, ...]
    track: str = ""
    only_for: str = ""
    lead: str = ""
    objects: tuple[tuple[str, str, str], ...] = ()
    directions: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True)
class Subject:
    """Whom the criteria are asked of, as far as it decides which are."""

    kind: str
    name: str = ""
    job_type: str = ""
    is_manager: bool = False
    is_party: bool = False
    track: str = ""


@cache
def criteria_set(slug: str, on: date) -> CriteriaSet:
    """Return a set as worded on a day, or raise UnknownRule."""
    data, rule = rulebook.fact(f"{FOLDER}.{slug}"), rulebook.rule(f"{FOLDER}.{slug}.items", on=on)
    only = data.get("only_for", "")
    return CriteriaSet(
        slug=slug,
        code=data["code"],
        name=data["name"],
        subjects=tuple(data["subjects"]),
        source=rule.source,
        items=tuple(_item(slug, row, only, rule.source) for row in rule.value),
        track=data.get("track", ""),
        only_for=only,
        lead=data.get("lead", ""),
        objects=_lines(data.get("objects", ())),
        directions=_lines(data.get("directions", ())),
    )


def published_sets(on: date) -> list[CriteriaSet]:
    """Return every set that has a wording on a day, in the order of their codes."""
    return known_sets(rulebook.names(FOLDER), on)


def known_sets(slugs: Iterable[str], on: date) -> list[CriteriaSet]:
    """Return these sets as worded on a day; those without a wording then are left out."""
    found = []
    for slug in slugs:
        try:
            found.append(criteria_set(slug, on))
        except rulebook.UnknownRule:
            continue
    return found


def tracks_of(sets: Sequence[CriteriaSet], kind: str) -> list[str]:
    """Return between which fields such an exemplar may choose; fewer than two leave no choice."""
    found = {one.track for one in sets if one.track and kind in one.subjects}
    return [track for track in Track.values if track in found]


def track_of(sets: Sequence[CriteriaSet], subject: Subject) -> str:
    """Return the field of an exemplar: the one chosen, else the one that the job suggests (S3-16)."""
    offered = tracks_of(sets, subject.kind)
    if subject.track in offered:
        return subject.track
    if Track.OTHER in offered and subject.kind == SubjectKind.PERSON:
        return Track.HEALTH if subject.job_type in HEALTH_JOBS and Track.HEALTH in offered else Track.OTHER
    return offered[0] if offered else ""


def sets_for(sets: Sequence[CriteriaSet], subject: Subject) -> list[tuple[CriteriaSet, list[Item]]]:
    """Return what is asked of an exemplar, set by set; a model only what names models."""
    track, found = track_of(sets, subject), []
    for one in sets:
        if subject.kind not in one.subjects or one.track not in ("", track):
            continue
        if items := [item for item in one.items if _concerns(item, subject)]:
            found.append((one, items))
    return found


def own_items(rows: Iterable[tuple[int, str]], unit: str) -> list[Item]:
    """Return a unit's own criteria (key, words) as items (S2-7)."""
    return [Item(OWN, str(pk), words, source=f"Tiêu chí riêng của {unit}") for pk, words in rows]


def _concerns(item: Item, subject: Subject) -> bool:
    parts = {OnlyFor.MANAGER: subject.is_manager, OnlyFor.PARTY: subject.is_party}
    return not item.only_for or parts[OnlyFor(item.only_for)]


def _item(slug: str, row: dict[str, Any], only_for: str, source: str) -> Item:
    spans = tuple((span["years"], span["excellent"], span["name"]) for span in row.get("spans", ()))
    return Item(
        slug=slug,
        key=row["key"],
        words=row["words"],
        kind=ItemKind(row["kind"]),
        only_for=row.get("only_for", only_for),
        source=source,
        kinds=tuple(row.get("kinds", ())),
        declared=row.get("declared", False),
        least=row.get("least", ""),
        paper=row.get("paper", ""),
        spans=spans,
    )


def _lines(rows: Iterable[dict[str, str]]) -> tuple[tuple[str, str, str], ...]:
    return tuple((row["key"], row["short"], row["words"]) for row in rows)
