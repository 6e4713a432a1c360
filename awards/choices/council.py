"""Parts in a council, states of its sessions, and the rules of a vote."""

from django.db.models import TextChoices


class CouncilPart(TextChoices):
    """What a member does in the council; the first three keep the keys of the urn."""

    CHAIR = "chu_tich", "Chủ tịch"
    STANDING_VICE = "pho_thuong_truc", "Phó Chủ tịch thường trực"
    VICE = "pho_chu_tich", "Phó Chủ tịch"
    SECRETARY = "thu_ky", "Thư ký"
    MEMBER = "uy_vien", "Ủy viên"


KEY_PARTS = (CouncilPart.CHAIR, CouncilPart.STANDING_VICE, CouncilPart.SECRETARY)
PRESIDING_PARTS = (CouncilPart.CHAIR, CouncilPart.STANDING_VICE)
# One at a time in a council.
SINGLE_PARTS = KEY_PARTS


class SessionKind(TextChoices):
    REGULAR = "thuong_ky", "Thường kỳ"
    YEAR_END = "cuoi_nam", "Xét thi đua cuối năm"
    SUDDEN = "dot_xuat", "Đột xuất"


class SessionStatus(TextChoices):
    DRAFT = "draft", "Đang chuẩn bị"
    CONVENED = "convened", "Đã mời họp"
    OPENED = "opened", "Đang họp"
    ENDED = "ended", "Đã kết thúc"
    CANCELLED = "cancelled", "Đã hủy"


SESSION_TONES = {
    SessionStatus.DRAFT: "draft",
    SessionStatus.CONVENED: "soon",
    SessionStatus.OPENED: "sent",
    SessionStatus.ENDED: "taken",
    SessionStatus.CANCELLED: "hold",
}
PREPARED_SESSIONS = (SessionStatus.DRAFT, SessionStatus.CONVENED)
LIVE_SESSIONS = (SessionStatus.DRAFT, SessionStatus.CONVENED, SessionStatus.OPENED)


class SectionStatus(TextChoices):
    """One heading of the agenda: its urns open and close together."""

    WAITING = "waiting", "Chưa bỏ phiếu"
    VOTING = "voting", "Đang bỏ phiếu"
    CLOSED = "closed", "Đã đóng hòm, chưa kiểm"
    COUNTED = "counted", "Đã kiểm, chưa công bố"
    PUBLISHED = "published", "Đã công bố"
    WITHDRAWN = "withdrawn", "Đã rút"


SECTION_TONES = {
    SectionStatus.WAITING: "draft",
    SectionStatus.VOTING: "sent",
    SectionStatus.CLOSED: "hold",
    SectionStatus.COUNTED: "soon",
    SectionStatus.PUBLISHED: "pass",
    SectionStatus.WITHDRAWN: "hold",
}
SETTLED_SECTIONS = (SectionStatus.PUBLISHED, SectionStatus.WITHDRAWN)
HIDDEN_RESULTS = (SectionStatus.WAITING, SectionStatus.VOTING, SectionStatus.CLOSED)


class Method(TextChoices):
    SEALED = "phieu_kin", "Phiếu kín trên máy"
    PAPER = "phieu_giay", "Phiếu giấy, hai người kiểm"


class Attendance(TextChoices):
    UNKNOWN = "", "Chưa điểm danh"
    PRESENT = "present", "Có mặt"
    ABSENT = "absent", "Vắng"


class Standing(TextChoices):
    """Whether a member has a paper for one candidate."""

    VOTES = "votes", "Được bỏ phiếu"
    WRITES = "writes", "Vắng, cho ý kiến bằng phiếu từ xa"
    RECUSED = "recused", "Không bỏ phiếu cho mình, cho đơn vị mình"
    AWAY = "away", "Vắng"


WITH_A_PAPER = (Standing.VOTES, Standing.WRITES)


class Choice(TextChoices):
    """What a paper can say. The values have one length: a paper must not tell by its size."""

    AGREE = "a", "Đồng ý"
    DISAGREE = "d", "Không đồng ý"
    BLANK = "b", "Phiếu trắng"


class VoteBase(TextChoices):
    """What the share of a threshold is taken of."""

    APPOINTED = "appointed", "tổng số thành viên Hội đồng"
    PRESENT = "present", "số thành viên có mặt"
    VALID = "valid", "số phiếu hợp lệ"


class TieRule(TextChoices):
    FAILS = "fails", "Không đạt"
    CHAIR = "chair", "Theo ý kiến Chủ tịch"
    SECOND_ROUND = "second_round", "Bỏ phiếu lần hai"


class Outcome(TextChoices):
    PENDING = "pending", "Chưa có kết quả"
    PASSED = "passed", "Đạt"
    FAILED = "failed", "Không đạt"
    TIED = "tied", "Ngang phiếu"


class MinutesKind(TextChoices):
    MEETING = "bien_ban_hop", "Biên bản họp Hội đồng"
    COUNT = "bien_ban_kiem_phieu", "Biên bản kiểm phiếu"
    PAPERS = "danh_sach_phieu", "Danh sách phiếu theo mã biên nhận"


class DecisionStatus(TextChoices):
    DRAFT = "draft", "Dự thảo"
    SETTLED = "settled", "Đã chốt, chờ ban hành quyết định"
