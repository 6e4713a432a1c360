"""Files made to hurt: bombs, lies about size, entities, depth, broken records. Each is named by what it does."""

import random
import struct
import zipfile
from collections.abc import Callable
from io import BytesIO

from openpyxl import Workbook

from tests.emulation.imports.formats import as_xls, as_xlsx, compound, parsed

LIST = """== Khoa Nội
STT | Họ và tên | Chức vụ | 2022
1 | Lê Thị Hoa | Bác sĩ | LĐTT
2 | Lê An | Y sĩ | LĐTT, CSTĐCS"""
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_SPACE = "urn:oasis:names:tc:opendocument:xmlns:"
_LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
_BILLION = f'<!DOCTYPE x [<!ENTITY l0 "haha">{_LAUGHS}]>'
_OUTSIDE = '<!DOCTYPE x [<!ENTITY l9 SYSTEM "file:///etc/passwd">]>'
_MB = 1024 * 1024

plain = as_xlsx(parsed(LIST))


def repacked(content: bytes, **changes: bytes | str) -> bytes:
    """Return a packed file with parts put in place of others or added; __ stands for / and _dot_ for a dot."""
    parts = {key.replace("__", "/").replace("_dot_", "."): value for key, value in changes.items()}
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, parts.pop(name) if name in parts else old.read(name))
        for name, value in parts.items():
            new.writestr(name, value)
    return out.getvalue()


def with_sheet(xml: str | bytes) -> bytes:
    return repacked(plain, xl__worksheets__sheet1_dot_xml=xml)


def sheet(rows: str, head: str = "", tail: str = "") -> str:
    return f'{head}<worksheet xmlns="{_MAIN}"><sheetData>{rows}</sheetData>{tail}</worksheet>'


def ods(body: str, head: str = "") -> bytes:
    content = (
        f'{head}<office:document-content xmlns:office="{_SPACE}office:1.0" xmlns:table="{_SPACE}table:1.0" '
        f'xmlns:text="{_SPACE}text:1.0"><office:body><office:spreadsheet><table:table table:name="A"><table:table-row>'
        f'<table:table-cell office:value-type="string">{body}</table:table-cell></table:table-row></table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
    return out.getvalue()


def packed(*parts: tuple[str, bytes]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, value in parts:
            archive.writestr(name, value)
    return out.getvalue()


def claiming(size: int) -> bytes:
    """Return a workbook whose directory says that each part unpacks to so many bytes."""
    content = bytearray(plain)
    at = content.find(b"PK\x01\x02")
    while at >= 0:
        struct.pack_into("<I", content, at + 24, size)
        at = content.find(b"PK\x01\x02", at + 4)
    return bytes(content)


def lying_bomb() -> bytes:
    """Return a bomb whose directory says that it is small."""
    content = bytearray(with_sheet(b"<" * (400 * _MB)))
    for sign, place in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        at = content.find(sign)
        while at >= 0:
            if struct.unpack_from("<I", content, at + place)[0] > 100 * _MB:
                struct.pack_into("<I", content, at + place, 5_000)
            at = content.find(sign, at + 4)
    return bytes(content)


def sealed_zip() -> bytes:
    content = bytearray(plain)
    for sign, place in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        at = content.find(sign)
        while at >= 0:
            content[at + place] |= 1
            at = content.find(sign, at + 4)
    return bytes(content)


def broken_records() -> bytes:
    content = bytearray(as_xls(parsed(LIST)))
    chance = random.Random(7)
    for _ in range(60):
        content[chance.randrange(1536, len(content))] = chance.randrange(256)
    return bytes(content)


def vast_dimension() -> bytes:
    """Return a sound list whose sheet says that it fills every cell there is."""
    told = zipfile.ZipFile(BytesIO(plain)).read("xl/worksheets/sheet1.xml")
    return with_sheet(told.replace(b'ref="A1:D3"', b'ref="A1:XFD1048576"'))


def many_sheets() -> bytes:
    book = Workbook()
    for number in range(1_500):
        book.create_sheet(f"S{number}")["A1"] = "x"
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def wide_merges() -> bytes:
    """Return a small sheet with a hundred thousand merged areas that overlap."""
    rows = "".join(f'<row r="{n}"><c r="A{n}"><v>{n}</v></c></row>' for n in range(1, 2_000))
    areas = "".join(f'<mergeCell ref="A{n % 999 + 1}:XFD1048576"/>' for n in range(100_000))
    return with_sheet(sheet(rows, tail=f"<mergeCells>{areas}</mergeCells>"))


def strings(text: str, head: str = "") -> bytes:
    """Return a workbook with one shared text."""
    row = '<row r="1"><c r="A1" t="s"><v>0</v></c></row>'
    shared = f'{head}<sst xmlns="{_MAIN}"><si><t>{text}</t></si></sst>'
    return repacked(plain, xl__worksheets__sheet1_dot_xml=sheet(row), xl__sharedStrings_dot_xml=shared)


def inline(*texts: str) -> bytes:
    """Return a workbook whose second row holds texts under the heads of a list."""
    heads = ["STT", "Họ và tên", "Chức vụ", "2022", "2023"]
    rows = [
        f'<row r="{number}">'
        + "".join(
            f'<c r="{sign}{number}" t="inlineStr"><is><t>{text}</t></is></c>'
            for sign, text in zip("ABCDE", row, strict=True)
        )
        + "</row>"
        for number, row in enumerate((heads, [*texts, ""][:5]), start=1)
    ]
    return with_sheet(sheet("".join(rows)))


_HTML = b"<html><body><table><tr><td>H\xe1\xbb\x8d t\xc3\xaan</td></tr></table></body></html>"
_CELL = '<c r="{}1" t="inlineStr"><is><t>x</t></is></c>'
_DEEP = "<a>" * 400_000 + "</a>" * 400_000
# name of the file, its maker, the codes of which the report has to give one ("" when it may be read)
FILES: dict[str, tuple[str, Callable[[], bytes], tuple[str, ...]]] = {
    "bomb": ("a.xlsx", lambda: with_sheet(b"0" * (500 * _MB)), ("FILE_TOO_LARGE",)),
    "bomb that lies": ("a.xlsx", lying_bomb, ("FILE_CORRUPT", "FILE_TOO_LARGE")),
    "bomb within a bomb": (
        "a.xlsx",
        lambda: packed(("a.zip", packed(("b", b"0" * (200 * _MB))))),
        ("FILE_NOT_SPREADSHEET",),
    ),
    "gigabyte claimed": ("a.xlsx", lambda: claiming(1024 * _MB), ("FILE_TOO_LARGE",)),
    "far corners": (
        "a.xlsx",
        lambda: with_sheet(
            sheet(f'<row r="1">{_CELL.format("A")}</row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')
        ),
        ("FILE_TOO_LARGE",),
    ),
    "dimension claimed": ("a.xlsx", vast_dimension, ("",)),
    "many parts": (
        "a.xlsx",
        lambda: packed(("xl/workbook.xml", b"x"), *((f"p{n}", b"") for n in range(20_000))),
        ("FILE_TOO_LARGE",),
    ),
    "many sheets": ("a.xlsx", many_sheets, ("NO_DATA",)),
    "wide merges": ("a.xlsx", wide_merges, ("NO_DATA", "FILE_TOO_LARGE")),
    "laughs in shared strings": (
        "a.xlsx",
        lambda: strings("&l9;", _BILLION),
        ("FILE_CORRUPT", "NO_DATA", "FILE_EMPTY"),
    ),
    "laughs in a sheet": (
        "a.xlsx",
        lambda: with_sheet(sheet('<row r="1"><c r="A1" t="inlineStr"><is><t>&l9;</t></is></c></row>', _BILLION)),
        ("FILE_CORRUPT", "NO_DATA", "FILE_EMPTY"),
    ),
    "laughs in the workbook": (
        "a.xlsx",
        lambda: repacked(plain, xl__workbook_dot_xml=f"{_BILLION}<workbook>&l9;</workbook>"),
        ("FILE_CORRUPT",),
    ),
    "laughs in an ods": ("a.ods", lambda: ods("<text:p>&l9;</text:p>", _BILLION), ("FILE_CORRUPT",)),
    "file outside, shared strings": (
        "a.xlsx",
        lambda: strings("&l9;", _OUTSIDE),
        ("FILE_CORRUPT", "NO_DATA", "FILE_EMPTY"),
    ),
    "file outside, ods": ("a.ods", lambda: ods("<text:p>&l9;</text:p>", _OUTSIDE), ("FILE_CORRUPT",)),
    "deep shared strings": (
        "a.xlsx",
        lambda: strings(_DEEP),
        ("FILE_CORRUPT", "NO_DATA", "FILE_EMPTY", "FILE_TOO_LARGE"),
    ),
    "deep ods": ("a.ods", lambda: ods(_DEEP), ("FILE_CORRUPT", "NO_DATA", "FILE_EMPTY")),
    "deep workbook": ("a.xlsx", lambda: repacked(plain, xl__workbook_dot_xml=_DEEP), ("FILE_CORRUPT",)),
    "cut": ("a.xlsx", lambda: plain[: len(plain) // 2], ("FILE_CORRUPT",)),
    "pdf called xlsx": ("a.xlsx", lambda: b"%PDF-1.7\n" + bytes(5_000), ("FILE_NOT_SPREADSHEET",)),
    "picture called xls": ("a.xls", lambda: b"\x89PNG\r\n\x1a\n" + bytes(5_000), ("FILE_NOT_SPREADSHEET",)),
    "document called xlsx": (
        "a.xlsx",
        lambda: packed(("[Content_Types].xml", b"<x/>"), ("word/document.xml", b"<x/>")),
        ("FILE_NOT_SPREADSHEET",),
    ),
    "text called xlsx": ("a.xlsx", lambda: b"STT,Ho ten\n1,Le An\n", ("FILE_NOT_SPREADSHEET",)),
    "html called xls": ("a.xls", lambda: _HTML, ("FILE_NOT_SPREADSHEET",)),
    "password of a new workbook": ("a.xlsx", lambda: compound("EncryptedPackage", bytes(5_000)), ("FILE_ENCRYPTED",)),
    "password of an old workbook": (
        "a.xls",
        lambda: compound(
            "Workbook",
            (struct.pack("<HHHHHHII", 0x809, 16, 0x600, 5, 0, 0, 0, 0) + struct.pack("<HHH", 0x2F, 2, 1)).ljust(
                5_000, b"\0"
            ),
        ),
        ("FILE_ENCRYPTED",),
    ),
    "password of a zip": ("a.xlsx", sealed_zip, ("FILE_ENCRYPTED",)),
    "password of an ods": (
        "a.ods",
        lambda: packed(
            ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
            ("META-INF/manifest.xml", b"<encryption-data/>"),
            ("content.xml", bytes(99)),
        ),
        ("FILE_ENCRYPTED",),
    ),
    "no bytes": ("a.xlsx", lambda: b"", ("FILE_EMPTY",)),
    "bytes of nought": ("a.xlsx", lambda: bytes(50_000), ("FILE_NOT_SPREADSHEET", "FILE_EMPTY", "FILE_CORRUPT")),
    "bytes of nought, csv": ("a.csv", lambda: bytes(50_000), ("FILE_NOT_SPREADSHEET", "FILE_EMPTY")),
    "noughts inside a csv": ("a.csv", lambda: b"STT,Ho ten\n1,Le\x00 An\n", ("FILE_NOT_SPREADSHEET",)),
    "late noughts in a csv": (
        "a.csv",
        lambda: b"STT,Ho ten,2022\n" + b"1,Le An,LDTT\n" * 2_000 + b"1,Le\x00 An,LDTT\n",
        ("", "FILE_NOT_SPREADSHEET", "FILE_CORRUPT", "NO_DATA"),
    ),
    "quote without end": (
        "a.csv",
        lambda: b'STT,Ho ten,2022\n1,"Le An' + b",x\n" * 900_000,
        ("NO_DATA", "FILE_CORRUPT", "FILE_TOO_LARGE"),
    ),
    "csv of commas": ("a.csv", lambda: b"," * (15 * _MB), ("FILE_TOO_LARGE", "NO_DATA", "FILE_EMPTY")),
    "csv of lines": ("a.csv", lambda: b"a,b\n" * (3 * _MB), ("FILE_TOO_LARGE", "NO_DATA")),
    "broken records": ("a.xls", broken_records, ("FILE_CORRUPT", "FILE_NOT_SPREADSHEET", "NO_DATA", "FILE_EMPTY", "")),
    "old workbook cut": (
        "a.xls",
        lambda: as_xls(parsed(LIST))[:2_100],
        ("FILE_CORRUPT", "FILE_NOT_SPREADSHEET", "FILE_EMPTY"),
    ),
    "titles without end": ("a.xlsx", lambda: inline("1", "Lê An", "Y sĩ", "LĐTT" * 8_000, "LĐTT, " * 5_000), ("",)),
    "names without end": (
        "a.xlsx",
        lambda: inline("1", "Nguyễn Văn An, " * 2_000, "BS.CKI. " * 4_000, "((((" * 8_000),
        ("",),
    ),
    "letters without end": (
        "a.xlsx",
        lambda: inline("1", "a" * 32_000, ("." * 60 + " ") * 500, "- " * 16_000, "giấy khen của " * 2_000),
        ("",),
    ),
}
