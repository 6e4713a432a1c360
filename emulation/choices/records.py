"""What the records of people and units may say: ratings, initiatives, discipline, violations, leave."""

from django.db.models import TextChoices


class Rating(TextChoices):
    """The level of a year, as short as the decrees on rating write it (NĐ 90/2020, NĐ 233/2026)."""

    EXCELLENT = "HTXSNV", "Hoàn thành xuất sắc nhiệm vụ"
    GOOD = "HTTNV", "Hoàn thành tốt nhiệm vụ"
    DONE = "HTNV", "Hoàn thành nhiệm vụ"
    NOT_DONE = "KHTNV", "Không hoàn thành nhiệm vụ"


RATING_RANK = {level: rank for rank, level in enumerate(reversed(Rating.values))}


class RatingScope(TextChoices):
    WORK = "cong_viec", "Viên chức, người lao động"
    PARTY = "dang", "Đảng viên, tổ chức Đảng"


class InitiativeKind(TextChoices):
    INITIATIVE = "sang_kien", "Sáng kiến"
    RESEARCH = "de_tai", "Đề tài, đề án khoa học"


class InitiativeLevel(TextChoices):
    """Who recognised it; a higher level holds the lower ones."""

    BASE = "co_so", "Cơ sở"
    PROVINCE = "tinh", "Tỉnh"
    MINISTRY = "bo", "Bộ, ban, ngành"
    NATION = "toan_quoc", "Toàn quốc"


class Recognition(TextChoices):
    PENDING = "cho", "Chờ công nhận"
    RECOGNISED = "cong_nhan", "Đã công nhận"
    REJECTED = "khong", "Không công nhận"


class AuthorRole(TextChoices):
    AUTHOR = "tac_gia", "Tác giả"
    CO_AUTHOR = "dong_tac_gia", "Đồng tác giả"


class DisciplineForm(TextChoices):
    """Forms of discipline from the lightest up; the first two decide most."""

    REPRIMAND = "khien_trach", "Khiển trách"
    WARNING = "canh_cao", "Cảnh cáo"
    DEMOTION = "ha_bac", "Hạ bậc lương, giáng chức"
    DISMISSAL = "cach_chuc", "Cách chức"
    EXPULSION = "buoc_thoi_viec", "Buộc thôi việc, khai trừ"


DISCIPLINE_RANK = {form: rank for rank, form in enumerate(DisciplineForm.values)}


class DisciplineSide(TextChoices):
    STATE = "chinh_quyen", "Chính quyền"
    PARTY = "dang", "Đảng"


class DisciplineCause(TextChoices):
    """Why: what NĐ 233/2026 Điều 12.4.c asks about; unknown stays unknown."""

    DUTY = "cong_vu", "Liên quan nhiệm vụ, hoặc suy thoái"
    OTHER = "khac", "Không liên quan nhiệm vụ"
    UNKNOWN = "", "Chưa rõ"


class ViolationKind(TextChoices):
    """The five kinds of S0-12, and the family of S3-15."""

    LAW = "phap_luat", "Vi phạm pháp luật"
    ETHICS = "dao_duc", "Vi phạm đạo đức nghề nghiệp"
    TRAFFIC = "giao_thong", "Vi phạm an toàn giao thông"
    SOCIAL = "te_nan", "Vi phạm về tệ nạn xã hội"
    POPULATION = "dan_so", "Vi phạm chính sách dân số – kế hoạch hóa gia đình"
    FAMILY = "gia_dinh", "Người trong gia đình vi phạm pháp luật"


class MatterKind(TextChoices):
    """What keeps an award waiting until it is cleared (NĐ 152/2025, Điều 4 khoản 4)."""

    DISCIPLINE = "ky_luat", "Đang xem xét kỷ luật"
    INVESTIGATION = "dieu_tra", "Đang điều tra"
    INSPECTION = "thanh_tra", "Đang thanh tra, kiểm tra, kiểm toán có dấu hiệu vi phạm"
    COMPLAINT = "khieu_nai", "Khiếu nại, tố cáo đang xác minh"
    PRESS = "bao_chi", "Báo chí nêu, đang xác minh"


class LeaveKind(TextChoices):
    MATERNITY = "thai_san", "Thai sản"
    SICK = "om", "Ốm đau"
    STUDY = "hoc", "Đi học"
    UNPAID = "khong_luong", "Không lương"
    OTHER = "khac", "Khác"
