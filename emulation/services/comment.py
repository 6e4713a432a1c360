"""Remarks on a sheet, a line or a cell: written by the office, answered by the unit, and back."""

from django.db import transaction
from django.utils import timezone

from core.workflow import Refused
from emulation.access import is_of_unit, is_office
from emulation.audit import record
from emulation.choices import OPEN_SHEETS, Role
from emulation.models import Entry, Sheet, SheetComment, User
from emulation.selectors.people import holders
from emulation.services.entry import clean_lines
from emulation.services.notification import notify
from emulation.services.review import tell_unit


@transaction.atomic
def comment_on(
    sheet: Sheet, *, text: str, by: User, entry: Entry | None = None, year: int | None = None
) -> SheetComment:
    """Write a remark; the office's has to be dealt with, the unit's is a question to the office."""
    said = clean_lines(text)
    if not said:
        raise Refused(["Hãy viết ý kiến trước khi gửi."])
    from_office = is_office(by, sheet)
    if not from_office and not is_of_unit(by, sheet):
        raise Refused(["Bạn không có quyền ghi ý kiến vào bản đăng ký này."])
    if entry and entry.sheet_id != sheet.pk:
        raise Refused(["Dòng này không thuộc bản đăng ký."])
    comment = SheetComment.objects.create(
        sheet=sheet, entry=entry, year=year, text=said, by=by, by_unit=not from_office
    )
    record(sheet, "comment", by=by, note=f"{place_of(comment)}: {said}" if entry else said)
    _tell_other_side(comment)
    return comment


@transaction.atomic
def settle_comment(comment: SheetComment, *, by: User, answer: str = "") -> SheetComment:
    """Mark a remark as dealt with; the unit does so while it mends the sheet, the office at any time."""
    locked = SheetComment.objects.select_for_update(of=("self",)).select_related("sheet").get(pk=comment.pk)
    if reason := settling_refusal(locked, by=by):
        raise Refused([reason])
    locked.resolved_at, locked.resolved_by, locked.answer = timezone.now(), by, clean_lines(answer)
    locked.save(update_fields=["resolved_at", "resolved_by", "answer"])
    record(locked.sheet, "settle_comment", by=by, note=f"“{locked.text[:120]}” {locked.answer}".strip())
    return locked


def settling_refusal(comment: SheetComment, *, by: User) -> str:
    """Say why a remark cannot be settled by this person now, "" when it can."""
    if comment.resolved_at:
        return "Ý kiến này đã được xử lý."
    if is_office(by, comment.sheet):
        return ""
    if not is_of_unit(by, comment.sheet):
        return "Bạn không có quyền xử lý ý kiến này."
    if not comment.by_unit and comment.sheet.status not in OPEN_SHEETS:
        return "Bản đăng ký đang ở phòng TCCB: hãy đợi trả lại, hoặc rút lại để sửa."
    return ""


def place_of(comment: SheetComment) -> str:
    """Return where a remark stands, in words: "Nguyễn Văn A, 2023"."""
    if comment.entry is None:
        return "Cả bản"
    return f"{comment.entry.name}, {comment.year}" if comment.year else comment.entry.name


def _tell_other_side(comment: SheetComment) -> None:
    sheet = comment.sheet
    if comment.by_unit:
        people = holders(Role.OFFICE, sheet.facility)
        text = f"{sheet.unit.label} hỏi về {sheet.label}: {comment.text}"
        notify(people, key=f"comment-{comment.pk}", text=text, url=sheet.get_absolute_url())
    elif sheet.status in OPEN_SHEETS:
        tell_unit(sheet, f"Phòng TCCB có ý kiến về {sheet.label}: {comment.text}", key=f"comment-{comment.pk}")
