"""Nominations from what the house already has: registered targets of a year, accepted proposals."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.views.decorators.http import require_POST

from awards.forms.nomination import AwardForm
from awards.forms.nomination_filter import TargetFilter, chosen
from awards.models import Nomination
from awards.selectors.nomination_sources import (
    TARGET_ORDER,
    nominating_units,
    prepared_by,
    registered_years,
    targets_matching,
    usable_proposals,
    usable_targets,
)
from awards.selectors.nominations import visible_nominations
from awards.services.nomination_source import draft_from_proposal, draft_from_targets
from campaigns.choices import ProposalStatus
from campaigns.models import Proposal
from campaigns.selectors.proposals import visible_proposals
from core.views import acted, number, numbers, page, posted, window, year_asked
from emulation.choices import title
from emulation.models import Target

HERE = ("Khen thưởng", reverse_lazy("awards:nomination_list"))
SOURCES = ("Từ đăng ký và phong trào", reverse_lazy("awards:nomination_sources"))
_MOST = 200


@login_required
def nomination_sources(request: HttpRequest) -> HttpResponse:
    """List what may become a nomination: registered titles of a year, and accepted proposals."""
    _only_for_writers(request)
    years = registered_years(request.user, timezone.localdate().year)
    year = number(request.GET.get("year"))
    year = year if year in years else next(iter(years), timezone.localdate().year)
    form = TargetFilter({**request.GET.dict(), "year": year}, years=years or [year])
    wanted = chosen(form)
    targets = targets_matching(usable_targets(request.user, year), q=wanted["q"] or "", title=wanted["title"] or "")
    shown = window(targets, request, order=TARGET_ORDER, size=50)
    context = {
        "form": form,
        "year": year,
        "window": shown,
        "rows": [(target, title(target.title).name) for target in shown.rows],
        "proposals": usable_proposals(request.user)[:30],
        "crumbs": [HERE, (SOURCES[0], "")],
    }
    return page(request, "awards/nomination_sources.html", context, part="rows")


@login_required
@require_POST
def nomination_from_targets(request: HttpRequest) -> HttpResponse:
    """Show which drafts will be made, then make them; each refusal is told by name."""
    _only_for_writers(request)
    year = year_asked(request.POST.get("year"))
    keys = numbers(request.POST.getlist("chon"))[:_MOST]
    targets = list(usable_targets(request.user, year).filter(pk__in=keys).order_by(*TARGET_ORDER))
    back = f"{SOURCES[1]}?year={year}"
    if not targets:
        messages.info(request, "Chưa chọn dòng nào, hoặc các dòng đã có đề nghị.")
        return redirect(back)
    if "confirmed" not in request.POST:
        return page(request, "ui/confirm.html", _preview(targets, year, back))
    made, refused = draft_from_targets(targets, by=request.user)
    if made:
        messages.success(request, f"Đã lập {len(made)} bản nháp. Ghi thành tích, đính kèm báo cáo rồi gửi từng bản.")
    for target, reasons in refused:
        messages.error(request, f"{target.entry.name}: {' '.join(reasons)}")
    return redirect(f"{HERE[1]}?status=draft" if made else back)


@login_required
def nomination_from_proposal(request: HttpRequest, pk: int) -> HttpResponse:
    """Say for which title and year an accepted proposal is nominated; show the nomination that stands already."""
    mine = visible_proposals(request.user).filter(prepared_by(request.user), status=ProposalStatus.ACCEPTED)
    proposal = get_object_or_404(mine.select_related("staff", "subject_unit"), pk=pk)
    if not usable_proposals(request.user).filter(pk=pk).exists():
        return _standing(request, proposal)
    form = AwardForm(posted(request), kind=proposal.kind, initial={"year": proposal.campaign.year})
    made: list[Nomination] = []
    if acted(form, lambda data: made.append(draft_from_proposal(proposal, **data, by=request.user))):
        messages.success(request, "Đã lập bản nháp với thành tích và minh chứng của đề xuất.")
        return redirect("awards:nomination_edit", pk=made[0].pk)
    context = {"proposal": proposal, "form": form, "crumbs": [HERE, SOURCES, (proposal.name, "")]}
    return page(request, "awards/nomination_from_proposal.html", context)


def _standing(request: HttpRequest, proposal: Proposal) -> HttpResponse:
    nomination = visible_nominations(request.user).filter(proposal=proposal).order_by("-pk").first()
    messages.info(request, "Đề xuất này đã có đề nghị khen thưởng.")
    return redirect(nomination if nomination else proposal)


def _only_for_writers(request: HttpRequest) -> None:
    if not nominating_units(request.user):
        raise Http404


def _preview(targets: list[Target], year: int, back: str) -> dict[str, Any]:
    return {
        "title": f"Lập {len(targets)} đề nghị năm {year}",
        "lead": "Mỗi dòng thành một bản nháp với danh hiệu đã đăng ký. Chưa gửi đi đâu.",
        "facts": [
            ("Số bản nháp", len(targets)),
            ("Số đơn vị", len({target.entry.sheet.unit_id for target in targets})),
        ],
        "items": [f"{t.entry.name} · {title(t.title).name} · {t.entry.sheet.unit.label}" for t in targets],
        "label": f"Lập {len(targets)} bản nháp",
        "back": back,
        "fields": [("year", year), *(("chon", target.pk) for target in targets)],
        "crumbs": [HERE, SOURCES, ("Lập nhiều đề nghị", "")],
        "action": reverse("awards:nomination_from_targets"),
    }
