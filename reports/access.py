"""Who is who around a package; the plain parts people play are those of emulation.access."""

from typing import Any

from emulation.access import is_department_officer, is_leader, is_office
from emulation.models import User


def the_clock(user: User | None, obj: Any) -> bool:
    """Say whether nobody presses: the step belongs to the clock and the sender."""
    return user is None


def is_office_or_the_clock(user: User | None, obj: Any) -> bool:
    return user is None or is_office(user, obj)


def is_office_or_leader(user: User | None, obj: Any) -> bool:
    return user is not None and (is_office(user, obj) or is_leader(user, obj))


def is_office_leader_or_the_clock(user: User | None, obj: Any) -> bool:
    return user is None or is_office_or_leader(user, obj)


def is_office_or_department(user: User | None, obj: Any) -> bool:
    return user is not None and (is_office(user, obj) or is_department_officer(user, obj))
