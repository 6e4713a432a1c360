"""Which units have launched a campaign, and the record of one unit."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from campaigns.access import is_campaign_office, launches_for_unit
from campaigns.forms.unit_launch import LaunchForm
from campaigns.models import UnitLaunch
from campaigns.selectors.campaigns import visible_campaigns
from campaigns.selectors.details import crumbs_of, own_missing_units, tabs_of
from campaigns.selectors.launches import launches_in, units_expected, units_without_launch
from campaigns.selectors.places import place_of
from campaigns.services.unit_launch import record_launch, remind_units
from campaigns.tables import LAUNCH_COLUMNS, launch_rows
from core.forms import show_refusal
from core.text import file_name
from core.views import exported, page
from core.workflow import Refused
from emulation.choices import Role
from emulation.models import Unit


@login_required
def launch_list(request: HttpRequest, pk: int) -> HttpResponse:
    campaign = get_object_or_404(visible_campaigns(request.user), pk=pk)
    place = place_of(request.user, campaign)
    missing = list(units_without_launch(campaign, place)) if place else []
    total = units_expected(campaign, place).count() if place else 0
    done = total - len(missing)
    context = {
        "campaign": campaign,
        "missing": missing,
        "launches": list(launches_in(campaign, place)) if place else [],
        "own": own_missing_units(campaign, request.user, place),
        "parts": [("taken", "Đã phát động", done), ("none", "Chưa phát động", len(missing))],
        "may_remind": bool(missing) and _reminds(request, campaign, place),
        "tabs": tabs_of(campaign, request.user, "launch_list"),
        "crumbs": crumbs_of(campaign),
    }
    return page(request, "campaigns/launch_list.html", context)


@login_required
def launch_export(request: HttpRequest, pk: int) -> StreamingHttpResponse:
    """Send who has launched the campaign and who has not."""
    campaign = get_object_or_404(visible_campaigns(request.user), pk=pk)
    place = place_of(request.user, campaign)
    rows = launch_rows(launches_in(campaign, place), units_without_launch(campaign, place)) if place else ()
    name = f"phat-dong-{file_name(campaign.title)}-{timezone.localdate():%Y%m%d}"
    return exported(request, name, "Phát động tại đơn vị", LAUNCH_COLUMNS, rows)


@login_required
def launch_record(request: HttpRequest, pk: int, unit_pk: int) -> HttpResponse:
    """Record that a unit has launched the campaign; its own people or the office do it."""
    campaign = get_object_or_404(visible_campaigns(request.user), pk=pk)
    unit = get_object_or_404(Unit.objects.select_related("facility"), pk=unit_pk)
    if not launches_for_unit(request.user, unit, campaign):
        raise Http404
    stored = UnitLaunch.objects.filter(campaign=campaign, unit=unit).first()
    initial = {name: getattr(stored, name) for name in ("launched_on", "attendance", "note")} if stored else {}
    form = LaunchForm(request.POST or None, request.FILES or None, initial=initial)
    if form.is_valid():
        try:
            record_launch(campaign, unit=unit, **form.cleaned_data, by=request.user)
            messages.success(request, f"Đã ghi nhận {unit} phát động phong trào.")
            return redirect("campaigns:launch_list", pk=campaign.pk)
        except Refused as refused:
            show_refusal(form, refused)
    context = {"campaign": campaign, "unit": unit, "form": form, "crumbs": crumbs_of(campaign, "Ghi nhận phát động")}
    return page(request, "campaigns/launch_record.html", context)


@login_required
@require_POST
def launch_remind(request: HttpRequest, pk: int) -> HttpResponse:
    campaign = get_object_or_404(visible_campaigns(request.user), pk=pk)
    place = place_of(request.user, campaign)
    if place is None or not _reminds(request, campaign, place):
        raise Http404
    count = remind_units(campaign, facility=place, by=request.user)
    messages.success(request, f"Đã nhắc {count} đơn vị chưa phát động.")
    return redirect("campaigns:launch_list", pk=campaign.pk)


def _reminds(request: HttpRequest, campaign, place: Unit) -> bool:
    return is_campaign_office(request.user, campaign) or request.user.holds(Role.OFFICE, place)
