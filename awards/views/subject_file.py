"""The file of a person or a collective as this app tells it: the years with what was won in them.

The files of the ground below ask for these pages by address, as a fragment that stands in for their timeline.
"""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from awards.selectors.award_history import awards_by_year
from core.views import page
from emulation.models import Staff, Unit, User
from emulation.selectors.people import kept_staff, kept_units
from emulation.selectors.timeline import recorded_staff, recorded_units, timeline_of


@login_required
def person_awards(request: HttpRequest, pk: int) -> HttpResponse:
    person = get_object_or_404(recorded_staff(request.user), pk=pk)
    crumbs = [
        ("Nhân sự", reverse("emulation:staff_list")),
        (person.full_name, reverse("emulation:staff_detail", args=[pk])),
        ("Theo năm", ""),
    ]
    return page(request, "awards/person_awards.html", _context(person, request.user, crumbs), part="years")


@login_required
def unit_awards(request: HttpRequest, pk: int) -> HttpResponse:
    unit = get_object_or_404(recorded_units(request.user), pk=pk)
    crumbs = [
        ("Hồ sơ", reverse("emulation:unit_list")),
        (unit.label, reverse("emulation:unit_detail", args=[pk])),
        ("Theo năm", ""),
    ]
    return page(request, "awards/unit_awards.html", _context(unit, request.user, crumbs), part="years")


def _context(subject: Staff | Unit, user: User, crumbs: list[tuple[str, str]]) -> dict[str, Any]:
    won = awards_by_year(subject)
    kept = kept_staff(user) if isinstance(subject, Staff) else kept_units(user)
    return {
        "subject": subject,
        "years": timeline_of(subject, user, won=won),
        "total": sum(not award.is_revoked for awards in won.values() for award in awards),
        "is_told": True,
        "is_kept": kept.filter(pk=subject.pk).exists(),
        "crumbs": crumbs,
    }
