"""A staff list taken in: people found by their code, else by name, unit and birth date; never guessed at."""

from dataclasses import dataclass, field
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from core.sheets.dates import Day
from core.sheets.normalise import name_sign
from emulation.audit import record
from emulation.builders.findings import Findings, Issue, error, info
from emulation.builders.matching import House, house_of
from emulation.builders.staff_list import StaffList, StaffRow
from emulation.choices import BirthPrecision
from emulation.models import Staff, Unit, User
from emulation.services.people import enter_staff


@dataclass
class StaffImport:
    """What came of a staff list."""

    new: int = 0
    changed: int = 0
    same: int = 0
    held: list[tuple[str, int]] = field(default_factory=list)


@transaction.atomic
def import_staff(found: StaffList, *, facility: Unit, source: str, by: User | None) -> StaffImport:
    """Take the sure people of a list in, all or none; what is doubtful is held and told in ``found``."""
    house, done = house_of(facility), StaffImport()
    findings = Findings(found.findings)
    for row in found.ready:
        issue = _take(row, house, done, by)
        if issue:
            row.is_held = issue.severity == "error"
            column = row.columns.get("unit" if issue.code == "UNKNOWN_UNIT" else "name", "A")
            findings.add(row.sheet, row.row, column, issue)
    found.findings = findings.items
    done.held = found.held
    told = f"{source}: {done.new} mới, {done.changed} đổi, {done.same} như cũ, {len(done.held)} giữ lại"
    record(facility, "import_staff", by=by, note=told)
    return done


def _take(row: StaffRow, house: House, done: StaffImport, by: User | None) -> Issue | None:
    unit = house.unit(row.unit)
    if unit is None:
        return error("UNKNOWN_UNIT", f"Không có đơn vị nào tên “{row.unit}”.", row.unit)
    person, issue = _found(row, house, unit)
    if issue:
        return issue
    is_new = person is None
    person = person or Staff(code=row.code or _free_code(house), unit=unit)
    if not is_new and not _differs(person, row, unit):
        done.same += 1
        return None
    _write(person, row, unit)
    try:
        enter_staff(person, by=by)
    except ValidationError as refusal:
        return error("BAD_ROW", " ".join(refusal.messages), row.name)
    house.by_code[person.code.lower()] = person
    house.by_name[name_sign(person.full_name)].append(person)
    done.new, done.changed = done.new + is_new, done.changed + (not is_new)
    return info("CODE_GIVEN", f"Chưa có mã nhân viên; đã cấp mã {person.code}.") if is_new and not row.code else None


def _found(row: StaffRow, house: House, unit: Unit) -> tuple[Staff | None, Issue | None]:
    """Return the stored person whom a line means, or why that cannot be said."""
    if row.code:
        person = house.by_code.get(row.code.lower())
        if person and name_sign(person.full_name) != name_sign(row.name):
            text = f"Mã {row.code} đang là của {person.full_name}, không phải {row.name}."
            return None, error("AMBIGUOUS_PERSON", text, row.name)
        return person, None
    people = [staff for staff in house.namesakes(row.name) if staff.unit_id == unit.pk]
    alike = [staff for staff in people if _born_alike(staff, row.dob)]
    if len(alike) == 1:
        return alike[0], None
    if people:
        text = f"{unit.label} đã có người tên này; hãy ghi mã nhân viên hoặc ngày sinh để phân biệt."
        return None, error("AMBIGUOUS_PERSON", text, row.name)
    return None, None


def _born_alike(staff: Staff, day: Day | None) -> bool:
    if day is None or staff.birth_date is None:
        return False
    by_year = BirthPrecision.YEAR in (day.precision, staff.birth_precision)
    return staff.birth_date.year == day.on.year if by_year else staff.birth_date == day.on


def _values(row: StaffRow) -> dict[str, str | date | None]:
    """Return what a line tells; an empty cell tells nothing."""
    told: dict[str, str | date | None] = {
        "full_name": row.name,
        "prefix": row.prefix,
        "gender": row.gender,
        "position": row.position,
        "email": row.email,
        "birth_date": row.dob.on if row.dob else None,
        "birth_precision": row.dob.precision if row.dob else "",
        "joined_on": row.joined.on if row.joined else None,
    }
    return {name: value for name, value in told.items() if value}


def _differs(person: Staff, row: StaffRow, unit: Unit) -> bool:
    return person.unit_id != unit.pk or any(getattr(person, name) != value for name, value in _values(row).items())


def _write(person: Staff, row: StaffRow, unit: Unit) -> None:
    person.unit = unit
    for name, value in _values(row).items():
        setattr(person, name, value)


def _free_code(house: House) -> str:
    number = len(house.by_code) + 1
    while f"ns{number:04}" in house.by_code:
        number += 1
    return f"NS{number:04}"
