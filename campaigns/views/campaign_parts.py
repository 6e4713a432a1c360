"""What belongs to a campaign: criteria, timetable, papers, reviews."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from campaigns.forms.campaign import (
    CampaignFileForm,
    CriterionFormSet,
    ReviewForm,
    StageFormSet,
    criteria_rows,
    filled,
)
from campaigns.selectors.campaigns import reviewed_campaigns, run_campaigns
from campaigns.selectors.details import crumbs_of
from campaigns.selectors.papers import visible_papers
from campaigns.selectors.places import place_of
from campaigns.services.campaign import record_review, set_criteria, set_stages
from campaigns.services.paper import attach_to_campaign
from core.forms import show_refusal
from core.views import page
from core.workflow import Refused


@login_required
def campaign_criteria(request: HttpRequest, pk: int) -> HttpResponse:
    campaign = get_object_or_404(run_campaigns(request.user), pk=pk)
    formset = CriterionFormSet(request.POST or None, initial=criteria_rows(campaign))
    reasons: list[str] = []
    if formset.is_valid():
        try:
            rows = [{**row, "kind": row["kind"] or ""} for row in filled(formset, "text")]
            set_criteria(campaign, rows=rows, by=request.user)
            messages.success(request, f"Đã lưu {len(rows)} tiêu chí.")
            return redirect(campaign)
        except Refused as refused:
            reasons = refused.reasons
    context = {"campaign": campaign, "formset": formset, "reasons": reasons, "crumbs": crumbs_of(campaign, "Tiêu chí")}
    return page(request, "campaigns/campaign_criteria.html", context)


@login_required
def campaign_stages(request: HttpRequest, pk: int) -> HttpResponse:
    campaign = get_object_or_404(run_campaigns(request.user), pk=pk)
    rows = list(campaign.stages.values("name", "starts_on", "ends_on"))
    formset = StageFormSet(request.POST or None, initial=rows)
    reasons: list[str] = []
    if formset.is_valid():
        try:
            set_stages(campaign, rows=filled(formset, "name"), by=request.user)
            messages.success(request, "Đã lưu các giai đoạn.")
            return redirect(campaign)
        except Refused as refused:
            reasons = refused.reasons
    context = {"campaign": campaign, "formset": formset, "reasons": reasons, "crumbs": crumbs_of(campaign, "Giai đoạn")}
    return page(request, "campaigns/campaign_stages.html", context)


@login_required
def campaign_attach(request: HttpRequest, pk: int) -> HttpResponse:
    campaign = get_object_or_404(run_campaigns(request.user), pk=pk)
    form = CampaignFileForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        try:
            attach_to_campaign(campaign, form.cleaned_data["file"], role=form.cleaned_data["role"], by=request.user)
            messages.success(request, "Đã đính kèm tài liệu.")
            return redirect(campaign)
        except Refused as refused:
            show_refusal(form, refused)
    context = {"campaign": campaign, "form": form, "crumbs": crumbs_of(campaign, "Đính kèm")}
    return page(request, "campaigns/campaign_attach.html", context)


@login_required
def review_create(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep an interim or final review; a hospital reviews a campaign from above on its own (S2-13)."""
    campaign = get_object_or_404(reviewed_campaigns(request.user), pk=pk)
    form = ReviewForm(request.POST or None, request.FILES or None, initial={"held_on": timezone.localdate()})
    place = place_of(request.user, campaign)
    if form.is_valid():
        try:
            record_review(campaign, **form.cleaned_data, facility=place, by=request.user)
            messages.success(request, "Đã ghi kết quả và bài học kinh nghiệm.")
            return redirect(campaign)
        except Refused as refused:
            show_refusal(form, refused)
    context = {"campaign": campaign, "form": form, "crumbs": crumbs_of(campaign, "Sơ kết, tổng kết")}
    return page(request, "campaigns/review_create.html", context)


@login_required
def paper_file(request: HttpRequest, pk: int) -> FileResponse:
    """Send a kept file to whoever may see what it belongs to."""
    paper = get_object_or_404(visible_papers(request.user), pk=pk)
    return FileResponse(paper.file.open("rb"), as_attachment=True, filename=paper.name)
