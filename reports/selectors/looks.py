"""How a due report and its package look in a list: one word, one tone, and the stages behind it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from reports.choices import DeliveryStatus, DueStatus, PackageStatus, Recipient
from reports.criteria import days_early
from reports.models import DueReport, Edition, Package


@dataclass(frozen=True)
class Look:
    """A state as a badge shows it."""

    label: str
    tone: str


@dataclass(frozen=True)
class Stage:
    label: str
    note: str
    state: str


_PACKAGE_TONES = {
    PackageStatus.PREPARED: "draft",
    PackageStatus.SUBMITTED: "sent",
    PackageStatus.RETURNED: "back",
    PackageStatus.APPROVED: "sent",
    PackageStatus.QUEUED: "sent",
    PackageStatus.SENT: "taken",
    PackageStatus.RECEIVED: "pass",
    PackageStatus.FILED: "pass",
    PackageStatus.CANCELLED: "hold",
}
_DUE_TONES = {
    DueStatus.PLANNED: "hold",
    DueStatus.SENT: "taken",
    DueStatus.NIL: "hold",
    DueStatus.DONE: "pass",
    DueStatus.SKIPPED: "hold",
}


def look_of(due: DueReport, package: Package | None) -> Look:
    """Return the badge of a due report: its package's state, or that there is none yet."""
    if package:
        return package_look(package)
    return look_without_package(due)


def look_without_package(due: DueReport) -> Look:
    if due.status == DueStatus.OPEN:
        return Look("Chưa lập gói", "draft")
    if due.status == DueStatus.PLANNED and due.due_on is None:
        return Look("Chưa đặt ngày", "person")
    return Look(str(due.get_status_display()), _DUE_TONES.get(DueStatus(due.status), "draft"))


def package_look(package: Package) -> Look:
    """Return the badge of a package; trouble with its letter comes before its own state."""
    letters = [(letter.status, letter.tries) for letter in package.deliveries.all()]
    return look_of_state(PackageStatus(package.status), package.due.recipient, letters)


def look_of_state(status: PackageStatus, recipient: str, letters: Sequence[tuple[str, int]]) -> Look:
    """Return the badge of a package in a state; its letters are (state, tries)."""
    live = [letter for letter in letters if letter[0] != DeliveryStatus.CANCELLED]
    if status == PackageStatus.QUEUED and live:
        return _letter_look(live)
    if status == PackageStatus.RECEIVED and recipient == Recipient.DEPARTMENT:
        return Look("Sở đã nhận", "pass")
    return Look(str(status.label), _PACKAGE_TONES[status])


def _letter_look(letters: Sequence[tuple[str, int]]) -> Look:
    states = {state for state, _ in letters}
    tries = max(number for _, number in letters)
    if DeliveryStatus.HELD in states:
        return Look("Chưa rõ đã đến", "person")
    if DeliveryStatus.FAILED in states:
        return Look(f"Gửi lỗi {tries} lần", "late")
    if DeliveryStatus.SENDING in states:
        return Look("Đang gửi", "sent")
    return Look(f"Gửi lỗi {tries} lần, chờ gửi lại", "late") if tries else Look("Đã duyệt, chờ gửi", "sent")


def fate_of(due: DueReport, today: date) -> Look:
    """Return how a report stands to its last good day: còn 3 ngày, sớm 1 ngày, trễ 2 ngày."""
    if due.due_on is None:
        return Look("chưa đặt ngày", "muted")
    if due.status in (DueStatus.NIL, DueStatus.SKIPPED):
        return Look("", "muted")
    if due.closed_at:
        early = days_early(due.due_on, due.closed_at)
        if due.late_days:
            return Look(f"trễ {due.late_days} ngày", "t-late")
        return Look(f"sớm {early} ngày" if early else "đúng hạn", "t-ok")
    left = (due.due_on - today).days
    if left < 0:
        return Look(f"quá {-left} ngày", "t-late")
    near = {0: "hôm nay là ngày cuối", 1: "còn 1 ngày, hết ngày mai"}
    return Look(near.get(left, f"còn {left} ngày"), "t-soon" if left <= 3 else "muted")


# --- stages ---


def stages_of(package: Package) -> list[Stage]:
    """Return the five stages of a package, each with who and when."""
    edition = _current_edition(package)
    status = PackageStatus(package.status)
    gone = status in (PackageStatus.SENT, PackageStatus.RECEIVED)
    approved = edition is not None and (gone or status in (PackageStatus.QUEUED, PackageStatus.FILED))
    waiting = status == PackageStatus.SUBMITTED
    last = "Sở nhận" if package.due.recipient == Recipient.DEPARTMENT else "Nơi nhận"
    made = f"{_who(package.prepared_by)}, {_day(package.created_at)}"
    return [
        Stage("Chuẩn bị", made, "done" if approved or waiting else _now(status)),
        Stage("Duyệt", _approved(edition) if approved else _waits(package), "done" if approved else _if_now(waiting)),
        Stage("Khóa nội dung", _at(edition.approved_at) if approved and edition else "", "done" if approved else ""),
        Stage("Gửi", _sent(package), "done" if gone else _if_now(status == PackageStatus.QUEUED)),
        Stage(last, _at(package.received_at), "done" if package.received_at else _if_now(gone)),
    ]  # fmt: skip


def _if_now(here: bool) -> str:
    return "now" if here else ""


def _current_edition(package: Package) -> Edition | None:
    editions = list(package.editions.all())
    return max(editions, key=lambda edition: edition.number) if editions else None


def _now(status: PackageStatus) -> str:
    return "back now" if status == PackageStatus.RETURNED else "" if status == PackageStatus.CANCELLED else "now"


def _approved(edition: Edition | None) -> str:
    return f"{_who(edition.approved_by)}, {_day(edition.approved_at)}" if edition else ""


def _waits(package: Package) -> str:
    return f"trình {_day(package.submitted_at)}" if package.submitted_at else ""


def _sent(package: Package) -> str:
    if not package.sent_at:
        return ""
    return f"{_at(package.sent_at)}, trễ {package.late_days} ngày" if package.late_days else _at(package.sent_at)


def _who(user: object | None) -> str:
    """Return a name as colleagues say it: the last two words."""
    return " ".join(str(user).split()[-2:]) if user else "Tự động"


def _day(moment: datetime | None) -> str:
    return f"{timezone.localtime(moment):%d/%m}" if moment else ""


def _at(moment: datetime | None) -> str:
    return f"{timezone.localtime(moment):%d/%m, %H:%M}" if moment else ""
