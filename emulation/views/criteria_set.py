"""Criteria sets to read, and a unit's own criteria below them."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from core.views import acted, page, posted
from core.workflow import Refused
from emulation.access import may_type
from emulation.criteria import published_sets
from emulation.forms.criterion import OwnCriterionForm
from emulation.models import Sheet, UnitCriterion
from emulation.selectors.criteria import directions_of, is_open, own_criteria, own_rows, plan_sets, sets_of
from emulation.selectors.plans import visible_plans
from emulation.selectors.sheets import visible_sheets
from emulation.services.criterion import add_own_criterion, drop_own_criterion
from emulation.views.sheet_page import crumbs_of


@login_required
def criteria_set_list(request: HttpRequest) -> HttpResponse:
    plans = [(plan, {one.slug for one in plan_sets(plan)}) for plan in visible_plans(request.user)]
    sets = [(one, [plan for plan, used in plans if one.slug in used]) for one in published_sets(timezone.localdate())]
    return page(request, "emulation/criteria_set_list.html", {"sets": sets, "crumbs": _crumbs()[:1]})


@login_required
def criteria_set_detail(request: HttpRequest, slug: str) -> HttpResponse:
    found = next((one for one in published_sets(timezone.localdate()) if one.slug == slug), None)
    if found is None:
        raise Http404
    plans = [plan for plan in visible_plans(request.user) if slug in plan.criteria_sets]
    context = {"set": found, "plans": plans, "crumbs": [*_crumbs(), (found.code, "")]}
    return page(request, "emulation/criteria_set_detail.html", context)


@login_required
def own_criterion_list(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a unit's own criteria for the plan of a sheet, and add one (S2-7)."""
    sheet = get_object_or_404(visible_sheets(request.user), pk=pk)
    directions = directions_of(sheet.round.plan)
    form = OwnCriterionForm(posted(request), directions=directions)
    if acted(form, lambda data: add_own_criterion(sheet, **data, by=request.user)):
        messages.success(request, "Đã thêm tiêu chí riêng; mỗi dòng của bản trả lời thêm tiêu chí này.")
        return redirect("emulation:own_criterion_list", sheet.pk)
    context = {
        "sheet": sheet,
        "rows": own_rows(sheet),
        "form": form,
        "directions": directions,
        "sets": sets_of(sheet),
        "can_type": is_open(sheet) and may_type(request.user, sheet),
        "crumbs": [*crumbs_of(sheet), ("Tiêu chí riêng", "")],
    }
    return page(request, "emulation/own_criterion_list.html", context, status=422 if request.POST else 200)


@login_required
@require_POST
def own_criterion_remove(request: HttpRequest, pk: int, criterion: int) -> HttpResponse:
    sheet: Sheet = get_object_or_404(visible_sheets(request.user), pk=pk)
    own: UnitCriterion = get_object_or_404(own_criteria(sheet.round.plan, sheet.unit), pk=criterion)
    try:
        drop_own_criterion(own, sheet, by=request.user)
        messages.success(request, "Đã bỏ tiêu chí riêng.")
    except Refused as refused:
        messages.error(request, " ".join(refused.reasons))
    return redirect("emulation:own_criterion_list", sheet.pk)


def _crumbs() -> list[tuple[str, str]]:
    return [
        ("Đăng ký", reverse("emulation:sheet_list")),
        ("Bộ tiêu chí", reverse("emulation:criteria_set_list")),
    ]
