"""Small files of which a program that makes objects makes millions: areas over sheets, shared formulas, styles."""

import random
from collections.abc import Callable
from io import BytesIO

from openpyxl import Workbook

from tests.core.sheets.hostile import packed, plain, repacked, sheet, with_sheet

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_LINKS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SPACE = "urn:oasis:names:tc:opendocument:xmlns:"
_ODS = b"application/vnd.oasis.opendocument.spreadsheet"
_MB = 1024 * 1024
_ONE = '<row r="1"><c r="A1"><v>1</v></c></row>'
_ALL = "A1:XFD1048576"


def with_tail(tail: str, rows: str = _ONE) -> bytes:
    """Return a workbook whose sheet has something behind its rows."""
    return with_sheet(sheet(rows, tail=tail))


def with_part(kind: str, target: str, xml: str, tail: str = "") -> bytes:
    """Return a workbook whose sheet leads to a part of its own."""
    link = f'<Relationship Id="rId1" Type="{_OFFICE}/{kind}" Target="/xl/{target}"/>'
    body = f'<worksheet xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheetData>{_ONE}</sheetData>{tail}</worksheet>'
    links = f'<Relationships xmlns="{_LINKS}">{link}</Relationships>'
    return repacked(
        with_sheet(body),
        **{"xl/worksheets/_rels/sheet1.xml.rels": links, f"xl/{target}": xml},
    )


def with_note(ref: str) -> bytes:
    note = f'<comment ref="{ref}" authorId="0"><text><t>x</t></text></comment>'
    notes = (
        f'<comments xmlns="{_MAIN}"><authors><author>x</author></authors><commentList>{note}</commentList></comments>'
    )
    return with_part("comments", "comments1.xml", notes)


def with_table(ref: str) -> bytes:
    table = f'<table xmlns="{_MAIN}" id="1" name="T" displayName="T" ref="{ref}"/>'
    tail = '<tableParts count="1"><tablePart r:id="rId1"/></tableParts>'
    return with_part("table", "tables/table1.xml", table, tail)


def with_styles(body: str) -> bytes:
    """Return a workbook with styles; noise beside them lets them unfold further than a small file may."""
    xml = f'<styleSheet xmlns="{_MAIN}">{body}</styleSheet>'
    noise = random.Random(5).randbytes(900_000)
    return repacked(plain, xl__styles_dot_xml=xml, **{"xl/media/a.png": noise})


def shared_formula() -> bytes:
    first = f'<c r="A1"><f t="shared" ref="A1:A9" si="0">{"+".join(["A1"] * 3_000)}</f><v>1</v></c>'
    rest = "".join(f'<row r="{n}"><c r="A{n}"><f t="shared" si="0"/><v>1</v></c></row>' for n in range(2, 50_000))
    return with_sheet(sheet(f'<row r="1">{first}</row>{rest}'))


def many_sheets_merged(height: int = 14_000) -> bytes:
    """Return forty sheets of two cells far apart, each merged as far as one sheet may be."""
    book = Workbook()
    for number in range(39):
        book.create_sheet(f"S{number}")["A1"] = "x"
    out = BytesIO()
    book.save(out)
    rows = f'{_ONE}<row r="{height}"><c r="A{height}"><v>1</v></c></row>'
    xml = sheet(rows, tail=f'<mergeCells><mergeCell ref="A1:T{height}"/></mergeCells>')
    return repacked(out.getvalue(), **{f"xl/worksheets/sheet{number}.xml": xml for number in range(1, 41)})


def many_links() -> bytes:
    """Return a workbook whose links all stand within merged areas."""
    rows = "".join(f'<row r="{n}"><c r="A{n}"><v>1</v></c></row>' for n in range(1, 5_002))
    areas = "".join(f'<mergeCell ref="A{n}:B{n}"/>' for n in range(1, 5_001))
    links = "".join(f'<hyperlink ref="B{n}" location="A1"/>' for n in range(1, 5_001))
    return with_tail(f"<mergeCells>{areas}</mergeCells><hyperlinks>{links}</hyperlinks>", rows)


def ods_rows(*rows: str) -> bytes:
    """Return an .ods of one cell and some rows of XML below it."""
    first = '<table:table-cell office:value-type="string"><text:p>x</text:p></table:table-cell>'
    body = "".join(f"<table:table-row>{row}</table:table-row>" for row in (first, *rows))
    content = (
        f'<office:document-content xmlns:office="{_SPACE}office:1.0" xmlns:table="{_SPACE}table:1.0" '
        f'xmlns:text="{_SPACE}text:1.0"><office:body><office:spreadsheet><table:table table:name="A">{body}'
        "</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    manifest = f'<manifest:manifest xmlns:manifest="{_SPACE}manifest:1.0"/>'
    return packed(("mimetype", _ODS), ("content.xml", content.encode()), ("META-INF/manifest.xml", manifest.encode()))


def ods_span(rows: int, columns: int) -> bytes:
    span = f'table:number-rows-spanned="{rows}" table:number-columns-spanned="{columns}"'
    return ods_rows(f"<table:table-cell {span}/>")


def many_zeros() -> bytes:
    """Return a workbook whose numbers are shown with a million zeros before them."""
    form = f'<numFmts><numFmt numFmtId="9" formatCode="{"0" * 1_000_000}"/></numFmts>'
    rows = "".join(f'<row r="{n}"><c r="A{n}" s="0"><v>1</v></c></row>' for n in range(1, 50_000))
    styles = f'<styleSheet xmlns="{_MAIN}">{form}<cellXfs><xf numFmtId="9"/></cellXfs></styleSheet>'
    return repacked(with_sheet(sheet(rows)), xl__styles_dot_xml=styles)


def _merged(ref: str) -> str:
    return f"<mergeCells><mergeCell {ref}/></mergeCells>"


_NONE, _LARGE = ("NO_DATA",), ("FILE_TOO_LARGE",)
_WIDE_TAG = f"<b c='{'d' * 32}'/>"
# name of the file, its maker, the codes with which it may be refused
AREAS: dict[str, tuple[str, Callable[[], bytes], tuple[str, ...]]] = {
    "all cells merged": ("a.xlsx", lambda: with_tail(_merged(f'ref="{_ALL}"')), _NONE),
    "all cells below merged": ("a.xlsx", lambda: with_tail(_merged('ref="A5:XFD1048576"')), _NONE),
    "all cells merged, written otherwise": ("a.xlsx", lambda: with_tail(_merged(f" ref='{_ALL}' x='1'")), _NONE),
    "a link over all cells": (
        "a.xlsx",
        lambda: with_tail(f'<hyperlinks><hyperlink ref="{_ALL}" location="A1"/></hyperlinks>'),
        _NONE,
    ),
    "a note on all cells": ("a.xlsx", lambda: with_note(_ALL), _NONE),
    "a table over all cells": ("a.xlsx", lambda: with_table(_ALL), _NONE),
    "links in merged areas": ("a.xlsx", many_links, _NONE),
    "a long formula shared": ("a.xlsx", shared_formula, _NONE),
    "forty sheets merged": ("a.xlsx", many_sheets_merged, _LARGE),
    "ninety MB of styles": ("a.xlsx", lambda: with_styles(f"<a>{'<b/>' * (22 * _MB)}</a>"), _LARGE),
    "three million tags of styles": ("a.xlsx", lambda: with_styles(f"<a>{'<b/>' * (3 * _MB)}</a>"), _LARGE),
    "fifteen MB of styles": ("a.xlsx", lambda: with_styles(f"<a>{_WIDE_TAG * (_MB // 3)}</a>"), ("",)),
    "a million looks": ("a.xlsx", lambda: with_styles(f"<cellXfs>{'<xf/>' * _MB}</cellXfs>"), _LARGE),
    "a million zeros": ("a.xlsx", many_zeros, _NONE),
    "tall span": ("a.ods", lambda: ods_span(20_000, 20), _NONE),
    "wide span": ("a.ods", lambda: ods_span(2, 20_000), _NONE),
    "endless span": ("a.ods", lambda: ods_span(99_999_999, 99_999_999), _NONE),
    "spans without number": (
        "a.ods",
        lambda: ods_rows('<table:table-cell table:number-rows-spanned="2"/>' * 610_000),
        _LARGE,
    ),
}
