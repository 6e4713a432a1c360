"""Small workbooks for the tests, written as rows of text, and read back by the reader under test."""

from io import BytesIO
from typing import Any

from openpyxl import Workbook

import emulation.imports  # noqa: F401 - the worker knows the jobs by it
from core.sheets.reader import read
from emulation.builders.registration_form import Period, Registrations, read_registrations

PERIOD = Period(2021, 2025)
YEARS = [2022, 2023, 2024, 2025]
HEAD = ["STT", "Tập thể, cá nhân đăng ký", "Chức vụ", *YEARS]


def workbook(sheets: dict[str, list[list[Any]]], merges: dict[str, list[str]] | None = None, **states: str) -> bytes:
    """Return an .xlsx; ``merges`` by sheet, ``states`` by sheet name ("hidden")."""
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
        for area in (merges or {}).get(name, []):
            sheet.merge_cells(area)
        sheet.sheet_state = states.get(name.replace(" ", "_"), "visible")
    return saved(book)


def saved(book: Workbook) -> bytes:
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def registrations(
    rows: list[list[Any]], *merges: str, name: str = "DS", unit: str = "", period: Period = PERIOD
) -> Registrations:
    """Read one sheet of rows."""
    return read_registrations(read(workbook({name: rows}, {name: list(merges)}), "a.xlsx"), period=period, unit=unit)


def lines(found: Registrations) -> list[tuple]:
    """Return what would be taken in: row, unit, name, kind, titles."""
    return [
        (s.row, s.unit, s.name, str(s.kind), {year: codes for year, codes in s.titles.items() if codes})
        for s in found.ready
    ]


def told(found: Registrations) -> list[tuple]:
    """Return what is told: place and code, of errors and warnings."""
    return [(f.place, f.code) for f in found.findings if f.severity != "info"]


def all_told(found: Registrations) -> list[tuple]:
    return [(f.place, f.code, f.severity) for f in found.findings]
