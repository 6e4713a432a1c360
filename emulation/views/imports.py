"""Workbooks by web: handed in, previewed with every doubt at its cell, taken in as previewed."""

from io import BytesIO
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from core.forms import show_refusal
from core.views import page
from core.workflow import Refused
from emulation.builders.batch_reading import fix_of
from emulation.builders.import_preview import Preview, preview_of
from emulation.documents.marked_workbook import marked_workbook
from emulation.forms.imports import WorkbookForm
from emulation.models import ImportBatch
from emulation.selectors.imports import HOUSE_KEEPERS, importing_rounds, importing_units, visible_batches
from emulation.services.registration_import import (
    mend_workbook,
    plan_of,
    put_workbook_away,
    receive_workbook,
    take_workbook_in,
)

PAGE_ROWS = 300
CRUMBS = [("Đăng ký", "/dang-ky/")]


@login_required
def registration_import(request: HttpRequest) -> HttpResponse:
    units = importing_units(request.user)
    if not units.exists():
        raise Http404
    form = _form(request, units)
    if request.method == "POST" and form.is_valid():
        asked = form.cleaned_data
        try:
            batch = receive_workbook(
                asked["file"].read(), name=asked["file"].name, round=asked["round"], unit=asked["unit"], by=request.user
            )
            return redirect(batch)
        except Refused as refused:
            show_refusal(form, refused)
    context = {
        "form": form,
        "first_round": importing_rounds(request.user).first(),
        "batches": visible_batches(request.user)[:8],
        "crumbs": [*CRUMBS, ("Nhập từ Excel", "")],
    }
    return page(request, "emulation/registration_import.html", context, status=422 if form.errors else 200)


@login_required
def import_detail(request: HttpRequest, pk: int) -> HttpResponse:
    batch = get_object_or_404(visible_batches(request.user), pk=pk)
    return page(request, "emulation/import_detail.html", _context(request, batch))


@login_required
@require_POST
def import_mend(request: HttpRequest, pk: int) -> HttpResponse:
    batch = get_object_or_404(visible_batches(request.user), pk=pk)
    fix = fix_of(request.POST.get("way", ""))
    place = request.POST.get("place", "")
    if fix is None or place.count("|") < 2:
        raise Http404
    try:
        mend_workbook(batch, place=place, fix=fix, by=request.user)
    except Refused as refused:
        messages.error(request, " ".join(refused.reasons))
    row = place.split("|")[-2]
    return redirect(f"{batch.get_absolute_url()}?{request.GET.urlencode()}#dong-{row}")


@login_required
@require_POST
def import_take(request: HttpRequest, pk: int) -> HttpResponse:
    batch = get_object_or_404(visible_batches(request.user), pk=pk)
    try:
        take_workbook_in(batch, seen=request.POST.get("seen", ""), by=request.user)
    except Refused as refused:
        messages.error(request, " ".join(refused.reasons))
    return redirect(batch)


@login_required
@require_POST
def import_put_away(request: HttpRequest, pk: int) -> HttpResponse:
    batch = get_object_or_404(visible_batches(request.user), pk=pk)
    try:
        put_workbook_away(batch, by=request.user)
        messages.success(request, f"Đã bỏ tệp “{batch.name}”, không ghi gì.")
    except Refused as refused:
        messages.error(request, " ".join(refused.reasons))
        return redirect(batch)
    return redirect("emulation:registration_import")


@login_required
def import_marked(request: HttpRequest, pk: int) -> HttpResponse:
    batch = get_object_or_404(visible_batches(request.user), pk=pk)
    told = [f for f in plan_of(batch).findings if f.row and f.severity != "info"]
    with batch.file.open("rb") as stored:
        content = stored.read()
    marks = [(f.sheet, f.row or 0, f.column, f.severity, f.message) for f in told]
    name = f"{batch.name.rpartition('.')[0] or batch.name} – cần sửa.xlsx"
    return FileResponse(BytesIO(marked_workbook(content, batch.name, marks)), as_attachment=True, filename=name)


def _form(request: HttpRequest, units: Any) -> WorkbookForm:
    user, posted = request.user, request.method == "POST"
    return WorkbookForm(
        request.POST if posted else None,
        request.FILES if posted else None,
        rounds=importing_rounds(user),
        units=units,
        whole=bool(user.units_of(*HOUSE_KEEPERS)),
        initial={"round": request.GET.get("dot"), "unit": request.GET.get("don-vi")},
    )


def _context(request: HttpRequest, batch: ImportBatch) -> dict[str, Any]:
    plan = plan_of(batch)
    shown = preview_of(plan)
    counts = dict((outcome, number) for outcome, _, number in shown.counts)
    wanted = request.GET.get("ket-qua") or ("held" if counts["held"] else "all")
    rows = [row for row in shown.rows if wanted in ("all", row.outcome)]
    start = _page(request) * PAGE_ROWS
    ready = counts["new"] + counts["changed"]
    return {
        "batch": batch,
        "shown": shown,
        "heads": [(year, shown.columns.get(year, "")) for year in shown.years],
        "rows": rows[start : start + PAGE_ROWS],
        "next_page": _page(request) + 2 if len(rows) > start + PAGE_ROWS else 0,
        "previous_page": _page(request) if start else 0,
        "wanted": wanted,
        "chips": _chips(shown),
        "name_column": shown.name_column,
        "total": len(shown.rows),
        "sheets": list(dict.fromkeys(row.sheet for row in shown.rows)),
        "seen": plan.fingerprint,
        "ready": ready,
        "reasons": [] if ready else [_why_not(counts["held"])],
        "crumbs": [*CRUMBS, ("Nhập từ Excel", reverse("emulation:registration_import")), (batch.name, "")],
    }


def _why_not(held: int) -> str:
    return f"Sửa {held} dòng giữ lại rồi nhập tiếp." if held else "Không có dòng nào mới hay thay đổi để nhập."


def _chips(shown: Preview) -> list[dict[str, Any]]:
    return [
        {"outcome": outcome, "words": words, "number": number, "url": f"?ket-qua={outcome}"}
        for outcome, words, number in shown.counts
    ]


def _page(request: HttpRequest) -> int:
    number = request.GET.get("trang", "1")
    return max(int(number) - 1, 0) if number.isdigit() and len(number) < 5 else 0
