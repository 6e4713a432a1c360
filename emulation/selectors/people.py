"""Units, staff and accounts."""

from django.db.models import Q, QuerySet
from django.utils import timezone

from core.text import fold
from emulation.access import HOSPITAL_ROLES, within
from emulation.choices import Role, UnitKind
from emulation.models import Notification, Staff, Unit, User

UNIT_ROLES = (Role.HEAD, Role.CLERK, Role.UNION, Role.YOUTH, Role.PARTY)
READERS = (*HOSPITAL_ROLES, *UNIT_ROLES, Role.COUNCIL, Role.DEPARTMENT)


def facility_of(user: User) -> Unit | None:
    """Return the facility (or the Department) in whose name the person works now."""
    for unit in (grant.unit for grant in user.grants_now):
        return unit.facility or unit
    return user.staff.facility if user.staff_id else None


def visible_units(user: User) -> QuerySet[Unit]:
    """Return the units that the person may open."""
    return Unit.objects.filter(within(user, READERS, "")).select_related("facility")


def visible_staff(user: User) -> QuerySet[Staff]:
    """Return the staff that the person may look up: own unit, or the whole facility for the office."""
    mine = Q(pk=user.staff_id) if user.staff_id else Q(pk__in=[])
    return Staff.objects.filter(within(user, READERS) | mine).select_related("unit", "facility")


def visible_accounts(user: User) -> QuerySet[User]:
    """Return the accounts that the person administers."""
    scope = within(user, (Role.ADMIN,), "grants__unit") | within(user, (Role.ADMIN,), "staff__unit")
    return User.objects.filter(scope).distinct()


def current_staff(unit: Unit) -> QuerySet[Staff]:
    """Return the people who work in a unit (in the whole facility for a facility) today."""
    here = Q(facility=unit) if unit.kind == UnitKind.FACILITY else Q(unit=unit) | Q(unit__parent=unit)
    today = timezone.localdate()
    return Staff.objects.filter(here, Q(left_on__isnull=True) | Q(left_on__gte=today)).select_related("unit")


def matching(queryset: QuerySet, query: str) -> QuerySet:
    """Narrow a list of units or people to those whose name or code holds every word typed.

    Accents, case and đ do not matter: "nguyen van a" finds "Nguyễn Văn A".
    """
    for word in fold(query).split():
        queryset = queryset.filter(search_key__contains=word)
    return queryset


def holders(role: str, unit: Unit) -> QuerySet[User]:
    """Return the accounts that play a role over a unit today."""
    today = timezone.localdate()
    over = [unit.pk, unit.facility_id, unit.parent_id]
    return User.objects.filter(
        Q(grants__until__isnull=True) | Q(grants__until__gte=today),
        grants__role=role,
        grants__since__lte=today,
        grants__unit__in=[pk for pk in over if pk],
        is_active=True,
    ).distinct()


def unread_notifications(user: User) -> QuerySet[Notification]:
    return Notification.objects.filter(user=user, read_at__isnull=True)
