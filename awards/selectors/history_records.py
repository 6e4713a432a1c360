"""What a facility knows already of its people and units, loaded once for a whole history workbook."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model, Q

from awards.models import Award
from emulation.models import (
    Discipline,
    Initiative,
    InitiativeAuthor,
    Leave,
    Matter,
    Posting,
    Staff,
    Unit,
    Violation,
    YearRating,
)


@dataclass
class Known:
    """Units, people and their records; without a facility, nothing is known."""

    facility: Unit | None = None
    units: list[Unit] = field(default_factory=list)
    unit_codes: set[str] = field(default_factory=set)
    staff: list[Staff] = field(default_factory=list)
    postings: dict[int, Posting] = field(default_factory=dict)


def known_of(facility: Unit | None) -> Known:
    """Return the units and people of a facility, whoever left included: four queries for any size."""
    if facility is None:
        return Known()
    codes = Unit.objects.filter(code__istartswith=f"{facility.code}-").values_list("code", flat=True)
    current = Posting.objects.filter(staff__facility=facility, until__isnull=True)
    return Known(
        facility,
        list(Unit.objects.filter(facility=facility)),
        set(codes),
        list(Staff.objects.filter(facility=facility).order_by("code")),
        {posting.staff_id: posting for posting in current},
    )


def stored_records(facility: Unit | None, model: type[Model]) -> Iterable[Any]:
    """Return the records of one kind in a facility: one query, no related rows."""
    return _QUERIES[model](facility) if facility else ()


_QUERIES = {
    YearRating: lambda house: YearRating.objects.filter(Q(staff__facility=house) | Q(unit__facility=house)),
    Award: lambda house: Award.objects.filter(facility=house),
    Initiative: lambda house: Initiative.objects.filter(facility=house),
    InitiativeAuthor: lambda house: InitiativeAuthor.objects.filter(initiative__facility=house),
    Discipline: lambda house: Discipline.objects.filter(staff__facility=house),
    Matter: lambda house: Matter.objects.filter(staff__facility=house),
    Violation: lambda house: Violation.objects.filter(staff__facility=house),
    Leave: lambda house: Leave.objects.filter(staff__facility=house),
}
