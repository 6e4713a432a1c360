"""The workbook that was handed in, with what has to be mended marked in it.

An .xlsx keeps its looks where it can be opened with them; any other workbook comes back with its values and merged
areas (``marked_rebuilt``).
"""

import logging
from collections import defaultdict
from collections.abc import Collection, Sequence

from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from core.sheets.container import kind_of
from core.sheets.grid import Book, Grid, column_number
from core.sheets.opened import edge_of, opened
from core.sheets.reader import DEFAULT, read
from core.sheets.writer import height_for, lines_needed, put, saved
from emulation.documents.marked_rebuilt import HEADING, RED, WIDTH, YELLOW, MarkedSheet, rebuilt

__all__ = ["HEADING", "Mark", "marked_name", "marked_workbook"]
Mark = tuple[str, int, str, str, str]
_FONT = "Times New Roman"
log = logging.getLogger(__name__)


def marked_name(name: str) -> str:
    """Return how the marked workbook is called."""
    return f"{name.rpartition('.')[0] or name} – cần sửa.xlsx"


def marked_workbook(
    content: bytes, name: str, marks: Sequence[Mark], header_rows: Collection[tuple[str, int]] = ()
) -> bytes:
    """Return the workbook with its doubtful cells coloured and a column that says why.

    ``marks`` are (sheet, row, column letter, severity, sentence), the sentence empty where another mark of
    the row speaks of the cell; ``header_rows`` are (sheet, row) of the
    heads of its lists. Macros are left out; what is no .xlsx comes back as one.
    """
    source = read(content, name)
    by_sheet: dict[str, list[Mark]] = defaultdict(list)
    for mark in marks:
        by_sheet[mark[0]].append(mark)
    sheets = [
        _marked(grid, by_sheet.get(grid.name, []), [row for sheet, row in header_rows if sheet == grid.name])
        for grid in source.grids
    ]
    is_packed = kind_of(content, name, DEFAULT) == "xlsx"
    return (_painted(content, source, sheets) if is_packed else b"") or rebuilt(sheets)


def _marked(grid: Grid, marks: list[Mark], heads: list[int]) -> MarkedSheet:
    sheet = MarkedSheet(grid, edge_of(grid))
    told: dict[int, list[str]] = defaultdict(list)
    for _, row, column, _, sentence in marks:
        told[row] += [f"{column}{row}: {sentence}" if column and sentence else sentence] if sentence else []
    for _, row, column, severity, _ in sorted(marks, key=lambda mark: mark[3] == "error"):
        if column:
            sheet.colours[grid.source(row, column_number(column))] = RED if severity == "error" else YELLOW
    sheet.told = {row: "\n".join(sentences) for row, sentences in told.items()}
    if told:
        sheet.head = _head_row(min(told), heads)
        sheet.told[sheet.head] = "\n".join([HEADING, *told.get(sheet.head, [])])
    return sheet


def _head_row(first: int, heads: list[int]) -> int:
    """Return the last row of the head over the first row that is marked, else the first row of the sheet."""
    return max((row for row in heads if row < first), default=1)


def _painted(content: bytes, source: Book, sheets: list[MarkedSheet]) -> bytes:
    """Return the workbook with its looks and the marks, b"" when it cannot be opened as it was read."""
    book = opened(content, source)
    if book is None:
        return b""
    try:
        for sheet in sheets:
            _paint(book, sheet)
        return saved(book, title=HEADING)
    except Exception as trouble:  # whatever another library makes of a file that was read
        log.info("A workbook is not marked with its looks: %s", type(trouble).__name__)
        return b""


def _paint(book: Workbook, marked: MarkedSheet) -> None:
    if not marked.told:
        return
    sheet: Worksheet = book[marked.grid.name]
    if sheet.max_row < marked.grid.height:
        raise ValueError("the sheet was not opened whole")
    for (row, column), colour in marked.colours.items():
        sheet.cell(row, column).fill = PatternFill("solid", fgColor=colour)
    last = marked.edge + 1 if marked.grid.width < DEFAULT.columns else sheet.max_column + 1
    for row, text in marked.told.items():
        cell = put(sheet.cell(row, last), text)
        if row == marked.head:
            cell.font = Font(name=_FONT, size=11, bold=True)
        else:
            cell.font = Font(name=_FONT, size=11, color="FFB02A37")
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        _heighten(sheet, row, text, marked.edge)
    _widen(sheet, last)


def _heighten(sheet: Worksheet, row: int, text: str, edge: int) -> None:
    """Make a row as high as what it is told; one that the program fits to other cells that wrap is left to it."""
    of_row, lines = sheet.row_dimensions[row], lines_needed(text, WIDTH, 11)
    others = (sheet.cell(row, column) for column in range(1, edge + 1))
    is_fitted = of_row.height is None and any(cell.value and cell.alignment.wrap_text for cell in others)
    if lines > 1 and not is_fitted:
        of_row.height = max(of_row.height or 0, height_for(lines, 11))


def _widen(sheet: Worksheet, column: int) -> None:
    """Show the column of sentences, also where all columns behind the list are hidden together."""
    for around in sheet.column_dimensions.values():
        if around.min and around.max and around.min < column <= around.max:
            around.max = column - 1
    own = sheet.column_dimensions[get_column_letter(column)]
    own.min = own.max = column
    own.width, own.hidden = WIDTH, False
