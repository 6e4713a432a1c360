"""One proposal: for whom, why, with which evidence; sent, returned, accepted."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from campaigns.access import writes_for
from campaigns.choices import CampaignStatus
from campaigns.forms.proposal import AnswerForm, AskForm, EvidenceForm, ProposalForm, SubjectForm, staff_note
from campaigns.models import Campaign, Proposal
from campaigns.selectors.campaigns import visible_campaigns
from campaigns.selectors.details import crumbs_of, meters_of
from campaigns.selectors.proposals import (
    dossier_of,
    proposing_units,
    visible_proposal_files,
    visible_proposals,
    written_proposals,
)
from campaigns.selectors.subjects import nominable_staff
from campaigns.services.paper import attach_to_proposal, detach_from_proposal
from campaigns.services.proposal import discard_proposal, draft_proposal, take_proposal_step, write_proposal
from core.forms import show_refusal
from core.pickers import find, options
from core.views import page
from core.workflow import Refused


@login_required
def proposal_create(request: HttpRequest, pk: int) -> HttpResponse:
    campaign = get_object_or_404(visible_campaigns(request.user), pk=pk)
    units = _units(request, campaign)
    own = next((unit for unit in units if writes_for(request.user, unit)), None)
    initial = {"unit": own, "kind": request.GET.get("kind") or "ca_nhan", "subject_unit": own}
    form = SubjectForm(
        request.POST or None,
        campaign=campaign,
        units=units,
        url=reverse("campaigns:subject_options", args=[campaign.pk]),
        initial=initial,
    )
    if form.is_valid():
        data = form.cleaned_data
        try:
            proposal = draft_proposal(
                campaign, form.subject(), unit=data["unit"], programme=data.get("programme"), by=request.user
            )
            return redirect("campaigns:proposal_edit", pk=proposal.pk)
        except Refused as refused:
            show_refusal(form, refused)
    crumbs = crumbs_of(campaign, "Đề xuất")
    context = {"campaign": campaign, "form": form, "meters": meters_of(campaign), "crumbs": crumbs}
    return page(request, "campaigns/proposal_create.html", context)


@login_required
def subject_options(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer the picker: the people whom the writer's units may put forward."""
    campaign = get_object_or_404(visible_campaigns(request.user), pk=pk)
    rows = find(nominable_staff(*_units(request, campaign)), request.GET.get("q", ""))
    return render(request, "ui/combobox_options.html", {"options": options(rows, staff_note)})


@login_required
def proposal_detail(request: HttpRequest, pk: int) -> HttpResponse:
    proposal = get_object_or_404(visible_proposals(request.user), pk=pk)
    dossier = dossier_of(proposal, request.user)
    context = {
        **dossier,
        "meters": meters_of(proposal.campaign),
        "ask_form": AskForm(units=dossier["appraisers"]) if dossier["judges"] else None,
        "answer_form": AnswerForm() if dossier["to_answer"] else None,
        "crumbs": _crumbs(proposal),
    }
    return page(request, "campaigns/proposal_detail.html", context)


@login_required
def proposal_edit(request: HttpRequest, pk: int) -> HttpResponse:
    proposal = get_object_or_404(written_proposals(request.user), pk=pk)
    initial = {"achievements": proposal.achievements, "programme": proposal.programme}
    form = ProposalForm(request.POST or None, campaign=proposal.campaign, initial=initial)
    if form.is_valid():
        try:
            data = form.cleaned_data
            write_proposal(
                proposal, achievements=data["achievements"], programme=data.get("programme"), by=request.user
            )
            messages.success(request, "Đã lưu đề xuất. Xem lại rồi gửi.")
            return redirect(proposal)
        except Refused as refused:
            show_refusal(form, refused)
    context = {
        "proposal": proposal,
        "form": form,
        "files": list(proposal.files.select_related("attachment")),
        "evidence_form": EvidenceForm(),
        "criteria": [c for c in proposal.campaign.criteria.all() if c.kind in ("", proposal.kind)],
        "meters": meters_of(proposal.campaign),
        "crumbs": _crumbs(proposal),
    }
    return page(request, "campaigns/proposal_edit.html", context)


@login_required
@require_POST
def proposal_autosave(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep what is being typed; the line under the box says when."""
    proposal = get_object_or_404(written_proposals(request.user), pk=pk)
    text = request.POST.get("achievements", "")
    write_proposal(proposal, achievements=text, programme=proposal.programme, by=request.user, quietly=True)
    return HttpResponse(f"Đã lưu lúc {timezone.localtime():%H:%M}", content_type="text/plain; charset=utf-8")


@login_required
@require_POST
def proposal_step(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    proposal = get_object_or_404(visible_proposals(request.user), pk=pk)
    try:
        take_proposal_step(proposal, step, by=request.user, note=request.POST.get("note", ""))
        messages.success(request, f"{proposal.name}: {proposal.get_status_display().lower()}.")
    except Refused as refused:
        for reason in refused.reasons:
            messages.error(request, reason)
    return redirect(proposal)


@login_required
@require_POST
def proposal_attach(request: HttpRequest, pk: int) -> HttpResponse:
    proposal = get_object_or_404(written_proposals(request.user), pk=pk)
    form = EvidenceForm(request.POST, request.FILES)
    try:
        if form.is_valid():
            attach_to_proposal(proposal, form.cleaned_data["file"], kind=form.cleaned_data["kind"], by=request.user)
            messages.success(request, "Đã đính kèm tệp.")
        else:
            messages.error(request, "Chọn tệp rồi bấm “Đính kèm”.")
    except Refused as refused:
        for reason in refused.reasons:
            messages.error(request, reason)
    return redirect("campaigns:proposal_edit", pk=proposal.pk)


@login_required
@require_POST
def proposal_detach(request: HttpRequest, pk: int) -> HttpResponse:
    writable = written_proposals(request.user).values("pk")
    paper = get_object_or_404(visible_proposal_files(request.user), pk=pk, proposal__in=writable)
    detach_from_proposal(paper, by=request.user)
    messages.success(request, "Đã gỡ tệp khỏi đề xuất.")
    return redirect("campaigns:proposal_edit", pk=paper.proposal_id)


@login_required
@require_POST
def proposal_discard(request: HttpRequest, pk: int) -> HttpResponse:
    proposal = get_object_or_404(written_proposals(request.user), pk=pk)
    try:
        discard_proposal(proposal, by=request.user)
        messages.success(request, "Đã xóa bản nháp.")
        return redirect("campaigns:proposal_list", pk=proposal.campaign_id)
    except Refused as refused:
        messages.error(request, refused.reasons[0])
        return redirect(proposal)


def _units(request: HttpRequest, campaign: Campaign) -> list[Any]:
    units = proposing_units(request.user, campaign)
    if not units or campaign.status != CampaignStatus.LAUNCHED:
        raise Http404
    return units


def _crumbs(proposal: Proposal) -> list[tuple[str, str]]:
    url = reverse("campaigns:proposal_list", args=[proposal.campaign_id])
    return [*crumbs_of(proposal.campaign, "x")[:-1], ("Đề xuất", url)]
