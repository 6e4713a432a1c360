"""Whom a line of a staff list means: by code, else by name, unit and birth date; what is left is a question.

A question that was answered before is not asked again.
"""

from dataclasses import dataclass, field

from core.sheets.dates import Day
from core.sheets.normalise import name_sign
from emulation.builders.findings import Issue, error
from emulation.builders.matching import House
from emulation.builders.staff_answers import StaffAnswers
from emulation.builders.staff_list import StaffRow
from emulation.builders.staff_near import NearStaff
from emulation.choices import BirthPrecision
from emulation.models import Staff, Unit

_COARSE = (BirthPrecision.DAY, BirthPrecision.MONTH, BirthPrecision.YEAR)
_SHAPES = {BirthPrecision.DAY: "%Y%m%d", BirthPrecision.MONTH: "%Y%m", BirthPrecision.YEAR: "%Y"}


@dataclass
class Match:
    """The stored person of a line (None: somebody new), or an issue with those whom it may mean.

    ``may_be_new`` says whether the line may also be somebody else: not where its code is taken. Who is known
    by an earlier answer (``is_answered``) keeps the name and the code that they have.
    """

    staff: Staff | None = None
    issue: Issue | None = None
    alike: list[Staff] = field(default_factory=list)
    may_be_new: bool = True
    is_answered: bool = False


def match(
    row: StaffRow, house: House, unit: Unit, *, answers: StaffAnswers | None = None, near: NearStaff | None = None
) -> Match:
    """Return whom a line means in a house; nobody is merged with a namesake without a word."""
    known = house.by_code.get(row.code.lower()) if row.code else None
    if known and name_sign(known.full_name) == name_sign(row.name):
        return Match(known)
    said = answers.of(row, unit) if answers else None
    if said and born_alike(said, row.dob) is not False:
        return Match(said, is_answered=True)
    found = _by_code(row, known, house, unit) if row.code else _by_name(row, house, unit)
    if found.staff or found.issue or near is None:
        return found
    return _by_near_name(row, near, house, unit)


def _by_code(row: StaffRow, known: Staff | None, house: House, unit: Unit) -> Match:
    if known:
        told = f"Mã {row.code} đang là của {known.full_name}, không phải {row.name}."
        return Match(issue=error("AMBIGUOUS_PERSON", told, row.name), alike=[known], may_be_new=False)
    alike = [staff for staff in house.namesakes(row.name) if _may_be_one(staff, row, unit)]
    if not alike:
        return Match()
    told = f"Mã {row.code} chưa có, nhưng có thể là người đã có: {_called(alike, house)}. Hãy chọn."
    return Match(issue=error("POSSIBLE_DUPLICATE", told, row.name), alike=alike)


def _by_name(row: StaffRow, house: House, unit: Unit) -> Match:
    people = house.namesakes(row.name)
    here = [staff for staff in people if staff.unit_id == unit.pk]
    sure = [staff for staff in here if born_alike(staff, row.dob)]
    if len(sure) == 1:
        return Match(sure[0])
    alike = here or [staff for staff in people if born_alike(staff, row.dob) is not False]
    if not alike:
        return Match()
    told = f"Đã có người tên này: {_called(alike, house)}. Hãy chọn, hoặc ghi mã nhân viên, ngày sinh để phân biệt."
    return Match(issue=error("AMBIGUOUS_PERSON", told, row.name), alike=alike)


def _by_near_name(row: StaffRow, near: NearStaff, house: House, unit: Unit) -> Match:
    """Ask whether somebody new is a person of the unit with nearly that name, where nothing known tells them apart."""
    alike = [
        staff
        for staff in near.beside(row, unit)
        if (_born_the_same_day(staff, row.dob) if row.code else born_alike(staff, row.dob) is not False)
    ]
    if not alike:
        return Match()
    told = f"{unit.label} chưa có ai tên {row.name}. Có phải {_called(alike, house)} không? Hãy chọn."
    return Match(issue=error("POSSIBLE_DUPLICATE", told, row.name), alike=alike)


def _may_be_one(staff: Staff, row: StaffRow, unit: Unit) -> bool:
    """Whether a namesake with another code may be the same person: born the same day, or nothing speaks against it."""
    if staff.unit_id == unit.pk:
        return born_alike(staff, row.dob) is not False
    return _born_the_same_day(staff, row.dob)


def _born_the_same_day(staff: Staff, day: Day | None) -> bool:
    """Whether both birth dates are known to the day and are one."""
    is_known = day is not None and day.precision == staff.birth_precision == BirthPrecision.DAY
    return is_known and born_alike(staff, day) is True


def born_alike(staff: Staff, day: Day | None) -> bool | None:
    """Whether somebody was born on a day, as far as both are known; None when one is not known."""
    if day is None or staff.birth_date is None:
        return None
    shape = _SHAPES[coarser(day.precision, staff.birth_precision)]
    return day.on.strftime(shape) == staff.birth_date.strftime(shape)


def coarser(one: str, other: str) -> BirthPrecision:
    """Return the precision that tells less."""
    return max(BirthPrecision(one), BirthPrecision(other), key=_COARSE.index)


def _called(people: list[Staff], house: House) -> str:
    """Return namesakes as people tell them apart: code and unit."""
    return "; ".join(f"{staff.full_name} ({staff.code}, {_where(staff, house)})" for staff in people[:4])


def _where(staff: Staff, house: House) -> str:
    unit = house.units.get(staff.unit_id)
    return unit.label if unit else "đơn vị đã ngừng"
