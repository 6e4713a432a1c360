"""The Department's pages: the hospitals' on-time board and what they have sent."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from core.text import clean, fold
from core.views import number, page, window
from emulation.access import within
from emulation.choices import Role
from emulation.models import Unit
from reports.selectors.board import on_time_board
from reports.selectors.looks import package_look
from reports.selectors.package import visible_packages, with_letters
from reports.services.nudge import nudge_hospital


@login_required
def hospital_board(request: HttpRequest) -> HttpResponse:
    if not request.user.units_of(Role.DEPARTMENT):
        raise Http404
    today = timezone.localdate()
    year = number(request.GET.get("nam")) or today.year
    query = clean(request.GET.get("q", ""))[:80]
    packages = visible_packages(request.user)
    for word in fold(query).split():
        packages = packages.filter(due__search_key__contains=word) | packages.filter(
            facility__search_key__contains=word
        )
    rows = window(with_letters(packages), request, order=("-sent_at", "-pk"), size=20)
    context = {
        "board": on_time_board(request.user, year, today),
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
