"""The proposals of one campaign: searched, filtered, exported, accepted many at once."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from campaigns.choices import WAITING_PROPOSALS, CampaignStatus
from campaigns.forms.filters import ProposalFilter, chosen
from campaigns.models import Campaign, Proposal
from campaigns.selectors.campaigns import visible_campaigns
from campaigns.selectors.details import crumbs_of, meters_of, tabs_of
from campaigns.selectors.proposals import (
    proposals_matching,
    proposing_units,
    units_in,
    visible_proposals,
    waiting_proposals,
)
from campaigns.services.proposal import accept_proposals
from campaigns.tables import PROPOSAL_COLUMNS, proposal_rows
from core.text import file_name
from core.views import exported, numbers, page, window

ORDERS = {"": ("name_key", "pk"), "sent": ("submitted_at", "pk"), "changed": ("-state_since", "-pk")}


@login_required
def proposal_list(request: HttpRequest, pk: int) -> HttpResponse:
    campaign = get_object_or_404(visible_campaigns(request.user), pk=pk)
    form, proposals, order = _listed(request, campaign)
    shown = window(proposals, request, order=order, size=50)
    waiting = set(waiting_proposals(request.user).filter(campaign=campaign).values_list("pk", flat=True))
    context = {
        "campaign": campaign,
        "form": form,
        "window": shown,
        "rows": [(proposal, proposal.pk in waiting) for proposal in shown.rows],
        "meters": meters_of(campaign),
        "may_propose": campaign.status == CampaignStatus.LAUNCHED and bool(proposing_units(request.user, campaign)),
        "may_judge": bool(waiting),
        "tabs": tabs_of(campaign, request.user, "proposal_list"),
        "crumbs": crumbs_of(campaign),
    }
    return page(request, "campaigns/proposal_list.html", context, part="rows")


@login_required
def proposal_export(request: HttpRequest, pk: int) -> StreamingHttpResponse:
    campaign = get_object_or_404(visible_campaigns(request.user), pk=pk)
    _, proposals, order = _listed(request, campaign)
    rows = proposal_rows(proposals.order_by(*order).iterator(chunk_size=500))
    name = f"de-xuat-{file_name(campaign.title)}-{timezone.localdate():%Y%m%d}"
    return exported(request, name, "Đề xuất", PROPOSAL_COLUMNS, rows)


@login_required
@require_POST
def proposal_accept_many(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what will be accepted, then accept it; each refusal is told by name."""
    campaign = get_object_or_404(visible_campaigns(request.user), pk=pk)
    keys = numbers(request.POST.getlist("chon"))
    found = waiting_proposals(request.user).filter(campaign=campaign, pk__in=keys)
    proposals = list(found.select_related("campaign", "programme", "unit").order_by("submitted_at", "pk"))
    back = reverse("campaigns:proposal_list", args=[campaign.pk])
    if not proposals:
        messages.error(request, "Chưa chọn đề xuất nào đang chờ xem.")
        return redirect(back)
    if "confirmed" not in request.POST:
        return page(request, "ui/confirm.html", _preview(campaign, proposals, back))
    refused = accept_proposals(proposals, by=request.user)
    if done := len(proposals) - len(refused):
        messages.success(request, f"Đã nhận {done} đề xuất.")
    for proposal, reasons in refused:
        messages.error(request, f"{proposal.name}: {' '.join(reasons)}")
    return redirect(back)


def _listed(request: HttpRequest, campaign: Campaign) -> tuple[ProposalFilter, QuerySet[Proposal], tuple[str, ...]]:
    """Return the filter, the proposals that it leaves, and their order; by day of sending only those sent."""
    seen = visible_proposals(request.user).filter(campaign=campaign)
    form = ProposalFilter(request.GET, programmes=campaign.programmes.all(), units=units_in(seen))
    asked = chosen(form)
    order = ORDERS.get(asked.pop("order") or "", ORDERS[""])
    found = proposals_matching(seen, **asked)
    return form, found.exclude(submitted_at=None) if order[0] == "submitted_at" else found, order


def _preview(campaign: Campaign, proposals: list[Proposal], back: str) -> dict[str, Any]:
    reserve = sum(1 for p in proposals if p.status == WAITING_PROPOSALS[1])
    return {
        "title": f"Nhận {len(proposals)} đề xuất",
        "lead": str(campaign),
        "facts": [("Nhận", len(proposals)), ("Trong đó từ danh sách dự bị", reserve)],
        "items": [f"{p.name} · {p.unit} · {p.get_status_display()}" for p in proposals],
        "warning": "Hết chỗ thì đề xuất gửi sau không được nhận, và được báo tên." if reserve else "",
        "label": f"Nhận {len(proposals)} đề xuất",
        "back": back,
        "crumbs": crumbs_of(campaign, "Nhận đề xuất"),
        "fields": [("chon", p.pk) for p in proposals],
    }
