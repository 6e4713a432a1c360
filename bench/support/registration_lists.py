"""A hospital in a scratch database, and workbooks of registrations of its staff: four years for everybody."""

from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

from django.conf import settings
from django.utils import timezone
from openpyxl import Workbook

from emulation.choices import PlanStatus, Role, UnitKind
from emulation.models import Plan, RoleGrant, Round, Staff, Unit, User
from support.province import load

YEARS = (2022, 2023, 2024, 2025)
UNITS = 20
CELLS = ("LĐTT", "LĐTT – CSTĐ cơ sở", "LĐTT – GK SYT", "LĐTT – CSTĐ cơ sở – GK SYT")
HEAD = ("STT", "Tập thể, cá nhân đăng ký", "Chức vụ", *YEARS)
_FAMILIES = ("Nguyễn Thị", "Trần Văn", "Lê Thị Thu", "Phạm Minh", "Hoàng Đức", "Phan Ngọc", "Vũ Hồng", "Đặng Quang")
_SYLLABLES = ("An", "Bình", "Châu", "Dũng", "Giang", "Hạnh", "Khánh", "Lâm", "Mai", "Nga", "Oanh", "Phúc", "Quỳnh")


def fill(people: int) -> None:
    """Put a hospital of so many people, its plan and its open round into the database."""
    department = Unit.objects.create(code="SYT", name="Sở Y tế", kind=UnitKind.DEPARTMENT)
    house = Unit.objects.create(code="BV", name="Bệnh viện", kind=UnitKind.FACILITY, parent=department)
    Unit.objects.filter(pk=house.pk).update(facility=house)
    units = [
        Unit.objects.create(code=f"K{n}", name=f"Khoa số {n}", kind=UnitKind.KHOA, parent=house, facility=house)
        for n in range(UNITS)
    ]
    load(Staff, [_person(number, units, house) for number in range(people)])
    user = User.objects.create(username="tccb", full_name="Phòng Tổ chức cán bộ")
    RoleGrant.objects.create(user=user, unit=house, role=Role.OFFICE, since=date(2020, 1, 1))
    plan = Plan.objects.create(
        facility=house, title="Kế hoạch", period_from=2021, period_to=2025, target_years=list(YEARS),
        status=PlanStatus.PUBLISHED,
    )  # fmt: skip
    today = timezone.localdate()
    Round.objects.create(plan=plan, name="Đợt 1", opens_on=today, closes_on=today + timedelta(days=30))


def _person(number: int, units: list[Unit], house: Unit) -> dict[str, Any]:
    unit = units[number % UNITS]
    return {
        "id": number + 1, "code": f"NV{number:06}", "full_name": name_of(number), "unit_id": unit.pk,
        "facility_id": house.pk, "position": "Điều dưỡng", "is_manager": False,
    }  # fmt: skip


def name_of(number: int) -> str:
    """Return a name that nobody else has: families, and the number spelt in given names."""
    place, given = number // len(_FAMILIES), []
    for _ in range(4):
        place, digit = divmod(place, len(_SYLLABLES))
        given.append(_SYLLABLES[digit])
    return f"{_FAMILIES[number % len(_FAMILIES)]} {' '.join(given)}"


def workbook_of(people: int) -> Path:
    """Return the workbook of the first so many people, a sheet for each unit; made once."""
    path = Path(settings.DATA_DIR) / f"list-{people}.xlsx"
    if path.exists():
        return path
    chance, book = Random(people), Workbook(write_only=True)
    for unit in range(UNITS):
        sheet = book.create_sheet(f"Khoa {unit}")
        sheet.append(["", f"KHOA/PHÒNG: Khoa số {unit}"])
        sheet.append(HEAD)
        for line, number in enumerate(range(unit, people, UNITS), start=1):
            sheet.append([line, name_of(number), "Điều dưỡng", *(chance.choice(CELLS) for _ in YEARS)])
    book.save(path)
    return path
