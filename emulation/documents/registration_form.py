"""The official form "Danh sách đăng ký … gương điển hình tiên tiến" as a workbook.

The form is drawn in ``templates/documents/danh_sach_dang_ky.xlsx``: its words, letters, borders and page
are changed there. They are those of the form attached to the plan of source 000 (Bệnh viện đa khoa khu
vực Bắc Quảng Bình, 2022); the national motto is spelt as Nghị định 30/2020/NĐ-CP spells it. One column
of years is drawn, and as many are made of it as are asked for; the rows take the look of the sample rows.
"""

from collections.abc import Iterable, Sequence
from copy import copy
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.conf import settings
from openpyxl import load_workbook
from openpyxl.styles.cell_style import StyleArray
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from core.sheets.aside import put_aside
from core.sheets.writer import height_for, lines_needed, put, saved, sheet_name
from core.text import fold
from emulation.choices import SubjectKind, form_text

TEMPLATE = "danh_sach_dang_ky.xlsx"
UNIT_SIGNER = "TRƯỞNG KHOA/ PHÒNG"
HOSPITAL_SIGNER = "GIÁM ĐỐC"
ASIDE = "Lúc tải về"
ONE_LIST, SHEET_PER_UNIT = "one_list", "sheet_per_unit"
_YEAR = 4
_MARKS = ("years", "collective", "person", "opening", "signer_title", "signer")


@dataclass(frozen=True)
class FormRow:
    """One exemplar: titles by year, as codes."""

    subject: str
    position: str = ""
    kind: str = SubjectKind.PERSON
    titles: dict[int, Iterable[str]] = field(default_factory=dict)


@dataclass(frozen=True)
class FormSheet:
    """One list: of a unit, or (``unit_name`` "Toàn bệnh viện") of the whole house."""

    header_name: str
    unit_name: str
    place: str
    year: int
    period: tuple[int, int]
    years: Sequence[int]
    rows: Sequence[FormRow] = ()
    signer_title: str = UNIT_SIGNER
    signer: str = ""


def registration_workbook(
    sheets: Sequence[FormSheet], *, layout: str = SHEET_PER_UNIT, whole: str = "Toàn bệnh viện",
    aside: Sequence[Any] = (),
) -> bytes:  # fmt: skip
    """Return the lists as one workbook: a sheet for each unit, or one list of the whole house.

    In one list a unit is opened by its own line (the collective), else by a line with its name.
    ``aside`` goes along on a hidden sheet, to be compared with when the workbook comes back.
    """
    book = load_workbook(Path(settings.BASE_DIR) / "templates" / "documents" / TEMPLATE)
    drawn = _Drawn(book.worksheets[0])
    drawn.sheet.title = "_"
    one_list = [(whole, _joined(sheets, whole), _opened(sheets))]
    for name, form, rows in one_list if layout == ONE_LIST else [(form.unit_name, form, form.rows) for form in sheets]:
        sheet = book.copy_worksheet(drawn.sheet)
        sheet.title = sheet_name(name, [other for other in book.sheetnames if other != sheet.title])
        _fill(sheet, drawn, form, rows)
    book.remove(drawn.sheet)
    if aside:
        put_aside(book, ASIDE, aside)
    return saved(book, title=str(book.worksheets[0].cell(drawn.title_row, 1).value))


class _Drawn:
    """The sheet as it is drawn: where its samples stand, found by their marks, and how wide its columns are."""

    def __init__(self, sheet: Worksheet):
        self.sheet = sheet
        marks = {cell.value: cell.row for row in sheet for cell in row if cell.value}
        self.rows = {mark: marks[f"{{{mark}}}"] for mark in _MARKS}
        self.title_row = next(row for text, row in marks.items() if "{first}" in str(text))
        self.widths = [sheet.column_dimensions[get_column_letter(column)].width for column in range(1, _YEAR + 1)]
        self.samples = min(row for mark, row in self.rows.items() if mark != "years")

    def look(self, sample: str, column: int) -> StyleArray:
        """Return the look of a cell of a sample; every year looks like the one that is drawn."""
        return copy(self.sheet.cell(self.rows[sample], min(column, _YEAR))._style)


def _joined(sheets: Sequence[FormSheet], whole: str) -> FormSheet:
    head = sheets[0]
    return FormSheet(
        head.header_name, whole, head.place, head.year, head.period, head.years, signer_title=HOSPITAL_SIGNER
    )


def _opened(sheets: Sequence[FormSheet]) -> list[FormRow | str]:
    """Return the rows of all units; a text opens a unit whose collective does not stand first."""
    rows: list[FormRow | str] = []
    for form in sheets:
        own = [row for row in form.rows if _is_unit(row, form)]
        if not own and form.rows:
            rows.append(form.unit_name)
        rows += [*own, *(row for row in form.rows if row not in own)]
    return rows


def _is_unit(row: FormRow, form: FormSheet) -> bool:
    return row.kind == SubjectKind.COLLECTIVE and fold(row.subject) == fold(form.unit_name)


def _fill(sheet: Worksheet, drawn: _Drawn, form: FormSheet, rows: Sequence[FormRow | str]) -> None:
    """Make a list of a copy of the drawn sheet."""
    last = _YEAR + len(form.years) - 1
    widths = [*drawn.widths[:-1], *[round(drawn.widths[-1] / len(form.years), 1)] * len(form.years)]
    for number, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    _take_samples_out(sheet, drawn)
    _heading(sheet, drawn, form)
    _spread(sheet, drawn, form.years)
    row, number = drawn.samples, 0
    for item in rows:
        if isinstance(item, str):
            _opening(sheet, drawn, row, item, last)
        else:
            number += 1
            _line(sheet, drawn, row, (number, item), form.years, widths)
        row += 1
    _signature(sheet, drawn, row + 1, form, last)
    sheet.HeaderFooter = copy(drawn.sheet.HeaderFooter)
    sheet.freeze_panes, sheet.print_title_rows = drawn.sheet.freeze_panes, drawn.sheet.print_title_rows


def _take_samples_out(sheet: Worksheet, drawn: _Drawn) -> None:
    for row in range(drawn.samples, sheet.max_row + 1):
        sheet.row_dimensions.pop(row, None)
    sheet.delete_rows(drawn.samples, sheet.max_row)


def _heading(sheet: Worksheet, drawn: _Drawn, form: FormSheet) -> None:
    """Put the names, the place and the years of the period where the form has their marks."""
    first, last = form.period
    place = f"{form.place}, " if form.place else ""
    words = {"header": form.header_name, "unit": form.unit_name, "place": place, "year": form.year}
    for line in sheet.iter_rows(max_row=drawn.rows["years"] - 1):
        for cell in line:
            if isinstance(cell.value, str) and "{" in cell.value:
                put(cell, cell.value.format(**words, first=first, last=last).strip())
    for row in (1, 2):
        text, width = str(sheet.cell(row, 1).value or ""), sum(drawn.widths[:-1])
        sheet.row_dimensions[row].height = height_for(lines_needed(text, width, bold=True))


def _spread(sheet: Worksheet, drawn: _Drawn, years: Sequence[int]) -> None:
    """Make the columns of all years of the one that is drawn; what reaches over it reaches over them."""
    last, year_row = _YEAR + len(years) - 1, drawn.rows["years"]
    over = [area.bounds for area in sheet.merged_cells.ranges if area.max_col == _YEAR]
    over += [(_YEAR, row, _YEAR, row) for row in range(1, year_row) if sheet.cell(row, _YEAR).value]
    for row in range(1, year_row + 1):
        for column in range(_YEAR + 1, last + 1):
            sheet.cell(row, column)._style = copy(drawn.sheet.cell(row, _YEAR)._style)
    for left, top, right, bottom in over:
        if left < right:
            sheet.unmerge_cells(start_row=top, start_column=left, end_row=bottom, end_column=right)
        if left < last:
            sheet.merge_cells(start_row=top, start_column=left, end_row=bottom, end_column=last)
    for place, year in enumerate(years, start=_YEAR):
        sheet.cell(year_row, place).value = year


def _opening(sheet: Worksheet, drawn: _Drawn, row: int, unit: str, last: int) -> None:
    for column in range(1, last + 1):
        sheet.cell(row, column)._style = drawn.look("opening", 1)
    put(sheet.cell(row, 1), unit)
    sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=last)
    sheet.row_dimensions[row].height = height_for(1)


def _line(
    sheet: Worksheet, drawn: _Drawn, row: int, numbered: tuple[int, FormRow], years: Sequence[int],
    widths: Sequence[float],
) -> None:  # fmt: skip
    number, item = numbered
    is_collective = item.kind == SubjectKind.COLLECTIVE
    texts = [item.subject, item.position, *(form_text(item.titles.get(year, ()), item.kind) for year in years)]
    for column, value in enumerate([number, *texts], start=1):
        cell = sheet.cell(row, column)
        cell._style = drawn.look("collective" if is_collective else "person", column)
        put(cell, value)
    needed = [lines_needed(text, width, bold=is_collective) for text, width in zip(texts, widths[1:], strict=True)]
    sheet.row_dimensions[row].height = height_for(max(needed))


def _signature(sheet: Worksheet, drawn: _Drawn, row: int, form: FormSheet, last: int) -> None:
    """Write who signs under the last two years, as far below the list as the form has it."""
    below = drawn.rows["signer"] - drawn.rows["signer_title"]
    for place, mark, text in ((row, "signer_title", form.signer_title), (row + below, "signer", form.signer)):
        if text:
            cell = sheet.cell(place, last - 1)
            cell._style = drawn.look(mark, _YEAR)
            put(cell, text)
            sheet.merge_cells(start_row=place, start_column=last - 1, end_row=place, end_column=last)
    sheet.row_dimensions[row].height = height_for(1)
