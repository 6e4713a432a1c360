"""The book of acts on campaigns and proposals, in Vietnamese."""

from campaigns.models import Campaign, Proposal
from campaigns.workflow import CAMPAIGN, PROPOSAL
from emulation.selectors.history import Told, told

WORDS = {
    "set_criteria": "Ghi tiêu chí",
    "set_stages": "Ghi các giai đoạn",
    "set_quota": "Đổi số lượng xét",
    "add_programme": "Thêm chương trình",
    "attach": "Đính kèm",
    "detach": "Gỡ tệp",
    "review": "Ghi sơ kết, tổng kết",
    "unit_launch": "Đơn vị phát động",
    "change_unit_launch": "Sửa ghi nhận phát động",
    "pledge": "Ký giao ước",
    "remind": "Nhắc đơn vị",
    "discard_proposal": "Xóa bản nháp",
    "ask_appraisal": "Hỏi ý kiến thẩm định",
    "answer_appraisal": "Trả lời thẩm định",
    "use_proposal": "Lập đề nghị khen thưởng",
}


def campaign_history(campaign: Campaign) -> list[Told]:
    """Return the acts on a campaign; launches and pledges of units have pages of their own."""
    elsewhere = {WORDS[name] for name in ("unit_launch", "change_unit_launch", "pledge", "discard_proposal")}
    return [line for line in told(campaign, CAMPAIGN, words=WORDS, limit=300) if line.label not in elsewhere]


def proposal_history(proposal: Proposal) -> list[Told]:
    return told(proposal, PROPOSAL, words=WORDS)
