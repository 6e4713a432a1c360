"""The lines of a sheet as they are judged, and where else their people stand."""

from django.db.models import Q, prefetch_related_objects

from emulation.choices import SheetStatus, SubjectKind
from emulation.criteria import Gap, Line
from emulation.models import Entry, Sheet


def lines_of(sheet: Sheet) -> list[Line]:
    """Return the lines of a sheet in their order; two queries, none the second time."""
    prefetch_related_objects([sheet], "entries__targets", "entries__staff")
    return [_line(entry, number) for number, entry in enumerate(sheet.entries.all(), start=1)]


def _line(entry: Entry, number: int) -> Line:
    targets: dict[int, set[str]] = {}
    for target in entry.targets.all():
        targets.setdefault(target.year, set()).add(target.title)
    subject = f"staff:{entry.staff_id}" if entry.staff_id else ""
    if entry.kind == SubjectKind.COLLECTIVE:
        subject = f"unit:{entry.subject_unit_id}"
    frozen = {year: frozenset(codes) for year, codes in targets.items()}
    return Line(
        entry.pk, number, entry.kind, entry.name, entry.position, entry.summary, subject, entry.origin_id, frozen
    )


def listed_elsewhere(sheet: Sheet) -> list[Gap]:
    """Return the people who already stand on another unit's sheet, or in another round of the plan."""
    lines = {line.subject: line for line in lines_of(sheet)}
    people = [entry.staff_id for entry in sheet.entries.all() if entry.staff_id]
    others = (
        Entry.objects.filter(staff__in=people, sheet__round__plan=sheet.round.plan_id)
        .exclude(sheet__round=sheet.round_id, sheet__unit=sheet.unit_id)
        .filter(Q(sheet__is_in_force=True) | Q(sheet__is_latest=True, sheet__status=SheetStatus.SUBMITTED))
        .select_related("sheet__unit", "sheet__round")
    )
    found = [(lines[f"staff:{other.staff_id}"], other.sheet) for other in others]
    return [
        Gap(
            f"Dòng {line.number}, {line.name}: đã đăng ký ở {where.unit.label}, {where.round.name}.",
            f"dong-{line.pk}", str(line.number), "Xem dòng", "bad",
        )
        for line, where in found
    ]  # fmt: skip
