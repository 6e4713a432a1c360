"""What the list of a unit or a house held when it was downloaded, as the workbook carries it along.

Nothing more about people than what the list itself shows: keys, names, positions, titles.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from emulation.models import Entry, Sheet


def lines_aside(sheets: Sequence[Sheet], at: datetime) -> list[Any]:
    """Return plain values: the head, one value a sheet, one value a line; read by ``builders.downloaded``."""
    head = {"facility": sheets[0].round.plan.facility.code, "at": at.isoformat()}
    values: list[Any] = [["head", head]]
    values += [["sheet", sheet.round_id, sheet.unit_id] for sheet in sheets]
    return values + [_line(sheet, entry) for sheet in sheets for entry in sheet.entries.all()]


def _line(sheet: Sheet, entry: Entry) -> list[Any]:
    titles: dict[int, list[str]] = {}
    for target in entry.targets.all():
        titles.setdefault(target.year, []).append(target.title)
    subject = entry.staff_id or entry.subject_unit_id
    who = [entry.pk, str(entry.kind), subject, entry.name, entry.position]
    return ["line", sheet.round_id, sheet.unit_id, *who, titles]
