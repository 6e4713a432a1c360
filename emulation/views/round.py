"""Rounds of a plan: called, changed, closed."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from core.forms import show_refusal
from core.views import page
from core.workflow import Refused
from emulation.access import is_office
from emulation.forms.round import RoundForm
from emulation.models import Plan, Round
from emulation.selectors.plans import visible_plans, visible_rounds
from emulation.services.round import keep_round, move_round


@login_required
def round_create(request: HttpRequest, pk: int) -> HttpResponse:
    plan = get_object_or_404(visible_plans(request.user), pk=pk)
    if not is_office(request.user, plan):
        raise Http404
    return _form(request, Round(plan=plan), "emulation/round_create.html")


@login_required
def round_change(request: HttpRequest, pk: int) -> HttpResponse:
    called = get_object_or_404(visible_rounds(request.user), pk=pk)
    if not is_office(request.user, called):
        raise Http404
    return _form(request, called, "emulation/round_change.html")


@login_required
@require_POST
def round_step(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    called = get_object_or_404(visible_rounds(request.user), pk=pk)
    try:
        move_round(called, step, by=request.user, note=request.POST.get("note", ""))
        messages.success(request, f"{called.name}: {called.get_status_display().lower()}.")
    except Refused as refused:
        messages.error(request, " ".join(refused.reasons))
    return redirect(called)


def _form(request: HttpRequest, called: Round, template: str) -> HttpResponse:
    form = RoundForm(request.POST or None, instance=called)
    if form.is_valid():
        try:
            kept = keep_round(form.instance, by=request.user)
            messages.success(request, f"Đã lưu {kept.name}.")
            return redirect(kept)
        except (Refused, ValidationError) as error:
            show_refusal(form, error)
    back = called.get_absolute_url() if called.pk else called.plan.get_absolute_url()
    context = {"form": form, "round": called, "plan": called.plan, "back": back, "crumbs": _crumbs(called.plan)}
    return page(request, template, context, status=422 if request.POST else 200)


def _crumbs(plan: Plan) -> list[tuple[str, str]]:
    return [("Kế hoạch", reverse("emulation:plan_list")), (plan.period, plan.get_absolute_url())]
