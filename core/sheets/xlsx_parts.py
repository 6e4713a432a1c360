"""What the quick reader leaves out of an .xlsx: formulas without a value, old fonts, codes shown with zeros.

The parts are read as bytes, row by row, so that memory stays small; the same pass measures the
sheet, so that two cells at its far corners do not make a table of billions.
"""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import IO
from xml.sax.saxutils import unescape

from core.sheets.grid import FORMULA_EMPTY, FORMULA_ERROR, Place, Trouble, column_number
from core.sheets.refusals import FileRefused
from core.sheets.xlsx_area import MOST_ROWS, Area, area_by_tags
from core.sheets.xlsx_strings import Longs
from core.sheets.xlsx_styles import Style

_ROW_END = b"row>"
_CELL = re.compile(rb"<(?:\w+:)?c\s")
_CELL_END = re.compile(rb"</(?:\w+:)?c\s*>")
_PLACE = re.compile(rb'\br="([A-Z]{1,3})(\d{1,7})"')
_STYLE = re.compile(rb'\bs="(\d{1,9})"')
_ROW = re.compile(rb"<(?:\w+:)?row\s([^<>]*)>")
_NUMBER = re.compile(rb'\br="(\d{1,7})"')
_HIDDEN = re.compile(rb'\bhidden="(?:1|true)"')
_RESULT = re.compile(rb"<(?:\w+:)?v>"), re.compile(rb"</(?:\w+:)?v>")
_FORMULA = re.compile(rb"<(?:\w+:)?f[ />]")
_FORMULA_TEXT = re.compile(rb"<(?:\w+:)?f(?:\s[^<>]*)?>"), re.compile(rb"</(?:\w+:)?f>")
_CHUNK = 256 * 1024
_LONGEST_ROW = 24 * 1024 * 1024


@dataclass
class Scan:
    """What one pass over a sheet found."""

    area: Area
    is_modern: bool = True
    letters: int = 0
    troubles: dict[Place, Trouble] = field(default_factory=dict)
    styles: dict[Place, Style] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)


def scan(archive: zipfile.ZipFile, name: str, telling: dict[int, Style], longs: Longs, *, cells: int) -> Scan:
    """Walk over the rows of a sheet once; a sheet of more than so many ``cells`` is refused."""
    found = Scan(Area(cells))
    for block in _blocks(archive, name):
        found.area.add(block)
        found.is_modern = found.is_modern and block.isascii() and not (b"&" in block and b"&#" in block)
        found.letters += longs.letters(block)
        if b"h" in block and b"hidden=" in block:
            found.hidden_rows.update(_hidden_rows(block))
            if len(found.hidden_rows) > MOST_ROWS:
                raise FileRefused("FILE_TOO_LARGE")
        if telling or _may_hold_trouble(block):
            for head, body in _cells(block):
                _look_at(head, body, found, telling)
    if found.area.is_doubtful:
        found.area = area_by_tags(_blocks(archive, name), cells)
    return found


def _may_hold_trouble(block: bytes) -> bool:
    """Return whether a formula or an error may be in some rows; a single sign is looked for much faster than two."""
    has_formula = b"f" in block and (b"<f" in block or b":f" in block) and _FORMULA.search(block)
    return bool(has_formula) or (b"e" in block and b't="e"' in block)


def _hidden_rows(block: bytes) -> Iterator[int]:
    for head in _ROW.findall(block):
        number = _NUMBER.search(head)
        if number and _HIDDEN.search(head):
            yield int(number[1])


def _cells(block: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield what is told about each cell and what it holds; one that does not end before the next is refused.

    No sign is looked at more than a few times, whatever the sheet holds.
    """
    begins = [(match.start(), match.end()) for match in _CELL.finditer(block)]
    for (_, begin), (following, _) in pairwise([*begins, (len(block), 0)]):
        end = block.find(b">", begin, following)
        is_alone = block[end - 1 : end] == b"/"
        close = None if is_alone else _CELL_END.search(block, end, following)
        if end < 0 or not (is_alone or close):
            raise FileRefused("FILE_CORRUPT")
        yield block[begin:end], block[end + 1 : close.start()] if close else b""


def _within(tags: tuple[re.Pattern[bytes], re.Pattern[bytes]], body: bytes) -> bytes:
    """Return what stands between the first opening tag and the end that follows it, b"" when there is none."""
    start = tags[0].search(body)
    end = tags[1].search(body, start.end()) if start else None
    return body[start.end() : end.start()] if start and end else b""


def _blocks(archive: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    """Yield the XML of some rows after the other; raise FileRefused when the part is damaged."""
    try:
        with archive.open(name) as stream:
            yield from _split(stream)
    except FileRefused:
        raise
    except Exception as error:
        raise FileRefused("FILE_CORRUPT") from error


def _split(stream: IO[bytes]) -> Iterator[bytes]:
    """Yield what was read, cut behind the last row that is whole."""
    rest = b""
    while chunk := stream.read(_CHUNK):
        if b"\0" in chunk:
            raise FileRefused("FILE_CORRUPT")
        rest += chunk
        end = rest.rfind(_ROW_END) + len(_ROW_END)
        if end >= len(_ROW_END):
            yield rest[:end]
            rest = rest[end:]
        if len(rest) > _LONGEST_ROW:
            raise FileRefused("FILE_TOO_LARGE")
    yield rest


def _look_at(head: bytes, body: bytes, found: Scan, telling: dict[int, Style]) -> None:
    at = _PLACE.search(head)
    if not at:
        return
    place = (int(at[2]), column_number(at[1].decode()))
    result = _within(_RESULT, body)
    if b't="e"' in head:
        found.troubles[place] = Trouble(FORMULA_ERROR, result.decode("utf-8", "replace"))
    elif not result and _FORMULA.search(body):
        text = unescape(_within(_FORMULA_TEXT, body).decode("utf-8", "replace"))
        found.troubles[place] = Trouble(FORMULA_EMPTY, f"={text}"[:200])
    style = _STYLE.search(head)
    if style and int(style[1]) in telling:
        found.styles[place] = telling[int(style[1])]
