"""Whom and which unit a line of the history means. Namesakes are never merged in silence."""

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property

from awards.builders.history_lines import Line
from awards.selectors.history_records import Known
from core.sheets.normalise import name_sign
from emulation.builders import units
from emulation.builders.findings import Issue, error, warning
from emulation.builders.matching import AskedAbout, signs_of
from emulation.builders.name_answers import NameAnswers, known_by_answer
from emulation.builders.names import person
from emulation.models import Staff, Unit


@dataclass
class Directory(AskedAbout):
    """The units and people of a facility, with those that the workbook adds.

    ``is_open`` means that nothing is known beyond the file (a dry run): a stranger is only warned of.
    """

    known: Known
    is_open: bool = False
    hospital: str = ""
    units: dict[int, Unit] = field(default_factory=dict)
    by_sign: dict[str, list[Unit]] = field(default_factory=lambda: defaultdict(list))
    by_code: dict[str, Staff] = field(default_factory=dict)
    by_name: dict[str, list[Staff]] = field(default_factory=lambda: defaultdict(list))
    listed: dict[int, Line] = field(default_factory=dict)
    claimed: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for unit in self.known.units:
            self.enter_unit(unit)
        for staff in self.known.staff:
            staff.unit = self.units.get(staff.unit_id) or staff.unit
            self.enter(staff)

    def enter_unit(self, unit: Unit) -> None:
        self.units[unit.pk or 0] = unit
        for sign in signs_of(unit):
            self.by_sign[sign].append(unit)

    def enter(self, staff: Staff) -> None:
        self.by_code[staff.code.lower()] = staff
        self.by_name[name_sign(staff.full_name)].append(staff)

    def unit(self, name: str) -> tuple[Unit | None, Issue | None]:
        """Return the unit of a name, with the doubt where it means several; no unit and no doubt: unknown."""
        found = self.by_sign.get(units.unit_sign(name), [])
        if not found and self.known.facility and self._is_hospital(name):
            return self.known.facility, None
        active = [unit for unit in found if unit.is_active] or found
        exact = [unit for unit in active if units.unit_sign(unit.name) == units.unit_sign(name)]
        if len(exact or active) > 1:
            return None, error("AMBIGUOUS_UNIT", f"“{name}” có thể là nhiều đơn vị; hãy ghi đủ tên.", name)
        return next(iter(exact or active), None), None

    def _is_hospital(self, name: str) -> bool:
        sign = units.unit_sign(name)
        return units.is_whole(name) or sign in ("benh vien", "don vi", units.unit_sign(self.hospital))

    @cached_property
    def answers(self) -> NameAnswers | None:
        """Return what was answered about staff lists of the house; nothing where nothing is known beyond the file."""
        if self.known.facility is None:
            return None
        return NameAnswers(self.known.facility, {staff.pk: staff for staff in self.known.staff})

    def person(self, line: Line) -> tuple[Staff | None, Issue | None]:
        """Return whom a line means, or why that cannot be said."""
        if not line.code:
            return self._by_name(line)
        staff = self.by_code.get(line.code.lower())
        if staff is not None:
            return (staff, None) if agrees(line.name, staff.full_name) else self._by_answer(line, staff)
        if not self.is_open:
            if self.answers and (said := self.answers.by_code(line.name, line.code)):
                return said, known_by_answer(said, line.name)
            return None, error("UNKNOWN_PERSON", f"Không có nhân sự nào mang mã {line.code}.", line.code)
        first = self.claimed.setdefault(line.code.lower(), line.name)
        if not agrees(line.name, first):
            told = f"Mã {line.code} đã ghi cho {first}, không phải {line.name}."
            return None, error("AMBIGUOUS_PERSON", told, line.name)
        if not self.by_code:
            return None, None
        told = f"Mã {line.code} không có trong trang nhân sự của tệp; phải có sẵn trên hệ thống khi nhập."
        return None, warning("UNKNOWN_PERSON", told, line.code)

    def _by_answer(self, line: Line, staff: Staff) -> tuple[Staff | None, Issue | None]:
        """Return the owner of a code whom a line names otherwise, where that was said to be the same person."""
        if self.answers and self.answers.by_code(line.name, line.code) is staff:
            return staff, None
        return None, _other_name(line, staff)

    def _by_name(self, line: Line) -> tuple[Staff | None, Issue | None]:
        found = self.by_name.get(name_sign(line.name)) or self.by_name.get(name_sign(person(line.name).name), [])
        if len(found) == 1:
            return (found[0], None) if _was_here(found[0], line.year) else (None, _too_early(line, found[0]))
        if found:
            codes = ", ".join(staff.code for staff in found[:4])
            told = f"Có {len(found)} người tên {line.name} ({codes}); hãy ghi mã nhân viên."
            return None, error("AMBIGUOUS_PERSON", told, line.name)
        if self.is_open and not self.by_code:
            return None, None
        if self.answers and (said := self.answers.by_name(line.name)):
            is_here = _was_here(said, line.year)
            return (said, known_by_answer(said, line.name)) if is_here else (None, _too_early(line, said))
        maybe = self.near_people.question(person(line.name).name)
        return None, error("UNKNOWN_PERSON", f"Không có nhân sự nào tên “{line.name}”.{maybe}", line.name)


def _was_here(staff: Staff, year: int | None) -> bool:
    """Whether somebody worked here in a year; who came from elsewhere may bring records of earlier ones."""
    if year is None or staff.came_from:
        return True
    came_later = staff.joined_on is not None and staff.joined_on.year > year
    left_before = staff.left_on is not None and staff.left_on.year < year - 1
    return not (came_later or left_before)


def _too_early(line: Line, staff: Staff) -> Issue:
    told = f"{staff.full_name} ({staff.code}) không làm việc ở đây năm {line.year}; hãy ghi mã nhân viên."
    return error("AMBIGUOUS_PERSON", told, line.name)


def agrees(told: str, name: str) -> bool:
    """Whether a name in the workbook is the name of the person; an empty one says nothing."""
    if not told or told == name or name_sign(told) == name_sign(name):
        return True
    return name_sign(person(told).name) == name_sign(name)


def _other_name(line: Line, staff: Staff) -> Issue:
    told = f"Mã {line.code} là của {staff.full_name}, không phải {line.name}."
    return error("AMBIGUOUS_PERSON", told, line.name)
