"""The file of a person or a unit as a timeline: one row a year, each with what the reader may know."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.db.models import Model, Q, QuerySet
from django.utils import timezone

from emulation.access import RECORD_READERS, reads_conduct, reads_matters, reads_records, within
from emulation.choices import RatingScope
from emulation.models import (
    Discipline,
    InitiativeAuthor,
    Leave,
    Matter,
    Staff,
    Unit,
    User,
    Violation,
    YearRating,
)
from emulation.selectors.people import KEEPERS
from emulation.selectors.records import YearOfTargets, registrations_of

Row = TypeVar("Row", bound=Model)


@dataclass
class YearOfFile:
    """One year of a person or a unit; ``won`` is what an upper app tells of titles and forms."""

    year: int
    now: bool
    rating: YearRating | None = None
    party_rating: YearRating | None = None
    won: list[Any] = field(default_factory=list)
    initiatives: list[InitiativeAuthor] = field(default_factory=list)
    leaves: list[Leave] = field(default_factory=list)
    disciplines: list[Discipline] = field(default_factory=list)
    violations: list[Violation] = field(default_factory=list)
    registered: list[YearOfTargets] = field(default_factory=list)


@dataclass(frozen=True)
class Conduct:
    """What weighs on a person or a unit; withdrawn rows stand last, they count for nothing."""

    disciplines: list[Discipline]
    violations: list[Violation]
    matters: list[Matter]

    def __bool__(self) -> bool:
        return bool(self.disciplines or self.violations or self.matters)


def timeline_of(
    subject: Staff | Unit, user: User, *, won: Mapping[int, Sequence[Any]] | None = None
) -> list[YearOfFile]:
    """Return the years of a file, newest first: what was reached, what weighs on it, what was aimed at.

    ``won`` gives the titles and forms by year where the asker knows them.
    """
    this = timezone.localdate().year
    years: dict[int, YearOfFile] = {}

    def year(number: int) -> YearOfFile:
        if number not in years:
            years[number] = YearOfFile(number, number == this)
        return years[number]

    for number, rows in (won or {}).items():
        year(number).won.extend(rows)
    for target in registrations_of(subject, user):
        year(target.year).registered.append(target)
    if reads_records(user, subject):
        _add_results(subject, year)
    if isinstance(subject, Staff) and reads_conduct(user, subject):
        _add_conduct(subject, year)
    return sorted(years.values(), key=lambda one: one.year, reverse=True)


def conduct_of(subject: Staff | Unit, user: User) -> Conduct:
    """Return discipline, violations and matters of a person, or the matters of a unit.

    Whom a matter is about does not read of it here while it is looked into.
    """
    mine = {"staff" if isinstance(subject, Staff) else "unit": subject}
    running = Q() if reads_matters(user, subject) else Q(closed_on__isnull=False)
    matters = _standing_first(Matter.objects.filter(running, **mine))
    if isinstance(subject, Unit):
        return Conduct([], [], matters)
    disciplines = _standing_first(Discipline.objects.filter(**mine))
    return Conduct(disciplines, _standing_first(Violation.objects.filter(**mine)), matters)


def recorded_staff(user: User) -> QuerySet[Staff]:
    """Return the people whose ratings, titles and initiatives the reader may know."""
    mine = Q(pk=user.staff_id) if user.staff_id else Q(pk__in=[])
    return Staff.objects.filter(within(user, RECORD_READERS) | mine).select_related("unit__facility", "facility")


def recorded_units(user: User) -> QuerySet[Unit]:
    """Return the units whose ratings and titles the reader may know."""
    return Unit.objects.filter(within(user, RECORD_READERS, "")).select_related("facility", "parent")


def kept_records(model: type[Row], user: User) -> QuerySet[Row]:
    """Return the ratings, days of leave or other rows of a file that the person keeps.

    A row of somebody belongs to his or her unit, whatever other unit it names; only one of nobody to that unit.
    """
    has_unit = any(one.name == "unit" for one in model._meta.fields)
    mine = within(user, KEEPERS, "staff__unit")
    if has_unit:
        mine |= within(user, KEEPERS, "unit") & Q(staff=None)
    found = model._default_manager.filter(mine).select_related("staff__unit__facility", "staff__facility")
    return found.select_related("unit__facility") if has_unit else found


def _add_results(subject: Staff | Unit, year: Any) -> None:
    for rating in subject.ratings.all():
        name = "party_rating" if rating.scope == RatingScope.PARTY else "rating"
        setattr(year(rating.year), name, rating)
    if isinstance(subject, Staff):
        parts = subject.initiative_parts.select_related("initiative").order_by("initiative__code")
        for part in parts:
            year(part.initiative.year).initiatives.append(part)


def _add_conduct(person: Staff, year: Any) -> None:
    for leave in person.leaves.all():
        year(leave.year).leaves.append(leave)
    for discipline in person.disciplines.filter(withdrawn_at=None):
        year(discipline.decided_on.year).disciplines.append(discipline)
    for violation in person.violations.filter(withdrawn_at=None):
        year(violation.happened_on.year).violations.append(violation)


def _standing_first(rows: QuerySet[Row]) -> list[Row]:
    return sorted(rows, key=lambda row: row.withdrawn_at is not None)  # type: ignore[attr-defined]
