"""Campaigns and proposals for tests; states are reached by the road that people walk."""

from datetime import date
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from campaigns.choices import CampaignStatus
from campaigns.models import Campaign, Proposal
from campaigns.selectors.subjects import collective, person
from campaigns.services.campaign import set_criteria, take_campaign_step, write_campaign
from campaigns.services.paper import attach_to_proposal
from campaigns.services.proposal import draft_proposal, take_proposal_step, write_proposal
from emulation.models import Staff, Unit, User

_FACTS = {
    "title": "Xanh, sạch, đẹp",
    "year": 2026,
    "level": "don_vi",
    "lead_agency": "Bệnh viện",
    "in_charge": "Phòng Tổ chức cán bộ",
    "content": "Khoa phòng xanh, sạch, đẹp, không khói thuốc.",
    "review_time": "cuoi_nam",
}


def pdf(name: str = "bao-cao.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, b"%PDF-1.7 ...", content_type="application/pdf")


def campaign_at(
    status: str,
    *,
    facility: Unit,
    office: User,
    leader: User | None = None,
    quotas: tuple[int | None, int | None] = (2, 3),
    **facts: Any,
) -> Campaign:
    """Return a campaign in a state: draft, approved, launched, closed."""
    campaign = write_campaign(
        Campaign(facility=facility, **(_FACTS | facts)), participants=[], by=office, quotas=quotas
    )
    set_criteria(campaign, rows=[{"text": "Không vi phạm quy định về môi trường"}], by=office)
    road = {"approved": 1, "launched": 2, "closed": 3}.get(status, 0)
    if road > 0:
        step, by, note = ("approve", leader, "") if leader else ("record_approval", office, "Giám đốc Sở, 12/KH-SYT")
        take_campaign_step(campaign, step, by=by, note=note)
    if road > 1:
        take_campaign_step(campaign, "launch", by=office, on=date(2026, 1, 15))
    if road > 2:
        take_campaign_step(campaign, "close", by=office, note="Phát động sớm, nhắc đều")
    assert campaign.status == CampaignStatus(status)
    return campaign


def proposal_at(
    status: str,
    *,
    campaign: Campaign,
    unit: Unit,
    by: User,
    staff: Staff | None = None,
    office: User | None = None,
    **more: Any,
) -> Proposal:
    """Return a proposal of a person, or of the unit itself, in a state."""
    subject = person(staff) if staff else collective(unit)
    proposal = draft_proposal(campaign, subject, unit=unit, by=by, **more)
    write_proposal(proposal, achievements="Phục hồi mảng xanh 200 m²", programme=proposal.programme, by=by)
    attach_to_proposal(proposal, pdf(), kind="bao_cao_thanh_tich", by=by)
    road = {
        "submitted": ["submit"], "reserve": ["stand_by"], "accepted": ["submit", "accept"],
        "returned": ["submit", "return"], "rejected": ["submit", "reject"],
    }.get(status, [])  # fmt: skip
    for step in road:
        mine = step in ("submit", "stand_by")
        take_proposal_step(
            proposal, step, by=by if mine else (office or by), note="" if mine else "Cần bổ sung số liệu"
        )
    assert proposal.status == status
    return proposal
