"""A marked workbook made of what was read: values, merged areas and marks, without the looks it had.

It is written row by row, so that a list of any length that can be read takes little time and memory.
"""

import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from io import BytesIO
from itertools import groupby, islice
from math import isfinite

from core.sheets.cells import Cells, text_cell
from core.sheets.grid import Grid, Place, Value, as_text, letter
from core.sheets.opened import cut
from core.sheets.package import FIRST_PARTS, MAIN, Look, last_parts, part_of_sheet
from core.sheets.writer import height_for, lines_needed, sheet_name

HEADING = "Lỗi cần sửa"
RED, YELLOW, WIDTH = "FFF8D7DA", "FFFFF3CD", 60
_LOOKS = {"": Look(0, 0, 1, 2, 3), RED: Look(4, 4, 5, 6, 7), YELLOW: Look(8, 8, 9, 10, 11)}
_TOLD, _HEAD = 12, 13
_REMEMBERED, _CHUNK, _SURE = 8_192, 512, 10**15
_FONT = '<font>{}<sz val="11"/>{}<name val="Times New Roman"/></font>'
_FONTS = _FONT.format("", "") + _FONT.format("", '<color rgb="FFB02A37"/>') + _FONT.format("<b/>", "")
_FILLS = "".join(
    f'<fill><patternFill patternType="solid"><fgColor rgb="{colour}"/></patternFill></fill>' for colour in (RED, YELLOW)
)
_FORMS = "".join(
    f'<xf xfId="0" fillId="{fill}" applyFill="1"/>'
    f'<xf xfId="0" numFmtId="164" fillId="{fill}" applyNumberFormat="1" applyFill="1"/>'
    f'<xf xfId="0" quotePrefix="1" fillId="{fill}" applyFill="1"/>'
    f'<xf xfId="0" numFmtId="49" fillId="{fill}" applyNumberFormat="1" applyFill="1"/>'
    for fill in (0, 2, 3)
)
_WRAP = 'applyFont="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>'
_STYLES = (
    f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><styleSheet xmlns="{MAIN}">'
    '<numFmts count="1"><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/></numFmts>'
    f'<fonts count="3">{_FONTS}</fonts><fills count="4"><fill><patternFill patternType="none"/></fill>'
    f'<fill><patternFill patternType="gray125"/></fill>{_FILLS}</fills><borders count="1"><border/></borders>'
    f'<cellStyleXfs count="1"><xf fontId="0"/></cellStyleXfs><cellXfs count="14">{_FORMS}'
    f'<xf xfId="0" fontId="1" {_WRAP}<xf xfId="0" fontId="2" {_WRAP}</cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)


@dataclass
class MarkedSheet:
    """A sheet with its marks: the ``colours`` of cells, what is ``told`` behind its last column (``edge``) by row;
    what is told in the row of the ``head`` is its heading.
    """

    grid: Grid
    edge: int
    head: int = 0
    colours: dict[Place, str] = field(default_factory=dict)
    told: dict[int, str] = field(default_factory=dict)


def rebuilt(sheets: Sequence[MarkedSheet]) -> bytes:
    """Return a workbook of the values, merged areas and marks of some sheets."""
    names: list[str] = []
    for sheet in sheets:
        names.append(sheet_name(sheet.grid.name, names))
    hidden = [name for name, sheet in zip(names, sheets, strict=True) if not sheet.grid.visible]
    named = last_parts(names, hidden=hidden if len(hidden) < len(names) else ())
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as book:
        for number, sheet in enumerate(sheets, start=1):
            with book.open(part_of_sheet(number), "w") as part:
                for piece in _pieces(sheet):
                    part.write(piece)
        for name, text in (FIRST_PARTS | {"xl/styles.xml": _STYLES} | named).items():
            book.writestr(name, text)
    return out.getvalue()


def _pieces(sheet: MarkedSheet) -> Iterator[bytes]:
    last = sheet.edge + 1
    width = f'<cols><col min="{last}" max="{last}" width="{WIDTH}" customWidth="1"/></cols>' if sheet.told else ""
    yield f'<worksheet xmlns="{MAIN}">{width}<sheetData>'.encode()
    yield from _Rows(sheet).pieces()
    yield b"</sheetData>"
    areas = [kept for area in sheet.grid.merges if (kept := cut(area, sheet.grid, sheet.edge))]
    if areas:
        yield b"<mergeCells>"
        for area in areas:
            ref = f"{letter(area.left)}{area.top}:{letter(area.right)}{area.bottom}"
            yield f'<mergeCell ref="{ref}"/>'.encode()
        yield b"</mergeCells>"
    yield b"</worksheet>"


class _Rows:
    """The rows of a sheet as XML: many at once where nothing is marked."""

    def __init__(self, sheet: MarkedSheet):
        self.sheet = sheet
        self.cells = {colour: Cells(look) for colour, look in _LOOKS.items()}
        self.coloured: dict[int, dict[int, str]] = {}
        for (row, column), colour in sheet.colours.items():
            self.coloured.setdefault(row, {})[column] = colour
        self.special = {*self.coloured, *sheet.told, *(row for row, _ in sheet.grid.troubles)}

    def pieces(self) -> Iterator[bytes]:
        numbered = enumerate(self.sheet.grid.rows, start=1)
        for is_marked, rows in groupby(numbered, key=lambda row: row[0] in self.special):
            while some := list(islice(rows, _CHUNK)):
                if is_marked:
                    yield b"".join(self._marked(number, values) for number, values in some)
                else:
                    yield self.cells[""].rows([list(map(_plain, values)) for _, values in some])
        for number in sorted(row for row in self.sheet.told if row > self.sheet.grid.height):
            yield self._marked(number, [])

    def _marked(self, number: int, values: Sequence[Value]) -> bytes:
        colours, told = self.coloured.get(number, {}), self.sheet.told.get(number, "")
        full = [*map(_plain, values), *[None] * (self.sheet.edge - len(values))]
        made = [
            self._cell(self._shown(value, number, column), colours.get(column, ""))
            for column, value in enumerate(full, start=1)
        ]
        lines = lines_needed(told, WIDTH, 11) if told else 1
        high = b' ht="%b" customHeight="1"' % str(height_for(lines, 11)).encode() if lines > 1 else b""
        if told:
            made.append(text_cell(told, _HEAD if number == self.sheet.head else _TOLD))
        return b'<row r="%d"%b>%b</row>' % (number, high, b"".join(made))

    def _shown(self, value: Value, row: int, column: int) -> Value:
        """Return a value, or the text of a formula that gives none."""
        found = self.sheet.grid.trouble(row, column)
        return found.text if found and value in ("", None) else value

    def _cell(self, value: Value, colour: str) -> bytes:
        cells = self.cells[colour]
        if len(cells) > _REMEMBERED:
            cells.clear()
        return cells[value]


def _plain(value: Value) -> Value:
    """Return a value that can be written as it is: a whole number without ".0", what no cell can hold as a text."""
    if isinstance(value, float):
        if value.is_integer() and abs(value) < _SURE:
            return int(value)
        return value if isfinite(value) else str(value)
    is_early = isinstance(value, date) and value.year < 1900
    return as_text(value) if isinstance(value, bool) or is_early else value
