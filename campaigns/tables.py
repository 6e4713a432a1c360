"""What lists of campaigns and proposals hold as workbooks: columns and cells."""

from collections.abc import Iterable, Iterator
from typing import Any

from campaigns.models import Proposal
from campaigns.selectors.board import Card

CAMPAIGN_COLUMNS = (
    ("Năm", 8), ("Mục", 12), ("Tên phong trào", 60), ("Cấp phát động", 16), ("Cơ quan chủ trì", 26),
    ("Cơ quan, bộ phận phụ trách", 34), ("Thời điểm xét", 18), ("Số lượng theo văn bản", 34), ("Tập thể", 10),
    ("Còn tập thể", 12), ("Cá nhân", 10), ("Còn cá nhân", 12), ("Trạng thái", 22), ("Ngày phát động", 14),
)  # fmt: skip
PROPOSAL_COLUMNS = (
    ("Đối tượng", 12), ("Tập thể, cá nhân", 32), ("Chức vụ", 24), ("Loại công việc", 18), ("Lao động trực tiếp", 12),
    ("Đơn vị đề xuất", 34), ("Cơ sở y tế", 34), ("Chương trình", 26), ("Thành tích", 80), ("Trạng thái", 20),
    ("Ngày gửi", 14),
)  # fmt: skip


def campaign_rows(cards: Iterable[Card]) -> Iterator[list[Any]]:
    for card in cards:
        campaign, (collectives, individuals) = card.campaign, card.counter.meters
        yield [
            campaign.year, campaign.number, campaign.title, campaign.get_level_display(), campaign.lead_agency,
            campaign.in_charge, campaign.review_text or campaign.get_review_time_display(), campaign.quota_text,
            collectives.limit, collectives.left, individuals.limit, individuals.left, campaign.get_status_display(),
            campaign.launched_on,
        ]  # fmt: skip


def proposal_rows(proposals: Iterable[Proposal]) -> Iterator[list[Any]]:
    for proposal in proposals:
        yield [
            proposal.get_kind_display(), proposal.name, proposal.position, proposal.get_job_type_display(),
            proposal.is_direct, proposal.unit.name, proposal.facility.name,
            proposal.programme.name if proposal.programme else "", proposal.achievements,
            proposal.get_status_display(), proposal.submitted_at,
        ]  # fmt: skip
