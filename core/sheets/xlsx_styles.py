"""What the styles of an .xlsx tell about the texts of its cells: old fonts, numbers shown with zeros before them.

The part is read without a tree, and up to a limit: workbooks that were copied together for years have some MB of it.
"""

import zipfile
from dataclasses import dataclass
from typing import Any
from xml.parsers import expat

from core.sheets.container import check_part
from core.sheets.legacy import family_of_font, is_capital_font
from core.sheets.refusals import FileRefused
from core.sheets.xlsx_book import MAIN, STRICT

STYLES = "xl/styles.xml"
# Excel itself allows 65,490 looks of cells; with that many the part has about 10 MB and half a million tags.
MOST_BYTES, _MOST, _MOST_TAGS = 16 * 1024 * 1024, 200_000, 1_000_000
_LONGEST_ZEROS = 30
_CHUNK = 64 * 1024


@dataclass(frozen=True)
class Style:
    """What a cell's style tells about its text: the old font it is in, the zeros shown before a number."""

    family: str = ""
    capital: bool = False
    zeros: int = 0


def styles(archive: zipfile.ZipFile) -> dict[int, Style]:
    """Return the telling styles by their index; usually there are none."""
    if not check_part(archive, STYLES, MOST_BYTES):
        return {}
    found, tags = _Styles(), 0
    try:
        with archive.open(STYLES) as part:
            while chunk := part.read(_CHUNK):
                tags += chunk.count(b"<")
                if tags > _MOST_TAGS:
                    raise FileRefused("FILE_TOO_LARGE")
                found.parser.Parse(chunk, False)
        found.parser.Parse(b"", True)
        return found.telling()
    except FileRefused:
        raise
    except Exception as error:
        raise FileRefused("FILE_CORRUPT") from error


class _Styles:
    """Notes fonts, formats and looks as they come by."""

    def __init__(self) -> None:
        self.fonts: list[str] = []
        self.zeros: dict[str, int] = {}
        self.forms: list[tuple[int, str]] = []
        self.path: list[str] = []
        self.is_named = True
        self.parser = expat.ParserCreate(namespace_separator="}")
        self.parser.StartElementHandler, self.parser.EndElementHandler = self._start, self._end
        self.parser.StartDoctypeDeclHandler = _refuse

    def telling(self) -> dict[int, Style]:
        """Return the looks that tell something, by their index."""
        found = {}
        for index, (place, number) in enumerate(self.forms):
            font = self.fonts[place] if 0 <= place < len(self.fonts) else ""
            style = Style(family_of_font(font), is_capital_font(font), self.zeros.get(number, 0))
            if style != Style():
                found[index] = style
        return found

    def _start(self, name: str, told: dict[str, str]) -> None:
        space, _, local = name.rpartition("}")
        parent = self.path[-1] if self.path else ""
        if parent == "fonts":
            self.fonts.append("")
            self.is_named = False
        elif parent == "numFmts" and (zeros := _zeros(told.get("formatCode", ""))):
            self.zeros[told.get("numFmtId", "")] = zeros
        elif parent == "cellXfs":
            self.forms.append((int(told.get("fontId") or 0), told.get("numFmtId", "")))
        own = local if space in (MAIN, STRICT) else ""
        if own == "name" and not self.is_named:
            self.fonts[-1], self.is_named = told.get("val", ""), True
        self.path.append(own)
        if max(len(self.fonts), len(self.forms), len(self.zeros)) > _MOST:
            raise FileRefused("FILE_TOO_LARGE")

    def _end(self, _: str) -> None:
        if self.path.pop() == "fonts":
            self.is_named = True


def _refuse(*_: Any) -> None:
    raise FileRefused("FILE_CORRUPT")


def _zeros(code: str) -> int:
    plain = code.strip('"')
    return len(plain) if 1 < len(plain) <= _LONGEST_ZEROS and set(plain) == {"0"} else 0
