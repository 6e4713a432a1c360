"""Read a workbook of any usual kind into plain cells, or say why it cannot be read.

python-calamine reads the cells (ten times faster than openpyxl); what it leaves out (merged
areas of .ods, formulas without a value, old fonts) comes from a first pass over the parts, which
also measures the file before anything large is built. Macros are never run.
"""

import gc
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from io import BytesIO
from itertools import chain
from typing import Any
from zipfile import ZipFile

import python_calamine as calamine

from core.sheets import ods_parts, xls_parts, xlsx_parts
from core.sheets.container import Limits, kind_of, open_zip, part
from core.sheets.delimited import read_delimited
from core.sheets.grid import Book, Grid, Merge, Notice, Place, Trouble, Value, room_of
from core.sheets.legacy import NAMES, converted, encoding_of, encoding_of_cell, may_hold_old
from core.sheets.refusals import MESSAGES, FileRefused
from core.sheets.xlsx_book import TEXTS, other_sheets, sheet_parts
from core.sheets.xlsx_strings import long_strings
from core.sheets.xlsx_styles import Style, styles

Told = dict[str, Any]
DEFAULT = Limits()


@contextmanager
def _no_collecting() -> Iterator[None]:
    """Keep the collector of cycles from going over a million new cells again and again; they hold none."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@_no_collecting()
def read(content: bytes, name: str, *, limits: Limits = DEFAULT) -> Book:
    """Return the workbook, or raise FileRefused with the code of the cause."""
    kind = kind_of(content, name, limits)
    if kind == "csv":
        grid, encoding = read_delimited(content, name, cells=limits.cells, columns=limits.columns)
        book = Book([grid], is_text=True)
        if encoding:
            book.notices.append(_legacy_notice(encoding))
    else:
        book = _READERS[kind](content, limits)
    _modernise(book)
    if all(grid.is_empty() for grid in book.grids):
        raise FileRefused("FILE_EMPTY")
    return book


def _read_xlsx(content: bytes, limits: Limits) -> Book:
    archive = open_zip(content)
    shared = part(archive, TEXTS, most=limits.texts_bytes)
    may_be_old = may_hold_old(shared)
    told = {
        sheet: {
            "troubles": found.troubles,
            "styles": found.styles,
            "hidden_rows": frozenset(found.hidden_rows),
            "is_modern": found.is_modern and not may_be_old,
        }
        for sheet, found in _measured(archive, shared, limits).items()
    }
    book = Book(_grids(content, told, limits))
    if any(info.filename.endswith("vbaProject.bin") for info in archive.infolist()):
        book.notices.append(Notice("FILE_MACRO", MESSAGES["FILE_MACRO"]))
    return book


def _measured(archive: ZipFile, shared: bytes, limits: Limits) -> dict[str, xlsx_parts.Scan]:
    """Return what the first pass finds in each sheet; what only looks like one by its place is measured with them."""
    places, telling, longs = sheet_parts(archive), styles(archive), long_strings(shared, limits.texts)
    read = dict(list(places.items())[: limits.sheets])
    scans, letters = {}, 0
    for sheet, place in [*read.items(), *((None, place) for place in other_sheets(archive, places))]:
        found = xlsx_parts.scan(archive, place, telling, longs, cells=limits.cells)
        area = found.area
        _check_area(max(area.bottom - area.top + 1, 0) * area.right, area.bottom * 2, limits)
        letters += found.letters
        if letters > limits.letters:
            raise FileRefused("FILE_TOO_LARGE")
        if sheet is not None:
            scans[sheet] = found
    return scans


def _read_ods(content: bytes, limits: Limits) -> Book:
    found = ods_parts.scan(open_zip(content), cells=limits.cells, letters=limits.letters)
    told = {
        sheet: {"merges": merges, "troubles": found.troubles.get(sheet, {})} for sheet, merges in found.merges.items()
    }
    return Book(_grids(content, told, limits))


def _read_xls(content: bytes, limits: Limits) -> Book:
    scans = xls_parts.scan(content)
    for found in scans:
        _check_area(found.bottom * found.right, 0, limits)
    if sum(found.letters for found in scans) > limits.letters:
        raise FileRefused("FILE_TOO_LARGE")
    told = {number: {"troubles": found.troubles, "styles": found.styles} for number, found in enumerate(scans)}
    return Book(_grids(content, told, limits))


_READERS = {"xlsx": _read_xlsx, "ods": _read_ods, "xls": _read_xls}


def _check_area(area: int, rows: int, limits: Limits) -> None:
    if max(area, rows) > limits.cells:
        raise FileRefused("FILE_TOO_LARGE")


def _grids(content: bytes, told: dict[Any, Told], limits: Limits) -> list[Grid]:
    """Return the sheets; ``told`` holds what the first pass found, by name or by number."""
    try:
        with calamine.load_workbook(BytesIO(content)) as book:
            grids, cells, left = [], 0, limits.merged
            for meta, found in _known(book.sheets_metadata[: limits.sheets], told):
                sheet = book.get_sheet_by_name(meta.name)
                cells += sheet.total_height * sheet.total_width
                if cells > limits.all_cells:
                    raise FileRefused("FILE_TOO_LARGE")
                grids.append(_grid(sheet, meta, found, replace(limits, merged=left)))
                left -= grids[-1].covered
            return grids
    except calamine.PasswordError as error:
        raise FileRefused("FILE_ENCRYPTED") from error
    except (calamine.CalamineError, ValueError, OSError, OverflowError) as error:
        raise FileRefused("FILE_CORRUPT") from error
    except BaseException as error:
        if type(error).__name__ == "PanicException":  # a panic of the Rust library is no Exception
            raise FileRefused("FILE_CORRUPT") from error
        raise


def _known(metas: list[calamine.SheetMetadata], told: dict[Any, Told]) -> Iterator[tuple[calamine.SheetMetadata, Told]]:
    """Yield the sheets that are lists with what is told about them; one that nobody measured is not read."""
    for number, meta in enumerate(metas):
        if meta.typ == calamine.SheetTypeEnum.WorkSheet:
            found = told.get(meta.name, told.get(number))
            if found is None:
                raise FileRefused("FILE_CORRUPT")
            yield meta, found


def _grid(sheet: calamine.CalamineSheet, meta: calamine.SheetMetadata, told: Told, limits: Limits) -> Grid:
    _check_area(sheet.total_height * sheet.total_width, 0, limits)
    merges = told.get("merges")
    if merges is None:
        areas: Iterable = sheet.merged_cell_ranges or []
        merges = [Merge(top + 1, left + 1, bottom + 1, right + 1) for (top, left), (bottom, right) in areas]
    rows = _rows(sheet, limits.columns)
    width = max(map(len, rows), default=0)
    if sum(room_of(merge, len(rows), width) for merge in merges) > limits.merged:
        raise FileRefused("FILE_TOO_LARGE")
    _apply_styles(rows, told.get("styles", {}))
    troubles: dict[Place, Trouble] = told.get("troubles", {})
    return Grid(
        name=meta.name,
        rows=rows,
        visible=meta.visible == calamine.SheetVisibleEnum.Visible,
        merges=merges,
        troubles=troubles,
        hidden_rows=told.get("hidden_rows", frozenset()),
        is_modern=told.get("is_modern", False),
        families=frozenset(style.family for style in told.get("styles", {}).values() if style.family),
    )


def _rows(sheet: calamine.CalamineSheet, columns: int) -> list[list[Value]]:
    """Return the rows from the first one and the first column on; no list is wider than ``columns``."""
    left = min(sheet.start[1], columns) if sheet.start else 0
    if not left and sheet.total_width <= columns:
        rows: Any = sheet.iter_rows()
        return list(rows)
    pad: list[Value] = [""] * left
    return [[*pad, *row[: columns - left]] for row in sheet.iter_rows()]


def _apply_styles(rows: list[list[Value]], styles: dict[Place, Style]) -> None:
    """Give old fonts their letters and codes their leading zeros."""
    for (row, column), style in styles.items():
        if row > len(rows) or column > len(rows[row - 1]):
            continue
        value = rows[row - 1][column - 1]
        if isinstance(value, str) and style.family:
            text = converted(value, style.family)
            rows[row - 1][column - 1] = text.upper() if style.capital else text
        elif isinstance(value, float) and style.zeros and value.is_integer():
            rows[row - 1][column - 1] = str(int(value)).zfill(style.zeros)


def _modernise(book: Book) -> None:
    """Turn the sheets that are still in an old encoding into Unicode, and leave a word about it."""
    used = {NAMES[family] for grid in book.grids for family in grid.families}
    for grid in (grid for grid in book.grids if not grid.is_modern):
        values = dict.fromkeys(chain.from_iterable(grid.rows))
        texts = [value for value in values if isinstance(value, str) and not value.isascii()]
        encoding = encoding_of(texts)
        old = {text: own for text in texts if (own := encoding or encoding_of_cell(text))}
        used |= {NAMES[own] for own in old.values()}
        if old:
            new = {text: converted(text, own) for text, own in old.items()}
            grid.rows = [
                [new.get(value, value) if isinstance(value, str) else value for value in row] for row in grid.rows
            ]
    book.notices += [_legacy_notice(name) for name in sorted(used)]


def _legacy_notice(name: str) -> Notice:
    return Notice("LEGACY_ENCODING", f"Tệp dùng bảng mã cũ {name}; nội dung đã được chuyển sang Unicode.")
