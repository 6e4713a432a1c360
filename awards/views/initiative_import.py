"""Initiatives and research by web: a workbook handed in, previewed, taken in as previewed."""

from io import BytesIO

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from awards.builders.history_lines import CHANGED, NEW
from awards.choices import INITIATIVES
from awards.documents.history_template import INITIATIVE_GUIDE, initiative_template
from awards.selectors.history_uploads import importing_houses, visible_history_uploads
from awards.services.history_upload import plan_of_upload, receive_history, take_history
from awards.views.history_import import preview_context
from core.forms import HouseWorkbookForm, show_refusal
from core.views import page, posted
from core.workflow import Refused

CRUMBS = [("Hồ sơ", "/ho-so/"), ("Sáng kiến", "/ho-so/sang-kien/")]


@login_required
def initiative_import(request: HttpRequest) -> HttpResponse:
    houses = importing_houses(request.user)
    if not houses:
        raise Http404
    form = HouseWorkbookForm(posted(request), request.FILES or None, houses=houses, label="Tệp sáng kiến, đề tài")
    if request.method == "POST" and form.is_valid():
        asked = form.cleaned_data
        try:
            kept = receive_history(asked["file"], kind=INITIATIVES, facility=asked["facility"], by=request.user)
            return redirect("awards:initiative_import_detail", kept.pk)
        except Refused as refused:
            show_refusal(form, refused)
    context = {
        "form": form,
        "guide": INITIATIVE_GUIDE,
        "uploads": visible_history_uploads(request.user, INITIATIVES)[:8],
        "crumbs": [*CRUMBS, ("Nhập từ Excel", "")],
    }
    return page(request, "awards/initiative_import.html", context, status=422 if form.errors else 200)


@login_required
def initiative_import_template(request: HttpRequest) -> FileResponse:
    """Give the empty workbook with its pick lists."""
    if not importing_houses(request.user).exists():
        raise Http404
    return FileResponse(BytesIO(initiative_template()), as_attachment=True, filename="mau-sang-kien.xlsx")


@login_required
def initiative_import_detail(request: HttpRequest, pk: int) -> HttpResponse:
    kept = get_object_or_404(visible_history_uploads(request.user, INITIATIVES), pk=pk)
    try:
        plan = plan_of_upload(kept, INITIATIVES)
    except Refused as refused:
        messages.error(request, " ".join(refused.reasons))
        return redirect("awards:initiative_import")
    crumbs = [*CRUMBS, ("Nhập từ Excel", reverse("awards:initiative_import")), (kept.name, "")]
    context = preview_context(request, kept, plan) | {"crumbs": crumbs}
    return page(request, "awards/initiative_import_detail.html", context)


@login_required
@require_POST
def initiative_import_take(request: HttpRequest, pk: int) -> HttpResponse:
    kept = get_object_or_404(visible_history_uploads(request.user, INITIATIVES), pk=pk)
    try:
        counts = take_history(kept, kind=INITIATIVES, seen=request.POST.get("seen", ""), by=request.user).counts
        messages.success(request, f"Đã nhập: {counts[NEW]} dòng mới, {counts[CHANGED]} dòng thay đổi.")
    except Refused as refused:
        messages.error(request, " ".join(refused.reasons))
    return redirect("awards:initiative_import_detail", kept.pk)
