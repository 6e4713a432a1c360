"""Read the rows of one list of registrations: subjects, sections, and what is wrong with each."""

import re
from collections.abc import Callable

from core.sheets.grid import letter
from core.text import clean, fold
from emulation.builders import names, units
from emulation.builders.findings import Findings, Issue, error, info, unread, warning
from emulation.builders.header_words import CODE, KIND, POSITION, UNIT, YEAR_OF_ROW
from emulation.builders.leftovers import HOSTILE, formula
from emulation.builders.list_view import ListView
from emulation.builders.subjects import Subject
from emulation.builders.title_block import Heading
from emulation.builders.unit_in_force import UnitInForce
from emulation.choices import SubjectKind

# As much as a line of a sheet keeps.
LONGEST_SUBJECT, LONGEST_POSITION = 200, 120
_NOTHING = re.compile(r"[-–.…/\s]*")

_TOO_LONG = f"Tên dài quá {LONGEST_SUBJECT} ký tự."
_POSITION_TOO_LONG = f"Chức vụ dài quá {LONGEST_POSITION} ký tự; để trống chức vụ."


class RowReader:
    """Walks down one list and collects its lines."""

    def __init__(
        self, view: ListView, findings: Findings, heading: Heading, *, passed: Callable[[int], None] = lambda row: None
    ):
        self.view, self.findings, self.passed = view, findings, passed
        self.grid, self.table, self.cells = view.grid, view.table, view.cells
        self.unit = UnitInForce(view, heading)
        self.subjects: list[Subject] = []

    def read(self) -> list[Subject]:
        for row in self.view.rows():
            self.passed(row)
            if self.view.goes_on(row):
                self._go_on(row)
            elif trouble := self.grid.trouble(row, self.table.name):
                self._tell(row, self.table.name, formula(trouble.kind, trouble.text))
            elif self._take_heading(row):
                continue
            elif not self.view.name(row):
                self._read_nameless(row)
            elif self.findings.is_spent:
                self._tell(row, self.table.name, unread())
            elif not self.view.is_note(row):
                self._read_subject(row)
        return self.subjects

    def _tell(self, row: int, column: int, *issues: Issue) -> None:
        self.findings.extend(self.grid.name, row, letter(column), issues)

    def _take_heading(self, row: int) -> bool:
        """Take a row that names a unit or a group for the rows below it."""
        text = self.view.heading(row)
        if not text:
            return False
        label = self.view.section(text)
        if label is not None:
            self.unit.enter(label)
        elif kind := units.group_kind(text):
            self.unit.enter_group(kind)
        elif units.is_block(text) and not self.view.is_numbered(row):
            self.unit.enter("")
        elif self.view.is_unit_heading(row, text):
            self.unit.enter(units.collective_name(text))
        else:
            return False
        return True

    def _read_nameless(self, row: int) -> None:
        is_numbered = self.view.is_numbered(row)
        if self.cells.has_titles(row) or (self.cells.has_content(row) and is_numbered):
            self._tell(row, self.table.name, error("MISSING_NAME", "Có danh hiệu nhưng thiếu tên."))
        elif self.view.text(row, POSITION) and is_numbered:
            self._tell(row, self.table.name, error("MISSING_NAME", "Có chức vụ nhưng thiếu tên."))

    def _read_subject(self, row: int) -> None:
        text = self.view.name(row)
        if names.is_sample(text) or self.cells.is_sample(row, text):
            self._tell(row, self.table.name, info("SAMPLE_ROW", f"Dòng mẫu của biểu “{text}” được bỏ qua.", text))
            return
        subject = Subject(self.grid.name, row, "", text, self._kind(row, text), name_column=letter(self.table.name))
        subject.code = self.view.text(row, CODE)
        subject.years = self.cells.years_asked(self._year_of_row(row))
        self._read_name(subject, text)
        self._read_unit(subject)
        self._read_targets(subject, row)
        self._read_position(subject)
        self._drop_long_position(subject)
        self.subjects.append(subject)

    def _kind(self, row: int, text: str) -> str:
        told = fold(self.view.text(row, KIND))
        for word, kind in (("ca nhan", "ca_nhan"), ("tap the", "tap_the"), ("mo hinh", "mo_hinh")):
            if told.startswith(word):
                return kind
        if units.is_model(text) or self.unit.group == SubjectKind.MODEL:
            return SubjectKind.MODEL
        if units.is_collective(text) and not (names.is_surname(text) and self._is_of_a_person(row)):
            return SubjectKind.COLLECTIVE
        return self.unit.group or self.cells.kind_by_titles(row, text, self.view.text(row, POSITION))

    def _is_of_a_person(self, row: int) -> bool:
        """Whether a line has a post and registers what only people hold: Ban is the name of a family too."""
        return bool(self.view.text(row, POSITION)) and self.cells.are_for_people(row)

    def _read_name(self, subject: Subject, text: str) -> None:
        if subject.kind == SubjectKind.PERSON:
            found = names.person(text)
            subject.name, subject.prefix, subject.position = found.name, found.prefix, found.position
            self._tell(subject.row, self.table.name, *found.issues)
            return
        is_model = subject.kind == SubjectKind.MODEL
        subject.name = units.model_name(text) if is_model else units.collective_name(text)
        shown, is_long = clean(subject.name)[:LONGEST_SUBJECT], len(clean(subject.name)) > LONGEST_SUBJECT
        if HOSTILE.search(text):
            told = error("SUSPICIOUS_TEXT", "Ô tên chứa công thức hoặc mã.", text[:LONGEST_SUBJECT])
            self._tell(subject.row, self.table.name, told)
        elif is_long:
            self._tell(subject.row, self.table.name, error("NAME_TOO_LONG", _TOO_LONG, shown))
        subject.name = shown if is_long else subject.name

    def _read_unit(self, subject: Subject) -> None:
        self.unit.settle(subject)
        if len(subject.unit) > LONGEST_SUBJECT:  # no unit: what is told of it on every row below stays short
            subject.unit = f"{subject.unit[: LONGEST_SUBJECT - 1]}…"
        if not subject.unit:
            column = self.table.roles.get(UNIT, self.table.name)
            self._tell(subject.row, column, error("MISSING_UNIT", "Không rõ thuộc khoa/phòng nào.", subject.name))

    def _read_targets(self, subject: Subject, row: int) -> None:
        before = self.findings.count
        for found in self.cells.read(row, subject.kind, self._year_of_row(row)):
            told = subject.texts.get(found.year)
            subject.texts[found.year] = f"{told}\n{found.text}" if told else found.text
            subject.columns.setdefault(found.year, letter(found.column))
            if found.codes:
                kept = subject.titles.setdefault(found.year, [])
                kept += [code for code in found.codes if code not in kept]
            self._tell(row, found.column, *found.issues)
        if not subject.titles and self.findings.count == before:
            self._tell(row, self.table.name, warning("NO_TITLES", f"“{subject.name}” chưa đăng ký danh hiệu nào."))
        self.cells.tell_strays(row, self.findings)

    def _year_of_row(self, row: int) -> int | None:
        text = self.view.text(row, YEAR_OF_ROW)
        return int(text) if re.fullmatch(r"20\d\d", text) else None

    def _go_on(self, row: int) -> None:
        """A name merged over several rows: the titles of all of them are its own."""
        if self.subjects:
            self._read_targets(self.subjects[-1], row)

    def _read_position(self, subject: Subject) -> None:
        row, column = subject.row, self.table.roles.get(POSITION)
        if not column or subject.kind != SubjectKind.PERSON:
            return
        text = self.grid.text(row, column).replace("\n", " ")
        if self.grid.trouble(row, column):
            self._tell(row, column, warning("FORMULA_ERROR", "Công thức ở ô chức vụ bị lỗi; để trống chức vụ."))
        elif HOSTILE.search(text):
            self._tell(row, column, warning("SUSPICIOUS_TEXT", "Ô chức vụ chứa công thức hoặc mã; để trống.", text))
        elif not _NOTHING.fullmatch(text):
            post, unit = units.part_unit(text) if self.table.posts_name_units else (text, "")
            subject.position = post if unit else text
        elif not subject.position:
            self._tell(row, column, warning("MISSING_POSITION", "Chưa ghi chức vụ của cá nhân."))

    def _drop_long_position(self, subject: Subject) -> None:
        """Leave out a position that is longer than one is kept; it may have stood beside the name too."""
        if len(clean(subject.position)) > LONGEST_POSITION:
            column, told = self.table.roles.get(POSITION, self.table.name), subject.position[:LONGEST_POSITION]
            self._tell(subject.row, column, warning("POSITION_TOO_LONG", _POSITION_TOO_LONG, told))
            subject.position = ""
