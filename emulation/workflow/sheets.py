"""The life cycle of registration sheets."""

from django.utils import timezone

from core.workflow import Step, Workflow
from emulation.access import is_head_of_unit, is_office
from emulation.audit import record
from emulation.choices import OPEN_SHEETS, PlanStatus, Role, RoundStatus, SheetStatus, Typical
from emulation.criteria import Gap, crossed_titles, empty_lines, missing_positions, repeated_lines, undescribed_models
from emulation.models import Sheet, User
from emulation.workflow.lines import lines_of, listed_elsewhere
from emulation.workflow.standing import answered_lines, standings_of


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


def criteria_are_answered(sheet: Sheet) -> str:
    """Say which lines still owe answers to the criteria of the plan (S3-3)."""
    return " ".join(gap.text for gap in unanswered_lines(sheet))


def unanswered_lines(sheet: Sheet) -> list[Gap]:
    found = answered_lines(sheet)
    return [
        Gap(
            f"Dòng {line.number}, {line.name}: còn {found[line.pk].unanswered}/{found[line.pk].asked} "
            "tiêu chí chưa trả lời.",
            f"tieu-chi-{line.pk}", str(line.number), "Trả lời", page_of=line.pk,
        )
        for line in lines_of(sheet)
        if line.pk in found and found[line.pk].unanswered
    ]  # fmt: skip


def answers_rest_on_evidence(sheet: Sheet) -> str:
    """Say which answers have nothing behind them yet (S3-3)."""
    found = answered_lines(sheet)
    bare = [(line, len(found[line.pk].bare)) for line in lines_of(sheet) if line.pk in found and found[line.pk].bare]
    told = ", ".join(f"dòng {line.number} ({count} tiêu chí)" for line, count in bare)
    return f"Chưa đủ minh chứng: {told}. Hãy trả lại để đơn vị bổ sung." if bare else ""


def exemplars_are_appraised(sheet: Sheet) -> str:
    """Ask for the office's four answers on every line that is to be replicated (S0-47)."""
    found = answered_lines(sheet)
    left = [str(line.number) for line in lines_of(sheet) if line.pk in found and found[line.pk].scored < len(Typical)]
    return f"Dòng {', '.join(left)}: chưa thẩm định đủ {len(Typical)} câu về tính tiêu biểu." if left else ""


def no_violation_stands(sheet: Sheet) -> str:
    """Say whom the register of violations speaks against, without the office's written override (S0-12)."""
    found = standings_of(sheet)
    return " ".join(
        f"Dòng {line.number}, {line.name}: {finding.reason} Hãy trả lại, hoặc ghi lý do vẫn tiếp nhận."
        for line in lines_of(sheet)
        if line.pk in found
        for finding in found[line.pk].violations
    )


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
         nobody_stands_twice, criteria_are_answered, endorsement_is_recorded, comments_are_settled, round_is_open),
        primary=True,
    ),
    Step("recall", "Rút lại để sửa", (SheetStatus.SUBMITTED,), SheetStatus.DRAFT, is_head_of_unit),
    Step("return", "Trả lại", (SheetStatus.SUBMITTED,), SheetStatus.RETURNED, is_office, note_required=True,
         note_label="Lý do trả lại"),
    Step("accept", "Tiếp nhận", (SheetStatus.SUBMITTED,), SheetStatus.ACCEPTED, is_office,
         (comments_are_settled, answers_rest_on_evidence, no_violation_stands, exemplars_are_appraised),
         primary=True),
    Step("endorse", "Hội đồng thông qua", (SheetStatus.ACCEPTED,), SheetStatus.ENDORSED, answers_for_the_hospital,
         (every_entry_is_decided,), hidden=True),
    record=record,
)  # fmt: skip
