"""What the search box finds among units, people and initiatives."""

from typing import Any

from django.urls import reverse
from django.utils.http import urlencode

from core.text import fold
from core.work import Found
from emulation.models import Staff, Unit, User
from emulation.selectors.accounts import ADMINS, visible_accounts
from emulation.selectors.initiatives import visible_initiatives
from emulation.selectors.people import matching, namesakes, visible_staff, visible_units

MOST = 8
UNITS, PEOPLE, INITIATIVES = "Khoa, phòng", "Nhân sự", "Sáng kiến, đề tài"


def records_found(user: User, query: str) -> list[Found]:
    """Return the units, people, initiatives and accounts that a search finds, each in the order people expect."""
    if not fold(query):
        return []
    return [
        *_units(user, query),
        *_people(user, query),
        *_initiatives(user, query),
        *_accounts(user, query),
    ]


def _units(user: User, query: str) -> list[Found]:
    found = list(matching(visible_units(user), query).order_by("-is_active", "position", "name")[: MOST + 1])
    page = "emulation:unit_detail"
    hits = [Found(one.name, _place(one), reverse(page, args=[one.pk]), UNITS) for one in found[:MOST]]
    return [*hits, *_more(found, UNITS, "emulation:unit_list", query)]


def _people(user: User, query: str) -> list[Found]:
    people = list(matching(visible_staff(user), query).order_by("name_key", "pk")[: MOST + 1])
    alike = namesakes(people) if people else set()
    hits = [
        Found(one.full_name, _post(one, one.pk in alike), reverse("emulation:staff_detail", args=[one.pk]), PEOPLE)
        for one in people[:MOST]
    ]
    return [*hits, *_more(people, PEOPLE, "emulation:staff_list", query)]


def _initiatives(user: User, query: str) -> list[Found]:
    found = list(matching(visible_initiatives(user), query).order_by("-year", "-pk")[: MOST + 1])
    page = "emulation:initiative_detail"
    hits = [
        Found(one.name, f"{one.code} · năm {one.year}", reverse(page, args=[one.pk]), INITIATIVES)
        for one in found[:MOST]
    ]
    return [*hits, *_more(found, INITIATIVES, "emulation:initiative_list", query)]


def _more(found: list[Any], kind: str, page: str, query: str) -> list[Found]:
    """Lead on to the list where not everything that was found is shown."""
    if len(found) <= MOST:
        return []
    return [Found("Xem tất cả", f"Còn nữa ngoài {MOST} dòng trên", f"{reverse(page)}?{urlencode({'q': query})}", kind)]


def _accounts(user: User, query: str) -> list[Found]:
    if not user.units_of(*ADMINS):
        return []
    found = matching(visible_accounts(user), query).order_by("name_key", "pk")[:MOST]
    return [
        Found(str(one), one.username, reverse("emulation:account_detail", args=[one.pk]), "Tài khoản") for one in found
    ]


def _post(person: Staff, has_namesake: bool) -> str:
    code = f"mã {person.code}" if has_namesake else ""
    return " · ".join(filter(None, (person.position, person.unit.label, code)))


def _place(unit: Unit) -> str:
    facility = unit.facility.label if unit.facility_id and unit.facility_id != unit.pk and unit.facility else ""
    return " · ".join(filter(None, (str(unit.get_kind_display()), facility)))
