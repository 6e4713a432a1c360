"""The workbook that was handed in, with what has to be mended marked in it."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from io import BytesIO

from openpyxl import load_workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import column_index_from_string
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from core.sheets.grid import Book, Value
from core.sheets.reader import read
from core.sheets.writer import height_for, lines_needed, new_book, put, saved, sheet_name

HEADING = "Lỗi cần sửa"
_RED = PatternFill("solid", fgColor="FFF8D7DA")
_YELLOW = PatternFill("solid", fgColor="FFFFF3CD")
_WIDTH = 60
Mark = tuple[str, int, str, str, str]


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
    is_packed = content.startswith(b"PK") and not name.lower().endswith(".ods")
    book = load_workbook(BytesIO(content)) if is_packed else _rebuilt(read(content, name))
    by_sheet: dict[str, list[Mark]] = defaultdict(list)
    for mark in marks:
        by_sheet[mark[0]].append(mark)
    for sheet in book.worksheets:
        heads = [row for name, row in header_rows if name == sheet.title]
        _mark(sheet, by_sheet.get(sheet.title, []), heads)
    return saved(book, title=HEADING)


def _mark(sheet: Worksheet, marks: list[Mark], heads: list[int]) -> None:
    if not marks:
        return
    last = sheet.max_column + 1
    told: dict[int, list[str]] = defaultdict(list)
    for _, row, column, _, sentence in marks:
        told[row] += [f"{column}{row}: {sentence}" if column and sentence else sentence] if sentence else []
    for _, row, column, severity, _ in sorted(marks, key=lambda mark: mark[3] == "error"):
        if column:
            colour = _RED if severity == "error" else _YELLOW
            _top_left(sheet, row, column_index_from_string(column)).fill = colour
    for row, sentences in told.items():
        cell = put(sheet.cell(row, last), "\n".join(sentences))
        cell.font = Font(name="Times New Roman", size=11, color="FFB02A37")
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    _head(sheet, last, _head_row(min(told), heads), told)
    for row in told:
        _heighten(sheet, row, last)


def _head_row(first: int, heads: list[int]) -> int:
    """Return the last row of the head over the first row that is marked, else the first row of the sheet."""
    return max((row for row in heads if row < first), default=1)


def _head(sheet: Worksheet, column: int, row: int, told: dict[int, list[str]]) -> None:
    heading = put(sheet.cell(row, column), "\n".join([HEADING, *told.get(row, [])]))
    heading.font = Font(name="Times New Roman", size=11, bold=True)
    sheet.column_dimensions[heading.column_letter].width = _WIDTH


def _heighten(sheet: Worksheet, row: int, column: int) -> None:
    """Make a row as high as what it is told; one that the program fits to other cells that wrap is left to it."""
    of_row = sheet.row_dimensions[row]
    lines = lines_needed(str(sheet.cell(row, column).value), _WIDTH, 11)
    is_fitted = of_row.height is None and any(cell.value and cell.alignment.wrap_text for cell in sheet[row][:-1])
    if lines > 1 and not is_fitted:
        of_row.height = max(of_row.height or 0, height_for(lines, 11))


def _top_left(sheet: Worksheet, row: int, column: int):  # type: ignore[no-untyped-def]
    for area in sheet.merged_cells.ranges:
        if area.min_row <= row <= area.max_row and area.min_col <= column <= area.max_col:
            return sheet.cell(area.min_row, area.min_col)
    return sheet.cell(row, column)


def _rebuilt(source: Book) -> Workbook:
    """Return a list that was no .xlsx as one: values and merged areas."""
    book = new_book()
    for grid in source.grids:
        sheet = book.create_sheet(sheet_name(grid.name, book.sheetnames))
        for row, values in enumerate(grid.rows, start=1):
            for column, value in enumerate(values, start=1):
                _copy(sheet, row, column, value)
        for area in grid.merges:
            sheet.merge_cells(None, area.top, area.left, area.bottom, area.right)
        sheet.sheet_state = "visible" if grid.visible else "hidden"
    return book


def _copy(sheet: Worksheet, row: int, column: int, value: Value) -> None:
    if isinstance(value, str):
        put(sheet.cell(row, column), value)
    elif value is not None:
        sheet.cell(row, column).value = int(value) if isinstance(value, float) and value.is_integer() else value
