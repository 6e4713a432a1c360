"""A workbook of registrations: handed in, read in the background, mended on the page, taken in as one act or not.

What takes long is ordered as a job; every function that a job calls may start again from the beginning.
"""

import time
from hashlib import sha256
from pathlib import PurePath
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from core.text import clean
from core.workflow import Refused
from emulation.access import is_office, may_type
from emulation.audit import record
from emulation.builders.batch_reading import BACK, dumped, fix_of, parts_of, share, ways_read
from emulation.builders.import_plan import ImportPlan, PlannedLine, Told, plan_import
from emulation.builders.registration_form import Period, Registrations, registrations_in
from emulation.builders.three_way import NAME, RENAME, Clash
from emulation.choices import PLANNING_ANEW
from emulation.documents.marked_workbook import Mark, marked_name, marked_workbook
from emulation.models import ImportBatch, Job, Round, Unit, User
from emulation.selectors.imports import can_be_mended, keeps_house, ways_at
from emulation.services.job import finish_job
from emulation.services.progress import part_of, teller, undisturbed
from emulation.services.registration_lines import Moved, carry_out, keep_written, last_act, record_taking
from emulation.services.registration_preview import (
    forget_reading,
    keep_preview,
    let_go,
    order_on,
    order_planning,
    plan_of,
    planned,
    stage_workbook,
)
from emulation.services.upload import LAPSED, why_refused

HEADS = "hàng tiêu đề có STT, “Tập thể, cá nhân đăng ký”, “Chức vụ” và các cột năm"
BUSY = "Tệp này đang được xử lý. Hãy đợi xong rồi làm tiếp."
LOST = "Tệp đã lưu không còn là tệp đã tải lên. Hãy tải lại."
NO_PLACE = "Tệp không có ô hay dòng này. Hãy tải lại trang rồi sửa."
NO_RENAMING = "Chỉ người sửa được bản đăng ký của đơn vị mới đổi tên mô hình được."
NOT_OFFERED = "Chỗ này không có cách sửa ấy, hoặc không còn gì phải chọn. Hãy tải lại trang rồi sửa."
TOO_MANY = "Đã sửa quá nhiều chỗ trên trang. Hãy sửa tiếp trong tệp rồi tải lên lại."
LONG, MOST_FIXES = 1000, 1000


def period_of(round: Round) -> Period:
    """Return the period of the round's plan and the years that it asks for."""
    return Period(round.plan.period_from, round.plan.period_to, tuple(round.years))


@transaction.atomic
def receive_workbook(content: bytes, *, name: str, round: Round, unit: Unit | None, by: User) -> ImportBatch:
    """Keep a workbook and order its reading; raise Refused when it is nobody's list."""
    if unit is None and not keeps_house(by, round):
        raise Refused(["Hãy chọn đơn vị của danh sách."])
    batch = ImportBatch(
        round=round, facility=round.plan.facility, unit=unit, name=clean(PurePath(name).name)[:200], by=by,
        sha256=sha256(content).hexdigest(),
    )  # fmt: skip
    batch.file.save(f"{batch.sha256[:12]}{PurePath(name).suffix.lower()[:6]}", ContentFile(content), save=False)
    batch.save()
    record(batch, "receive", by=by, note=batch.name)
    order_on(batch, "read_registrations", f"Đọc tệp {batch.name}", by=by)
    return batch


@transaction.atomic
def order_work(batch: ImportBatch, kind: str, label: str, *, by: User, **arguments: object) -> Job:
    """Order a job on a workbook, one at a time; raise Refused while another one runs."""
    if ImportBatch.objects.select_for_update().only("pk", "job").get(pk=batch.pk).is_busy:
        raise Refused([BUSY])
    return order_on(batch, kind, label, by=by, **arguments)


@undisturbed()
def read_workbook(batch: ImportBatch, *, job: Job | None = None) -> ImportBatch:
    """Read the stored file and keep its reading with the preview, or why it cannot be read."""
    start = time.perf_counter()
    told = teller(job)
    found = _read(batch, part_of(told, 0, 60))
    if found.is_refused:
        batch.refusals = why_refused(found, HEADS)
    batch.seconds, batch.read_at = time.perf_counter() - start, timezone.now()
    plan = None if found.is_refused else planned(found, batch, part_of(told, 60, 80))
    with transaction.atomic():
        batch.save(update_fields=["refusals", "seconds", "read_at"])
        if plan:
            ImportBatch.objects.filter(pk=batch.pk).update(reading=dumped(found))
            forget_reading(batch)
            keep_preview(batch, plan)
        if job:
            finish_job(job, " ".join(batch.refusals) or "Đã đọc xong, mời xem trước.", url=batch.get_absolute_url())
    return batch


def _read(batch: ImportBatch, told: Told | None) -> Registrations:
    with batch.file.open("rb") as stored:
        content = stored.read()
    if sha256(content).hexdigest() != batch.sha256:
        raise Refused([LOST])
    unit = batch.unit.name if batch.unit else ""
    return share(registrations_in(content, batch.name, period=period_of(batch.round), unit=unit, told=told))


def is_long(batch: ImportBatch) -> bool:
    """Whether work on all lines of the workbook is too much for one answer of a page."""
    return batch.overview.get("total", 0) > LONG


def may_rename(user: User, batch: ImportBatch) -> bool:
    """Whether somebody may choose new names for models of a workbook: who may type them on all its sheets."""
    return may_type(user, batch) if batch.unit else is_office(user, batch)


@transaction.atomic
def mend_workbook(batch: ImportBatch, *, place: str, fix: dict[str, Any], by: User) -> ImportBatch:
    """Keep what a person decided about one cell or row, or take it back, and plan anew: a long list as a job.

    A job that plans already sees what was mended before it ends. Raises Refused where the preview offers no such fix,
    too much was decided on the page, or a model would be renamed by somebody who may not do so on its page.
    """
    locked = _open(batch, mends=True)
    if fix.get("side") == RENAME and not may_rename(by, locked):
        raise Refused([NO_RENAMING])
    parts = parts_of(place)
    if parts is None or not can_be_mended(locked, place, parts):
        raise Refused([NO_PLACE])
    kept = {at: old for at, old in locked.fixes.items() if at != place}
    if len(kept) >= MOST_FIXES:
        raise Refused([TOO_MANY])
    if not _is_offered(locked, place, parts, fix):
        raise Refused([NOT_OFFERED])
    locked.fixes = kept if BACK in fix else {**kept, place: fix}
    locked.save(update_fields=["fixes"])
    record(locked, "mend", by=by, note=f"{place}: {fix}"[:400])
    if not is_long(locked):
        stage_workbook(locked)
    elif not locked.is_busy:
        order_planning(locked, by=by)
    return locked


def _is_offered(batch: ImportBatch, place: str, parts: tuple[str, int, str], fix: dict[str, Any]) -> bool:
    """Whether the page offers a fix at exactly this place.

    What was decided there may be taken back, said again or exchanged for another way, and any row may be left out,
    as it may in the file.
    """
    if BACK in fix or batch.fixes.get(place) == fix or (fix == {"skip": True} and not parts[2]):
        return True
    if any(fix_of(way) == fix for way in ways_at(batch, parts)):
        return True
    return place in batch.fixes and any(fix_of(way) == fix for way in ways_read(batch.reading, parts))


@transaction.atomic
def put_workbook_away(batch: ImportBatch, *, by: User) -> None:
    """Leave a workbook unused: the file, what was read in it and its preview go; its name and fingerprint stay."""
    locked = ImportBatch.objects.select_for_update().defer("reading").get(pk=batch.pk)
    if locked.is_busy:
        raise Refused([BUSY])
    if locked.taken_at:
        raise Refused(["Tệp này đã được nhập nên không bỏ được; các dòng giữ lại cứ để đó."])
    let_go(locked)
    locked.put_away_at = timezone.now()
    locked.save(update_fields=["put_away_at"])
    record(locked, "put_away", by=by, note=locked.name)


@undisturbed()
def take_workbook_in(batch: ImportBatch, *, seen: str, by: User, job: Job | None = None) -> ImportBatch:
    """Carry out exactly what was previewed (its fingerprint is ``seen``), in one transaction.

    The lines are planned before anything is locked; a sheet that has changed since then, or since the
    preview, raises Moved, and the preview is made anew.
    """
    fresh = ImportBatch.objects.select_related("round__plan__facility", "unit", "job").get(pk=batch.pk)
    _check_open(fresh, job)
    plan = plan_of(fresh, told=part_of(teller(job), 0, 50))
    try:
        taken = _take(fresh, plan, seen=seen, by=by, job=job)
    except Moved:
        stage_workbook(fresh, job=job, ends=False)
        raise
    if taken.is_open and job is None:
        stage_workbook(taken)
    return taken


@transaction.atomic
def _take(batch: ImportBatch, plan: ImportPlan, *, seen: str, by: User, job: Job | None) -> ImportBatch:
    locked = _open(batch, job=job)
    if plan.fingerprint != seen or locked.fixes != batch.fixes:
        raise Moved
    first = last_act()
    written = carry_out(plan, batch.round, source=locked.name, by=by, told=part_of(teller(job), 50, 100))
    keep_written(locked, written)
    locked.taken_at, locked.taken_by, locked.counts = timezone.now(), by, plan.counts
    locked.last_event = record_taking(locked, first=first, last=last_act(), note=_told(plan, locked.name), by=by)
    locked.seen = ""
    locked.save(update_fields=["taken_at", "taken_by", "counts", "last_event", "seen"])
    if job:
        finish_job(job, _told(plan, locked.name), url=locked.get_absolute_url())
        if locked.is_open:
            order_on(locked, PLANNING_ANEW, f"Xem lại tệp {locked.name}", by=by, is_quiet=True)
    return locked


@transaction.atomic
def import_registrations(
    found: Registrations, *, round: Round, source: str, unit: Unit | None, by: User | None
) -> ImportPlan:
    """Take a reading in at once, for the command line; what is doubtful is held."""
    plan = plan_import(found, round, scope=unit)
    carry_out(plan, round, source=source, by=by)
    return plan


def marked_copy(batch: ImportBatch) -> tuple[str, bytes]:
    """Return a name and the workbook as it was handed in, with what has to be mended marked in it."""
    plan = plan_of(batch)
    told = [f for f in plan.findings if f.row and f.severity != "info"]
    with batch.file.open("rb") as stored:
        content = stored.read()
    marks = [(f.sheet, f.row or 0, f.column, f.severity, f.message) for f in told]
    marks += _clashing_cells(plan)
    return marked_name(batch.name), marked_workbook(content, batch.name, marks, plan.header_rows)


def _clashing_cells(plan: ImportPlan) -> list[Mark]:
    """Return the cells that clash with what is stored; the sentence stands with their line."""
    marks = []
    for line in plan.lines:
        severity = "error" if line.beside.is_open else "warning"
        columns = (_column_of(clash, line) for clash in line.beside.clashes)
        marks += [(line.subject.sheet, line.subject.row, column, severity, "") for column in columns if column]
    return marks


def _column_of(clash: Clash, line: PlannedLine) -> str:
    subject = line.subject
    return subject.name_column if clash.what == NAME else subject.columns.get(clash.year, "")


def _open(batch: ImportBatch, *, job: Job | None = None, mends: bool = False) -> ImportBatch:
    """Return the workbook under its lock while it is open and no other work runs on it.

    Who only ``mends`` it need not wait for the work that plans it anew.
    """
    locked = ImportBatch.objects.select_for_update().defer("reading").get(pk=batch.pk)
    _check_open(locked, locked.job if mends and locked.is_planned_anew else job)
    return locked


def _check_open(batch: ImportBatch, job: Job | None) -> None:
    if batch.is_lapsed:
        raise Refused([LAPSED])
    if not batch.is_open:
        raise Refused(["Tệp này đã được nhập, đã bỏ, hoặc không đọc được."])
    if batch.is_busy and (job is None or batch.job_id != job.pk):
        raise Refused([BUSY])
    if batch.read_at is None:
        raise Refused(["Tệp này chưa được đọc xong."])


def _told(plan: ImportPlan, name: str) -> str:
    counts = plan.counts
    return f"{name}: {counts['new']} mới, {counts['changed']} đổi, {counts['same']} như cũ, {counts['held']} giữ lại"
