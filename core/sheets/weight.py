"""What a packed workbook costs a program that makes an object of everything in it, as openpyxl does.

A few bytes may stand for a million cells there: a merged area, a link, a note or a table over a range, a formula
that cells share. Every part is walked over once, without a tree, and no further than to the limit.
"""

import re
import zipfile
from dataclasses import dataclass
from typing import Any
from xml.parsers import expat

from core.sheets.container import open_zip
from core.sheets.grid import column_number

_RANGE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})(?::\$?([A-Z]{1,3})\$?(\d{1,7}))?")
_CHEAP = {"worksheet": {"row", "c", "v", "is", "t", "f"}, "sst": {"si", "t"}}
_SPREAD = {"mergeCell", "hyperlink", "comment", "table"}
_SHORT = {f"{side}{place}" for side in ("odd", "even", "first") for place in ("Header", "Footer")}
_LONGEST, _LONGEST_FORMAT, _DEEPEST = 500, 255, 60
# A row of its own height or look is an object of its own.
_PLAIN, _ROW = {"r", "spans"}, 3
_CHUNK = 64 * 1024


@dataclass(frozen=True)
class Weights:
    """What may be made into objects: bytes of parts, plain elements of cells, other elements, cells that ranges
    cover, pairs of a link and a merged area, letters of formulas that are made anew for each cell that shares them.
    """

    size: int = 16 * 1024 * 1024
    cells: int = 240_000
    things: int = 40_000
    covered: int = 40_000
    pairs: int = 100_000
    formulas: int = 500_000


USUAL = Weights()


class _Heavy(Exception):
    """The limit is reached."""


def is_light(content: bytes, limits: Weights = USUAL) -> bool:
    """Whether a workbook may be made into objects; what is no XML, as a picture, weighs nothing."""
    scale = _Scale(limits)
    archive = open_zip(content)
    try:
        for name in archive.namelist():
            _weigh(archive, name, scale)
    except _Heavy:
        return False
    return True


def _weigh(archive: zipfile.ZipFile, name: str, scale: "_Scale") -> None:
    parser = scale.parser()
    with archive.open(name) as part:
        while chunk := part.read(_CHUNK):
            try:
                parser.Parse(chunk, False)
            except expat.ExpatError:
                return
            scale.add("size", len(chunk))


class _Scale:
    """Adds up what the parts weigh; raises _Heavy when that is too much."""

    def __init__(self, limits: Weights):
        self.limits = limits
        self.sums = dict.fromkeys(vars(limits), 0)
        self.links = self.areas = 0
        self._begin()

    def parser(self) -> expat.XMLParserType:
        """Return a parser for the next part."""
        self._begin()
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler, parser.EndElementHandler = self._start, self._end
        parser.CharacterDataHandler, parser.StartDoctypeDeclHandler = self._data, self._refuse
        return parser

    def add(self, what: str, weight: int) -> None:
        self.sums[what] += weight
        if self.sums[what] > getattr(self.limits, what):
            raise _Heavy

    def _begin(self) -> None:
        self.cheap: set[str] = set()
        self.depth = self.text = self.ranges = 0
        self.shared: dict[str, int] = {}
        self.number: str | None = None
        self.is_reserved = False

    def _start(self, name: str, told: dict[str, str]) -> None:
        local = name.rpartition(":")[2]
        if not self.depth:
            self.cheap = _CHEAP.get(local, set())
        self.depth, self.text = self.depth + 1, 0
        self.add("cells" if local in self.cheap else "things", _ROW if local == "row" and told.keys() - _PLAIN else 1)
        if self.depth > _DEEPEST or len(told.get("formatCode", "")) > _LONGEST_FORMAT:
            raise _Heavy
        if local in _SPREAD:
            self._spread(local, told.get("ref", ""))
        elif local == "f":
            self.number = told.get("si", "") if told.get("t") == "shared" else None
        elif "sqref" in told or local == "cfRule":
            self.ranges = len(told["sqref"].split()) if "sqref" in told else self.ranges
            self.add("things", self.ranges)
        elif local == "definedName":
            self.is_reserved = told.get("name", "").startswith("_xlnm.")

    def _spread(self, local: str, ref: str) -> None:
        found = _RANGE.fullmatch(ref)
        if not found:
            raise _Heavy
        left, top, right, bottom = found.groups()
        across = abs(column_number(right or left) - column_number(left)) + 1
        self.add("covered", across * (abs(int(bottom or top) - int(top)) + 1))
        self.links, self.areas = self.links + (local == "hyperlink"), self.areas + (local == "mergeCell")
        if self.links * self.areas > self.limits.pairs:
            raise _Heavy

    def _data(self, text: str) -> None:
        self.text += len(text)

    def _end(self, name: str) -> None:
        local = name.rpartition(":")[2]
        self.depth -= 1
        if local == "f" and self.number is not None:
            self._share(self.number)
        elif self.text > _LONGEST and (local in _SHORT or (local == "definedName" and self.is_reserved)):
            raise _Heavy
        self.text = 0

    def _share(self, number: str) -> None:
        """Count a formula anew for each cell after the first that has its number."""
        if number in self.shared:
            self.add("formulas", self.shared[number])
        elif self.text:
            self.shared[number] = self.text
        self.number = None

    def _refuse(self, *_: Any) -> None:
        raise _Heavy
