"""What the quick reader leaves out of an .ods: merged areas and formulas in error; and its true size."""

import re
import zipfile
from typing import Any
from xml.parsers import expat

from core.sheets.container import part
from core.sheets.grid import FORMULA_ERROR, Merge, Place, Trouble
from core.sheets.refusals import FileRefused

_ERROR_TEXT = re.compile(r"#(?:REF|DIV/0|N/A|NAME|VALUE|NUM|NULL)[!?]?|Err:\d+")

_USUAL = 200  # signs that a plain cell has in what is told about it
_COUNT = re.compile(r"[0-9]{1,8}")


class OdsScan:
    """Walks over content.xml once; repeated rows and cells are counted, not copied."""

    def __init__(self, cells: int, letters: int):
        self.limit, self.letters = cells, letters
        self.merges: dict[str, list[Merge]] = {}
        self.troubles: dict[str, dict[Place, Trouble]] = {}
        self.sheet = ""
        self.row = self.column = self.repeat_row = self.repeat = 0
        self.filled = self.written = self.told = self.areas = 0
        self.texts: list[str] | None = None
        self.is_formula = self.has_value = self.is_within = False

    def start(self, name: str, attributes: dict[str, Any]) -> None:
        if name == "table:table":
            if self.is_within:  # a table within a cell would begin to count anew
                raise FileRefused("FILE_CORRUPT")
            self.is_within = True
            self.sheet, self.row = attributes.get("table:name", ""), 0
            self.merges[self.sheet], self.troubles[self.sheet] = [], {}
        elif name == "table:table-row":
            self.repeat_row, self.column = _number(attributes, "table:number-rows-repeated"), 0
        elif name in ("table:table-cell", "table:covered-table-cell"):
            self._start_cell(attributes)
        elif name == "text:p" and self.texts is not None:
            self.texts.append("")
        elif name == "text:s":
            self.told += _number(attributes, "text:c")

    def data(self, text: str) -> None:
        if self.texts:
            self.texts[-1] += text

    def end(self, name: str) -> None:
        if name in ("table:table-cell", "table:covered-table-cell"):
            self._end_cell()
        elif name == "table:table-row":
            self.row += self.repeat_row
        elif name == "table:table":
            self.is_within = False

    def _start_cell(self, attributes: dict[str, Any]) -> None:
        self.repeat = _number(attributes, "table:number-columns-repeated")
        self.texts = []
        self.is_formula = "table:formula" in attributes
        self.told = sum(map(len, attributes.values()))
        self.has_value = self.is_formula or any(name.startswith("office:") for name in attributes)
        down = _number(attributes, "table:number-rows-spanned")
        across = _number(attributes, "table:number-columns-spanned")
        if down > 1 or across > 1:
            top, left = self.row + 1, self.column + 1
            self.merges[self.sheet].append(Merge(top, left, top + down - 1, left + across - 1))
            self.areas += 1
            if self.areas > self.limit:
                raise FileRefused("FILE_TOO_LARGE")

    def _end_cell(self) -> None:
        text = "\n".join(self.texts or [])
        if text or self.has_value:
            times = self.repeat * self.repeat_row
            self.filled, self.written = self.filled + times, self.written + times * max(len(text), self.told - _USUAL)
            area = (self.row + self.repeat_row) * (self.column + self.repeat)
            if self.filled > self.limit or area > self.limit or self.written > self.letters:
                raise FileRefused("FILE_TOO_LARGE")
        if self.is_formula and _ERROR_TEXT.fullmatch(text.strip()):
            self.troubles[self.sheet][self.row + 1, self.column + 1] = Trouble(FORMULA_ERROR, text.strip())
        self.column += self.repeat
        self.texts = None


def scan(archive: zipfile.ZipFile, *, cells: int, letters: int) -> OdsScan:
    """Walk over the sheets of a packed .ods."""
    found = OdsScan(cells, letters)
    parser = expat.ParserCreate()
    parser.StartElementHandler = found.start
    parser.EndElementHandler = found.end
    parser.CharacterDataHandler = found.data
    parser.EntityDeclHandler = _refuse_entity
    try:
        parser.Parse(part(archive, "content.xml"), True)
    except expat.ExpatError as error:
        raise FileRefused("FILE_CORRUPT") from error
    return found


def _refuse_entity(*_: Any) -> None:
    raise FileRefused("FILE_CORRUPT")


def _number(attributes: dict[str, Any], name: str) -> int:
    """Return how often something counts; a number that another reader could take for another is refused."""
    value = str(attributes.get(name, "1"))
    if not _COUNT.fullmatch(value):
        raise FileRefused("FILE_CORRUPT")
    return int(value)
