"""Workbooks of records, of every kind: handed in, read, previewed and taken in as previewed.

A small one is read and taken in at once and previewed as the house stands. A long one is ordered as a
job, one at a time: its preview is kept, and planned anew when it turns out to be out of date. Everything
that a job calls may start again from the beginning.
"""

import logging
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import reduce
from itertools import count, islice
from operator import or_
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.db.models import Model, Q
from django.urls import reverse

from core.sheets.container import unpacked_size
from core.workflow import Refused
from emulation.audit import record
from emulation.builders.batch_reading import plain, told_again
from emulation.builders.findings import weightiest_first
from emulation.builders.import_plan import Told
from emulation.builders.workbook_preview import Preview
from emulation.choices import SEVERITIES, AttachmentKind
from emulation.models import Attachment, FindingPage, Job, Unit, User, WorkbookWork
from emulation.services.attachment import keep_file
from emulation.services.job import finish_job, held, order_job
from emulation.services.ledger import Ledger, Written
from emulation.services.progress import part_of, teller, undisturbed
from emulation.services.upload import MOVED, Plan, Reading, check_reading, content_of, note_taken, receive_upload

# So many bytes are read within an answer: as they are handed in, and as they unfold.
AT_ONCE, UNPACKED_AT_ONCE = 32 * 1024, 512 * 1024
PAGE_ROWS = 200
ROWS = "rows"  # the pages of what would be written, beside those of each severity
BUSY = "Tệp này đang được xử lý. Hãy đợi xong rồi làm tiếp."
UNSTORED = "Tệp này không ghi vào hệ thống được dù dữ liệu không đổi. Hãy gửi tệp cho quản trị hệ thống để xem nhật ký."
log = logging.getLogger(__name__)
KINDS: "dict[str, WorkbookKind]" = {}


@dataclass(frozen=True)
class WorkbookKind:
    """A kind of workbook: how it is read, planned, shown and written, and what is said then.

    ``rows(plan)`` gives all that would be written, row by row, where the preview lists it.
    ``read(content, name)``, ``plan(reading, facility, told)``, ``shown(plan)`` in plain values that can be
    stored, ``lock(facility)`` against others who write the same, ``decide(plan, decisions)`` where the
    preview asks something, ``write(plan, source, by, told, ledger)``, ``outcome(counts)`` as a sentence;
    ``route`` is the address of the preview; ``heads`` says which heads are looked for in a file. ``about`` are
    the columns that say whom a row is about (without the first: itself), for taking it back;
    ``built_on(written)`` says what else rests on what was written; rows of the tables ``may_go`` may be removed
    by then; ``put_back(written, source, by)`` takes it back by acts that tell the book of it themselves.
    """

    name: str
    route: str
    heads: str
    read: Callable[[bytes, str], Any]
    plan: Callable[[Any, Unit, Told | None], Any]
    shown: Callable[[Any], dict[str, Any]]
    lock: Callable[[Unit], object]
    write: Callable[[Any, str, User, Told | None, Ledger], object]
    outcome: Callable[[Mapping[str, int]], str]
    decide: Callable[[Any, Mapping[str, str]], object] | None = None
    rows: Callable[[Any], Iterable[dict[str, Any]]] = lambda plan: ()
    about: tuple[str, ...] = ("staff", "unit")
    built_on: Callable[[Written], Iterable[str]] | None = None
    may_go: tuple[type[Model], ...] = ()
    put_back: Callable[[Written, str, User], object] | None = None

    def address(self, kept: Attachment) -> str:
        return reverse(self.route, args=[kept.pk])


def workbook_kind(kind: WorkbookKind) -> WorkbookKind:
    """Make a kind known to the worker."""
    KINDS[kind.name] = kind
    return kind


def lock_house(facility: Unit) -> None:
    """Let one workbook into a house at a time; rows that only point to the house do not wait for it."""
    Unit.objects.select_for_update(of=("self",), no_key=True).get(pk=facility.pk)


def is_long(kept: Attachment) -> bool:
    """Whether work on the workbook is too much for one answer of a page."""
    return kept.size > AT_ONCE or work_of(kept) is not None


def work_of(kept: Attachment) -> WorkbookWork | None:
    """Return what is known of the work with a long workbook."""
    return getattr(kept, "work", None)


def receive(kind: WorkbookKind, upload: UploadedFile, *, facility: Unit, by: User) -> Attachment:
    """Keep a workbook: a small one that can be read, a long one to be read; raise Refused with why not."""
    if (upload.size or 0) > AT_ONCE or unpacked_size(content := upload.read()) > UNPACKED_AT_ONCE:
        upload.seek(0)
        return _receive_long(kind, upload, facility=facility, by=by)
    found = kind.read(content, upload.name or "")
    return receive_upload(upload, kind=kind.name, heads=kind.heads, found=found, facility=facility, by=by)


@transaction.atomic
def _receive_long(kind: WorkbookKind, upload: UploadedFile, *, facility: Unit, by: User) -> Attachment:
    kept = keep_file(upload, kind=AttachmentKind.OTHER, facility=facility, by=by, is_list=True)
    record(kept, f"receive_{kind.name}", by=by, note=kept.name)
    work = WorkbookWork.objects.create(kept=kept, kind=kind.name)
    _order(work, "read_records", f"Đọc tệp {kept.name}", by=by)
    return kept


@transaction.atomic
def order_work(kind: WorkbookKind, kept: Attachment, job: str, label: str, *, by: User, **arguments: object) -> Job:
    """Order a job on a long workbook, one at a time; raise Refused while another one runs."""
    WorkbookWork.objects.get_or_create(kept=kept, defaults={"kind": kind.name})
    work = WorkbookWork.objects.select_for_update().get(pk=kept.pk)  # its job is read once the lock is there
    if work.is_busy:
        raise Refused([BUSY])
    return _order(work, job, f"{label} {kept.name}", by=by, **arguments)


def _order(work: WorkbookWork, job: str, label: str, *, by: User, **arguments: object) -> Job:
    work.job = order_job(job, label, by=by, kept=work.pk, **arguments)
    work.save(update_fields=["job"])
    return work.job


def plan_of(kind: WorkbookKind, kept: Attachment, *, told: Told | None = None) -> Plan:
    """Return what taking the workbook in would do now; nothing is written."""
    found: Reading = kind.read(content_of(kept), kept.name)
    check_reading(found, kind.heads)
    plan: Plan = kind.plan(found, kept.facility, told)
    return plan


@undisturbed()
def read_workbook(kind: WorkbookKind, kept: Attachment, *, job: Job) -> None:
    """Read a long workbook and keep its preview, or raise Refused with why it cannot be read."""
    plan = plan_of(kind, kept, told=teller(job))
    with transaction.atomic():
        _stage(kind, kept, plan)
        finish_job(job, "Đã đọc xong, mời xem trước.", url=kind.address(kept))


def _stage(kind: WorkbookKind, kept: Attachment, plan: Plan) -> None:
    """Keep a preview instead of the one before, what is told of it by pages."""
    findings = weightiest_first(plan.findings)
    numbers = Counter(finding.severity for finding in findings)
    work, _ = WorkbookWork.objects.get_or_create(kept=kept, defaults={"kind": kind.name})
    work.shown, work.seen = {**kind.shown(plan), "numbers": dict(numbers)}, plan.fingerprint
    work.save(update_fields=["shown", "seen"])
    work.pages.all().delete()
    for severity in ("", *SEVERITIES):
        _keep_pages(work, severity, (plain(finding) for finding in findings if severity in ("", finding.severity)))
    _keep_pages(work, ROWS, kind.rows(plan))


def _keep_pages(work: WorkbookWork, name: str, rows: Iterable[Any]) -> None:
    """Store a list by pages, one after the other, as long as it may be."""
    left = iter(rows)
    for number in count():
        some = list(islice(left, PAGE_ROWS))
        if not some:
            return
        FindingPage.objects.create(work=work, severity=name, number=number, rows=some)


def preview_of(
    kind: WorkbookKind, kept: Attachment, *, severity: str = "", number: int = 0, rows_number: int = 0
) -> Preview:
    """Return the preview with one page of what is told and one of what would be written: of a long workbook as it
    was kept, else as it is now.
    """
    work = work_of(kept)
    if is_long(kept) and work is not None and kept.file:
        told, rows = _kept_pages(work, (severity if severity in SEVERITIES else "", number), (ROWS, rows_number))
        findings = [told_again(row) for row in told[0]], told[1]
        return Preview.of(work.shown, work.seen, work.shown.get("numbers", {}), findings, rows)
    plan = plan_of(kind, kept)
    found = weightiest_first(plan.findings)
    wanted = (finding for finding in found if severity in ("", finding.severity))
    numbers = Counter(finding.severity for finding in found)
    rows = _page(kind.rows(plan), rows_number)
    return Preview.of(kind.shown(plan), plan.fingerprint, numbers, _page(wanted, number), rows)


def _kept_pages(work: WorkbookWork, *wanted: tuple[str, int]) -> list[tuple[list[Any], bool]]:
    """Return stored pages, by name and number, each with whether another one follows; one query for all."""
    places = (Q(severity=name, number__in=(number, number + 1)) for name, number in wanted)
    stored = work.pages.filter(reduce(or_, places)).values_list("severity", "number", "rows")
    found = {(name, number): rows for name, number, rows in stored}
    return [(found.get((name, number), []), (name, number + 1) in found) for name, number in wanted]


def _page(items: Iterable[Any], number: int) -> tuple[list[Any], bool]:
    """Return a page of a list, and whether another one follows."""
    found = list(islice(items, number * PAGE_ROWS, (number + 1) * PAGE_ROWS + 1))
    return found[:PAGE_ROWS], len(found) > PAGE_ROWS


def take_in(
    kind: WorkbookKind, kept: Attachment, *, seen: str, by: User, decisions: Mapping[str, str] | None = None
) -> str:
    """Take a small workbook in and say what came of it; order that for a long one. Raise Refused with why not."""
    if not is_long(kept):
        return kind.outcome(_take(kind, kept, seen=seen, decisions=decisions or {}, by=by).counts)
    if not seen:
        order_work(kind, kept, "read_records", "Đọc lại tệp", by=by)
    else:
        order_work(kind, kept, "take_records", "Nhập tệp", by=by, seen=seen, decisions=dict(decisions or {}))
    return ""


@undisturbed()
def take_workbook(
    kind: WorkbookKind, kept: Attachment, *, seen: str, decisions: Mapping[str, str], by: User, job: Job
) -> None:
    """Take a long workbook in; where the house has moved on, keep a preview of what would be done now."""
    try:
        _take(kind, kept, seen=seen, decisions=decisions, by=by, job=job)
    except Moved as moved:
        with held(job):
            _stage(kind, kept, moved.plan)
        raise


class Moved(Refused):
    """What was previewed is no longer what would be done: that is ``plan`` now."""

    def __init__(self, plan: Plan) -> None:
        super().__init__([MOVED])
        self.plan = plan


def _take(
    kind: WorkbookKind, kept: Attachment, *, seen: str, decisions: Mapping[str, str], by: User, job: Job | None = None
) -> Plan:
    """Carry out exactly what was previewed (its fingerprint is ``seen``) and what was decided there.

    The file is read before anything is locked. Raises Refused when it or the house is not what it was, or when
    somebody who needs no lock wrote meanwhile what was to be written: that shows only as it is stored. What cannot be
    stored in the house as it was previewed never can: that is said as it is.
    """
    found = kind.read(content_of(kept), kept.name)
    try:
        return _take_locked(kind, kept, found, seen=seen, decisions=decisions, by=by, job=job)
    except IntegrityError as error:
        plan = plan_of(kind, kept)
        if plan.fingerprint == seen:
            log.exception("workbook %s (%s) cannot be stored", kept.pk, kind.name)
            raise Refused([UNSTORED]) from error
        log.warning("workbook %s (%s) met other rows as it was stored", kept.pk, kind.name, exc_info=True)
        raise Moved(plan) from error


@transaction.atomic
def _take_locked(
    kind: WorkbookKind, kept: Attachment, found: Any, *, seen: str, decisions: Mapping[str, str], by: User,
    job: Job | None,
) -> Plan:  # fmt: skip
    told, ledger = teller(job), Ledger()
    kind.lock(kept.facility)
    plan: Plan = kind.plan(found, kept.facility, part_of(told, 0, 50))
    if plan.fingerprint != seen:
        raise Moved(plan)
    if kind.decide:
        kind.decide(plan, decisions)
    kind.write(plan, kept.name, by, part_of(told, 50, 100), ledger)
    ledger.keep(kept, by=by)
    note_taken(kept, kind=kind.name, counts=plan.counts, by=by)
    if job:
        close_work(kind, kept, kind.outcome(plan.counts), job=job)
    return plan


def close_work(kind: WorkbookKind, kept: Attachment, outcome: str, *, job: Job) -> None:
    """End the job with what it wrote, and order the preview of what is left: the one that was kept is spent."""
    finish_job(job, outcome, url=kind.address(kept))
    work = WorkbookWork.objects.select_for_update().get(pk=kept.pk)
    work.outcome, work.seen, work.shown = outcome, "", {}
    work.save(update_fields=["outcome", "seen", "shown"])
    work.pages.all().delete()
    _order(work, "read_records", f"Xem lại tệp {kept.name}", by=job.by, is_quiet=True)
