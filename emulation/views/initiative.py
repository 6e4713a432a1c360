"""The register of initiatives: listed, read, written, decided on."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse, reverse_lazy
from django.utils import timezone

from core.views import acted, exported, number, page, posted, window
from emulation.choices import AuthorRole, Recognition
from emulation.forms.initiative import ORDERS, DecisionForm, InitiativeFilterForm, InitiativeForm
from emulation.models import Initiative, Staff
from emulation.selectors.history import told
from emulation.selectors.initiatives import (
    initiatives_matching,
    kept_facilities,
    kept_initiatives,
    visible_initiatives,
    with_authors,
    years_of,
)
from emulation.selectors.people import kept_staff, visible_units
from emulation.selectors.timeline import recorded_staff
from emulation.services.initiative import decide_initiative, write_initiative
from emulation.tables import APPLIED, INITIATIVE_COLUMNS, initiative_rows
from emulation.views.tabs import record_tabs

HERE = ("Sáng kiến", reverse_lazy("emulation:initiative_list"))
TONES = {Recognition.PENDING: "sent", Recognition.RECOGNISED: "pass", Recognition.REJECTED: "hold"}


@login_required
def initiative_list(request: HttpRequest) -> HttpResponse:
    form, found, order = _listed(request)
    shown = window(with_authors(found), request, order=order, size=50)
    context = {
        "form": form,
        "window": shown,
        "rows": [{"initiative": one, "tone": TONES[one.recognition]} for one in shown.rows],
        "may_keep": kept_facilities(request.user).exists(),
        "is_filtered": bool(request.GET),
        "tabs": record_tabs(request.user, "initiative_list"),
    }
    return page(request, "emulation/initiative_list.html", context, part="rows")


@login_required
def initiative_export(request: HttpRequest) -> StreamingHttpResponse:
    """Send what the list shows, row by row."""
    _, found, order = _listed(request)
    name = f"sang-kien-{timezone.localdate():%Y%m%d}"
    return exported(request, name, "Sáng kiến, đề tài", INITIATIVE_COLUMNS, initiative_rows(found, order))


@login_required
def initiative_detail(request: HttpRequest, pk: int) -> HttpResponse:
    initiative = get_object_or_404(with_authors(visible_initiatives(request.user)), pk=pk)
    parts = list(initiative.authors.all())
    known = recorded_staff(request.user).filter(pk__in=[part.staff_id for part in parts])
    is_kept = kept_initiatives(request.user).filter(pk=pk).exists()
    context = {
        "initiative": initiative,
        "tone": TONES[initiative.recognition],
        "applied": APPLIED[initiative.is_applied],
        "parts": parts,
        "known": set(known.values_list("pk", flat=True)),
        "is_kept": is_kept,
        "history": told(initiative) if is_kept else None,
        "crumbs": [HERE, (initiative.code, "")],
    }
    return page(request, "emulation/initiative_detail.html", context)


@login_required
def initiative_create(request: HttpRequest) -> HttpResponse:
    """Write a new one; a person's file hands its person on as the first author."""
    facilities = kept_facilities(request.user)
    first = kept_staff(request.user).filter(pk=number(request.GET.get("tac-gia"))).first()
    facility = first.facility if first else facilities.filter(pk=number(request.GET.get("co-so"))).first()
    facility = facility or facilities.first()
    if facility is None:
        raise Http404
    authors = [(first, AuthorRole.AUTHOR.value)] if first else []
    return _write(request, Initiative(facility=facility), authors, "initiative_create")


@login_required
def initiative_edit(request: HttpRequest, pk: int) -> HttpResponse:
    initiative = get_object_or_404(with_authors(kept_initiatives(request.user)), pk=pk)
    authors = [(part.staff, part.role) for part in initiative.authors.all()]
    return _write(request, initiative, authors, "initiative_edit")


@login_required
def initiative_decide(request: HttpRequest, pk: int) -> HttpResponse:
    initiative = get_object_or_404(kept_initiatives(request.user), pk=pk)
    form = DecisionForm(posted(request), initial=_decided(initiative))
    if acted(form, lambda data: decide_initiative(initiative, by=request.user, **data)):
        messages.success(request, f"Đã ghi: {initiative.get_recognition_display().lower()}.")
        return redirect("emulation:initiative_detail", pk)
    return page(request, "emulation/initiative_decide.html", _form_context(initiative, form, "Kết quả công nhận"))


def _write(
    request: HttpRequest, initiative: Initiative, authors: list[tuple[Staff, str]], name: str
) -> HttpResponse:
    people = kept_staff(request.user).filter(facility=initiative.facility)
    form = InitiativeForm(
        posted(request), instance=initiative, people=people, url=reverse("emulation:staff_options"), authors=authors
    )
    if acted(form, lambda data: write_initiative(form.instance, authors=data["authors"], by=request.user)):
        messages.success(request, f"Đã lưu, mã {initiative.code}.")
        return redirect("emulation:initiative_detail", initiative.pk)
    title = "Ghi sáng kiến, đề tài" if name == "initiative_create" else "Sửa"
    return page(request, f"emulation/{name}.html", _form_context(initiative, form, title))


def _decided(initiative: Initiative) -> dict[str, Any]:
    """Return what was decided; where nothing was, a recognition is what is usually written."""
    if initiative.recognition == Recognition.PENDING:
        return {"recognition": Recognition.RECOGNISED, "level": initiative.level}
    names = ("recognition", "level", "decision_number", "decided_on", "year")
    return {name: getattr(initiative, name) for name in names}


def _form_context(initiative: Initiative, form: Any, title: str) -> dict[str, Any]:
    back = reverse("emulation:initiative_detail", args=[initiative.pk]) if initiative.pk else HERE[1]
    here = [(initiative.code, back)] if initiative.pk else []
    return {"form": form, "initiative": initiative, "back": back, "title": title, "crumbs": [HERE, *here, (title, "")]}


def _listed(request: HttpRequest) -> tuple[InitiativeFilterForm, QuerySet[Initiative], tuple[str, ...]]:
    seen = visible_initiatives(request.user)
    units = visible_units(request.user).filter(is_active=True)
    form = InitiativeFilterForm(request.GET, units=units, years=years_of(seen))
    found = dict(form.cleaned_data) if form.is_valid() else {"sort": ""}
    order = ORDERS[found.pop("sort")]
    return form, initiatives_matching(seen, **found), order
