"""Lists as workbooks that look like official papers: letterhead, title, bordered table, signature.

The paper is drawn in ``templates/documents/danh_sach.xlsx``, one sheet for the State's letterhead and one
for the Party's: its words, letters, borders, margins and distances are changed there. It is drawn in two
columns, the halves of the letterhead; a list spreads them over its own columns and takes the look of the
samples for its cells. Same data, same bytes: times inside the file are fixed.
"""

import zipfile
from collections.abc import Sequence
from copy import copy
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from django.conf import settings
from openpyxl import load_workbook
from openpyxl.cell import Cell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.xml.constants import ARC_CORE
from openpyxl.xml.functions import tostring

from core.sheets.writer import put, sheet_name
from core.text import nfc

TEMPLATE = "danh_sach.xlsx"
STATE, PARTY = "Chính quyền", "Đảng"
_SAMPLES = ("column", "number", "text", "nothing", "signer_title", "signer")
_FIXED = datetime(2000, 1, 1)
_NATION = 46  # width of the Quốc hiệu in characters
_WIDE = 100  # a list wider than this is printed across
_LINE = 17.5  # points of one printed line at 13 pt


def workbook(data: dict[str, Any]) -> bytes:
    """Return an .xlsx of one or more lists; ``data`` as the builders make it."""
    book = load_workbook(Path(settings.BASE_DIR) / "templates" / "documents" / TEMPLATE)
    papers = book.worksheets
    drawn, words, names = _Drawn(book[PARTY if data["head"]["style"] == "party" else STATE]), _words(data), list[str]()
    for content in data["sheets"]:
        names.append(sheet_name(content["name"], names))
        _list(book.create_sheet(), drawn, content, {**words, "about": content["about"]}, data)
    for paper in papers:
        book.remove(paper)
    for sheet, name in zip(book.worksheets, names, strict=True):
        sheet.title = name
    book.properties.creator, book.properties.title = nfc(data["head"]["issuer"]), None
    stream = BytesIO()
    book.save(stream)
    # Saving writes the time of saving into the file.
    book.properties.created = book.properties.modified = _FIXED
    return _same_bytes(stream.getvalue(), tostring(book.properties.to_tree()))


class _Drawn:
    """The paper as it is drawn: its samples, found by their marks, and what stands above the table."""

    def __init__(self, sheet: Worksheet):
        self.sheet = sheet
        cells = [cell for line in sheet for cell in line if cell.value]
        self.samples = {mark: next(cell for cell in cells if cell.value == f"{{{mark}}}") for mark in _SAMPLES}
        self.head_row = self.samples["column"].row
        self.above = [cell for cell in cells if cell.row < self.head_row]
        self.whole = {area.start_cell.coordinate for area in sheet.merged_cells.ranges}

    def reach(self, cell: Cell, split: int, width: int) -> tuple[int, int]:
        """Return the columns of a list over which a cell above the table reaches: all, the left or the right half."""
        if cell.coordinate in self.whole:
            return 1, width
        return (1, split) if cell.column == 1 else (split + 1, width)


def _words(data: dict[str, Any]) -> dict[str, str]:
    head, day = data["head"], datetime.fromisoformat(data["head"]["date"])
    month = f"{day.month:02}" if day.month < 3 else str(day.month)
    told = {"parent": head["parent"], "issuer": head["issuer"], "place": head["place"], "kind": data["kind"].upper()}
    return {**told, "day": f"{day.day:02}", "month": month, "year": str(day.year)}


def _list(
    sheet: Worksheet, drawn: _Drawn, content: dict[str, Any], words: dict[str, str], data: dict[str, Any]
) -> None:
    columns, width = content["columns"], len(content["columns"])
    _page(sheet, drawn, columns)
    split = _split(columns)
    for cell in drawn.above:
        _spread(sheet, cell.row, drawn.reach(cell, split, width), str(cell.value).format(**words), cell)
        sheet.row_dimensions[cell.row].height = drawn.sheet.row_dimensions[cell.row].height
    for column, (label, _) in enumerate(columns, 1):
        _write(sheet.cell(drawn.head_row, column), label, drawn.samples["column"])
    last = _rows(sheet, drawn, content["rows"], columns)
    _signature(sheet, drawn, last, width, data)


def _page(sheet: Worksheet, drawn: _Drawn, columns: Sequence[Sequence[Any]]) -> None:
    for part in ("page_setup", "page_margins", "print_options", "sheet_properties"):
        setattr(sheet, part, copy(getattr(drawn.sheet, part)))
    sheet.page_setup.orientation = "landscape" if sum(width for _, width in columns) > _WIDE else "portrait"
    sheet.print_title_rows = drawn.sheet.print_title_rows
    for place, (_, width) in enumerate(columns, 1):
        sheet.column_dimensions[get_column_letter(place)].width = width


def _split(columns: Sequence[Sequence[Any]]) -> int:
    """Return how many columns the left half of the letterhead takes: the right one holds the Quốc hiệu."""
    right = 0
    for place in range(len(columns), 1, -1):
        right += columns[place - 1][1]
        if right >= _NATION:
            return place - 1
    return 1


def _rows(sheet: Worksheet, drawn: _Drawn, rows: Sequence[Sequence[Any]], columns: Sequence[Sequence[Any]]) -> int:
    """Write the rows under the head, or the one that says that there is nothing; return where they end."""
    nothing = drawn.samples["nothing"]
    said = ["", nothing.offset(column=1).value, *[""] * (len(columns) - 2)]
    for row, values in enumerate(rows or [said], start=drawn.head_row + 1):
        for column, value in enumerate(values, 1):
            sample = drawn.samples["number" if isinstance(value, int) else "text"] if rows else nothing
            _write(sheet.cell(row, column), value, sample)
        sheet.row_dimensions[row].height = _height(values, columns)
    return drawn.head_row + max(len(rows), 1)


def _signature(sheet: Worksheet, drawn: _Drawn, last: int, width: int, data: dict[str, Any]) -> None:
    """Write who signs under the last three columns, as far below the list as the paper has it."""
    title, name = drawn.samples["signer_title"], drawn.samples["signer"]
    reach, first = (max(width - 2, 1), width), last + title.row - drawn.samples["nothing"].row
    for row, line in enumerate(data["signer_title"], start=first):
        _spread(sheet, row, reach, line.upper(), title)
    below = first + len(data["signer_title"]) - 1 + name.row - title.row
    _spread(sheet, below, reach, data["signer"], name)


def _spread(sheet: Worksheet, row: int, reach: tuple[int, int], text: str, sample: Cell) -> None:
    first, last = reach
    if last > first:
        sheet.merge_cells(start_row=row, start_column=first, end_row=row, end_column=last)
    _write(sheet.cell(row, first), text, sample)


def _write(cell: Cell, value: Any, sample: Cell) -> None:
    cell._style = copy(sample._style)
    put(cell, value if isinstance(value, int) else str(value))


def _height(row: Sequence[Any], columns: Sequence[Sequence[Any]]) -> float:
    """Return the height that the longest cell of a row needs, in points."""
    lines = [
        sum(-(-max(len(part), 1) // max(int(width * 0.95), 1)) for part in str(value).split("\n"))
        for value, (_, width) in zip(row, columns, strict=False)
    ]
    return max(lines, default=1) * _LINE + 4


def _same_bytes(content: bytes, properties: bytes) -> bytes:
    """Repack the file with fixed times, inside and out, so that equal lists have equal fingerprints."""
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as source, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, date_time=(2000, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, properties if name == ARC_CORE else source.read(name))
    return stream.getvalue()
