"""One fact of a history workbook, from its cell to what comes of it."""

from collections.abc import Hashable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model

from core.sheets.dates import Day
from emulation.builders.findings import Finding
from emulation.models import Staff, Unit

NEW, CHANGED, SAME, HELD, TWICE = "new", "changed", "same", "held", "twice"
MATTER = "matter"


@dataclass
class Line:
    """What one row, or one cell of a row of years, tells about a person or a unit.

    ``values`` are columns of the record and hold only what was told (``untold``: what a new record takes
    and an old one keeps); ``columns`` lead from what a
    cell means to its letter. ``staff``, ``unit``, ``key`` (what makes two lines one) and ``records`` (the stored
    rows that it speaks of) are filled when the house is looked up.
    """

    kind: str
    sheet: str
    row: int
    code: str = ""
    name: str = ""
    unit_name: str = ""
    year: int | None = None
    values: dict[str, Any] = field(default_factory=dict)
    columns: dict[str, str] = field(default_factory=dict)
    staff: Staff | None = None
    unit: Unit | None = None
    outcome: str = ""
    untold: frozenset[str] = frozenset()
    key: Hashable = None
    records: tuple[Model, ...] = ()

    @property
    def is_held(self) -> bool:
        return self.outcome == HELD

    @property
    def of_unit(self) -> bool:
        return not self.code and not self.name and bool(self.unit_name)

    def column(self, *roles: str) -> str:
        return next((self.columns[role] for role in roles if role in self.columns), "")


@dataclass
class StaffLine(Line):
    """A row of NhanSu; ``born`` and ``joined`` as far as they are known, ``as_of`` the day its unit is told for."""

    born: Day | None = None
    joined: Day | None = None
    is_gone: bool | None = None


@dataclass
class History:
    """What a history workbook holds, and what to tell about it."""

    staff: list[StaffLine] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)
    sheets: list[str] = field(default_factory=list)
    header_rows: set[tuple[str, int]] = field(default_factory=set)
    hospital: str = ""
    as_of: Day | None = None
    has_staff: bool = False
    is_refused: bool = False

    @property
    def all_lines(self) -> list[Line]:
        return [*self.staff, *self.lines]

    @property
    def held(self) -> list[tuple[str, int]]:
        """Return the rows of which nothing is taken, in the order of the workbook."""
        taken = {(line.sheet, line.row) for line in self.all_lines if not line.is_held}
        held = [(line.sheet, line.row) for line in self.all_lines if line.is_held]
        wrong = [(f.sheet, f.row) for f in self.findings if f.severity == "error" and f.row]
        places = {name: place for place, name in enumerate(self.sheets)}
        found = (place for place in dict.fromkeys([*held, *wrong]) if place not in taken)
        return sorted(found, key=lambda place: (places.get(place[0], -1), place[1]))
