"""Files that two readers understand in two ways: what one measures is not what the other makes a table of.

The table hidden in each is of five million cells only, so that a slip does not take the machine along.
"""

import struct
import zipfile
from collections.abc import Callable
from io import BytesIO
from zlib import crc32

from tests.core.sheets.hostile import LIST, plain, sheet
from tests.emulation.imports.formats import as_xlsx, compound, parsed

SHEET, BOOK, LINKS = "xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
_WIDE = sheet('<row r="1"><c r="A1"><v>1</v></c></row><row r="5000"><c r="ALL5000"><v>2</v></c></row>').encode()
_TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"
_SPACE = "urn:oasis:names:tc:opendocument:xmlns:"
two_sheets = as_xlsx([*parsed(LIST), *parsed(LIST.replace("Khoa Nội", "Khoa Ngoại"))])
Edit = tuple[str, str, str]


def _packed(parts: dict[str, bytes]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, value in parts.items():
            archive.writestr(name, value)
    return out.getvalue()


def _parts(content: bytes) -> dict[str, bytes]:
    archive = zipfile.ZipFile(BytesIO(content))
    return {name: archive.read(name) for name in archive.namelist()}


def twin(*edits: Edit, wide: str = SHEET, more: dict[str, bytes] | None = None, **names: str) -> bytes:
    """Return a workbook of two sheets with a wide one, after ``edits`` of its parts; ``names`` are put for others."""
    parts = _parts(two_sheets) | {wide: _WIDE} | (more or {})
    for name, old, new in edits:
        assert old.encode() in parts[name]
        parts[name] = parts[name].replace(old.encode(), new.encode(), 1)
    told = {key.replace("__", "/").replace("_dot_", "."): name for key, name in names.items()}
    return _packed({told.get(name, name): value for name, value in parts.items()})


def _linked_twice() -> bytes:
    link = f'<Relationship Id="rId1" Type="{_TYPE}" Target="/xl/worksheets/sheet2.xml"/></Relationships>'
    return twin((LINKS, "</Relationships>", link))


def _to(target: str, wide: str) -> bytes:
    """Return a workbook whose first sheet is linked by a way that leads, for a lenient reader, to a wide one."""
    return twin((LINKS, "/xl/worksheets/sheet1.xml", target), wide=wide)


def _second_name() -> bytes:
    """Return a package with a part whose other name, told in a field beside it, is that of a sheet."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, value in _parts(two_sheets).items():
            archive.writestr(name, value)
        other = zipfile.ZipInfo("docs/a.xml")
        field = struct.pack("<BI", 1, crc32(b"docs/a.xml")) + SHEET.encode()
        other.extra = struct.pack("<HH", 0x7075, len(field)) + field
        archive.writestr(other, _WIDE)
    return out.getvalue()


def _behind(first: bytes, second: bytes, place: int, value: int) -> bytes:
    """Return two packages, one behind the other, with a number changed in the end of the second."""
    moved, shift = bytearray(second), len(first)
    at = moved.find(b"PK\x01\x02")
    while at >= 0:
        struct.pack_into("<I", moved, at + 42, struct.unpack_from("<I", moved, at + 42)[0] + shift)
        at = moved.find(b"PK\x01\x02", at + 4)
    end = second.rfind(b"PK\x05\x06")
    struct.pack_into("<I", moved, end + 16, struct.unpack_from("<I", moved, end + 16)[0] + shift)
    struct.pack_into("<H", moved, end + place, value)
    return first + bytes(moved)


def stored(name: str, value: bytes) -> bytes:
    """Return a sound workbook with a part more, that is put in as it is."""
    out = BytesIO(plain)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_STORED) as archive:
        archive.writestr(name, value)
    return out.getvalue()


def ods_table(rows: str) -> bytes:
    spaces = " ".join(f'xmlns:{name}="{_SPACE}{name}:1.0"' for name in ("office", "table", "text"))
    body = f'<table:table table:name="A">{rows}</table:table>'
    content = f"<office:body><office:spreadsheet>{body}</office:spreadsheet></office:body>"
    return _packed(
        {
            "mimetype": b"application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": f"<office:document-content {spaces}>{content}</office:document-content>".encode(),
            "META-INF/manifest.xml": b"<manifest/>",
        }
    )


def ods_row(times: str, cell: str) -> str:
    return f'<table:table-row table:number-rows-repeated="{times}">{cell}</table:table-row>'


def ods_cell(times: str, told: str = 'office:value-type="string"', body: str = "<text:p>x</text:p>") -> str:
    return f'<table:table-cell table:number-columns-repeated="{times}" {told}>{body}</table:table-cell>'


def record(kind: int, body: bytes) -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def number(row: int, column: int) -> bytes:
    return record(0x203, struct.pack("<HHHd", row, column, 0, 1.0))


BEGIN, END = record(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0, 0, 0, 0)), record(0x0A, b"")
FAR = number(0, 0) + number(5_000, 1_000)


def xls(body: bytes, *, table: bytes = b"", before: bytes = b"", inside: int = 0) -> bytes:
    """Return an old workbook of one sheet, that is said to begin ``inside`` bytes behind where it begins."""
    begin = len(BEGIN) + 14 + len(table) + len(END)
    named = record(0x85, struct.pack("<IBBBBH", begin + inside, 0, 0, 1, 1, 65))
    assert len(named) == 14
    return compound("Workbook", (BEGIN + named + table + END + before + BEGIN + body + END).ljust(4096, b"\0"))


def long_text(rows: int) -> bytes:
    """Return an old workbook that shows one text of 9,000 letters in so many rows."""
    first = struct.pack("<IIHB", rows, 1, 9_000, 0) + b"x" * 8_200
    table = record(0xFC, first) + record(0x3C, b"\0" + b"x" * 800)
    return xls(b"".join(record(0xFD, struct.pack("<HHHI", row, 0, 0, 0)) for row in range(rows)), table=table)


def dimensions(top: int, bottom: int, left: int, right: int) -> bytes:
    return record(0x200, struct.pack("<IIHHH", top, bottom, left, right, 0))


_BOTH = (BOOK, ' r:id="rId1"', ' xmlns:x="urn:x" r:id="rId2" x:id="rId1"')
_MIXED = (BOOK, ' r:id="rId1"', ' xmlns:x="urn:x" x:id="rId2" r:id="rId1"')
_FOREIGN = (BOOK, "<sheets>", '<sheets><x:sheet xmlns:x="urn:x" name="A" sheetId="9" r:id="rId1"/>')
# name of the file, its maker, the codes with which it may be refused
TWINS: dict[str, tuple[str, Callable[[], bytes], tuple[str, ...]]] = {
    "two sheets of one name": ("a.xlsx", lambda: twin((BOOK, "Khoa Ngoại", "Khoa Nội")), ("FILE_CORRUPT",)),
    "sheet in another case": (
        "a.xlsx",
        lambda: twin(xl__worksheets__sheet1_dot_xml="xl/worksheets/Sheet1.xml"),
        ("FILE_CORRUPT",),
    ),
    "sheet in two cases": ("a.xlsx", lambda: twin(wide="xl/worksheets/SHEET1.xml"), ("FILE_CORRUPT",)),
    "sheet with backslashes": ("a.xlsx", lambda: twin(wide="xl\\worksheets\\sheet1.xml"), ("FILE_CORRUPT",)),
    "workbook in another case": ("a.xlsx", lambda: twin(xl__workbook_dot_xml="xl/Workbook.xml"), ("FILE_CORRUPT",)),
    "links in another case": (
        "a.xlsx",
        lambda: twin(xl___rels__workbook_dot_xml_dot_rels="xl/_rels/Workbook.xml.rels"),
        ("FILE_CORRUPT",),
    ),
    "texts in another case": (
        "a.xlsx",
        lambda: twin(xl__sharedStrings_dot_xml="xl/SharedStrings.xml"),
        ("FILE_CORRUPT", "FILE_TOO_LARGE"),
    ),
    "foreign id after the id": ("a.xlsx", lambda: twin(_BOTH), ("FILE_CORRUPT",)),
    "foreign id before the id": ("a.xlsx", lambda: twin(_MIXED), ("FILE_CORRUPT",)),
    "foreign sheet": ("a.xlsx", lambda: twin(_FOREIGN), ("FILE_CORRUPT",)),
    "one id of two links": ("a.xlsx", _linked_twice, ("FILE_CORRUPT",)),
    "two sheets of one part": ("a.xlsx", lambda: twin((LINKS, "sheet2.xml", "sheet1.xml")), ("FILE_CORRUPT",)),
    "way from the folder twice": ("a.xlsx", lambda: _to("xl/worksheets/sheet1.xml", SHEET), ("FILE_CORRUPT",)),
    "way with turns": ("a.xlsx", lambda: _to("worksheets/../worksheets/sheet1.xml", SHEET), ("FILE_CORRUPT",)),
    "way with a dot": ("a.xlsx", lambda: _to("./worksheets/sheet1.xml", SHEET), ("FILE_CORRUPT",)),
    "way with backslashes": ("a.xlsx", lambda: _to("worksheets\\sheet1.xml", SHEET), ("FILE_CORRUPT",)),
    "way in code": ("a.xlsx", lambda: _to("worksheets/%73heet1.xml", SHEET), ("FILE_CORRUPT",)),
    "way to nothing": ("a.xlsx", lambda: _to("worksheets/none.xml", SHEET), ("FILE_CORRUPT",)),
    "sheet that no workbook names": (
        "a.xlsx",
        lambda: twin(wide="xl/Worksheets/other.xml"),
        ("FILE_TOO_LARGE",),
    ),
    "sheet of two bytes a sign": (
        "a.xlsx",
        lambda: twin(more={SHEET: _WIDE.decode().encode("utf-16")}),
        ("FILE_CORRUPT",),
    ),
    "part with a second name": ("a.xlsx", _second_name, ("FILE_CORRUPT",)),
    "directory behind another": ("a.xlsx", lambda: twin() + plain, ("FILE_CORRUPT",)),
    "directory on another disk": ("a.xlsx", lambda: _behind(twin(), plain, 4, 1), ("FILE_CORRUPT",)),
    "directory of fewer parts": ("a.xlsx", lambda: _behind(twin(), plain, 10, 3), ("FILE_CORRUPT",)),
    "directory with too long a word behind it": (
        "a.xlsx",
        lambda: _behind(twin(), plain, 20, 99),
        ("FILE_CORRUPT",),
    ),
    "ods of signed numbers": ("a.ods", lambda: ods_table(ods_row("+5000", ods_cell("+1000"))), ("FILE_CORRUPT",)),
    "ods of long numbers": ("a.ods", lambda: ods_table(ods_row("00000005000", ods_cell("1000"))), ("FILE_CORRUPT",)),
    "ods of values without a kind": (
        "a.ods",
        lambda: ods_table(ods_row("5000", ods_cell("1000", 'office:value="1"', ""))),
        ("FILE_TOO_LARGE",),
    ),
    "ods with a table in a cell": (
        "a.ods",
        lambda: ods_table(
            ods_row("5000", ods_cell("1", "", ""))
            + ods_row("1", ods_cell("1000", "", '<table:table table:name="B"/>') + ods_cell("1"))
        ),
        ("FILE_CORRUPT",),
    ),
    "ods of spaces": (
        "a.ods",
        lambda: ods_table(ods_row("1", ods_cell("1", body='<text:p>x<text:s text:c="99999999"/></text:p>'))),
        ("FILE_TOO_LARGE",),
    ),
    "ods of spaces beyond number": (
        "a.ods",
        lambda: ods_table(ods_row("1", ods_cell("1", body='<text:p>x<text:s text:c="999999999999"/></text:p>'))),
        ("FILE_CORRUPT",),
    ),
    "ods of a long value many times": (
        "a.ods",
        lambda: ods_table(ods_row("1000", ods_cell("9", f'office:string-value="{"x" * 9_000}"', ""))),
        ("FILE_TOO_LARGE",),
    ),
    "old workbook of one long text": ("a.xls", lambda: long_text(3_000), ("FILE_TOO_LARGE",)),
    "old workbook of far cells": ("a.xls", lambda: xls(FAR), ("FILE_TOO_LARGE",)),
    "old workbook, cells behind noughts": (
        "a.xls",
        lambda: xls(number(0, 0) + bytes(8) + number(5_000, 1_000)),
        ("FILE_TOO_LARGE",),
    ),
    "old workbook, cells behind an inner part": (
        "a.xls",
        lambda: xls(number(0, 0) + BEGIN + END + number(5_000, 1_000)),
        ("FILE_TOO_LARGE",),
    ),
    "old workbook, many numbers of a row": (
        "a.xls",
        lambda: xls(number(0, 0) + record(0xBD, struct.pack("<HHHiHiH", 5_000, 999, 0, 4, 0, 4, 1_000))),
        ("FILE_TOO_LARGE",),
    ),
    "old workbook, sheet within a record": (
        "a.xls",
        lambda: xls(number(0, 0), before=record(0x1234, BEGIN + FAR + END), inside=4),
        ("FILE_CORRUPT",),
    ),
    "old workbook of vast claims": ("a.xls", lambda: xls(dimensions(0, 99_999, 0, 300) + FAR), ("FILE_CORRUPT",)),
    "old workbook of claims turned round": ("a.xls", lambda: xls(dimensions(5, 3, 0, 9) + FAR), ("FILE_CORRUPT",)),
}
