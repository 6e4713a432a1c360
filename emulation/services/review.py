"""The office's decisions on sheets: accept, return with a reason, accept many."""

from collections.abc import Collection, Iterable
from datetime import date

from django.db import transaction
from django.utils import timezone

from core.workflow import Refused
from emulation.audit import record
from emulation.choices import Role
from emulation.models import Sheet, User
from emulation.selectors.people import holders
from emulation.services.endorsement import carry_endorsements
from emulation.services.notification import notify
from emulation.workflow import SHEET


@transaction.atomic
def accept_sheet(sheet: Sheet, *, by: User) -> Sheet:
    """Take a sheet onto the list; it replaces the version in force in the same moment."""
    SHEET.move(sheet, "accept", by=by)
    _put_in_force(sheet, by=by)
    carry_endorsements(sheet)
    if not SHEET.refusals(sheet, "endorse", by=by):
        SHEET.move(sheet, "endorse", by=by, note="Không có dòng nào đổi so với bản đã được Hội đồng thông qua")
    tell_unit(sheet, f"Phòng TCCB đã tiếp nhận {sheet.label} {sheet.receipt_number} của {sheet.unit.label}.")
    return sheet


@transaction.atomic
def return_sheet(
    sheet: Sheet, *, note: str, by: User, fix_by: date | None = None, keep: Collection[int] | None = None
) -> Sheet:
    """Send a sheet back with a reason that the unit sees large on its page.

    ``keep`` are the open comments that go along; the office takes the others back. ``fix_by`` is
    the last good day for sending again.
    """
    if fix_by and fix_by < timezone.localdate():
        raise Refused(["Hạn gửi lại không thể ở quá khứ."])
    SHEET.move(sheet, "return", by=by, note=note)
    sheet.returned_note, sheet.returned_by, sheet.fix_by = note.strip(), by, fix_by
    sheet.returned_at = sheet.state_since = timezone.now()
    sheet.save(update_fields=["returned_note", "returned_by", "returned_at", "fix_by", "state_since"])
    if keep is not None:
        _take_back(sheet, keep, by=by)
    due = f" Gửi lại trước hết ngày {fix_by:%d/%m/%Y}." if fix_by else ""
    tell_unit(sheet, f"Phòng TCCB trả lại {sheet.label}: {sheet.returned_note}.{due}".replace("..", "."))
    return sheet


def accept_sheets(sheets: Iterable[Sheet], *, by: User) -> tuple[list[Sheet], list[tuple[Sheet, list[str]]]]:
    """Accept many sheets, each on its own; return those taken and those refused with the reasons."""
    taken: list[Sheet] = []
    refused: list[tuple[Sheet, list[str]]] = []
    for sheet in sheets:
        try:
            taken.append(accept_sheet(sheet, by=by))
        except Refused as refusal:
            refused.append((sheet, refusal.reasons))
    return taken, refused


def tell_unit(sheet: Sheet, text: str, *, key: str = "") -> None:
    """Leave a word for those who sign and type for the unit."""
    people = {*holders(Role.HEAD, sheet.unit), *holders(Role.CLERK, sheet.unit)}
    key = key or f"sheet-{sheet.pk}-{sheet.status}-{sheet.state_since.timestamp():.0f}"
    notify(people, key=key, text=text, url=sheet.get_absolute_url())


def _put_in_force(sheet: Sheet, *, by: User) -> None:
    rivals = Sheet.objects.filter(round=sheet.round_id, unit=sheet.unit_id, is_in_force=True).exclude(pk=sheet.pk)
    replaced = rivals.update(is_in_force=False)
    sheet.is_in_force = True
    sheet.state_since = timezone.now()
    sheet.save(update_fields=["is_in_force", "state_since"])
    if replaced:
        record(sheet, "in_force", by=by, note=f"Thay bản lần {sheet.version - 1}")


def _take_back(sheet: Sheet, keep: Collection[int], *, by: User) -> None:
    dropped = sheet.comments.filter(resolved_at__isnull=True, by_unit=False).exclude(pk__in=keep)
    if count := dropped.update(resolved_at=timezone.now(), resolved_by=by, answer="Phòng TCCB thu lại ý kiến này."):
        record(sheet, "withdraw_comment", by=by, note=f"{count} ý kiến không gửi kèm")
