"""The stage of the main road: places, people, rules, the council and the plans; nothing of the road itself."""

from datetime import date, datetime
from types import SimpleNamespace

from awards.choices import CouncilPart
from awards.models import Council, CouncilMember
from awards.services.council import appoint_member, establish_council
from emulation.choices import JobType, Role, UnitKind
from emulation.models import User
from reports.criteria import VIETNAM
from tests.factories.council import rule_house
from tests.factories.people import facility_tree, person, unit, user_with
from tests.factories.reports import report_plan
from tests.factories.sheets import published_plan, round_of

BEGINS = datetime(2026, 12, 1, 8, 0, tzinfo=VIETNAM)  # a Tuesday, three days before the month's report is due
DEPARTMENT_MAIL = "tdkt@soyte-anhoa.example"


def set_the_stage() -> SimpleNamespace:
    """Return one hospital with six accounts, a council of five, an open round and a plan that asks for reports."""
    tree = facility_tree(department=unit("Sở Y tế", UnitKind.DEPARTMENT, None, email=DEPARTMENT_MAIL))
    stage = SimpleNamespace(tree=tree, **_people(tree))
    rule_house(tree)
    _council(tree, stage)
    plan = published_plan(tree)
    stage.round = round_of(plan, name="Đợt chính 2022–2025")
    report_plan(tree, number="88/KH-BVAH")
    return stage


def _people(tree: SimpleNamespace) -> dict[str, User]:
    """Return the six accounts by part; one person may play two, as in any hospital."""
    nurse, doctor = JobType.NURSE, JobType.DOCTOR
    person("Phan Thị Bích Ngọc", tree.noi, position="Điều dưỡng viên", job_type=nurse, gender="F", is_direct=True)
    person("Võ Thành Long", tree.noi, position="Bác sĩ điều trị", job_type=doctor, gender="M", is_direct=True)
    person("Phan Bích Ngọc", tree.ngoai, position="Bác sĩ", job_type=doctor, gender="F", is_direct=True)
    clerk = person("Bùi Thị Thịnh", tree.noi, position="Điều dưỡng hành chính", gender="F")
    head = person("Trần Đình Phúc", tree.noi, position="Trưởng khoa", is_manager=True, gender="M")
    office = person("Nguyễn Thu Hà", tree.tccb, position="Trưởng phòng", is_manager=True, gender="F")
    director = person("Lê Quang Vinh", tree.board, position="Giám đốc", is_manager=True, gender="M")
    vice = person("Đặng Thị Minh Tâm", tree.board, position="Phó Giám đốc", is_manager=True, gender="F")
    member = person("Phạm Thị Ngọc Ánh", tree.ngoai, position="Trưởng khoa", is_manager=True, gender="F")
    hospital = tree.hospital
    return {
        "clerk": user_with("nhap.noi", clerk.full_name, (Role.CLERK, tree.noi), staff=clerk),
        "head": user_with("truong.noi", head.full_name, (Role.HEAD, tree.noi), staff=head),
        "office": user_with("tccb", office.full_name, (Role.OFFICE, hospital), staff=office),
        "director": user_with("giamdoc", director.full_name, (Role.LEADER, hospital), staff=director),
        "vice": user_with("phogiamdoc", vice.full_name, staff=vice),
        "member": user_with("uyvien1", member.full_name, staff=member),
    }


def _council(tree: SimpleNamespace, stage: SimpleNamespace) -> None:
    parts = (
        (stage.director, CouncilPart.CHAIR), (stage.vice, CouncilPart.STANDING_VICE),
        (stage.office, CouncilPart.SECRETARY), (stage.head, CouncilPart.MEMBER), (stage.member, CouncilPart.MEMBER),
    )  # fmt: skip
    council = Council(
        facility=tree.hospital, name="Hội đồng Thi đua – Khen thưởng bệnh viện", decision_number="15/QĐ-BVAH",
        decision_on=date(2024, 1, 5), since=date(2024, 1, 5), until=date(2028, 12, 31),
    )  # fmt: skip
    admin = user_with("quantri", "Đỗ Minh Khôi", (Role.ADMIN, tree.hospital))
    establish_council(council, by=admin)
    for order, (user, part) in enumerate(parts, start=1):
        seat = CouncilMember(
            council=council, user=user, part=part, position=user.staff.position, since=council.since, order=order
        )
        appoint_member(seat, by=admin)
    stage.voters = [user for user, _ in parts]
