"""Whom an act concerns: the accounts that get to know of it."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet
from django.utils import timezone

from campaigns.access import SIGNERS
from campaigns.models import Campaign
from emulation.choices import Role, UnitKind
from emulation.models import Unit, User


def people_to_tell(campaign: Campaign) -> QuerySet[User]:
    """Return heads and offices of the hospital, or of every hospital under the Department."""
    place = campaign.facility
    wide = place.kind == UnitKind.DEPARTMENT
    over = Q(grants__unit__facility__parent=place) if wide else Q(grants__unit__facility=place)
    return _holding((*SIGNERS, Role.OFFICE), over)


def signers_of(unit: Unit) -> QuerySet[User]:
    """Return who signs for a unit today."""
    return _holding(SIGNERS, Q(grants__unit=unit))


def signers_of_units(units: Iterable[Unit]) -> QuerySet[User]:
    return _holding(SIGNERS, Q(grants__unit__in=list(units)))


def offices_of(campaign: Campaign) -> QuerySet[User]:
    """Return the offices that run the campaign, for reminders."""
    return _holding((Role.OFFICE, Role.DEPARTMENT), Q(grants__unit=campaign.facility))


def _holding(roles: Iterable[str], over: Q) -> QuerySet[User]:
    today = timezone.localdate()
    still = Q(grants__until__isnull=True) | Q(grants__until__gte=today)
    return User.objects.filter(
        over, still, grants__role__in=list(roles), grants__since__lte=today, is_active=True
    ).distinct()
