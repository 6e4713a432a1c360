"""A workbook of registrations: received, mended on the page, taken in as one act or not at all."""

import time
from hashlib import sha256
from pathlib import PurePath
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from core.text import clean, fold
from core.workflow import Refused
from emulation.audit import record
from emulation.builders.batch_reading import dumped, loaded
from emulation.builders.import_plan import CHANGED, NEW, ImportPlan, PlannedLine, plan_import
from emulation.builders.registration_form import Period, Registrations, registrations_in
from emulation.choices import OPEN_SHEETS, SubjectKind
from emulation.models import Entry, ImportBatch, Round, Sheet, Target, Unit, User
from emulation.selectors.imports import keeps_house

NOTHING = "Không tìm thấy dòng dữ liệu nào trong tệp."
MOVED = "Bản đăng ký đã thay đổi từ lúc xem trước. Hãy xem lại rồi nhập."


def period_of(round: Round) -> Period:
    """Return the period of the round's plan and the years that it asks for."""
    return Period(round.plan.period_from, round.plan.period_to, tuple(round.years))


@transaction.atomic
def receive_workbook(content: bytes, *, name: str, round: Round, unit: Unit | None, by: User) -> ImportBatch:
    """Read a workbook and keep it with its reading; raise Refused with why it cannot be read."""
    if unit is None and not keeps_house(by, round):
        raise Refused(["Hãy chọn đơn vị của danh sách."])
    start = time.perf_counter()
    found = registrations_in(content, name, period=period_of(round), unit=unit.name if unit else "")
    if found.is_refused:
        raise Refused([finding.message for finding in found.findings if finding.severity == "error"] or [NOTHING])
    batch = ImportBatch(
        round=round, facility=round.plan.facility, unit=unit, name=clean(PurePath(name).name)[:200], by=by,
        sha256=sha256(content).hexdigest(), reading=dumped(found), seconds=time.perf_counter() - start,
    )  # fmt: skip
    batch.file.save(f"{batch.sha256[:12]}{PurePath(name).suffix.lower()[:6]}", ContentFile(content), save=False)
    batch.save()
    record(batch, "receive", by=by, note=batch.name)
    return batch


def plan_of(batch: ImportBatch) -> ImportPlan:
    """Return what taking the workbook in would do now, with what was mended on the page."""
    found = loaded(batch.reading, batch.fixes)
    return plan_import(found, batch.round, scope=batch.unit)


@transaction.atomic
def mend_workbook(batch: ImportBatch, *, place: str, fix: dict[str, Any], by: User) -> ImportBatch:
    """Keep what a person decided about one cell or row."""
    locked = _open(batch)
    locked.fixes = {**locked.fixes, place: fix}
    locked.save(update_fields=["fixes"])
    record(locked, "mend", by=by, note=f"{place}: {fix}"[:400])
    return locked


@transaction.atomic
def put_workbook_away(batch: ImportBatch, *, by: User) -> None:
    """Leave a workbook unused; its file stays in the book of acts by its fingerprint only."""
    locked = _open(batch)
    if locked.taken_at:
        raise Refused(["Tệp này đã được nhập nên không bỏ được; các dòng giữ lại cứ để đó."])
    locked.put_away_at = timezone.now()
    locked.save(update_fields=["put_away_at"])
    record(locked, "put_away", by=by, note=locked.name)


@transaction.atomic
def take_workbook_in(batch: ImportBatch, *, seen: str, by: User) -> ImportBatch:
    """Carry out exactly what was previewed (its fingerprint is ``seen``), in one transaction.

    Raises Refused when a sheet has changed meanwhile, so that the preview can be looked at again.
    """
    locked = _open(batch)
    plan = plan_of(locked)
    if plan.fingerprint != seen:
        raise Refused([MOVED])
    carry_out(plan, locked.round, source=locked.name, by=by)
    locked.taken_at, locked.taken_by, locked.counts = timezone.now(), by, plan.counts
    locked.save(update_fields=["taken_at", "taken_by", "counts"])
    record(locked, "take_in", by=by, note=_told(plan, locked.name))
    return locked


@transaction.atomic
def import_registrations(
    found: Registrations, *, round: Round, source: str, unit: Unit | None, by: User | None
) -> ImportPlan:
    """Take a reading in at once, for the command line; what is doubtful is held."""
    plan = plan_import(found, round, scope=unit)
    carry_out(plan, round, source=source, by=by)
    return plan


def carry_out(plan: ImportPlan, round: Round, *, source: str, by: User | None) -> None:
    """Write the new and the changed lines of a plan onto the sheets of their units."""
    for unit in sorted(plan.units.values(), key=lambda u: u.pk):
        sheet = _sheet(round, unit, by=by)
        lines = [line for line in plan.lines if line.unit == unit and line.outcome in (NEW, CHANGED)]
        _write_lines(sheet, lines)
        Sheet.objects.filter(pk=sheet.pk).update(updated_at=timezone.now())
        new = sum(line.outcome == NEW for line in lines)
        record(sheet, "import", by=by, note=f"Từ tệp {source}: {new} dòng mới, {len(lines) - new} dòng đổi")


def _open(batch: ImportBatch) -> ImportBatch:
    locked = ImportBatch.objects.select_for_update().get(pk=batch.pk)
    if not locked.is_open:
        raise Refused(["Tệp này đã được nhập hoặc đã bỏ."])
    return locked


def _sheet(round: Round, unit: Unit, *, by: User | None) -> Sheet:
    """Return the unit's open sheet under its lock, a new draft when it has none."""
    sheet, made = Sheet.objects.get_or_create(
        round=round, unit=unit, is_latest=True, defaults={"facility": round.plan.facility}
    )
    if made:
        record(sheet, "open", by=by, after=sheet.status, note=f"{unit.name} · {round}")
    locked = Sheet.objects.select_for_update().get(pk=sheet.pk)
    if locked.status not in OPEN_SHEETS:
        raise Refused([MOVED])
    return locked


def _write_lines(sheet: Sheet, lines: list[PlannedLine]) -> None:
    last = max(sheet.entries.values_list("order", flat=True), default=0)
    entries: dict[tuple, Entry] = {line.key: line.entry for line in lines if line.entry}
    new = []
    for line in lines:
        if line.key not in entries:
            last += 1
            entries[line.key] = _entry(sheet, line, last)
            new.append(entries[line.key])
    Entry.objects.bulk_create(new)
    moved = [line for line in lines if line.outcome == CHANGED and line.position and line.entry]
    for line in moved:
        assert line.entry is not None and line.position is not None
        line.entry.position = line.position[1]
    Entry.objects.bulk_update([line.entry for line in moved if line.entry], ["position"])
    _write_targets(lines, entries)


def _write_targets(lines: list[PlannedLine], entries: dict[tuple, Entry]) -> None:
    added = []
    for line in lines:
        entry = entries[line.key]
        for year, (before, after) in line.cells.items():
            added += [Target(entry=entry, year=year, title=code) for code in after if code not in before]
            if dropped := [code for code in before if code not in after]:
                Target.objects.filter(entry=entry, year=year, title__in=dropped).delete()
    Target.objects.bulk_create(added)


def _entry(sheet: Sheet, line: PlannedLine, order: int) -> Entry:
    """Return a new line; name and position are frozen as of then."""
    staff, unit, subject = line.staff, line.collective, line.subject
    name = staff.full_name if staff else unit.name if unit else subject.name
    position = line.position[1] if line.position and subject.kind == SubjectKind.PERSON else ""
    return Entry(
        sheet=sheet, kind=subject.kind, staff=staff, subject_unit=unit, name=name, position=clean(position),
        order=order, search_key=fold(f"{name} {staff.code if staff else ''}")[:260],
    )  # fmt: skip


def _told(plan: ImportPlan, name: str) -> str:
    counts = plan.counts
    return f"{name}: {counts['new']} mới, {counts['changed']} đổi, {counts['same']} như cũ, {counts['held']} giữ lại"
