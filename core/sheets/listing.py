"""Lists as workbooks, written while the rows are read: constant memory, and text stays text.

A list longer than a sheet goes on on the next one, under the same head. Printed, it lies, is as wide
as the page and repeats its head; its cells wrap, and its rows are as high as their text. A ``Register`` is a
list as it is put on paper: lines above it, a head of two rows, borders.
"""

import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from typing import Any

from core.sheets.cells import Cells, text_cell
from core.sheets.grid import letter
from core.sheets.heights import ROW, Heights, row_start
from core.sheets.package import (
    CONTENT_TYPE,
    FIRST_PARTS,
    LINE,
    LINE_SIZE,
    MAIN,
    PLAIN,
    RULED,
    last_parts,
    part_of_sheet,
)
from core.sheets.writer import lines_needed, sheet_name

__all__ = ["CONTENT_TYPE", "Columns", "Register", "listing"]
Columns = Sequence[tuple[str, int]]
Row = Sequence[Any]
_SHEET_ROWS = 1_048_576
_CHUNK = 512
_FORBIDDEN = re.compile(r"[\\/?*\[\]:]")
_FITTED = '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
_PAPER = '<pageMargins left="0.6" right="0.4" top="0.6" bottom="0.6" header="0.3" footer="0.3"/><pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/>'  # noqa: E501


@dataclass(frozen=True)
class Register:
    """How a list looks on paper: ``lines`` stand above it; ``groups`` are headings over several columns
    (first column, last column, text), counted from 1.
    """

    lines: Sequence[str] = ()
    groups: Sequence[tuple[int, int, str]] = ()


def listing(
    title: str, columns: Columns, rows: Iterable[Row], *, register: Register | None = None, limit: int = _SHEET_ROWS
) -> Iterator[bytes]:
    """Yield a workbook piece by piece.

    ``columns`` are (heading, width in characters); cells may be text, whole numbers, decimals,
    days, yes/no or None. ``limit`` is how many rows a sheet holds, its head included.
    """
    pipe, frame, names = _Pipe(), _Frame(columns, register), list[str]()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as book:  # type: ignore[call-overload]
        _write_parts(book, FIRST_PARTS)
        for part in _divided(rows, limit - frame.height):
            names.append(sheet_name(_FORBIDDEN.sub(" ", title), names))
            with book.open(part_of_sheet(len(names)), "w") as sheet:
                for piece in frame.filled(part):
                    sheet.write(piece)
                    yield pipe.drain()
        _write_parts(book, last_parts(names, frame.head_rows))
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


def _write_parts(book: zipfile.ZipFile, parts: dict[str, str]) -> None:
    for name, part in parts.items():
        book.writestr(name, part)


def _divided(rows: Iterable[Row], size: int) -> Iterator[Iterator[Row]]:
    """Yield the rows of one sheet after another; each has to be read to its end before the next."""
    source = iter(rows)
    yield islice(source, size)
    for first in source:
        yield chain((first,), islice(source, size - 1))


class _Frame:
    """What stands around the rows of every sheet of a list."""

    def __init__(self, columns: Columns, register: Register | None):
        self.columns, self.register = columns, register
        self.cells = Cells(RULED if register else PLAIN)
        self.heights = Heights([width for _, width in columns])
        self.lines = list(register.lines) if register else []
        self.groups = list(register.groups) if register else []
        first = len(self.lines) + 2 if self.lines else 1
        self.head_rows = (first, first + bool(self.groups))
        self.height = self.head_rows[1]

    def filled(self, rows: Iterator[Row]) -> Iterator[bytes]:
        """Yield the XML of one sheet."""
        yield self._start()
        last = self.height
        while chunk := list(islice(rows, _CHUNK)):
            yield self.cells.rows(chunk, self.heights)
            last += len(chunk)
        yield self._end(last)

    def _start(self) -> bytes:
        pane = f'<pane ySplit="{self.height}" topLeftCell="A{self.height + 1}" state="frozen"/>'
        view = f'<sheetViews><sheetView workbookViewId="0">{pane}</sheetView></sheetViews>'
        widths = "".join(
            f'<col min="{place}" max="{place}" width="{width}" customWidth="1"/>'
            for place, (_, width) in enumerate(self.columns, start=1)
        )
        opening = f'<worksheet xmlns="{MAIN}">{_FITTED}{view}<cols>{widths}</cols><sheetData>'
        return opening.encode() + b"".join(b"%b%b</row>" % row for row in self._head())

    def _head(self) -> Iterator[tuple[bytes, bytes]]:
        """Yield the start and the cells of the rows above the list."""
        head, width = self.cells.look.head, sum(width for _, width in self.columns)
        headings = [heading for heading, _ in self.columns]
        for line in self.lines:
            yield row_start(lines_needed(line, width, LINE_SIZE, bold=True), LINE_SIZE), text_cell(line, LINE)
        if self.lines:
            yield ROW, b""
        if self.groups:
            upper = headings.copy()
            for first, last, text in self.groups:
                upper[first - 1 : last] = [text] + [""] * (last - first)
            yield ROW, b"".join(text_cell(text, head) for text in upper)
            headings = [text if self._is_grouped(place) else "" for place, text in enumerate(headings, start=1)]
        yield row_start(self._head_lines()), b"".join(text_cell(text, head) for text in headings)

    def _head_lines(self) -> int:
        """Return how many lines the last row of the head needs; a heading over two rows has one above."""
        needed = (
            lines_needed(heading, width, bold=True) - bool(self.groups and not self._is_grouped(place))
            for place, (heading, width) in enumerate(self.columns, start=1)
        )
        return max(needed, default=1)

    def _is_grouped(self, place: int) -> bool:
        return any(first <= place <= last for first, last, _ in self.groups)

    def _end(self, last: int) -> bytes:
        """Return what follows the rows: a plain list can be filtered by its head, a register is for paper."""
        filtered = "" if self.register else f'<autoFilter ref="A1:{letter(len(self.columns))}{last}"/>'
        merged = "".join(f'<mergeCell ref="{area}"/>' for area in self._merged())
        areas = f"<mergeCells>{merged}</mergeCells>" if merged else ""
        return f"</sheetData>{filtered}{areas}{_PAPER}</worksheet>".encode()

    def _merged(self) -> Iterator[str]:
        """Yield the merged areas: the lines, the groups, and the headings that stand over two rows."""
        width, (upper, lower) = len(self.columns), self.head_rows
        if width > 1:
            yield from (f"A{row}:{letter(width)}{row}" for row in range(1, len(self.lines) + 1))
        if not self.groups:
            return
        yield from (f"{letter(first)}{upper}:{letter(last)}{upper}" for first, last, _ in self.groups if last > first)
        alone = (letter(place) for place in range(1, width + 1) if not self._is_grouped(place))
        yield from (f"{name}{upper}:{name}{lower}" for name in alone)
