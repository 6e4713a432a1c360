"""Every row of a history workbook that would be written: whose, of which year, what it says, what it changes."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Model

from awards.builders import history_columns as kinds
from awards.builders.history_changes import changes_of, kept_of, said
from awards.builders.history_lines import CHANGED, MATTER, NEW, Line
from awards.builders.history_plan import HistoryPlan
from awards.builders.history_writes import Writes
from awards.models import Award
from emulation.models import Discipline, Initiative, Leave, Matter, Staff, Violation, YearRating

_WHAT: dict[str, tuple[str, type[Model], tuple[str, ...]]] = {
    kinds.STAFF: ("Nhân sự", Staff, ("position",)),
    kinds.RATING: ("Xếp loại", YearRating, ("scope", "level")),
    kinds.AWARD: ("Khen thưởng", Award, ("title", "decision_number")),
    kinds.INITIATIVE: ("Sáng kiến, đề tài", Initiative, ("code", "name")),
    kinds.DISCIPLINE: ("Kỷ luật", Discipline, ("form", "decided_on")),
    MATTER: ("Việc đang xem xét", Matter, ("kind", "opened_on")),
    kinds.VIOLATION: ("Vi phạm", Violation, ("kind", "happened_on")),
    kinds.LEAVE: ("Số ngày nghỉ", Leave, ("kind", "days")),
}


def written_rows(plan: HistoryPlan) -> Iterator[dict[str, Any]]:
    """Give the rows in plain values, those that overwrite something first, in the order of the workbook."""
    for wanted in (True, False):
        for line in plan.history.all_lines:
            if line.outcome in (NEW, CHANGED) and _overwrites(line, plan.writes) is wanted:
                yield _row(line, plan.writes)


def _overwrites(line: Line, writes: Writes) -> bool:
    """Whether something stored changes: a new author's row may also tell otherwise of the initiative."""
    return any(record.pk in writes.before[type(record)] for record in line.records)


def _row(line: Line, writes: Writes) -> dict[str, Any]:
    changes = [change for record in line.records for change in changes_of(writes, record)]
    kept = [one for record in line.records if changes for one in kept_of(record, line.values, line.untold)]
    unit = line.unit.name if line.unit else line.unit_name
    return {
        "sheet": line.sheet,
        "row": line.row,
        "is_new": line.outcome == NEW,
        "who": unit if line.of_unit else line.staff.full_name if line.staff else line.name,
        "code": line.staff.code if line.staff else line.code,
        "year": line.year,
        "what": _what(line, unit),
        "changes": changes,
        "kept": kept,
    }


def _what(line: Line, unit: str) -> str:
    head, model, names = _WHAT[line.kind]
    parts = [said(model, name, line.values.get(name)) for name in names]
    if line.kind == kinds.STAFF:
        parts.append(unit)
    return f"{head}: " + " · ".join(part for part in parts if part)
