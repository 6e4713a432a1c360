"""Who may be proposed for what: people judged in a stream, collectives computed from their people."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from awards.choices import AwardSource
from awards.criteria.facts import YEARLY, Facts, Member
from awards.criteria.findings import RESULTS
from awards.criteria.packed import Packed, awards_in, ratings_in, unpack
from awards.criteria.panel import Panel
from awards.criteria.titles import Judgement, judge_title, tried
from awards.models import Award
from awards.selectors.dossier import Dossier, dossier_of, dossiers, unit_facts, year_end
from awards.selectors.membership import as_listed, member_of
from emulation.choices import SubjectKind, UnitKind, titles_for
from emulation.models import Posting, Staff, Unit
from emulation.selectors.settings import settings_in_force

COLLECTIVES = (UnitKind.FACILITY, UnitKind.KHOA, UnitKind.PHONG, UnitKind.TRAM, UnitKind.TEAM)
_SAYS = {result: say for say, result in RESULTS.items()}
Local = Mapping[str, Any]
Judged = tuple[Dossier, dict[str, Judgement]]


def codes_for(kind: str) -> list[str]:
    """Return the titles that a kind of subject may hold, in the order of documents."""
    return [title.code for title in titles_for(kind)]


def day_of(year: int) -> date:
    """Return the day whose law a year is judged by when nobody names one: its last, or today while it runs."""
    return min(year_end(year), timezone.localdate())


def local_of(facility: Unit, on: date) -> dict[str, Any]:
    """Return what a house and its province have decided, by name."""
    return {name: row.value for name, row in settings_in_force(facility, on).items()}


def decided_as(local: Local) -> str:
    """Return what tells settings apart: houses of which it is the same have decided the same."""
    return repr(sorted(local.items()))


class Panels:
    """The judges of a year: houses that decided the same share one, so that equal facts are judged once for all.

    Judges remember; who judges house after house gives the same panels to each, and lets go of
    those that no house needs any more.
    """

    def __init__(self, year: int, on: date, titles: Iterable[str] | None = None, *, local: Local | None = None):
        self.year, self.on, self.local = year, on, local
        self.codes = list(titles or codes_for(SubjectKind.PERSON))
        self.by_settings: dict[str, Panel] = {}
        self.by_house: dict[int, Panel] = {}

    def of(self, house: int) -> Panel:
        """Return the judge of a house by its key, by its own settings unless others were given for all."""
        found = self.by_house.get(house)
        if found is None:
            mine = self.local if self.local is not None else local_of(Unit.objects.get(pk=house), self.on)
            found = self.by_settings.get(decided_as(mine))
            if found is None:
                found = Panel(self.codes, year=self.year, on=self.on, local=mine)
                self.by_settings[decided_as(mine)] = found
            self.by_house[house] = found
        return found

    def keep_only(self, house: int) -> None:
        """Forget the judges of all houses but one, with what they remember."""
        panel = self.of(house)
        self.by_settings = {key: found for key, found in self.by_settings.items() if found is panel}
        self.by_house = {house: panel}


def assessed_people(
    staff: QuerySet[Staff], *, year: int, on: date, local: Local | None = None, titles: Iterable[str] | None = None
) -> Iterator[Judged]:
    """Judge people for titles, each by the settings of their own house unless ``local`` is given."""
    return judged_by(Panels(year, on, titles, local=local), staff)


def judged_by(panels: Panels, staff: QuerySet[Staff]) -> Iterator[Judged]:
    """Judge people by panels that may have judged others before."""
    by_house = panels.by_house
    for dossier in dossiers(staff):
        panel = by_house.get(dossier.facility) or panels.of(dossier.facility)
        yield dossier, panel.judge(dossier.packed)


def assess_person(
    person: Staff, *, year: int, on: date, local: Local | None = None, titles: Iterable[str] | None = None
) -> dict[str, Judgement]:
    """Judge one person for titles, with exact days in every sentence."""
    facts = dossier_of(person)
    mine = local if local is not None else local_of(person.facility, on)
    return judgements(facts, titles or codes_for(SubjectKind.PERSON), year=year, on=on, local=mine)


def judgements(facts: Facts, titles: Iterable[str], *, year: int, on: date, local: Local) -> dict[str, Judgement]:
    found = {code: judge_title(facts, code, year=year, on=on, local=local) for code in titles}
    return {code: judgement for code, judgement in found.items() if judgement is not None}


@dataclass
class Crew:
    """The people of the collectives of a house in a year, gathered while they are judged.

    ``decided`` holds the titles of which the house has lists for the year, from decisions or a
    workbook: then who stands on none does not hold it, in the places that are on them (``listed``).
    ``seat`` maps whoever worked elsewhere at the year's end to that place.
    """

    year: int
    decided: set[str]
    seat: dict[int, int]
    parents: dict[int, int | None]
    members: dict[int, list[Member]] = field(default_factory=lambda: defaultdict(list))
    listed: set[int] = field(default_factory=set)
    local: Local = field(default_factory=dict)

    def add(self, dossier: Dossier, judged: Mapping[str, Judgement]) -> None:
        """Note a person as a member of the unit of the year's end, of the unit over it, and of the house."""
        last = year_end(self.year)
        packed = dossier.packed
        if (packed.left and packed.left < last) or (packed.joined and packed.joined > last):
            return
        unit = self.seat.get(dossier.pk, dossier.unit)
        over = self.parents.get(unit)
        member = self.member(dossier, judged, over or unit)
        if member.is_named:
            self.listed.add(member.place)
        for place in dict.fromkeys((unit, over, dossier.facility)):
            if place is not None:
                self.members[place].append(member)

    def member(self, dossier: Dossier, judged: Mapping[str, Judgement], place: int = 0) -> Member:
        packed = dossier.packed
        is_plain = self.year in ratings_in(packed.ratings) and not packed.disciplines
        facts = _rated_only(packed) if is_plain else unpack(packed)
        return member_of(
            dossier,
            facts,
            lambda code: _SAYS[tried(judged[code])[0].result],
            year=self.year,
            local=self.local,
            decided=self.decided,
            place=place,
        )

    def of(self, place: int) -> tuple[Member, ...]:
        """Return the people of a place, once everybody of the house was added."""
        return as_listed(self.members.get(place, ()), self.listed)


def _rated_only(packed: Packed) -> Facts:
    """Return what a collective asks of a member whose year is rated and who was never disciplined."""
    return Facts(ratings=ratings_in(packed.ratings), awards=awards_in(packed.awards))


# Titles of a year are given at its end: a list of before December is no list of all.
_LISTS_FROM = 12


def crew_of(facility: Unit, year: int, local: Local, on: date) -> Crew:
    """Return an empty crew of a house, with what is decided by a day and who sat where: three statements."""
    last = year_end(year)
    decided = set(
        Award.objects.filter(facility=facility, year=year, staff__isnull=False, is_revoked=False, occasion=YEARLY)
        .exclude(source=AwardSource.TYPED)
        .values_list("title", flat=True)
        .distinct()
    )
    moved = Posting.objects.filter(staff__facility=facility, since__lte=last, until__gte=last)
    seat = dict(moved.order_by("since", "pk").values_list("staff_id", "unit_id"))
    parents = dict(Unit.objects.filter(facility=facility, kind=UnitKind.TEAM).values_list("pk", "parent_id"))
    is_over = on >= date(year, _LISTS_FROM, 1)
    return Crew(year, decided if is_over else set(), seat, parents, local=local)


def people_of_year(facility: Unit, year: int) -> QuerySet[Staff]:
    """Return who was on the staff of a house on some day of a year."""
    first, last = date(year, 1, 1), year_end(year)
    there = Q(left_on__isnull=True) | Q(left_on__gte=first)
    return Staff.objects.filter(there, Q(joined_on__isnull=True) | Q(joined_on__lte=last), facility=facility)


def assess_units(
    units: Iterable[Unit], crew: Crew, *, on: date, local: Local, titles: Iterable[str] | None = None
) -> dict[int, dict[str, Judgement]]:
    """Judge collectives by what their people came to."""
    codes = list(titles or codes_for(SubjectKind.COLLECTIVE))
    found = {}
    for pk, facts in unit_facts(units).items():
        full = replace(facts, members=crew.of(pk))
        found[pk] = judgements(full, codes, year=crew.year, on=on, local=local)
    return found


def assess_unit(unit: Unit, *, year: int, on: date, local: Local | None = None) -> dict[str, Judgement]:
    """Judge one collective for every title, by its people of the year."""
    house = unit.facility or unit
    mine = local if local is not None else local_of(house, on)
    crew = crew_of(house, year, mine, on)
    people = people_of_year(house, year).filter(_worked_in(unit, year))
    for dossier, judged in assessed_people(people, year=year, on=on, local=mine, titles=_OF_MEMBERS):
        crew.add(dossier, judged)
    return assess_units([unit], crew, on=on, local=mine)[unit.pk]


def _worked_in(unit: Unit, year: int) -> Q:
    """Return the filter for whoever may have sat in a unit, or in a tổ under it, at the end of a year."""
    if unit.kind == UnitKind.FACILITY:
        return Q(facility=unit)
    last = year_end(year)
    sat = Posting.objects.filter(since__lte=last, until__gte=last)
    moved = sat.filter(Q(unit=unit) | Q(unit__parent=unit))
    return Q(unit=unit) | Q(unit__parent=unit) | Q(pk__in=moved.values("staff"))


_OF_MEMBERS = ("LDTT", "CSTDCS")


def collectives_of(facility: Unit) -> QuerySet[Unit]:
    """Return the collectives of a house that titles are for."""
    return Unit.objects.filter(facility=facility, kind__in=COLLECTIVES, is_active=True)
