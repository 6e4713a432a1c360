"""A history workbook read as a whole. Nobody is looked up and nothing is written here."""

import re

from awards.builders import history_columns as columns
from awards.builders.history_discipline import discipline_lines, violation_lines
from awards.builders.history_initiatives import initiative_lines
from awards.builders.history_lines import History
from awards.builders.history_ratings import leave_lines, rating_lines
from awards.builders.history_rows import Row
from awards.builders.history_staff import staff_lines
from awards.builders.history_titles import award_lines
from core.sheets.container import Limits
from core.sheets.grid import Book, Grid, letter
from core.sheets.reader import read
from core.sheets.refusals import MESSAGES, FileRefused
from core.text import fold
from emulation.builders import names, units
from emulation.builders.findings import Finding, Findings, error, in_order, info, unread, warning
from emulation.builders.long_cells import shorten
from emulation.builders.title_reader import TitleReader

# Fifty thousand lines of a province in sixteen columns; a hospital's whole history is a quarter of that.
LIMITS = Limits(cells=800_000, all_cells=800_000, sheets=40)
_READERS = {
    columns.RATING: rating_lines,
    columns.UNIT_RATING: rating_lines,
    columns.PARTY_RATING: rating_lines,
    columns.AWARD: award_lines,
    columns.UNIT_AWARD: award_lines,
    columns.INITIATIVE: initiative_lines,
    columns.DISCIPLINE: discipline_lines,
    columns.VIOLATION: violation_lines,
    columns.LEAVE: leave_lines,
}
# Their words decide something, or are kept as they are, wherever in the cell they stand.
_IN_SENTENCES = {"title", "cause", "form", "kind", "note", "status", "revoked_note", "effect"}
_FOOTER = re.compile(
    r"nguoi lap.*|tong (cong|so).*|(kt\.? ?)?giam doc.*|truong (khoa|phong).*|lap bang.*|cong\s*:?|ghi chu\s*:.*|"
    r".*ngay .{0,10}thang .{0,10}nam.*"
)


def history_in(content: bytes, name: str, *, only: str = "") -> History:
    """Return what a history workbook holds, or why it cannot be read; with ``only`` one kind of sheet is read."""
    try:
        return read_history(read(content, name, limits=LIMITS), only=only)
    except FileRefused as refusal:
        codes = [refusal.code, "NO_DATA"] if refusal.code == "FILE_EMPTY" else [refusal.code]
        told = Finding("", None, "", refusal.code, "error", refusal.message)
        return History(findings=[told], codes=codes, is_refused=True)


def read_history(book: Book, *, only: str = "") -> History:
    """Return what the sheets of a workbook tell, in their order.

    ``only`` keeps to the sheets of one kind; a sheet whose name says nothing is one where its headers do.
    """
    found = History(codes=[notice.code for notice in book.notices], sheets=[grid.name for grid in book.grids])
    findings, titles = Findings(), TitleReader()
    for notice in book.notices:
        findings.add("", None, "", info(notice.code, notice.message))
    for grid in book.grids:
        _read_sheet(grid, _kind_of(grid, only), found, findings, titles)
    found.findings = in_order(findings.told(), found.sheets)
    if not found.staff and not found.lines and not found.held:
        found.is_refused = True
        found.codes = list(dict.fromkeys(["NO_DATA", *found.codes]))
        if not any(f.severity == "error" for f in found.findings):
            found.findings.append(Finding("", None, "", "NO_DATA", "error", MESSAGES["NO_DATA"]))
    return found


def _kind_of(grid: Grid, only: str) -> str | None:
    kind = columns.kind_of_sheet(grid.name)
    if not only or kind in (only, ""):
        return kind
    table = columns.find_table(grid, only) if kind is None else None
    return only if table and not columns.missing(table) else None


def _read_sheet(grid: Grid, kind: str | None, found: History, findings: Findings, titles: TitleReader) -> None:
    if not grid.filled_rows() or kind == "":
        return
    if kind is None or not grid.visible:
        why = "ẩn" if kind else "không thuộc nội dung cần nhập"
        findings.add(grid.name, None, "", info("SHEET_LEFT_OUT", f"Trang tính “{grid.name}” {why}, được bỏ qua."))
        return
    table = columns.find_table(grid, kind)
    lacks = columns.missing(table) if table else ["hàng tiêu đề"]
    if table is None or lacks:
        _tell_lacks(grid, kind, lacks, findings)
        return
    _shorten(grid, table, findings)
    found.header_rows.update((grid.name, row) for row in range(table.top, table.first))
    found.hospital = found.hospital or _hospital_over(grid, table.top)
    if kind == columns.STAFF:
        staff_lines(grid, table, found, findings)
        return
    for row in _rows(grid, table, findings, titles):
        if findings.is_spent:
            row.tell(row.subject_role, unread())
        else:
            found.lines += _READERS[kind](row)


def _shorten(grid: Grid, table: columns.Table, findings: Findings) -> None:
    """Cut what is longer than a page in a column of words; what is not read to its end is told, for it may matter."""
    used = set(table.roles.values())
    for row, column in shorten(grid, told_in={table.roles[role] for role in _IN_SENTENCES & table.roles.keys()}):
        if column in used and row >= table.first:
            told = "Ô quá dài: chỉ phần đầu được đọc; hãy kiểm tra, rút gọn nếu cần."
            findings.add(grid.name, row, letter(column), warning("TEXT_TOO_LONG", told))


def _tell_lacks(grid: Grid, kind: str, lacks: list[str], findings: Findings) -> None:
    no_years = kind in columns.RATINGS and lacks == ["các cột năm"]
    code = "NO_YEAR_COLUMNS" if no_years else "NO_HEADER"
    text = f"Trang tính “{grid.name}” thiếu {', '.join(lacks)} nên không đọc được."
    findings.add(grid.name, None, "", error(code, text))


def _rows(grid: Grid, table: columns.Table, findings: Findings, titles: TitleReader) -> list[Row]:
    """Return the rows of a table down to the signatures under it."""
    rows = []
    for number in grid.filled_rows(table.first):
        row = Row(grid, table, number, findings, titles)
        if _is_section(row):
            continue
        if row.is_named:
            if not row.text("code") and _FOOTER.fullmatch(fold(row.subject)):
                break
            if names.is_sample(row.subject):
                row.tell(row.subject_role, info("SAMPLE_ROW", f"Dòng mẫu “{row.subject}” được bỏ qua.", row.subject))
            else:
                rows.append(row)
        elif not row.is_numbering and len(row.texts) > 1:
            if any(_FOOTER.fullmatch(fold(text)) for text in row.texts):
                break
            row.tell(row.subject_role, error("MISSING_NAME", "Dòng không ghi mã, tên của ai."))
    return rows


def _is_section(row: Row) -> bool:
    """Whether a row of a list of people holds nothing but its number and the name of a unit."""
    alone = row.kind not in columns.OF_UNITS and row.is_nearly_empty and not row.text("code")
    return alone and any(units.is_collective(text) for text in row.texts)


def _hospital_over(grid: Grid, top: int) -> str:
    """Return the hospital that the lines over a table name, or ""."""
    for row in range(1, top):
        for column in range(1, min(grid.width, 12) + 1):
            for line in grid.text(row, column).split("\n"):
                low = fold(line)
                if units.is_hospital(line) and not low.startswith(("so y te", "syt", "bo y te")) and len(line) < 120:
                    return line.strip(" :.-–")
    return ""
