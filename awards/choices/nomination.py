"""The states and occasions of nominations; groups of states stand beside the states."""

from django.db.models import TextChoices


class NominationStatus(TextChoices):
    DRAFT = "draft", "Nháp"
    SUBMITTED = "submitted", "Đã gửi, chờ xem"
    RETURNED = "returned", "Trả lại, đang sửa"
    ACCEPTED = "accepted", "Đã tiếp nhận, chờ Hội đồng"
    ENDORSED = "endorsed", "Hội đồng đã thông qua"
    NOT_ENDORSED = "not_endorsed", "Hội đồng không thông qua"
    WITHDRAWN = "withdrawn", "Đã rút"


OPEN_NOMINATIONS = (NominationStatus.DRAFT, NominationStatus.RETURNED)
DECIDED_NOMINATIONS = (NominationStatus.ENDORSED, NominationStatus.NOT_ENDORSED)
# What stands in the way of a second nomination for the same subject, title and year.
LIVE_NOMINATIONS = (
    NominationStatus.DRAFT,
    NominationStatus.SUBMITTED,
    NominationStatus.RETURNED,
    NominationStatus.ACCEPTED,
    NominationStatus.ENDORSED,
)


class Occasion(TextChoices):
    """Why a commendation is proposed (Luật 06/2022/QH15, Điều 8): yearly work, a campaign, a feat, long service."""

    YEARLY = "thuong_xuyen", "Thường xuyên (theo công trạng năm)"
    CAMPAIGN = "chuyen_de", "Theo phong trào, chuyên đề"
    SUDDEN = "dot_xuat", "Đột xuất"
    DEVOTION = "cong_hien", "Quá trình cống hiến"


class Eligibility(TextChoices):
    """What a judgement by the law comes to."""

    ELIGIBLE = "eligible", "Đủ điều kiện"
    NOT_ELIGIBLE = "not_eligible", "Chưa đủ điều kiện"
    MISSING_DATA = "missing_data", "Thiếu số liệu"
    NEEDS_PERSON = "needs_person", "Cần người kết luận"
    HOLD = "hold", "Tạm chưa xét"


ELIGIBILITY_TONES = {
    Eligibility.ELIGIBLE: "ok",
    Eligibility.NOT_ELIGIBLE: "bad",
    Eligibility.MISSING_DATA: "warn",
    Eligibility.NEEDS_PERSON: "person",
    Eligibility.HOLD: "warn",
}
