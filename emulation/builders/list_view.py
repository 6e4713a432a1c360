"""What a row of a list is: a line of it, a heading of a group, a number of columns, the foot of the form."""

import re
from collections.abc import Iterator

from core.sheets.grid import Grid
from core.text import fold
from emulation.builders import names, title_block, units
from emulation.builders.columns import Table
from emulation.builders.count_lines import is_count
from emulation.builders.header_words import NUMBER, POSITION, UNIT
from emulation.builders.long_cells import shortened
from emulation.builders.target_cells import CellReader

_FOOTERS = (
    r"(?:t/?m\.?|k/?t\.?|tl\.?|thu lenh)\s.*",
    r"(?:pho |q\. ?)?(?:truong|giam doc|thu truong|chu tich)\b.{0,40}",
    r"nguoi (?:lap|ky|tong hop|dang ky).*",
    r"lap (?:bieu|bang|danh sach).*",
    r"noi nhan.*",
    r"\(?ky,?.*ghi ro.*",
    r".*,? ?ngay .{0,12}thang .{0,12}nam.*",
    r"xac nhan.*|an dinh danh sach.*|y kien cua.*|hieu truong.*",
    r"tong (?:cong|so)\b.*|cong\s*:?",
    r"danh sach (?:nay )?(?:gom|co)\b.*",
)
_FOOTER = re.compile("|".join(f"(?:{pattern})" for pattern in _FOOTERS))
_NOTE = re.compile(r"\(?\*?\s*(?:ghi chu|luu y|chu thich|chu y|huong dan|vi du|mau)\b.*|\*+.*")
_DOTS = re.compile(r"[-–.…_\s]*")
# Beyond it a name is too long whatever it names.
_LONGEST_NAME = 320
_COLUMN_NUMBER = re.compile(r"\(?[\dA-Ha-h]{1,2}\)?")


class ListView:
    """One list on a sheet, asked by row and by role of column."""

    def __init__(self, grid: Grid, table: Table, cells: CellReader):
        self.grid, self.table, self.cells = grid, table, cells
        self.columns = range(1, grid.width + 1)
        self._names: dict[int, str] = {}
        rows = grid.filled_rows(table.first, table.last)
        self._filled_rows = [row for row in rows if self.is_numbered(row) or not is_count(grid, row, table.name)]
        self.entries = list(self._rows_of_entries())

    def rows(self) -> Iterator[int]:
        """Yield the rows that say something, down to the foot of the form."""
        last = self.entries[-1] if self.entries else self.table.first - 1
        for row in self.filled_rows():
            if self._is_numbering(row):
                continue
            if row > last and self._is_footer(row):
                return
            yield row

    def filled_rows(self) -> list[int]:
        return self._filled_rows

    def text(self, row: int, role: str) -> str:
        column = self.table.roles.get(role, 0)
        return self.grid.text(row, column) if column else ""

    def name(self, row: int) -> str:
        found = self._names.get(row)
        return self._names.setdefault(row, self._name(row)) if found is None else found

    def _name(self, row: int) -> str:
        first = self.grid.text(row, self.table.name)
        given = self.grid.text(row, self.table.given_name) if self.table.given_name else ""
        name = f"{first} {given}".strip()
        if not name and self.table.collective_name:
            name = self.grid.text(row, self.table.collective_name)
        if len(name) > _LONGEST_NAME:
            return shortened(name, _LONGEST_NAME)
        return "" if _DOTS.fullmatch(name) else name

    def number(self, row: int) -> str:
        return self.text(row, NUMBER)

    def is_numbered(self, row: int) -> bool:
        return self.number(row).rstrip(".").isdigit()

    def filled(self, row: int) -> list[str]:
        return [text for text in (self.grid.text(row, column) for column in self.columns) if text]

    def goes_on(self, row: int) -> bool:
        """Whether the name of the row above is merged down into this row."""
        area = self.grid.merge_at(row, self.table.name)
        return bool(area and area.top < row and area.left == area.right)

    def is_note(self, row: int) -> bool:
        text = self.name(row)
        return bool(_NOTE.fullmatch(fold(text))) or (len(text) > 90 and not self.cells.has_content(row))

    def heading(self, row: int) -> str:
        """Return the text of a row that registers nothing and may head the rows below it, or ""."""
        if self.cells.has_content(row) and not self._is_wide(row):
            return ""
        if self.text(row, POSITION):
            return ""
        filled = self.filled(row)
        lone = filled[0] if len(filled) == 1 and not filled[0].isdigit() else ""
        return self.name(row) or lone

    def is_unit_heading(self, row: int, text: str) -> bool:
        """Whether a heading names a unit: by its words, or by its Roman number."""
        if units.is_collective(text) and not names.is_sample(text) and len(text) < 80:
            return not (self.is_numbered(row) and self._collectives_have_titles())
        is_roman = names.is_numbering(self.number(row)) or bool(re.match(r"[IVX]{1,4}[.)]\s", text))
        return is_roman and not names.is_surname(names.without_numbering(text))

    def collectives(self) -> dict[str, str]:
        """Return the collectives that are lines of the list, by their sign."""
        found = (self.name(row) for row in self.entries if units.is_collective(self.name(row)))
        return {units.unit_sign(name): units.collective_name(name) for name in found}

    def gives_units(self) -> bool:
        """Whether the list has a column of units that is filled as a rule, so that a gap is an omission."""
        if UNIT not in self.table.roles or not self.entries:
            return False
        column = self.table.roles[UNIT]
        return sum(bool(self.grid.shown(row, column)) for row in self.entries) > 0.6 * len(self.entries)

    def section(self, text: str) -> str | None:
        return title_block.section_of(text)

    def _rows_of_entries(self) -> Iterator[int]:
        for row in self.filled_rows():
            if (self.is_numbered(row) and self.name(row)) or self.cells.has_titles(row):
                yield row

    def _is_numbering(self, row: int) -> bool:
        """Whether a row only numbers the columns: (1) (2) (3)."""
        filled = self.filled(row)
        return len(filled) > 2 and bool(self.name(row)) and all(_COLUMN_NUMBER.fullmatch(text) for text in filled)

    def _is_footer(self, row: int) -> bool:
        if self.is_numbered(row):
            return False
        return any(_FOOTER.fullmatch(fold(text.split("\n")[0])) for text in self.filled(row))

    def _is_wide(self, row: int) -> bool:
        """Whether the name's cell is merged over the years: nothing is registered in this row."""
        first = self.table.roles.get(NUMBER, self.table.name)
        areas = (self.grid.merge_at(row, first), self.grid.merge_at(row, self.table.name))
        return any(
            area.left <= self.table.name and any(area.holds(row, year.column) for year in self.table.years)
            for area in areas
            if area
        )

    def _collectives_have_titles(self) -> bool:
        return any(units.is_collective(self.name(row)) and self.cells.has_titles(row) for row in self.entries)
