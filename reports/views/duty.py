"""The duties to report as the plans word them, and the days that the plans leave open."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from core.views import acted, page, posted
from emulation.choices import Role
from emulation.models import Unit, User
from emulation.selectors.settings import definitions
from reports.forms.due import DayForm
from reports.selectors.duty import Duty, facility_duties
from reports.services.duty import set_day
from reports.views.facility import chosen_facility


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


def _open_duty(user: User, facility: Unit | None, slug: str) -> Duty:
    """Return a duty without a day in its plan, for the office of its hospital."""
    duties = facility_duties(facility, timezone.localdate()) if facility and user.holds(Role.OFFICE, facility) else []
    found = next((duty for duty in duties if duty.rule.slug == slug and not duty.rule.names_a_day), None)
    if found is None:
        raise Http404
    return found
