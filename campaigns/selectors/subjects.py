"""Who may be put forward: people and collectives, looked up within what a unit answers for."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from core.text import fold, name_key, sort_key
from emulation.choices import SubjectKind, UnitKind
from emulation.models import Staff, Unit

# Units that speak for people of the whole facility: they may put forward anybody in it.
WIDE = (UnitKind.FACILITY, UnitKind.BOARD, UnitKind.MASS, UnitKind.PARTY)
COLLECTIVES = (
    UnitKind.FACILITY,
    UnitKind.KHOA,
    UnitKind.PHONG,
    UnitKind.TRAM,
    UnitKind.TEAM,
    UnitKind.MASS,
    UnitKind.PARTY,
)


@dataclass(frozen=True)
class Subject:
    """A person or a collective, with name and position as of now."""

    kind: str
    staff: Staff | None = None
    unit: Unit | None = None

    @property
    def name(self) -> str:
        return str(self.staff or self.unit)

    def columns(self) -> dict[str, Any]:
        """Return the columns that a proposal and a nomination share."""
        code = self.staff.code if self.staff else self.unit.code if self.unit else ""
        return {
            "kind": self.kind,
            "staff": self.staff,
            "subject_unit": self.unit,
            "name": self.name,
            "position": self.staff.position if self.staff else "",
            "search_key": fold(f"{code} {self.name}")[:600],
            "name_key": (name_key(self.name) if self.staff else sort_key(self.name))[:800],
        }


def person(staff: Staff) -> Subject:
    return Subject(SubjectKind.PERSON, staff=staff)


def collective(unit: Unit) -> Subject:
    return Subject(SubjectKind.COLLECTIVE, unit=unit)


def nominable_staff(*units: Unit) -> QuerySet[Staff]:
    """Return whom these units may put forward: their own people, or the whole facility's for a mass organisation."""
    wide, narrow = _reach(units)
    here = Q(facility__in=wide) | Q(unit__in=narrow) | Q(unit__parent__in=narrow)
    working = Q(left_on__isnull=True) | Q(left_on__gte=timezone.localdate())
    return Staff.objects.filter(here, working).select_related("unit")


def nominable_units(*units: Unit) -> QuerySet[Unit]:
    """Return the collectives that these units may put forward: themselves and their teams, or the whole facility's."""
    wide, narrow = _reach(units)
    here = Q(facility__in=wide) | Q(pk__in=narrow) | Q(parent__in=narrow)
    return Unit.objects.filter(here, is_active=True, kind__in=COLLECTIVES).order_by("name")


def _reach(units: tuple[Unit, ...]) -> tuple[list[int], list[int]]:
    wide = [unit.facility_id for unit in units if unit.kind in WIDE and unit.facility_id]
    return wide, [unit.pk for unit in units]
