"""What the search box finds among units and people."""

from django.urls import reverse

from core.text import fold
from core.work import Found
from emulation.models import Staff, Unit, User
from emulation.selectors.accounts import ADMINS, visible_accounts
from emulation.selectors.people import matching, namesakes, visible_staff, visible_units

MOST = 8


def records_found(user: User, query: str) -> list[Found]:
    """Return the units, people and accounts that a search finds, each in the order people expect."""
    if not fold(query):
        return []
    return [*_units(user, query), *_people(user, query), *_accounts(user, query)]


def _units(user: User, query: str) -> list[Found]:
    found = matching(visible_units(user), query).order_by("-is_active", "position", "name")[:MOST]
    return [
        Found(one.name, _place(one), reverse("emulation:unit_detail", args=[one.pk]), "Khoa, phòng") for one in found
    ]


def _people(user: User, query: str) -> list[Found]:
    people = list(matching(visible_staff(user), query).order_by("name_key", "pk")[:MOST])
    alike = namesakes(people) if people else set()
    return [
        Found(
            person.full_name,
            _post(person, person.pk in alike),
            reverse("emulation:staff_detail", args=[person.pk]),
            "Nhân sự",
        )
        for person in people
    ]


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
