"""The parts of a workbook file that do not depend on its rows: styles, relations, names of the sheets."""

from collections.abc import Container, Sequence
from typing import NamedTuple
from xml.sax.saxutils import escape

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACK = "http://schemas.openxmlformats.org/package/2006"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'


class Look(NamedTuple):
    """The numbers of the styles of one kind of list, as they stand in ``cellXfs``.

    ``text`` has the format of text, so that a code or a telephone number that somebody edits keeps its
    zeros; ``plain`` is for numbers, empty cells and long texts, which older programs show as ##### in
    the format of text.
    """

    plain: int
    head: int
    day: int
    quoted: int
    text: int


PLAIN, RULED = Look(11, 1, 2, 3, 9), Look(4, 5, 6, 7, 10)
LINE, LINE_SIZE = 8, 14
_FONTS = "".join(
    f'<font>{bold}<sz val="{size}"/><name val="Times New Roman"/></font>'
    for bold, size in (("", 11), ("<b/>", 11), ("<b/>", LINE_SIZE))
)
_SOLID = '<fill><patternFill patternType="solid"><fgColor rgb="FFE8EFF8"/></patternFill></fill>'
_FILLS = f'<fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>{_SOLID}'
_THIN = "".join(f'<{side} style="thin"><color auto="1"/></{side}>' for side in ("left", "right", "top", "bottom"))
_WRAP = 'applyAlignment="1"'
_BOX = f'applyBorder="1" {_WRAP} borderId="1"'
_TOP = '<alignment vertical="top" wrapText="1"/>'
_MIDDLE = '<alignment horizontal="center" vertical="center" wrapText="1"/>'
_STYLES = (
    '<xf xfId="0"/>',
    '<xf xfId="0" fontId="1" fillId="2" applyFont="1" applyFill="1" applyAlignment="1">'
    '<alignment vertical="center" wrapText="1"/></xf>',
    f'<xf xfId="0" numFmtId="164" applyNumberFormat="1" {_WRAP}>{_TOP}</xf>',
    f'<xf xfId="0" quotePrefix="1" {_WRAP}>{_TOP}</xf>',
    f'<xf xfId="0" {_BOX}>{_TOP}</xf>',
    f'<xf xfId="0" fontId="1" fillId="2" applyFont="1" applyFill="1" {_BOX}>{_MIDDLE}</xf>',
    f'<xf xfId="0" numFmtId="164" applyNumberFormat="1" {_BOX}>{_TOP}</xf>',
    f'<xf xfId="0" quotePrefix="1" {_BOX}>{_TOP}</xf>',
    f'<xf xfId="0" fontId="2" applyFont="1" {_WRAP}>{_MIDDLE}</xf>',
    f'<xf xfId="0" numFmtId="49" applyNumberFormat="1" {_WRAP}>{_TOP}</xf>',
    f'<xf xfId="0" numFmtId="49" applyNumberFormat="1" {_BOX}>{_TOP}</xf>',
    f'<xf xfId="0" {_WRAP}>{_TOP}</xf>',
)
_STYLE_SHEET = (
    f'<styleSheet xmlns="{MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="[$-42A]dd/mm/yyyy;@"/></numFmts>'
    f'<fonts count="3">{_FONTS}</fonts><fills count="3">{_FILLS}</fills>'
    f'<borders count="2"><border/><border>{_THIN}</border></borders>'
    '<cellStyleXfs count="1"><xf fontId="0"/></cellStyleXfs>'
    f'<cellXfs count="{len(_STYLES)}">{"".join(_STYLES)}</cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)
_ROOT = f'<Relationships xmlns="{_PACK}/relationships"><Relationship Id="rId1" Type="{_REL}/officeDocument" Target="xl/workbook.xml"/></Relationships>'  # noqa: E501
_HIDDEN = ' state="hidden"'
FIRST_PARTS = {"_rels/.rels": _HEAD + _ROOT, "xl/styles.xml": _HEAD + _STYLE_SHEET}


def part_of_sheet(number: int) -> str:
    """Return where a sheet lies in the file, counted from 1."""
    return f"xl/worksheets/sheet{number}.xml"


def last_parts(
    names: Sequence[str], head: tuple[int, int] | None = None, hidden: Container[str] = ()
) -> dict[str, str]:
    """Return the parts that name the sheets; ``head`` are the first and last row repeated on every printed page."""
    numbers = range(1, len(names) + 1)
    sheets = "".join(
        f'<sheet name="{_attribute(name)}" sheetId="{number}"{_HIDDEN if name in hidden else ""} r:id="rId{number}"/>'
        for number, name in zip(numbers, names, strict=True)
    )
    book = f"<sheets>{sheets}</sheets>{_repeated(names, head) if head else ''}"
    return {
        "xl/workbook.xml": f'{_HEAD}<workbook xmlns="{MAIN}" xmlns:r="{_REL}">{book}</workbook>',
        "xl/_rels/workbook.xml.rels": f'{_HEAD}<Relationships xmlns="{_PACK}/relationships">{_relations(numbers)}</Relationships>',  # noqa: E501
        "[Content_Types].xml": f'{_HEAD}<Types xmlns="{_PACK}/content-types">{_types(numbers)}</Types>',
    }


def _repeated(names: Sequence[str], head: tuple[int, int]) -> str:
    repeated = "".join(
        f'<definedName name="_xlnm.Print_Titles" localSheetId="{place}">{_reference(name, head)}</definedName>'
        for place, name in enumerate(names)
    )
    return f"<definedNames>{repeated}</definedNames>"


def _relations(numbers: range) -> str:
    sheets = "".join(
        f'<Relationship Id="rId{number}" Type="{_REL}/worksheet" Target="worksheets/sheet{number}.xml"/>'
        for number in numbers
    )
    return f'{sheets}<Relationship Id="rId{len(numbers) + 1}" Type="{_REL}/styles" Target="styles.xml"/>'


def _types(numbers: range) -> str:
    parts = {"xl/workbook.xml": "sheet.main", "xl/styles.xml": "styles"}
    parts |= {part_of_sheet(number): "worksheet" for number in numbers}
    usual = (
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
    )
    return usual + "".join(
        f'<Override PartName="/{part}" ContentType="{_KIND}.{kind}+xml"/>' for part, kind in parts.items()
    )


def _reference(name: str, head: tuple[int, int]) -> str:
    quoted = name.replace("'", "''")
    return escape(f"'{quoted}'!${head[0]}:${head[1]}")


def _attribute(text: str) -> str:
    return escape(text, {'"': "&quot;"})
