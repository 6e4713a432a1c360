"""Files that lie, bombs, passwords: refused with the right code, in little memory and time."""

import struct
import zipfile
from io import BytesIO

import pytest
from openpyxl import Workbook

from core.sheets.container import Limits
from core.sheets.reader import read
from core.sheets.refusals import FileRefused


def xlsx(**cells):
    book = Workbook()
    for place, value in (cells or {"A1": "x"}).items():
        book.active[place] = value
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def repacked(content, **changes):
    """Return a packed file with some parts replaced; the names have _ for / and ."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            key = info.filename.replace("/", "_").replace(".", "_")
            new.writestr(info.filename, changes.pop(key, None) or old.read(info.filename))
        for key, value in changes.items():
            new.writestr(key, value)
    return out.getvalue()


def packed(**parts):
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as book:
        for name, value in parts.items():
            book.writestr(name.replace("__", "/"), value)
    return out.getvalue()


def code_of(content, name="a.xlsx", **kwargs):
    with pytest.raises(FileRefused) as refusal:
        read(content, name, **kwargs)
    assert refusal.value.message
    return refusal.value.code


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (b"", "a.xlsx", "FILE_EMPTY"),
        (b"", "a.csv", "FILE_EMPTY"),
        (b"   \n", "a.csv", "FILE_EMPTY"),
        (b"%PDF-1.7 ...", "a.xlsx", "FILE_NOT_SPREADSHEET"),
        (b"<html><table><tr><td>x</td></tr></table></html>", "a.xls", "FILE_NOT_SPREADSHEET"),
        (b"\xef\xbb\xbf<!DOCTYPE html>", "a.csv", "FILE_NOT_SPREADSHEET"),
        (b'<?xml version="1.0"?><Workbook xmlns="urn:office:spreadsheet"/>', "a.xls", "FILE_NOT_SPREADSHEET"),
        (b"Ho ten,Chuc vu\nA,B\n", "a.xlsx", "FILE_NOT_SPREADSHEET"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "a.csv", "FILE_NOT_SPREADSHEET"),
        (b"PK\x03\x04 not really", "a.xlsx", "FILE_CORRUPT"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "a.xls", "FILE_CORRUPT"),
    ],
)  # fmt: skip
def test_what_is_no_workbook_says_so(content, name, code):
    assert code_of(content, name) == code


def test_a_cut_workbook_is_damaged():
    whole = xlsx(**{f"A{row}": f"dòng {row}" for row in range(1, 200)})
    assert {code_of(whole[: len(whole) * part // 10]) for part in range(1, 10)} == {"FILE_CORRUPT"}


def test_a_workbook_without_content_is_empty():
    assert code_of(xlsx(A1=None)) == "FILE_EMPTY"


def test_another_packed_file_is_no_workbook():
    assert code_of(packed(word__document_xml="<x/>"), "a.xlsx") == "FILE_NOT_SPREADSHEET"
    assert code_of(packed(mimetype="application/vnd.oasis.opendocument.text"), "a.ods") == "FILE_NOT_SPREADSHEET"


def test_a_workbook_is_known_by_its_content_not_its_name():
    assert read(xlsx(A1="x"), "a.xls").grids[0].text(1, 1) == "x"
    assert read(xlsx(A1="x"), "a.csv").grids[0].text(1, 1) == "x"


def test_a_file_with_a_password_says_so():
    sealed = packed(mimetype="application/vnd.oasis.opendocument.spreadsheet",
                    **{"META-INF__manifest.xml": "<m:encryption-data/>", "content.xml": "x"})  # fmt: skip
    assert code_of(sealed, "a.ods") == "FILE_ENCRYPTED"
    assert code_of(_compound("EncryptedPackage"), "a.xlsx") == "FILE_ENCRYPTED"
    assert code_of(_xls(struct.pack("<HH", 0x2F, 2) + b"\x01\x00"), "a.xls") == "FILE_ENCRYPTED"


def test_a_bomb_is_not_unpacked():
    bomb = packed(xl__workbook_xml="x", **{"[Content_Types].xml": b"0" * (170 * 1024 * 1024)})
    assert len(bomb) < 1024 * 1024
    assert code_of(bomb) == "FILE_TOO_LARGE"
    assert code_of(xlsx(), limits=Limits(file_bytes=100)) == "FILE_TOO_LARGE"


def test_two_far_corners_make_no_table_of_billions():
    assert code_of(xlsx(A1="x", XFD1048576="y")) == "FILE_TOO_LARGE"


def test_one_long_text_is_not_repeated_a_million_times():
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    text = f'<sst xmlns="{space}"><si><t>{"x" * 30_000}</t></si></sst>'
    rows = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, 5000))
    sheet = f'<worksheet xmlns="{space}"><sheetData>{rows}</sheetData></worksheet>'
    bomb = repacked(xlsx(), xl_worksheets_sheet1_xml=sheet, **{"xl/sharedStrings.xml": text})
    assert code_of(bomb) == "FILE_TOO_LARGE"


def test_a_huge_declared_size_is_not_believed():
    sheet = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><dimension ref="A1:XFD1048576"/>'
        '<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>Lê An</t></is></c></row></sheetData></worksheet>'
    )
    assert read(repacked(xlsx(), xl_worksheets_sheet1_xml=sheet), "a.xlsx").grids[0].text(1, 1) == "Lê An"


def test_a_row_without_end_is_refused():
    row = '<worksheet xmlns="x"><sheetData><row r="1">' + '<c r="A1"><v>1</v></c>' * 1_500_000
    assert code_of(repacked(xlsx(), xl_worksheets_sheet1_xml=row)) in ("FILE_TOO_LARGE", "FILE_CORRUPT")


@pytest.mark.parametrize("part", ["xl_workbook_xml", "xl_styles_xml", "xl__rels_workbook_xml_rels"])
def test_entities_are_not_expanded(part):
    laughs = (
        '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "haha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
        '<x xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">&b;</x>'
    )
    assert code_of(repacked(xlsx(), **{part: laughs})) == "FILE_CORRUPT"


def test_files_outside_are_not_fetched():
    sheet = (
        '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>'
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1">'
        '<c r="A1" t="inlineStr"><is><t>&f;x</t></is></c></row></sheetData></worksheet>'
    )
    try:
        found = read(repacked(xlsx(), xl_worksheets_sheet1_xml=sheet), "a.xlsx").grids[0].text(1, 1)
    except FileRefused:
        found = ""
    assert "root" not in found


def test_repeated_cells_of_an_ods_are_counted_not_copied():
    row = '<table:table-row table:number-rows-repeated="1048576"><table:table-cell office:value-type="string" '
    row += 'table:number-columns-repeated="16384"><text:p>x</text:p></table:table-cell></table:table-row>'
    spaces = 'xmlns:office="o" xmlns:table="t" xmlns:text="x"'
    body = (
        f'<office:document-content {spaces}><table:table table:name="A">{row}</table:table></office:document-content>'
    )
    content = packed(mimetype="application/vnd.oasis.opendocument.spreadsheet", **{"content.xml": body})
    assert code_of(content, "a.ods") == "FILE_TOO_LARGE"


def test_macros_are_not_run_and_that_is_told():
    book = read(repacked(xlsx(A1="Lê An"), **{"xl/vbaProject.bin": b"macro"}), "a.xlsm")
    assert (book.grids[0].text(1, 1), [notice.code for notice in book.notices]) == ("Lê An", ["FILE_MACRO"])


def _compound(name):
    """Return a compound file that holds one empty stream of a name."""
    head = bytearray(512)
    head[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    struct.pack_into("<HHHHH", head, 24, 0x3E, 3, 0xFFFE, 9, 6)
    struct.pack_into("<IIIIII", head, 44, 1, 1, 0, 4096, 0xFFFFFFFE, 0)
    struct.pack_into("<II", head, 68, 0xFFFFFFFE, 0)
    struct.pack_into("<109I", head, 76, 0, *[0xFFFFFFFF] * 108)
    table = struct.pack("<128I", 0xFFFFFFFD, 0xFFFFFFFE, *[0xFFFFFFFF] * 126)
    entries = _entry("Root Entry", 5) + _entry(name, 2) + bytes(256)
    return bytes(head) + table + entries


def _entry(name, kind):
    raw = name.encode("utf-16-le")
    entry = bytearray(128)
    entry[: len(raw)] = raw
    struct.pack_into("<HB", entry, 64, len(raw) + 2, kind)
    struct.pack_into("<II", entry, 116, 0xFFFFFFFE, 0)
    return bytes(entry)


def _xls(record):
    """Return a bare stream of records, as very old programs wrote it."""
    bof = struct.pack("<HHHHHHII", 0x0809, 16, 0x0600, 5, 0, 0, 0, 0)
    return bof + record + struct.pack("<HH", 0x0A, 0)
