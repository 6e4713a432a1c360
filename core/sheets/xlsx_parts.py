"""What the quick reader leaves out of an .xlsx: formulas without a value, old fonts, codes shown with zeros.

The parts are read as bytes, row by row, so that memory stays small; the same pass measures the
sheet, so that two cells at its far corners do not make a table of billions.
"""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO
from xml.sax.saxutils import unescape

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring

from core.sheets.container import part
from core.sheets.grid import FORMULA_EMPTY, FORMULA_ERROR, Place, Trouble, column_number
from core.sheets.legacy import family_of_font, is_capital_font
from core.sheets.refusals import FileRefused
from core.sheets.xlsx_area import Area, area_by_tags
from core.sheets.xlsx_strings import Longs

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/spreadsheetml/main}"
_ROW_END = b"row>"
_CELL = re.compile(rb"<(?:\w+:)?c (?P<head>[^>]*?)(?:/>|>(?P<body>.*?)</(?:\w+:)?c>)", re.DOTALL)
_PLACE = re.compile(rb'\br="([A-Z]{1,3})(\d{1,7})"')
_STYLE = re.compile(rb'\bs="(\d+)"')
_HIDDEN = re.compile(rb'<(?:\w+:)?row [^>]*?\br="(\d+)"[^>]*?\bhidden="(?:1|true)"')
_RESULT = re.compile(rb"<(?:\w+:)?v>(.*?)</(?:\w+:)?v>", re.DOTALL)
_FORMULA = re.compile(rb"<(?:\w+:)?f[ />]")
_FORMULA_TEXT = re.compile(rb"<(?:\w+:)?f[^>]*>(.*?)</(?:\w+:)?f>", re.DOTALL)
_CHUNK = 256 * 1024
_LONGEST_ROW = 24 * 1024 * 1024


@dataclass(frozen=True)
class Style:
    """What a cell's style tells about its text: the old font it is in, the zeros shown before a number."""

    family: str = ""
    capital: bool = False
    zeros: int = 0


@dataclass
class Scan:
    """What one pass over a sheet found."""

    area: Area
    is_modern: bool = True
    letters: int = 0
    troubles: dict[Place, Trouble] = field(default_factory=dict)
    styles: dict[Place, Style] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)


def sheet_parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """Return where each sheet of the workbook stands in the package, by name."""
    book = _tree(part(archive, "xl/workbook.xml"))
    links = _tree(part(archive, "xl/_rels/workbook.xml.rels"))
    targets = {link.get("Id"): link.get("Target", "") for link in links} if links is not None else {}
    found = {}
    for sheet in _all(book, "sheet"):
        key = next((value for name, value in sheet.attrib.items() if name.endswith("}id")), None)
        target = targets.get(key, "")
        found[sheet.get("name", "")] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    return found


def styles(archive: zipfile.ZipFile) -> dict[int, Style]:
    """Return the telling styles by their index; usually there are none."""
    sheet = _tree(part(archive, "xl/styles.xml"))
    if sheet is None:
        return {}
    fonts = [_first(font, "name") for font in _children(sheet, "fonts")]
    zeros = {number.get("numFmtId"): _zeros(number.get("formatCode", "")) for number in _children(sheet, "numFmts")}
    found = {}
    for index, form in enumerate(_children(sheet, "cellXfs")):
        place = int(form.get("fontId") or 0)
        font = fonts[place] if place < len(fonts) else ""
        style = Style(family_of_font(font), is_capital_font(font), zeros.get(form.get("numFmtId"), 0))
        if style != Style():
            found[index] = style
    return found


def scan(archive: zipfile.ZipFile, name: str, telling: dict[int, Style], longs: Longs, *, cells: int) -> Scan:
    """Walk over the rows of a sheet once; a sheet of more than so many ``cells`` is refused."""
    found = Scan(Area(cells))
    for block in _blocks(archive, name):
        found.area.add(block)
        found.is_modern = found.is_modern and block.isascii() and not (b"&" in block and b"&#" in block)
        found.letters += longs.letters(block)
        if b"h" in block and b"hidden=" in block:
            found.hidden_rows.update(int(number) for number in _HIDDEN.findall(block))
        if telling or _may_hold_trouble(block):
            for cell in _CELL.finditer(block):
                _look_at(cell, found, telling)
    if found.area.is_doubtful:
        found.area = area_by_tags(_blocks(archive, name), cells)
    return found


def _may_hold_trouble(block: bytes) -> bool:
    """Return whether a formula or an error may be in some rows; a single sign is looked for much faster than two."""
    has_formula = b"f" in block and (b"<f" in block or b":f" in block) and _FORMULA.search(block)
    return bool(has_formula) or (b"e" in block and b't="e"' in block)


def _blocks(archive: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    """Yield the XML of some rows after the other; raise FileRefused when the part is damaged."""
    try:
        with archive.open(name) as stream:
            yield from _split(stream)
    except KeyError:
        return
    except FileRefused:
        raise
    except Exception as error:
        raise FileRefused("FILE_CORRUPT") from error


def _split(stream: IO[bytes]) -> Iterator[bytes]:
    """Yield what was read, cut behind the last row that is whole."""
    rest = b""
    while chunk := stream.read(_CHUNK):
        rest += chunk
        end = rest.rfind(_ROW_END) + len(_ROW_END)
        if end >= len(_ROW_END):
            yield rest[:end]
            rest = rest[end:]
        if len(rest) > _LONGEST_ROW:
            raise FileRefused("FILE_TOO_LARGE")
    yield rest


def _look_at(cell: re.Match[bytes], found: Scan, telling: dict[int, Style]) -> None:
    head, body = cell["head"], cell["body"] or b""
    at = _PLACE.search(head)
    if not at:
        return
    place = (int(at[2]), column_number(at[1].decode()))
    result = _RESULT.search(body)
    if b't="e"' in head:
        found.troubles[place] = Trouble(FORMULA_ERROR, result[1].decode("utf-8", "replace") if result else "")
    elif _FORMULA.search(body) and not (result and result[1]):
        formula = _FORMULA_TEXT.search(body)
        text = unescape(formula[1].decode("utf-8", "replace")) if formula else ""
        found.troubles[place] = Trouble(FORMULA_EMPTY, f"={text}"[:200])
    style = _STYLE.search(head)
    if style and int(style[1]) in telling:
        found.styles[place] = telling[int(style[1])]


def _tree(content: bytes):  # type: ignore[no-untyped-def]
    if not content:
        return None
    try:
        return fromstring(content, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError) as error:
        raise FileRefused("FILE_CORRUPT") from error


def _all(tree, name: str) -> list:  # type: ignore[no-untyped-def]
    return [] if tree is None else [*tree.iter(f"{_MAIN}{name}"), *tree.iter(f"{_STRICT}{name}")]


def _children(tree, name: str) -> list:  # type: ignore[no-untyped-def]
    return [child for group in _all(tree, name) for child in group]


def _first(tree, name: str) -> str:  # type: ignore[no-untyped-def]
    return next((found.get("val", "") for found in _all(tree, name)), "")


def _zeros(code: str) -> int:
    plain = code.strip('"')
    return len(plain) if len(plain) > 1 and set(plain) == {"0"} else 0
