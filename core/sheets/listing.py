"""Lists as workbooks, written while the rows are read: constant memory, and text stays text.

Every cell of text is an inline string, which no program evaluates; one that begins with a sign
that Excel would read as a formula also carries the quote prefix, so that it stays text when
somebody edits it. Codes keep their leading zeros.
"""

import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Any
from xml.sax.saxutils import escape

from core.text import nfc

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_PLAIN, _HEAD, _DAY, _QUOTED = range(4)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_FIRST_DAY = date(1899, 12, 30)
_CHUNK = 256
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACK = "http://schemas.openxmlformats.org/package/2006"
_PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{_PACK}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="{CONTENT_TYPE}.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>',  # noqa: E501
    "_rels/.rels": f'<Relationships xmlns="{_PACK}/relationships"><Relationship Id="rId1" Type="{_REL}/officeDocument" Target="xl/workbook.xml"/></Relationships>',  # noqa: E501
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACK}/relationships"><Relationship Id="rId1" Type="{_REL}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="{_REL}/styles" Target="styles.xml"/></Relationships>',  # noqa: E501
    "xl/styles.xml": f'<styleSheet xmlns="{_MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="[$-42A]dd/mm/yyyy;@"/></numFmts><fonts count="2"><font><sz val="11"/><name val="Times New Roman"/></font><font><b/><sz val="11"/><name val="Times New Roman"/></font></fonts><fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFE8EFF8"/></patternFill></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="4"><xf xfId="0"/><xf xfId="0" fontId="1" fillId="2" applyFont="1" applyFill="1"/><xf xfId="0" numFmtId="164" applyNumberFormat="1"/><xf xfId="0" quotePrefix="1"/></cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>',  # noqa: E501
}


def listing(title: str, columns: Sequence[tuple[str, int]], rows: Iterable[Sequence[Any]]) -> Iterator[bytes]:
    """Yield a workbook of one sheet piece by piece.

    ``columns`` are (heading, width in characters); cells may be text, whole numbers, decimals,
    days, yes/no or None.
    """
    pipe = _Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as book:  # type: ignore[call-overload]
        for name, part in (*_PARTS.items(), ("xl/workbook.xml", _workbook(title))):
            book.writestr(name, '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>' + part)
        with book.open("xl/worksheets/sheet1.xml", "w") as sheet:
            for piece in _sheet(columns, rows):
                sheet.write(piece.encode())
                yield pipe.drain()
    yield pipe.drain()


class _Pipe:
    """A file that zipfile writes into and the response reads from."""

    def __init__(self) -> None:
        self.parts: list[bytes] = []

    def write(self, part: bytes) -> int:
        self.parts.append(bytes(part))
        return len(part)

    def flush(self) -> None:
        """There is nothing below to flush."""

    def drain(self) -> bytes:
        whole, self.parts = b"".join(self.parts), []
        return whole


def _workbook(title: str) -> str:
    name = escape(re.sub(r"[\\/?*\[\]:]", " ", nfc(title))[:31].strip() or "Danh sách", {'"': "&quot;"})
    sheets = f'<sheets><sheet name="{name}" sheetId="1" r:id="rId1"/></sheets>'
    return f'<workbook xmlns="{_MAIN}" xmlns:r="{_REL}">{sheets}</workbook>'


def _sheet(columns: Sequence[tuple[str, int]], rows: Iterable[Sequence[Any]]) -> Iterator[str]:
    widths = "".join(
        f'<col min="{place}" max="{place}" width="{width}" customWidth="1"/>'
        for place, (_, width) in enumerate(columns, start=1)
    )
    pane = '<pane ySplit="1" topLeftCell="A2" state="frozen"/>'
    view = f'<sheetViews><sheetView workbookViewId="0">{pane}</sheetView></sheetViews>'
    heads = "".join(_text(heading, _HEAD) for heading, _ in columns)
    yield f'<worksheet xmlns="{_MAIN}">{view}<cols>{widths}</cols><sheetData><row>{heads}</row>'
    chunk: list[str] = []
    for row in rows:
        chunk.append(f"<row>{''.join(map(_cell, row))}</row>")
        if len(chunk) >= _CHUNK:
            yield "".join(chunk)
            chunk = []
    yield "".join(chunk) + "</sheetData></worksheet>"


def _cell(value: Any) -> str:
    if value is None or value == "" or value is False:
        return "<c/>"
    if value is True:
        return _text("Có", _PLAIN)
    if isinstance(value, int | float):
        return f"<c><v>{value}</v></c>"
    if isinstance(value, date):
        day = value.date() if isinstance(value, datetime) else value
        return f'<c s="{_DAY}"><v>{(day - _FIRST_DAY).days}</v></c>'
    text = str(value)
    return _text(text, _QUOTED if text[:1] in "=+-@\t\r" else _PLAIN)


def _text(text: str, style: int) -> str:
    clean = escape(_CONTROL.sub("", nfc(text)))
    return f'<c s="{style}" t="inlineStr"><is><t xml:space="preserve">{clean}</t></is></c>'
