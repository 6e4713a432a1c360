"""Plans, rounds and sheets for tests; a sheet reaches its state by walking the road."""

from datetime import date, timedelta

from django.utils import timezone

from emulation.choices import CriterionReply, Purpose, RecipientKind, Role, Typical
from emulation.models import Plan, PlanBasis, PlanRecipient, Round, Sheet, Unit, User
from emulation.selectors.people import holders
from emulation.services.appraisal import appraise
from emulation.services.criterion import fill_answers
from emulation.services.entry import add_entry, set_targets
from emulation.services.plan import keep_plan, move_plan
from emulation.services.review import accept_sheet, return_sheet
from emulation.services.round import keep_round
from emulation.services.sheet import endorse_entries, open_sheet, record_endorsement, submit_sheet
from tests.factories.people import person, user_with

YEARS = [2022, 2023, 2024, 2025]
SETS = ["s0_general_collective", "s0_general_individual", "s0_health_collective", "s0_health_individual"]
EVIDENCE = "Báo cáo tổng kết năm của khoa, mục II."
STATES = ("draft", "submitted", "returned", "accepted", "endorsed")


def draft_plan(tree, **more) -> Plan:
    """Return the plan 2021–2025 of seed 000: target years 2022–2025, two bases, two recipients."""
    fields = {
        "facility": tree.hospital, "title": "Xây dựng điển hình tiên tiến giai đoạn 2021 – 2025", "period_from": 2021,
        "period_to": 2025, "target_years": YEARS, "criteria_sets": SETS, "signer": "Nguyễn Viết Thái", **more,
    }  # fmt: skip
    basis = PlanBasis(number="2947/KH-SYT", issued_on=date(2022, 10, 28), issuer="Sở Y tế", title="Xây dựng điển hình")
    recipients = [
        PlanRecipient(name="Sở Y tế", kind=RecipientKind.OUTSIDE, purpose=Purpose.REPORT),
        PlanRecipient(name="Các khoa/phòng", purpose=Purpose.CARRY_OUT, audience="units"),
        PlanRecipient(name="Lưu: VT", kind=RecipientKind.FILING, purpose=Purpose.FILE),
    ]
    return keep_plan(Plan(**fields), bases=[basis], recipients=recipients, by=None)


def published_plan(tree, **more) -> Plan:
    return move_plan(draft_plan(tree, **more), "publish", by=office_of(tree.hospital))


def round_of(plan: Plan, **more) -> Round:
    """Return a round that is open today."""
    today = timezone.localdate()
    more.setdefault("opens_on", today - timedelta(days=20))
    more.setdefault("closes_on", today + timedelta(days=20))
    more.setdefault("name", f"Đợt {plan.rounds.count() + 1}")
    return keep_round(Round(plan=plan, **more), by=None)


def open_round(tree, **more) -> Round:
    return round_of(published_plan(tree), **more)


def filled_sheet(round: Round, unit: Unit, *, people: int = 1, by: User | None = None) -> Sheet:
    """Return a draft with the unit and some people on it, with targets and answers, ready to be sent."""
    sheet = open_sheet(round, unit, by=by)
    year = round.years[0]
    set_targets(add_entry(sheet, unit=unit, by=by), year, chosen=["TTLDTT"], by=by)
    for number in range(people):
        staff = person(f"Nguyễn Văn Người {unit.pk}-{number}", unit, position="Nhân viên")
        set_targets(add_entry(sheet, staff=staff, by=by), year, chosen=["LDTT", "CSTDCS"], by=by)
    answered(sheet, by=by)
    return record_endorsement(sheet, endorsed_on=timezone.localdate(), votes_for=9, votes_total=10, by=by)


def answered(sheet: Sheet, *, by: User | None = None) -> Sheet:
    """Answer every criterion of every line that is still open, with evidence."""
    for entry in Sheet.objects.get(pk=sheet.pk).entries.all()[:1]:
        fill_answers(entry, answer=CriterionReply.YES, evidence=EVIDENCE, whole_sheet=True, by=by)
    return sheet


def appraised(sheet: Sheet, *, by: User | None = None) -> Sheet:
    """Let the office answer its four questions on every line of a sent sheet."""
    scores = {question: (4, "Đã kiểm tra tại khoa.") for question in Typical}
    for entry in sheet.entries.filter(typicality__isnull=True)[:1]:
        appraise(entry, scores, also_rest=True, by=by or office_of(sheet.facility))
    return sheet


def sheet_at(state: str, tree, *, unit: Unit | None = None, round: Round | None = None, people: int = 1) -> Sheet:
    """Return a sheet that has walked the road up to a state: draft, submitted, returned, accepted, endorsed.

    One that was sent has been appraised by the office: it can be accepted at once.
    """
    unit = unit or tree.noi
    sheet = filled_sheet(round or open_round(tree), unit, people=people)
    office = office_of(tree.hospital)
    if state != "draft":
        appraised(submit_sheet(sheet, by=head_of(unit)), by=office)
    if state == "returned":
        return_sheet(sheet, note="Đề nghị ghi rõ chức vụ.", by=office)
    if state in ("accepted", "endorsed"):
        accept_sheet(sheet, by=office)
    if state == "endorsed":
        endorse_entries({pk: True for pk in sheet.entries.values_list("pk", flat=True)}, by=office)
    return Sheet.objects.get(pk=sheet.pk)


def head_of(unit: Unit) -> User:
    return holders(Role.HEAD, unit).first() or user_with(f"truong{unit.pk}", f"Trưởng {unit.name}", (Role.HEAD, unit))


def office_of(hospital: Unit) -> User:
    found = holders(Role.OFFICE, hospital).first()
    return found or user_with(f"tccb{hospital.pk}", "Cán bộ TCCB", (Role.OFFICE, hospital))
