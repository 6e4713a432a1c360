"""One small list written by hand, saved as .xlsx, .xls, .ods and .csv: whatever the program, it reads alike.

A list is text: ``== name`` begins a sheet (``== name [hidden]``), cells stand between bars, ``⏎``
is a line break, ``merge A1:B2`` joins cells; whole numbers are saved as numbers, ``'007`` as text.
"""

import csv
import struct
import zipfile
from dataclasses import dataclass, field
from io import BytesIO, StringIO
from xml.sax.saxutils import escape, quoteattr

from openpyxl import Workbook
from openpyxl.utils import range_boundaries

Cell = str | int | None


@dataclass
class SheetText:
    """A sheet: its rows, the areas that are merged (left, top, right, bottom, from 1), whether it is hidden."""

    name: str
    rows: list[list[Cell]] = field(default_factory=list)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    is_hidden: bool = False


def parsed(text: str) -> list[SheetText]:
    """Return the sheets of a list written by hand."""
    sheets: list[SheetText] = []
    for line in text.splitlines():
        if line.startswith("== "):
            name = line.removeprefix("== ")
            sheets.append(SheetText(name.removesuffix(" [hidden]"), is_hidden=name.endswith(" [hidden]")))
        elif line.startswith("merge "):
            sheets[-1].merges += [range_boundaries(area) for area in line.split()[1:]]
        else:
            sheets[-1].rows.append([_cell(cell.strip()) for cell in line.split("|")])
    return sheets


def _cell(text: str) -> Cell:
    if text.isdigit() and text.isascii():
        return int(text)
    return text.removeprefix("'").replace("⏎", "\n") or None


def as_xlsx(sheets: list[SheetText]) -> bytes:
    book = Workbook()
    book.remove(book.active)
    for one in sheets:
        sheet = book.create_sheet(one.name)
        for row in one.rows:
            sheet.append(row)
        for left, top, right, bottom in one.merges:
            sheet.merge_cells(start_row=top, start_column=left, end_row=bottom, end_column=right)
        sheet.sheet_state = "hidden" if one.is_hidden else "visible"
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def as_csv(sheets: list[SheetText], separator: str = ",") -> bytes:
    out = StringIO()
    csv.writer(out, delimiter=separator).writerows(sheets[0].rows)
    return out.getvalue().encode("utf-8-sig")


def as_ods(sheets: list[SheetText]) -> bytes:
    space = "urn:oasis:names:tc:opendocument:xmlns:"
    hidden = (
        '<style:style style:name="h" style:family="table"><style:table-properties table:display="false"/></style:style>'
    )
    tables = "".join(_ods_table(sheet) for sheet in sheets)
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content xmlns:office="{space}office:1.0" '
        f'xmlns:table="{space}table:1.0" xmlns:text="{space}text:1.0" xmlns:style="{space}style:1.0">'
        f"<office:automatic-styles>{hidden}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
    )
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
    return out.getvalue()


def _ods_table(sheet: SheetText) -> str:
    spans = {(top, left): (bottom - top + 1, right - left + 1) for left, top, right, bottom in sheet.merges}
    rows = []
    for number, row in enumerate(sheet.rows, start=1):
        cells = [_ods_cell(value, spans.get((number, column))) for column, value in enumerate(row, start=1)]
        rows.append(f"<table:table-row>{''.join(cells)}</table:table-row>")
    style = ' table:style-name="h"' if sheet.is_hidden else ""
    return f"<table:table table:name={quoteattr(sheet.name)}{style}>{''.join(rows)}</table:table>"


def _ods_cell(value: Cell, span: tuple[int, int] | None) -> str:
    area = f' table:number-rows-spanned="{span[0]}" table:number-columns-spanned="{span[1]}"' if span else ""
    if value is None:
        return f"<table:table-cell{area}/>"
    kind = f'"float" office:value="{value}"' if isinstance(value, int) else '"string"'
    lines = "".join(f"<text:p>{escape(line)}</text:p>" for line in str(value).split("\n"))
    return f"<table:table-cell{area} office:value-type={kind}>{lines}</table:table-cell>"


def as_xls(sheets: list[SheetText]) -> bytes:
    """Return a workbook of records (BIFF8) in a compound file, as Excel 97 to 2003 saved it."""
    bodies = [_xls_sheet(sheet) for sheet in sheets]
    names = [sheet.name.encode("utf-16-le") for sheet in sheets]
    start = len(_bof(5)) + sum(12 + len(name) for name in names) + 4
    head = _bof(5)
    for sheet, name, body in zip(sheets, names, bodies, strict=True):
        head += _record(0x85, struct.pack("<IBBBB", start, sheet.is_hidden, 0, len(name) // 2, 1) + name)
        start += len(body)
    return compound("Workbook", (head + _record(0x0A, b"") + b"".join(bodies)).ljust(4096, b"\0"))


def _xls_sheet(sheet: SheetText) -> bytes:
    out = _bof(0x10)
    for row, cells in enumerate(sheet.rows):
        for column, value in enumerate(cells):
            place = struct.pack("<HHH", row, column, 0)
            if isinstance(value, int):
                out += _record(0x203, place + struct.pack("<d", value))
            elif value:
                out += _record(0x204, place + struct.pack("<HB", len(value), 1) + value.encode("utf-16-le"))
    for left, top, right, bottom in sheet.merges:
        out += _record(0xE5, struct.pack("<HHHHH", 1, top - 1, bottom - 1, left - 1, right - 1))
    return out + _record(0x0A, b"")


def _bof(kind: int) -> bytes:
    return _record(0x0809, struct.pack("<HHHHII", 0x0600, kind, 0, 0, 0, 0))


def _record(kind: int, body: bytes) -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def compound(name: str, stream: bytes) -> bytes:
    """Return a compound file with one stream of 4,096 bytes to 60 KB."""
    sectors = -(-len(stream) // 512)
    head = bytearray(512)
    head[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    struct.pack_into("<HHHHH", head, 24, 0x3E, 3, 0xFFFE, 9, 6)
    struct.pack_into("<IIIIII", head, 44, 1, 1, 0, 4096, 0xFFFFFFFE, 0)
    struct.pack_into("<II", head, 68, 0xFFFFFFFE, 0)
    struct.pack_into("<109I", head, 76, 0, *[0xFFFFFFFF] * 108)
    chain = [0xFFFFFFFD, 0xFFFFFFFE, *range(3, sectors + 2), 0xFFFFFFFE]
    table = struct.pack("<128I", *chain, *[0xFFFFFFFF] * (128 - len(chain)))
    entries = _entry("Root Entry", 5, 0xFFFFFFFE, 0, child=1) + _entry(name, 2, 2, len(stream)) + bytes(256)
    return bytes(head) + table + entries + stream.ljust(sectors * 512, b"\0")


def _entry(name: str, kind: int, start: int, size: int, child: int = 0xFFFFFFFF) -> bytes:
    raw = name.encode("utf-16-le")
    entry = bytearray(128)
    entry[: len(raw)] = raw
    struct.pack_into("<HBBIII", entry, 64, len(raw) + 2, kind, 1, 0xFFFFFFFF, 0xFFFFFFFF, child)
    struct.pack_into("<II", entry, 116, start, size)
    return bytes(entry)
