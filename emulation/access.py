"""Who is who: one predicate per part people play, and the same question put to a whole table.

Used by every workflow table (``is_head_of_unit(user, obj)``) and by every ``visible_…`` list
(``within(user, roles, "unit")``). A role without a unit in scope gives nothing.
"""

from typing import Any

from django.db.models import Q

from emulation.choices import Role, UnitKind
from emulation.models import Staff, Unit, User

HOSPITAL_ROLES = (Role.OFFICE, Role.LEADER, Role.ADMIN)
# Who reads ratings, titles and initiatives of others, and the few who also read what weighs on somebody.
RECORD_READERS = (*HOSPITAL_ROLES, Role.HEAD, Role.CLERK, Role.COUNCIL, Role.DEPARTMENT)
CONDUCT_READERS = (*HOSPITAL_ROLES, Role.HEAD)


def within(user: User, roles: tuple[str, ...], unit_field: str = "unit") -> Q:
    """Return the filter for rows whose unit lies in the person's scope for one of these roles.

    ``unit_field`` is the lookup that leads to the unit ("" for the unit table itself).
    """
    prefix = f"{unit_field}__" if unit_field else ""
    found = Q(pk__in=[])
    for unit in user.units_of(*roles):
        if unit.kind == UnitKind.DEPARTMENT:
            found |= Q(**{f"{prefix}pk": unit.pk}) | Q(**{f"{prefix}facility__parent": unit.pk})
        elif unit.kind == UnitKind.FACILITY:
            found |= Q(**{f"{prefix}facility": unit.pk})
        else:
            found |= Q(**{f"{prefix}pk": unit.pk}) | Q(**{f"{prefix}parent": unit.pk})
    return found


def is_clerk_of_unit(user: User, obj: Any) -> bool:
    return user.holds(Role.CLERK, obj.unit)


def is_head_of_unit(user: User, obj: Any) -> bool:
    return user.holds(Role.HEAD, obj.unit)


def is_of_unit(user: User, obj: Any) -> bool:
    """Say whether the person types or signs for the unit."""
    return is_head_of_unit(user, obj) or is_clerk_of_unit(user, obj)


def may_type(user: User | None, obj: Any) -> bool:
    """Say whether the person fills in the unit's sheet: the unit, the office for it, or the command line."""
    return user is None or is_of_unit(user, obj) or is_office(user, obj)


def is_office(user: User, obj: Any) -> bool:
    return user.holds(Role.OFFICE, obj.facility)


def is_leader(user: User, obj: Any) -> bool:
    return user.holds(Role.LEADER, obj.facility)


def is_admin(user: User, obj: Any) -> bool:
    return user.holds(Role.ADMIN, obj.facility)


def is_councillor(user: User, obj: Any) -> bool:
    return user.holds(Role.COUNCIL, obj.facility)


def is_department_officer(user: User, obj: Any) -> bool:
    return user.holds(Role.DEPARTMENT, obj.facility)


def knows_person(user: User, person: Staff) -> bool:
    """Say whether the birth date and code of somebody on the staff list are the user's business."""
    return _is_self(user, person) or is_head_of_unit(user, person) or is_office(user, person) or is_admin(user, person)


def reads_records(user: User, subject: Staff | Unit) -> bool:
    """Say whether ratings, titles and initiatives of a person or a unit are open to the user."""
    return _is_self(user, subject) or _plays_over(user, subject, RECORD_READERS)


def reads_conduct(user: User, subject: Staff | Unit) -> bool:
    """Say whether discipline, violations, pending matters and days of leave are open to the user."""
    return _is_self(user, subject) or _plays_over(user, subject, CONDUCT_READERS)


def reads_matters(user: User, subject: Staff | Unit) -> bool:
    """Say whether what is still looked into is open to the user: not to the one whom it is about."""
    return _plays_over(user, subject, CONDUCT_READERS)


def _is_self(user: User, subject: Staff | Unit) -> bool:
    return isinstance(subject, Staff) and user.staff_id is not None and user.staff_id == subject.pk


def _plays_over(user: User, subject: Staff | Unit, roles: tuple[str, ...]) -> bool:
    unit = subject.unit if isinstance(subject, Staff) else subject
    return any(user.holds(role, unit) for role in roles)


def nobody(user: User, obj: Any) -> bool:
    """Say no: the step belongs to a service, not to a person."""
    return False
