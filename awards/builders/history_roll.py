"""The people of a history workbook against those of the house: who is new, who changes, which units are new."""

import re
from datetime import date
from typing import Any

from django.utils import timezone

from awards.builders.history_lines import CHANGED, HELD, NEW, SAME, History, StaffLine
from awards.builders.history_people import Directory, agrees
from awards.builders.history_writes import Writes
from core.sheets.normalise import name_sign
from core.text import clean, fold, name_key
from emulation.builders import units
from emulation.builders.findings import Findings, Issue, error, info
from emulation.choices import BirthPrecision, UnitKind
from emulation.models import Posting, Staff, Unit

_KINDS = (
    ("ban giam doc", UnitKind.BOARD),
    (("chi bo", "dang bo", "dang uy"), UnitKind.PARTY),
    (("cong doan", "doan thanh nien", "chi doan", "hoi ", "doan co so"), UnitKind.MASS),
    (("phong", "ban ", "van phong"), UnitKind.PHONG),
    ("tram", UnitKind.TRAM),
    ("to ", UnitKind.TEAM),
)
_SHORT_KINDS = ((re.compile(r"^p\.\s*", re.IGNORECASE), "Phòng "), (re.compile(r"^k\.\s*", re.IGNORECASE), "Khoa "))
_REGISTERING = (UnitKind.KHOA, UnitKind.PHONG, UnitKind.TRAM, UnitKind.MASS)


class Roll:
    """Walks over the rows of people once; every row finds its person, or makes one."""

    def __init__(self, history: History, directory: Directory, writes: Writes, findings: Findings):
        self.directory, self.writes, self.findings = directory, writes, findings
        today = timezone.localdate()
        self.as_of: date | None = min(history.as_of.on, today) if history.as_of else None
        self.today = today
        self.unit_names = {unit.pk: unit.name for unit in directory.known.units}

    def settle(self, line: StaffLine) -> None:
        if line.is_held:
            return
        staff, issue = self._found(line)
        unit = None
        if issue is None:
            unit, issue = self._unit(line)
        if issue is not None or unit is None:
            self._hold(line, issue)
            return
        line.unit = unit
        if staff is None:
            self._create(line, unit)
        else:
            self._change(line, staff, unit)
        assert line.staff is not None
        self.directory.listed[id(line.staff)] = line

    def _hold(self, line: StaffLine, issue: Issue | None) -> None:
        line.outcome = HELD
        if issue:
            role = "unit" if issue.code == "AMBIGUOUS_UNIT" else "name"
            self.findings.add(line.sheet, line.row, line.column(role, "last_name", "code") or "A", issue)

    def _found(self, line: StaffLine) -> tuple[Staff | None, Issue | None]:
        """Return the stored person of a row; without a code the name and the birth date must leave one."""
        if line.code:
            staff = self.directory.by_code.get(line.code.lower())
            if staff and not agrees(line.name, staff.full_name):
                told = f"Mã {line.code} là của {staff.full_name}, không phải {line.name}."
                return None, error("AMBIGUOUS_PERSON", told, line.name)
            return staff, None
        people = self.directory.by_name.get(name_sign(line.name), [])
        fitting = [staff for staff in people if _born_alike(staff, line) is not False]
        sure = [staff for staff in fitting if _born_alike(staff, line)]
        if len(sure) == 1 or len(fitting) == 1 and len(people) == 1:
            staff = (sure or fitting)[0]
            if id(staff) not in self.directory.listed:
                return staff, None
        if fitting:
            told = f"Đã có người tên {line.name}; hãy ghi mã nhân viên để phân biệt."
            return None, error("AMBIGUOUS_PERSON", told, line.name)
        return None, None

    def _unit(self, line: StaffLine) -> tuple[Unit | None, Issue | None]:
        unit, issue = self.directory.unit(line.unit_name)
        if unit is None and issue is None:
            unit = self.writes.new_unit(self.directory, *_kind_of(line.unit_name))
            if not self.directory.is_open:
                told = f"Lập đơn vị mới “{unit.name}” ({unit.get_kind_display()}), mã {unit.code}."
                self.findings.add(line.sheet, line.row, line.column("unit"), info("UNIT_CREATED", told))
        return unit, issue

    def _create(self, line: StaffLine, unit: Unit) -> None:
        code = line.code or self._free_code(line)
        staff = Staff(code=code[:30], unit=unit, facility=self.writes.facility, **line.values)
        staff.search_key = fold(f"{staff.code} {staff.full_name}")[:260]
        staff.name_key = name_key(staff.full_name)[:400]
        line.staff, line.outcome = staff, NEW
        self.writes.create(staff)
        self.directory.enter(staff)
        since = staff.joined_on or self.as_of or self.today
        if staff.left_on is None or staff.left_on >= since:
            self.writes.create(_posting(staff, since, until=staff.left_on))

    def _change(self, line: StaffLine, staff: Staff, unit: Unit) -> None:
        line.staff = staff
        told = dict(line.values)
        current = self.directory.known.postings.get(staff.pk or 0)
        if current and self.as_of and current.since > self.as_of:
            unit = staff.unit  # moved since the day that the workbook speaks of
            told.pop("position", None)
        told["unit_id"] = unit.pk
        if told.get("position", staff.position) == staff.position:
            if "job_type" not in line.columns:
                told.pop("job_type", None)
            told.pop("is_manager", None)
        if line.is_gone is False and "left_on" not in told:
            told["left_on"] = None
        changed = [name for name, value in told.items() if getattr(staff, name) != value]
        line.outcome = CHANGED if changed else SAME
        if not changed:
            return
        line.records = (staff,)
        self._write(staff, {name: told[name] for name in changed})
        staff.unit = unit
        staff.search_key = fold(f"{staff.code} {staff.full_name}")[:260]
        staff.name_key = name_key(staff.full_name)[:400]
        self.writes.update(staff, ["search_key", "name_key"])
        self._repost(staff, current, set(changed))

    def _repost(self, staff: Staff, current: Posting | None, changed: set[str]) -> None:
        """Follow a new unit, position or last day in the book of postings, as the people's service does."""
        on = self.as_of or self.today
        if staff.left_on is not None:
            if current and current.since <= staff.left_on:
                current.until = staff.left_on
                self.writes.update(current, ["until"])
            return
        if current and not changed & {"unit_id", "position"}:
            return
        if current and current.since >= on:
            current.unit, current.position = staff.unit, staff.position
            self.writes.update(current, ["unit_id", "position"])
            return
        if current:
            current.until = date.fromordinal(on.toordinal() - 1)
            self.writes.update(current, ["until"])
        self.writes.create(_posting(staff, on))

    def _write(self, staff: Staff, values: dict[str, Any]) -> None:
        """Change a person; the unit before is kept by its name."""
        if "unit_id" in values and staff.pk:
            self.writes.before[Staff][staff.pk] = {"unit_id": self.unit_names.get(staff.unit_id, "đơn vị khác")}
        self.writes.change(staff, values)

    def _free_code(self, line: StaffLine) -> str:
        number = len(self.directory.by_code) + 1
        while f"ns{number:04}" in self.directory.by_code:
            number += 1
        code = f"NS{number:04}"
        told = info("CODE_GIVEN", f"Chưa có mã nhân viên; cấp mã {code}.")
        self.findings.add(line.sheet, line.row, line.column("code", "name") or "A", told)
        return code


def _posting(staff: Staff, since: date, until: date | None = None) -> Posting:
    return Posting(staff=staff, unit=staff.unit, position=staff.position, since=since, until=until)


def _born_alike(staff: Staff, line: StaffLine) -> bool | None:
    """Whether a person was born when the row says; None when one of them does not say."""
    if staff.birth_date is None or line.born is None:
        return None
    by_year = BirthPrecision.YEAR in (line.born.precision, staff.birth_precision)
    return staff.birth_date.year == line.born.on.year if by_year else staff.birth_date == line.born.on


def _kind_of(text: str) -> tuple[str, UnitKind, bool]:
    """Return the name of a new unit, what it is by its name, and whether it has to register."""
    name = clean(units.collective_name(text))
    for short, whole in _SHORT_KINDS:
        name = short.sub(whole, name)
    name = name[:200]
    low = fold(name)
    kind = next((kind for starts, kind in _KINDS if low.startswith(starts)), UnitKind.KHOA)
    return name, kind, kind in _REGISTERING
