"""Find the lists on a sheet, wherever they stand: header of one to four rows, several lists below each other."""

import re

from core.sheets.grid import Grid
from core.text import fold
from emulation.builders import header_words as words
from emulation.builders.columns import Table, find_nameless, read_columns, short_years
from emulation.builders.header_words import YearReading, read_year, role_of, titles_over
from emulation.builders.title_cells import read_titles

_DEEPEST = 4
_HEADING = {words.NAME, words.NUMBER, words.POSITION, words.UNIT}
_HELPERS = {words.NUMBER, words.POSITION, words.UNIT, words.CODE, words.KIND, words.TITLES}
_BLOCK = re.compile(r".*cong ho?a? ?xa hoi|^danh sach|^khoa ?/ ?phong|^benh vien|^don vi\s*:|^so y te|^trung tam y te")


def find_tables(grid: Grid) -> list[Table]:
    """Return the lists of a sheet from top to bottom; a header row repeated for printing begins a new one."""
    found: list[Table] = []
    after = 0
    for row in grid.filled_rows():
        if row < after or not _is_header(grid, row):
            continue
        table = Table(top=row, first=_end_of_header(grid, row) + 1)
        read_columns(grid, table)
        if table.name:
            found.append(table)
        after = table.first
    for place, table in enumerate(found):
        before = found[place - 1] if place else None
        table.block_top = _block_top(grid, table, before)
        if before:
            before.last = table.block_top - 1
    if found:
        found[-1].last = grid.height
    for table in found:
        find_nameless(grid, table)
    return found


def roles_of_row(grid: Grid, row: int) -> dict[str, int]:
    """Return the first column of each role that the words of a row name."""
    found: dict[str, int] = {}
    for column in range(1, grid.width + 1):
        text = grid.text(row, column)
        role = role_of(text) if text else ""
        if not role:
            continue
        merge = grid.merge_at(row, column)
        if not (merge and merge.right - merge.left > 3 and merge.left <= 2):
            found.setdefault(role, column)
    return found


def years_of_row(grid: Grid, row: int) -> dict[int, YearReading]:
    found = {}
    for column in range(1, grid.width + 1):
        reading = read_year(grid.value(row, column), grid.text(row, column))
        if reading.year:
            found[column] = reading
    return found or {column: YearReading(year) for column, year in short_years(grid, row).items()}


def _is_header(grid: Grid, row: int) -> bool:
    roles = roles_of_row(grid, row)
    if not _HEADING.intersection(roles) or _is_line(grid, row):
        return False
    if sum(bool(grid.text(row, column)) for column in range(1, grid.width + 1)) < 2:
        return False
    helpers = _HELPERS.intersection(roles)
    years = [len(years_of_row(grid, row + down)) for down in range(3)]
    if words.NAME in roles:
        return bool(helpers) or years[0] > 0 or years[1] > 1
    return (len(helpers) > 1 and max(years) > 0) or years[0] > 1


def _is_line(grid: Grid, row: int) -> bool:
    """Whether a row begins with a number, as the lines of a list do: what it holds may sound like heads."""
    first = next((text for column in range(1, grid.width + 1) if (text := grid.text(row, column))), "")
    return first.isdecimal() and len(first) < 10 and not read_year(int(first), first).year


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
    if _parts_a_head(grid, top, row):
        return True
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


def _parts_a_head(grid: Grid, top: int, row: int) -> bool:
    """Whether a row only parts heads that are merged over several columns: "Tập thể | Cá nhân" under "Đối tượng"."""
    labels = [column for column in range(1, grid.width + 1) if grid.text(row, column)]
    heads = [grid.merge_at(top, column) for column in labels]
    is_under = all(head and head.right > head.left and head.bottom < row for head in heads)
    return len(labels) > 1 and is_under and all(role_of(grid.text(row, column)) for column in labels)


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
