"""Campaigns and launch plans, from what a person may see."""

from django.db.models import Count, Q, QuerySet

from campaigns.access import SIGNERS, WRITERS, own_organisation
from campaigns.choices import PUBLIC_CAMPAIGNS, Level
from campaigns.models import Campaign, LaunchPlan
from emulation.choices import Role
from emulation.models import Unit, User
from emulation.selectors.people import matching

_READERS = (*WRITERS, Role.OFFICE, Role.LEADER, Role.ADMIN, Role.COUNCIL, Role.FINANCE, Role.EDITOR)
_FIRST_TO_SEE = (Role.OFFICE, Role.LEADER, Role.DEPARTMENT)


def visible_campaigns(user: User) -> QuerySet[Campaign]:
    """Return the campaigns a person sees: launched ones of the own hospital and of the Department above it.

    The office, the leaders and the organisation that leads a campaign see it while it is written. The
    Department sees its own, and those of its level that a hospital entered.
    """
    places = _places(user, _READERS)
    held = [unit.pk for unit in user.units_of(*_FIRST_TO_SEE)]
    owned = [unit.pk for unit in user.units_of(*SIGNERS)]
    public = Q(status__in=PUBLIC_CAMPAIGNS)
    seen = (
        public & Q(facility__in=places)
        | Q(facility__in=held)
        | Q(owner__in=owned)
        | public & Q(facility__parent__in=held) & ~Q(level=Level.FACILITY)
    )
    return Campaign.objects.filter(seen).select_related("facility", "plan", "owner")


def run_campaigns(user: User) -> QuerySet[Campaign]:
    """Return the campaigns that are in the person's hands to change (S4-26)."""
    offices = [unit.pk for unit in user.units_of(Role.OFFICE, Role.DEPARTMENT)]
    owned = [unit.pk for unit in user.units_of(*SIGNERS)]
    return Campaign.objects.filter(Q(facility__in=offices) | Q(owner__in=owned)).select_related(
        "facility", "plan", "owner"
    )


def reviewed_campaigns(user: User) -> QuerySet[Campaign]:
    """Return the public campaigns that the person may sum up: own ones, and for a hospital's office any it sees."""
    seen = visible_campaigns(user).filter(status__in=PUBLIC_CAMPAIGNS)
    if user.units_of(Role.OFFICE):
        return seen
    return seen.filter(pk__in=run_campaigns(user).values("pk"))


def visible_plans(user: User) -> QuerySet[LaunchPlan]:
    """Return the launch plans behind the campaigns a person sees, and those the office is writing."""
    offices = [unit.pk for unit in user.units_of(*_FIRST_TO_SEE)]
    plans = LaunchPlan.objects.filter(Q(campaigns__in=visible_campaigns(user)) | Q(facility__in=offices))
    return plans.select_related("facility").distinct()


def run_plans(user: User) -> QuerySet[LaunchPlan]:
    """Return the launch plans that the person may write."""
    offices = [unit.pk for unit in user.units_of(Role.OFFICE, Role.DEPARTMENT)]
    return LaunchPlan.objects.filter(facility__in=offices).select_related("facility")


def launching_place(user: User) -> Unit | None:
    """Return the hospital or the Department in whose name the person launches campaigns.

    An organisation writes its own within the body it belongs to (S2-4).
    """
    units = user.units_of(Role.OFFICE, Role.DEPARTMENT)
    if units:
        return units[0]
    organisation = own_organisation(user)
    return (organisation.facility or organisation.parent) if organisation else None


def owner_for(user: User) -> Unit | None:
    """Return the organisation that owns what the person writes; nobody for the office."""
    return None if user.units_of(Role.OFFICE, Role.DEPARTMENT) else own_organisation(user)


def years_of(campaigns: QuerySet[Campaign]) -> list[int]:
    """Return the years there are campaigns for, newest first."""
    return list(campaigns.order_by("-year").values_list("year", flat=True).distinct())


def campaigns_matching(
    campaigns: QuerySet[Campaign],
    *,
    q: str = "",
    level: str = "",
    status: str = "",
    lead: str = "",
    year: int | None = None,
) -> QuerySet[Campaign]:
    """Narrow a list of campaigns; words without accents."""
    campaigns = matching(campaigns, q)
    exact = {"level": level, "status": status, "lead_agency": lead, "year": year}
    return campaigns.filter(**{name: value for name, value in exact.items() if value})


def _places(user: User, roles: tuple[str, ...]) -> set[int]:
    """Return the facilities where the person plays one of these roles, and the Department above each."""
    places = set()
    for unit in user.units_of(*roles):
        facility = unit.facility or unit
        places |= {facility.pk, facility.parent_id or facility.pk}
    return places


def counts_by(campaigns: QuerySet[Campaign], column: str) -> dict[str, int]:
    """Return how many campaigns there are for each value of a column."""
    rows = campaigns.order_by(column).values_list(column).annotate(count=Count("pk", distinct=True))
    return dict(rows)
