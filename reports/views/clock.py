"""What the machine does by itself: done today, coming next, and whether it is alive."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from core.views import page
from reports.selectors.clock import acts_of_day, beats, coming, letters_of_day, letters_waiting, reminders_of_day
from reports.views.facility import chosen_facility


@login_required
def clock_detail(request: HttpRequest) -> HttpResponse:
    facility, kept = chosen_facility(request)
    if facility is None:
        raise Http404
    today = timezone.localdate()
    context = {
        "facility": facility,
        "kept": kept,
        "today": today,
        "beats": beats(timezone.now()),
        "acts": acts_of_day(facility, today),
        "reminders": reminders_of_day(facility, today),
        "letters": letters_of_day(facility, today),
        "coming": coming(facility, today),
        "stuck": letters_waiting(facility).select_related("package__due"),
        "crumbs": [("Báo cáo", reverse("reports:due_list")), ("Việc tự động", "")],
    }
    return page(request, "reports/clock_detail.html", context)
