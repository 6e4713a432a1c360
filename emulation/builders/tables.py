"""Find the lists on a sheet, wherever they stand: header of one to four rows, several lists below each other."""

import re
from dataclasses import dataclass, field

from core.sheets.grid import Grid
from core.text import fold
from emulation.builders import header_words as words
from emulation.builders.findings import Issue
from emulation.builders.header_words import NO_YEAR, YearReading, bad_year, read_year, role_of, titles_over
from emulation.builders.title_cells import read_titles

_DEEPEST = 4
_HEADING = {words.NAME, words.NUMBER, words.POSITION, words.UNIT}
_HELPERS = {words.NUMBER, words.POSITION, words.UNIT, words.CODE, words.KIND, words.TITLES}
_BLOCK = re.compile(r".*cong ho?a? ?xa hoi|^danh sach|^khoa ?/ ?phong|^benh vien|^don vi\s*:|^so y te|^trung tam y te")


@dataclass(frozen=True)
class YearColumn:
    """A column of targets: its year; the titles that an x in it means; its own label beside others of the year."""

    column: int
    year: int
    titles: tuple[str, ...] = ()
    label: str = ""


@dataclass
class Table:
    """One list: where its header and its rows stand, and what each column holds."""

    top: int
    first: int
    last: int = 0
    block_top: int = 1
    roles: dict[str, int] = field(default_factory=dict)
    years: list[YearColumn] = field(default_factory=list)
    issues: list[tuple[int, int, Issue]] = field(default_factory=list)
    unread: list[int] = field(default_factory=list)
    stray: list[int] = field(default_factory=list)

    @property
    def name(self) -> int:
        return self.roles.get(words.NAME, 0)


def find_tables(grid: Grid) -> list[Table]:
    """Return the lists of a sheet from top to bottom; a header row repeated for printing begins a new one."""
    found: list[Table] = []
    row = 1
    while row <= grid.height:
        if not _is_header(grid, row):
            row += 1
            continue
        table = Table(top=row, first=_end_of_header(grid, row) + 1)
        read_columns(grid, table)
        if table.name:
            found.append(table)
        row = max(table.first, row + 1)
    for place, table in enumerate(found):
        before = found[place - 1] if place else None
        table.block_top = _block_top(grid, table, before)
        if before:
            before.last = table.block_top - 1
    if found:
        found[-1].last = grid.height
    return found


def roles_of_row(grid: Grid, row: int) -> dict[str, int]:
    """Return the first column of each role that the words of a row name."""
    found: dict[str, int] = {}
    for column in range(1, grid.width + 1):
        merge = grid.merge_at(row, column)
        if merge and merge.right - merge.left > 3 and merge.left <= 2:
            continue
        if role := role_of(grid.text(row, column)):
            found.setdefault(role, column)
    return found


def years_of_row(grid: Grid, row: int) -> dict[int, YearReading]:
    found = {}
    for column in range(1, grid.width + 1):
        reading = read_year(grid.value(row, column), grid.text(row, column))
        if reading.year:
            found[column] = reading
    return found


def _is_header(grid: Grid, row: int) -> bool:
    roles = roles_of_row(grid, row)
    if not _HEADING.intersection(roles):
        return False
    if sum(bool(grid.text(row, column)) for column in range(1, grid.width + 1)) < 2:
        return False
    helpers = _HELPERS.intersection(roles)
    years = [len(years_of_row(grid, row + down)) for down in range(3)]
    if words.NAME in roles:
        return bool(helpers) or years[0] > 0 or years[1] > 1
    return (len(helpers) > 1 and max(years) > 0) or years[0] > 1


def _end_of_header(grid: Grid, top: int) -> int:
    """Return the last row of a header that begins at ``top``."""
    spans = [merge.bottom for merge in grid.merges if merge.top == top and merge.bottom - top < _DEEPEST]
    bottom = max([top, *(bottom for bottom in spans if not _has_number(grid, top + 1, bottom))])
    while bottom - top + 1 < _DEEPEST and _goes_on(grid, top, bottom + 1):
        bottom += 1
    return bottom


def _has_number(grid: Grid, top: int, bottom: int) -> bool:
    """Whether a data row (its number in the first column) stands within a supposed header."""
    return any(grid.text(row, 1).isdigit() and grid.text(row, 2) for row in range(top, bottom + 1))


def _goes_on(grid: Grid, top: int, row: int) -> bool:
    """Whether a row still belongs to the header: it holds years, or titles under years, and names nobody."""
    if row > grid.height or grid.is_blank(row):
        return False
    roles = roles_of_row(grid, top)
    if any(grid.text(row, roles[role]) for role in (words.NAME, words.NUMBER) if role in roles):
        return False
    years = years_of_row(grid, row)
    above = {column: year for line in range(top, row) for column, year in years_of_row(grid, line).items()}
    if years:
        return not any(read_titles(grid.text(row, column)).codes for column in range(1, grid.width + 1))
    labels = [column for column in range(1, grid.width + 1) if grid.text(row, column)]
    is_spread = any(grid.merge_at(top, column) for column in above) or len(labels) > len(above)
    plain = all(titles_over(grid.text(row, c)) or role_of(grid.text(row, c)) for c in labels)
    return bool(above) and is_spread and plain and len(labels) > 1


def read_columns(grid: Grid, table: Table) -> None:
    """Give every column its role, its year, its titles."""
    rows = range(table.top, table.first)
    for column in range(1, grid.width + 1):
        texts = _stack(grid, rows, column)
        roles = [role for role in map(role_of, texts) if role]
        role = next((role for role in roles if role != words.TITLES), roles[0] if roles else "")
        place, reading = _year_over(grid, rows, column)
        if role in ("", words.TITLES) and reading.year:
            _add_year(table, place, column, reading, texts)
        elif role == words.TITLES and len(texts) > 1 and reading.looks_meant and reading.issue:
            _add_unread(table, place, column, reading.issue)
        elif role and role not in table.roles and role != words.OTHER:
            table.roles[role] = column
        elif not role and reading.looks_meant and reading.issue:
            _add_unread(table, place, column, reading.issue)
    _settle(grid, table)


def _stack(grid: Grid, rows: range, column: int) -> list[str]:
    texts: list[str] = []
    for row in rows:
        text = grid.shown(row, column)
        if text and (not texts or texts[-1] != text):
            texts.append(text)
    return texts


def _year_over(grid: Grid, rows: range, column: int) -> tuple[int, YearReading]:
    """Return the year over a column, lowest row first, and the row where it stands."""
    meant = (rows[0], NO_YEAR)
    for row in reversed(rows):
        at, over = grid.source(row, column)
        reading = read_year(grid.value(at, over), grid.text(at, over))
        if reading.year:
            return at, reading
        if reading.looks_meant and not meant[1].looks_meant:
            meant = (at, reading)
    return meant


def _add_year(table: Table, row: int, column: int, reading: YearReading, texts: list[str]) -> None:
    titles = next((codes for codes in map(titles_over, texts) if codes), ())
    label = next((text for text in reversed(texts) if not read_year(text, text).year), "")
    table.years.append(YearColumn(column, reading.year or 0, titles, fold(label) if label != texts[0] else ""))
    if reading.issue:
        table.issues.append((row, column, reading.issue))


def _add_unread(table: Table, row: int, column: int, issue: Issue) -> None:
    table.unread.append(column)
    table.issues.append((row, column, issue))


def _settle(grid: Grid, table: Table) -> None:
    """What only the whole header tells: which of two name columns, years spread over columns, nameless columns."""
    if words.NAME not in table.roles and words.UNIT in table.roles:
        table.roles[words.NAME] = table.roles.pop(words.UNIT)
    if words.NAME not in table.roles and table.years:
        first = table.years[0].column
        taken = set(table.roles.values())
        free = [column for column in range(1, first) if column not in taken]
        if free:
            table.roles[words.NAME] = free[0]
    _spread_years(grid, table)
    _nameless(grid, table)


def _spread_years(grid: Grid, table: Table) -> None:
    """Without merged cells a year stands over the first of its columns only."""
    known = {year.column: year for year in table.years}
    taken = set(table.roles.values()) | set(table.unread)
    last = table.first - 1
    for column in range(1, grid.width + 1):
        label = grid.shown(last, column)
        if column in known or column in taken or not titles_over(label):
            continue
        left = [year for place, year in known.items() if place < column]
        if left and all(titles_over(grid.shown(last, between)) for between in range(left[-1].column, column)):
            table.years.append(YearColumn(column, left[-1].year, titles_over(label), fold(label)))


def _nameless(grid: Grid, table: Table) -> None:
    """A column among the years without a word over it, yet filled: its year is not known."""
    columns = sorted(year.column for year in table.years)
    if not columns:
        return
    taken = set(columns) | set(table.roles.values()) | set(table.unread)
    for column in range(columns[0], grid.width + 1):
        texts = _stack(grid, range(table.top, table.first), column)
        if column in taken or any(role_of(text) in (words.OTHER, words.NOTE) for text in texts):
            continue
        if column < columns[-1]:
            _add_unread(table, table.first - 1, column, bad_year(texts[-1] if texts else ""))
        else:
            table.stray.append(column)


def _block_top(grid: Grid, table: Table, before: Table | None) -> int:
    """Return the first row of the title block over a header."""
    start = before.first if before else 1
    marks = [row for row in range(start, table.top) if _is_block_row(grid, row)]
    if before is None:
        return 1
    data = [row for row in range(start, table.top) if grid.text(row, before.name) and _is_numbered(grid, row, before)]
    after = max(data, default=start - 1) + 1
    return next((row for row in marks if row >= after), max(after, table.top))


def _is_numbered(grid: Grid, row: int, table: Table) -> bool:
    number = grid.text(row, table.roles.get(words.NUMBER, 1))
    return number.isdigit() or any(read_titles(grid.text(row, year.column)).codes for year in table.years)


def _is_block_row(grid: Grid, row: int) -> bool:
    return any(_BLOCK.search(fold(grid.text(row, column))) for column in range(1, grid.width + 1))
