"""The official form as a download: of one unit, of the whole house, or blank."""

from io import BytesIO

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from core.views import number
from emulation.documents.registration_form import ONE_LIST, SHEET_PER_UNIT
from emulation.documents.registration_sheets import blank_workbook, entries_workbook, list_workbook
from emulation.selectors.imports import importing_units
from emulation.selectors.plans import visible_rounds
from emulation.selectors.registration_lists import exported_sheets
from emulation.selectors.sheets import LIST_ORDER, visible_entries, visible_sheets

NOTHING_ACCEPTED = (
    "Chưa có bản nào được tiếp nhận để xuất danh sách. "
    "Muốn lấy bản đang soạn, mở bản đó rồi bấm Xem bản in, Tải Excel."
)


@login_required
def registration_export(request: HttpRequest) -> HttpResponse:
    """Send the official form; where nothing has been accepted yet the list says so."""
    unit, called = number(request.GET.get("don-vi")), number(request.GET.get("dot"))
    sheets = list(exported_sheets(visible_sheets(request.user), round=called, unit=unit))
    if not sheets and unit is None:
        messages.warning(request, NOTHING_ACCEPTED)
        return redirect("emulation:sheet_list")
    if not sheets:
        raise Http404
    per_unit = unit is not None or request.GET.get("kieu") == "tung-khoa"
    whose = sheets[0].unit.label if unit else "danh sách"
    name = f"Đăng ký {sheets[0].round.plan.period} {whose}.xlsx"
    layout = SHEET_PER_UNIT if per_unit else ONE_LIST
    return _workbook(list_workbook(sheets, layout=layout, at=timezone.now()), name)


@login_required
def endorsed_export(request: HttpRequest) -> HttpResponse:
    entries = visible_entries(request.user).order_by(*LIST_ORDER)
    wanted = number(request.GET.get("ke_hoach"))
    newest = entries.order_by("-sheet__round__plan__period_from").values_list("sheet__round__plan", flat=True)
    listed = list(entries.filter(sheet__round__plan=wanted or newest.first()))
    if not listed:
        raise Http404
    return _workbook(entries_workbook(listed), f"Điển hình {listed[0].sheet.round.plan.period}.xlsx")


@login_required
def form_export(request: HttpRequest, pk: int) -> HttpResponse:
    called = get_object_or_404(visible_rounds(request.user), pk=pk)
    units = importing_units(request.user)
    wanted = number(request.GET.get("don-vi"))
    unit = get_object_or_404(units, pk=wanted) if wanted else units.first()
    if unit is None:
        raise Http404
    return _workbook(blank_workbook(called, unit), f"Biểu mẫu đăng ký {unit.label}.xlsx")


def _workbook(content: bytes, name: str) -> FileResponse:
    return FileResponse(BytesIO(content), as_attachment=True, filename=name)
