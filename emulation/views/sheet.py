"""Registration sheets: list, the grid, its life, the paper form, amendments."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from core.forms import show_refusal
from core.views import exported, number, page, window
from core.workflow import Refused
from emulation.choices import Role, SheetStatus
from emulation.forms.sheet import AmendForm, EndorsementForm, SheetFilter
from emulation.models import Sheet, Unit, User
from emulation.selectors.differences import amendment_of
from emulation.selectors.grid import grid_of
from emulation.selectors.imports import importing_units
from emulation.selectors.plans import houses_of, registering_units, rounds_taking, visible_rounds
from emulation.selectors.sheets import sheets_found, state_counts, visible_sheets
from emulation.services.review import accept_sheet, return_sheet
from emulation.services.sheet import amend_sheet, open_sheet, recall_sheet, record_endorsement, submit_sheet
from emulation.views.sheet_page import crumbs_of, sheet_answer, sheet_context

STEPS = {"submit": submit_sheet, "recall": recall_sheet, "accept": accept_sheet}
COLUMNS = (
    ("Đơn vị", 36, "unit"),
    ("Đợt đăng ký", 30, "round"),
    ("Trạng thái", 20, "state"),
    ("Gửi muộn", 12, "state"),
    ("Số dòng", 10, "lines"),
    ("Số biên nhận", 16, "receipt"),
    ("Từ ngày", 14, "since"),
)
ORDERS = {"": ("-state_since", "-pk"), "cu": ("state_since", "pk"), "don-vi": ("unit__position", "pk")}


@login_required
def sheet_list(request: HttpRequest) -> HttpResponse:
    form, sheets, shown, order = _listed(request)
    context = {
        "form": form,
        "window": window(shown.annotate(lines=Count("entries")), request, order=order),
        "chips": _chips(request, state_counts(sheets), form.cleaned_data.get("trang_thai")),
        "starts": _starts(request.user),
        "is_office": request.user.holds(Role.OFFICE),
        "may_import": importing_units(request.user).exists(),
        "is_filtered": any(form.cleaned_data.values()),
    }
    return page(request, "emulation/sheet_list.html", context, part="rows")


@login_required
def sheet_export(request: HttpRequest) -> StreamingHttpResponse:
    """Send what the list shows, row by row."""
    _, _, shown, order = _listed(request)
    rows = shown.annotate(lines=Count("entries")).order_by(*order).iterator(500)
    name = f"ban-dang-ky-{timezone.localdate():%Y%m%d}"
    return exported(request, name, "Bản đăng ký", COLUMNS, (_cells(sheet) for sheet in rows))


@login_required
@require_POST
def sheet_create(request: HttpRequest) -> HttpResponse:
    called = get_object_or_404(visible_rounds(request.user), pk=number(request.POST.get("dot")))
    unit = get_object_or_404(registering_units(called.facility), pk=number(request.POST.get("don-vi")))
    try:
        return redirect(open_sheet(called, unit, by=request.user))
    except Refused as refused:
        messages.error(request, " ".join(refused.reasons))
        return redirect("emulation:sheet_list")


@login_required
def sheet_detail(request: HttpRequest, pk: int) -> HttpResponse:
    sheet = get_object_or_404(visible_sheets(request.user), pk=pk)
    return page(request, "emulation/sheet_detail.html", sheet_context(request, sheet))


@login_required
@require_POST
def sheet_step(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    sheet = get_object_or_404(visible_sheets(request.user), pk=pk)
    try:
        _take(sheet, step, by=request.user, note=request.POST.get("note", ""))
        messages.success(request, _told(sheet, step))
    except Refused as refused:
        messages.error(request, " ".join(refused.reasons))
        return redirect(sheet)
    return redirect("emulation:review_queue" if step == "accept" else sheet)


@login_required
@require_POST
def sheet_endorsement(request: HttpRequest, pk: int) -> HttpResponse:
    sheet = get_object_or_404(visible_sheets(request.user), pk=pk)
    form = EndorsementForm(request.POST)
    if form.is_valid():
        try:
            record_endorsement(sheet, **form.cleaned_data, by=request.user)
            messages.success(request, "Đã ghi cuộc họp suy tôn.")
            return redirect(f"{sheet.get_absolute_url()}#suy-ton")
        except Refused as refused:
            show_refusal(form, refused)
    return sheet_answer(request, sheet, endorsement=form)


@login_required
def sheet_amend(request: HttpRequest, pk: int) -> HttpResponse:
    sheet = get_object_or_404(visible_sheets(request.user), pk=pk)
    form = AmendForm(request.POST or None)
    if form.is_valid():
        try:
            new = amend_sheet(sheet, reason=form.cleaned_data["reason"], by=request.user)
            messages.success(request, f"Đã lập {new.label}. Bản trước còn hiệu lực tới khi bản này được tiếp nhận.")
            return redirect(new)
        except Refused as refused:
            show_refusal(form, refused)
    context = {"sheet": sheet, "form": form, "crumbs": [*crumbs_of(sheet), ("Bổ sung, điều chỉnh", "")]}
    return page(request, "emulation/sheet_amend.html", context, status=422 if request.POST else 200)


@login_required
def sheet_compare(request: HttpRequest, pk: int) -> HttpResponse:
    sheet = get_object_or_404(visible_sheets(request.user).select_related("previous"), pk=pk)
    difference = amendment_of(sheet)
    context = {
        "sheet": sheet,
        "difference": difference,
        "grid": grid_of(sheet, difference=difference),
        "crumbs": [*crumbs_of(sheet), ("So với bản trước", "")],
    }
    return page(request, "emulation/sheet_compare.html", context)


@login_required
def sheet_print(request: HttpRequest, pk: int) -> HttpResponse:
    sheet = get_object_or_404(visible_sheets(request.user), pk=pk)
    return page(request, "emulation/sheet_print.html", {"sheet": sheet, "grid": grid_of(sheet)})


def _take(sheet: Sheet, step: str, *, by: User, note: str) -> None:
    if step == "return":
        return_sheet(sheet, note=note, by=by)
    elif step in STEPS:
        STEPS[step](sheet, by=by)
    else:
        raise Refused(["Không có bước này."])


def _told(sheet: Sheet, step: str) -> str:
    """Return what the person is told after a step; the receipt after sending."""
    if step != "submit":
        return f"{sheet.unit.label}: {sheet.get_status_display().lower()}."
    late = " Gửi sau hạn nên được ghi là gửi muộn." if sheet.is_late else ""
    return f"Đã gửi phòng TCCB. Số biên nhận {sheet.receipt_number}.{late}"


def _listed(request: HttpRequest) -> tuple[SheetFilter, QuerySet[Sheet], QuerySet[Sheet], tuple[str, ...]]:
    """Return the filter, the sheets before and after the choice of a state, and their order."""
    form = SheetFilter(request.GET, rounds=visible_rounds(request.user))
    form.is_valid()
    wanted = form.cleaned_data
    sheets = _narrowed(visible_sheets(request.user).filter(is_latest=True), wanted)
    state = wanted.get("trang_thai")
    shown = sheets.filter(status=state) if state else sheets
    return form, sheets, shown, ORDERS.get(wanted.get("sap") or "", ORDERS[""])


def _cells(sheet: Sheet) -> tuple[Any, ...]:
    since = timezone.localdate(sheet.state_since)
    late = "gửi muộn" if sheet.is_late else ""
    state = sheet.get_status_display()
    return (sheet.unit.name, str(sheet.round), state, late, sheet.lines, sheet.receipt_number, since)  # type: ignore[attr-defined]


def _narrowed(sheets: QuerySet[Sheet], wanted: dict[str, Any]) -> QuerySet[Sheet]:
    if wanted.get("dot"):
        sheets = sheets.filter(round=wanted["dot"])
    if wanted.get("loai"):
        sheets = sheets.filter(unit__kind=wanted["loai"])
    return sheets_found(sheets, query=wanted.get("q") or "")


def _chips(request: HttpRequest, counts: dict[str, int], state: str | None) -> list[dict[str, Any]]:
    rows = [("", "Tất cả", sum(counts.values()))]
    rows += [(value, label, counts[value]) for value, label in SheetStatus.choices if counts[value] or value == state]
    return [
        {"label": label, "count": count, "url": _address(request, value), "current": (state or "") == value}
        for value, label, count in rows
    ]


def _address(request: HttpRequest, state: str) -> str:
    kept = request.GET.copy()
    for name in ("trang_thai", "sau", "truoc"):
        kept.pop(name, None)
    if state:
        kept["trang_thai"] = state
    return f"{reverse('emulation:sheet_list')}?{kept.urlencode()}"


def _starts(user: User) -> list[tuple[Any, Unit]]:
    """Return the open rounds in which a unit of the person has no sheet yet; a supplementary one
    is offered until its last day.
    """
    units = [unit for unit in user.units_of(Role.HEAD, Role.CLERK) if unit.facility_id]
    if not units:
        return []
    today = timezone.localdate()
    rounds = [called for called in rounds_taking(houses_of(user)) if called.minimum or called.closes_on >= today]
    there = set(Sheet.objects.filter(round__in=rounds, unit__in=units).values_list("round_id", "unit_id"))
    house = {unit.pk: unit for unit in units}
    able = registering_units(units[0].facility).filter(pk__in=house)
    return [(called, unit) for unit in able for called in rounds if (called.pk, unit.pk) not in there]
