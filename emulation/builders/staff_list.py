"""A workbook of staff, read as a whole. Nobody is looked up and nothing is written here.

A bad date does not hold its line: the person is taken in without it, and the cell is told.
"""

import re
from dataclasses import dataclass, field, replace
from datetime import date

from core.sheets.blank import is_beside_lists
from core.sheets.dates import Day, read_day
from core.sheets.grid import Book, Grid, letter
from core.sheets.normalise import one_line
from core.sheets.reader import read
from core.sheets.refusals import FileRefused
from core.text import fold
from emulation.builders import names, units
from emulation.builders.columns import Table
from emulation.builders.count_lines import is_count
from emulation.builders.findings import Finding, Findings, Issue, error, in_order, info, unread, warning
from emulation.builders.job_words import job_of
from emulation.builders.leftovers import DITTO, HOSTILE, formula
from emulation.builders.long_cells import shorten
from emulation.builders.staff_columns import FOOTER, GENDERS, StaffTable, find_staff_tables
from emulation.builders.staff_row import StaffRow
from emulation.builders.staff_twins import tell_twins
from emulation.builders.title_block import heading_of

LONGEST_UNIT = 200  # signs of the name of a unit
_TICK, _UNTICKED = re.compile(r"x+|v|1|✓|✔|√|nu"), re.compile(r"[-–.…/\s0]*|khong")
_NOTHING = re.compile(r"[-–.…/\s]*")
# What holds a line back; other errors leave a field empty and let the line in.
HOLDING = {
    "MISSING_NAME", "BAD_NAME", "MULTI_NAME", "NAME_TOO_LONG", "SUSPICIOUS_TEXT", "DUPLICATE_CODE", "DUPLICATE_ROW",
    "MISSING_UNIT", "FORMULA_ERROR", "FORMULA_NO_VALUE", "ROW_NOT_READ",
}  # fmt: skip


@dataclass
class StaffList:
    """What a workbook of staff holds, and what to tell."""

    people: list[StaffRow] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)
    header_rows: set[tuple[str, int]] = field(default_factory=set)
    is_refused: bool = False

    @property
    def ready(self) -> list[StaffRow]:
        return [person for person in self.people if not person.is_held]

    @property
    def held(self) -> list[tuple[str, int]]:
        """Return the rows that wait for a correction, in the order of the workbook."""
        people = {(person.sheet, person.row): person for person in self.people}
        rows = [(f.sheet, f.row) for f in self.findings if f.severity == "error" and f.row]
        return [place for place in dict.fromkeys(rows) if place not in people or people[place].is_held]


def staff_in(content: bytes, name: str, *, unit: str = "") -> StaffList:
    """Return the people of a file, or why it cannot be read."""
    try:
        return read_staff(read(content, name), unit=unit)
    except FileRefused as refusal:
        told = Finding("", None, "", refusal.code, "error", refusal.message)
        codes = [refusal.code, "NO_DATA"] if refusal.code == "FILE_EMPTY" else [refusal.code]
        return StaffList(findings=[told], codes=codes, is_refused=True)


def read_staff(book: Book, *, unit: str = "") -> StaffList:
    """Return the people of a workbook. ``unit`` is meant where the list names none."""
    found = StaffList(codes=[notice.code for notice in book.notices])
    findings = Findings(holding=HOLDING)
    for notice in book.notices:
        findings.add("", None, "", info(notice.code, notice.message))
    for grid in book.grids:
        if not grid.visible:
            if not is_beside_lists(grid.name):
                findings.add(grid.name, None, "", info("HIDDEN_SHEET", f"Trang tính ẩn “{grid.name}” được bỏ qua."))
            continue
        shorten(grid)
        for table in find_staff_tables(grid):
            found.header_rows.update((grid.name, row) for row in range(table.top, table.first))
            found.people += _StaffReader(grid, table, findings, unit).read()
    tell_twins(found.people, findings)
    for person in found.people:
        person.is_held = findings.is_held(person.sheet, person.row)
    found.findings = in_order(findings.told(), [grid.name for grid in book.grids])
    if not found.people and not found.held:
        found.is_refused = True
        found.codes = list(dict.fromkeys(["NO_DATA", *found.codes]))
    return found


class _StaffReader:
    """Walks down one staff list."""

    def __init__(self, grid: Grid, table: StaffTable, findings: Findings, unit: str):
        self.grid, self.table, self.findings = grid, table, findings
        named = unit or heading_of(grid, Table(table.top, table.first, block_top=table.block_top)).unit
        self.unit = named[:LONGEST_UNIT]
        self.is_given, self.marks_women = self._gives_units(), self._marks_women()
        self.in_section = bool(self.unit)
        self.people: list[StaffRow] = []
        self.last_unit = ""

    def read(self) -> list[StaffRow]:
        for row in self.grid.filled_rows(self.table.first, self.table.last):
            if not self.text(row, "number").isdigit() and is_count(self.grid, row, self._name_column()):
                continue
            if self._is_footer(row):
                break
            if not self._take_section(row):
                self._read_row(row)
        return self.people

    def text(self, row: int, role: str) -> str:
        column = self.table.roles.get(role, 0)
        return one_line(self.grid.text(row, column)) if column else ""

    def _name_column(self) -> int:
        return self.table.roles.get("name") or self.table.roles.get("last_name", 1)

    def name(self, row: int) -> str:
        """Return the whole name, also where it is split over two columns."""
        first = self.text(row, "name") or self.text(row, "last_name")
        return f"{first} {self.text(row, 'first_name')}".strip()

    def _tell(self, row: int, role: str, issue: Issue) -> None:
        column = self.table.roles.get(role) or self._name_column()
        self.findings.add(self.grid.name, row, letter(column), issue)

    def _filled(self, row: int) -> list[str]:
        return [text for text in (self.grid.text(row, c) for c in range(1, self.grid.width + 1)) if text]

    def _is_footer(self, row: int) -> bool:
        if self.text(row, "number").isdigit() or self.text(row, "code"):
            return False
        filled = self._filled(row)
        is_person = len(filled) > 2 and names.is_surname(names.part_prefix(self.name(row))[1])
        return not is_person and any(FOOTER.fullmatch(fold(text)) for text in filled)

    def _take_section(self, row: int) -> bool:
        """A row that holds nothing but the name of a unit opens it; a row of numbers numbers the columns."""
        filled = self._filled(row)
        if all(re.fullmatch(r"\(?\d{1,2}\)?", text) for text in filled):
            return True
        plain = [text for text in filled if not names.is_numbering(text)]
        if len(plain) != 1:
            return False
        text = names.without_numbering(plain[0])
        if units.is_collective(text) or (len(filled) > len(plain) and not names.is_surname(text)):
            self.unit, self.in_section = units.collective_name(text)[:LONGEST_UNIT], True
            return True
        return not names.is_surname(text) and len(text.split()) > 6

    def _read_row(self, row: int) -> None:
        text = self.name(row)
        if trouble := unread() if text and self.findings.is_spent else self._trouble(row, "name"):
            self._tell(row, "name", trouble)
            return
        if not text:
            if len(self._filled(row)) > 2:
                self._tell(row, "name", error("MISSING_NAME", "Dòng thiếu họ tên."))
            return
        if names.is_sample(text):
            self._tell(row, "name", info("SAMPLE_ROW", f"Dòng mẫu “{text}” được bỏ qua.", text))
            return
        found = names.person(text)
        person = StaffRow(self.grid.name, row, found.name, prefix=found.prefix, position=found.position)
        for issue in found.issues:
            self._tell(row, "name", issue)
        self._read_unit(person)
        self._read_plain(person)
        self._read_job(person)
        person.gender = self._gender(row)
        person.dob = self._birth(row)
        person.joined = self._joined(row, person.dob)
        person.columns = {role: letter(column) for role, column in self.table.roles.items()}
        self.people.append(person)

    def _trouble(self, row: int, role: str) -> Issue | None:
        found = self.grid.trouble(row, self.table.roles.get(role, 0))
        return formula(found.kind, found.text) if found else None

    def _gives_units(self) -> bool:
        """Whether the column of units is filled as a rule, so that a gap is an omission and not "as above"."""
        column = self.table.roles.get("unit", 0)
        rows = [row for row in self.grid.filled_rows(self.table.first, self.table.last) if self.name(row)]
        return sum(bool(self.grid.shown(row, column)) for row in rows) > 0.6 * len(rows)

    def _read_unit(self, person: StaffRow) -> None:
        column = self.table.roles.get("unit")
        given = one_line(self.grid.shown(person.row, column)) if column else ""
        given = self.last_unit if DITTO.fullmatch(fold(given)) else given
        self.last_unit = given or self.last_unit
        if len(given) > LONGEST_UNIT:
            given = given[:LONGEST_UNIT]
            told = f"Tên khoa/phòng dài quá {LONGEST_UNIT} ký tự."
            self._tell(person.row, "unit", error("NAME_TOO_LONG", told, given))
        person.unit = "" if _NOTHING.fullmatch(given) else given
        person.unit = person.unit or ("" if column and self.is_given and not self.in_section else self.unit)
        if given and not self.in_section:
            self.unit = person.unit
        if not person.unit:
            self._tell(person.row, "unit", error("MISSING_UNIT", "Thiếu khoa/phòng."))

    def _read_plain(self, person: StaffRow) -> None:
        for role in ("code", "position", "qualification", "email", "job_type"):
            text = self.text(person.row, role)
            if trouble := self._trouble(person.row, role):
                self._tell(person.row, role, trouble if role == "code" else replace(trouble, severity="warning"))
            elif HOSTILE.search(text):
                issue = warning("SUSPICIOUS_TEXT", "Ô chứa công thức hoặc mã; để trống.", text)
                self._tell(person.row, role, issue)
            elif not _NOTHING.fullmatch(text):
                setattr(person, role, text)

    def _read_job(self, person: StaffRow) -> None:
        said, person.job_type = person.job_type, job_of(person.job_type) or ""
        if said and not person.job_type:
            text = f"Không rõ loại công việc “{said}”; chưa ghi."
            self._tell(person.row, "job_type", warning("UNKNOWN_JOB", text, said))

    def _gender(self, row: int) -> str:
        text = fold(self.text(row, "gender"))
        if sign := GENDERS.get(text) or next((GENDERS[r] for r in ("male", "female") if self._is_ticked(row, r)), ""):
            return sign
        if self.marks_women and not text:
            return "M"
        if text:
            self._tell(row, "gender", warning("BAD_GENDER", "Không rõ giới tính.", text))
        return ""

    def _is_ticked(self, row: int, role: str) -> bool:
        return not _UNTICKED.fullmatch(fold(self.text(row, role)))

    def _marks_women(self) -> bool:
        """Whether a lone column "Nữ" is ticked: then a line without a tick is a man's."""
        if {"male", "gender"} & set(self.table.roles) or "female" not in self.table.roles:
            return False
        rows = self.grid.filled_rows(self.table.first, self.table.last)
        return any(_TICK.fullmatch(fold(self.text(row, "female"))) for row in rows)

    def _birth(self, row: int) -> Day | None:
        if "birth_year" in self.table.roles:
            parts = [self.text(row, f"birth_{part}") for part in ("day", "month", "year")]
            born = read_day("/".join(part for part in parts if part))
            if born is None and any(parts):
                self._tell(row, "birth_year", error("BAD_DATE", f"Ngày sinh không hợp lệ: “{'/'.join(parts)}”."))
            return self._sane(born, row, "birth_year")
        for role in ("dob", "male", "female"):
            column = self.table.roles.get(role)
            text = self.grid.text(row, column) if column else ""
            is_told = text and not _TICK.fullmatch(fold(text)) or self._trouble(row, role)
            if is_told:
                return self._sane(self._day(row, role, "Ngày sinh không hợp lệ"), row, role)
        if "dob" in self.table.roles:
            self._tell(row, "dob", warning("MISSING_DOB", "Thiếu ngày sinh."))
        return None

    def _joined(self, row: int, born: Day | None) -> Day | None:
        """Nobody came before being born; a day of the coming year may be agreed already."""
        found = self._day(row, "join_date", "Ngày vào không hợp lệ")
        if found and (found.on.year > date.today().year + 1 or (born and found.on.year <= born.on.year)):
            self._tell(row, "join_date", error("BAD_DATE", f"Năm vào {found.on.year} không hợp lý."))
            return None
        return found

    def _sane(self, born: Day | None, row: int, role: str) -> Day | None:
        """Nobody on the staff is younger than fifteen or older than a hundred."""
        age = date.today().year - born.on.year if born else 30
        if 15 <= age <= 100:
            return born
        self._tell(row, role, error("BAD_DATE", f"Năm sinh {born.on.year if born else ''} không hợp lý."))
        return None

    def _day(self, row: int, role: str, message: str) -> Day | None:
        column = self.table.roles.get(role)
        text = self.text(row, role)
        if trouble := self._trouble(row, role):
            self._tell(row, role, replace(trouble, code="BAD_DATE", severity="error"))
            return None
        if not column or _NOTHING.fullmatch(text):
            return None
        found = read_day(self.grid.value(row, column))
        if found is None:
            self._tell(row, role, error("BAD_DATE", f"{message}: “{text}”.", text))
        return found
