"""From where a person looks at a campaign: the Department above all hospitals, or the own hospital."""

from campaigns.models import Campaign
from emulation.choices import UnitKind
from emulation.models import Unit, User
from emulation.selectors.people import facility_of


def place_of(user: User, campaign: Campaign | None = None) -> Unit | None:
    """Return the unit whose numbers the person sees: the Department for its officers, else the hospital."""
    place = facility_of(user)
    if place is None or place.facility_id or place.kind == UnitKind.DEPARTMENT:
        return place
    return campaign.facility if campaign is not None else place.parent
