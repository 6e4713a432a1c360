"""Workbooks by web: handed in, read in the background, previewed with every doubt at its cell, taken in as shown."""

from io import BytesIO
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from core.forms import show_refusal
from core.text import grouped
from core.views import page, page_number
from core.workflow import Refused
from emulation.builders.batch_reading import BACK, fix_of, parts_of
from emulation.builders.import_decided import decided, decided_rows
from emulation.builders.import_plan import HELD
from emulation.builders.three_way import RENAME
from emulation.forms.imports import WorkbookForm
from emulation.models import ImportBatch, Job
from emulation.selectors.imports import (
    HOUSE_KEEPERS,
    importing_rounds,
    importing_units,
    preview_row,
    preview_rows,
    visible_batches,
)
from emulation.services.job import watch_end
from emulation.services.registration_import import (
    NO_RENAMING,
    is_long,
    may_rename,
    mend_workbook,
    order_work,
    put_workbook_away,
    receive_workbook,
    take_workbook_in,
)
from emulation.services.registration_marks import is_marked_later, marked
from emulation.services.registration_undo import undo_counts, undo_refusals, undo_workbook
from emulation.services.upload import LAPSED, PREVIEW_DAYS

JUST = "vua-chon"
PLANNED_ANEW = "Đang xem xét lại những chỗ vừa sửa; xong rồi hãy nhập. Cứ sửa tiếp các dòng khác."
CRUMBS = [("Đăng ký", "/dang-ky/")]
END = {"lapsed": LAPSED, "preview_days": PREVIEW_DAYS}  # of a list that nobody takes in


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
@never_cache
def import_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Show how far the work on a workbook is, or its preview; at its end the fragment asks for the page."""
    batch = get_object_or_404(visible_batches(request.user), pk=pk)
    if request.htmx and not request.htmx.boosted and not batch.is_busy:  # type: ignore[attr-defined]
        watch_end(batch.job, by=request.user)
        return HttpResponse(headers={"HX-Refresh": "true"})
    return page(request, "emulation/import_detail.html", END | _context(request, batch), part="progress")


@login_required
@require_POST
def import_mend(request: HttpRequest, pk: int) -> HttpResponse:
    batch = get_object_or_404(visible_batches(request.user), pk=pk)
    fix = fix_of(request.POST.get("way", ""))
    place = request.POST.get("place", "")
    parts = parts_of(place)
    if fix is None or parts is None:
        raise Http404
    try:
        mend_workbook(batch, place=place, fix=fix, by=request.user)
    except Refused as refused:
        messages.error(request, " ".join(refused.reasons))
    asked = request.GET.copy()
    asked.pop(JUST, None)
    if BACK not in fix:
        asked[JUST] = place
    return redirect(f"{batch.get_absolute_url()}?{asked.urlencode()}#dong-{parts[1]}")


@login_required
@require_POST
def import_take(request: HttpRequest, pk: int) -> HttpResponse:
    batch = get_object_or_404(visible_batches(request.user), pk=pk)
    seen = request.POST.get("seen", "")
    try:
        if is_long(batch):
            order_work(batch, "take_registrations", f"Nhập tệp {batch.name}", by=request.user, seen=seen)
        else:
            take_workbook_in(batch, seen=seen, by=request.user)
    except Refused as refused:
        messages.error(request, " ".join(refused.reasons))
    return redirect(batch)


@login_required
def import_undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what would be taken back, and take it back when that is confirmed."""
    batch = get_object_or_404(visible_batches(request.user), pk=pk)
    reasons = undo_refusals(batch, by=request.user)
    if reasons:
        messages.error(request, " ".join(reasons[:3]))
        return redirect(batch)
    if request.method != "POST":
        return page(request, "ui/confirm.html", _undoing(batch))
    try:
        if is_long(batch):
            order_work(batch, "undo_registrations", f"Hoàn tác tệp {batch.name}", by=request.user)
        else:
            undo_workbook(batch, by=request.user)
    except Refused as refused:
        messages.error(request, " ".join(refused.reasons[:3]))
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
def import_marked(request: HttpRequest, pk: int) -> HttpResponse | FileResponse:
    """Give the workbook with its errors marked; a long one is ordered by a press, and found among the work."""
    readable = visible_batches(request.user).filter(read_at__isnull=False, refusals=[]).exclude(file="")
    batch = get_object_or_404(readable, pk=pk)
    if request.method != "POST" and is_marked_later(batch):
        return redirect(batch)
    try:
        made = marked(batch, by=request.user)
    except Refused as refused:
        messages.error(request, " ".join(refused.reasons))
        return redirect(batch)
    if isinstance(made, Job):
        return redirect("emulation:job_detail", made.pk)
    name, content = made
    return FileResponse(BytesIO(content), as_attachment=True, filename=name)


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
    found = batch.overview
    context: dict[str, Any] = {
        "batch": batch,
        "job": batch.job,
        "url": batch.get_absolute_url(),
        "shown": found,
        "crumbs": [*CRUMBS, ("Nhập từ Excel", reverse("emulation:registration_import")), (batch.name, "")],
    }
    if batch.is_shut or not found:
        return context
    counts, number = found["counts"], page_number(request)
    wanted = request.GET.get("ket-qua") or (HELD if counts[HELD] else "all")
    rows, has_more = preview_rows(batch, wanted, number)
    if not may_rename(request.user, batch):
        _shut_renaming(rows)
    return context | {
        "is_marked_later": found["has_marks"] and is_marked_later(batch),
        "rows": decided_rows(rows, batch.fixes) if batch.is_busy else rows,
        "just": _just_decided(request, batch),
        "wanted": wanted,
        "next_page": number + 2 if has_more else 0,
        "previous_page": number,
        "reasons": [PLANNED_ANEW] if batch.is_busy else [] if found["ready"] else [_why_not(counts[HELD])],
    }


def _shut_renaming(rows: list[dict[str, Any]]) -> None:
    """Put why not in the place of the button that renames a model."""
    for word in (word for row in rows for word in row.get("words", ())):
        ways = [way for way in word["ways"] if not way[0].startswith(f"{RENAME}:")]
        if len(ways) < len(word["ways"]):
            word["ways"], word["why"] = ways, NO_RENAMING


def _just_decided(request: HttpRequest, batch: ImportBatch) -> dict[str, str]:
    """Return what was just decided, in words, and the place where it may be taken back."""
    place = request.GET.get(JUST, "")
    fix, parts = batch.fixes.get(place), parts_of(place)
    if not fix or not parts:
        return {}
    sheet, number, _ = parts
    return {"place": place, "text": decided(fix, number, preview_row(batch, sheet, number))}


def _undoing(batch: ImportBatch) -> dict[str, Any]:
    new, changed = undo_counts(batch)
    return {
        "title": "Hoàn tác lần nhập",
        "lead": f"{batch.name} · {batch.round}",
        "facts": [
            ("Dòng mới sẽ bị xóa", grouped(new)),
            ("Dòng trở lại như trước khi nhập", grouped(changed)),
        ],
        "warning": "Chỉ những gì tệp này đã ghi được đưa về như trước khi nhập. Muốn nhập lại thì tải tệp lên lần nữa.",
        "label": "Hoàn tác",
        "danger": True,
        "back": batch.get_absolute_url(),
        "crumbs": [
            *CRUMBS, ("Nhập từ Excel", reverse("emulation:registration_import")),
            (batch.name, batch.get_absolute_url()), ("Hoàn tác", ""),
        ],
    }  # fmt: skip


def _why_not(held: int) -> str:
    return f"Sửa {grouped(held)} dòng giữ lại rồi nhập tiếp." if held else "Không có dòng nào mới hay thay đổi để nhập."
