"""Whom and what the names of a workbook mean in one house. Namesakes are never merged in silence."""

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import F, Q
from django.utils import timezone

from core.sheets.normalise import name_sign
from core.text import fold
from emulation.builders.near_names import NearNames
from emulation.builders.units import unit_sign
from emulation.choices import UnitKind
from emulation.models import Posting, Staff, Unit
from emulation.selectors.plans import registering_units

_NAMED = ("code", "full_name", "birth_date", "position", "unit")
_KINDS = ("khoa ", "phong ", "tram ", "ban ", "to ")


class AskedAbout:
    """The units and people of a house under the names that a misspelt one may mean."""

    units: dict[int, Unit]
    by_name: dict[str, list[Staff]]

    @cached_property
    def near_units(self) -> NearNames:
        """Return the names of units, found by their short names too."""
        known = self.units.values()
        return NearNames([(told, one.name) for one in known for told in (one.name, one.short_name) if told], unit_sign)

    @cached_property
    def near_people(self) -> NearNames:
        names = (people[0].full_name for people in self.by_name.values())
        return NearNames([(name, name) for name in names], fold)


@dataclass
class House(AskedAbout):
    """The units and people of one facility, loaded once for a whole workbook; ``once`` are former units of people."""

    facility: Unit
    units: dict[int, Unit] = field(default_factory=dict)
    by_sign: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    registering: set[int] = field(default_factory=set)
    by_name: dict[str, list[Staff]] = field(default_factory=lambda: defaultdict(list))
    by_code: dict[str, Staff] = field(default_factory=dict)
    by_pk: dict[int, Staff] = field(default_factory=dict)
    once: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))

    def unit(self, name: str) -> Unit | None:
        """Return the one unit that a name means, None when it is unknown or means several."""
        found = self.by_sign.get(unit_sign(name)) or self.by_sign.get(fold(name)) or set()
        return self.units[next(iter(found))] if len(found) == 1 else None

    def host(self, unit: Unit) -> Unit | None:
        """Return the unit whose sheet a unit belongs on: itself, or the one over a tổ."""
        while unit.pk not in self.registering:
            if unit.parent_id not in self.units:
                return None
            unit = self.units[unit.parent_id]
        return unit

    def people_of(self, name: str, host: Unit) -> list[Staff]:
        """Return the people of a name who may stand on the sheet of a unit."""
        return [staff for staff in self.by_name.get(name_sign(name), []) if self.belongs(staff, host)]

    def namesakes(self, name: str) -> list[Staff]:
        return self.by_name.get(name_sign(name), [])

    def belongs(self, staff: Staff, host: Unit) -> bool:
        """Whether a person works in a unit or in a tổ under it, or did; a mass organisation takes everybody."""
        if host.kind in (UnitKind.MASS, UnitKind.PARTY):
            return True
        where = {staff.unit_id, *self.once.get(staff.pk, ())}
        return any(pk == host.pk or (pk in self.units and self.units[pk].parent_id == host.pk) for pk in where)


def house_of(facility: Unit, *, is_named: bool = False) -> House:
    """Return what is known of a house: four queries for any size.

    ``is_named`` leaves out what a list of registrations does not ask of people.
    """
    house = House(facility)
    every = {unit.pk: unit for unit in Unit.objects.filter(facility=facility)}
    for unit in (unit for unit in every.values() if unit.is_active):
        house.units[unit.pk] = unit
        for sign in signs_of(unit):
            house.by_sign[sign].add(unit.pk)
    house.registering = set(registering_units(facility).values_list("pk", flat=True))
    today = timezone.localdate()
    here = Q(left_on__isnull=True) | Q(left_on__gte=today)
    people = Staff.objects.filter(here, facility=facility).order_by("code")
    for staff in people.only(*_NAMED) if is_named else people:
        if staff.unit_id in every:
            staff.unit = every[staff.unit_id]
        house.by_pk[staff.pk] = staff
        house.by_code[staff.code.lower()] = staff
        house.by_name[name_sign(staff.full_name)].append(staff)
    elsewhere = Posting.objects.filter(staff__facility=facility).exclude(unit_id=F("staff__unit_id"))
    for staff_id, unit_id in elsewhere.values_list("staff_id", "unit_id"):
        house.once[staff_id].add(unit_id)
    return house


def signs_of(unit: Unit) -> set[str]:
    """Return what a unit may be called: full and short name, code, the name without its kind."""
    names = {unit_sign(unit.name), unit_sign(unit.short_name), fold(unit.code)}
    bare = {name.removeprefix(kind) for name in names for kind in _KINDS if name.startswith(kind)}
    return {name for name in names | bare if name}
