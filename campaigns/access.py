"""Who is who in a campaign: one predicate per part people play."""

from typing import Any

from django.db.models import Q

from campaigns.choices import CampaignStatus
from emulation.access import is_clerk_of_unit, is_head_of_unit, is_office, within
from emulation.choices import Role, UnitKind
from emulation.models import Unit, User

# Organisations lead, nominate and answer in their own name, never in that of the units around them.
ORGANISERS = (Role.UNION, Role.YOUTH, Role.PARTY)
SIGNERS = (Role.HEAD, *ORGANISERS)
WRITERS = (*SIGNERS, Role.CLERK)


def signs_for_unit(user: User, obj: Any) -> bool:
    """Say whether the person sends papers in the unit's name."""
    return is_head_of_unit(user, obj) or _speaks_for(user, obj.unit)


def writes_for_unit(user: User, obj: Any) -> bool:
    """Say whether the person prepares papers of the unit; a clerk prepares and does not send."""
    return signs_for_unit(user, obj) or is_clerk_of_unit(user, obj)


def writes_for(user: User, unit: Unit) -> bool:
    """Say whether the person prepares papers in this unit's own name."""
    return user.holds(Role.HEAD, unit) or user.holds(Role.CLERK, unit) or _speaks_for(user, unit)


def own_papers(user: User, unit_field: str = "unit") -> Q:
    """Return the filter for papers of the units whose papers the person prepares."""
    organisations = [unit.pk for unit in user.units_of(*ORGANISERS)]
    return within(user, (Role.HEAD, Role.CLERK), unit_field) | Q(**{f"{unit_field}__in": organisations})


def own_organisation(user: User) -> Unit | None:
    """Return the mass or Party organisation that the person leads."""
    units = user.units_of(*ORGANISERS)
    return next((unit for unit in units if unit.kind in (UnitKind.MASS, UnitKind.PARTY)), None)


def is_campaign_office(user: User, campaign: Any) -> bool:
    """Say whether the person is the standing office of the body that launched the campaign."""
    return is_office(user, campaign) or user.holds(Role.DEPARTMENT, campaign.facility)


def runs_campaign(user: User, campaign: Any) -> bool:
    """Say whether the campaign is in the person's hands: the office, or the organisation that leads it (S4-26)."""
    if is_campaign_office(user, campaign):
        return True
    owner = campaign.owner
    return owner is not None and (user.holds(Role.HEAD, owner) or _speaks_for(user, owner))


def approves_campaign(user: User, campaign: Any) -> bool:
    return user.holds(Role.LEADER, campaign.facility)


def records_approval(user: User, campaign: Any) -> bool:
    """Say whether the person may enter an approval given on paper: the Department's office only."""
    return user.holds(Role.DEPARTMENT, campaign.facility)


def judges_proposal(user: User, proposal: Any) -> bool:
    """Say whether the person reviews the proposal: the hospital's office, or who runs the campaign."""
    return is_office(user, proposal) or runs_campaign(user, proposal.campaign)


def launches_for_unit(user: User, unit: Any, campaign: Any) -> bool:
    """Say whether the person records that the unit has launched a running campaign."""
    if campaign.status != CampaignStatus.LAUNCHED:
        return False
    return writes_for(user, unit) or user.holds(Role.OFFICE, unit)


def _speaks_for(user: User, unit: Unit) -> bool:
    return any(grant.role in ORGANISERS and grant.unit_id == unit.pk for grant in user.grants_now)
