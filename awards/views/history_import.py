"""The history of a hospital by web: a workbook handed in, previewed by sheet and cell, taken in as previewed."""

from io import BytesIO
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from awards.builders.history_lines import CHANGED, HELD, NEW
from awards.builders.history_plan import OUTCOMES, HistoryPlan
from awards.documents.history_template import GUIDE, history_template
from awards.selectors.history_uploads import importing_houses, visible_history_uploads
from awards.services.history_upload import plan_of_upload, receive_history, take_history
from core.forms import HouseWorkbookForm, show_refusal
from core.views import page, posted
from core.workflow import Refused
from emulation.choices import SEVERITIES
from emulation.models import Attachment

PAGE_ROWS = 200
CRUMBS = [("Khen thưởng", "/khen-thuong/")]
_TEMPLATE_NAME = "mau-lich-su-thi-dua.xlsx"


@login_required
def history_import(request: HttpRequest) -> HttpResponse:
    houses = importing_houses(request.user)
    if not houses:
        raise Http404
    form = HouseWorkbookForm(posted(request), request.FILES or None, houses=houses, label="Tệp lịch sử thi đua")
    if request.method == "POST" and form.is_valid():
        asked = form.cleaned_data
        try:
            kept = receive_history(asked["file"], facility=asked["facility"], by=request.user)
            return redirect("awards:history_import_detail", kept.pk)
        except Refused as refused:
            show_refusal(form, refused)
    context = {
        "form": form,
        "guide": GUIDE,
        "uploads": visible_history_uploads(request.user)[:8],
        "crumbs": [*CRUMBS, ("Nhập lịch sử thi đua", "")],
    }
    return page(request, "awards/history_import.html", context, status=422 if form.errors else 200)


@login_required
def history_import_template(request: HttpRequest) -> FileResponse:
    """Give the empty workbook with its pick lists."""
    house = importing_houses(request.user).first()
    if house is None:
        raise Http404
    return FileResponse(BytesIO(history_template(house)), as_attachment=True, filename=_TEMPLATE_NAME)


@login_required
def history_import_detail(request: HttpRequest, pk: int) -> HttpResponse:
    kept = get_object_or_404(visible_history_uploads(request.user), pk=pk)
    try:
        plan = plan_of_upload(kept)
    except Refused as refused:
        messages.error(request, " ".join(refused.reasons))
        return redirect("awards:history_import")
    crumbs = [*CRUMBS, ("Nhập lịch sử thi đua", reverse("awards:history_import")), (kept.name, "")]
    context = preview_context(request, kept, plan) | {"crumbs": crumbs}
    return page(request, "awards/history_import_detail.html", context)


@login_required
@require_POST
def history_import_take(request: HttpRequest, pk: int) -> HttpResponse:
    kept = get_object_or_404(visible_history_uploads(request.user), pk=pk)
    try:
        counts = take_history(kept, seen=request.POST.get("seen", ""), by=request.user).counts
        messages.success(request, f"Đã nhập: {counts[NEW]} mục mới, {counts[CHANGED]} mục thay đổi.")
    except Refused as refused:
        messages.error(request, " ".join(refused.reasons))
    return redirect("awards:history_import_detail", kept.pk)


def preview_context(request: HttpRequest, kept: Attachment, plan: HistoryPlan) -> dict[str, Any]:
    """Return what the preview of a workbook shows, whole history or not."""
    counts = plan.counts
    ready = counts[NEW] + counts[CHANGED]
    wanted = request.GET.get("muc", "")
    told = [finding for finding in plan.findings if wanted in ("", finding.severity)]
    start = _page(request) * PAGE_ROWS
    return {
        "kept": kept,
        "sheets": [(name, *(count[outcome] for outcome in OUTCOMES)) for name, count in plan.by_sheet().items()],
        "total": tuple(counts[outcome] for outcome in OUTCOMES),
        "chips": _chips(plan, wanted),
        "told": [(finding, *SEVERITIES[finding.severity]) for finding in told[start : start + PAGE_ROWS]],
        "next_page": _page(request) + 2 if len(told) > start + PAGE_ROWS else 0,
        "previous_page": _page(request) if start else 0,
        "seen": plan.fingerprint,
        "ready": ready,
        "reasons": [] if ready else [_why_not(counts[HELD])],
    }


def _chips(plan: HistoryPlan, wanted: str) -> list[dict[str, Any]]:
    numbers = {name: sum(f.severity == name for f in plan.findings) for name in SEVERITIES}
    chips = [{"label": "Tất cả", "url": "?", "count": len(plan.findings), "current": not wanted}]
    return chips + [
        {"label": label, "url": f"?muc={name}", "count": numbers[name], "current": wanted == name}
        for name, (label, _) in SEVERITIES.items()
        if numbers[name]
    ]


def _why_not(held: int) -> str:
    return f"Sửa {held} dòng giữ lại trong tệp rồi tải lại." if held else "Mọi dòng của tệp đã có trên hệ thống."


def _page(request: HttpRequest) -> int:
    number = request.GET.get("trang", "1")
    return max(int(number) - 1, 0) if number.isdigit() and len(number) < 5 else 0
