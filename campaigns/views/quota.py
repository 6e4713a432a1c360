"""Numbers of a campaign and its programmes."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from campaigns.forms.quota import ProgrammeForm, QuotaForm
from campaigns.selectors.campaigns import run_campaigns
from campaigns.selectors.details import crumbs_of, meters_of
from campaigns.services.quota import add_programme, set_quotas
from core.forms import show_refusal
from core.views import page
from core.workflow import Refused


@login_required
def quota_edit(request: HttpRequest, pk: int) -> HttpResponse:
    campaign = get_object_or_404(run_campaigns(request.user), pk=pk)
    form = QuotaForm(request.POST or None, campaign=campaign)
    if form.is_valid():
        try:
            count = set_quotas(form.changes(), reason=form.cleaned_data["reason"], by=request.user)
            messages.success(request, f"Đã đổi {count} số lượng xét." if count else "Không có số lượng nào thay đổi.")
            return redirect(campaign)
        except Refused as refused:
            show_refusal(form, refused)
    context = {
        "campaign": campaign,
        "form": form,
        "programme_form": ProgrammeForm(),
        "meters": meters_of(campaign),
        "crumbs": crumbs_of(campaign, "Số lượng xét"),
    }
    return page(request, "campaigns/quota_edit.html", context)


@login_required
@require_POST
def programme_add(request: HttpRequest, pk: int) -> HttpResponse:
    campaign = get_object_or_404(run_campaigns(request.user), pk=pk)
    try:
        programme = add_programme(campaign, name=request.POST.get("name", ""), by=request.user)
        messages.success(request, f"Đã thêm chương trình “{programme}” với số lượng riêng.")
    except Refused as refused:
        for reason in refused.reasons:
            messages.error(request, reason)
    return redirect("campaigns:quota_edit", pk=campaign.pk)
