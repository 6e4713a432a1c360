"""Workbooks written by hand (books/*.txt), in every format: each row as it is meant, each error at its cell, no other.

Under ``-- truth`` stands a line for each row: row | unit | subject | kind | position | titles by year; under
``-- told`` a line for each error or warning: cell and code. Rows and cells of several sheets carry "Sheet!".
"""

from dataclasses import dataclass, field
from pathlib import Path

import pytest

from core.sheets.reader import read
from emulation.builders.registration_form import Registrations, read_registrations
from tests.emulation.imports.formats import SheetText, as_csv, as_ods, as_xls, as_xlsx, parsed
from tests.emulation.imports.workbooks import PERIOD

BOOKS = sorted((Path(__file__).parent / "books").glob("*.txt"))
FORMATS = {"xlsx": as_xlsx, "xls": as_xls, "ods": as_ods, "csv": as_csv}


@dataclass
class Book:
    """A workbook and what it means."""

    sheets: list[SheetText]
    truth: list[tuple] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    refused: str = ""


def book_of(path: Path) -> Book:
    cells, *parts = path.read_text(encoding="utf-8").split("\n-- ")
    found = Book(parsed(cells))
    for part in parts:
        head, *lines = part.strip("\n").split("\n")
        name, _, code = head.partition(" ")
        if name == "truth":
            found.truth = [_row(line) for line in lines]
        elif name == "told":
            found.told = sorted(lines)
        else:
            found.refused = code
    return found


def _row(line: str) -> tuple:
    place, unit, subject, kind, position, targets = (part.strip() for part in line.split("|"))
    years = (target.split() for target in targets.split(";") if target)
    return place, unit, subject, kind, position, {int(year): sorted(codes) for year, *codes in years}


def meant_by(found: Registrations, sheets: list[SheetText], name: str) -> tuple:
    """Return rows and findings in the shape in which the truth is written."""

    def place(sheet: str, cell: str) -> str:
        return f"{sheet}!{cell}" if len(sheets) > 1 else cell

    rows = [
        (place(s.sheet, str(s.row)), s.unit, s.name, str(s.kind), s.position,
         {year: sorted(codes) for year, codes in s.titles.items() if codes})
        for s in found.subjects
    ]  # fmt: skip
    about_rows = [f for f in found.findings if f.severity != "info" and f.code != "MISSING_POSITION"]
    return rows, sorted(f"{place(f.sheet, f.place)} {f.code}" for f in about_rows)


def _fits(book: Book, kind: str) -> bool:
    return kind != "csv" or (len(book.sheets) == 1 and not book.sheets[0].merges)


@pytest.mark.parametrize("path", BOOKS, ids=lambda path: path.stem)
def test_a_list_written_by_hand_is_read_as_it_is_meant(path):
    book = book_of(path)
    for kind in (kind for kind in FORMATS if _fits(book, kind)):
        name = f"{book.sheets[0].name}.{kind}"
        found = read_registrations(read(FORMATS[kind](book.sheets), name), period=PERIOD)
        assert (kind, *meant_by(found, book.sheets, name)) == (kind, book.truth, book.told)
        assert found.codes[:1] == ([book.refused] if book.refused else [])
