"""What a person or a collective still lacks for a title: a page of its own, and a panel of the file below."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from awards.criteria.findings import Result
from awards.criteria.titles import Judgement
from awards.forms.eligibility import SubjectYearForm
from awards.selectors.assessment import assess_person, assess_unit, codes_for, day_of, local_of
from awards.selectors.authority import authority_of
from awards.selectors.dossier import dossier_of, unit_facts
from awards.selectors.eligibility import latest_year
from awards.selectors.explanation import RESULT_TONES, RESULT_WORDS, explained
from awards.selectors.prospects import earliest
from core.views import page
from emulation.access import reads_conduct
from emulation.choices import SubjectKind, title
from emulation.models import Staff, Unit
from emulation.selectors.timeline import recorded_staff, recorded_units


@login_required
def person_eligibility(request: HttpRequest, pk: int) -> HttpResponse:
    person = get_object_or_404(recorded_staff(request.user), pk=pk)
    crumbs = [
        ("Nhân sự", reverse("emulation:staff_list")),
        (person.full_name, reverse("emulation:staff_detail", args=[pk])),
        ("Điều kiện khen thưởng", ""),
    ]
    context = {**_context(request, person), "crumbs": crumbs, "about": f"{person.position}, {person.unit.name}"}
    return page(request, "awards/person_eligibility.html", context, part="panel")


@login_required
def unit_eligibility(request: HttpRequest, pk: int) -> HttpResponse:
    unit = get_object_or_404(recorded_units(request.user), pk=pk)
    crumbs = [
        ("Hồ sơ", reverse("emulation:unit_list")),
        (unit.label, reverse("emulation:unit_detail", args=[pk])),
        ("Điều kiện khen thưởng", ""),
    ]
    context = {**_context(request, unit), "crumbs": crumbs, "about": unit.get_kind_display()}
    return page(request, "awards/unit_eligibility.html", context, part="panel")


def _context(request: HttpRequest, subject: Staff | Unit) -> dict[str, Any]:
    """Return the panel: every title of the year with its mark, and one of them explained."""
    if not reads_conduct(request.user, subject):
        raise Http404
    facility = subject.facility or subject
    form = _form(request, subject, facility)
    year, code = form.cleaned_data["year"], form.cleaned_data["title"]
    on = day_of(year)
    local = local_of(facility, on)
    judge = assess_person if isinstance(subject, Staff) else assess_unit
    judged = judge(subject, year=year, on=on, local=local)
    chosen = judged.get(code) or (None if "title" in request.GET else next(iter(judged.values()), None))
    url = reverse(f"awards:{'person' if isinstance(subject, Staff) else 'unit'}_eligibility", args=[subject.pk])
    return {
        "subject": subject,
        "form": form,
        "year": year,
        "title": chosen.title if chosen else code,
        "on": on,
        "url": url,
        "is_asked": bool(request.htmx) and "title" in request.GET,
        "found": explained(chosen) if chosen else None,
        "earliest": _earliest(subject, chosen, local),
        "authority": authority_of(code, on, local),
        "all": [_chip(one, url) for one in judged.values()],
    }


def _earliest(subject: Staff | Unit, chosen: Judgement | None, local: dict[str, Any]) -> int | None:
    """Return the first year in which what is out of reach now could be reached."""
    if chosen is None or chosen.result != Result.NOT_ELIGIBLE:
        return None
    facts = dossier_of(subject) if isinstance(subject, Staff) else unit_facts([subject])[subject.pk]
    return earliest(facts, chosen.title, chosen.year, local)


def _chip(one: Judgement, url: str) -> tuple[str, str, str, str, str]:
    """Return code, short name, mark, word and address of a title in the row of all titles."""
    address = f"{url}?year={one.year}&title={one.title}"
    return one.title, title(one.title).short, RESULT_TONES[one.result], RESULT_WORDS[one.result], address


def _form(request: HttpRequest, subject: Staff | Unit, facility: Unit) -> SubjectYearForm:
    codes = codes_for(SubjectKind.PERSON if isinstance(subject, Staff) else SubjectKind.COLLECTIVE)
    form = SubjectYearForm(request.GET, codes=codes, year=latest_year(facility), title=codes[0])
    if not form.is_valid():
        form = SubjectYearForm({}, codes=codes, year=latest_year(facility), title=codes[0])
        form.is_valid()
    return form
