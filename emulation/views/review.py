"""The office's queue: read side by side, comment, return with a reason, accept one or many."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from core.forms import show_refusal
from core.views import exported, numbers, page
from core.workflow import Refused
from emulation.choices import Role
from emulation.forms.review import ReturnForm
from emulation.models import Sheet
from emulation.selectors.grid import grid_of
from emulation.selectors.sheets import visible_sheets, waiting_sheets
from emulation.services.review import accept_sheets, return_sheet
from emulation.tables import QUEUE_COLUMNS, queue_rows
from emulation.views.review_page import return_context, review_context, review_crumbs, review_queue_of
from emulation.workflow import SHEET


@login_required
def review_queue(request: HttpRequest) -> HttpResponse:
    if not request.user.holds(Role.OFFICE):
        raise Http404
    context = {"queue": review_queue_of(request), "crumbs": review_crumbs()[:1]}
    return page(request, "emulation/review_queue.html", context)


@login_required
def review_export(request: HttpRequest) -> StreamingHttpResponse:
    """Send the queue as it stands, the oldest first."""
    if not request.user.holds(Role.OFFICE):
        raise Http404
    today = timezone.localdate()
    rows = queue_rows(review_queue_of(request), today)
    return exported(request, f"cho-xem-{today:%Y%m%d}", "Bản đăng ký chờ xem", QUEUE_COLUMNS, rows)


@login_required
def review_detail(request: HttpRequest, pk: int) -> HttpResponse:
    sheet = waiting_sheets(request.user).filter(pk=pk).first()
    if sheet is None:
        return redirect(get_object_or_404(visible_sheets(request.user), pk=pk))
    return page(request, "emulation/review_detail.html", review_context(request, sheet))


@login_required
def review_return(request: HttpRequest, pk: int) -> HttpResponse:
    sheet = get_object_or_404(waiting_sheets(request.user), pk=pk)
    remarks = [remark for remark in grid_of(sheet).open_remarks if not remark.comment.by_unit]
    form = ReturnForm(request.POST or None, sheet=sheet, remarks=remarks)
    if form.is_valid():
        wanted = form.cleaned_data
        try:
            keep = [int(value) for value in wanted["keep"]] if "keep" in wanted else None
            return_sheet(sheet, note=wanted["note"], fix_by=wanted["fix_by"], keep=keep, by=request.user)
            messages.success(request, f"Đã trả lại {sheet.label} của {sheet.unit.label}.")
            return redirect("emulation:review_queue")
        except Refused as refused:
            show_refusal(form, refused)
    context = {**return_context(sheet, form), "crumbs": [*review_crumbs(), (sheet.unit.label, _url(sheet))]}
    return page(request, "emulation/review_return.html", context, status=422 if request.POST else 200)


@login_required
@require_POST
def review_accept(request: HttpRequest) -> HttpResponse:
    chosen = numbers(request.POST.getlist("chon"))
    sheets = list(waiting_sheets(request.user).filter(pk__in=chosen).annotate(lines=Count("entries")))
    if not sheets:
        messages.info(request, "Chưa chọn bản nào, hoặc các bản đã được xem xong.")
        return redirect("emulation:review_queue")
    if "confirmed" not in request.POST:
        return page(request, "ui/confirm.html", _preview(request, sheets))
    taken, refused = accept_sheets(sheets, by=request.user)
    if taken:
        names = ", ".join(sheet.unit.label for sheet in taken)
        messages.success(request, f"Đã tiếp nhận {len(taken)} bản: {names}.")
    for sheet, reasons in refused:
        messages.error(request, f"{sheet.unit.label} chưa tiếp nhận được: {' '.join(reasons)}")
    return redirect("emulation:review_queue")


def _preview(request: HttpRequest, sheets: list[Sheet]) -> dict[str, Any]:
    """Return what accepting will change, sheet by sheet, and what cannot be accepted."""
    judged = [(sheet, SHEET.refusals(sheet, "accept", by=request.user)) for sheet in sheets]
    able = [sheet for sheet, reasons in judged if not reasons]
    return {
        "title": f"Tiếp nhận {len(able)} bản đăng ký",
        "lead": "Các bản này vào danh sách của bệnh viện và chờ Hội đồng. Trưởng đơn vị được báo ngay.",
        "facts": [
            ("Số bản tiếp nhận", len(able)),
            ("Số điển hình", sum(sheet.lines for sheet in able)),
            ("Bản thay bản đang có hiệu lực", sum(1 for sheet in able if sheet.previous_id)),
            ("Chưa tiếp nhận được", len(judged) - len(able)),
        ],
        "items": [
            f"{sheet.unit.name}, {sheet.label}: {sheet.lines} dòng" + (f" – {' '.join(reasons)}" if reasons else "")
            for sheet, reasons in judged
        ],
        "label": f"Tiếp nhận {len(able)} bản",
        "back": reverse("emulation:review_queue"),
        "fields": [("chon", sheet.pk) for sheet in able],
        "crumbs": review_crumbs(),
    }


def _url(sheet: Sheet) -> str:
    return reverse("emulation:review_detail", args=[sheet.pk])
