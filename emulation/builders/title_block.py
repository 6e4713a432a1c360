"""What the lines over a list say: whose list it is, and for which one year."""

import re
from dataclasses import dataclass

from core.sheets.grid import Grid
from core.text import fold
from emulation.builders import names, units
from emulation.builders.columns import Table

_BODY = r"(?:khoa|phong|don vi|bo phan|tram|to|doan the|ban|trung tam)"
_LABEL = re.compile(rf"(?:ten )?{_BODY}(?: ?[/,\-–&] ?{_BODY})*(?: dang ky| cong tac| de nghi)?")
_LABEL_WITHOUT_COLON = re.compile(r"^khoa ?/ ?phong\s+(?=\S)")
_UNIT_IN_TITLE = re.compile(
    r"^(?:danh sách|bảng|đăng ký|tổng hợp)\b.*(?:\bcủa|[-–:])\s*((?:khoa|phòng|trạm|ban|tổ)\s+[^-–:]+)$", re.IGNORECASE
)
# What stands over a hospital in the Party and the union heads its letters and is no unit of it.
_ABOVE = re.compile(r"(?:dang (?:bo|uy)|cong doan nganh|lien doan)\b(?!.*\b(?:benh vien|bv|trung tam|ttyt)\b)")
_DOTS = re.compile(r"[.…_\s]*")
_YEAR = re.compile(r"\bnam\s+(20\d\d)\b")
_NOT_THE_YEAR = re.compile(r"ngay|thang|giai doan|quyet dinh|ke hoach so|luat|nghi dinh")


@dataclass(frozen=True)
class Heading:
    """The unit that a list belongs to ("" when not said), and whether it is of the whole hospital."""

    unit: str = ""
    is_whole: bool = False


def heading_of(grid: Grid, table: Table) -> Heading:
    """Return whose list it is, by the lines over it, else by the name of the sheet."""
    rows = range(table.block_top, table.top)
    for row in rows:
        for column in range(1, grid.width + 1):
            for line in grid.text(row, column).split("\n"):
                found = _labelled(line)
                named = _beside(grid, row, column) if found == "" else found
                if named:
                    return _heading(named)
    bare = _bare_name(grid, rows) or _in_title(grid, rows)
    return Heading(bare) if bare else _by_sheet_name(grid.name)


def year_of(grid: Grid, table: Table) -> int | None:
    """Return the one year that the title names ("… năm 2022"), for lists without a column per year."""
    found = set()
    for row in range(table.block_top, table.top):
        for column in range(1, grid.width + 1):
            low = fold(grid.text(row, column))
            if not _NOT_THE_YEAR.search(low):
                found.update(int(year) for year in _YEAR.findall(low))
    if not found and (name := re.fullmatch(r"(?:nam )?(20\d\d)", fold(grid.name))):
        found.add(int(name[1]))
    return found.pop() if len(found) == 1 else None


def section_of(text: str) -> str | None:
    """Return the unit of a row such as "KHOA/PHÒNG: Khoa Ngoại", or None when the row is no such label."""
    return _labelled(text)


def _labelled(line: str) -> str | None:
    """Return what follows the label ("" when nothing does), None when there is no label."""
    label, colon, rest = line.partition(":")
    if colon and _LABEL.fullmatch(" ".join(fold(label).split())):
        return _named(label, rest)
    low = fold(line)
    if _LABEL_WITHOUT_COLON.match(low):
        return _named("", line.split(None, 1)[1])
    return None


def _named(label: str, rest: str) -> str:
    value = rest.strip(" .…_-–")
    if not value or _DOTS.fullmatch(value):
        return ""
    low = fold(label).strip()
    if low in ("khoa", "phong", "tram", "to") and not units.is_collective(value):
        return f"{label.strip().capitalize()} {value}"
    return value


def _beside(grid: Grid, row: int, column: int) -> str:
    """The label stands in one cell, its value in the next filled one."""
    for right in range(column + 1, min(column + 6, grid.width) + 1):
        text = grid.text(row, right)
        if text:
            is_motto = re.match(r"doc lap|cong hoa|cong hoà", fold(text))
            return "" if is_motto else _named("", text)
    return ""


def _heading(value: str) -> Heading:
    if units.is_whole(value) or units.is_hospital(value):
        return Heading(is_whole=True)
    return Heading(value)


def _bare_name(grid: Grid, rows: range) -> str:
    """A line of the title block that is itself the name of a unit: "KHOA NỘI TỔNG HỢP"."""
    for row in rows:
        for column in range(1, grid.width + 1):
            for line in grid.text(row, column).split("\n"):
                plain = line.strip(" .…:")
                if _is_bare(plain):
                    return units.collective_name(plain) if not units.is_whole(plain) else ""
    return ""


def _is_bare(plain: str) -> bool:
    is_other = units.is_hospital(plain) or units.group_kind(plain) or _ABOVE.match(fold(plain))
    return units.is_collective(plain) and not is_other and 1 < len(plain.split()) <= 10


def _in_title(grid: Grid, rows: range) -> str:
    """The unit at the end of the title: "DANH SÁCH … CỦA KHOA NỘI"."""
    for row in rows:
        for column in range(1, grid.width + 1):
            found = _UNIT_IN_TITLE.search(grid.text(row, column).replace("\n", " "))
            if found and not units.is_whole(found[1]):
                return found[1].strip(" .…")
    return ""


def _by_sheet_name(name: str) -> Heading:
    if units.is_whole(name):
        return Heading(is_whole=True)
    plain = names.without_numbering(name)
    return Heading(plain) if units.is_collective(plain) and re.search(r"[\s.]", plain) else Heading()
