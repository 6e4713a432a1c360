"""What lists of plans, campaigns, launches, pledges and proposals hold as workbooks: columns and cells."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import QuerySet

from campaigns.models import LaunchPlan, Pledge, Proposal, UnitLaunch
from campaigns.selectors.board import Card
from emulation.models import Unit

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
    ("Cơ sở y tế", 34, "unit"), ("Chương trình", 26, "programme"), ("Thành tích", 80, "achievements"),
    ("Trạng thái", 20, "state"), ("Ngày gửi", 14, "sent"),
)  # fmt: skip
PLAN_COLUMNS = (
    ("Kế hoạch", 60, "ten"), ("Số, ký hiệu", 20, "ten"), ("Ngày ban hành", 14, "ten"), ("Năm", 8, "nam"),
    ("Cơ quan ban hành", 36, "co-quan"), ("Người ký", 26, "nguoi-ky"), ("Chức vụ người ký", 24, "nguoi-ky"),
)  # fmt: skip
LAUNCH_COLUMNS = (
    ("Đơn vị", 44, "don-vi"), ("Phát động", 18, "don-vi"), ("Ngày", 14, "ngay"), ("Người dự", 10, "nguoi-du"),
    ("Biên bản", 30, "tep"), ("Kế hoạch của đơn vị", 30, "tep"), ("Nội dung chính", 60, "don-vi"),
    ("Người ghi", 26, "nguoi-ghi"),
)  # fmt: skip
PLEDGE_COLUMNS = (
    ("Các đơn vị", 60, "don-vi"), ("Giao ước", 18, "don-vi"), ("Ngày ký", 14, "ngay"), ("Nội dung", 80, "noi-dung"),
    ("Bản đã ký", 36, "tep"),
)  # fmt: skip


def plan_rows(plans: QuerySet[LaunchPlan]) -> Iterator[list[Any]]:
    found = plans.values_list("pk", "title", "number", "issued_on", "year", "issuer", "signer", "signer_position")
    for _, *cells in found.iterator(500):
        yield cells


def launch_rows(launches: Iterable[UnitLaunch], missing: Iterable[Unit]) -> Iterator[list[Any]]:
    """Yield who has launched a campaign, then who has not."""
    for row in launches:
        minutes, plan = (paper.name if paper else "" for paper in (row.minutes, row.plan))
        yield [
            row.unit.name, "Đã phát động", row.launched_on, row.attendance, minutes, plan, row.note, str(row.by),
        ]  # fmt: skip
    for unit in missing:
        yield [unit.name, "Chưa phát động", *[None] * 6]


def pledge_rows(pledges: Iterable[Pledge], missing: Iterable[Unit]) -> Iterator[list[Any]]:
    """Yield the pledges with their parties, then the units without one."""
    for row in pledges:
        parties = "; ".join(unit.name for unit in row.parties.all())
        yield [parties, "Đã ký", row.signed_on, row.content, row.file.name]
    for unit in missing:
        yield [unit.name, "Chưa ký", None, None, None]


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
