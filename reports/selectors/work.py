"""What reporting has waiting for a person, and what its search finds."""

from django.db.models import Exists, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils import timezone

from core.text import fold
from core.work import Found, Work
from emulation.access import within
from emulation.choices import Role
from emulation.models import User
from reports.choices import DeliveryStatus, DueStatus, PackageStatus, Recipient
from reports.models import Delivery, DueReport, Package
from reports.selectors.due import KEEPERS, visible_dues
from reports.selectors.package import visible_packages

AREA = "bao_cao"
_DONE_BY_OFFICE = (PackageStatus.SUBMITTED, PackageStatus.APPROVED, PackageStatus.QUEUED)


def work_of(user: User) -> list[Work]:
    """Return what waits for the person: at most one query for each of the three parts people play here."""
    roles = {grant.role for grant in user.grants_now}
    works: list[Work] = []
    if Role.OFFICE in roles:
        works += _office_works(user)
    if Role.LEADER in roles:
        works += _leader_works(user)
    if Role.DEPARTMENT in roles:
        works += _department_works(user)
    return works


def found_for(user: User, query: str) -> list[Found]:
    """Return due reports and packages whose name, recipient or number holds every word typed."""
    roles = {grant.role for grant in user.grants_now}
    if roles & set(KEEPERS):
        dues = visible_dues(user).exclude(status=DueStatus.PLANNED)
        for word in fold(query).split():
            dues = dues.filter(Q(search_key__contains=word) | Q(packages__number=word))
        return [
            Found(due.title, f"gửi {due.to}, {due.get_status_display().lower()}", due.get_absolute_url(), "Báo cáo")
            for due in dues.distinct().order_by("-due_on")[:8]
        ]
    if Role.DEPARTMENT in roles:
        packages = visible_packages(user)
        for word in fold(query).split():
            packages = packages.filter(Q(due__search_key__contains=word) | Q(facility__search_key__contains=word))
        return [Found(str(row), row.facility.name, row.get_absolute_url(), "Gói báo cáo") for row in packages[:8]]
    return []


def _office_works(user: User) -> list[Work]:
    today = timezone.localdate()
    live = Package.objects.filter(due=OuterRef("pk")).exclude(status=PackageStatus.CANCELLED)
    stuck = Delivery.objects.filter(
        package__due=OuterRef("pk"), status__in=(DeliveryStatus.HELD, DeliveryStatus.FAILED)
    )
    dues = DueReport.objects.filter(
        Q(status=DueStatus.OPEN) | Q(status=DueStatus.PLANNED, due_on__isnull=True, period_from__lte=today),
        within(user, (Role.OFFICE,), "facility"),
    ).annotate(
        package_pk=Subquery(live.values("pk")[:1]),
        package_status=Subquery(live.values("status")[:1]),
        is_stuck=Exists(stuck),
    )
    rows = [_office_work(due) for due in dues.order_by("due_on", "pk")]
    return [work for work in rows if work]


def _office_work(due: DueReport) -> Work | None:
    package, status = due.package_pk, due.package_status  # type: ignore[attr-defined]
    url = reverse("reports:package_detail", args=[package]) if package else due.get_absolute_url()
    if due.is_stuck:  # type: ignore[attr-defined]
        return Work(due.title, "Thư gửi chưa xong, cần người xem", url, "Xem thư", AREA, due.due_on, primary=True)
    if due.due_on is None:
        return Work(due.title, "Kế hoạch không nêu ngày gửi", reverse("reports:duty_list"), "Đặt ngày", AREA)
    if status in _DONE_BY_OFFICE:
        return None
    if not package:
        return Work(due.title, f"Gửi {due.to}, chưa lập gói", url, "Lập gói", AREA, due.due_on)
    if status == PackageStatus.RETURNED:
        return Work(due.title, "Lãnh đạo trả lại, chờ sửa", url, "Sửa gói", AREA, due.due_on, primary=True)
    return Work(due.title, f"Gửi {due.to}, đang soạn", url, "Soạn tiếp", AREA, due.due_on)


def _leader_works(user: User) -> list[Work]:
    waiting = Package.objects.filter(within(user, (Role.LEADER,), "facility"), status=PackageStatus.SUBMITTED)
    rows = waiting.select_related("due").order_by("due__due_on", "pk")
    return [
        Work(
            str(row), f"Gói gửi {row.due.to}, chờ duyệt", reverse("reports:package_approve", args=[row.pk]),
            "Xem và duyệt", AREA, row.due.due_on, primary=True,
        )
        for row in rows
    ]  # fmt: skip


def _department_works(user: User) -> list[Work]:
    sent = Package.objects.filter(
        within(user, (Role.DEPARTMENT,), "facility"), status=PackageStatus.SENT, due__recipient=Recipient.DEPARTMENT
    )
    rows = sent.select_related("due", "facility").order_by("sent_at", "pk")[:50]
    return [
        Work(
            f"{row} – {row.facility.label}",
            "Đã gửi đến Sở, chờ ghi nhận",
            row.get_absolute_url(),
            "Ghi biên nhận",
            AREA,
        )
        for row in rows
    ]
