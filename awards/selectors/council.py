"""Councils and their members."""

from django.db.models import Q, QuerySet
from django.utils import timezone

from awards.access import in_force
from awards.models import Council, CouncilMember
from emulation.access import within
from emulation.choices import Role
from emulation.models import Unit, User

KEEPERS = (Role.OFFICE, Role.ADMIN)


def visible_councils(user: User) -> QuerySet[Council]:
    """Return the councils that the person keeps, or sits in."""
    seated = CouncilMember.objects.filter(in_force(), user=user).values("council")
    return Council.objects.filter(within(user, KEEPERS, "facility") | Q(pk__in=seated)).select_related("facility")


def kept_councils(user: User) -> QuerySet[Council]:
    """Return the councils whose members the person writes down."""
    return Council.objects.filter(within(user, KEEPERS, "facility")).select_related("facility")


def councils_for_sessions(user: User) -> QuerySet[Council]:
    """Return the councils in term for which the person may prepare a session."""
    today = timezone.localdate()
    term = Q(until__isnull=True) | Q(until__gte=today)
    keeps_record = CouncilMember.objects.filter(in_force(), user=user, part="thu_ky").values("council")
    mine = within(user, (Role.OFFICE,), "facility") | Q(pk__in=keeps_record)
    return Council.objects.filter(mine & term).select_related("facility")


def facilities_kept(user: User) -> QuerySet[Unit]:
    """Return the hospitals for which the person may write down a council."""
    return Unit.objects.filter(within(user, KEEPERS, ""), kind__in=("facility", "department"))


def members_of(council: Council) -> tuple[list[CouncilMember], list[CouncilMember]]:
    """Return who sits in a council now or later, and who did before."""
    today = timezone.localdate()
    members = list(council.members.select_related("user__staff__unit"))
    past = [member for member in members if member.until and member.until < today]
    return [member for member in members if member not in past], past


def eligible_users(facility: Unit) -> QuerySet[User]:
    """Return the accounts that may be appointed: people of the hospital."""
    here = Q(staff__facility=facility) | Q(grants__unit__facility=facility) | Q(grants__unit=facility)
    return User.objects.filter(here, is_active=True).distinct().order_by("full_name")
