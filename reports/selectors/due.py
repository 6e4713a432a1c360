"""What is owed, seen by a person; the calendar of a year."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, Max, Prefetch, Q, QuerySet

from core.text import fold
from emulation.access import within
from emulation.choices import Role
from emulation.models import Unit, User
from reports.choices import ONE_OFF, DueStatus, PackageStatus, Recipient, obligations
from reports.criteria import said_day
from reports.models import Delivery, DueReport, Package

KEEPERS = (Role.OFFICE, Role.LEADER)
FILTERS = {"mo": "Đang mở", "qua-han": "Quá hạn", "sap-toi": "Sắp tới", "tat-ca": "Tất cả"}


def visible_dues(user: User) -> QuerySet[DueReport]:
    """Return what the person's own facility owes; the Department sees packages, not this."""
    return DueReport.objects.filter(within(user, KEEPERS, "facility")).select_related("facility__parent", "plan")


def kept_facilities(user: User) -> list[Unit]:
    """Return the facilities whose reports the person keeps."""
    return list(Unit.objects.filter(within(user, KEEPERS, ""), kind="facility").order_by("name"))


def with_packages(dues: QuerySet[DueReport]) -> QuerySet[DueReport]:
    """Fetch with every due report its live package, its letters and its exemplar."""
    letters = Prefetch("deliveries", Delivery.objects.defer("message").order_by("pk"))
    live = Package.objects.exclude(status=PackageStatus.CANCELLED).select_related("featured__entry")
    return dues.prefetch_related(Prefetch("packages", live.prefetch_related(letters), to_attr="live_packages"))


def narrowed(dues: QuerySet[DueReport], *, kind: str, query: str, today: date) -> QuerySet[DueReport]:
    """Narrow a list to a filter chip and to the words typed."""
    open_now = Q(status=DueStatus.OPEN)
    tests = {
        "mo": open_now,
        "qua-han": open_now & Q(due_on__lt=today),
        "sap-toi": Q(status=DueStatus.PLANNED),
    }
    dues = dues.filter(tests.get(kind, ~Q(status=DueStatus.PLANNED)))
    for word in fold(query).split():
        dues = dues.filter(search_key__contains=word)
    return dues


def counts_of(dues: QuerySet[DueReport], today: date) -> dict[str, int]:
    """Return how many due reports stand under each chip; one query."""
    open_now, planned = Q(status=DueStatus.OPEN), Q(status=DueStatus.PLANNED)
    found = dues.aggregate(
        mo=Count("pk", open_now), qua_han=Count("pk", open_now & Q(due_on__lt=today)),
        sap_toi=Count("pk", planned), tat_ca=Count("pk", ~planned),
    )  # fmt: skip
    return {name.replace("_", "-"): number for name, number in found.items()}


# --- the calendar of a year ---


@dataclass(frozen=True)
class Cell:
    """One report in its month: the day that counts, a tone and a word."""

    due: DueReport
    day: str
    tone: str
    word: str


@dataclass
class CalendarRow:
    name: str
    note: str
    months: list[list[Cell]] = field(default_factory=lambda: [[] for _ in range(12)])


def calendar_of(facility: Unit, year: int, today: date) -> list[CalendarRow]:
    """Return a facility's year: one row a duty, one cell a report, in the month of its last good day.

    A report without a day stands in the month in which its period ends.
    """
    dated = Q(due_on__year=year) | Q(due_on__isnull=True, period_to__year=year)
    dues = with_packages(DueReport.objects.filter(dated, facility=facility)).order_by("due_on", "pk")
    rows: dict[str, CalendarRow] = {}
    for due in dues:
        row = rows.setdefault(due.obligation, _row(due))
        month = (due.due_on or due.period_to).month
        row.months[month - 1].append(_cell(due, today))
    order = [*obligations(), ONE_OFF]
    return [rows[slug] for slug in sorted(rows, key=order.index)]


def next_year_with_dues(facility: Unit) -> int | None:
    """Return the last year that has a due report, for the arrows of the calendar."""
    last = DueReport.objects.filter(facility=facility).aggregate(last=Max("due_on"))["last"]
    return last.year if last else None


def _row(due: DueReport) -> CalendarRow:
    duty = due.duty
    if duty is None:
        return CalendarRow("Hạn khác", "Phòng TCCB tự thêm")
    day = said_day(duty.before_on(due.period_to)) or "ngày do đơn vị đặt"
    return CalendarRow(duty.name, f"{Recipient(duty.recipient).label} · {day}")


def _cell(due: DueReport, today: date) -> Cell:
    tone, word = _look(due, today)
    return Cell(due, f"{due.due_on.day:02}" if due.due_on else "?", tone, word)


_CLOSED = {
    DueStatus.NIL: ("nil", "không có"),
    DueStatus.DONE: ("ok", ""),
    DueStatus.SKIPPED: ("nil", "bỏ qua"),
}


def _look(due: DueReport, today: date) -> tuple[str, str]:
    """Return the tone and the word of a cell; an empty word is shown as a tick."""
    if due.status == DueStatus.SENT:
        return ("lateok", f"trễ {due.late_days} ngày") if due.late_days else ("ok", "")
    if due.status in _CLOSED:
        return _CLOSED[DueStatus(due.status)]
    if due.due_on is None:
        return "next", "chưa đặt ngày"
    if has_trouble(due.live_packages):  # type: ignore[attr-defined]
        return "bad", "gửi lỗi"
    if due.due_on < today:
        return "bad", f"trễ {(today - due.due_on).days} ngày"
    if due.status == DueStatus.OPEN:
        return "due", _left((due.due_on - today).days)
    return "next", "chưa đến"


def has_trouble(packages: Iterable[Package]) -> bool:
    """Say whether a letter of a package needs a person."""
    return any(letter.status in ("failed", "held") for package in packages for letter in package.deliveries.all())


def _left(days: int) -> str:
    return {0: "hôm nay", 1: "ngày mai"}.get(days, f"{days} ngày")
