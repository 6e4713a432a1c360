"""Lists as workbooks that look like official papers: letterhead, title, bordered table, signature.

Same data, same bytes: times inside the file are fixed. Text that begins like a formula stays text.
"""

import zipfile
from datetime import datetime
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from core.text import nfc

FONT = "Times New Roman"
_EDGE = Side(style="thin")
_BOX = Border(left=_EDGE, right=_EDGE, top=_EDGE, bottom=_EDGE)
_FIXED = datetime(2000, 1, 1)
_NATION = 46  # width of the Quốc hiệu in characters
_WIDE = 100  # a list wider than this is printed across
_LINE = 17.5  # points of one printed line at 13 pt


def workbook(data: dict[str, Any]) -> bytes:
    """Return an .xlsx of one or more lists; ``data`` as the builders make it."""
    book = Workbook()
    book.remove(book.active)
    for sheet in data["sheets"]:
        _list(book.create_sheet(sheet["name"][:31]), sheet, data)
    book.properties.created = book.properties.modified = _FIXED
    book.properties.creator = nfc(data["head"]["issuer"])
    stream = BytesIO()
    book.save(stream)
    return _same_bytes(stream.getvalue())


def _list(sheet: Worksheet, content: dict[str, Any], data: dict[str, Any]) -> None:
    width = len(content["columns"])
    _page(sheet, content["columns"])
    _letterhead(sheet, data["head"], content["columns"])
    _merged(sheet, 6, 1, width, data["kind"].upper(), Font(name=FONT, size=14, bold=True))
    _merged(sheet, 7, 1, width, content["about"], Font(name=FONT, size=13, bold=True))
    for column, (label, _) in enumerate(content["columns"], 1):
        _put(sheet.cell(9, column), label, Font(name=FONT, size=12, bold=True), "center", boxed=True)
    sheet.print_title_rows = "9:9"
    rows = content["rows"] or [["", "Không có"] + [""] * (width - 2)]
    for place, row in enumerate(rows, 10):
        for column, value in enumerate(row, 1):
            align = "center" if isinstance(value, int) else "left"
            _put(sheet.cell(place, column), value, Font(name=FONT, size=12), align, boxed=True)
        sheet.row_dimensions[place].height = _height(row, content["columns"])
    _signature(sheet, 11 + len(rows), width, data)


def _page(sheet: Worksheet, columns: list[list[Any]]) -> None:
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    is_wide = sum(width for _, width in columns) > _WIDE
    sheet.page_setup.orientation = "landscape" if is_wide else "portrait"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    margins = sheet.page_margins
    margins.left, margins.right, margins.top, margins.bottom = 1.18, 0.6, 0.79, 0.79
    sheet.print_options.horizontalCentered = True
    for place, (_, width) in enumerate(columns, 1):
        sheet.column_dimensions[get_column_letter(place)].width = width


def _split(columns: list[list[Any]]) -> int:
    """Return how many columns the left half of the letterhead takes: the right one holds the Quốc hiệu."""
    right = 0
    for place in range(len(columns), 1, -1):
        right += columns[place - 1][1]
        if right >= _NATION:
            return place - 1
    return 1


def _letterhead(sheet: Worksheet, head: dict[str, Any], columns: list[list[Any]]) -> None:
    split, width = _split(columns), len(columns)
    day = datetime.fromisoformat(head["date"])
    month = f"{day.month:02}" if day.month < 3 else str(day.month)
    nation = "ĐẢNG CỘNG SẢN VIỆT NAM" if head["style"] == "party" else "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    motto = "" if head["style"] == "party" else "Độc lập - Tự do - Hạnh phúc"
    place = f"{head['place']}, ngày {day.day:02} tháng {month} năm {day.year}"
    plain, bold = Font(name=FONT, size=12), Font(name=FONT, size=12, bold=True)
    _merged(sheet, 1, 1, split, head["parent"], plain)
    _merged(sheet, 2, 1, split, head["issuer"], Font(name=FONT, size=12, bold=True, underline="single"))
    _merged(sheet, 1, split + 1, width, nation, bold)
    _merged(sheet, 2, split + 1, width, motto, Font(name=FONT, size=13, bold=True, underline="single"))
    _merged(sheet, 4, split + 1, width, place, Font(name=FONT, size=13, italic=True))
    sheet.row_dimensions[2].height = 2 * _LINE


def _signature(sheet: Worksheet, row: int, width: int, data: dict[str, Any]) -> None:
    start = max(width - 2, 1)
    for line in data["signer_title"]:
        _merged(sheet, row, start, width, line.upper(), Font(name=FONT, size=13, bold=True))
        row += 1
    _merged(sheet, row + 4, start, width, data["signer"], Font(name=FONT, size=13, bold=True))


def _merged(sheet: Worksheet, row: int, first: int, last: int, text: str, font: Font) -> None:
    if last > first:
        sheet.merge_cells(start_row=row, start_column=first, end_row=row, end_column=last)
    _put(sheet.cell(row, first), text, font, "center")


def _put(cell: Cell, value: Any, font: Font, align: str, *, boxed: bool = False) -> None:
    cell.value = value if isinstance(value, int) else nfc(str(value))
    if isinstance(cell.value, str):
        cell.data_type = "s"
    cell.font = font
    cell.alignment = Alignment(horizontal=align, vertical="center", wrap_text=True)
    if boxed:
        cell.border = _BOX


def _height(row: list[Any], columns: list[list[Any]]) -> float:
    """Return the height that the longest cell of a row needs, in points."""
    lines = [
        sum(-(-max(len(part), 1) // max(int(width * 0.95), 1)) for part in str(value).split("\n"))
        for value, (_, width) in zip(row, columns, strict=False)
    ]
    return max(lines, default=1) * _LINE + 4


def _same_bytes(content: bytes) -> bytes:
    """Repack the file with fixed times, so that equal lists have equal fingerprints."""
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as source, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, date_time=(2000, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, source.read(name))
    return stream.getvalue()
