"""Nominations of the demo: last year's decided ones, and this year's in every state of the road."""

from types import SimpleNamespace

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from awards.choices import Occasion
from awards.models import Nomination
from awards.services.nomination import decide_nominations, draft_nomination, take_nomination_step, write_nomination
from awards.services.nomination_paper import attach_to_nomination
from awards.services.nomination_source import draft_from_proposal
from campaigns.choices import ProposalStatus
from campaigns.models import Proposal
from campaigns.selectors.subjects import collective, person
from config.demo.clock import at, days_ago
from config.demo.papers import paper
from emulation.choices import AttachmentKind, Role
from emulation.models import Staff, Unit, User
from emulation.selectors.people import holders

# unit, place of the person (None: the unit itself), title, whether the council endorsed it, achievements
LAST_YEAR = (
    ("AH-NTH", 2, "CSTDCS", True,
     "Chăm sóc 412 người bệnh nặng, không có sự cố điều dưỡng\n"
     "Sáng kiến “Bảng kiểm bàn giao tại giường” áp dụng ở 9 khoa, giảm 40% thời gian bàn giao\n"
     "Hướng dẫn 6 điều dưỡng mới, tất cả đạt kiểm tra tay nghề"),
    ("AH-SAN", None, "TTLDTT", True,
     "Đỡ đẻ 1.284 ca an toàn, không có tai biến sản khoa do chuyên môn\n"
     "Tỷ lệ hài lòng của người bệnh nội trú 97,2%\n"
     "100% viên chức hoàn thành nhiệm vụ, 14 người hoàn thành xuất sắc"),
    ("AH-CDHA", 1, "GK_DV", False,
     "Tham gia 3 đợt khám bệnh từ thiện tại xã vùng khó khăn\nTrả kết quả siêu âm trong ngày cho 98% người bệnh"),
)  # fmt: skip
# unit, place, title, how far it has come, how many days ago it was sent, achievements
THIS_YEAR = (
    ("AH-XN", None, "TTLDTT", "accept", 12,
     "Trả 98,6% kết quả xét nghiệm đúng giờ hẹn\nĐạt ngoại kiểm 11/11 chương trình\n"
     "Một sáng kiến được công nhận: hẹn giờ trả kết quả qua tin nhắn"),
    ("AH-CC", 1, "CSTDCS", "accept", 10,
     "Cấp cứu thành công 37 ca ngừng tuần hoàn ngoại viện\n"
     "Sáng kiến “Xe cấp cứu mở sẵn” rút ngắn thời gian xuất xe từ 6 xuống 3 phút\n"
     "Hoàn thành xuất sắc nhiệm vụ; không có đơn thư phản ánh"),
    ("AH-NHI", None, "TTLDTT", "submit", 8,
     "Điều trị nội trú 3.916 lượt trẻ, tử vong giảm còn 0,1%\nTiêm chủng tại viện 100% trẻ sơ sinh đủ điều kiện"),
    ("AH-NHI", 1, "LDTT", "submit", 6,
     "Khám 5.240 lượt bệnh nhi, tỷ lệ tái khám đúng hẹn 91%\nPhụ trách câu lạc bộ mẹ và bé, 12 buổi trong năm"),
    ("AH-DUOC", 1, "LDTT", "submit", 4,
     "Can thiệp dược lâm sàng 286 trường hợp, bác sĩ đồng thuận 93%\nTiết kiệm 410 triệu đồng nhờ rà soát tồn kho"),
    ("AH-TN", None, "GK_SYT", "return", 5,
     "Thu dung, điều trị toàn bộ ca sốt xuất huyết của huyện trong đợt dịch tháng 9"),
    ("AH-NGTH", 2, "LDTT", "draft", 2,
     "Phụ mổ 188 ca, không có nhiễm khuẩn vết mổ do lỗi quy trình"),
    ("AH-NTH", 4, "CSTDCS", "draft", 1, ""),
    ("AH-MAT", None, "TTLDTT", "withdraw", 9,
     "Mổ đục thủy tinh thể 640 ca, miễn phí 52 ca cho người cao tuổi khó khăn"),
)  # fmt: skip
FEAT = (
    "Trong đêm, ê kíp trực cứu sống 05 nạn nhân ngộ độc khí tại cơ sở sản xuất, không có tử vong\n"
    "Được chính quyền địa phương gửi thư cảm ơn"
)
WHY_RETURNED = "Báo cáo thành tích chưa có số ca và mốc thời gian của đợt dịch. Đề nghị khoa bổ sung rồi gửi lại."
WHY_WITHDRAWN = "Khoa chuyển sang đề nghị Tập thể lao động xuất sắc vào năm sau."


def load_nominations(places: SimpleNamespace, people: dict[str, list[Staff]], users: dict[str, User]) -> None:
    """Let units nominate: last year's decided by the council of then, this year's at every place of the road."""
    office = users["tccb"]
    _decided(places, people, office)
    for code, place, title, step, days, deeds in THIS_YEAR:
        with days_ago(days, 9 + days % 7):
            nomination = _drafted(places.units[code], _who(people, code, place), title, deeds)
        with days_ago(max(days - 2, 0), 15):
            _walk(nomination, step, office)
    _sudden(places, people, office)
    _of_a_campaign(places, office)


def _decided(places: SimpleNamespace, people: dict[str, list[Staff]], office: User) -> None:
    """Send, accept and decide last year's nominations in December of last year."""
    year = timezone.localdate().year - 1
    results = {}
    for offset, (code, place, title, passed, deeds) in enumerate(LAST_YEAR):
        with at(year, 12, 2 + offset, 10):
            nomination = _drafted(places.units[code], _who(people, code, place), title, deeds)
            take_nomination_step(nomination, "submit", by=_head(nomination.unit))
        with at(year, 12, 10, 14):
            take_nomination_step(nomination, "accept", by=office)
        results[nomination.pk] = passed
    with at(year, 12, 24, 16):
        decide_nominations(results, by=office, note=f"Phiên xét thi đua cuối năm {year}")


def _drafted(unit: Unit, staff: Staff | None, title: str, deeds: str, **more) -> Nomination:
    """Start a nomination of this year as the unit's head, with its text and its report of achievements."""
    head = _head(unit)
    subject = person(staff) if staff else collective(unit)
    nomination = draft_nomination(subject, unit=unit, title=title, year=timezone.localdate().year, by=head, **more)
    if not deeds:
        return nomination
    nomination = write_nomination(
        nomination, title=title, year=nomination.year, achievements=deeds, by=head,
        occasion=nomination.occasion, achieved_on=nomination.achieved_on,
    )  # fmt: skip
    _attach(nomination, "bao-cao-thanh-tich.pdf", "Báo cáo thành tích", AttachmentKind.ACHIEVEMENT, head)
    return nomination


def _walk(nomination: Nomination, step: str, office: User) -> None:
    """Take a nomination from its draft to the place where it is now."""
    head = _head(nomination.unit)
    if step != "draft":
        take_nomination_step(nomination, "submit", by=head)
    if step == "accept":
        take_nomination_step(nomination, "accept", by=office)
    elif step == "return":
        take_nomination_step(nomination, "return", by=office, note=WHY_RETURNED)
    elif step == "withdraw":
        take_nomination_step(nomination, "withdraw", by=head, note=WHY_WITHDRAWN)


def _sudden(places: SimpleNamespace, people: dict[str, list[Staff]], office: User) -> None:
    """Propose a commendation for a feat of one night: the form and the day of the feat stand in it."""
    with days_ago(45, 8):
        day = timezone.localdate()
        unit = places.units["AH-HSTC"]
        nomination = _drafted(unit, None, "GK_SYT", FEAT, occasion=Occasion.SUDDEN, achieved_on=day)
        _attach(nomination, "bien-ban-hop-khoa.pdf", "Biên bản họp khoa", AttachmentKind.MINUTES, _head(unit))
        _walk(nomination, "accept", office)


def _of_a_campaign(places: SimpleNamespace, office: User) -> None:
    """Turn two accepted proposals of this year's movement into nominations, one already accepted."""
    accepted = Proposal.objects.filter(facility=places.hospital, status=ProposalStatus.ACCEPTED).order_by("pk")
    for offset, proposal in enumerate(accepted.select_related("unit", "staff", "subject_unit", "campaign")[:2]):
        with days_ago(5 - offset, 10):
            head = _head(proposal.unit)
            nomination = draft_from_proposal(proposal, title="GK_DV", year=timezone.localdate().year, by=head)
            _walk(nomination, "submit" if offset else "accept", office)


def _attach(nomination: Nomination, name: str, title: str, kind: str, by: User) -> None:
    upload = SimpleUploadedFile(name, paper(title), content_type="application/pdf")
    attach_to_nomination(nomination, upload, kind=kind, by=by)


def _who(people: dict[str, list[Staff]], code: str, place: int | None) -> Staff | None:
    return people[code][place] if place is not None else None


def _head(unit: Unit) -> User:
    return holders(Role.HEAD, unit)[0]
