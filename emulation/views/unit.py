"""The tree of units, and the file of each."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse, reverse_lazy
from django.utils import timezone

from core.views import acted, exported, number, page, posted
from emulation.choices import UnitKind
from emulation.forms.unit import UnitFilterForm, UnitForm
from emulation.models import Unit
from emulation.selectors.people import current_staff, kept_units, matching, unit_tree, visible_units
from emulation.selectors.records import heads_of, history_of, parts_over, sheets_of
from emulation.services.people import place_unit
from emulation.tables import UNIT_COLUMNS, unit_rows
from emulation.views.record_page import file_parts
from emulation.views.tabs import record_tabs

FIRST_PEOPLE = 30
ROOT = ("Hồ sơ", reverse_lazy("emulation:unit_list"))


@login_required
def unit_list(request: HttpRequest) -> HttpResponse:
    """Show the tree of one facility; whoever sees several chooses one."""
    form, units, facilities, chosen = _listed(request)
    context = {
        "form": form,
        "units": units,
        "facilities": facilities if len(facilities) > 1 else [],
        "chosen": chosen,
        "may_keep": kept_units(request.user).exists(),
        "tabs": record_tabs(request.user, "unit_list"),
    }
    return page(request, "emulation/unit_list.html", context, part="rows")


@login_required
def unit_export(request: HttpRequest) -> StreamingHttpResponse:
    """Send what the tree shows, row by row."""
    _, units, _, _ = _listed(request)
    return exported(request, f"don-vi-{timezone.localdate():%Y%m%d}", "Đơn vị", UNIT_COLUMNS, unit_rows(units))


@login_required
def unit_detail(request: HttpRequest, pk: int) -> HttpResponse:
    above = Exists(visible_units(request.user).filter(pk=OuterRef("parent")))
    units = visible_units(request.user).select_related("parent").annotate(parent_is_open=above)
    unit = get_object_or_404(units, pk=pk)
    is_kept = kept_units(request.user).filter(pk=pk).exists()
    people = current_staff(unit).order_by("name_key", "pk")
    context = {
        "unit": unit,
        "is_kept": is_kept,
        "heads": heads_of(unit),
        "people": people[:FIRST_PEOPLE],
        "number": people.count(),
        "below": unit.children.filter(is_active=True),
        "sheets": sheets_of(unit, request.user),
        **file_parts(unit, request.user, is_kept=is_kept),
        "parts": parts_over(unit) if is_kept else [],
        "history": history_of(unit) if is_kept else None,
        "crumbs": _crumbs(unit, unit.parent_is_open),
    }
    return page(request, "emulation/unit_detail.html", context)


@login_required
def unit_create(request: HttpRequest) -> HttpResponse:
    if not kept_units(request.user).exists():
        raise Http404
    parent = kept_units(request.user).filter(pk=number(request.GET.get("thuoc"))).first()
    return _edit(request, Unit(parent=parent, kind=UnitKind.KHOA, must_register=True), "unit_create")


@login_required
def unit_edit(request: HttpRequest, pk: int) -> HttpResponse:
    return _edit(request, get_object_or_404(kept_units(request.user), pk=pk), "unit_edit")


def _listed(request: HttpRequest) -> tuple[UnitFilterForm, QuerySet[Unit], list[Unit], Unit | None]:
    """Return the filter, the tree that it leaves, the facilities to choose from and the chosen one."""
    form = UnitFilterForm(request.GET)
    found = form.cleaned_data if form.is_valid() else {}
    units = visible_units(request.user)
    facilities = list(units.filter(kind=UnitKind.FACILITY).order_by("position", "name"))
    chosen = next((one for one in facilities if str(one.pk) == request.GET.get("co-so")), None)
    if chosen is None and len(facilities) == 1 and not found.get("q"):
        chosen = facilities[0]
    shown = units.filter(facility=chosen) if chosen else units
    if not chosen and len(facilities) > 1 and not found.get("q"):
        shown = units.filter(kind__in=(UnitKind.DEPARTMENT, UnitKind.FACILITY))
    if not found.get("gone"):
        shown = shown.filter(is_active=True)
    return form, unit_tree(matching(shown, found.get("q", "")).select_related("parent")), facilities, chosen


def _edit(request: HttpRequest, unit: Unit, name: str) -> HttpResponse:
    form = UnitForm(posted(request), instance=unit, user=request.user)
    if acted(form, lambda data: place_unit(form.instance, by=request.user)):
        messages.success(request, f"Đã lưu {unit.name}.")
        return redirect("emulation:unit_detail", unit.pk)
    back = reverse("emulation:unit_detail", args=[unit.pk]) if unit.pk else reverse("emulation:unit_list")
    crumbs = [ROOT, ("Thêm đơn vị", "") if name == "unit_create" else (unit.name, back)]
    return page(request, f"emulation/{name}.html", {"form": form, "unit": unit, "back": back, "crumbs": crumbs})


def _crumbs(unit: Unit, is_open: bool) -> list[tuple]:
    """Return the way to a unit; a parent that the person may not open is named without a link."""
    parent = unit.parent
    up = [(parent.label, reverse("emulation:unit_detail", args=[parent.pk]) if is_open else "")] if parent else []
    return [ROOT, *up, (unit.label, "")]
