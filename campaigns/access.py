"""Who is who in a campaign: one predicate per part people play."""

from typing import Any

from campaigns.choices import CampaignStatus
from emulation.access import is_clerk_of_unit, is_office
from emulation.choices import Role
from emulation.models import User

# Heads of units, and the organisations that lead, nominate and answer in their own name.
SIGNERS = (Role.HEAD, Role.UNION, Role.YOUTH, Role.PARTY)
WRITERS = (*SIGNERS, Role.CLERK)


def signs_for_unit(user: User, obj: Any) -> bool:
    """Say whether the person sends papers in the unit's name."""
    return any(user.holds(role, obj.unit) for role in SIGNERS)


def writes_for_unit(user: User, obj: Any) -> bool:
    """Say whether the person prepares papers of the unit; a clerk prepares and does not send."""
    return signs_for_unit(user, obj) or is_clerk_of_unit(user, obj)


def writes_for(user: User, unit: Any) -> bool:
    """Say whether the person prepares papers in this unit's own name."""
    return any(user.holds(role, unit) for role in WRITERS)


def is_campaign_office(user: User, campaign: Any) -> bool:
    """Say whether the person is the standing office of the body that launched the campaign."""
    return is_office(user, campaign) or user.holds(Role.DEPARTMENT, campaign.facility)


def runs_campaign(user: User, campaign: Any) -> bool:
    """Say whether the campaign is in the person's hands: the office, or the organisation that leads it (S4-26)."""
    if is_campaign_office(user, campaign):
        return True
    return campaign.owner is not None and any(user.holds(role, campaign.owner) for role in SIGNERS)


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
    return any(user.holds(role, unit) for role in (*WRITERS, Role.OFFICE))
