"""What an administrator reaches: the own facilities; the operator who set the server up, everything."""

from django.db.models import QuerySet

from emulation.models import AuditEvent, LocalSetting, RoleGrant, Staff, Unit, User
from emulation.selectors.accounts import kept_accounts, kept_grants, visible_accounts
from emulation.selectors.people import kept_staff, kept_units


def units(user: User) -> QuerySet[Unit]:
    return Unit.objects.select_related("parent", "facility") if user.is_superuser else kept_units(user)


def staff(user: User) -> QuerySet[Staff]:
    return Staff.objects.select_related("unit", "facility") if user.is_superuser else kept_staff(user)


def accounts(user: User) -> QuerySet[User]:
    return User.objects.select_related("staff__unit") if user.is_superuser else visible_accounts(user)


def own_accounts(user: User) -> QuerySet[User]:
    """Return the accounts that may be changed, not only seen."""
    return accounts(user) if user.is_superuser else kept_accounts(user)


def grants(user: User) -> QuerySet[RoleGrant]:
    return RoleGrant.objects.select_related("user", "unit") if user.is_superuser else kept_grants(user)


def settings(user: User) -> QuerySet[LocalSetting]:
    return LocalSetting.objects.filter(facility__in=units(user)).select_related("facility", "by")


def events(user: User) -> QuerySet[AuditEvent]:
    """Return the acts on plans, sheets, people and accounts by those whose accounts the administrator sees.

    What happens in council, awards and reports is told on those pages, to those whose business it is.
    """
    lines = AuditEvent.objects.filter(target__startswith="emulation.").select_related("by")
    return lines if user.is_superuser else lines.filter(by__in=accounts(user))
