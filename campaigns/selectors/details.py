"""One campaign with everything that belongs to it, as its page shows it."""

from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator

from campaigns.access import WRITERS, approves_campaign, runs_campaign
from campaigns.choices import OPEN_PROPOSALS, CampaignStatus, Field, ProposalStatus, TaskGroup
from campaigns.models import Campaign
from campaigns.selectors.board import empty_words, stages_of
from campaigns.selectors.history import campaign_history
from campaigns.selectors.launches import units_expected, units_without_launch, units_without_pledge
from campaigns.selectors.papers import visible_reviews
from campaigns.selectors.places import place_of
from campaigns.selectors.proposals import visible_proposals
from campaigns.selectors.quotas import counters_of, direct_share, summed_counters, usage_by_facility
from campaigns.workflow import CAMPAIGN, missing_facts
from emulation.choices import JobType, UnitKind
from emulation.models import Unit, User


def detail_of(campaign: Campaign, user: User) -> dict[str, Any]:
    """Return what the page of a campaign shows to this person."""
    place = place_of(user, campaign)
    runs = runs_campaign(user, campaign)
    return {
        "campaign": campaign,
        "meters": meters_of(campaign),
        "numbers": _numbers(campaign),
        "stages": stages_of(campaign.stages.all(), timezone.localdate()),
        "criteria": list(campaign.criteria.all()),
        "files": list(campaign.files.select_related("attachment")),
        "reviews": visible_reviews(user).filter(campaign=campaign),
        "missing": missing_facts(campaign) if campaign.status != CampaignStatus.CLOSED else [],
        "tags": _tags(campaign),
        "runs": runs,
        "may_edit": runs and campaign.status == CampaignStatus.DRAFT,
        "is_open": campaign.status != CampaignStatus.CLOSED,
        "steps": CAMPAIGN.steps_for(campaign, user),
        "history": campaign_history(campaign) if runs or approves_campaign(user, campaign) else [],
        "launch": _launch_numbers(campaign, user, place),
        "usage": usage_by_facility(campaign) if place is not None and place.kind == UnitKind.DEPARTMENT else [],
        "direct": direct_share(campaign),
    }


def meters_of(campaign: Campaign) -> list[dict[str, Any]]:
    """Return the live meters: one pair, or one for each programme."""
    return [
        {"programme": counter.programme, "rows": [(meter, empty_words(campaign, meter)) for meter in counter.meters]}
        for counter in counters_of(campaign)
    ]


def _numbers(campaign: Campaign) -> str:
    """Return the number of places in words, where the plan's own words are missing."""
    counter = summed_counters([campaign])[campaign.pk]
    parts = [f"{meter.limit:02} {meter.label.lower()}" for meter in counter.meters if meter.limit]
    return " và ".join(parts) or "theo phân bổ, chưa giao"


def tabs_of(campaign: Campaign, user: User, here: str) -> list[dict[str, Any]]:
    """Return the parts of a campaign's page with how much is in each."""
    drafts = Q(status__in=OPEN_PROPOSALS)
    found = visible_proposals(user).filter(campaign=campaign).order_by()
    counts = found.aggregate(all=Count("pk"), drafts=Count("pk", filter=drafts))
    parts = (
        ("campaign_detail", "Tổng quan", None),
        ("proposal_list", "Đề xuất", counts["all"]),
        ("launch_list", "Phát động tại đơn vị", None),
        ("pledge_list", "Giao ước", None),
    )
    at = [campaign.pk]
    return [
        {"label": label, "count": count, "url": reverse(f"campaigns:{name}", args=at), "current": name == here}
        for name, label, count in parts
    ]


def crumbs_of(campaign: Campaign, last: str = "") -> list[tuple[str, str]]:
    crumbs = [("Phong trào", f"{reverse('campaigns:campaign_list')}?nam={campaign.year}")]
    title = Truncator(campaign.title).chars(48)
    return [*crumbs, (title, campaign.get_absolute_url()), (last, "")] if last else crumbs


def own_missing_units(campaign: Campaign, user: User, place: Unit | None) -> list[Unit]:
    """Return the person's own units that have not launched the campaign yet."""
    if place is None or campaign.status != CampaignStatus.LAUNCHED:
        return []
    return list(units_without_launch(campaign, place).filter(pk__in=[unit.pk for unit in user.units_of(*WRITERS)]))


def _launch_numbers(campaign: Campaign, user: User, place: Unit | None) -> dict[str, Any]:
    if place is None or campaign.status != CampaignStatus.LAUNCHED:
        return {}
    total = units_expected(campaign, place).count()
    missing, unpledged = units_without_launch(campaign, place).count(), units_without_pledge(campaign, place).count()
    return {
        "total": total,
        "done": total - missing,
        "missing": missing,
        "pledged": total - unpledged,
        "own": own_missing_units(campaign, user, place),
    }


def _tags(campaign: Campaign) -> list[tuple[str, list[str]]]:
    rows = (
        ("Chỉ xét", [str(JobType(code).label) for code in campaign.job_types]),
        ("Nhóm nhiệm vụ", [str(TaskGroup(number).label) for number in campaign.task_groups]),
        ("Lĩnh vực", [str(Field(code).label) for code in campaign.field_tags]),
    )
    return [(label, words) for label, words in rows if words]


def waiting_of(campaign: Campaign, user: User) -> int:
    """Return how many sent proposals of the campaign wait within the person's sight."""
    return visible_proposals(user).filter(campaign=campaign, status=ProposalStatus.SUBMITTED).count()
