"""The life cycles of plans, sheets and background jobs, each on one screen."""

from django.db.models import Q, prefetch_related_objects
from django.utils import timezone

from core.workflow import Step, Workflow
from emulation.access import is_head_of_unit, is_office
from emulation.audit import record
from emulation.choices import OPEN_SHEETS, JobStatus, PlanStatus, Role, RoundStatus, SheetStatus, SubjectKind
from emulation.criteria import (
    Gap,
    Line,
    crossed_titles,
    empty_lines,
    missing_positions,
    repeated_lines,
    undescribed_models,
)
from emulation.models import Entry, Job, Plan, Round, Sheet, User

# --- background jobs ---


def the_clock(user: User | None, job: Job) -> bool:
    """Say whether nobody presses: jobs are moved by the worker alone."""
    return user is None


JOB = Workflow(
    Step("start", "Bắt đầu chạy", (JobStatus.QUEUED,), JobStatus.RUNNING, the_clock, hidden=True),
    Step("retry", "Xếp hàng chạy lại", (JobStatus.RUNNING,), JobStatus.QUEUED, the_clock, hidden=True),
    Step("finish", "Hoàn thành", (JobStatus.RUNNING,), JobStatus.DONE, the_clock, hidden=True),
    Step("fail", "Báo không xong", (JobStatus.RUNNING,), JobStatus.FAILED, the_clock, hidden=True),
    record=record,
)


# --- plans ---


def has_a_basis(plan: Plan) -> str:
    return "" if plan.bases.exists() else "Chưa có căn cứ pháp lý nào. Hãy ghi ít nhất một căn cứ."


def has_recipients(plan: Plan) -> str:
    return "" if plan.recipients.exists() else "Chưa ghi nơi nhận."


def has_a_signer(plan: Plan) -> str:
    return "" if plan.signer.strip() else "Chưa ghi người ký."


def every_round_is_closed(plan: Plan) -> str:
    names = [found.name for found in plan.rounds.all() if found.status != RoundStatus.CLOSED]
    return f"Còn {len(names)} đợt chưa đóng: {', '.join(names)}." if names else ""


PLAN = Workflow(
    Step(
        "publish", "Ban hành", (PlanStatus.DRAFT,), PlanStatus.PUBLISHED, is_office,
        (has_a_basis, has_recipients, has_a_signer),
        confirm="Nơi nhận trong đơn vị được báo ngay; một bản lưu được giữ lại và không sửa được.", primary=True,
    ),
    Step("close", "Kết thúc kế hoạch", (PlanStatus.PUBLISHED,), PlanStatus.CLOSED, is_office, (every_round_is_closed,),
         confirm="Kế hoạch đã kết thúc thì không nhận đăng ký và điều chỉnh nữa."),
    Step("reopen", "Mở lại kế hoạch", (PlanStatus.CLOSED,), PlanStatus.PUBLISHED, is_office, note_required=True),
    record=record,
)  # fmt: skip


# --- rounds ---


def every_unit_has_an_exemplar(round: Round) -> str:
    """Say which units owe exemplars in the round (S0-20)."""
    units = list(round.owing_units())
    if not units:
        return ""
    more = f" và {len(units) - 5} đơn vị khác" if len(units) > 5 else ""
    names = ", ".join(unit.label for unit in units[:5]) + more
    return f"Còn {len(units)} đơn vị chưa đủ điển hình được tiếp nhận: {names}. Hãy nhắc, hoặc ghi lý do miễn."


def nothing_waits_for_review(round: Round) -> str:
    waiting = round.sheets.filter(status=SheetStatus.SUBMITTED).count()
    return f"Còn {waiting} bản đã gửi chưa xem." if waiting else ""


ROUND = Workflow(
    Step("close", "Đóng đợt", (RoundStatus.OPEN,), RoundStatus.CLOSED, is_office,
         (every_unit_has_an_exemplar, nothing_waits_for_review),
         confirm="Đợt đã đóng thì đơn vị không gửi mới được nữa."),
    Step("reopen", "Mở lại đợt", (RoundStatus.CLOSED,), RoundStatus.OPEN, is_office, note_required=True),
    record=record,
)  # fmt: skip


# --- sheets ---


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


def _numbers(gaps: list[Gap]) -> str:
    return ", ".join(gap.short for gap in gaps)


def has_an_exemplar(sheet: Sheet) -> str:
    least, count = max(sheet.round.minimum, 1), len(lines_of(sheet))
    if count >= least:
        return ""
    return f"Cần ít nhất {least:02} điển hình; bản này có {count}."


def no_empty_rows(sheet: Sheet) -> str:
    gaps = empty_lines(lines_of(sheet))
    return f"Dòng {_numbers(gaps)}: chưa chọn danh hiệu nào." if gaps else ""


def models_are_described(sheet: Sheet) -> str:
    gaps = undescribed_models(lines_of(sheet))
    return f"Dòng {_numbers(gaps)}: mô hình cần có tên và mô tả." if gaps else ""


def positions_are_written(sheet: Sheet) -> str:
    gaps = missing_positions(lines_of(sheet))
    return f"Dòng {_numbers(gaps)}: cá nhân cần ghi chức vụ." if gaps else ""


def titles_fit_the_subject(sheet: Sheet) -> str:
    return " ".join(gap.text for gap in crossed_titles(lines_of(sheet)))


def nobody_stands_twice(sheet: Sheet) -> str:
    gaps = [*repeated_lines(lines_of(sheet)), *listed_elsewhere(sheet)]
    return " ".join(gap.text for gap in gaps)


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


def endorsement_is_recorded(sheet: Sheet) -> str:
    """Ask for the acknowledgement by the collective: day, votes for, people present (S0-9)."""
    if sheet.endorsed_on and sheet.votes_total and sheet.votes_for is not None:
        return ""
    return "Chưa ghi cuộc họp suy tôn của đơn vị: ngày họp, số người đồng ý, số người dự."


def comments_are_settled(sheet: Sheet) -> str:
    open_ones = sheet.comments.filter(resolved_at__isnull=True, by_unit=False).count()
    return f"Còn {open_ones} ý kiến của phòng TCCB chưa xử lý." if open_ones else ""


def round_is_open(sheet: Sheet) -> str:
    """Say why nothing is taken now. After the last day a sheet is still taken, and marked late:
    the plan of October 2022 sets duties for 2022, so a late start has to work.
    """
    called, today = sheet.round, timezone.localdate()
    if called.plan.status != PlanStatus.PUBLISHED:
        return f"Kế hoạch đang ở trạng thái “{called.plan.get_status_display()}”, không nhận đăng ký."
    if today < called.opens_on:
        return f"Đợt này mở từ {called.opens_on:%d/%m/%Y}."
    if called.status == RoundStatus.CLOSED and sheet.version == 1:
        return "Đợt này đã đóng. Hãy đề nghị phòng TCCB mở lại."
    return ""


def answers_for_the_hospital(user: User, sheet: Sheet) -> bool:
    """Say whether the person may carry the council's result into the list."""
    return any(user.holds(role, sheet.facility) for role in (Role.COUNCIL, Role.LEADER, Role.OFFICE))


def every_entry_is_decided(sheet: Sheet) -> str:
    waiting = sheet.entries.filter(is_endorsed__isnull=True).count()
    return f"Còn {waiting} điển hình chưa được Hội đồng quyết định." if waiting else ""


SHEET = Workflow(
    Step(
        "submit", "Gửi phòng TCCB", OPEN_SHEETS, SheetStatus.SUBMITTED, is_head_of_unit,
        (has_an_exemplar, no_empty_rows, models_are_described, positions_are_written, titles_fit_the_subject,
         nobody_stands_twice, endorsement_is_recorded, comments_are_settled, round_is_open), primary=True,
    ),
    Step("recall", "Rút lại để sửa", (SheetStatus.SUBMITTED,), SheetStatus.DRAFT, is_head_of_unit),
    Step("return", "Trả lại", (SheetStatus.SUBMITTED,), SheetStatus.RETURNED, is_office, note_required=True,
         note_label="Lý do trả lại"),
    Step("accept", "Tiếp nhận", (SheetStatus.SUBMITTED,), SheetStatus.ACCEPTED, is_office, (comments_are_settled,),
         primary=True),
    Step("endorse", "Hội đồng thông qua", (SheetStatus.ACCEPTED,), SheetStatus.ENDORSED, answers_for_the_hospital,
         (every_entry_is_decided,), hidden=True),
    record=record,
)  # fmt: skip
