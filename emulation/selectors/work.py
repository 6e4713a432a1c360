"""What this app has waiting for a person, and what its search finds."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from core.text import fold
from core.work import Found, Work
from emulation.access import within
from emulation.choices import OPEN_SHEETS, Role, SheetStatus, UnitKind
from emulation.models import Round, Sheet, Unit, User
from emulation.selectors.plans import rounds_taking, visible_plans
from emulation.selectors.search import records_found
from emulation.selectors.sheets import sheets_found, visible_sheets

AREA = "dang_ky"
TYPISTS = (Role.HEAD, Role.CLERK)
AHEAD = timedelta(days=14)
MOST = 6
_SINGLE = (UnitKind.DEPARTMENT, UnitKind.FACILITY, UnitKind.TEAM)


def work_of(user: User) -> list[Work]:
    """Return what waits for the person here; at most three queries."""
    own = [unit for unit in user.units_of(*TYPISTS) if unit.kind not in _SINGLE]
    offices = user.units_of(Role.OFFICE)
    if not own and not offices:
        return []
    rounds = list(rounds_taking({unit.facility_id or unit.pk for unit in [*own, *offices]}))
    sheets = list(_sheets(user))
    works = _unit_works(own, rounds, [sheet for sheet in sheets if _of_units(sheet, own)])
    if offices:
        works += _office_works(offices, rounds, [sheet for sheet in sheets if sheet.status == SheetStatus.SUBMITTED])
    return works


def found_for(user: User, query: str) -> list[Found]:
    """Return the objects of this app that a search finds among what the person may see."""
    if not fold(query):
        return []
    return [*records_found(user, query), *_sheets_found(user, query), *_plans_found(user, query)]


def _of_units(sheet: Sheet, units: Iterable[Unit]) -> bool:
    return any(sheet.unit_id == unit.pk for unit in units)


def _sheets(user: User) -> QuerySet[Sheet]:
    """Return the latest sheets of the person's units, and those sent to the person's office."""
    mine = within(user, TYPISTS)
    waiting = within(user, (Role.OFFICE,)) & Q(status=SheetStatus.SUBMITTED)
    open_ones = Count("comments", filter=Q(comments__resolved_at__isnull=True, comments__by_unit=False))
    latest = Sheet.objects.filter(mine | waiting, is_latest=True).annotate(open_comments=open_ones)
    return latest.select_related("round__plan", "unit").order_by("submitted_at", "pk")


def _unit_works(own: list[Unit], rounds: list[Round], sheets: list[Sheet]) -> list[Work]:
    there = {(sheet.round_id, sheet.unit_id) for sheet in sheets}
    taking = {called.pk for called in rounds}
    able = [sheet for sheet in sheets if sheet.round_id in taking or sheet.version > 1]
    works = [_mend(sheet) for sheet in able if sheet.status in OPEN_SHEETS]
    return works + [
        Work(
            f"Đăng ký điển hình: {unit.label}",
            f"{called.name} · chưa bắt đầu",
            f"{reverse('emulation:sheet_list')}?dot={called.pk}",
            "Bắt đầu",
            AREA,
            called.closes_on,
        )
        for called in rounds
        for unit in own
        if called.minimum and called.plan.facility_id == unit.facility_id and (called.pk, unit.pk) not in there
    ]


def _mend(sheet: Sheet) -> Work:
    url = sheet.get_absolute_url()
    if sheet.status == SheetStatus.RETURNED:
        points = sheet.open_comments  # type: ignore[attr-defined]
        detail = f"{points} điểm bị trả lại" if points else "phòng TCCB trả lại"
        return Work(f"Sửa {sheet.label}: {sheet.unit.label}", detail, url, "Sửa", AREA, sheet.wanted_on, True)
    return Work(
        f"Hoàn thành và gửi {sheet.label}: {sheet.unit.label}", sheet.round.name, url, "Soạn tiếp", AREA, sheet.due_on
    )


def _office_works(offices: list[Unit], rounds: list[Round], waiting: list[Sheet]) -> list[Work]:
    today = timezone.localdate()
    works = [_queue(waiting, today)] if waiting else []
    called = next((one for one in rounds if one.minimum and one.plan.facility_id in {u.pk for u in offices}), None)
    if called and called.closes_on <= today + AHEAD and (silent := list(_silent(called))):
        more = f" và {len(silent) - 3} đơn vị khác" if silent[3:] else ""
        names = ", ".join(unit.label for unit in silent[:3]) + more
        late = called.closes_on < today
        title = f"Đốc thúc đăng ký: {len(silent)} đơn vị chưa gửi"
        url = called.get_absolute_url()
        works.append(Work(title, names, url, f"Nhắc {len(silent)} đơn vị", AREA, called.closes_on, late))
    return works


def _queue(waiting: list[Sheet], today: date) -> Work:
    oldest = waiting[0]
    since = timezone.localdate(oldest.submitted_at) if oldest.submitted_at else today
    days = (today - since).days
    detail = f"Cũ nhất: {oldest.unit.label}, chờ {days} ngày" if days else f"Mới nhất hôm nay: {oldest.unit.label}"
    due = oldest.round.closes_on if oldest.round.closes_on >= today else None
    title = f"Xem xét {len(waiting)} bản đăng ký"
    return Work(title, detail, reverse("emulation:review_queue"), "Mở hàng đợi", AREA, due)


def _silent(called: Round) -> QuerySet[Unit]:
    """Return the units that owe something in a round and have sent nothing."""
    sent = Sheet.objects.filter(round=called, unit=OuterRef("pk")).exclude(status=SheetStatus.DRAFT)
    owing = Unit.objects.filter(facility=called.plan.facility_id, must_register=True, is_active=True)
    return owing.exclude(Exists(sent)).exclude(pk__in=called.excuses.values("unit")).order_by("position", "pk")


def _sheets_found(user: User, query: str) -> list[Found]:
    found = sheets_found(visible_sheets(user).filter(is_latest=True), query=query).order_by("-state_since")[:MOST]
    return [
        Found(
            f"Đăng ký của {sheet.unit.label}",
            f"{sheet.round} · {sheet.get_status_display()}",
            sheet.get_absolute_url(),
            "Bản đăng ký",
        )
        for sheet in found
    ]


def _plans_found(user: User, query: str) -> list[Found]:
    words = fold(query).split()
    plans = [plan for plan in visible_plans(user) if all(word in fold(f"{plan.number} {plan.title}") for word in words)]
    return [
        Found(plan.title, f"{plan.get_status_display()} · {plan.period}", plan.get_absolute_url(), "Kế hoạch")
        for plan in plans[:MOST]
    ]
