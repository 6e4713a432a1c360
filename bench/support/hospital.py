"""The list of one hospital in a scratch database: as many endorsed registrations as asked for, four years each."""

from datetime import UTC, date, datetime
from random import Random
from typing import Any

from django.db import connection

from emulation.choices import PlanStatus, Role, RoundStatus, SheetStatus, UnitKind
from emulation.models import Entry, Plan, RoleGrant, Round, Sheet, Staff, Target, Unit, User
from support.province import load

YEARS = (2022, 2023, 2024, 2025)
_UNITS = 40
_TITLES = (("LDTT",), ("LDTT", "CSTDCS"), (), ("LDTT", "CSTDCS", "GK_SYT"), ("CSTDT",))
_NAMES = ("Nguyễn Thị Đào", "Trần Văn Út", "Lê Thị Mận", "Phạm Hồng Ngọc", "Hoàng Đức Thắng", "Vũ Thị Thu Hằng")


def grow(number: int) -> None:
    """Let the list grow to so many registrations."""
    if not Unit.objects.exists():
        _found()
    sheets = list(Sheet.objects.order_by("pk").values_list("pk", "unit_id", "facility_id"))
    places = range(Entry.objects.count() + 1, number + 1)
    chance = Random(number)
    load(Staff, [_person(place, sheets[place % _UNITS]) for place in places])
    load(Entry, [_entry(place, sheets[place % _UNITS]) for place in places])
    load(Target, [target for place in places for target in _targets(place, chance)])
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _found() -> None:
    """Put the hospital, its units, their sheets and the person who exports the list into the database."""
    house = Unit.objects.create(code="BV", name="Bệnh viện", kind=UnitKind.FACILITY)
    Unit.objects.filter(pk=house.pk).update(facility=house)
    user = User.objects.create(username="tccb", full_name="Phòng Tổ chức cán bộ")
    RoleGrant.objects.create(user=user, unit=house, role=Role.OFFICE, since=date(2020, 1, 1))
    plan = Plan.objects.create(
        facility=house, title="Kế hoạch", period_from=2021, period_to=2025, target_years=list(YEARS),
        status=PlanStatus.PUBLISHED,
    )  # fmt: skip
    called = Round.objects.create(
        plan=plan, name="Đợt 1", opens_on=date(2022, 1, 1), closes_on=date(2022, 2, 1), status=RoundStatus.OPEN
    )
    for number in range(_UNITS):
        name = f"Khoa Nội tổng hợp số {number}"
        unit = Unit.objects.create(code=f"K{number}", name=name, kind=UnitKind.KHOA, parent=house, facility=house)
        Sheet.objects.create(round=called, unit=unit, facility=house, status=SheetStatus.ENDORSED, is_in_force=True)


def _person(place: int, sheet: tuple[int, int, int]) -> dict[str, Any]:
    name = f"{_NAMES[place % len(_NAMES)]} {place}"
    return {"id": place, "code": f"NV{place:06}", "full_name": name, "unit_id": sheet[1], "facility_id": sheet[2],
            "is_manager": False}  # fmt: skip


def _entry(place: int, sheet: tuple[int, int, int]) -> dict[str, Any]:
    return {
        "id": place, "sheet_id": sheet[0], "kind": "ca_nhan", "staff_id": place, "position": "Điều dưỡng",
        "name": f"{_NAMES[place % len(_NAMES)]} {place}", "order": place % 1_000, "is_endorsed": True,
        "endorsed_at": datetime(2022, 3, 1, tzinfo=UTC),
    }  # fmt: skip


def _targets(place: int, chance: Random) -> list[dict[str, Any]]:
    return [{"entry_id": place, "year": year, "title": title} for year in YEARS for title in chance.choice(_TITLES)]
