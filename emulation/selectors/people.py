"""Units, staff and who plays which part over them."""

from collections import Counter
from collections.abc import Iterable
from datetime import date

from django.db.models import Case, Count, OuterRef, Q, QuerySet, Subquery, When
from django.utils import timezone

from core.text import fold
from emulation.access import HOSPITAL_ROLES, within
from emulation.choices import Role, UnitKind
from emulation.models import Notification, Staff, Unit, User

UNIT_ROLES = (Role.HEAD, Role.CLERK, Role.UNION, Role.YOUTH, Role.PARTY)
READERS = (*HOSPITAL_ROLES, *UNIT_ROLES, Role.COUNCIL, Role.FINANCE, Role.EDITOR, Role.DEPARTMENT)
KEEPERS = (Role.OFFICE, Role.ADMIN)


def facility_of(user: User) -> Unit | None:
    """Return the facility (or the Department) in whose name the person works now."""
    for unit in (grant.unit for grant in user.grants_now):
        return unit.facility or unit
    return user.staff.facility if user.staff else None


def visible_units(user: User) -> QuerySet[Unit]:
    """Return the units that the person may open."""
    return Unit.objects.filter(within(user, READERS, "")).select_related("facility")


def kept_units(user: User) -> QuerySet[Unit]:
    """Return the units whose particulars and people the person keeps."""
    return Unit.objects.filter(within(user, KEEPERS, "")).select_related("facility", "parent")


def unit_tree(units: QuerySet[Unit]) -> QuerySet[Unit]:
    """Return units in the order of the tree, each with its depth (``tree_depth``) and its people today.

    A facility counts everybody who works in it.
    """
    here = Staff.objects.filter(_still_here(timezone.localdate())).order_by()
    own = here.filter(unit=OuterRef("pk")).values("unit").annotate(number=Count("pk")).values("number")
    whole = here.filter(facility=OuterRef("pk")).values("facility").annotate(number=Count("pk")).values("number")
    people = Case(When(kind=UnitKind.FACILITY, then=Subquery(whole)), default=Subquery(own))
    return units.with_tree_fields().annotate(people=people)  # type: ignore[attr-defined]


def visible_staff(user: User) -> QuerySet[Staff]:
    """Return the staff that the person may look up: own unit, or the whole facility for the office."""
    mine = Q(pk=user.staff_id) if user.staff_id else Q(pk__in=[])
    return Staff.objects.filter(within(user, READERS) | mine).select_related("unit__facility", "facility")


def kept_staff(user: User) -> QuerySet[Staff]:
    """Return the people whose particulars the person keeps."""
    return Staff.objects.filter(within(user, KEEPERS)).select_related("unit__facility", "facility")


def staff_matching(
    staff: QuerySet[Staff],
    *,
    q: str = "",
    unit: Unit | None = None,
    job_type: str = "",
    marks: Iterable[str] = (),
    gone: bool = False,
) -> QuerySet[Staff]:
    """Narrow a list of people; ``marks`` are names of yes/no columns that must hold.

    People who have left are listed only when asked for.
    """
    today = timezone.localdate()
    staff = matching(staff, q)
    staff = staff.filter(left_on__lt=today) if gone else staff.filter(_still_here(today))
    if unit:
        staff = staff.filter(Q(unit=unit) | Q(unit__parent=unit) | Q(unit__facility=unit))
    if job_type:
        staff = staff.filter(job_type=job_type)
    return staff.filter(**dict.fromkeys(marks, True))


def namesakes(people: Iterable[Staff]) -> set[int]:
    """Return which of these people share their name with another one of their unit."""
    people = list(people)
    units, names = {person.unit_id for person in people}, {person.full_name for person in people}
    same = Staff.objects.filter(unit__in=units, full_name__in=names).values_list("unit", "full_name")
    shared = {key for key, number in Counter(same).items() if number > 1}
    return {person.pk for person in people if (person.unit_id, person.full_name) in shared}


def current_staff(unit: Unit) -> QuerySet[Staff]:
    """Return the people who work in a unit (in the whole facility for a facility) today."""
    here = Q(facility=unit) if unit.kind == UnitKind.FACILITY else Q(unit=unit) | Q(unit__parent=unit)
    return Staff.objects.filter(here, _still_here(timezone.localdate())).select_related("unit")


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


def gone_codes(facility: Unit) -> dict[str, date]:
    """Return the codes of those who have left a facility, in small letters, with their last days."""
    gone = Staff.objects.filter(facility=facility, left_on__lt=timezone.localdate()).values_list("code", "left_on")
    return {code.lower(): left_on for code, left_on in gone if left_on}


def unread_notifications(user: User) -> QuerySet[Notification]:
    return Notification.objects.filter(user=user, read_at__isnull=True)


def _still_here(today: date, prefix: str = "") -> Q:
    return Q(**{f"{prefix}left_on__isnull": True}) | Q(**{f"{prefix}left_on__gte": today})
