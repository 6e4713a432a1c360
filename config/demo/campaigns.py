"""Campaigns of the demo: the Department's launch plan of 2023 word for word, the hospital's own movements,
and a movement of this year in which units propose until the places run out.
"""

from types import SimpleNamespace

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from campaigns.choices import CampaignStatus
from campaigns.models import Campaign, Quota
from campaigns.selectors.subjects import collective, person
from campaigns.services.campaign import set_criteria, take_campaign_step, write_campaign
from campaigns.services.paper import attach_to_proposal
from campaigns.services.plan import load_launch_plan
from campaigns.services.proposal import draft_proposal, take_proposal_step, write_proposal
from campaigns.services.quota import set_quota
from campaigns.services.unit_launch import record_launch, sign_pledge
from campaigns.workflow.campaign import CAMPAIGN
from config.demo.clock import at, days_ago
from config.demo.papers import paper
from config.demo.plans import DIRECTOR
from emulation.choices import AttachmentKind, JobType, Role
from emulation.models import Staff, Unit, User
from emulation.selectors.people import holders

LAUNCHED = ("AH-KB", "AH-CC", "AH-NTH", "AH-NHI", "AH-SAN", "AH-DUOC", "AH-XN", "AH-DD", "AH-KSNK", "AH-NGTH", "AH-TN")
# unit, place of the person (None: the unit itself), how far the proposal has come
PROPOSED = (
    ("AH-KB", None, "accept"),
    ("AH-SAN", None, "accept"),
    ("AH-NHI", None, "submit"),
    ("AH-NTH", 2, "accept"),
    ("AH-CC", 3, "accept"),
    ("AH-DUOC", 2, "accept"),
    ("AH-XN", 3, "submit"),
    ("AH-TN", 4, "submit"),
    ("AH-DD", 1, "draft"),
)
DEEDS = (
    "Rút ngắn thời gian chờ khám từ 95 xuống 52 phút; 12 tháng không có đơn thư phản ánh; "
    "tỷ lệ hài lòng của người bệnh đạt 96,4% theo khảo sát quý III."
)
LESSONS = "Giao chỉ tiêu sớm từ đầu năm; đơn vị tự chấm giữa năm thì cuối năm không phải bổ sung minh chứng."
# The hospital's own movements of this year; how many collectives and individuals, and how far each has come.
OWN = (
    {
        "title": "Chuyển đổi số, bệnh án điện tử",
        "in_charge": "Phòng Công nghệ thông tin",
        "content": "Bỏ hoàn toàn bệnh án giấy ở khoa điều trị; ký số y lệnh; báo cáo từ dữ liệu, không nhập lại.",
        "review_time": "cuoi_nam",
        "quotas": (3, 6),
        "criteria": "Từ 95% bệnh án của khoa hoàn thành trên hệ thống trong 24 giờ sau khi người bệnh ra viện",
        "launched": True,
    },
    {
        "title": "Điều dưỡng, Hộ sinh giỏi",
        "in_charge": "Phòng Điều dưỡng",
        "content": "Nâng cao chuyên môn, đạo đức nghề nghiệp, kỹ năng giao tiếp; chăm sóc người bệnh toàn diện.",
        "review_time": "trong_nam",
        "quotas": (0, 10),
        "job_types": [JobType.NURSE, JobType.MIDWIFE],
        "criteria": "Xếp loại giỏi phần thi tay nghề; không có sai sót chuyên môn trong năm",
        "launched": True,
    },
    {
        "title": "Sáng kiến, cải tiến kỹ thuật",
        "in_charge": "Phòng Kế hoạch tổng hợp",
        "content": "Mỗi khoa, phòng có ít nhất một sáng kiến được công nhận ở cơ sở và áp dụng trong năm.",
        "review_time": "cuoi_nam",
        "quotas": (4, 8),
        "criteria": "Sáng kiến được Hội đồng sáng kiến công nhận và đã áp dụng",
        "launched": True,
    },
    {
        "title": "Xanh – Sạch – Đẹp, giảm thiểu chất thải nhựa",
        "in_charge": "Khoa Kiểm soát nhiễm khuẩn",
        "content": "Khoa phòng gọn gàng, cây xanh, không thuốc lá; thay đồ nhựa dùng một lần.",
        "review_time": "cuoi_nam",
        "quotas": (None, None),
        "criteria": "Điểm kiểm tra chéo hằng quý từ 90 trở lên",
        "launched": False,
    },
)


def load_campaigns(places: SimpleNamespace, people: dict[str, list[Staff]], users: dict[str, User]) -> None:
    """Load both launch plans, launch what was launched, and let units propose in this year's movement."""
    with at(2023, 1, 16):
        sector = load_launch_plan("nganh_y_te_2023", facility=places.department, by=users["soyte"])
        for campaign in sector.campaigns.filter(status=CampaignStatus.APPROVED):
            # II.2.12 of the source names no body, time or number: it stays unlaunched, and says why
            if not CAMPAIGN.refusals(campaign, "launch", by=users["soyte"]):
                _launch(campaign, users["soyte"])
    with at(2023, 12, 25):
        for campaign in sector.campaigns.filter(status=CampaignStatus.LAUNCHED):
            take_campaign_step(campaign, "close", by=users["soyte"], note=LESSONS)
    with at(2022, 11, 7):
        load_launch_plan("benh_vien_2022", facility=places.hospital, by=users["tccb"])
    with days_ago(60):
        current = load_launch_plan(
            "benh_vien_2022",
            facility=places.hospital,
            by=users["tccb"],
            year=timezone.localdate().year,
            title=f"Phát động phong trào thi đua của bệnh viện năm {timezone.localdate().year}",
            signer=DIRECTOR,
        )
    _run(current.campaigns.order_by("pk")[0], places, people, users)
    for facts in OWN:
        _own(dict(facts), places.hospital, users)


def _launch(campaign: Campaign, by: User) -> None:
    take_campaign_step(campaign, "launch", by=by, on=timezone.localdate())


def _run(campaign: Campaign, places: SimpleNamespace, people: dict[str, list[Staff]], users: dict[str, User]) -> None:
    office = users["tccb"]
    with days_ago(50):
        for quota, count in zip(Quota.objects.filter(campaign=campaign).order_by("kind"), (10, 5), strict=False):
            set_quota(quota, places=count, reason="Thông báo phân bổ chỉ tiêu của Hội đồng", by=office)
        _launch(campaign, office)
    for offset, code in enumerate(LAUNCHED):
        with days_ago(45 - 2 * offset, 14):
            unit = places.units[code]
            record_launch(campaign, unit=unit, launched_on=timezone.localdate(), attendance=12 + offset, by=_head(unit))
    with days_ago(30):
        parties = [places.units[code] for code in ("AH-KB", "AH-CC", "AH-SAN")]
        sign_pledge(
            campaign,
            facility=places.hospital,
            parties=parties,
            content="Cười chào người bệnh, giải thích rõ ràng, không để người bệnh chờ quá 60 phút.",
            signed_on=timezone.localdate(),
            file=_upload("giao-uoc.pdf", "Giao ước thi đua"),
            by=office,
        )
    for offset, (code, place, step) in enumerate(PROPOSED):
        with days_ago(20 - 2 * offset, 10):
            _propose(campaign, places.units[code], people[code][place] if place is not None else None, step, office)


def _propose(campaign: Campaign, unit: Unit, staff: Staff | None, step: str, office: User) -> None:
    head = _head(unit)
    proposal = draft_proposal(campaign, person(staff) if staff else collective(unit), unit=unit, by=head)
    write_proposal(proposal, achievements=DEEDS, programme=None, by=head)
    upload = _upload("bao-cao-thanh-tich.pdf", "Báo cáo thành tích")
    attach_to_proposal(proposal, upload, kind=AttachmentKind.ACHIEVEMENT, by=head)
    if step != "draft":
        take_proposal_step(proposal, "submit", by=head)
    if step == "accept":
        take_proposal_step(proposal, "accept", by=office)


def _own(facts: dict, hospital: Unit, users: dict[str, User]) -> None:
    """Write, approve and launch one of the hospital's own movements of this year."""
    launched, quotas, criteria = facts.pop("launched"), facts.pop("quotas"), facts.pop("criteria")
    campaign = Campaign(facility=hospital, year=timezone.localdate().year, lead_agency=hospital.name, **facts)
    with days_ago(55):
        write_campaign(campaign, participants=[], by=users["tccb"], quotas=quotas)
        set_criteria(campaign, rows=[{"text": criteria}], by=users["tccb"])
        if launched:
            take_campaign_step(campaign, "approve", by=users["giamdoc"])
            _launch(campaign, users["tccb"])


def _head(unit: Unit) -> User:
    return holders(Role.HEAD, unit)[0]


def _upload(name: str, title: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, paper(title), content_type="application/pdf")
