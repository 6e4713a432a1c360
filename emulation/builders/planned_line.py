"""One line of a workbook with what would come of it."""

from dataclasses import dataclass, field
from typing import Any

from core.sheets.normalise import name_sign
from emulation.builders.import_shelf import Key
from emulation.builders.subjects import Subject
from emulation.builders.three_way import FILE, Beside
from emulation.choices import SubjectKind
from emulation.models import Entry, Staff, Unit

NEW, CHANGED, SAME, HELD = "new", "changed", "same", "held"


@dataclass(slots=True)
class PlannedLine:
    """One line of the workbook beside what is stored; ``cells`` maps a year to (codes before, codes after)."""

    subject: Subject
    unit: Unit | None = None
    staff: Staff | None = None
    collective: Unit | None = None
    entry: Entry | None = None
    outcome: str = HELD
    position: tuple[str, str] | None = None
    cells: dict[int, tuple[list[str], list[str]]] = field(default_factory=dict)
    candidates: list[Staff] = field(default_factory=list)
    beside: Beside = field(default_factory=Beside)

    @property
    def key(self) -> Key:
        """Return what makes two lines one: the sheet and the subject."""
        of = self.unit.pk if self.unit else 0
        if self.staff:
            return of, SubjectKind.PERSON, str(self.staff.pk)
        if self.collective:
            return of, SubjectKind.COLLECTIVE, str(self.collective.pk)
        return of, SubjectKind.MODEL, name_sign(self.subject.name)

    @property
    def told(self) -> list[Any]:
        """Return what is done to the line, for the fingerprint of the plan."""
        clashes = [self.beside.sign, self.beside.chosen] if self.beside.clashes else []
        place = [self.subject.sheet, self.subject.row, self.outcome]
        renamed = [self.beside.entry, *self.beside.name] if self.beside.name else []
        return [*place, *self.key, self.position, sorted(self.cells.items()), *clashes, *renamed]

    def lay(self, beside: Beside) -> None:
        """Take over what was found by comparing; the outcome is held while a clash waits for a choice."""
        self.beside, self.cells = beside, beside.cells
        self.position = self._position()
        if beside.is_open:
            self.outcome = HELD
        elif self.entry is None:
            self.outcome = SAME if beside.clashes and beside.chosen != FILE else NEW
        else:
            self.outcome = CHANGED if self.cells or self.position or beside.name else SAME

    def _position(self) -> tuple[str, str] | None:
        """Return the position before and after; a new line takes that of the person where the file gives none."""
        if self.entry is None:
            return ("", self.subject.position or (self.staff.position if self.staff else ""))
        return self.beside.position
