"""Yearly launch plans and the campaigns that each of them groups."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone

from campaigns.forms.campaign import filled
from campaigns.forms.plan import BasisFormSet, PlanForm, RecipientFormSet, rows_of
from campaigns.models import LaunchPlan
from campaigns.selectors.board import cards_of
from campaigns.selectors.campaigns import launching_place, owner_for, run_plans, visible_campaigns, visible_plans
from campaigns.selectors.places import place_of
from campaigns.selectors.quotas import totals
from campaigns.services.plan import write_plan
from campaigns.tables import PLAN_COLUMNS, plan_rows
from core.forms import show_refusal
from core.views import exported, page, window
from core.workflow import Refused
from emulation.models import Unit, User

ORDER = ("-year", "-pk")
_BASIS = ("number", "issued_on", "issuer", "title")
_RECIPIENT = ("name", "kind", "purpose")


@login_required
def plan_list(request: HttpRequest) -> HttpResponse:
    shown = window(visible_plans(request.user), request, order=ORDER, size=30)
    context = {"window": shown, "may_create": _office_place(request.user) is not None, "crumbs": _crumbs()[:1]}
    return page(request, "campaigns/plan_list.html", context)


@login_required
def plan_export(request: HttpRequest) -> StreamingHttpResponse:
    name = f"ke-hoach-phat-dong-{timezone.localdate():%Y%m%d}"
    rows = plan_rows(visible_plans(request.user).order_by(*ORDER))
    return exported(request, name, "Kế hoạch phát động", PLAN_COLUMNS, rows)


@login_required
def plan_detail(request: HttpRequest, pk: int) -> HttpResponse:
    plan = get_object_or_404(visible_plans(request.user), pk=pk)
    campaigns = visible_campaigns(request.user).filter(plan=plan).order_by("pk")
    collectives, individuals = totals(campaigns)
    context = {
        "plan": plan,
        "bases": list(plan.bases.all()),
        "recipients": list(plan.recipients.all()),
        "cards": cards_of(request.user, campaigns, place_of(request.user)),
        "collectives": collectives,
        "individuals": individuals,
        "may_edit": run_plans(request.user).filter(pk=plan.pk).exists(),
        "crumbs": _crumbs(),
    }
    return page(request, "campaigns/plan_detail.html", context)


@login_required
def plan_create(request: HttpRequest) -> HttpResponse:
    place = _office_place(request.user)
    if place is None:
        raise Http404
    return _form_page(request, LaunchPlan(facility=place, issuer=place.name, year=timezone.localdate().year), place)


@login_required
def plan_edit(request: HttpRequest, pk: int) -> HttpResponse:
    plan = get_object_or_404(run_plans(request.user), pk=pk)
    return _form_page(request, plan, plan.facility)


def _form_page(request: HttpRequest, plan: LaunchPlan, place: Unit) -> HttpResponse:
    data = request.POST or None
    form = PlanForm(data, instance=plan)
    bases = BasisFormSet(data, initial=rows_of(plan, "bases", _BASIS), prefix="can-cu")
    recipients = RecipientFormSet(data, initial=rows_of(plan, "recipients", _RECIPIENT), prefix="noi-nhan")
    if form.is_valid() and bases.is_valid() and recipients.is_valid():
        try:
            lines = {"bases": filled(bases, "title"), "recipients": filled(recipients, "name")}
            written = write_plan(form.instance, **lines, by=request.user)
            messages.success(request, "Đã lưu kế hoạch phát động.")
            return redirect(written)
        except (Refused, ValidationError) as refusal:
            show_refusal(form, refusal)
    context = {
        "form": form,
        "bases": bases,
        "recipients": recipients,
        "plan": plan,
        "place": place,
        "crumbs": _crumbs(),
    }
    return page(request, "campaigns/plan_edit.html" if plan.pk else "campaigns/plan_create.html", context)


def _office_place(user: User) -> Unit | None:
    """Return where the person writes launch plans: an office's own place; organisations write campaigns only."""
    return None if owner_for(user) else launching_place(user)


def _crumbs() -> list[tuple[str, str]]:
    return [
        ("Phong trào", reverse("campaigns:campaign_list")),
        ("Kế hoạch phát động", reverse("campaigns:plan_list")),
    ]
