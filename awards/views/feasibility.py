"""Whether what a sheet registers can come true: beside its grid, as a page of its own, one target explained."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from awards.selectors.feasibility import Path, counts_of, outlook_of, paths_of
from core.views import page
from emulation.access import may_type
from emulation.choices import OPEN_SHEETS
from emulation.models import Sheet
from emulation.selectors.sheets import visible_sheets


@login_required
def sheet_feasibility(request: HttpRequest, pk: int) -> HttpResponse:
    sheet = get_object_or_404(visible_sheets(request.user), pk=pk)
    paths = paths_of(sheet, request.user)
    if request.GET.get("dang") == "json":
        return JsonResponse(_for_the_grid(sheet, paths))
    context = {
        "sheet": sheet,
        "paths": paths,
        "counts": counts_of(paths),
        "broken": sum(bool(path.breaks) for path in paths),
        "crumbs": [*_crumbs(sheet), ("Khả thi", "")],
    }
    return page(request, "awards/sheet_feasibility.html", context)


@login_required
def target_feasibility(request: HttpRequest, pk: int, entry: int, year: int, code: str) -> HttpResponse:
    sheet = get_object_or_404(visible_sheets(request.user), pk=pk)
    line = get_object_or_404(sheet.entries.select_related("staff__unit", "subject_unit"), pk=entry)
    outlook = outlook_of(sheet, line, year, code, request.user)
    if outlook is None:
        raise Http404
    everything = ("Khả thi", reverse("awards:sheet_feasibility", args=[sheet.pk]))
    context = {
        "sheet": sheet,
        "outlook": outlook,
        "can_type": sheet.status in OPEN_SHEETS and may_type(request.user, sheet),
        "crumbs": [*_crumbs(sheet), everything, (line.name, "")],
    }
    return page(request, "awards/target_feasibility.html", context, part="box")


def _for_the_grid(sheet: Sheet, paths: list[Path]) -> dict[str, Any]:
    """Return the mark of every target by line, year and code, and the years that are over."""
    targets = [one for path in paths for _, found in path.years for one in found]
    return {
        "targets": {one.key: {"state": one.state, "word": one.word, "note": one.prospect.note} for one in targets},
        "closed": [year for year in sheet.round.years if year < timezone.localdate().year],
    }


def _crumbs(sheet: Sheet) -> list[tuple[str, str]]:
    return [("Đăng ký", reverse("emulation:sheet_list")), (sheet.unit.label, sheet.get_absolute_url())]
