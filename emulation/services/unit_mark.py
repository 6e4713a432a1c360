"""What a collective was rated in besides its work, year by year (S3-6)."""

from collections.abc import Mapping

from django.db import transaction

from core.workflow import Refused
from emulation.audit import record
from emulation.choices import NOT_REACHED, REACHED, STANDARD_KINDS, Rating, UnitMarkKind
from emulation.models import Entry, UnitMark, User
from emulation.services.entry import lock_open_sheet
from emulation.workflow.facts import years_of_plan


@transaction.atomic
def keep_unit_marks(entry: Entry, levels: Mapping[tuple[int, str], str], *, by: User | None) -> int:
    """Write the results of a collective by (year, kind); "" takes one back. Returns how many changed."""
    sheet = lock_open_sheet(entry.sheet, by=by)
    unit = entry.subject_unit
    if unit is None:
        raise Refused(["Chỉ tập thể mới có các kết quả này."])
    years, changed = years_of_plan(sheet.round.plan), 0
    stored = {(mark.year, mark.kind): mark for mark in UnitMark.objects.filter(unit=unit, year__in=years)}
    for (year, kind), level in levels.items():
        if year not in years or level and level not in levels_of(kind):
            raise Refused([f"Kết quả năm {year} không hợp lệ."])
        changed += _keep(unit.pk, year, kind, level, stored.get((year, kind)), by)
    if changed:
        record(sheet, "unit_marks", by=by, note=f"{unit.name}: {changed} kết quả")
    return changed


def levels_of(kind: str) -> list[str]:
    """Return what may be written for a kind: reached or not, or a level of rating."""
    return [REACHED, NOT_REACHED] if UnitMarkKind(kind) in STANDARD_KINDS else list(Rating.values)


def _keep(unit: int, year: int, kind: str, level: str, mark: UnitMark | None, by: User | None) -> int:
    if level == (mark.level if mark else ""):
        return 0
    if not level and mark:
        mark.delete()
        return 1
    row = mark or UnitMark(unit_id=unit, year=year, kind=kind)
    row.level, row.by = level, by
    row.save()
    return 1
