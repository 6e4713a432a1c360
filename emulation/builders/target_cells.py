"""Read the cells of targets of one row: titles in words, x marks under titles, merged cells, formulas."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from core.sheets.grid import Grid, letter
from core.text import fold
from emulation.builders import leftovers, names
from emulation.builders.columns import Table, YearColumn
from emulation.builders.findings import Findings, Issue, error, warning
from emulation.builders.title_cells import Reading
from emulation.builders.title_reader import TitleReader
from emulation.builders.years_in_cells import spelt_years, years_listed
from emulation.choices import SubjectKind, title

_TICK = re.compile(r"x+|v|✓|✔|√|☑|1|co|dat|\+|\*|yes|y|true|dk|dang ky")
_NO_TICK = re.compile(r"[-–—_.\s]*|0|khong|k|no|false|☐")
# The rows printed in the blank form of the plan of 2022, as it is handed out.
SAMPLES = {"phong a", "nguyen van a", "tran van b"}
_WORDS = {SubjectKind.PERSON: "cá nhân", SubjectKind.COLLECTIVE: "tập thể", SubjectKind.MODEL: "mô hình"}


@dataclass(frozen=True)
class Target:
    """What one cell registers for one year."""

    column: int
    year: int
    codes: tuple[str, ...]
    issues: tuple[Issue, ...]
    text: str


class CellReader:
    """Reads the columns of targets of a list. ``years`` are those that may be registered."""

    def __init__(self, grid: Grid, table: Table, years: Iterable[int], period: str, titles: TitleReader):
        self.grid, self.table, self.period, self.titles = grid, table, period, titles
        self.allowed = set(years)
        self.doubled = self._doubled_columns()

    def years_asked(self, year_of_row: int | None) -> tuple[int, ...]:
        """Return the years that a line has room for; an empty cell of such a year registers nothing."""
        years = {year_of_row} if year_of_row else {year.year for year in self.table.years} - {0}
        return tuple(sorted(year for year in years if year in self.allowed))

    def has_content(self, row: int) -> bool:
        return any(self._is_filled(row, column) for column in self._columns())

    def has_titles(self, row: int) -> bool:
        """Return whether a row names at least one title, or ticks one."""
        return any(self._read_cell(row, year).codes for year in self.table.years if self.grid.text(row, year.column))

    def are_for_people(self, row: int) -> bool:
        """Return whether a row names titles that no collective holds, and none that no person holds."""
        codes = {code for year in self.table.years for code in self._read_cell(row, year).codes}
        only = [title(code).subjects for code in codes if len(title(code).subjects) == 1]
        return bool(only) and all(SubjectKind.PERSON in subjects for subjects in only)

    def kind_by_titles(self, row: int, text: str, position: str) -> str:
        """A name that is no known word: titles only a collective may hold, and no surname, make it one."""
        codes = [code for year in self.table.years for code in self._read_cell(row, year).codes]
        only = [title(code).subjects for code in codes if len(title(code).subjects) == 1]
        if position or not only or not all(SubjectKind.COLLECTIVE in subjects for subjects in only):
            return SubjectKind.PERSON
        is_person = names.is_surname(names.part_prefix(names.without_numbering(text))[1])
        return SubjectKind.PERSON if is_person else SubjectKind.COLLECTIVE

    def is_sample(self, row: int, text: str) -> bool:
        """Whether a row is that of the blank form with its dots lost: sample name, and the form's own targets."""
        if fold(text) not in SAMPLES:
            return False
        codes = [set(self._read_cell(row, year).codes) for year in self.table.years]
        return len(codes) == 4 and any(codes) and codes[1] <= {"LDTT", "CSTDCS", "GK_SYT", "TTLDTT", "TTLDXS"}

    def read(self, row: int, kind: str, year_of_row: int | None) -> Iterator[Target]:
        """Yield what each column registers; issues stand at the cell where the content stands."""
        told: set[tuple[int, int]] = set()
        for year in self.table.years:
            if not self._is_filled(row, year.column):
                continue
            place = self.grid.source(row, year.column)
            if place in told:
                continue
            told.add(place)
            number, text = year_of_row or year.year, self._text(row, year)
            if number:
                yield self._target(row, year, kind, number, text, self._read_cell(row, year))
                continue
            if year.titles and (listed := years_listed(text)):
                yield from (self._target(row, year, kind, one, text, Reading(year.titles)) for one in listed)
                continue
            for number, part in spelt_years(text):
                yield self._target(row, year, kind, number, part, self.titles.read(part))

    def _target(self, row: int, year: YearColumn, kind: str, number: int, text: str, reading: Reading) -> Target:
        codes, issues = reading.codes, list(reading.issues)
        if self._is_merged_over_years(row, year.column):
            issues = [error("MERGED_ACROSS_YEARS", "Ô gộp qua nhiều năm: chưa rõ đăng ký cho năm nào.", text)]
            codes = ()
        elif number not in self.allowed and (codes or not _is_only_info(issues)):
            issues, codes = [_out_of_period(number, self.period, text)], ()
        elif year.column in self.doubled and codes:
            issues.append(error("DUPLICATE_YEAR_COLUMN", f"Có hai cột năm {number} với nội dung khác nhau.", text))
            codes = ()
        wrong = [code for code in codes if kind not in title(code).subjects]
        issues += [mismatch(code, kind) for code in wrong]
        codes = tuple(code for code in codes if code not in wrong)
        return Target(self.grid.source(row, year.column)[1], number, codes, tuple(issues), text)

    def _text(self, row: int, year: YearColumn) -> str:
        trouble = self.grid.trouble(*self.grid.source(row, year.column))
        return (trouble.text or "(công thức)") if trouble else self.grid.shown(row, year.column)

    def _read_cell(self, row: int, year: YearColumn) -> Reading:
        trouble = self.grid.trouble(*self.grid.source(row, year.column))
        if trouble:
            return Reading(issues=(leftovers.formula(trouble.kind, trouble.text),))
        text = self.grid.shown(row, year.column)
        if year.titles:
            low = fold(text)
            if _TICK.fullmatch(low):
                return Reading(year.titles)
            if _NO_TICK.fullmatch(low):
                return Reading()
            if not year.year and years_listed(text):
                return Reading(year.titles)
        return self.titles.read(text)

    def _is_filled(self, row: int, column: int) -> bool:
        place = self.grid.source(row, column)
        return bool(self.grid.text(*place)) or self.grid.trouble(*place) is not None

    def _columns(self) -> list[int]:
        return [*(year.column for year in self.table.years), *self.table.unread]

    def _is_merged_over_years(self, row: int, column: int) -> bool:
        area = self.grid.merge_at(row, column)
        over = {year.year for year in self.table.years if area and area.holds(row, year.column)}
        return len(over) > 1

    def _doubled_columns(self) -> set[int]:
        """Return the columns of a year that stands twice with different content."""
        found: set[int] = set()
        for place, year in enumerate(self.table.years):
            for other in self.table.years[:place]:
                if (other.year, other.titles, other.label) == (year.year, year.titles, year.label):
                    text = f"Năm {year.year} có ở cả cột {letter(other.column)} và cột {letter(year.column)}."
                    issue = error("DUPLICATE_YEAR_COLUMN", text, str(year.year))
                    self.table.issues.append((self._row_of_year(year), year.column, issue))
                    if self._differ(other.column, year.column):
                        found |= {other.column, year.column}
        return found

    def _row_of_year(self, year: YearColumn) -> int:
        rows = range(self.table.first - 1, self.table.top - 1, -1)
        return next(
            (row for row in rows if str(year.year)[2:] in self.grid.text(row, year.column)), self.table.first - 1
        )

    def _differ(self, one: int, other: int) -> bool:
        rows = range(self.table.first, self.table.last + 1)
        return any(
            self.titles.read(self.grid.text(r, one)).codes != self.titles.read(self.grid.text(r, other)).codes
            for r in rows
        )

    def tell_strays(self, row: int, findings: Findings) -> None:
        """Titles that stand outside the list are not passed over in silence."""
        for column in self.table.stray:
            text = self.grid.text(row, column)
            if text and self.titles.read(text).codes:
                issue = warning("EXTRA_TEXT", "Danh hiệu nằm ngoài các cột năm; không được nhập.", text)
                findings.add(self.grid.name, row, letter(column), issue)


def _is_only_info(issues: list[Issue]) -> bool:
    return all(issue.severity == "info" for issue in issues)


def _out_of_period(year: int, period: str, text: str) -> Issue:
    if not year:
        return error("BAD_YEAR_HEADER", "Không rõ đăng ký cho năm nào.", text)
    return error("YEAR_OUT_OF_PERIOD", f"Năm {year} ngoài các năm đăng ký của giai đoạn {period}.", text)


def mismatch(code: str, kind: str) -> Issue:
    """Return the word for a title that such a subject may not hold."""
    found = title(code)
    owners = " và ".join(_WORDS[SubjectKind(subject)] for subject in found.subjects)
    text = f"{found.short} là danh hiệu của {owners}, không ghi cho {_WORDS[SubjectKind(kind)]}."
    return error("KIND_MISMATCH", text, found.short)


def without_ground(codes: Iterable[str]) -> list[Issue]:
    """Titles that rest on another one of the same year, where that one is not registered."""
    return [
        warning(
            "MISSING_PREREQ", f"Đăng ký {title(code).short} nhưng chưa đăng ký {title(title(code).rests_on).short}."
        )
        for code in codes
        if title(code).rests_on and title(code).rests_on not in codes
    ]


def sorted_codes(codes: Iterable[str]) -> list[str]:
    """Return codes in the order in which documents list titles."""
    return sorted(codes, key=lambda code: title(code).order)
