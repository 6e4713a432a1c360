"""A workbook of registrations, read as a whole: every list on every visible sheet.

Nothing is written and no unit or person is looked up here; the same reading serves the preview on
the page, the command with ``--dry-run``, and the import itself.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from core.sheets.aside import is_aside
from core.sheets.blank import is_beside_lists
from core.sheets.container import Limits
from core.sheets.grid import Book, Grid, letter
from core.sheets.reader import read
from core.sheets.refusals import FileRefused
from emulation.builders import header_words, names, title_block, units
from emulation.builders.columns import Table, YearColumn
from emulation.builders.downloaded import values_in
from emulation.builders.duplicates import tell_duplicates
from emulation.builders.findings import ERROR, Finding, Findings, error, in_order, info
from emulation.builders.list_view import ListView
from emulation.builders.long_cells import shorten
from emulation.builders.registration_rows import RowReader
from emulation.builders.subjects import Subject
from emulation.builders.tables import find_tables
from emulation.builders.target_cells import CellReader, sorted_codes, without_ground
from emulation.builders.title_cells import read_titles
from emulation.builders.title_reader import TitleReader
from emulation.builders.years_in_cells import spelt_years, years_listed

# Fifty thousand lines with four years in eight columns: far beyond a hospital, still read in seconds.
LIMITS = Limits(cells=420_000, all_cells=420_000)
EVERY = 500
Told = Callable[[int, int], None]
# Whether a sheet without a header holds titles is told from its first rows.
_LOOKED_AT = 500


@dataclass(frozen=True)
class Period:
    """The period of the plan and the years that may be registered; they need not be the same (S0-46)."""

    first: int
    last: int
    years: tuple[int, ...] = ()

    @property
    def target_years(self) -> tuple[int, ...]:
        return self.years or tuple(range(self.first, self.last + 1))

    def __str__(self) -> str:
        return f"{self.first}-{self.last}"


@dataclass
class Registrations:
    """What a workbook holds: the lines that can be taken in, those held for correction, and what to tell.

    ``aside`` are the lines as they were when the list was downloaded, where the workbook carries them.
    """

    subjects: list[Subject] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)
    header_rows: set[tuple[str, int]] = field(default_factory=set)
    is_refused: bool = False
    aside: list[Any] | None = None

    @property
    def ready(self) -> list[Subject]:
        return [subject for subject in self.subjects if not subject.is_held]

    @property
    def held(self) -> list[tuple[str, int]]:
        """Return the rows that wait for a correction, in the order of the workbook."""
        subjects = {(subject.sheet, subject.row): subject for subject in self.subjects}
        rows = [(found.sheet, found.row) for found in self.findings if found.severity == ERROR and found.row]
        return [
            place
            for place in dict.fromkeys(rows)
            if place not in self.header_rows and (place not in subjects or subjects[place].is_held)
        ]


def registrations_in(
    content: bytes, name: str, *, period: Period, unit: str = "", told: Told | None = None
) -> Registrations:
    """Return the registrations of a file, or why it cannot be read."""
    try:
        return read_registrations(read(content, name, limits=LIMITS), period=period, unit=unit, told=told)
    except FileRefused as refusal:
        return _refused(refusal)


def read_registrations(book: Book, *, period: Period, unit: str = "", told: Told | None = None) -> Registrations:
    """Return the registrations of a workbook. ``unit`` is meant where the lists name none.

    ``told`` hears now and then how many rows of how many are through.
    """
    found = Registrations(codes=[notice.code for notice in book.notices])
    findings, titles, walk = Findings(), TitleReader(), _Walk(told, sum(grid.height for grid in book.grids))
    for notice in book.notices:
        findings.add("", None, "", info(notice.code, notice.message))
    found.aside, issues = values_in([grid for grid in book.grids if is_aside(grid)], is_text=book.is_text)
    findings.extend("", None, "", issues)
    for grid in (grid for grid in book.grids if not is_aside(grid)):
        if not grid.visible:
            if not is_beside_lists(grid.name):
                findings.add(grid.name, None, "", info("HIDDEN_SHEET", f"Trang tính ẩn “{grid.name}” được bỏ qua."))
            continue
        shorten(grid)
        found.subjects += _read_sheet(grid, period, unit, findings, found, titles, walk)
        walk.before += grid.height
    tell_duplicates(found.subjects, findings)
    for subject in found.subjects:
        subject.titles = {year: sorted_codes(codes) for year, codes in sorted(subject.titles.items())}
        for year, codes in subject.titles.items():
            findings.extend(subject.sheet, subject.row, subject.columns[year], without_ground(codes))
        subject.is_held = findings.has_error(subject.sheet, subject.row)
        subject.silent = findings.silent(subject.sheet, subject.row)
    found.findings = in_order(findings.told(), [grid.name for grid in book.grids])
    _judge_whole(found)
    return found


@dataclass
class _Walk:
    """How far the reader has come; ``before`` are the rows of the sheets that are read, ``said`` what was told last."""

    told: Told | None
    total: int
    before: int = 0
    said: int = 0

    def passed(self, row: int) -> None:
        done = self.before + row
        if self.told and done >= self.said + EVERY:
            self.said = done
            self.told(done, self.total)


def _judge_whole(found: Registrations) -> None:
    """A workbook without a single line is refused, with the reason."""
    if found.subjects or found.held:
        return
    found.is_refused = True
    reasons = [f.code for f in found.findings if f.code in ("NO_HEADER", "NO_YEAR_COLUMNS") and f.severity == ERROR]
    found.codes = list(dict.fromkeys(["NO_DATA", *reasons, *found.codes]))


def _read_sheet(
    grid: Grid,
    period: Period,
    unit: str,
    findings: Findings,
    found: Registrations,
    titles: TitleReader,
    walk: "_Walk",
) -> list[Subject]:
    tables = find_tables(grid)
    if not tables:
        _tell_no_table(grid, findings)
        return []
    subjects: list[Subject] = []
    heading = title_block.Heading()
    for table in tables:
        found.header_rows.update((grid.name, row) for row in range(table.top, table.first))
        has_block = table.block_top < table.top
        heading = title_block.heading_of(grid, table) if has_block or not subjects else heading
        if unit and not heading.unit and not heading.is_whole:
            heading = title_block.Heading(unit)
        subjects += _read_table(grid, table, period, heading, findings, titles, walk)
    if grid.hidden_rows & {subject.row for subject in subjects}:
        findings.add(grid.name, None, "", info("HIDDEN_ROW", "Các dòng bị ẩn trong trang tính vẫn được đọc."))
    return subjects


def _read_table(
    grid: Grid,
    table: Table,
    period: Period,
    heading: title_block.Heading,
    findings: Findings,
    titles: TitleReader,
    walk: "_Walk",
) -> list[Subject]:
    if not table.years:
        _take_single_year(grid, table)
    if not table.years:
        text = "Không tìm thấy cột năm nào trong danh sách."
        findings.add(grid.name, table.top, letter(table.name), error("NO_YEAR_COLUMNS", text))
        return []
    table.years.sort(key=lambda year: year.column)
    cells = CellReader(grid, table, period.target_years, str(period), titles)
    for row, column, issue in table.issues:
        findings.add(grid.name, row, letter(column), issue)
    return RowReader(ListView(grid, table, cells), findings, heading, passed=walk.passed).read()


def _take_single_year(grid: Grid, table: Table) -> None:
    """A list without a column for each year: the year stands in the title, in a column of its own, or in the cells."""
    year = title_block.year_of(grid, table)
    by_row = table.roles.get(header_words.YEAR_OF_ROW)
    last = table.first - 1
    for column in range(1, grid.width + 1):
        text = grid.shown(last, column)
        if column in table.roles.values() and column != table.roles.get(header_words.TITLES):
            continue
        titles = header_words.titles_over(text)
        is_column = bool(titles) or header_words.role_of(text) == header_words.TITLES
        if is_column and (year or by_row or _spells_years(grid, table, column, titles)):
            table.years.append(YearColumn(column, year or 0, titles, text))


def _spells_years(grid: Grid, table: Table, column: int, titles: tuple[str, ...]) -> bool:
    texts = [grid.text(row, column) for row in grid.filled_rows(table.first, table.last)]
    if titles and any(map(years_listed, texts)):
        return True
    return any(year for text in texts if text for year, _ in spelt_years(text))


def _tell_no_table(grid: Grid, findings: Findings) -> None:
    """A sheet with titles on it but no header that can be found is an error; any other is just passed over."""
    some = grid.filled_rows()[:_LOOKED_AT]
    rows = [[grid.text(row, column) for column in range(1, grid.width + 1)] for row in some]
    titles = [[text for text in row if 0 < len(text) < 200 and read_titles(text).codes] for row in rows]
    if sum(map(len, titles)) > 1 and any(
        found and _names_somebody(row) for row, found in zip(rows, titles, strict=True)
    ):
        text = "Không tìm thấy dòng tiêu đề (STT, Tập thể/cá nhân, Chức vụ, các năm)."
        findings.add(grid.name, None, "", error("NO_HEADER", text))
    elif grid.filled_rows() and not is_beside_lists(grid.name):
        findings.add(grid.name, None, "", info("NO_HEADER", f"Trang tính “{grid.name}” không có danh sách nào."))


def _names_somebody(texts: list[str]) -> bool:
    """Whether a row names a person or a collective; a guide that explains abbreviations does not."""
    return any(
        units.is_collective(text) or (names.is_surname(text) and " " in text)
        for text in texts
        if text and not read_titles(text).codes and not header_words.role_of(text)
    )


def _refused(refusal: FileRefused) -> Registrations:
    """Return the result of a file that could not be read."""
    told = Finding("", None, "", refusal.code, ERROR, refusal.message)
    codes = [refusal.code, "NO_DATA"] if refusal.code == "FILE_EMPTY" else [refusal.code]
    return Registrations(findings=[told], codes=codes, is_refused=True)
