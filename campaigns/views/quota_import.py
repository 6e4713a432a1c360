"""Quotas by web: a list handed in, previewed number by number, taken in as previewed."""

from io import BytesIO
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from campaigns.builders.quota_plan import OUTCOMES, QuotaPlan
from campaigns.documents.quota_template import GUIDE, quota_template
from campaigns.selectors.quota_uploads import quota_houses, visible_quota_uploads
from campaigns.selectors.quotas import say_places
from campaigns.services.quota_import import plan_of_quotas, receive_quotas, take_quotas
from core.forms import HouseWorkbookForm, show_refusal
from core.views import page, posted
from core.workflow import Refused
from emulation.builders.import_plan import CHANGED
from emulation.choices import SEVERITIES
from emulation.models import Attachment

MOST_SHOWN = 300
CRUMBS = [("Phong trào", "/phong-trao/")]


@login_required
def quota_import(request: HttpRequest) -> HttpResponse:
    houses = quota_houses(request.user)
    if not houses:
        raise Http404
    form = HouseWorkbookForm(posted(request), request.FILES or None, houses=houses, label="Tệp số lượng xét")
    if request.method == "POST" and form.is_valid():
        asked = form.cleaned_data
        try:
            kept = receive_quotas(asked["file"], facility=asked["facility"], by=request.user)
            return redirect("campaigns:quota_import_detail", kept.pk)
        except Refused as refused:
            show_refusal(form, refused)
    context = {
        "form": form,
        "guide": GUIDE,
        "uploads": visible_quota_uploads(request.user)[:8],
        "crumbs": [*CRUMBS, ("Nhập số lượng xét", "")],
    }
    return page(request, "campaigns/quota_import.html", context, status=422 if form.errors else 200)


@login_required
def quota_import_template(request: HttpRequest) -> FileResponse:
    """Give the workbook with the campaigns of the house to choose from."""
    house = quota_houses(request.user).first()
    if house is None:
        raise Http404
    return FileResponse(BytesIO(quota_template(house)), as_attachment=True, filename="mau-so-luong-xet.xlsx")


@login_required
def quota_import_detail(request: HttpRequest, pk: int) -> HttpResponse:
    kept = get_object_or_404(visible_quota_uploads(request.user), pk=pk)
    try:
        plan = plan_of_quotas(kept)
    except Refused as refused:
        messages.error(request, " ".join(refused.reasons))
        return redirect("campaigns:quota_import")
    return page(request, "campaigns/quota_import_detail.html", _context(kept, plan))


@login_required
@require_POST
def quota_import_take(request: HttpRequest, pk: int) -> HttpResponse:
    kept = get_object_or_404(visible_quota_uploads(request.user), pk=pk)
    try:
        counts = take_quotas(kept, seen=request.POST.get("seen", ""), by=request.user).counts
        messages.success(request, f"Đã đổi {counts[CHANGED]} số lượng xét.")
    except Refused as refused:
        messages.error(request, " ".join(refused.reasons))
    return redirect("campaigns:quota_import_detail", kept.pk)


def _context(kept: Attachment, plan: QuotaPlan) -> dict[str, Any]:
    counts = plan.counts
    changed = [line for line in plan.lines if line.outcome == CHANGED]
    told = plan.findings
    return {
        "kept": kept,
        "total": [counts[outcome] for outcome in OUTCOMES],
        "changed": [(line, say_places(line.quota.places), say_places(line.places)) for line in changed[:MOST_SHOWN]],
        "rest_changed": max(len(changed) - MOST_SHOWN, 0),
        "told": [(finding, *SEVERITIES[finding.severity]) for finding in told[:MOST_SHOWN]],
        "rest_told": max(len(told) - MOST_SHOWN, 0),
        "seen": plan.fingerprint,
        "reasons": [] if changed else [_why_not(counts["held"])],
        "crumbs": [*CRUMBS, ("Nhập số lượng xét", reverse("campaigns:quota_import")), (kept.name, "")],
    }


def _why_not(held: int) -> str:
    return f"Sửa {held} dòng giữ lại trong tệp rồi tải lại." if held else "Mọi số lượng trong tệp đã đúng như hệ thống."
