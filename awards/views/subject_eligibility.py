"""What a person or a collective still lacks for a title: a page of its own, and a panel of the file below."""

from collections.abc import Callable
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from awards.choices import Occasion
from awards.criteria.findings import Result
from awards.criteria.titles import Judgement, tried
from awards.forms.eligibility import SubjectYearForm
from awards.models import Award
from awards.selectors.assessment import assess_person, assess_unit, codes_for, day_of, local_of
from awards.selectors.authority import authority_of, rounds_of
from awards.selectors.dossier import dossier_of, unit_facts
from awards.selectors.eligibility import latest_year
from awards.selectors.explanation import Explained, explained, mark_of
from awards.selectors.prospects import FAR, best_words, earliest
from awards.selectors.veil import veiled
from core.views import page
from emulation.access import reads_conduct, reads_matters
from emulation.choices import SubjectKind, title
from emulation.models import Staff, Unit, User
from emulation.selectors.timeline import recorded_staff, recorded_units


@login_required
def person_eligibility(request: HttpRequest, pk: int) -> HttpResponse:
    person = get_object_or_404(recorded_staff(request.user), pk=pk)
    crumbs = [
        _came_from(request) or ("Nhân sự", reverse("emulation:staff_list")),
        (person.full_name, reverse("emulation:staff_detail", args=[pk])),
        ("Điều kiện khen thưởng", ""),
    ]
    context = {**_context(request, person), "crumbs": crumbs, "about": f"{person.position}, {person.unit.name}"}
    return page(request, "awards/person_eligibility.html", context, part="panel")


@login_required
def unit_eligibility(request: HttpRequest, pk: int) -> HttpResponse:
    unit = get_object_or_404(recorded_units(request.user), pk=pk)
    crumbs = [
        _came_from(request) or ("Hồ sơ", reverse("emulation:unit_list")),
        (unit.label, reverse("emulation:unit_detail", args=[pk])),
        ("Điều kiện khen thưởng", ""),
    ]
    context = {**_context(request, unit), "crumbs": crumbs, "about": str(unit.facility or unit)}
    return page(request, "awards/unit_eligibility.html", context, part="panel")


def _came_from(request: HttpRequest) -> tuple[str, str] | None:
    """Return the way back to the board for somebody who came from there."""
    return ("Đủ điều kiện", reverse("awards:eligibility_board")) if request.GET.get("tu") == "bang" else None


def _context(request: HttpRequest, subject: Staff | Unit) -> dict[str, Any]:
    """Return the panel: every title of the year with its mark, and one of them explained."""
    if not reads_conduct(request.user, subject):
        raise Http404
    form = _form(request, subject)
    year, code = form.cleaned_data["year"], form.cleaned_data["title"]
    local = local_of(subject.facility or subject, on := day_of(year))
    judged = _JUDGES[type(subject)](subject, year=year, on=on, local=local)
    knows = reads_matters(request.user, subject)
    chosen = judged.get(code) or (None if "title" in request.GET else next(iter(judged.values()), None))
    url = reverse(f"awards:{'person' if isinstance(subject, Staff) else 'unit'}_eligibility", args=[subject.pk])
    return {
        "subject": subject,
        "form": form,
        "year": year,
        "title": chosen.title if chosen else code,
        "url": url,
        "keeps_address": not request.htmx or urlsplit(request.htmx.current_url or "").path == url,
        "is_asked": bool(request.htmx) and "title" in request.GET,
        "found": _told(chosen, subject, request.user),
        "given": _given(subject, chosen),
        "early": _early(subject, chosen, local),
        **_by_law(code, on, local),
        "all": [_chip(one if knows else veiled(one), url) for one in judged.values()],
    }


def _by_law(code: str, on: date, local: dict[str, Any]) -> dict[str, Any]:
    """Return the day of the law, who signs the title and how often it is given."""
    return {"on": on, "authority": authority_of(code, on, local), "rounds": rounds_of(code, on)}


_JUDGES: dict[type, Callable[..., dict[str, Judgement]]] = {Staff: assess_person, Unit: assess_unit}


def _told(chosen: Judgement | None, subject: Staff | Unit, user: User) -> Explained | None:
    """Return a judgement as the reader may know it: whom a pending matter is about does not read of it here."""
    if chosen is None:
        return None
    return explained(chosen if reads_matters(user, subject) else veiled(chosen))


def _given(subject: Staff | Unit, chosen: Judgement | None) -> Award | None:
    """Return the award of the year, where the title was given already; one that was revoked where there is no other."""
    if chosen is None:
        return None
    mine = Award.objects.filter(**{"staff" if isinstance(subject, Staff) else "unit": subject})
    mine = mine.filter(title=chosen.title, year=chosen.year, occasion=Occasion.YEARLY)
    return mine.order_by("is_revoked", "pk").first()


def _early(subject: Staff | Unit, chosen: Judgement | None, local: dict[str, Any]) -> dict[str, Any] | None:
    """Return the first year in which what is out of reach now could be reached, and on what it rests."""
    if chosen is None or tried(chosen)[0].result != Result.NOT_ELIGIBLE:
        return None
    facts = dossier_of(subject) if isinstance(subject, Staff) else unit_facts([subject])[subject.pk]
    today = timezone.localdate()
    year = earliest(facts, chosen.title, chosen.year, local, this_year=today.year)
    left = facts.left if facts.left and facts.left < today else None
    kind = SubjectKind.PERSON if isinstance(subject, Staff) else SubjectKind.COLLECTIVE
    return {"year": year, "left": left, "best": best_words(chosen.title, kind, chosen.year, local), "far": FAR}


def _chip(one: Judgement, url: str) -> tuple[str, str, str, str, str]:
    """Return code, short name, mark, word and address of a title in the row of all titles."""
    address = f"{url}?year={one.year}&title={one.title}"
    return one.title, title(one.title).short, *mark_of(one), address


def _form(request: HttpRequest, subject: Staff | Unit) -> SubjectYearForm:
    facility = subject.facility or subject
    codes = codes_for(SubjectKind.PERSON if isinstance(subject, Staff) else SubjectKind.COLLECTIVE)
    form = SubjectYearForm(request.GET, codes=codes, year=latest_year(facility), title=codes[0])
    if not form.is_valid():
        form = SubjectYearForm(form.cleaned_data, codes=codes, year=latest_year(facility), title=codes[0])
        form.is_valid()
    return form
