"""What this app has waiting for a person, and what its search finds."""

from datetime import date

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone

from campaigns.access import SIGNERS
from campaigns.choices import CampaignStatus, ProposalStatus
from campaigns.models import Campaign, Proposal, UnitLaunch
from campaigns.selectors.campaigns import visible_campaigns
from campaigns.selectors.launches import LAUNCHING
from campaigns.selectors.proposals import appraisals_to_answer, visible_proposals, waiting_proposals
from core.work import Found, Work
from emulation.choices import Role
from emulation.models import Unit, User
from emulation.selectors.people import matching

AREA = "phong_trao"
_MOST = 5


def work_of(user: User) -> list[Work]:
    """Return what waits for the person here: at most three questions to the database."""
    works: list[Work] = []
    if user.units_of(Role.OFFICE, Role.DEPARTMENT, *SIGNERS):
        works += _to_review(user)
    if user.units_of(Role.LEADER):
        works += _to_approve(user)
    elif units := [unit for unit in user.units_of(*SIGNERS) if unit.kind in LAUNCHING]:
        works += _to_launch(units)
    if user.units_of(*SIGNERS):
        works += _to_answer(user)
    return works


def found_for(user: User, query: str) -> list[Found]:
    """Return the campaigns and proposals that a search finds among what the person may see."""
    campaigns = matching(visible_campaigns(user), query)[:_MOST]
    proposals = matching(visible_proposals(user), query)[:_MOST]
    found = [
        Found(c.title, f"{c.get_level_display()} · năm {c.year}", c.get_absolute_url(), "Phong trào") for c in campaigns
    ]
    return found + [Found(p.name, f"{p.unit} · {p.campaign}", p.get_absolute_url(), "Đề xuất") for p in proposals]


def _to_review(user: User) -> list[Work]:
    """Group what was sent by campaign, and the own returned ones one by one; one query for both."""
    own = Q(unit__in=user.units_of(*SIGNERS), status=ProposalStatus.RETURNED)
    waiting = Q(pk__in=waiting_proposals(user).filter(status=ProposalStatus.SUBMITTED).values("pk"))
    rows = Proposal.objects.filter(own | waiting).select_related("campaign", "unit").order_by("submitted_at")[:200]
    works, counts, campaigns = [], dict[int, int](), dict[int, Campaign]()
    for proposal in rows:
        if proposal.status == ProposalStatus.RETURNED:
            detail = f"{proposal.unit} · {proposal.campaign}"
            title = f"Sửa đề xuất {proposal.name}"
            works.append(Work(title, detail, proposal.get_absolute_url(), "Xem lý do", AREA))
        else:
            counts[proposal.campaign_id] = counts.get(proposal.campaign_id, 0) + 1
            campaigns[proposal.campaign_id] = proposal.campaign
    for pk, count in counts.items():
        url = f"{reverse('campaigns:proposal_list', args=[pk])}?status={ProposalStatus.SUBMITTED}"
        due = campaigns[pk].review_until
        works.append(Work(f"{count} đề xuất chờ xem", str(campaigns[pk]), url, "Xem", AREA, due=_upcoming(due)))
    return works


def _to_approve(user: User) -> list[Work]:
    drafts = Campaign.objects.filter(facility__in=user.units_of(Role.LEADER), status=CampaignStatus.DRAFT)
    return [Work("Phê duyệt phong trào", c.title, c.get_absolute_url(), "Xem", AREA) for c in drafts[:_MOST]]


def _to_launch(units: list[Unit]) -> list[Work]:
    """Return the running campaigns that the person's unit has not launched yet (S4-31)."""
    unit = units[0]
    places = [pk for pk in (unit.facility_id, unit.facility.parent_id if unit.facility else None) if pk]
    done = UnitLaunch.objects.filter(campaign=OuterRef("pk"), unit=unit)
    joined = Q(participants__isnull=True) | Q(participants=unit)
    found = Campaign.objects.filter(joined, ~Exists(done), facility__in=places, status=CampaignStatus.LAUNCHED)
    rows = [(c.title, reverse("campaigns:launch_record", args=[c.pk, unit.pk])) for c in found.distinct()[:_MOST]]
    return [Work("Phát động tại đơn vị", title, url, "Ghi nhận", AREA) for title, url in rows]


def _to_answer(user: User) -> list[Work]:
    asked = ((a.proposal, a.proposal.campaign) for a in appraisals_to_answer(user)[:_MOST])
    return [
        Work("Cho ý kiến thẩm định", f"{proposal} · {campaign}", proposal.get_absolute_url(), "Trả lời", AREA)
        for proposal, campaign in asked
    ]


def _upcoming(day: date | None) -> date | None:
    """Leave out windows of years gone by: a campaign of 2023 is not late today, it waits to be closed."""
    return day if day and day >= timezone.localdate() else None
