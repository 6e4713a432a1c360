"""The records of the demo hospital by year: ratings, leave, initiatives, what weighs, what was won."""

from collections import defaultdict
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from config.demo.award_history import load_awards
from config.demo.clock import ZONE
from config.demo.initiatives import load_initiatives
from config.demo.record_plan import MATERNITY_DAYS, Plan, plan_of
from emulation.choices import (
    DisciplineCause,
    LeaveKind,
    MatterKind,
    RatingScope,
    UnitKind,
    ViolationKind,
)
from emulation.models import Discipline, Leave, Matter, Staff, Unit, Violation, YearRating

OFFICES = {"AH": "BVAH", "BM": "BVBM"}
RATED = (UnitKind.BOARD, UnitKind.KHOA, UnitKind.PHONG)
CAME_FROM = ("Bệnh viện đa khoa tỉnh", "Trung tâm Y tế huyện Ba Đồn", "Trạm Y tế xã Quảng Lộc")


@transaction.atomic
def load_records() -> None:
    """Write everything once; whoever has ratings already has been loaded."""
    people = _people()
    units = list(Unit.objects.filter(kind__in=RATED, facility__isnull=False).select_related("facility").order_by("pk"))
    plan = plan_of(people, units)
    _particulars(people, units)
    _ratings(plan, people, units)
    _leaves(plan, people)
    _what_weighs(plan, people)
    made = load_initiatives(plan, people, Unit.objects.get(code="AH"))
    load_awards(plan, people, units, made)


def _people() -> dict[str, list[Staff]]:
    """Return the people by unit code in the order in which the demo entered them, heads first."""
    found: dict[str, list[Staff]] = defaultdict(list)
    for person in Staff.objects.select_related("unit", "facility").order_by("pk"):
        found[person.unit.code].append(person)
    return found


def _particulars(people: dict[str, list[Staff]], units: list[Unit]) -> None:
    """Say of some people where they came from or that they work by contract, of units since when they are."""
    movers = [people[code][5] for code in ("AH-NTH", "AH-KB", "AH-NHI")]
    for person, place in zip(movers, CAME_FROM, strict=True):
        person.came_from = place
    hired = [people[code][-1] for code in ("AH-HCQT", "AH-KSNK")]
    for person in hired:
        person.is_contract = True
    Staff.objects.bulk_update([*movers, *hired], ["came_from", "is_contract"])
    for number, unit in enumerate(units):
        unit.founded_on = date(1995 + number % 12, 1 + number % 12, 1)
    Unit.objects.bulk_update(units, ["founded_on"])


def _ratings(plan: Plan, people: dict[str, list[Staff]], units: list[Unit]) -> None:
    codes = {one.pk: OFFICES[one.facility.code] for unit in people.values() for one in unit}
    of_units = {unit.pk: OFFICES[unit.facility.code] for unit in units}
    rows = [_rating("staff_id", *key, level, codes[key[0]]) for key, level in plan.work.items()]
    rows += [_rating("staff_id", *key, level, "ĐU", RatingScope.PARTY) for key, level in plan.party.items()]
    rows += [_rating("unit_id", *key, level, of_units[key[0]]) for key, level in plan.units.items()]
    YearRating.objects.bulk_create(rows)


def _rating(
    name: str, pk: int, year: int, level: str, office: str, scope: str = RatingScope.WORK
) -> YearRating:
    number = f"{1204 + year - 2019}/QĐ-{office}"
    decided_on = date(year, 12, 12 if scope == RatingScope.WORK else 20)
    return YearRating(**{name: pk}, scope=scope, year=year, level=level, decision_number=number, decided_on=decided_on)


def _leaves(plan: Plan, people: dict[str, list[Staff]]) -> None:
    rows = [
        Leave(staff_id=pk, year=year, kind=LeaveKind.MATERNITY, days=MATERNITY_DAYS)
        for pk, year in sorted(plan.maternity)
    ]
    sick, student = people["AH-NTH"][11], people["AH-NTM"][6]
    rows.append(Leave(staff=sick, year=2024, kind=LeaveKind.SICK, days=48, note="Mổ thay khớp"))
    rows.append(Leave(staff=student, year=2025, kind=LeaveKind.STUDY, days=210, note="Học chuyên khoa I"))
    Leave.objects.bulk_create(rows)


def _what_weighs(plan: Plan, people: dict[str, list[Staff]]) -> None:
    for place, (person, year, form) in enumerate(plan.disciplined):
        cause = DisciplineCause.OTHER if place == 0 else DisciplineCause.DUTY
        number = f"{310 + place}/QĐ-BVAH"
        Discipline.objects.create(
            staff=person, form=form, cause=cause, decision_number=number, decided_on=date(year, 9, 14)
        )
    driver, parent = people["AH-CDHA"][-2], people["AH-DUOC"][-2]
    Violation.objects.create(
        staff=driver, kind=ViolationKind.TRAFFIC, happened_on=date(2024, 5, 18), note="Công an thông báo: nồng độ cồn"
    )
    Violation.objects.create(
        staff=parent, kind=ViolationKind.POPULATION, happened_on=date(2022, 8, 3),
        withdrawn_at=datetime(2025, 7, 16, 10, tzinfo=ZONE), withdrawn_note="Quy định đã bãi bỏ, rút theo kết luận mới",
    )  # fmt: skip
    Matter.objects.create(
        staff=people["AH-VTTB"][-2],
        kind=MatterKind.COMPLAINT,
        opened_on=timezone.localdate() - timedelta(days=40),
        note="Đơn đề nghị về đấu thầu vật tư, Sở Y tế đang xác minh",
    )
