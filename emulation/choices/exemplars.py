"""How exemplars are measured: kinds of criteria, answers, tracks, and the office's appraisal."""

from django.db.models import IntegerChoices, TextChoices

from emulation.choices.subjects import JobType


class ItemKind(TextChoices):
    """How a criterion is looked at: the first four are answered, the others are read from records."""

    CONFIRM = "confirm", "Trả lời kèm minh chứng"
    INITIATIVE = "initiative", "Gắn sáng kiến, đề tài hoặc mô hình"
    ATTACHMENT = "attachment", "Kèm tệp"
    NO_VIOLATIONS = "no_violations", "Sổ vi phạm"
    RATING = "rating", "Xếp loại hằng năm"
    PARTY_RATING = "party_rating", "Xếp loại đảng viên"
    MANAGER_UNIT = "manager_unit", "Tập thể do cá nhân lãnh đạo"
    UNIT_RATINGS = "unit_ratings", "Xếp loại của tập thể"


ANSWERED_KINDS = (ItemKind.CONFIRM, ItemKind.INITIATIVE, ItemKind.ATTACHMENT)


class OnlyFor(TextChoices):
    MANAGER = "manager", "Chỉ với cá nhân giữ chức vụ quản lý"
    PARTY = "party", "Chỉ với đảng viên"


class CriterionReply(TextChoices):
    YES = "dat", "Đạt"
    PARTLY = "mot_phan", "Đạt một phần"
    NO = "chua", "Chưa đạt"


class Track(TextChoices):
    """The field in which somebody is an exemplar; it switches between sets of criteria."""

    HEALTH = "y_te", "Lĩnh vực y tế, chăm sóc sức khỏe"
    STUDY = "hcm", "Học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh"
    OTHER = "khac", "Các lĩnh vực khác"


HEALTH_JOBS = frozenset(
    {
        JobType.DOCTOR, JobType.NURSE, JobType.MIDWIFE, JobType.PHARMACIST, JobType.TECHNICIAN, JobType.STATION_HEAD,
        JobType.ASSISTANT, JobType.ORDERLY,
    }
)  # fmt: skip


class Typical(TextChoices):
    """What the office asks of every exemplar that is to be replicated (S0-47)."""

    TYPICAL = "tieu_bieu", "Thực sự tiêu biểu"
    SPREAD = "lan_toa", "Có sức lan tỏa"
    EFFECT = "tac_dong", "Tác động tích cực đời sống xã hội"
    LEARNABLE = "hoc_tap", "Mọi người có thể học tập, noi theo"


class Score(IntegerChoices):
    POOR = 1, "Chưa"
    WEAK = 2, "Ít"
    FAIR = 3, "Khá"
    GOOD = 4, "Rõ"
    STRONG = 5, "Rất rõ"


class UnitMarkKind(TextChoices):
    """What a collective is rated in besides its work (S3-6)."""

    CULTURE = "van_hoa", "Chuẩn văn hóa"
    SECURITY = "an_ninh", "Chuẩn an toàn về an ninh trật tự"
    PARTY = "to_chuc_dang", "Tổ chức đảng"
    MASS = "doan_the", "Tổ chức đoàn thể"


REACHED, NOT_REACHED = "DAT", "KHONG"
STANDARD_KINDS = (UnitMarkKind.CULTURE, UnitMarkKind.SECURITY)
