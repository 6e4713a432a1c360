"""Empty workbooks to fill in: headings, an example row, pick lists of allowed words, a page of instructions.

What is typed into a column of text stays as it was typed: no program takes the zeros off a code, or makes
a day of the month into a month because that is how it writes days.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.styles.numbers import FORMAT_GENERAL, FORMAT_TEXT
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from core.sheets.writer import FONT, new_book, put, saved

_LAST_ROW = 5000
_FILL = PatternFill("solid", fgColor="E8EFF8")
_EXAMPLE = Font(name=FONT, size=11, italic=True, color="5F6B7A")
_LISTS, _WORDS = "DanhMuc", "Hướng dẫn"


@dataclass(frozen=True)
class Column:
    """A heading, the words to choose from below it, and what the example row holds there.

    A column of numbers has a number for its example. ``is_long`` is for texts of more than 255 signs, which
    older programs show as ##### in the format of text.
    """

    heading: str | int
    choices: tuple[str, ...] = ()
    example: str | int = ""
    is_long: bool = False

    @property
    def format(self) -> str:
        """Return the number format of its cells."""
        return FORMAT_GENERAL if self.is_long or isinstance(self.example, int) else FORMAT_TEXT


@dataclass(frozen=True)
class Blank:
    """One sheet to fill in."""

    name: str
    columns: Sequence[Column]


def blank_book(title: str, sheets: Sequence[Blank], guide: Sequence[tuple[str, str]]) -> bytes:
    """Return a workbook as a file; ``guide`` are (what, how) lines of the page of instructions.

    Each of them is one cell, so that no reader takes the page for a list.
    """
    book = new_book()
    for blank in sheets:
        book.create_sheet(blank.name)
    _write_guide(book.create_sheet(_WORDS), title, guide)
    picks = _Picks(book)
    for blank in sheets:
        sheet = book[blank.name]
        for place, column in enumerate(blank.columns, start=1):
            _write_column(sheet, place, column)
            if column.choices:
                picks.give(sheet, place, column.choices)
        sheet.freeze_panes, sheet.print_title_rows = "A2", "1:1"
        _lay(sheet, "landscape")
    book.active = 0
    return saved(book, title=title)


def is_beside_lists(name: str) -> bool:
    """Whether a sheet is one that such a workbook has beside its lists: nobody has to hear that it is passed over."""
    return name in (_LISTS, _WORDS)


def _write_column(sheet: Worksheet, place: int, column: Column) -> None:
    head = put(sheet.cell(1, place), column.heading)
    head.font, head.fill = Font(name=FONT, size=11, bold=True), _FILL
    example = put(sheet.cell(2, place), column.example)
    example.font, example.number_format = _EXAMPLE, column.format
    longest = max(len(str(column.heading)), len(str(column.example)), 8)
    below = sheet.column_dimensions[get_column_letter(place)]
    below.width, below.number_format = min(longest + 4, 60), column.format


def _lay(sheet: Worksheet, orientation: str) -> None:
    """Make the sheet as wide as a page of A4."""
    sheet.page_setup.paperSize, sheet.page_setup.orientation = 9, orientation
    sheet.page_setup.fitToHeight, sheet.sheet_properties.pageSetUpPr = 0, PageSetupProperties(fitToPage=True)


def _write_guide(sheet: Worksheet, title: str, guide: Sequence[tuple[str, str]]) -> None:
    put(sheet.cell(1, 1), title).font = Font(name=FONT, size=13, bold=True)
    for row, (what, how) in enumerate(guide, start=3):
        put(sheet.cell(row, 1), f"{what}: {how}").alignment = Alignment(wrap_text=True, vertical="top")
    sheet.column_dimensions["A"].width = 110
    _lay(sheet, "portrait")


class _Picks:
    """Pick lists kept on one hidden sheet, each list once."""

    def __init__(self, book: Workbook):
        self.sheet = book.create_sheet(_LISTS)
        self.sheet.sheet_state = "hidden"
        self.areas: dict[tuple[str, ...], str] = {}

    def give(self, sheet: Worksheet, place: int, choices: tuple[str, ...]) -> None:
        """Offer choices down a column; another word may still be typed, the import says if it is unknown."""
        rule = DataValidation(type="list", formula1=f"={self._area(choices)}", allow_blank=True, showErrorMessage=False)
        sheet.add_data_validation(rule)
        column = get_column_letter(place)
        rule.add(f"{column}2:{column}{_LAST_ROW}")

    def _area(self, choices: tuple[str, ...]) -> str:
        if choices not in self.areas:
            place = len(self.areas) + 1
            for row, choice in enumerate(choices, start=1):
                put(self.sheet.cell(row, place), choice)
            column = get_column_letter(place)
            self.areas[choices] = f"{_LISTS}!${column}$1:${column}${len(choices)}"
        return self.areas[choices]
