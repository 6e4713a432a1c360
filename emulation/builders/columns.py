"""What each column of a list holds: names, posts, units, and the years with their titles."""

import re
from dataclasses import dataclass, field

from core.sheets.grid import Grid, Value, as_text, column_number
from core.text import fold
from emulation.builders import header_words as words
from emulation.builders.findings import Issue
from emulation.builders.header_words import NO_YEAR, YearReading, bad_year, read_year, role_of, titles_over

_NEXT_YEAR = re.compile(r"=\$?([A-Z]{1,2})\$?(\d{1,4})\s*(\+\s*\d{1,2}|-\s*\d{1,2})")

_SHORT_YEAR = re.compile(r"'?[2-4]\d")
_POST_AND_UNIT = re.compile(r"\b(?:don vi|khoa|phong|noi (?:cong tac|lam viec))\b")
_COLLECTIVES = re.compile(r"(?:ten )?tap the\b")
_PEOPLE = re.compile(r"(?:ten |ho (?:va )?ten )?ca nhan\b|ho (?:va )?ten\b")


@dataclass(frozen=True)
class YearColumn:
    """A column of targets: its year; the titles that an x in it means; its own label beside others of the year."""

    column: int
    year: int
    titles: tuple[str, ...] = ()
    label: str = ""


@dataclass
class Table:
    """One list: where its header and its rows stand, and what each column holds.

    ``given_name`` is the second column of a name that is split in two, ``collective_name`` the column
    of collectives beside one of people; ``unread`` are columns of years that cannot be read, ``stray``
    filled columns without any heading. ``posts_name_units`` when the column of posts is one of units too.
    """

    top: int
    first: int
    last: int = 0
    block_top: int = 1
    roles: dict[str, int] = field(default_factory=dict)
    years: list[YearColumn] = field(default_factory=list)
    issues: list[tuple[int, int, Issue]] = field(default_factory=list)
    unread: list[int] = field(default_factory=list)
    stray: list[int] = field(default_factory=list)
    spare_names: list[int] = field(default_factory=list)
    given_name: int = 0
    collective_name: int = 0
    posts_name_units: bool = False

    @property
    def name(self) -> int:
        return self.roles.get(words.NAME, 0)


def read_columns(grid: Grid, table: Table) -> None:
    """Give every column its role, its year, its titles."""
    rows = range(table.top, table.first)
    for column in range(1, grid.width + 1):
        texts = _stack(grid, rows, column)
        roles = [role for role in map(role_of, texts) if role]
        role = next((role for role in roles if role != words.TITLES), roles[0] if roles else "")
        place, reading = _year_over(grid, rows, column)
        if role in ("", words.TITLES, words.YEAR_OF_ROW) and reading.year:
            _add_year(table, place, column, reading, texts)
        elif role == words.TITLES and len(texts) > 1 and reading.looks_meant and reading.issue:
            _add_unread(table, place, column, reading.issue)
        elif role == words.NAME and role in table.roles:
            table.spare_names.append(column)
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
        value = _counted(grid, at, over)
        reading = read_year(value, as_text(value))
        if not reading.year and over == column and (short := short_years(grid, at).get(column)):
            reading = YearReading(short)
        if reading.year:
            return at, reading
        if reading.looks_meant and not meant[1].looks_meant:
            meant = (at, reading)
    return meant


def short_years(grid: Grid, row: int) -> dict[int, int]:
    """Return the years of a header row that gives them with two digits side by side: 22, 23, 24, 25."""
    texts = {column: grid.text(row, column) for column in range(1, grid.width + 1)}
    short = {column: 2000 + int(text[-2:]) for column, text in texts.items() if _SHORT_YEAR.fullmatch(text)}
    years = list(short.values())
    others = [text for column, text in texts.items() if text and column not in short]
    is_counted = len(years) > 1 and years == list(range(years[0], years[0] + len(years)))
    return short if is_counted and all(map(role_of, others)) else {}


def _counted(grid: Grid, row: int, column: int, depth: int = 8) -> Value:
    """Return what stands over a column; "=D9+1" counts on from the year beside it though nobody calculated it."""
    trouble = grid.trouble(row, column)
    found = _NEXT_YEAR.fullmatch(trouble.text) if trouble and depth else None
    if not found:
        return grid.value(row, column)
    start = _counted(grid, int(found[2]), column_number(found[1]), depth - 1)
    return start + int(found[3].replace(" ", "")) if isinstance(start, int | float) else None


def _add_year(table: Table, row: int, column: int, reading: YearReading, texts: list[str]) -> None:
    titles = next((codes for codes in map(titles_over, texts) if codes), ())
    label = next((text for text in reversed(texts) if not read_year(text, text).year), "")
    table.years.append(YearColumn(column, reading.year or 0, titles, fold(label) if [label] != texts[:1] else ""))
    if reading.issue:
        table.issues.append((row, column, reading.issue))


def _add_unread(table: Table, row: int, column: int, issue: Issue) -> None:
    table.unread.append(column)
    table.issues.append((row, column, issue))


def _settle(grid: Grid, table: Table) -> None:
    """What only the whole header tells: which of two name columns, years spread over columns, nameless columns."""
    _settle_names(grid, table)
    post = table.roles.get(words.POSITION, 0)
    heads = fold(" ".join(_stack(grid, range(table.top, table.first), post))) if post else ""
    table.posts_name_units = words.UNIT not in table.roles and bool(_POST_AND_UNIT.search(heads))
    if words.NAME not in table.roles and words.UNIT in table.roles:
        table.roles[words.NAME] = table.roles.pop(words.UNIT)
    if words.NAME not in table.roles and table.years:
        first = table.years[0].column
        taken = set(table.roles.values())
        free = [column for column in range(1, first) if column not in taken]
        if free:
            table.roles[words.NAME] = free[0]
    _spread_years(grid, table)


def _settle_names(grid: Grid, table: Table) -> None:
    """Two columns speak of names: one may say what kind a line is, or the name is split in two."""
    for column in table.spare_names:
        name = table.roles[words.NAME]
        if words.KIND not in table.roles and _holds_kinds(grid, table, name):
            table.roles[words.KIND], table.roles[words.NAME] = name, column
        elif words.KIND not in table.roles and _holds_kinds(grid, table, column):
            table.roles[words.KIND] = column
        elif column == name + 1 and _is_split(grid, table, name, column):
            table.given_name = column
        elif collective := _column_of_collectives(grid, table, name, column):
            table.collective_name = collective
            table.roles[words.NAME] = name + column - collective
            table.roles.setdefault(words.UNIT, collective)


def _holds_kinds(grid: Grid, table: Table, column: int) -> bool:
    texts = [fold(grid.text(row, column)) for row in range(table.first, min(table.first + 60, grid.height + 1))]
    filled = [text for text in texts if text]
    return bool(filled) and all(text.startswith(("ca nhan", "tap the", "mo hinh")) for text in filled)


def _column_of_collectives(grid: Grid, table: Table, one: int, other: int) -> int:
    """Return which of two columns holds the collectives where the other one holds the people, else 0."""
    heads = {place: fold(grid.shown(table.first - 1, place)) for place in (one, other)}
    found = [place for place, head in heads.items() if _COLLECTIVES.match(head) and "ca nhan" not in head]
    people = [place for place, head in heads.items() if _PEOPLE.match(head) and "tap the" not in head]
    return found[0] if len(found) == 1 and people == [one + other - found[0]] else 0


def _is_split(grid: Grid, table: Table, name: int, column: int) -> bool:
    """Whether "Họ và tên" stands over two columns: family and middle names, then the given name."""
    heads = [fold(grid.shown(table.first - 1, place)) for place in (name, column)]
    rows = range(table.first, min(table.first + 60, grid.height + 1))
    given = [grid.text(row, column) for row in rows if grid.text(row, column)]
    one_word = sum(len(text.split()) == 1 for text in given)
    return bool(given) and one_word >= 0.8 * len(given) and (heads[1] == "ten" or heads[0] == heads[1])


def _spread_years(grid: Grid, table: Table) -> None:
    """Without merged cells a year stands over the first of its columns only."""
    known = {year.column: year for year in table.years}
    taken = {column for role, column in table.roles.items() if role != words.TITLES} | set(table.unread)
    last = table.first - 1
    for column in range(1, grid.width + 1):
        label = grid.shown(last, column)
        if column in known or column in taken or not _is_below_a_year(label):
            continue
        left = [year for place, year in known.items() if place < column]
        if left and all(_is_below_a_year(grid.shown(last, between)) for between in range(left[-1].column, column)):
            table.years.append(YearColumn(column, left[-1].year, titles_over(label), fold(label)))


def _is_below_a_year(label: str) -> bool:
    """Whether a head says what is registered and not when: a title, or "Hình thức khen thưởng"."""
    return bool(titles_over(label)) or (role_of(label) == words.TITLES and not read_year(label, label).year)


def find_nameless(grid: Grid, table: Table) -> None:
    """A column among the years without a word over it, yet filled: its year is not known."""
    columns = sorted(year.column for year in table.years)
    if not columns:
        return
    taken = set(columns) | set(table.roles.values()) | set(table.unread)
    for column in range(columns[0], grid.width + 1):
        texts = _stack(grid, range(table.top, table.first), column)
        if column in taken or any(role_of(text) in (words.OTHER, words.NOTE) for text in texts):
            continue
        if column < columns[-1] and not texts and not _is_filled(grid, table, column):
            continue
        if column < columns[-1]:
            _add_unread(table, table.first - 1, column, bad_year(texts[-1] if texts else ""))
        else:
            table.stray.append(column)


def _is_filled(grid: Grid, table: Table, column: int) -> bool:
    if any(len(row) >= column and row[column - 1] for row in grid.rows[table.first - 1 : table.last]):
        return True
    return any(place == column and table.first <= row <= table.last for row, place in grid.troubles)
