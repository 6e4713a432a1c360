"""Each kind of record: what makes two of them one, and what a line writes into it."""

from collections import defaultdict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model
from django.utils import timezone

from awards.builders.history_columns import AWARD, DISCIPLINE, LEAVE, RATING, VIOLATION
from awards.builders.history_lines import CHANGED, MATTER, NEW, SAME, Line
from awards.builders.history_writes import Writes
from awards.choices import AwardSource
from awards.models import Award
from awards.selectors.history_records import stored_records
from emulation.choices import title
from emulation.models import Discipline, Leave, Matter, Staff, Unit, Violation, YearRating

Subject = tuple[str, int]


def mark(obj: Staff | Unit) -> Subject:
    """Return what a person or a unit is known by before and after it is stored."""
    kind = "s" if isinstance(obj, Staff) else "u"
    return (kind, obj.pk) if obj.pk else (f"new {kind}", id(obj))


def subject_of(line: Line) -> Subject:
    subject = line.staff or line.unit
    return mark(subject) if subject else (line.code.lower() or line.name, 0)


def stored_subject(record: Any) -> Subject:
    """Return the subject of a stored record without reading its row."""
    return ("s", record.staff_id) if record.staff_id else ("u", record.unit_id)


@dataclass
class Ledger:
    """The stored records of one kind, and how a line finds its own."""

    model: type[Model]
    key: Callable[[Subject, Any], Hashable]
    fixed: tuple[str, ...] = ()
    by_key: dict[Hashable, Any] = field(default_factory=dict)

    def load(self, facility: Unit | None) -> None:
        for record in stored_records(facility, self.model):
            self.by_key.setdefault(self.key(stored_subject(record), record), record)

    def settle(self, line: Line, writes: Writes) -> None:
        """Make the record of a line, or change the stored one where the line says otherwise."""
        values = {**line.values, **({"year": line.year} if _has_year(self.model) else {})}
        stored = self.find(line)
        if stored is None:
            line.outcome = NEW
            record = self.model(**_subject_columns(line), **values)
            self.by_key[self.line_key(line)] = record
            writes.create(record)
            return
        changed = [name for name in self.differs(stored, values) if name not in line.untold]
        line.outcome, line.records = CHANGED if changed else SAME, (stored,)
        if changed:
            writes.change(stored, {name: values[name] for name in changed})

    def differs(self, stored: Any, values: dict[str, Any]) -> list[str]:
        """Return the columns that a line says otherwise; an empty cell says nothing."""
        return [name for name, value in values.items() if value != "" and getattr(stored, name) != value]

    def find(self, line: Line) -> Any:
        return self.by_key.get(self.line_key(line))

    def line_key(self, line: Line) -> Hashable:
        if line.key is None:
            line.key = self.key(subject_of(line), _View(line))
        return line.key


class _View:
    """A line that is read as the record it will be."""

    def __init__(self, line: Line):
        self._line = line

    def __getattr__(self, name: str) -> Any:
        return self._line.year if name == "year" else self._line.values.get(name) or ""


@dataclass
class AwardLedger(Ledger):
    """Awards are known by their decision; one whose number was missing or wrong is found by what it is for."""

    loose: dict[Hashable, list[Award]] = field(default_factory=lambda: defaultdict(list))
    taken: set[int] = field(default_factory=set)

    def load(self, facility: Unit | None) -> None:
        super().load(facility)
        for record in self.by_key.values():
            self.loose[_for_what(stored_subject(record), record)].append(record)

    def claim(self, lines: list[Line]) -> None:
        """Let the lines that name a stored decision have it before the others look for what is left."""
        self.taken |= {id(found) for line in lines if (found := self.by_key.get(self.line_key(line)))}

    def find(self, line: Line) -> Any:
        exact = super().find(line)
        if exact is not None:
            return exact
        others = self.loose.get(_for_what(subject_of(line), _View(line)), ())
        free = [one for one in others if id(one) not in self.taken and _may_be(one, line)]
        if len(free) != 1:
            return None
        self.taken.add(id(free[0]))
        return free[0]

    def settle(self, line: Line, writes: Writes) -> None:
        super().settle(line, writes)
        if line.outcome == NEW:
            subject = line.staff or line.unit
            record = self.by_key[self.line_key(line)]
            record.name = subject.full_name if isinstance(subject, Staff) else subject.name if subject else line.name
            record.facility, record.source = writes.facility, AwardSource.IMPORT

    def differs(self, stored: Any, values: dict[str, Any]) -> list[str]:
        """A revocation outlives a file that does not know of it; only a person takes it back."""
        changed = super().differs(stored, values)
        return [name for name in changed if not (name == "is_revoked" and stored.is_revoked)]


def _may_be(stored: Award, line: Line) -> bool:
    """Whether a stored award is the one of a line with another number: one has none, or a file is corrected.

    A title is won once a year; two commendations of a year with two numbers are two.
    """
    if not stored.decision_number or not line.values.get("decision_number"):
        return True
    return stored.source == AwardSource.IMPORT and title(stored.title).kind != "hinh_thuc"


def _for_what(subject: Subject, record: Any) -> Hashable:
    return subject, record.title, record.year, record.occasion


@dataclass
class WithdrawableLedger(Ledger):
    """Records that may be taken back; one that somebody took back here stays so, whatever a file says."""

    def settle(self, line: Line, writes: Writes) -> None:
        stored = self.find(line)
        note = line.values.pop("withdrawn_note", "")
        if stored is not None and stored.withdrawn_at is not None:
            line.outcome = SAME
            return
        if note:
            line.values |= {"withdrawn_at": timezone.now(), "withdrawn_note": note}
        super().settle(line, writes)


def _subject_columns(line: Line) -> dict[str, Any]:
    if line.unit is not None and line.staff is None:
        return {"unit": line.unit}
    return {"staff": line.staff}


def _has_year(model: type[Model]) -> bool:
    return model in (YearRating, Award, Leave)


def ledgers() -> dict[str, Ledger]:
    """Return an empty ledger for every kind of record that a line may be."""
    return {
        RATING: Ledger(YearRating, lambda who, r: (who, r.scope, r.year)),
        AWARD: AwardLedger(Award, lambda who, r: (who, r.title, r.year, r.occasion, r.decision_number)),
        LEAVE: Ledger(Leave, lambda who, r: (who, r.year, r.kind)),
        DISCIPLINE: WithdrawableLedger(Discipline, lambda who, r: (who, r.form, r.side, r.decided_on)),
        MATTER: WithdrawableLedger(Matter, lambda who, r: (who, r.kind, r.opened_on)),
        VIOLATION: WithdrawableLedger(Violation, lambda who, r: (who, r.kind, r.happened_on)),
    }
