"""The official form as a download: of one sheet, of the whole house, or blank."""

from io import BytesIO

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from emulation.documents.registration_form import ONE_LIST, SHEET_PER_UNIT
from emulation.documents.registration_sheets import blank_workbook, list_workbook, sheet_workbook
from emulation.models import Round, Sheet
from emulation.selectors.imports import importing_units
from emulation.selectors.plans import visible_rounds
from emulation.selectors.registration_lists import may_list, sheets_to_list, with_lines
from emulation.selectors.sheets import visible_sheets


@login_required
def sheet_download(request: HttpRequest, pk: int) -> HttpResponse:
    sheet = get_object_or_404(with_lines(visible_sheets(request.user)), pk=pk)
    return _workbook(sheet_workbook(sheet), f"Đăng ký {sheet.unit.label} {sheet.round.plan.period}.xlsx")


@login_required
def round_download(request: HttpRequest, pk: int) -> HttpResponse:
    called = get_object_or_404(visible_rounds(request.user), pk=pk)
    if not may_list(request.user, called):
        raise Http404
    sheets: list[Sheet] = list(sheets_to_list(Round.objects.filter(pk=called.pk)))
    if not sheets:
        raise Http404
    layout = SHEET_PER_UNIT if request.GET.get("kieu") == "tung-khoa" else ONE_LIST
    return _workbook(list_workbook(sheets, layout=layout), f"Danh sách đăng ký {called.plan.period}.xlsx")


@login_required
def form_download(request: HttpRequest, pk: int) -> HttpResponse:
    called = get_object_or_404(visible_rounds(request.user), pk=pk)
    units = importing_units(request.user)
    wanted = request.GET.get("don-vi", "")
    unit = get_object_or_404(units, pk=wanted) if wanted.isdigit() else units.first()
    if unit is None:
        raise Http404
    return _workbook(blank_workbook(called, unit), f"Biểu mẫu đăng ký {unit.label}.xlsx")


def _workbook(content: bytes, name: str) -> FileResponse:
    return FileResponse(BytesIO(content), as_attachment=True, filename=name)
