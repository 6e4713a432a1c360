"""Reminders: before the last good day, on it, and every day after it until the work is closed.

Each is given once (a stored row and a keyed notification), however often the clock ticks. People
with an address also get one letter a day that lists what needs them, in working hours.
"""

from collections import defaultdict
from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string

from core.mail import message_id
from emulation.choices import Role
from emulation.models import Unit, User
from emulation.selectors.people import holders
from emulation.services.notification import notify
from reports.choices import DueStatus, LetterKind, PackageStatus
from reports.criteria import VIETNAM, is_for_leader, local_day, reminder_key
from reports.models import Delivery, DueReport, Package, Reminder
from reports.selectors.duty import lead_days, own_leads

WORKING_HOURS = range(7, 18)
_STATES = {
    PackageStatus.SUBMITTED: "gói chờ lãnh đạo duyệt",
    PackageStatus.RETURNED: "lãnh đạo đã trả lại gói, chờ sửa",
    PackageStatus.PREPARED: "gói còn đang soạn",
    PackageStatus.QUEUED: "gói đã duyệt, thư chưa đi được",
}


def remind(*, now: datetime) -> int:
    """Give every reminder whose milestone has come; return how many."""
    today = local_day(now)
    dues = DueReport.objects.filter(status=DueStatus.OPEN, due_on__isnull=False).select_related("facility__parent")
    given = set(Reminder.objects.filter(due__in=dues).values_list("due", "key"))
    own: dict[int, list[int] | None] = {}
    told = 0
    for due in dues.order_by("facility", "due_on"):
        if due.facility_id not in own:
            own[due.facility_id] = own_leads(due.facility, today)
        key = reminder_key(due.due_on, today, lead_days(due.duty, own[due.facility_id])) if due.due_on else ""
        if key and (due.pk, key) not in given:
            told += _give(due, key, now)
    return told


@transaction.atomic
def _give(due: DueReport, key: str, now: datetime) -> int:
    """Write one reminder down and tell the people whose move it is."""
    today = local_day(now)
    package = Package.objects.filter(due=due).exclude(status=PackageStatus.CANCELLED).first()
    to_leader = _waits_for_leader(package) or bool(due.due_on and is_for_leader(due.due_on, today))
    roles = [Role.OFFICE, Role.LEADER] if to_leader else [Role.OFFICE]
    text = _text(due, package, today)
    row, is_new = Reminder.objects.get_or_create(
        due=due, key=key, defaults={"text": text, "at": now, "audience": ", ".join(Role(role).label for role in roles)}
    )
    if not is_new:
        return 0
    url = (package or due).get_absolute_url()
    for role in roles:
        notify(holders(role, due.facility), key=f"due:{due.pk}:{key}", text=row.text, url=url)
    return 1


def _waits_for_leader(package: Package | None) -> bool:
    return package is not None and package.status == PackageStatus.SUBMITTED


def _text(due: DueReport, package: Package | None, today: date) -> str:
    assert due.due_on is not None
    left = (due.due_on - today).days
    when = f"quá hạn {-left} ngày" if left < 0 else "hôm nay là ngày cuối" if left == 0 else f"còn {left} ngày"
    state = _STATES.get(PackageStatus(package.status), "") if package else "chưa lập gói"
    tail = " Chưa có lãnh đạo duyệt nên chưa gửi gì đi." if left < 0 and _is_unapproved(package) else ""
    return f"{due.title} gửi {due.to}: hạn {due.due_on:%d/%m/%Y}, {when}; {state}.{tail}"[:400]


def _is_unapproved(package: Package | None) -> bool:
    return package is None or package.status in (
        PackageStatus.PREPARED,
        PackageStatus.SUBMITTED,
        PackageStatus.RETURNED,
    )


# --- one letter a day ---


def queue_digests(*, now: datetime) -> int:
    """Queue today's letter for everybody with an address who was reminded today; once a person and day."""
    if now.astimezone(VIETNAM).hour not in WORKING_HOURS:
        return 0
    today = local_day(now)
    midnight = datetime.combine(today, datetime.min.time(), VIETNAM)
    lines = _lines_by_person(midnight, now)
    known = set(
        Delivery.objects.filter(message_id__in=[_message_id(user, today) for user, _ in lines]).values_list(
            "message_id", flat=True
        )
    )
    fresh = [
        _letter(user, facility, lines[user, facility], now)
        for user, facility in lines
        if _message_id(user, today) not in known
    ]
    Delivery.objects.bulk_create(fresh, ignore_conflicts=True)
    return len(fresh)


def _lines_by_person(since: datetime, until: datetime) -> dict[tuple[User, Unit], list[dict[str, str]]]:
    """Return what each person with an address was told since a moment, by person and facility."""
    told: dict[tuple[User, Unit], list[dict[str, str]]] = defaultdict(list)
    rows = Reminder.objects.filter(at__gte=since, at__lte=until).select_related("due__facility").order_by("due__due_on")
    people: dict[tuple[str, int], list[User]] = {}
    for row in rows:
        for role in (Role.OFFICE, Role.LEADER):
            if Role(role).label not in row.audience:
                continue
            key = (role, row.due.facility_id)
            if key not in people:
                people[key] = list(holders(role, row.due.facility).exclude(email=""))
            for user in people[key]:
                line = {"text": row.text, "url": settings.BASE_URL + row.due.get_absolute_url()}
                if line not in told[user, row.due.facility]:
                    told[user, row.due.facility].append(line)
    return told


def _letter(user: User, facility: Unit, lines: list[dict[str, str]], now: datetime) -> Delivery:
    today = local_day(now)
    text = render_to_string("emails/digest.txt", {"user": user, "facility": facility, "lines": lines, "today": today})
    return Delivery(
        kind=LetterKind.DIGEST, facility=facility, user=user, recipient=user.full_name, address=user.email,
        message_id=_message_id(user, today), text=text, next_try_at=now,
    )  # fmt: skip


def _message_id(user: User, today: date) -> str:
    return message_id(f"nhac.{user.pk}.{today:%Y%m%d}")
