"""Levels, kinds and states of campaigns; groups of states stand beside the states."""

from django.db.models import IntegerChoices, TextChoices


class Level(TextChoices):
    """Who launched the campaign (S0-3)."""

    MINISTRY = "bo_y_te", "Bộ Y tế"
    PROVINCE = "ubnd_tinh", "UBND tỉnh"
    DEPARTMENT = "so_y_te", "Sở Y tế"
    FACILITY = "don_vi", "Đơn vị"


class CampaignKind(TextChoices):
    YEARLY = "thuong_xuyen", "Thường xuyên"
    ROUND = "theo_dot", "Theo đợt"
    TOPIC = "chuyen_de", "Chuyên đề"
    SUDDEN = "dot_xuat", "Đột xuất"


class ReviewTime(TextChoices):
    """When proposals are reviewed (S4-25); each kind has its window in ``rules/review_windows.yaml``."""

    EARLY = "dau_nam", "Đầu năm"
    DURING = "trong_nam", "Trong năm"
    LATE = "cuoi_nam", "Cuối năm"
    AT_SUMMARY = "khi_tong_ket", "Khi tổng kết"
    AS_PLANNED = "theo_ke_hoach", "Theo kế hoạch"


class TaskGroup(IntegerChoices):
    """The six key task groups of the health sector 2021–2025 (S4-3)."""

    INSTITUTIONS = 1, "(1) Thể chế, cơ chế, chính sách phát triển ngành Y tế"
    PREVENTION = 2, "(2) Y tế dự phòng, an toàn, an ninh y tế"
    QUALITY = 3, "(3) Chất lượng dịch vụ y tế, chăm sóc toàn diện người bệnh"
    PEOPLE = 4, "(4) Đào tạo, phát triển nguồn nhân lực y tế"
    SCIENCE = 5, "(5) Nghiên cứu khoa học, đổi mới sáng tạo, chuyển đổi số"
    FINANCE = 6, "(6) Bảo hiểm y tế toàn dân, cơ chế tài chính, y tế cơ sở"


class Field(TextChoices):
    """The fields by which exemplars and campaigns are counted (S1-4, S1-18)."""

    ETHICS = "y_duc", "Y đức"
    CARE = "kham_chua_benh", "Chất lượng khám bệnh, chữa bệnh"
    DIGITAL = "chuyen_doi_so", "Chuyển đổi số, bệnh án điện tử"
    RESEARCH = "nghien_cuu", "Nghiên cứu khoa học, sáng kiến, cải tiến kỹ thuật"
    CULTURE = "van_hoa", "Văn hóa công sở, quy tắc ứng xử"
    THRIFT = "tiet_kiem", "Phòng, chống tham nhũng, thực hành tiết kiệm, chống lãng phí"
    DEMOCRACY = "dan_chu", "Quy chế dân chủ ở cơ sở"
    PREVENTION = "du_phong", "Y tế dự phòng"
    COMMUNITY = "cong_dong", "Từ thiện, sức khỏe cộng đồng"


class CampaignStatus(TextChoices):
    DRAFT = "draft", "Đang soạn"
    APPROVED = "approved", "Đã phê duyệt, chưa phát động"
    LAUNCHED = "launched", "Đang chạy"
    CLOSED = "closed", "Đã tổng kết"


PUBLIC_CAMPAIGNS = (CampaignStatus.LAUNCHED, CampaignStatus.CLOSED)


class ProposalStatus(TextChoices):
    DRAFT = "draft", "Nháp"
    SUBMITTED = "submitted", "Đã gửi, chờ xem"
    RESERVE = "reserve", "Dự bị, chờ chỗ"
    RETURNED = "returned", "Trả lại, đang sửa"
    ACCEPTED = "accepted", "Đã nhận"
    REJECTED = "rejected", "Không chọn"


OPEN_PROPOSALS = (ProposalStatus.DRAFT, ProposalStatus.RETURNED)
# A place is taken from the moment a proposal is sent until it is returned, recalled or rejected.
PLACED_PROPOSALS = (ProposalStatus.SUBMITTED, ProposalStatus.ACCEPTED)
WAITING_PROPOSALS = (ProposalStatus.SUBMITTED, ProposalStatus.RESERVE)


class ReviewKind(TextChoices):
    INTERIM = "so_ket", "Sơ kết"
    FINAL = "tong_ket", "Tổng kết"


class FileRole(TextChoices):
    """What a paper is for the campaign; a contest needs its own plan (S4-28)."""

    PLAN = "ke_hoach", "Kế hoạch của phong trào"
    CONTEST_PLAN = "ke_hoach_hoi_thi", "Kế hoạch hội thi"
    DECISION = "phe_duyet", "Văn bản phê duyệt"
    OTHER = "khac", "Tài liệu khác"


class Opinion(TextChoices):
    """What a specialised unit says about a proposal in its field (S4-34)."""

    AGREE = "dong_y", "Đồng ý"
    DISAGREE = "khong_dong_y", "Không đồng ý"
    REMARK = "y_kien", "Có ý kiến"
