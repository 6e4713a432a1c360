"""What taking a staff list in would do now, person by person. Nothing is written here."""

import json
from collections import Counter, defaultdict
from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from django.core.exceptions import ValidationError

from core.sheets.normalise import name_sign
from core.text import clean
from emulation.builders.findings import Finding, Findings, Issue, error, info
from emulation.builders.import_plan import CHANGED, EVERY, HELD, NEW, SAME, Told
from emulation.builders.job_words import job_of_position
from emulation.builders.matching import House, house_of
from emulation.builders.staff_answers import StaffAnswers, answers_of
from emulation.builders.staff_list import StaffList, StaffRow
from emulation.builders.staff_match import born_alike, coarser, match
from emulation.builders.staff_near import NearStaff
from emulation.choices import JobType
from emulation.models import Staff, Unit
from emulation.selectors.people import gone_codes

OUTCOMES = (NEW, CHANGED, SAME, HELD)
# What may be chosen for a doubtful line, beside the key of a stored person: somebody new, or that person under the
# name that is stored. How many answers are kept for the next list is told with the numbers.
SOMEBODY_NEW, AS_STORED, REMEMBERED = "new", "giu:", "remembered"
UNIT = "don-vi:"  # before the key of the first line of a misspelt unit: is it the unit with this key?
# In which column of the list a fault is told: that of the field, or of the code of the issue; else at the name.
_ROLES = {
    "code": "code", "gender": "gender", "birth_date": "dob", "position": "position", "email": "email",
    "joined_on": "join_date", "UNKNOWN_UNIT": "unit", "LEFT_ALREADY": "code", "CODE_GIVEN": "code",
}  # fmt: skip
Fault = tuple[str, Issue]
_OWN = ("code", "full_name", "prefix", "gender", "birth_date", "birth_precision", "position", "email", "joined_on",
        "job_type")  # fmt: skip


@dataclass
class StaffLine:
    """A line of the list: whom it means, what would change (column: before, after), or who it may be.

    ``person`` is the row as it would be stored; ``alike`` wait for somebody to choose among them, and once that
    is done the line ``is_answered``. The ``kept`` columns stay as they are stored whatever the list says. Of a unit
    that is misspelt the one ``assumed`` waits to be confirmed; then the line is about ``meant``, or somebody new.
    """

    row: StaffRow
    unit: Unit | None = None
    outcome: str = HELD
    person: Staff | None = None
    changes: dict[str, tuple[Any, Any]] = field(default_factory=dict)
    alike: list[Staff] = field(default_factory=list)
    may_be_new: bool = True
    kept: tuple[str, ...] = ()
    is_answered: bool = False
    assumed: Unit | None = None
    meant: Staff | None = None

    @property
    def key(self) -> str:
        return f"{self.row.sheet}|{self.row.row}"


@dataclass
class StaffPlan:
    """The lines of a list with what comes of each, and everything to tell.

    ``remembered`` is how many answers were kept as it was carried out.
    """

    found: StaffList
    house: House
    answers: StaffAnswers | None = None
    lines: list[StaffLine] = field(default_factory=list)
    claimed: dict[int, StaffRow] = field(default_factory=dict)
    codes: set[str] = field(default_factory=set)
    gone: dict[str, Any] = field(default_factory=dict)
    remembered: int = 0

    def __post_init__(self) -> None:
        self.told = Findings(self.found.findings)
        self.near = NearStaff(self.house, self.found.people)

    @property
    def findings(self) -> list[Finding]:
        return self.found.findings

    @property
    def counts(self) -> dict[str, int]:
        told = Counter(line.outcome for line in self.lines)
        numbers = {**{outcome: told[outcome] for outcome in OUTCOMES}, HELD: len(self.found.held)}
        return {**numbers, REMEMBERED: self.remembered} if self.remembered else numbers

    @property
    def answered(self) -> list[StaffLine]:
        """Return the lines that somebody has chosen for and that are taken in."""
        return [line for line in self.lines if line.is_answered and line.outcome != HELD]

    @property
    def doubtful(self) -> list[StaffLine]:
        return [line for line in self.lines if line.outcome == HELD and line.alike]

    @property
    def misspelt(self) -> dict[str, list[StaffLine]]:
        """Return the lines that only wait until their unit is confirmed, by what is asked: once for a spelling."""
        found: dict[str, list[StaffLine]] = defaultdict(list)
        for line in self.lines:
            if line.outcome == HELD and line.assumed and not line.unit and not line.alike:
                found[line.row.unit].append(line)
        return {f"{UNIT}{lines[0].key}": lines for lines in found.values()}

    @property
    def fingerprint(self) -> str:
        """Return a sign of all that would be written; it changes when the house or the file does."""
        digest = sha256()
        for line in self.lines:
            may_be = [staff.pk for staff in line.alike]
            who = [line.person.pk, line.person.code] if line.person else []
            told = [line.key, line.outcome, line.unit and line.unit.pk, sorted(line.changes.items()), may_be, who]
            told += [line.assumed.pk, line.meant and line.meant.pk] if line.assumed else []
            digest.update(json.dumps(told, default=str).encode())
        return digest.hexdigest()

    def decide(self, decisions: Mapping[str, str]) -> None:
        """Settle doubtful lines as somebody chose: a stored person by key, or somebody new; else they wait.

        So do those of a misspelt unit until it is confirmed by its key; who chooses the person confirms it as well.
        """
        for asked, lines in self.misspelt.items():
            for line in lines:
                if line.assumed and decisions.get(asked) == str(line.assumed.pk):
                    self._release(line, line.meant)
        for line in self.doubtful:
            chosen = decisions.get(line.key, "")
            key = chosen.removeprefix(AS_STORED)
            staff = next((staff for staff in line.alike if str(staff.pk) == key), None)
            if staff is None and not (chosen == SOMEBODY_NEW and line.may_be_new):
                continue
            line.is_answered = True
            line.kept = ("full_name",) if chosen.startswith(AS_STORED) else ()
            self._release(line, staff)

    def _release(self, line: StaffLine, staff: Staff | None) -> None:
        line.unit, line.row.is_held = line.unit or line.assumed, False
        self._hold(line, self._take(line, staff))

    def settle(self, row: StaffRow) -> None:
        """Lay one line beside the house."""
        line = StaffLine(row, self.house.unit(row.unit))
        self.lines.append(line)
        if line.unit is None:
            told = f"Không có đơn vị nào tên “{row.unit}”.{self.house.near_units.question(row.unit)}"
            self._hold(line, [_fault(error("UNKNOWN_UNIT", told, row.unit))])
        if issue := self._gone(row):
            self._hold(line, [_fault(issue)])
        elif unit := line.unit or self._near_unit(row.unit):
            self._find(line, unit)

    def _near_unit(self, name: str) -> Unit | None:
        """Return the one unit that a misspelt name may mean."""
        near = self.house.near_units.near(name)
        return self.house.unit(near[0]) if len(near) == 1 else None

    def _find(self, line: StaffLine, unit: Unit) -> None:
        """Find whom a line means in a unit, which waits to be confirmed where it is not the line's own."""
        row = line.row
        found = match(row, self.house, unit, answers=self.answers, near=self.near)
        line.assumed, line.meant = (None, None) if line.unit else (unit, found.staff)
        line.alike, line.may_be_new = found.alike, found.may_be_new
        if found.is_answered:
            line.kept = ("full_name", "code")
            self._tell(row, *_fault(info("KNOWN_BY_ANSWER", "Nhận ra người theo câu trả lời lần trước.")))
        if found.issue:
            self._hold(line, [_fault(found.issue)])
        elif line.unit:
            self._hold(line, self._take(line, found.staff))

    def _hold(self, line: StaffLine, faults: list[Fault]) -> None:
        """Hold a line for its faults; without one it is not held."""
        for fault in faults:
            line.outcome, line.row.is_held = HELD, True
            self._tell(line.row, *fault)

    def _tell(self, row: StaffRow, role: str, issue: Issue) -> None:
        column = next((row.columns[name] for name in (role, "name", "last_name") if name in row.columns), "A")
        self.told.add(row.sheet, row.row, column, issue)

    def _gone(self, row: StaffRow) -> Issue | None:
        left = self.gone.get(row.code.lower()) if row.code else None
        if left is None:
            return None
        told = f"Người mang mã {row.code} đã thôi việc ({left:%d/%m/%Y}). Mở hồ sơ, ghi trở lại làm việc rồi nhập lại."
        return error("LEFT_ALREADY", told, row.code)

    def _take(self, line: StaffLine, staff: Staff | None) -> list[Fault]:
        row, unit = line.row, line.unit
        assert unit is not None
        if staff and (first := self.claimed.get(staff.pk)):
            return [_fault(_twice(first, staff, row))]
        person = copy(staff) if staff else Staff(code=row.code or self._free_code(), facility=self.house.facility)
        told = {name: both for name, both in _changes(person, row, unit).items() if name not in line.kept}
        line.changes = told if staff else {}
        for name, (_, after) in told.items():
            setattr(person, name, after)
        if staff is None and "job_type" not in row.columns:
            person.job_type = job_of_position(row.position) or person.job_type
        if faults := _invalid(person, row):
            return faults
        line.person = person
        line.outcome = NEW if staff is None else CHANGED if line.changes else SAME
        self.codes.add(person.code.lower())
        if staff:
            self.claimed[staff.pk] = row
        elif not row.code:
            self._tell(row, *_fault(info("CODE_GIVEN", f"Chưa có mã nhân viên; cấp mã {person.code}.")))
        return []

    def _free_code(self) -> str:
        number = len(self.codes) + 1
        while f"ns{number:04}" in self.codes:
            number += 1
        return f"NS{number:04}"


def plan_staff(found: StaffList, facility: Unit, told: Told | None = None) -> StaffPlan:
    """Return what taking a list in would do: the same number of queries for any size."""
    house, gone = house_of(facility), gone_codes(facility)
    plan = StaffPlan(found, house, answers_of(house), gone=gone, codes={*house.by_code, *gone})
    plan.codes |= {row.code.lower() for row in found.ready if row.code}
    ready = found.ready
    for place, row in enumerate(ready, start=1):
        plan.settle(row)
        if told and place % EVERY == 0:
            told(place, len(ready))
    plan.told.extend("", None, "", [*_guessed(plan.lines), *plan.near.issues])
    found.findings += plan.told.more()
    return plan


def _guessed(lines: list[StaffLine]) -> list[Issue]:
    """Say once which work was taken from the positions of new people, where a list has no column of it."""
    new = [line.person for line in lines if line.outcome == NEW and "job_type" not in line.row.columns]
    jobs = Counter(person.get_job_type_display() for person in new if person and person.job_type != JobType.OTHER)
    if not jobs:
        return []
    told = ", ".join(f"{job} {number}" for job, number in jobs.most_common())
    rest = f"; {len(new) - jobs.total()} người ghi là “Khác”" if len(new) > jobs.total() else ""
    text = f"Không có cột “Loại công việc”: người mới được ghi theo chức vụ ({told}){rest}. Sai thì sửa ở hồ sơ."
    return [info("JOB_FROM_POSITION", text)]


def _changes(person: Staff, row: StaffRow, unit: Unit) -> dict[str, tuple[Any, Any]]:
    """Return what a line tells anew, by column: before and after. An empty cell tells nothing."""
    told: dict[str, Any] = {
        "full_name": clean(row.name), "prefix": row.prefix, "gender": row.gender, "position": clean(row.position),
        "email": row.email, "joined_on": row.joined and row.joined.on, "unit_id": unit.pk, "job_type": row.job_type,
    }  # fmt: skip
    if row.code and row.code != person.code:
        told["code"] = row.code
    if row.dob and not (born_alike(person, row.dob) and coarser(row.dob.precision, person.birth_precision)
                        == row.dob.precision):  # fmt: skip
        told |= {"birth_date": row.dob.on, "birth_precision": row.dob.precision}
    if name_sign(person.full_name) == name_sign(row.name):
        told.pop("full_name")
    return {name: (getattr(person, name), value) for name, value in told.items()
            if value and getattr(person, name) != value}  # fmt: skip


def _fault(issue: Issue, field: str = "") -> Fault:
    """Return an issue with the role of the column in which it is told."""
    return _ROLES.get(field or issue.code, "name"), issue


def _twice(first: StaffRow, staff: Staff, row: StaffRow) -> Issue:
    return error("DUPLICATE_ROW", f"Dòng {first.row} đã nói về {staff.full_name} ({staff.code}).", row.name)


def _invalid(person: Staff, row: StaffRow) -> list[Fault]:
    """Return what of a person cannot be stored, each fault at its own column."""
    try:
        person.clean_fields(exclude=[f.name for f in Staff._meta.fields if f.name not in _OWN])
    except ValidationError as refusal:
        wrong = refusal.message_dict.items()
        return [_fault(error("BAD_ROW", " ".join(said), str(getattr(person, name))), name) for name, said in wrong]
    if person.left_on and person.joined_on and person.joined_on > person.left_on:
        told = f"Ngày vào sau ngày thôi việc ({person.left_on:%d/%m/%Y})."
        return [_fault(error("BAD_ROW", told, row.name), "joined_on")]
    return []
