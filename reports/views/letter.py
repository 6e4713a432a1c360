"""A letter whose outcome needs a person: one button for "they have it", one for "send again"."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from core.workflow import Refused
from reports.access import is_office_or_leader
from reports.models import Delivery
from reports.selectors.package import visible_packages
from reports.services.outbox import confirm_arrival, resend_letter


@login_required
@require_POST
def letter_step(request: HttpRequest, pk: int, letter: int, step: str) -> HttpResponse:
    package = get_object_or_404(visible_packages(request.user), pk=pk)
    row = get_object_or_404(Delivery, package=package, pk=letter)
    if not is_office_or_leader(request.user, package) or step not in ("arrived", "resend"):
        raise Http404
    try:
        if step == "arrived":
            confirm_arrival(row, by=request.user)
            messages.success(request, "Đã ghi: nơi nhận đã có thư. Gói được tính là đã gửi.")
        else:
            resend_letter(row, by=request.user, now=timezone.now())
            messages.success(request, "Đã xếp gửi lại, cùng một mã thư.")
    except Refused as refused:
        messages.error(request, " ".join(refused.reasons))
    return redirect(package)
