"""The Department's pages: the hospitals' on-time board and what they have sent."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from core.text import clean, fold
from core.views import exported, page, window, year_asked
from emulation.access import within
from emulation.choices import Role
from emulation.models import Unit, User
from reports.models import Package
from reports.selectors.board import on_time_board
from reports.selectors.lists import package_rows
from reports.selectors.looks import package_look
from reports.selectors.package import visible_packages, with_letters
from reports.services.nudge import nudge_hospital

BOARD_COLUMNS = (
    ("Đơn vị", 44, "don-vi"), ("Phải gửi", 10, "phai-gui"), ("Đúng hạn", 10, "dung-han"), ("Trễ", 10, "tre"),
    ("Báo không có", 12, "khong-co"), ("Còn thiếu", 10, "con-thieu"), ("Tỷ lệ đúng hạn (%)", 14, "ty-le"),
)  # fmt: skip
PACKAGE_COLUMNS = (
    ("Gói", 60, "goi"), ("Đơn vị", 44, "goi"), ("Gương nêu trong gói", 30, "goi"), ("Gửi ngày", 14, "gui"),
    ("Lúc", 8, "gui"), ("Trễ (ngày)", 10, "gui"), ("Trạng thái", 24, "trang-thai"),
)  # fmt: skip
ORDER = ("-sent_at", "-pk")


@login_required
def hospital_board(request: HttpRequest) -> HttpResponse:
    officer, today, year = _officer(request), timezone.localdate(), _year(request)
    packages, query = _sent(request)
    rows = window(with_letters(packages), request, order=ORDER, size=20)
    context = {
        "board": on_time_board(officer, year, today),
        "window": rows,
        "lines": [{"package": row, "look": package_look(row)} for row in rows.rows],
        "year": year,
        "prev_year": year - 1,
        "next_year": year + 1,
        "today": today,
        "query": query,
    }
    return page(request, "reports/hospital_board.html", context, part="rows")


@login_required
def hospital_export(request: HttpRequest) -> StreamingHttpResponse:
    """Send how the hospitals kept to their days in a year."""
    officer, today, year = _officer(request), timezone.localdate(), _year(request)
    rows = (
        [line.facility.name, line.expected, line.on_time, line.late, line.nil, line.missing, _percent(line.rate)]
        for line in on_time_board(officer, year, today)
    )
    return exported(request, f"dung-han-{year}-{today:%Y%m%d}", f"Đúng hạn năm {year}", BOARD_COLUMNS, rows)


@login_required
def package_export(request: HttpRequest) -> StreamingHttpResponse:
    """Send the packages that the hospitals have sent, the newest first."""
    _officer(request)
    rows = package_rows(_sent(request)[0].order_by(*ORDER))
    name = f"goi-da-gui-{timezone.localdate():%Y%m%d}"
    return exported(request, name, "Gói đã gửi đến Sở", PACKAGE_COLUMNS, rows)


@login_required
@require_POST
def hospital_nudge(request: HttpRequest, pk: int) -> HttpResponse:
    mine = Unit.objects.filter(within(request.user, (Role.DEPARTMENT,), ""))
    facility = get_object_or_404(mine, pk=pk, kind="facility")
    told = nudge_hospital(facility, by=request.user, today=timezone.localdate())
    if told:
        messages.success(request, f"Đã nhắc {facility.name}: {told} báo cáo quá hạn.")
    else:
        messages.info(request, f"{facility.name} không có báo cáo nào quá hạn.")
    return redirect("reports:hospital_board")


def _officer(request: HttpRequest) -> User:
    """Return an officer of the Department, or raise Http404."""
    if not request.user.units_of(Role.DEPARTMENT):
        raise Http404
    return request.user


def _year(request: HttpRequest) -> int:
    return year_asked(request.GET.get("nam"))


def _sent(request: HttpRequest) -> tuple[QuerySet[Package], str]:
    """Return the packages that the words typed leave, and those words."""
    query = clean(request.GET.get("q", ""))[:80]
    packages = visible_packages(request.user)
    for word in fold(query).split():
        packages = packages.filter(due__search_key__contains=word) | packages.filter(
            facility__search_key__contains=word
        )
    return packages, query


def _percent(rate: float | None) -> float | None:
    return None if rate is None else round(rate * 100, 1)
