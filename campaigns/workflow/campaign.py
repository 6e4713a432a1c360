"""The life of a campaign: written, approved by the leaders, launched, summed up."""

from campaigns.access import approves_campaign, records_approval, runs_campaign
from campaigns.choices import WAITING_PROPOSALS, FileRole, ReviewTime
from campaigns.choices import CampaignStatus as S
from campaigns.models import Campaign, Proposal
from core.workflow import Step, Workflow
from emulation.audit import record


def missing_facts(campaign: Campaign) -> list[str]:
    """Return which of the five facts a launch must state are still missing (S4-24)."""
    facts = (
        ("cơ quan chủ trì", bool(campaign.lead_agency)),
        ("cơ quan, bộ phận phụ trách", bool(campaign.in_charge)),
        ("nội dung thi đua", bool(campaign.content)),
        ("thời điểm xét khen thưởng", _has_review_time(campaign)),
        ("số lượng xét khen thưởng", _has_numbers(campaign)),
    )
    return [name for name, there in facts if not there]


def states_its_five_facts(campaign: Campaign) -> str:
    missing = missing_facts(campaign)
    return f"Chưa nêu {', '.join(missing)}. Bấm “Sửa” để bổ sung." if missing else ""


def has_criteria(campaign: Campaign) -> str:
    return "" if campaign.criteria.exists() else "Chưa có tiêu chí cụ thể. Thêm ít nhất một tiêu chí rồi phát động."


def has_contest_plan(campaign: Campaign) -> str:
    """Ask for the contest's own plan where there is a contest (S4-28)."""
    if not campaign.has_contest or campaign.files.filter(role=FileRole.CONTEST_PLAN).exists():
        return ""
    return "Phong trào có hội thi: cần đính kèm kế hoạch chi tiết tổ chức hội thi."


def no_proposal_waits(campaign: Campaign) -> str:
    waiting = Proposal.objects.filter(campaign=campaign, status__in=WAITING_PROPOSALS).count()
    return f"Còn {waiting} đề xuất chưa xem xong. Nhận, trả lại hoặc không chọn trước khi tổng kết." if waiting else ""


def _has_review_time(campaign: Campaign) -> bool:
    if campaign.review_time == ReviewTime.AS_PLANNED:
        return bool(campaign.review_from or campaign.review_text)
    return bool(campaign.review_time)


def _has_numbers(campaign: Campaign) -> bool:
    """Say whether the number is stated; "theo phân bổ" in words is a statement too."""
    return bool(campaign.quota_text) or campaign.quotas.filter(places__isnull=False).exists()


_READY = (states_its_five_facts, has_criteria, has_contest_plan)

CAMPAIGN = Workflow(
    Step("approve", "Phê duyệt", (S.DRAFT,), S.APPROVED, who=approves_campaign, primary=True,
         confirm="Kế hoạch, tiêu chí của phong trào được phê duyệt. Tên và ngày phê duyệt được ghi lại."),
    Step("record_approval", "Ghi nhận phê duyệt", (S.DRAFT,), S.APPROVED, who=records_approval,
         note_required=True, note_label="Người phê duyệt, số và ngày văn bản"),
    Step("rework", "Đưa về soạn lại", (S.APPROVED,), S.DRAFT, who=runs_campaign, note_required=True),
    Step("launch", "Phát động", (S.APPROVED,), S.LAUNCHED, who=runs_campaign, needs=_READY, primary=True,
         confirm="Mọi đơn vị tham gia thấy phong trào, nhận thông báo và bắt đầu đề xuất được."),
    Step("close", "Tổng kết", (S.LAUNCHED,), S.CLOSED, who=runs_campaign, needs=(no_proposal_waits,),
         note_required=True, note_label="Bài học kinh nghiệm"),
    Step("reopen", "Mở lại", (S.CLOSED,), S.LAUNCHED, who=runs_campaign, note_required=True),
    record=record,
)  # fmt: skip
