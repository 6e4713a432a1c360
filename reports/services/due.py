"""Due reports: stored ahead from the plans, opened, settled; deadlines that the office adds."""

from collections.abc import Iterable
from datetime import date, datetime
from uuid import uuid4

from django.db import transaction
from django.db.models import Min

from core.text import clean, fold
from core.workflow import Refused
from emulation.audit import record
from emulation.models import Unit, User
from reports.choices import ONE_OFF, DueStatus, PackageStatus, Recipient
from reports.criteria import Occurrence, days_late, last_good_day
from reports.models import DueReport, Package
from reports.selectors.duty import Duty, duties_of, published_plans
from reports.services.package import cancel_package
from reports.workflow import DUE


@transaction.atomic
def store_dues(*, today: date, since: date | None = None, facility: Unit | None = None) -> int:
    """Store what every published plan asks for; return how many rows were new or got their day.

    A duty seen for the first time counts from ``since`` (today): what fell due before the plan was
    here is not made up. Later runs fill every gap that a stopped clock left. A report that is
    already open keeps its day, whatever the rules say later.
    """
    plans = [plan for plan in published_plans() if facility is None or plan.facility_id == facility.pk]
    duties = duties_of(plans, today)
    rows = _stored(duties)
    first_seen = _first_seen(duties)
    fresh, changed = [], 0
    for duty in duties:
        start = since or first_seen.get((duty.facility.pk, duty.rule.slug), today)
        for found in duty.occurrences():
            row = rows.get((duty.facility.pk, duty.rule.slug, found.period.key))
            if row:
                changed += _follow(row, found)
            elif (found.due_on or found.period.last) >= start:
                fresh.append(_row(duty, found))
    DueReport.objects.bulk_create(fresh, ignore_conflicts=True)
    return len(fresh) + changed


@transaction.atomic
def add_due(
    facility: Unit, *, title: str, before: date, recipient: str, by: User, recipient_name: str = "",
    recipient_email: str = "", source: str = "", note: str = "",
) -> DueReport:  # fmt: skip
    """Add a deadline of its own; ``before`` is the day named by the paper, the last good day is the one before."""
    if not clean(title):
        raise Refused(["Cần ghi tên việc phải làm."])
    due = DueReport.objects.create(
        facility=facility, obligation=ONE_OFF, period=uuid4().hex[:12], title=clean(title)[:200],
        search_key=fold(f"{title} {recipient_name}")[:260], recipient=recipient,
        recipient_name=clean(recipient_name), recipient_email=recipient_email, due_on=last_good_day(before),
        period_from=last_good_day(before), period_to=last_good_day(before), opens_on=last_good_day(before),
        wording=f"Trước ngày {before:%d/%m/%Y}", source=clean(source)[:300], note=note, by=by,
    )  # fmt: skip
    record(due, "create", by=by, note=due.title)
    DUE.move(due, "open", by=by)
    return due


@transaction.atomic
def open_due(due: DueReport, *, by: User | None = None) -> None:
    """Open a report: on its day by the clock (``by`` empty), earlier by the office."""
    DUE.move(due, "open" if by else "begin", by=by)


@transaction.atomic
def declare_nil(due: DueReport, *, reason: str, by: User, now: datetime) -> None:
    """Close a month with "không có" and why; a draft is cancelled, nothing is sent (S1-26)."""
    _drop_draft(due, reason=reason, by=by)
    DUE.move(due, "nil", by=by, note=clean(reason))
    _close(due, now=now, note=clean(reason))


@transaction.atomic
def move_due(due: DueReport, step: str, *, by: User, now: datetime, note: str = "") -> None:
    """Take a step that the due page offers: open early, sent by another way, not ours to do, reopen."""
    if step in ("finish", "skip"):
        _drop_draft(due, reason=note, by=by)
    DUE.move(due, step, by=by, note=clean(note))
    if step == "reopen":
        due.closed_at, due.late_days, due.note = None, 0, ""
        due.save(update_fields=["closed_at", "late_days", "note"])
    elif step in ("finish", "skip"):
        _close(due, now=now, note=clean(note), counts=step == "finish")


def mark_sent(due: DueReport, *, now: datetime) -> None:
    """Close a due report because its package has left; called in the sender's transaction."""
    DUE.move(due, "sent", by=None)
    _close(due, now=now, note="")


def _close(due: DueReport, *, now: datetime, note: str, counts: bool = True) -> None:
    due.closed_at, due.note = now, note
    due.late_days = days_late(due.due_on, now) if counts else 0
    due.save(update_fields=["closed_at", "late_days", "note"])


def _drop_draft(due: DueReport, *, reason: str, by: User) -> None:
    drafts = (PackageStatus.PREPARED, PackageStatus.RETURNED)
    for package in Package.objects.filter(due=due, status__in=drafts):
        cancel_package(package, reason=reason or "Không dùng nữa", by=by)


def _stored(duties: Iterable[Duty]) -> dict[tuple[int, str, str], DueReport]:
    facilities = {duty.facility.pk for duty in duties}
    rows = DueReport.objects.filter(facility__in=facilities).exclude(obligation=ONE_OFF)
    rows = rows.only("facility_id", "obligation", "period", "status", "due_on", "opens_on")
    return {(row.facility_id, row.obligation, row.period): row for row in rows}


def _first_seen(duties: Iterable[Duty]) -> dict[tuple[int, str], date]:
    """Return from which day each duty counts: the earliest day that any of its rows stands for."""
    facilities = {duty.facility.pk for duty in duties}
    rows = DueReport.objects.filter(facility__in=facilities).values_list("facility", "obligation").annotate(
        seen=Min("created_at"), due=Min("due_on")
    ).order_by()  # fmt: skip
    return {(pk, slug): min(filter(None, (seen.date(), due))) for pk, slug, seen, due in rows}


def _follow(row: DueReport, found: Occurrence) -> int:
    """Give a report that is not open yet, or has no day yet, the day that the rules give it now."""
    is_free = row.status == DueStatus.PLANNED or (row.status == DueStatus.OPEN and row.due_on is None)
    if not is_free or found.due_on is None or (row.due_on, row.opens_on) == (found.due_on, found.opens_on):
        return 0
    before, row.due_on, row.opens_on = row.due_on, found.due_on, found.opens_on
    row.save(update_fields=["due_on", "opens_on"])
    record(row, "set_day", by=None, before=before or "", after=row.due_on)
    return 1


def _row(duty: Duty, found: Occurrence) -> DueReport:
    recipient = Recipient(duty.rule.recipient)
    return DueReport(
        facility=duty.facility, plan=duty.plan, obligation=duty.rule.slug, period=found.period.key,
        period_from=found.period.first, period_to=found.period.last, title=found.title,
        search_key=fold(f"{found.title} {recipient.label}")[:260], recipient=recipient,
        due_on=found.due_on, opens_on=found.opens_on, wording=duty.rule.wording, source=duty.rule.source,
    )  # fmt: skip
