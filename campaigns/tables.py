"""What lists of campaigns and proposals hold as workbooks: columns and cells."""

from collections.abc import Iterable, Iterator
from typing import Any

from campaigns.models import Proposal
from campaigns.selectors.board import Card

CAMPAIGN_COLUMNS = (
    ("Mục", 12, "title"), ("Tên phong trào", 60, "title"), ("Năm", 8, "year"), ("Cấp phát động", 16, "level"),
    ("Cơ quan chủ trì", 26, "charge"), ("Cơ quan, bộ phận phụ trách", 34, "charge"), ("Thời điểm xét", 18, "review"),
    ("Số lượng theo văn bản", 34, "title"), ("Tập thể", 10, "collectives"), ("Còn tập thể", 12, "collectives"),
    ("Cá nhân", 10, "individuals"), ("Còn cá nhân", 12, "individuals"), ("Trạng thái", 22, "state"),
    ("Ngày phát động", 14, "state"),
)  # fmt: skip
PROPOSAL_COLUMNS = (
    ("Đối tượng", 12, "name"), ("Tập thể, cá nhân", 32, "name"), ("Chức vụ", 24, "position"),
    ("Loại công việc", 18, "name"), ("Lao động trực tiếp", 12, "name"), ("Đơn vị đề xuất", 34, "unit"),
    ("Cơ sở y tế", 34, "unit"), ("Chương trình", 26, "programme"), ("Thành tích", 80, "name"),
    ("Trạng thái", 20, "state"), ("Ngày gửi", 14, "sent"),
)  # fmt: skip


def campaign_rows(cards: Iterable[Card]) -> Iterator[list[Any]]:
    for card in cards:
        campaign, (collectives, individuals) = card.campaign, card.counter.meters
        yield [
            campaign.number, campaign.title, campaign.year, campaign.get_level_display(), campaign.lead_agency,
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
