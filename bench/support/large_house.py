"""A house of many units in a scratch database, two people who sign in, and the workbooks that one of them hands in."""

from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.core.management import call_command
from django.db import connection
from django.utils import timezone
from openpyxl import Workbook

from emulation.choices import PlanStatus, Role, RoundStatus, UnitKind
from emulation.models import Entry, Plan, Posting, RoleGrant, Round, Sheet, Staff, Target, Unit, User
from support.province import load
from support.registration_lists import CELLS, HEAD, YEARS, name_of
from support.visitor import HEAD_OF_UNIT, OFFICE, PASSWORD

STAFF_HEAD = ("STT", "Mã NV", "Họ và tên", "Giới tính", "Ngày sinh", "Khoa/Phòng", "Chức vụ")
_FEW = 5000


def fill(people: int, units: int) -> dict[str, Any]:
    """Put the house into the database and the workbooks into files; return where they are."""
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    house, rows = _units(units)
    load(Staff, [_person(number, rows, house) for number in range(people)])
    since = date(2020, 1, 1)
    load(Posting, [
        {"staff_id": number + 1, "unit_id": rows[number % units].pk, "position": "Điều dưỡng", "since": since}
        for number in range(people)
    ])  # fmt: skip
    called = _round(house)
    sheet = _sheet(called, rows[0], range(0, people, units))
    _accounts(house, rows[0])
    with connection.cursor() as cursor:
        cursor.execute("SELECT setval(pg_get_serial_sequence('emulation_staff', 'id'), %s)", [people])
        cursor.execute("ANALYZE")
    return {
        "round": called.pk,
        "sheet": sheet.pk,
        "registrations": str(_registrations(people, units)),
        "staff": str(_staff_list(min(people, _FEW), units)),
    }


def _units(number: int) -> tuple[Unit, list[Unit]]:
    department = Unit.objects.create(code="SYT", name="Sở Y tế", kind=UnitKind.DEPARTMENT)
    house = Unit.objects.create(code="BV", name="Bệnh viện", kind=UnitKind.FACILITY, parent=department)
    Unit.objects.filter(pk=house.pk).update(facility=house)
    made = [
        Unit(code=f"K{n}", name=f"Khoa số {n}", kind=UnitKind.KHOA, parent=house, facility=house, must_register=True,
             position=n)
        for n in range(number)
    ]  # fmt: skip
    for unit in made:
        unit.save()
    return house, made


def _person(number: int, units: list[Unit], house: Unit) -> dict[str, Any]:
    name = name_of(number)
    return {
        "id": number + 1, "code": f"NV{number:06}", "full_name": name, "unit_id": units[number % len(units)].pk,
        "facility_id": house.pk, "position": "Điều dưỡng", "is_manager": False, "search_key": f"nv{number:06}",
    }  # fmt: skip


def _round(house: Unit) -> Round:
    plan = Plan.objects.create(
        facility=house, title="Kế hoạch", period_from=2021, period_to=2025, target_years=list(YEARS),
        status=PlanStatus.PUBLISHED,
    )  # fmt: skip
    today = timezone.localdate()
    return Round.objects.create(
        plan=plan, name="Đợt 1", opens_on=today, closes_on=today + timedelta(days=30), status=RoundStatus.OPEN
    )


def _sheet(called: Round, unit: Unit, numbers: range) -> Sheet:
    """Return the sheet of a unit that has already written down half of its people."""
    sheet = Sheet.objects.create(round=called, unit=unit, facility=called.plan.facility)
    for order, number in enumerate(numbers[: len(numbers) // 2], start=1):
        entry = Entry.objects.create(
            sheet=sheet, kind="ca_nhan", staff_id=number + 1, name=name_of(number), position="Điều dưỡng", order=order
        )
        Target.objects.bulk_create([Target(entry=entry, year=year, title="LDTT") for year in YEARS])
    return sheet


def _accounts(house: Unit, unit: Unit) -> None:
    for username, role, place in ((OFFICE, Role.OFFICE, house), (HEAD_OF_UNIT, Role.HEAD, unit)):
        user = User.objects.create(username=username, full_name=username, password=make_password(PASSWORD))
        RoleGrant.objects.create(user=user, unit=place, role=role, since=date(2020, 1, 1))


def _registrations(people: int, units: int) -> Path:
    """Return a list of the whole house on one sheet, a block for each unit."""
    chance, book = Random(people), Workbook(write_only=True)
    sheet = book.create_sheet("Toàn viện")
    for unit in range(units):
        sheet.append(["", f"KHOA/PHÒNG: Khoa số {unit}"])
        sheet.append(HEAD)
        for line, number in enumerate(range(unit, people, units), start=1):
            sheet.append([line, name_of(number), "Điều dưỡng", *(chance.choice(CELLS) for _ in YEARS)])
    return _saved(book, "dang-ky.xlsx")


def _staff_list(people: int, units: int) -> Path:
    """Return a list in which everybody has moved to the next unit and bears another position."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Nhân sự")
    sheet.append(STAFF_HEAD)
    for number in range(people):
        unit = f"Khoa số {(number + 1) % units}"
        sheet.append([number + 1, f"NV{number:06}", name_of(number), "Nữ", "01/02/1980", unit, "Bác sĩ"])
    return _saved(book, "nhan-su.xlsx")


def _saved(book: Workbook, name: str) -> Path:
    path = Path(settings.DATA_DIR) / name
    book.save(path)
    return path
