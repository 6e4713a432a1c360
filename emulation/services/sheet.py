"""Registration sheets: opened, sent, recalled, amended, and decided by the council."""

import json
from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone

from core.documents import fingerprint
from core.workflow import Refused
from emulation.access import may_type
from emulation.audit import record
from emulation.choices import REGISTERED_SHEETS, PlanStatus, Role
from emulation.models import Entry, Round, Sheet, SheetCopy, Target, Unit, User
from emulation.selectors.differences import content_of
from emulation.selectors.people import holders
from emulation.selectors.plans import registering_units
from emulation.services.criterion import carry_answers
from emulation.services.endorsement import decide_entries
from emulation.services.entry import lock_open_sheet
from emulation.services.notification import notify
from emulation.workflow import SHEET, round_is_open


def open_sheet(round: Round, unit: Unit, *, by: User | None) -> Sheet:
    """Return the unit's latest sheet in a round, a new draft when it has none; twice gives one sheet."""
    found = Sheet.objects.filter(round=round, unit=unit, is_latest=True).first()
    if found:
        return found
    if reason := _opening_refusal(round, unit, by):
        raise Refused([reason])
    try:
        with transaction.atomic():
            sheet = Sheet.objects.create(round=round, unit=unit, facility=round.plan.facility)
            record(sheet, "open", by=by, after=sheet.status, note=f"{unit.name} · {round}")
            return sheet
    except IntegrityError:
        return Sheet.objects.get(round=round, unit=unit, is_latest=True)


@transaction.atomic
def submit_sheet(sheet: Sheet, *, by: User) -> Sheet:
    """Send a sheet to the office: a receipt number, the time, a frozen copy, a word to the office."""
    Round.objects.select_for_update().get(pk=sheet.round_id)
    SHEET.move(sheet, "submit", by=by)
    now = timezone.now()
    last_day = sheet.due_on
    sheet.is_late = bool(last_day and timezone.localdate(now) > last_day)
    sheet.submitted_at = sheet.state_since = now
    sheet.submitted_by = by
    sheet.receipt_number = sheet.receipt_number or _next_receipt(sheet.facility, timezone.localdate(now).year)
    sheet.save(update_fields=["is_late", "submitted_at", "state_since", "submitted_by", "receipt_number"])
    copy = _keep_copy(sheet, by=by)
    notify(
        holders(Role.OFFICE, sheet.facility),
        key=f"sheet-{sheet.pk}-sent-{copy.pk}",
        text=f"{sheet.unit.label} đã gửi {sheet.label} ({sheet.receipt_number}), {sheet.round.name}.",
        url=sheet.get_absolute_url(),
    )
    return sheet


@transaction.atomic
def recall_sheet(sheet: Sheet, *, by: User) -> Sheet:
    """Take a sheet back for mending while the office has not decided on it."""
    SHEET.move(sheet, "recall", by=by)
    sheet.state_since = timezone.now()
    sheet.save(update_fields=["state_since"])
    notify(
        holders(Role.OFFICE, sheet.facility),
        key=f"sheet-{sheet.pk}-recalled-{sheet.state_since.timestamp():.0f}",
        text=f"{sheet.unit.label} đã rút lại {sheet.label} {sheet.receipt_number} để sửa.",
        url=sheet.get_absolute_url(),
    )
    return sheet


@transaction.atomic
def record_endorsement(sheet: Sheet, *, endorsed_on: date, votes_for: int, votes_total: int, by: User | None) -> Sheet:
    """Write down the meeting in which the collective acknowledged its exemplars (S0-9)."""
    locked = lock_open_sheet(sheet, by=by)
    if reasons := _endorsement_refusals(endorsed_on, votes_for, votes_total):
        raise Refused(reasons)
    locked.endorsed_on, locked.votes_for, locked.votes_total = endorsed_on, votes_for, votes_total
    locked.save(update_fields=["endorsed_on", "votes_for", "votes_total", "updated_at"])
    note = f"Họp ngày {endorsed_on:%d/%m/%Y}: {votes_for}/{votes_total} người đồng ý"
    record(locked, "record_endorsement", by=by, note=note)
    return locked


@transaction.atomic
def amend_sheet(sheet: Sheet, *, reason: str, by: User | None) -> Sheet:
    """Open a new version of an accepted sheet, with its lines; the old one stays in force until
    the new one is accepted. The unit votes again on what it changes.
    """
    old = Sheet.objects.select_for_update().get(pk=sheet.pk)
    if refusals := amendment_refusals(old, reason=reason, by=by):
        raise Refused(refusals)
    old.is_latest = False
    old.save(update_fields=["is_latest"])
    new = Sheet.objects.create(
        round=old.round, unit=old.unit, facility=old.facility, version=old.version + 1, previous=old,
        reason=reason.strip(),
    )  # fmt: skip
    _copy_lines(old, new)
    record(new, "amend", by=by, before=f"lần {old.version}", after=new.status, note=new.reason)
    return new


def amendment_refusals(sheet: Sheet, *, by: User | None, reason: str | None = None) -> list[str]:
    """Say why no amendment can be opened; empty means go ahead."""
    if not may_type(by, sheet):
        return ["Bạn không có quyền lập bản bổ sung, điều chỉnh cho đơn vị này."]
    if not sheet.is_latest:
        return ["Đã có bản bổ sung, điều chỉnh sau bản này."]
    if sheet.status not in REGISTERED_SHEETS:
        return ["Bản này chưa được tiếp nhận: hãy sửa thẳng trên bản đang soạn."]
    if sheet.round.plan.status != PlanStatus.PUBLISHED:
        return ["Kế hoạch đã kết thúc nên không điều chỉnh được nữa."]
    if reason is not None and not reason.strip():
        return ["Cần ghi lý do bổ sung, điều chỉnh."]
    return []


@transaction.atomic
def endorse_entries(results: dict[int, bool], *, by: User, note: str = "") -> list[Sheet]:
    """Write the council's published result on the lines it voted on; called at publication.

    A line that was decided in the same way already is passed over, so that publishing twice is
    safe. Returns the sheets that are thereby wholly decided, now "endorsed".
    """
    sheets = decide_entries(results, by=by, note=note)
    done = []
    for sheet in sheets:
        if sheet.is_in_force and not SHEET.refusals(sheet, "endorse", by=by):
            SHEET.move(sheet, "endorse", by=by, note=note)
            sheet.state_since = timezone.now()
            sheet.save(update_fields=["state_since"])
            done.append(sheet)
            _tell_unit(sheet, "Hội đồng đã quyết định xong")
    return done


def _tell_unit(sheet: Sheet, what: str) -> None:
    people = {*holders(Role.HEAD, sheet.unit), *holders(Role.CLERK, sheet.unit)}
    text = f"{what}: {sheet.label} của {sheet.unit.label}, {sheet.round.name}."
    notify(people, key=f"sheet-{sheet.pk}-{sheet.status}", text=text, url=sheet.get_absolute_url())


def _opening_refusal(round: Round, unit: Unit, by: User | None) -> str:
    if not may_type(by, Sheet(unit=unit, facility=round.plan.facility)):
        return "Bạn không có quyền lập bản đăng ký cho đơn vị này."
    if not registering_units(round.plan.facility).filter(pk=unit.pk).exists():
        return f"{unit.name} không lập bản đăng ký riêng."
    return round_is_open(Sheet(round=round, unit=unit, facility=round.plan.facility))


def _endorsement_refusals(endorsed_on: date, votes_for: int, votes_total: int) -> list[str]:
    reasons = []
    if endorsed_on > timezone.localdate():
        reasons.append("Ngày họp suy tôn không thể ở tương lai.")
    if votes_total < 1:
        reasons.append("Số người dự họp phải từ 1 trở lên.")
    if not 0 <= votes_for <= votes_total:
        reasons.append("Số người đồng ý không thể nhiều hơn số người dự họp.")
    return reasons


def _next_receipt(facility: Unit, year: int) -> str:
    """Return the next receipt number of a facility and year, under the facility's lock."""
    Unit.objects.select_for_update().get(pk=facility.pk)
    prefix = f"DK-{year}-"
    used = Sheet.objects.filter(facility=facility, receipt_number__startswith=prefix)
    numbers = [int(text.removeprefix(prefix)) for text in used.values_list("receipt_number", flat=True)]
    return f"{prefix}{max(numbers, default=0) + 1:04}"


def _keep_copy(sheet: Sheet, *, by: User) -> SheetCopy:
    content = content_of(sheet)
    sealed = fingerprint(json.dumps(content, ensure_ascii=False, sort_keys=True).encode())
    return SheetCopy.objects.create(sheet=sheet, content=content, fingerprint=sealed, by=by)


def _copy_lines(old: Sheet, new: Sheet) -> None:
    """Copy lines and targets; a line remembers the one it came from and its last endorsed form."""
    targets, pairs = [], []
    for line in old.entries.prefetch_related("targets"):
        copy = Entry.objects.create(
            sheet=new, kind=line.kind, staff_id=line.staff_id, subject_unit_id=line.subject_unit_id, name=line.name,
            position=line.position, summary=line.summary, order=line.order, search_key=line.search_key, origin=line,
            endorsed_as=line if line.is_endorsed else line.endorsed_as, track=line.track, object_kind=line.object_kind,
        )  # fmt: skip
        pairs.append((line, copy))
        targets += [Target(entry=copy, year=target.year, title=target.title) for target in line.targets.all()]
    Target.objects.bulk_create(targets)
    carry_answers(pairs)
