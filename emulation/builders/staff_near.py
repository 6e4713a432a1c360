"""People whom a staff list names neither by code nor by name, found by a name that is nearly theirs."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from core.sheets.normalise import name_sign
from core.text import fold, grouped
from emulation.builders.findings import Issue, info
from emulation.builders.matching import House
from emulation.builders.near_names import NearNames
from emulation.builders.staff_row import StaffRow
from emulation.builders.title_reader import MOST_UNSURE
from emulation.models import Staff, Unit

# Where more are near, none of them is meant.
_MOST_NEAR = 4


@dataclass
class NearStaff:
    """The people of a house who stand in no line of a list: somebody with a line of their own is not meant by another.

    Nothing is laid out before the first person who would be new.
    """

    house: House
    rows: Sequence[StaffRow]

    def beside(self, row: StaffRow, unit: Unit) -> list[Staff]:
        """Return the few people of a unit whose names are nearly that of a line."""
        if unit.pk not in self._units:
            return []
        names = self._names.near(row.name)
        if len(names) > _MOST_NEAR:
            return []
        found = [staff for name in names for staff in self._unnamed.get((unit.pk, name), ())[: _MOST_NEAR + 1]]
        return found if len(found) <= _MOST_NEAR else []

    @property
    def issues(self) -> list[Issue]:
        """Say once where so many people were new that nearly their names were not looked for any more."""
        if "_names" not in vars(self) or not self._names.is_spent:
            return []
        return [
            info("NEAR_NOT_ASKED", f"{grouped(MOST_UNSURE)} tên mới đầu được dò tên gần giống; các tên sau thì chưa.")
        ]

    @cached_property
    def _unnamed(self) -> dict[tuple[int, str], list[Staff]]:
        codes = {row.code.lower() for row in self.rows if row.code}
        units = {text: self.house.unit(text) for text in {row.unit for row in self.rows}}
        named = {(name_sign(row.name), unit.pk) for row in self.rows if (unit := units[row.unit])}
        found: dict[tuple[int, str], list[Staff]] = defaultdict(list)
        for staff in self.house.by_pk.values():
            if staff.code.lower() not in codes and (name_sign(staff.full_name), staff.unit_id) not in named:
                found[staff.unit_id, staff.full_name].append(staff)
        return dict(found)

    @cached_property
    def _units(self) -> set[int]:
        return {unit for unit, _ in self._unnamed}

    @cached_property
    def _names(self) -> NearNames:
        return NearNames([(name, name) for _, name in self._unnamed], fold)
