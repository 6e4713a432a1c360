"""The people behind the collective targets of a sheet, year by year, as if what they registered came true."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.db.models import Q

from awards.criteria.facts import Facts, Member, Won
from awards.criteria.findings import Finding, Say
from awards.criteria.packed import unpack
from awards.criteria.titles import judge_title, tried
from awards.selectors.dossier import Dossier, dossiers, year_end
from awards.selectors.membership import as_listed, member_of
from emulation.models import Posting, Sheet, Staff, Target, Unit

# What a target takes for granted about the rating of its own year, where nobody has rated yet.
_EXCELLENT = frozenset({"CSTDCS", "CSTDT", "CSTDTQ", "BK_TINH", "BK_BYT", "TTLDXS", "CO_TINH", "CO_CP"})
Targets = list[tuple[int, str]]


def as_registered(facts: Facts, targets: Iterable[tuple[int, str]], year: int, this_year: int) -> Facts:
    """Return the facts as they would be when everything registered before a year came true.

    Only years that are not over are filled in: what a past year lacks is lacking.
    """
    open_targets = [(y, code) for y, code in targets if this_year <= y <= year]
    ratings = dict(facts.ratings)
    for y in sorted({y for y, _ in open_targets}):
        codes = {code for when, code in open_targets if when == y}
        ratings.setdefault(y, "HTXSNV" if codes & _EXCELLENT else "HTTNV")
    won = {(award.year, award.title) for award in facts.awards}
    added = [Won(y, code) for y, code in open_targets if y < year and (y, code) not in won]
    if ratings == facts.ratings and not added:
        return facts
    return replace(facts, ratings=ratings, awards=(*facts.awards, *added))


@dataclass
class People:
    """Who works in the collectives of a sheet; members of a year are judged when somebody asks for them."""

    decided: set[tuple[str, int]]
    local: Mapping[str, Any]
    this_year: int
    dossiers: list[Dossier] = field(default_factory=list)
    targets: dict[int, Targets] = field(default_factory=dict)
    moves: dict[int, list[tuple[int, date, date | None]]] = field(default_factory=dict)
    parents: dict[int, int | None] = field(default_factory=dict)
    known: dict[tuple[int, int], Member] = field(default_factory=dict)

    def members(self, unit: int, year: int) -> tuple[Member, ...]:
        """Return the people of a unit and of its teams at the end of a year."""
        last = year_end(year)
        there = [one for one in self.dossiers if unit in self._places(one, last) and _works(one, last)]
        members = [self._member(one, year) for one in there]
        return as_listed(members, {one.place for one in members if one.is_named})

    def _places(self, one: Dossier, last: date) -> tuple[int | None, ...]:
        seats = (unit for unit, since, until in self.moves.get(one.pk, ()) if since <= last <= (until or date.max))
        unit = next(seats, one.unit)
        return unit, self.parents.get(unit)

    def _member(self, one: Dossier, year: int) -> Member:
        key = (one.pk, year)
        if key not in self.known:
            self.known[key] = self._judged(one, year)
        return self.known[key]

    def _judged(self, one: Dossier, year: int) -> Member:
        facts = as_registered(unpack(one.packed), self.targets.get(one.pk, ()), year, self.this_year)
        decided = {code for code, of in self.decided if of == year} if year < self.this_year else set()
        return member_of(
            one, facts, lambda code: self._would(facts, code, year), year=year, local=self.local, decided=decided
        )

    def _would(self, facts: Facts, code: str, year: int) -> Say:
        found = self._look(facts, code, year)
        return found.say if found else Say.MISSING

    def _look(self, facts: Facts, code: str, year: int) -> Finding | None:
        """Return the finding by the text that was read: a text unread says no more of a member than of a target."""
        judged = judge_title(facts, code, year=year, on=year_end(year), local=self.local)
        return tried(judged)[0].finding if judged else None


def people_of(
    sheet: Sheet, units: list[Unit], *, decided: set[tuple[str, int]], local: Mapping[str, Any], this_year: int
) -> People:
    """Fetch the people of collectives with what the sheet registers for them: ten statements, none without units."""
    people = People(decided, local, this_year)
    if not units:
        return people
    keys = [unit.pk for unit in units]
    before = Posting.objects.filter(unit__in=keys, until__gte=year_end(sheet.round.years[0])).values("staff")
    staff = Staff.objects.filter(Q(unit__in=keys) | Q(unit__parent__in=keys) | Q(pk__in=before))
    people.dossiers = list(dossiers(staff))
    people.parents = dict(Unit.objects.filter(parent__in=keys).values_list("pk", "parent_id"))
    moves = defaultdict(list)
    for pk, unit, since, until in Posting.objects.filter(staff__in=staff).values_list(
        "staff_id", "unit_id", "since", "until"
    ):
        moves[pk].append((unit, since, until))
    people.moves = dict(moves)
    registered = defaultdict(list)
    lines = Target.objects.filter(entry__sheet=sheet, entry__staff__isnull=False)
    for pk, year, code in lines.values_list("entry__staff_id", "year", "title"):
        registered[pk].append((year, code))
    people.targets = dict(registered)
    return people


def _works(one: Dossier, last: date) -> bool:
    packed = one.packed
    return not ((packed.left and packed.left < last) or (packed.joined and packed.joined > last))
