"""The register of initiatives of the demo hospital, 2019 to this year."""

from datetime import date
from random import Random

from config.demo.record_plan import YEARS, Plan
from core.text import fold
from emulation.choices import AuthorRole, InitiativeKind, InitiativeLevel, Rating, Recognition
from emulation.models import Initiative, InitiativeAuthor, Staff, Unit

SUBJECTS = (
    "Bảng kiểm bàn giao ca tại giường", "Thẻ màu nhận diện người bệnh nguy cơ ngã", "Lịch thay băng theo giờ vàng",
    "Hẹn giờ trả kết quả qua tin nhắn", "Xe cấp cứu mở sẵn, rút ngắn thời gian xuất xe",
    "Góc tư vấn dinh dưỡng trước ra viện", "Mã vạch ống mẫu, giảm nhầm lẫn xét nghiệm",
    "Quy trình khử khuẩn dụng cụ một chiều", "Hộp thuốc cấp cứu phản vệ theo cân nặng",
    "Phiếu theo dõi dịch truyền điện tử", "Nhóm zalo tái khám cho người bệnh đái tháo đường",
    "Sơ đồ phân luồng ba màu ở khoa Khám bệnh", "Bài tập thở cho người bệnh sau mổ ngực",
    "Tủ trực thông minh tự báo hạn dùng", "Kho vật tư theo thẻ Kanban", "Tờ hướng dẫn tự tiêm insulin bằng hình",
    "Hội chẩn nhanh qua bảng điện tử", "Giường vận chuyển có giá truyền gấp", "Lịch trực tự xếp theo quy định giờ nghỉ",
    "Vòng tay màu cho trẻ sơ sinh và mẹ",
)  # fmt: skip
RESEARCH = "Nghiên cứu kết quả điều trị viêm phổi bệnh viện tại khoa"
PLACES = (
    "", " ở khoa Nội", " ở khối Ngoại", " tại buồng bệnh nặng", " toàn viện", " cho người cao tuổi", ", bản cải tiến",
)  # fmt: skip
EFFECT = "Áp dụng tại {} khoa, giảm {}% thời gian chờ so với năm trước."


def load_initiatives(plan: Plan, people: dict[str, list[Staff]], hospital: Unit) -> set[tuple[int, int]]:
    """Write the register and return who had a recognised one in which year."""
    random = Random(2020)
    rows: list[Initiative] = []
    authors: list[list[Staff]] = []
    for year in (*YEARS, 2026):
        for number, makers in enumerate(_makers(random, plan, people, year), start=1):
            rows.append(_initiative(random, hospital, year, number, makers))
            authors.append(makers)
    Initiative.objects.bulk_create(rows)
    InitiativeAuthor.objects.bulk_create(
        InitiativeAuthor(
            initiative=row, staff=staff, role=AuthorRole.CO_AUTHOR if place else AuthorRole.AUTHOR
        )
        for row, makers in zip(rows, authors, strict=True)
        for place, staff in enumerate(makers)
    )
    return {
        (staff.pk, row.year)
        for row, makers in zip(rows, authors, strict=True)
        if row.recognition == Recognition.RECOGNISED
        for staff in makers
    }


def _makers(random: Random, plan: Plan, people: dict[str, list[Staff]], year: int) -> list[list[Staff]]:
    """Return the authors of each initiative of a year: the stars, then others who did best, with colleagues."""
    if year not in YEARS:
        return [[people["AH-NTH"][2]], [people["AH-CC"][1], people["AH-CC"][3]], [people["AH-XN"][0]]]
    best = [p for unit in people.values() for p in unit if plan.work.get((p.pk, year)) == Rating.EXCELLENT]
    others = [p for p in best if p not in plan.stars and p.facility.code == "AH"]
    groups = [[star] for star in plan.stars if (star.pk, year) in plan.work]
    for person in random.sample(others, min(len(others), 14)):
        near = [p for p in others if p.unit_id == person.unit_id and p != person]
        groups.append([person, *random.sample(near, min(len(near), random.choice((0, 0, 1, 2))))])
    return groups


def _initiative(random: Random, hospital: Unit, year: int, number: int, makers: list[Staff]) -> Initiative:
    is_research = number == 7
    subject = f"{SUBJECTS[(number - 1) % len(SUBJECTS)]}{PLACES[(year - 2019) % len(PLACES)]}"
    name = f"{RESEARCH} năm {year}" if is_research else subject
    code = f"{'DT' if is_research else 'SK'}{year}-{number:03}"
    recognition = Recognition.RECOGNISED if year in YEARS else Recognition.PENDING
    if recognition == Recognition.RECOGNISED and number in (9, 16):
        recognition = Recognition.REJECTED
    is_recognised = recognition == Recognition.RECOGNISED
    is_of_province = is_recognised and number <= 3 and year >= 2021
    return Initiative(
        facility=hospital,
        code=code,
        name=name,
        kind=InitiativeKind.RESEARCH if is_research else InitiativeKind.INITIATIVE,
        level=InitiativeLevel.PROVINCE if is_of_province else InitiativeLevel.BASE,
        recognition=recognition,
        year=year,
        decision_number=_decision(year, is_of_province) if is_recognised else "",
        decided_on=date(year, 12 if is_of_province else 11, 18) if is_recognised else None,
        is_applied=True if is_recognised else None,
        effect=EFFECT.format(random.randint(2, 12), random.randint(10, 45)) if is_recognised else "",
        search_key=fold(f"{code} {name} {' '.join(one.full_name for one in makers)}")[:500],
    )


def _decision(year: int, is_of_province: bool) -> str:
    return f"{3100 + year - 2019}/QĐ-UBND" if is_of_province else f"{231 + year - 2019}/QĐ-BVAH"
