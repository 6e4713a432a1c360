"""Which kept files a person may open: those of the campaigns, launches, pledges and proposals they see."""

from django.db.models import Q, QuerySet

from campaigns.models import CampaignFile, Pledge, ProposalFile, Review, UnitLaunch
from campaigns.selectors.campaigns import run_campaigns, visible_campaigns
from campaigns.selectors.proposals import visible_proposals
from emulation.access import within
from emulation.choices import Role
from emulation.models import Attachment, User
from emulation.selectors.people import facility_of


def visible_papers(user: User) -> QuerySet[Attachment]:
    """Return the attachments within reach; a stranger to the campaign finds none."""
    campaigns = visible_campaigns(user).values("pk")
    launches = visible_launches(user)
    found = (
        Q(pk__in=CampaignFile.objects.filter(campaign__in=campaigns).values("attachment"))
        | Q(pk__in=ProposalFile.objects.filter(proposal__in=visible_proposals(user).values("pk")).values("attachment"))
        | Q(pk__in=launches.values("minutes"))
        | Q(pk__in=launches.values("plan"))
        | Q(pk__in=visible_pledges(user).values("file"))
        | Q(pk__in=visible_reviews(user).values("minutes"))
    )
    return Attachment.objects.filter(found)


def visible_launches(user: User) -> QuerySet[UnitLaunch]:
    """Return the launch records of the own hospital, and of all hospitals for the Department."""
    return UnitLaunch.objects.filter(_reach(user), campaign__in=visible_campaigns(user).values("pk"))


def visible_pledges(user: User) -> QuerySet[Pledge]:
    return Pledge.objects.filter(_reach(user), campaign__in=visible_campaigns(user).values("pk"))


def visible_reviews(user: User) -> QuerySet[Review]:
    """Return the reviews of the own hospital and of the body that runs the campaign."""
    mine = _reach(user) | Q(facility__in=visible_campaigns(user).values("facility"))
    found = Review.objects.filter(mine, campaign__in=visible_campaigns(user).values("pk"))
    return found.select_related("minutes", "facility", "by")


def _reach(user: User) -> Q:
    place = facility_of(user)
    here = Q(facility=place) if place is not None else Q(pk__in=[])
    run = Q(campaign__in=run_campaigns(user).values("pk"))
    return here | run | within(user, (Role.DEPARTMENT,), "facility")
