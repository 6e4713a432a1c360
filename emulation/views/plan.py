"""Plans: list, page, form, life cycle, recipients, progress."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from core.forms import keeps_typing, show_refusal
from core.views import exported, page
from core.workflow import Refused
from emulation.access import is_office
from emulation.choices import PlanStatus, Role, UnitKind
from emulation.forms.plan import BasisFormSet, DeliveryForm, PlanForm, ProgressForm, RecipientFormSet
from emulation.models import Plan, PlanRecipient
from emulation.selectors.history import told
from emulation.selectors.plans import copies_of, visible_plans
from emulation.services.plan import keep_plan, mark_delivered, move_plan, note_progress
from emulation.tables import PLAN_COLUMNS, plan_rows
from emulation.workflow import PLAN, plan_sets


@login_required
def plan_list(request: HttpRequest) -> HttpResponse:
    plans = visible_plans(request.user).prefetch_related("rounds")
    context = {"plans": plans, "may_write": bool(_houses(request)), "crumbs": _crumbs()[:1]}
    return page(request, "emulation/plan_list.html", context)


@login_required
def plan_export(request: HttpRequest) -> StreamingHttpResponse:
    plans = visible_plans(request.user).prefetch_related("rounds")
    name = f"ke-hoach-{timezone.localdate():%Y%m%d}"
    return exported(request, name, "Kế hoạch", PLAN_COLUMNS, plan_rows(plans.iterator(500)))


@login_required
def plan_detail(request: HttpRequest, pk: int) -> HttpResponse:
    plan = get_object_or_404(visible_plans(request.user), pk=pk)
    context = {
        "plan": plan,
        "bases": plan.bases.all(),
        "recipients": plan.recipients.all(),
        "rounds": plan.rounds.select_related("plan"),
        "progress": plan.progress.select_related("by"),
        "copies": copies_of(plan),
        "sets": plan_sets(plan),
        "steps": PLAN.steps_for(plan, request.user),
        "history": told(plan, PLAN),
        "may_write": is_office(request.user, plan),
        "progress_form": keeps_typing(ProgressForm(initial={"on": timezone.localdate()}), "text", f"tien-do-{plan.pk}"),
        "crumbs": [*_crumbs(), (plan.period, "")],
    }
    return page(request, "emulation/plan_detail.html", context)


@login_required
def plan_create(request: HttpRequest) -> HttpResponse:
    houses = _houses(request)
    if not houses:
        raise Http404
    house = houses[0]
    plan = Plan(facility=house, place=house.place)
    return _form(request, plan, "emulation/plan_create.html")


@login_required
def plan_change(request: HttpRequest, pk: int) -> HttpResponse:
    plan = get_object_or_404(visible_plans(request.user), pk=pk)
    if not is_office(request.user, plan):
        raise Http404
    return _form(request, plan, "emulation/plan_change.html")


@login_required
@require_POST
def plan_step(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    plan = get_object_or_404(visible_plans(request.user), pk=pk)
    try:
        move_plan(plan, step, by=request.user, note=request.POST.get("note", ""))
        messages.success(request, f"Kế hoạch: {plan.get_status_display().lower()}.")
    except Refused as refused:
        messages.error(request, " ".join(refused.reasons))
    return redirect(plan)


@login_required
def plan_copy(request: HttpRequest, pk: int, version: int) -> HttpResponse:
    plan = get_object_or_404(visible_plans(request.user), pk=pk)
    copy = get_object_or_404(copies_of(plan), version=version)
    crumbs = [*_crumbs(), (plan.period, plan.get_absolute_url()), (f"Bản lưu số {version}", "")]
    return page(request, "emulation/plan_copy.html", {"plan": plan, "copy": copy, "crumbs": crumbs})


@login_required
@require_POST
def plan_progress(request: HttpRequest, pk: int) -> HttpResponse:
    plan = get_object_or_404(visible_plans(request.user), pk=pk)
    form = ProgressForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Chưa ghi được tiến độ: cần ngày (ngày/tháng/năm) và việc đã làm.")
        return redirect(plan)
    try:
        note_progress(plan, **form.cleaned_data, by=request.user)
        messages.success(request, "Đã ghi tiến độ.")
    except Refused as refused:
        messages.error(request, " ".join(refused.reasons))
    return redirect(f"{plan.get_absolute_url()}#tien-do")


@login_required
@require_POST
def recipient_deliver(request: HttpRequest, pk: int) -> HttpResponse:
    visible = PlanRecipient.objects.filter(plan__in=visible_plans(request.user)).select_related("plan__facility")
    recipient = get_object_or_404(visible, pk=pk)
    form = DeliveryForm(request.POST)
    try:
        mark_delivered(recipient, proof=form.cleaned_data["proof"] if form.is_valid() else "", by=request.user)
        messages.success(request, f"Đã ghi: gửi {recipient.name}.")
    except Refused as refused:
        messages.error(request, " ".join(refused.reasons))
    return redirect(f"{recipient.plan.get_absolute_url()}#noi-nhan")


def _form(request: HttpRequest, plan: Plan, template: str) -> HttpResponse:
    data = request.POST or None
    form = PlanForm(data, instance=plan, is_published=plan.status == PlanStatus.PUBLISHED)
    bases = BasisFormSet(data, instance=plan, prefix="can-cu")
    recipients = RecipientFormSet(data, instance=plan, prefix="noi-nhan")
    # every part is checked, so that all errors show at once
    if all([form.is_valid(), bases.is_valid(), recipients.is_valid()]):
        try:
            kept = keep_plan(
                form.instance, bases=bases.lines(), recipients=recipients.lines(), by=request.user,
                reason=form.cleaned_data.get("reason", ""),
            )  # fmt: skip
            messages.success(request, "Đã lưu kế hoạch.")
            return redirect(kept)
        except (Refused, ValidationError) as error:
            show_refusal(form, error)
    crumbs = [*_crumbs(), (plan.period, plan.get_absolute_url()) if plan.pk else ("Kế hoạch mới", "")]
    context = {"plan": plan, "form": form, "bases": bases, "recipients": recipients, "crumbs": crumbs}
    return page(request, template, context, status=422 if data else 200)


def _houses(request: HttpRequest) -> list:
    """Return the facilities (or the Department) for which the person writes plans."""
    whole = (UnitKind.FACILITY, UnitKind.DEPARTMENT)
    return [unit for unit in request.user.units_of(Role.OFFICE) if unit.kind in whole]


def _crumbs() -> list[tuple[str, str]]:
    return [("Đăng ký", reverse("emulation:sheet_list")), ("Kế hoạch", reverse("emulation:plan_list"))]
