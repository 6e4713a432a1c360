"""Pledges signed between units within a campaign, and the units without one."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from campaigns.access import WRITERS
from campaigns.forms.unit_launch import PledgeForm
from campaigns.selectors.campaigns import visible_campaigns
from campaigns.selectors.details import crumbs_of, tabs_of
from campaigns.selectors.launches import pledges_in, pledging_units, units_expected, units_without_pledge
from campaigns.selectors.places import place_of
from campaigns.services.unit_launch import sign_pledge
from campaigns.tables import PLEDGE_COLUMNS, pledge_rows
from core.forms import show_refusal
from core.text import file_name
from core.views import exported, page
from core.workflow import Refused
from emulation.choices import Role
from emulation.models import User


@login_required
def pledge_list(request: HttpRequest, pk: int) -> HttpResponse:
    campaign = get_object_or_404(visible_campaigns(request.user), pk=pk)
    place = place_of(request.user, campaign)
    missing = list(units_without_pledge(campaign, place)) if place else []
    total = units_expected(campaign, place).count() if place else 0
    context = {
        "campaign": campaign,
        "missing": missing,
        "pledges": list(pledges_in(campaign, place)) if place else [],
        "parts": [("taken", "Đã ký", total - len(missing)), ("none", "Chưa ký", len(missing))],
        "may_sign": _signs(request.user) and campaign.status == "launched",
        "tabs": tabs_of(campaign, request.user, "pledge_list"),
        "crumbs": crumbs_of(campaign),
    }
    return page(request, "campaigns/pledge_list.html", context)


@login_required
def pledge_export(request: HttpRequest, pk: int) -> StreamingHttpResponse:
    """Send the pledges with their parties, and the units without one."""
    campaign = get_object_or_404(visible_campaigns(request.user), pk=pk)
    place = place_of(request.user, campaign)
    rows = pledge_rows(pledges_in(campaign, place), units_without_pledge(campaign, place)) if place else ()
    name = f"giao-uoc-{file_name(campaign.title)}-{timezone.localdate():%Y%m%d}"
    return exported(request, name, "Giao ước", PLEDGE_COLUMNS, rows)


@login_required
def pledge_create(request: HttpRequest, pk: int) -> HttpResponse:
    campaign = get_object_or_404(visible_campaigns(request.user), pk=pk)
    place = place_of(request.user, campaign)
    if place is None or not _signs(request.user):
        raise Http404
    form = PledgeForm(
        request.POST or None,
        request.FILES or None,
        units=pledging_units(campaign, place),
        initial={"signed_on": timezone.localdate(), "parties": request.user.units_of(*WRITERS)},
    )
    if form.is_valid():
        try:
            sign_pledge(campaign, facility=place, **form.cleaned_data, by=request.user)
            messages.success(request, "Đã ghi giao ước thi đua.")
            return redirect("campaigns:pledge_list", pk=campaign.pk)
        except Refused as refused:
            show_refusal(form, refused)
    context = {"campaign": campaign, "form": form, "crumbs": crumbs_of(campaign, "Ghi giao ước")}
    return page(request, "campaigns/pledge_create.html", context)


def _signs(user: User) -> bool:
    return bool(user.units_of(*WRITERS, Role.OFFICE, Role.DEPARTMENT))
