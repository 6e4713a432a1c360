"""Accounts: who administers whom, who is locked out, where a person is signed in."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta

from axes.helpers import get_cool_off
from axes.models import AccessAttempt
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db.models import Q, QuerySet
from django.utils import timezone

from emulation.access import within
from emulation.choices import Role
from emulation.models import RoleGrant, SignIn, Unit, User
from emulation.selectors.people import matching

ADMINS = (Role.ADMIN,)


def visible_accounts(user: User) -> QuerySet[User]:
    """Return the accounts of the person's scope: by a role over one of its units, or by the staff list."""
    by_role = RoleGrant.objects.filter(within(user, ADMINS)).values("user")
    return User.objects.filter(within(user, ADMINS, "staff__unit") | Q(pk__in=by_role)).select_related("staff__unit")


def kept_accounts(user: User) -> QuerySet[User]:
    """Return the accounts whose password, lock and state the person may change.

    An account that also plays a part outside the scope is out of reach: whoever sets its
    password could act there.
    """
    outside = RoleGrant.objects.filter(_not_over()).exclude(within(user, ADMINS)).values("user")
    elsewhere = Q(staff__isnull=False) & ~within(user, ADMINS, "staff__unit")
    return visible_accounts(user).exclude(pk__in=outside).exclude(elsewhere).exclude(is_superuser=True)


def kept_grants(user: User) -> QuerySet[RoleGrant]:
    """Return the grants that the person may end."""
    return RoleGrant.objects.filter(within(user, ADMINS)).select_related("user", "unit")


def grantable_units(user: User) -> QuerySet[Unit]:
    """Return the units over which the person may give parts to play."""
    return Unit.objects.filter(within(user, ADMINS, ""), is_active=True).select_related("facility")


def accounts_matching(
    accounts: QuerySet[User], *, by: User, q: str = "", role: str = "", state: str = ""
) -> QuerySet[User]:
    """Narrow a list of accounts; states: active, closed, locked, new (one-time password not yet changed)."""
    accounts = matching(accounts, q)
    if role:
        running = kept_grants(by).filter(_not_over(), role=role, since__lte=timezone.localdate())
        accounts = accounts.filter(pk__in=running.values("user"))
    if state == "locked":
        return accounts.filter(username__in=locks())
    states = {"active": {"is_active": True}, "closed": {"is_active": False}, "new": {"must_change_password": True}}
    return accounts.filter(**states.get(state, {}))


def grants_of(users: Iterable[User], grants: QuerySet[RoleGrant]) -> dict[int, list[RoleGrant]]:
    """Return those of some grants that run today or later, by account; one query."""
    found: dict[int, list[RoleGrant]] = defaultdict(list)
    for grant in grants.filter(_not_over(), user__in=list(users)).select_related("unit"):
        found[grant.user_id].append(grant)
    return found


def locks(usernames: Iterable[str] | None = None) -> dict[str, datetime]:
    """Return the locked user names, each with the moment when its lock ends by itself."""
    pause = get_cool_off() or timedelta()
    attempts = AccessAttempt.objects.filter(attempt_time__gt=timezone.now() - pause)
    if usernames is not None:
        attempts = attempts.filter(username__in=list(usernames))
    failures: dict[tuple[str, str], int] = defaultdict(int)
    ends: dict[str, datetime] = {}
    for name, address, number, last in attempts.values_list(
        "username", "ip_address", "failures_since_start", "attempt_time"
    ):
        failures[name, address] += number
        if failures[name, address] >= settings.AXES_FAILURE_LIMIT:
            ends[name] = max(last + pause, ends.get(name, last))
    return ends


def open_sign_ins(user: User) -> QuerySet[SignIn]:
    """Return the devices on which the person is signed in now."""
    alive = Session.objects.filter(expire_date__gt=timezone.now()).values("session_key")
    return SignIn.objects.filter(user=user, session_key__in=alive)


def _not_over() -> Q:
    return Q(until__isnull=True) | Q(until__gte=timezone.localdate())
