"""Cells and lists copied from a spreadsheet."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from core.forms import show_refusal
from core.views import number, page
from core.workflow import Refused
from emulation.access import may_type
from emulation.choices import form_text
from emulation.forms.sheet import PasteForm
from emulation.selectors.sheets import visible_sheets
from emulation.services.paste import POSITION, PastedRow, paste_cells, paste_list, read_list
from emulation.views.sheet_page import board_answer, crumbs_of, refusal


@login_required
def sheet_paste(request: HttpRequest, pk: int) -> HttpResponse:
    sheet = get_object_or_404(visible_sheets(request.user), pk=pk)
    if not may_type(request.user, sheet):
        raise Http404
    form = PasteForm(request.POST or None)
    rows: list[PastedRow] = []
    if form.is_valid():
        try:
            if "confirmed" in request.POST:
                added, filled = paste_list(sheet, form.cleaned_data["text"], by=request.user)
                messages.success(request, f"Đã thêm {added} dòng, ghi thêm vào {filled} dòng có sẵn.")
                return redirect(sheet)
            rows = read_list(sheet, form.cleaned_data["text"])
        except Refused as refused:
            show_refusal(form, refused)
    context = {
        "sheet": sheet,
        "form": form,
        "rows": [(row, _texts(row, sheet.round.years)) for row in rows],
        "ready": sum(row.is_ready for row in rows),
        "held": sum(not row.is_ready for row in rows),
        "problems": sum(len(row.problems) for row in rows),
        "crumbs": [*crumbs_of(sheet), ("Dán từ Excel", "")],
    }
    return page(request, "emulation/sheet_paste.html", context)


@login_required
@require_POST
def cells_paste(request: HttpRequest, pk: int) -> HttpResponse:
    sheet = get_object_or_404(visible_sheets(request.user), pk=pk)
    column = request.POST.get("column", "")
    if column not in (POSITION, *map(str, sheet.round.years)):
        raise Http404
    entry = get_object_or_404(sheet.entries.select_related("sheet__round__plan"), pk=number(request.POST.get("entry")))
    try:
        written, problems = paste_cells(entry, column=column, text=request.POST.get("text", ""), by=request.user)
    except Refused as refused:
        return refusal(request, sheet, refused)
    focus = f"chuc-vu-{entry.pk}" if column == POSITION else f"o-{entry.pk}-{column}"
    return board_answer(request, sheet, focus, written=written, problems=problems)


def _texts(row: PastedRow, years: list[int]) -> list[tuple[int, str, str]]:
    """Return each year's cell as the form would write it, with the problem that kept it out."""
    told = {problem.column: problem for problem in row.problems}
    found = []
    for year in years:
        problem = told.get(str(year))
        text = problem.text if problem else form_text(row.targets.get(year, ()), row.kind)
        found.append((year, text, problem.message if problem else ""))
    return found
