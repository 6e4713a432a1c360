"""The official form "Danh sách đăng ký … gương điển hình tiên tiến" as a workbook.

Its words, columns and merged areas are those of the form attached to the plan of source 000
(Bệnh viện đa khoa khu vực Bắc Quảng Bình, 2022); the national motto is spelt as Nghị định
30/2020/NĐ-CP spells it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from core.sheets.writer import height_for, landscape_a4, lines_needed, merge, new_book, saved, sheet_name, write
from core.text import fold
from emulation.choices import SubjectKind, form_text

COUNTRY = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập – Tự do – Hạnh phúc"
TITLE = "DANH SÁCH"
SUBTITLE = "Đăng ký xây dựng, bồi dưỡng và nhân rộng gương điển hình tiên tiến giai đoạn {} - {}"
COLUMNS = ("STT", "Tập thể, cá nhân đăng ký", "Chức vụ", "Đăng ký thành tích qua các năm")
UNIT_SIGNER = "TRƯỞNG KHOA/ PHÒNG"
HOSPITAL_SIGNER = "GIÁM ĐỐC"
ONE_LIST, SHEET_PER_UNIT = "one_list", "sheet_per_unit"
_FIRST_YEAR = 4
_HEAD, _YEARS = 8, 9
_WIDTHS = (5.5, 27.0, 17.0)  # with the years, the width of a lying A4 page at full size
_ALL_YEARS_WIDTH = 86.0


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
    sheets: Sequence[FormSheet], *, layout: str = SHEET_PER_UNIT, whole: str = "Toàn bệnh viện"
) -> bytes:
    """Return the lists as one workbook: a sheet for each unit, or one list of the whole house.

    In one list a unit is opened by its own line (the collective), else by a line with its name.
    """
    book = new_book()
    if layout == ONE_LIST:
        _fill(book.create_sheet(sheet_name(whole, [])), _joined(sheets, whole), _opened(sheets))
    else:
        for form in sheets:
            _fill(book.create_sheet(sheet_name(form.unit_name, book.sheetnames)), form, form.rows)
    return saved(book, title=SUBTITLE.format(*sheets[0].period))


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


def _fill(sheet: Worksheet, form: FormSheet, rows: Sequence[FormRow | str]) -> None:
    last = _FIRST_YEAR + len(form.years) - 1
    widths = [*_WIDTHS, *[round(_ALL_YEARS_WIDTH / len(form.years), 1)] * len(form.years)]
    for number, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    _heading(sheet, form, last)
    _columns(sheet, form, last)
    row, number = _YEARS + 1, 0
    for item in rows:
        if isinstance(item, str):
            _opening(sheet, row, item, last)
        else:
            number += 1
            _line(sheet, row, number, item, form.years, widths)
        row += 1
    _signature(sheet, row + 1, form, last)
    landscape_a4(sheet, header_rows=f"{_HEAD}:{_YEARS}")
    sheet.freeze_panes = f"C{_YEARS + 1}"


def _heading(sheet: Worksheet, form: FormSheet, last: int) -> None:
    """Write the two corners, the place and day, the title."""
    period = SUBTITLE.format(*form.period)
    lines = (
        (1, 1, 3, form.header_name, {"bold": True}),
        (1, _FIRST_YEAR, last, COUNTRY, {"bold": True}),
        (2, 1, 3, f"KHOA/PHÒNG: {form.unit_name}".strip(), {"bold": True}),
        (2, _FIRST_YEAR, last, MOTTO, {"bold": True, "underline": True}),
        (4, _FIRST_YEAR, last, f"{form.place}, ngày      tháng      năm {form.year}".lstrip(", "), {"italic": True}),
        (5, 1, last, TITLE, {"bold": True, "size": 14}),
        (6, 1, last, period, {"bold": True, "size": 13}),
    )
    for row, left, right, text, look in lines:
        write(sheet, row, left, text, **look)
        merge(sheet, row, left, right)
    for row in (1, 2):
        left_text = str(sheet.cell(row, 1).value or "")
        sheet.row_dimensions[row].height = height_for(lines_needed(left_text, sum(_WIDTHS), bold=True))
    for row in (4, 5, 6):
        sheet.row_dimensions[row].height = height_for(1, 14)


def _columns(sheet: Worksheet, form: FormSheet, last: int) -> None:
    for column, text in enumerate(COLUMNS, start=1):
        write(sheet, _HEAD, column, text, bold=True, border=True)
    for place, year in enumerate(form.years):
        write(sheet, _YEARS, _FIRST_YEAR + place, year, bold=True, border=True)
    for column in range(1, _FIRST_YEAR):
        merge(sheet, _HEAD, column, column, _YEARS)
    merge(sheet, _HEAD, _FIRST_YEAR, last)
    for row in (_HEAD, _YEARS):
        sheet.row_dimensions[row].height = height_for(1)


def _opening(sheet: Worksheet, row: int, unit: str, last: int) -> None:
    write(sheet, row, 1, unit, bold=True, align="left", border=True)
    merge(sheet, row, 1, last)
    sheet.row_dimensions[row].height = height_for(1)


def _line(
    sheet: Worksheet, row: int, number: int, item: FormRow, years: Sequence[int], widths: Sequence[float]
) -> None:
    cells = [item.subject, item.position, *(form_text(item.titles.get(year, ()), item.kind) for year in years)]
    is_collective = item.kind == SubjectKind.COLLECTIVE
    write(sheet, row, 1, number, border=True)
    for column, text in enumerate(cells, start=2):
        bold = is_collective and column == 2
        write(sheet, row, column, text, bold=bold, align="left" if column == 2 else "center", border=True)
    needed = [lines_needed(text, width, bold=is_collective) for text, width in zip(cells, widths[1:], strict=True)]
    sheet.row_dimensions[row].height = height_for(max(needed))


def _signature(sheet: Worksheet, row: int, form: FormSheet, last: int) -> None:
    write(sheet, row, last - 1, form.signer_title, bold=True)
    merge(sheet, row, last - 1, last)
    sheet.row_dimensions[row].height = height_for(1)
    if form.signer:
        write(sheet, row + 5, last - 1, form.signer, bold=True)
        merge(sheet, row + 5, last - 1, last)
