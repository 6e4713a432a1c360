"""One campaign: written, shown, taken through its steps."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from campaigns.forms.campaign import CampaignForm
from campaigns.models import Campaign
from campaigns.selectors.campaigns import launching_place, owner_for, run_campaigns, run_plans, visible_campaigns
from campaigns.selectors.details import crumbs_of, detail_of, tabs_of
from campaigns.services.campaign import take_campaign_step, write_campaign
from core.forms import show_refusal
from core.views import number, page
from core.workflow import Refused


@login_required
def campaign_detail(request: HttpRequest, pk: int) -> HttpResponse:
    campaign = get_object_or_404(visible_campaigns(request.user), pk=pk)
    context = {
        **detail_of(campaign, request.user),
        "tabs": tabs_of(campaign, request.user, "campaign_detail"),
        "crumbs": crumbs_of(campaign),
    }
    return page(request, "campaigns/campaign_detail.html", context, part="meters")


@login_required
def campaign_create(request: HttpRequest) -> HttpResponse:
    place = launching_place(request.user)
    if place is None:
        raise Http404
    initial = {"year": timezone.localdate().year, "plan": number(request.GET.get("ke-hoach"))}
    form = CampaignForm(
        request.POST or None,
        place=place,
        plans=run_plans(request.user),
        owner=owner_for(request.user),
        initial=initial,
        instance=Campaign(),
    )
    if form.is_valid() and (campaign := _written(request, form)):
        messages.success(request, "Đã lập phong trào. Bước tiếp: ghi tiêu chí, rồi trình phê duyệt.")
        return redirect("campaigns:campaign_criteria", pk=campaign.pk)
    return page(request, "campaigns/campaign_create.html", {"form": form, "place": place})


@login_required
def campaign_edit(request: HttpRequest, pk: int) -> HttpResponse:
    campaign = get_object_or_404(run_campaigns(request.user), pk=pk)
    owner = owner_for(request.user)
    form = CampaignForm(
        request.POST or None, place=campaign.facility, plans=run_plans(request.user), owner=owner, instance=campaign
    )
    if form.is_valid() and _written(request, form):
        messages.success(request, "Đã lưu phong trào.")
        return redirect(campaign)
    context = {"form": form, "campaign": campaign, "crumbs": crumbs_of(campaign, "Sửa")}
    return page(request, "campaigns/campaign_edit.html", context)


@login_required
@require_POST
def campaign_step(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    campaign = get_object_or_404(visible_campaigns(request.user), pk=pk)
    try:
        take_campaign_step(campaign, step, by=request.user, note=request.POST.get("note", ""))
        messages.success(request, f"Phong trào đang ở trạng thái “{campaign.get_status_display()}”.")
    except Refused as refused:
        for reason in refused.reasons:
            messages.error(request, reason)
    return redirect(campaign)


def _written(request: HttpRequest, form: CampaignForm) -> Campaign | None:
    try:
        return write_campaign(
            form.instance, participants=form.cleaned_data["participants"], by=request.user, quotas=form.numbers()
        )
    except (Refused, ValidationError) as refusal:
        show_refusal(form, refusal)
        return None
