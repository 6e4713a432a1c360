"""The board of a round: which units have registered; reminders and excuses."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from core.forms import show_refusal
from core.text import file_name
from core.views import exported, numbers, page
from core.workflow import Refused
from emulation.access import is_leader, is_office
from emulation.choices import Role
from emulation.forms.round import ExcuseForm
from emulation.models import Round, RoundExcuse
from emulation.selectors.coverage import coverage_of
from emulation.selectors.history import told
from emulation.selectors.people import visible_units
from emulation.selectors.plans import visible_rounds
from emulation.services.round import end_excuse, excuse_unit, nudge_units
from emulation.tables import COVERAGE_COLUMNS, coverage_rows
from emulation.workflow import ROUND


@login_required
def coverage_board(request: HttpRequest, pk: int) -> HttpResponse:
    called = _round(request, pk)
    context = {
        "round": called,
        "coverage": coverage_of(called),
        "steps": ROUND.steps_for(called, request.user),
        "history": told(called, ROUND),
        "excuses": {excuse.unit_id: excuse for excuse in called.excuses.select_related("by")},
        "may_write": is_office(request.user, called),
        "crumbs": [
            ("Kế hoạch", reverse("emulation:plan_list")),
            (f"Giai đoạn {called.plan.period}", called.plan.get_absolute_url()),
        ],
    }
    return page(request, "emulation/coverage_board.html", context, part="board")


@login_required
def coverage_export(request: HttpRequest, pk: int) -> StreamingHttpResponse:
    called = _round(request, pk)
    name = f"do-phu-{file_name(str(called.name))}-{timezone.localdate():%Y%m%d}"
    return exported(request, name, "Độ phủ các đơn vị", COVERAGE_COLUMNS, coverage_rows(coverage_of(called)))


@login_required
@require_POST
def coverage_nudge(request: HttpRequest, pk: int) -> HttpResponse:
    called = _round(request, pk)
    chosen = numbers(request.POST.getlist("don-vi"))
    units = visible_units(request.user).filter(pk__in=chosen) if chosen else None
    try:
        reminded = nudge_units(called, units, by=request.user)
        _tell_reminded(request, reminded)
    except Refused as refused:
        messages.error(request, " ".join(refused.reasons))
    return redirect("home" if request.POST.get("ve") == "home" else called)


@login_required
def excuse_create(request: HttpRequest, pk: int, unit: int) -> HttpResponse:
    called = _round(request, pk)
    excused = get_object_or_404(visible_units(request.user).filter(facility=called.facility), pk=unit)
    if not is_office(request.user, called):
        raise Http404
    form = ExcuseForm(request.POST or None)
    if form.is_valid():
        try:
            excuse_unit(called, excused, reason=form.cleaned_data["reason"], by=request.user)
            messages.success(request, f"Đã miễn {excused.name} trong {called.name}.")
            return redirect(called)
        except Refused as refused:
            show_refusal(form, refused)
    crumbs = [(called.name, called.get_absolute_url()), (excused.name, "")]
    context = {"form": form, "round": called, "unit": excused, "crumbs": crumbs}
    return page(request, "emulation/excuse_create.html", context, status=422 if request.POST else 200)


@login_required
@require_POST
def excuse_end(request: HttpRequest, pk: int) -> HttpResponse:
    visible = RoundExcuse.objects.filter(round__in=visible_rounds(request.user)).select_related("round__plan", "unit")
    excuse = get_object_or_404(visible, pk=pk)
    try:
        end_excuse(excuse, by=request.user)
        messages.success(request, f"{excuse.unit.name} lại phải đăng ký.")
    except Refused as refused:
        messages.error(request, " ".join(refused.reasons))
    return redirect(excuse.round)


def _round(request: HttpRequest, pk: int) -> Round:
    """Return a round whose board the person may see: the office, the leaders, the administrators."""
    called = get_object_or_404(visible_rounds(request.user), pk=pk)
    user = request.user
    if not (is_office(user, called) or is_leader(user, called) or user.holds(Role.ADMIN, called.facility)):
        raise Http404
    return called


def _tell_reminded(request: HttpRequest, reminded: list) -> None:
    if reminded:
        messages.success(request, f"Đã nhắc {len(reminded)} đơn vị: {', '.join(unit.label for unit in reminded)}.")
    else:
        messages.info(request, "Hôm nay đã nhắc rồi, hoặc không còn đơn vị nào cần nhắc.")
