"""A workbook that was taken in is taken back, while nothing has been built on what it wrote.

It may have been taken in several times, as its held lines were mended: what others did in between counts as well.
"""

from collections.abc import Collection, Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone

from core.workflow import Refused
from emulation.access import may_type
from emulation.audit import label, record, record_each
from emulation.builders.import_shelf import Shelf, shelf_of
from emulation.choices import OPEN_SHEETS
from emulation.models import AuditEvent, Entry, ImportBatch, ImportedSheet, Job, Sheet, Target, User
from emulation.services.entry import change_entry
from emulation.services.job import finish_job
from emulation.services.registration_lines import Cells, takings_of, write_positions, write_titles

NEVER = "Tệp này chưa nhập dòng nào, hoặc đã được hoàn tác."
ASK = "Hãy sửa trực tiếp trên bản đăng ký."
NO_NAMING = "Bạn không có quyền sửa bản đăng ký của đơn vị này nên không trả lại tên mô hình được. "
NO_NAMING += "Hãy nhờ người sửa được bản này hoàn tác."
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


def undo_refusals(batch: ImportBatch, *, by: User | None = None) -> list[str]:
    """Return why a workbook cannot be taken back any more, one sentence for each sheet; none when it can.

    Who takes it back (``by``) has to be one who may type the names of models that were renamed.
    """
    written = list(batch.written.select_related("sheet__unit"))
    if not batch.taken_at or batch.undone_at or not written:
        return [NEVER]
    sheets = {one.sheet_id: one.sheet for one in written}
    lines = _lines(written)
    told = [f"{sheets[pk].unit.label}: {reason}. {ASK}" for pk, reason in _reasons(batch, written, lines).items()]
    return told + [f"{sheet.unit.label}: {NO_NAMING}" for sheet in _not_to_be_named(lines, sheets, by)]


def undo_counts(batch: ImportBatch) -> tuple[int, int]:
    """Return how many entries a workbook has added, and how many others it has changed, over all its takings."""
    lines = _lines(batch.written.all()).values()
    new = sum(line.is_new for line in lines)
    return new, len(lines) - new


def _reasons(batch: ImportBatch, written: list[ImportedSheet], lines: Lines) -> dict[int, str]:
    """Return the first reason of each sheet that has any."""
    sheets = {one.sheet_id: one.sheet for one in written}
    found = {pk: reason for pk, sheet in sheets.items() if (reason := _state_refusal(sheet))}
    opened = {one.sheet_id for one in written if one.is_new}
    for reason, whose in (
        ("một tệp khác đã được nhập vào sau đó; hãy hoàn tác tệp đó trước", _imported_later(batch, sheets)),
        ("một tệp khác cũng ghi vào dòng của tệp này giữa các lần nhập", _imported_between(batch, lines, sheets)),
        ("đã có người sửa hoặc ghi ý kiến sau khi nhập", _acted_on(batch, sheets)),
        ("đã có câu trả lời tiêu chí, ý kiến hoặc hồ sơ gắn với dòng vừa nhập", _built_on(lines, sheets)),
        ("đã có ý kiến hoặc hồ sơ gắn với bản đăng ký vừa mở", _rested_on(opened)),
        ("dòng vừa nhập không còn như lúc nhập", _differing(lines, shelf_of(batch.round), sheets)),
    ):
        for pk in whose:
            found.setdefault(pk, reason)
    return found


def _state_refusal(sheet: Sheet) -> str:
    if sheet.status in OPEN_SHEETS and sheet.is_latest:
        return ""
    return f"bản đăng ký đang ở trạng thái “{sheet.get_status_display()}”"


def _imported_later(batch: ImportBatch, sheets: Iterable[int]) -> set[int]:
    last = batch.written.latest("pk").pk
    return {one.sheet_id for one in _by_others(batch, sheets) if one.pk > last}


def _imported_between(batch: ImportBatch, lines: Lines, sheets: Iterable[int]) -> set[int]:
    """Return the sheets on which another workbook, taken in between, wrote to entries of this one as well."""
    first = batch.written.earliest("pk").pk
    others = (one for one in _by_others(batch, sheets) if one.pk > first)
    return {one.sheet_id for one in others if any(entry in lines for entry, *_ in one.lines)}


def _by_others(batch: ImportBatch, sheets: Iterable[int]) -> list[ImportedSheet]:
    others = ImportedSheet.objects.filter(sheet__in=sheets, batch__undone_at__isnull=True)
    return list(others.exclude(batch=batch))


def _acted_on(batch: ImportBatch, sheets: dict[int, Sheet]) -> set[int]:
    """Return the sheets about which the book of acts tells something since the first taking.

    What a workbook did, be it this one, is no act of that kind: other workbooks are looked at by what they wrote.
    """
    by_target = {label(sheet): pk for pk, sheet in sheets.items()}
    since = min((first for first, _ in takings_of([batch])), default=batch.last_event)
    books = ImportBatch.objects.filter(written__sheet__in=sheets).distinct()
    spans = takings_of(books.only("pk"))
    acts = AuditEvent.objects.filter(target__in=by_target, pk__gt=since).exclude(action="undo_import")
    found = set()
    for pk, action, target in acts.values_list("pk", "action", "target"):
        if action not in OWN or not any(first < pk <= last for first, last in spans):
            found.add(by_target[target])
    return found


def _built_on(lines: Lines, sheets: Iterable[int]) -> set[int]:
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


def _rested_on(opened: Iterable[int]) -> set[int]:
    """Return the sheets opened by the workbook to which something else than lines refers; it would go with them."""
    found: set[int] = set()
    for relation in Sheet._meta.related_objects:
        if relation.related_model not in (Entry, ImportedSheet):
            rows = relation.related_model._base_manager.filter(**{f"{relation.field.name}__in": opened})
            found.update(rows.values_list(f"{relation.field.name}_id", flat=True))
    return found


def _differing(lines: Lines, shelf: Shelf, sheets: Collection[int]) -> set[int]:
    """Return the sheets on which a line is not as it was written; a new one has nothing that others have written."""
    filled = Entry.objects.filter(sheet__in=sheets).exclude(summary="", track="", object_kind="", is_endorsed=None)
    written_on = set(filled.values_list("pk", flat=True))
    found = set()
    for pk, line in lines.items():
        entry = shelf.by_pk.get(pk)
        if not _is_as_written(line, entry, shelf.of(entry)) or (line.is_new and pk in written_on):
            found.add(entry.sheet_id if entry else 0)
    return {pk for pk in found if pk in sheets} or (set(sheets) if found else set())


def _is_as_written(line: Line, entry: Entry | None, titles: dict[int, list[str]]) -> bool:
    if entry is None:
        return False
    after = {year: codes for year, (_, codes) in line.cells.items()}
    if line.is_new and {*titles} - {*after}:
        return False
    texts = ((line.position, entry.position), (line.name, entry.name))
    same = all(written is None or written[1] == stored for written, stored in texts)
    return same and all(titles.get(year, []) == codes for year, codes in after.items())


def _not_to_be_named(lines: Lines, sheets: dict[int, Sheet], by: User | None) -> list[Sheet]:
    """Return the sheets on which models would get back names that the person may not type."""
    renamed = [pk for pk, line in lines.items() if line.name and not line.is_new]
    where = set(Entry.objects.filter(pk__in=renamed).values_list("sheet_id", flat=True)) if renamed else set()
    return [sheet for pk, sheet in sheets.items() if pk in where and not may_type(by, sheet)]


@transaction.atomic
def undo_workbook(batch: ImportBatch, *, by: User, job: Job | None = None) -> ImportBatch:
    """Put back what was there before a workbook was taken in; raise Refused with what was built on it."""
    locked = ImportBatch.objects.select_for_update().get(pk=batch.pk)
    if locked.is_busy and (job is None or locked.job_id != job.pk):
        raise Refused(["Tệp này đang được xử lý. Hãy đợi xong rồi làm tiếp."])
    held = Sheet.objects.select_for_update().filter(imports__batch=locked).order_by("pk")
    list(held.values_list("pk", flat=True))
    if reasons := undo_refusals(locked, by=by):
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


def _lines(written: Iterable[ImportedSheet]) -> Lines:
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
