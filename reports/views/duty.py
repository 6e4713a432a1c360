"""The duties to report as the plans word them, and the days that the plans leave open."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from core.views import acted, exported, page, posted
from emulation.choices import Role
from emulation.models import Unit, User
from emulation.selectors.settings import definitions
from reports.forms.due import DayForm
from reports.selectors.duty import Duty, facility_duties
from reports.services.duty import set_day
from reports.views.facility import chosen_facility

COLUMNS = (
    ("Nghĩa vụ", 44, "nghia-vu"), ("Nhịp", 14, "nghia-vu"), ("Lời văn", 80, "nghia-vu"), ("Căn cứ", 44, "nghia-vu"),
    ("Nơi nhận", 30, "noi-nhan"), ("Ngày", 26, "ngay"), ("Theo", 40, "ngay"), ("Mở trước (ngày)", 10, "nhac"),
    ("Nhắc trước (ngày)", 14, "nhac"), ("Đang thực hiện", 12, "nghia-vu"),
)  # fmt: skip


@login_required
def duty_list(request: HttpRequest) -> HttpResponse:
    facility, kept = chosen_facility(request)
    if facility is None:
        raise Http404
    today = timezone.localdate()
    duties = facility_duties(facility, today)
    context = {
        "facility": facility,
        "kept": kept,
        "current": [duty for duty in duties if duty.is_current],
        "past": [duty for duty in duties if not duty.is_current],
        "may_write": request.user.holds(Role.OFFICE, facility),
        "crumbs": [("Báo cáo", reverse("reports:due_list")), ("Nghĩa vụ báo cáo", "")],
    }
    return page(request, "reports/duty_list.html", context)


@login_required
def duty_export(request: HttpRequest) -> StreamingHttpResponse:
    facility, _ = chosen_facility(request)
    if facility is None:
        raise Http404
    today = timezone.localdate()
    rows = (_cells(duty) for duty in facility_duties(facility, today))
    return exported(request, f"nghia-vu-bao-cao-{today:%Y%m%d}", "Nghĩa vụ báo cáo", COLUMNS, rows)


@login_required
def duty_day(request: HttpRequest, slug: str) -> HttpResponse:
    facility, _ = chosen_facility(request)
    duty = _open_duty(request.user, facility, slug)
    example = definitions()[duty.rule.day_setting].example
    form = DayForm(posted(request), rhythm=duty.rule.rhythm, example=example)
    if acted(form, lambda data: set_day(duty, **data, by=request.user)):
        messages.success(request, f"Đã đặt ngày gửi cho “{duty.rule.name}”. Các kỳ chưa có hạn được tính lại.")
        return redirect("reports:duty_list")
    back = reverse("reports:duty_list")
    crumbs = [("Báo cáo", reverse("reports:due_list")), ("Nghĩa vụ báo cáo", back), (duty.rule.name, "")]
    context = {"duty": duty, "form": form, "crumbs": crumbs, "back": back}
    return page(request, "reports/duty_day.html", context, status=422 if form.is_bound else 200)


def _cells(duty: Duty) -> list[Any]:
    rule, day, source = duty.rule, "Chưa đặt ngày", ""
    if rule.names_a_day:
        day, source = duty.said_day, "theo văn bản"
    elif duty.decided and duty.decided_day:
        day, source = f"trước ngày {duty.decided_day}", duty.decided.source
    return [
        rule.name, duty.rhythm_label, rule.wording, rule.source, duty.recipient_label, day, source, rule.opens,
        duty.said_leads, duty.is_current,
    ]  # fmt: skip


def _open_duty(user: User, facility: Unit | None, slug: str) -> Duty:
    """Return a duty without a day in its plan, for the office of its hospital."""
    duties = facility_duties(facility, timezone.localdate()) if facility and user.holds(Role.OFFICE, facility) else []
    found = next((duty for duty in duties if duty.rule.slug == slug and not duty.rule.names_a_day), None)
    if found is None:
        raise Http404
    return found
