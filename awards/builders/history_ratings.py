"""Ratings by year, in columns of years or one a row; and days of leave."""

import re

from django.utils import timezone

from awards.builders import history_words as words
from awards.builders.history_columns import LEAVE, PARTY_RATING, RATING
from awards.builders.history_lines import HELD, Line
from awards.builders.history_rows import Row
from core.sense import year_refusal
from core.sheets.grid import letter
from emulation.builders.findings import error, info
from emulation.choices import RatingScope

_MOST_DAYS = 366


def rating_lines(row: Row) -> list[Line]:
    """Return one line for every year that a row tells a rating of; an unknown word costs its own cell only."""
    if not row.table.years:
        return _long_line(row)
    found = []
    for year, column in row.table.years:
        line = _rating(row, year, column)
        found += [line] if line else []
    return found


def _long_line(row: Row) -> list[Line]:
    column = row.table.roles["level"]
    if not row.cell(column):
        return []
    year = row.year()
    line = _rating(row, year, column) if year else None
    if line:
        line.values |= row.decision(year)
        line.outcome = HELD if row.is_wrong else ""
    return [line] if line else []


def _rating(row: Row, year: int, column: int) -> Line | None:
    text = row.cell(column)
    level = words.rating(text) if text else words.NOT_RATED
    if level is None:
        told = f"“{text}” không phải mức xếp loại; ghi HTXSNV, HTTNV, HTNV hoặc KHTNV."
        row.tell_at(column, error("UNKNOWN_RATING", told, text))
        return None
    if level == words.NOT_RATED:
        if text:
            row.tell_at(column, info("NOT_RATED", f"“{text}” được hiểu là không xếp loại năm {year}.", text))
        return None
    if year > timezone.localdate().year:
        row.tell_at(column, error("BAD_YEAR", year_refusal(year, "Năm xếp loại"), text))
        return None
    line = row.line(RATING, year=year)
    scope = RatingScope.PARTY if row.kind == PARTY_RATING else RatingScope.WORK
    line.values = {"scope": str(scope), "level": str(level)}
    line.columns = {**line.columns, "level": letter(column)}
    return line


def leave_lines(row: Row) -> list[Line]:
    """Return the leave of a row in working days."""
    line = row.line(LEAVE, year=row.year())
    kind = words.leave(row.text("kind"))
    if kind is None:
        row.tell("kind", error("UNKNOWN_LEAVE", f"Không rõ loại nghỉ “{row.text('kind')}”.", row.text("kind")))
    days = _days(row.text("days"))
    if days is None:
        text = row.text("days")
        row.tell("days", error("BAD_DAYS", f"Số ngày “{text}” không hợp lệ; ghi số ngày làm việc trong năm.", text))
    line.values = {"kind": kind and str(kind), "days": days}
    if note := row.text("note"):
        line.values["note"] = note[:300]
    line.outcome = HELD if row.is_wrong else ""
    return [line]


def _days(text: str) -> int | None:
    found = re.fullmatch(r"(\d{1,3})(?:[.,]0+)?(?:\s*ngày.*)?", text, re.IGNORECASE)
    days = int(found[1]) if found else 0
    return days if 0 < days <= _MOST_DAYS else None
