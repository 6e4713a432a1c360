"""A workbook opened with its looks, to be given back changed; only one that costs little is.

What reaches over whole rows or columns is cut to what is filled, as people see it: to openpyxl every cell under a
title that was merged over the sheet is an object.
"""

import logging
import re
import zipfile
from collections.abc import Callable
from io import BytesIO

from openpyxl import Workbook, load_workbook

from core.sheets.container import open_zip
from core.sheets.grid import Book, Grid, Merge, column_number, letter
from core.sheets.weight import USUAL, is_light
from core.sheets.xlsx_book import sheet_parts

# Merged areas a little larger than what is filled keep their size.
_SPARE = 20
_PLACE = rb"([A-Z]{1,3})(\d{1,7})"
_MERGE = re.compile(rb'<(?:\w+:)?mergeCell ref="' + _PLACE + b":" + _PLACE + rb'"\s*/>')
_LINK = re.compile(rb'(<(?:\w+:)?hyperlink (?:[^<>]*?\s)?ref=")' + _PLACE + b":" + _PLACE + b'"')
log = logging.getLogger(__name__)


def opened(content: bytes, source: Book) -> Workbook | None:
    """Return an .xlsx that was read as ``source`` with its looks; None when it costs too much or cannot be opened."""
    trimmed = _trimmed(content, source)
    if not trimmed or not is_light(trimmed):
        return None
    try:
        return load_workbook(BytesIO(trimmed))
    except Exception as trouble:  # whatever another library makes of a file that was read
        log.info("A workbook is not opened with its looks: %s", type(trouble).__name__)
        return None


def edge_of(grid: Grid) -> int:
    """Return the last column that belongs to a list, the merged areas a little wider than it included."""
    widest = grid.width + _SPARE
    return max([grid.width, *(area.right for area in grid.merges if area.right <= widest and area.top <= grid.height)])


def cut(area: Merge, grid: Grid, edge: int) -> Merge | None:
    """Return a merged area within what is filled; None when nothing of it is left to merge."""
    bottom = area.bottom if area.bottom <= grid.height + _SPARE else max(grid.height, area.top)
    right = min(area.right, edge)
    is_area = area.left <= right and area.top <= bottom and (area.left, area.top) != (right, bottom)
    return Merge(area.top, area.left, bottom, right) if is_area else None


def _trimmed(content: bytes, source: Book) -> bytes:
    """Return the workbook with areas cut, b"" when its sheets are too large to be looked at."""
    archive, grids = open_zip(content), {grid.name: grid for grid in source.grids}
    places, changed = sheet_parts(archive), dict[str, bytes]()
    if sum(archive.getinfo(place).file_size for place in places.values()) > USUAL.size:
        return b""
    for name, place in places.items():
        if name in grids:
            part = archive.read(place)
            lean = _LINK.sub(_link_within(grids[name]), _MERGE.sub(_merge_within(grids[name]), part))
            if lean != part:
                changed[place] = lean
    return _repacked(archive, changed) if changed else content


def _area(told: tuple[bytes, ...]) -> Merge:
    left, top, right, bottom = told
    return Merge(int(top), column_number(left.decode()), int(bottom), column_number(right.decode()))


def _merge_within(grid: Grid) -> Callable[[re.Match[bytes]], bytes]:
    edge = edge_of(grid)

    def lean(found: re.Match[bytes]) -> bytes:
        area = _area(found.groups())
        kept = cut(area, grid, edge)
        if kept == area:
            return found[0]
        return f'<mergeCell ref="{_ref(kept)}"/>'.encode() if kept else b""

    return lean


def _link_within(grid: Grid) -> Callable[[re.Match[bytes]], bytes]:
    edge = edge_of(grid)

    def lean(found: re.Match[bytes]) -> bytes:
        area = _area(found.groups()[1:])
        kept = cut(area, grid, edge) or Merge(area.top, area.left, area.top, area.left)
        return found[0] if kept == area else found[1] + f'{_ref(kept)}"'.encode()

    return lean


def _ref(area: Merge) -> str:
    return f"{letter(area.left)}{area.top}:{letter(area.right)}{area.bottom}"


def _repacked(archive: zipfile.ZipFile, changed: dict[str, bytes]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as lean:
        for name in archive.namelist():
            lean.writestr(name, changed[name] if name in changed else archive.read(name))
    return out.getvalue()
