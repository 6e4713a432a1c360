"""What the clock did today and will do next, and whether it is alive."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from emulation.models import Unit
from reports.choices import DeliveryStatus, DueStatus, LetterKind
from reports.criteria import VIETNAM, reminder_key
from reports.models import ClockAct, Delivery, DueReport, Heartbeat, Reminder
from reports.selectors.duty import lead_days, own_leads

SILENT_AFTER = timedelta(minutes=15)
AHEAD = 7


@dataclass(frozen=True)
class Beat:
    """A part of the machinery: when it last gave a sign of life, and whether that is long ago."""

    label: str
    at: datetime | None
    note: str
    is_silent: bool


@dataclass(frozen=True)
class Coming:
    """One thing that the clock will do on a day."""

    day: date
    text: str
    url: str


def beats(now: datetime) -> list[Beat]:
    """Return the health of the clock and of the sender."""
    rows = {row.name: row for row in Heartbeat.objects.all()}
    labels = {"clock": "Đồng hồ (mở kỳ, lập nháp, nhắc việc)", "outbox": "Bộ phận gửi thư"}
    return [_beat(label, rows.get(name), now) for name, label in labels.items()]


def acts_of_day(facility: Unit, day: date) -> QuerySet[ClockAct]:
    start = datetime.combine(day, datetime.min.time(), VIETNAM)
    return ClockAct.objects.filter(facility=facility, at__gte=start, at__lt=start + timedelta(days=1)).order_by(
        "-at", "-pk"
    )


def reminders_of_day(facility: Unit, day: date) -> QuerySet[Reminder]:
    start = datetime.combine(day, datetime.min.time(), VIETNAM)
    rows = Reminder.objects.filter(due__facility=facility, at__gte=start, at__lt=start + timedelta(days=1))
    return rows.select_related("due").order_by("-at", "-pk")


def letters_of_day(facility: Unit, day: date) -> QuerySet[Delivery]:
    """Return the letters that left on a day or still wait, without their bytes."""
    start = datetime.combine(day, datetime.min.time(), VIETNAM)
    left = Delivery.objects.filter(facility=facility, sent_at__gte=start, sent_at__lt=start + timedelta(days=1))
    waiting = Delivery.objects.filter(facility=facility).exclude(
        status__in=(DeliveryStatus.SENT, DeliveryStatus.CANCELLED)
    )
    return (left | waiting).defer("message").select_related("package__due").order_by("status", "next_try_at", "pk")


def coming(facility: Unit, today: date) -> list[Coming]:
    """Return what the clock will open and remind in the next days, by day."""
    until = today + timedelta(days=AHEAD)
    opening = DueReport.objects.filter(facility=facility, status=DueStatus.PLANNED, opens_on__range=(today, until))
    found = [
        Coming(due.opens_on, f"Mở kỳ và lập nháp “{due.title}”", due.get_absolute_url())
        for due in opening
        if due.opens_on
    ]
    watched = DueReport.objects.filter(facility=facility, status=DueStatus.OPEN, due_on__isnull=False)
    given = set(Reminder.objects.filter(due__in=watched).values_list("due", "key"))
    own = own_leads(facility, today)
    for due in watched:
        found += _reminders(due, lead_days(due.duty, own), today, given)
    return sorted(found, key=lambda row: (row.day, row.text))


def letters_waiting(facility: Unit) -> QuerySet[Delivery]:
    """Return the letters that need a person: unknown outcome, or given up."""
    states = (DeliveryStatus.HELD, DeliveryStatus.FAILED)
    return Delivery.objects.filter(facility=facility, kind=LetterKind.PACKAGE, status__in=states).defer("message")


def _beat(label: str, row: Heartbeat | None, now: datetime) -> Beat:
    if row is None:
        return Beat(label, None, "", True)
    return Beat(label, timezone.localtime(row.at), row.note, now - row.at > SILENT_AFTER)


def _reminders(due: DueReport, leads: list[int], today: date, given: set[tuple[int, str]]) -> list[Coming]:
    found, seen = [], set(given)
    for ahead in range(AHEAD + 1):
        day = today + timedelta(days=ahead)
        key = reminder_key(due.due_on, day, leads) if due.due_on else ""
        if key and (due.pk, key) not in seen:
            seen.add((due.pk, key))
            found.append(Coming(day, f"Nhắc “{due.title}”, hạn {due.due_on:%d/%m/%Y}", due.get_absolute_url()))
    return found
