"""A workbook that was taken in is taken back, while nothing has been built on what it wrote."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from core.workflow import Refused
from emulation.audit import label, record, record_each
from emulation.builders.import_shelf import Shelf, shelf_of
from emulation.choices import OPEN_SHEETS
from emulation.models import AuditEvent, Entry, ImportBatch, ImportedSheet, Job, Sheet, Target, User
from emulation.services.entry import change_entry
from emulation.services.job import finish_job
from emulation.services.registration_lines import Cells, write_positions, write_titles

NEVER = "Tệp này chưa nhập dòng nào, hoặc đã được hoàn tác."
ASK = "Hãy sửa trực tiếp trên bản đăng ký."
OWN = ("open", "import")
DONE = "Đã hoàn tác: các bản đăng ký trở lại như trước khi nhập."
Lines = dict[int, "Line"]


class Line:
    """What a workbook did to one entry, over all its lines: new or not; position, name, cells, before and after."""

    def __init__(self, is_new: bool):
        self.is_new = is_new
        self.position: tuple[str, str] | None = None
        self.name: tuple[str, str] | None = None
        self.cells: Cells = {}

    def add(self, position: list[str] | None, cells: dict[str, list[list[str]]], name: list[str] | None = None) -> None:
        if name:
            self.name = (self.name[0] if self.name else name[0], name[1])
        if position:
            self.position = (self.position[0] if self.position else position[0], position[1])
        for year, (before, after) in cells.items():
            first = self.cells.get(int(year), (before, after))[0]
            self.cells[int(year)] = (first, after)


def undo_refusals(batch: ImportBatch) -> list[str]:
    """Return why a workbook cannot be taken back any more, one sentence for each sheet; none when it can."""
    written = list(batch.written.select_related("sheet__unit"))
    if not batch.taken_at or batch.undone_at or not written:
        return [NEVER]
    sheets = {one.sheet_id: one.sheet for one in written}
    reasons = {pk: _state_refusal(sheet) for pk, sheet in sheets.items()}
    for pk in _imported_later(batch, sheets):
        reasons[pk] = reasons[pk] or "một tệp khác đã được nhập vào sau đó; hãy hoàn tác tệp đó trước"
    for pk in _acted_on(batch, sheets):
        reasons[pk] = reasons[pk] or "đã có người sửa hoặc ghi ý kiến sau khi nhập"
    lines, shelf = _lines(written), shelf_of(batch.round)
    for pk in _built_on(lines, sheets):
        reasons[pk] = reasons[pk] or "đã có câu trả lời tiêu chí, ý kiến hoặc hồ sơ gắn với dòng vừa nhập"
    for pk in _differing(lines, shelf, sheets):
        reasons[pk] = reasons[pk] or "dòng vừa nhập không còn như lúc nhập"
    return [f"{sheets[pk].unit.label}: {reason}. {ASK}" for pk, reason in reasons.items() if reason]


def _state_refusal(sheet: Sheet) -> str:
    if sheet.status in OPEN_SHEETS and sheet.is_latest:
        return ""
    return f"bản đăng ký đang ở trạng thái “{sheet.get_status_display()}”"


def _imported_later(batch: ImportBatch, sheets: dict[int, Sheet]) -> set[int]:
    last = batch.written.latest("pk").pk
    later = ImportedSheet.objects.filter(sheet__in=sheets, pk__gt=last, batch__undone_at__isnull=True)
    return set(later.values_list("sheet_id", flat=True))


def _acted_on(batch: ImportBatch, sheets: dict[int, Sheet]) -> set[int]:
    """Return the sheets about which the book of acts tells something later; undoing another workbook is none."""
    by_target = {label(sheet): pk for pk, sheet in sheets.items()}
    later = AuditEvent.objects.filter(target__in=by_target, pk__gt=batch.last_event)
    acts = later.exclude(action__in=(*OWN, "undo_import"))
    return {by_target[target] for target in acts.values_list("target", flat=True)}


def _built_on(lines: Lines, sheets: dict[int, Sheet]) -> set[int]:
    """Return the sheets on which something of any part of the product refers to a line that was new."""
    new = {pk for pk, line in lines.items() if line.is_new}
    found: set[int] = set()
    for relation in Entry._meta.related_objects:
        if relation.related_model is Target:
            continue
        name = relation.field.name
        rows = relation.related_model._base_manager.filter(**{f"{name}__sheet__in": sheets})
        found |= {sheet for entry, sheet in rows.values_list(f"{name}_id", f"{name}__sheet_id") if entry in new}
    return found


def _differing(lines: Lines, shelf: Shelf, sheets: dict[int, Sheet]) -> set[int]:
    """Return the sheets on which a line is not as it was written."""
    entries = {entry.pk: entry for entry in shelf.entries.values()}
    found = set()
    for pk, line in lines.items():
        entry = entries.get(pk)
        titles = shelf.titles.get(pk, {})
        same = entry is not None and all(titles.get(year, []) == after for year, (_, after) in line.cells.items())
        if same and line.position:
            same = entry is not None and entry.position == line.position[1]
        if same and line.name:
            same = entry is not None and entry.name == line.name[1]
        if not same:
            found.add(entry.sheet_id if entry else 0)
    return {pk for pk in found if pk in sheets} or (set(sheets) if found else set())


@transaction.atomic
def undo_workbook(batch: ImportBatch, *, by: User, job: Job | None = None) -> ImportBatch:
    """Put back what was there before a workbook was taken in; raise Refused with what was built on it."""
    locked = ImportBatch.objects.select_for_update().get(pk=batch.pk)
    if locked.is_busy and (job is None or locked.job_id != job.pk):
        raise Refused(["Tệp này đang được xử lý. Hãy đợi xong rồi làm tiếp."])
    held = Sheet.objects.select_for_update().filter(imports__batch=locked).order_by("pk")
    list(held.values_list("pk", flat=True))
    if reasons := undo_refusals(locked):
        raise Refused(reasons)
    written = list(locked.written.select_related("sheet"))
    _put_back(_lines(written), by=by)
    opened = [one.sheet for one in written if one.is_new]
    _leave_traces(locked, written, by=by)
    Sheet.objects.filter(pk__in=[sheet.pk for sheet in opened], entries__isnull=True).delete()
    locked.undone_at, locked.undone_by = timezone.now(), by
    locked.save(update_fields=["undone_at", "undone_by"])
    if job:
        finish_job(job, DONE, url=locked.get_absolute_url())
    return locked


def _lines(written: list[ImportedSheet]) -> Lines:
    lines: Lines = {}
    for one in written:
        for entry, is_new, *changes in one.lines:
            lines.setdefault(entry, Line(is_new)).add(*changes)
    return lines


def _put_back(lines: Lines, *, by: User) -> None:
    new = [pk for pk, line in lines.items() if line.is_new]
    Target.objects.filter(entry__in=new).delete()
    Entry.objects.filter(pk__in=new).delete()
    old = {pk: line for pk, line in lines.items() if not line.is_new}
    write_positions((pk, line.position[0]) for pk, line in old.items() if line.position)
    _name_again({pk: line.name for pk, line in old.items() if line.name}, by=by)
    write_titles(
        (pk, {year: (after, before) for year, (before, after) in line.cells.items()}) for pk, line in old.items()
    )


def _name_again(names: dict[int, tuple[str, str]], *, by: User) -> None:
    """Give renamed models their old names, as their page does."""
    for entry in Entry.objects.filter(pk__in=names).select_related("sheet"):
        before, after = names[entry.pk]
        change_entry(entry, values={"name": before}, seen={"name": after}, by=by, action="undo_import")


def _leave_traces(batch: ImportBatch, written: list[ImportedSheet], *, by: User) -> None:
    sheets: dict[str, Any] = {label(one.sheet): one.sheet_id for one in written}
    Sheet.objects.filter(pk__in=sheets.values()).update(updated_at=timezone.now())
    record_each(dict.fromkeys(sheets, f"Hoàn tác tệp {batch.name}"), "undo_import", by=by)
    record(batch, "undo", by=by, note=batch.name)
