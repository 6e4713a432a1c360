"""The workbook with its errors marked: every cell in its colour, the sentences beside their rows, one heading."""

from io import BytesIO

from openpyxl import load_workbook
from openpyxl.styles import Alignment

from core.sheets.writer import saved
from emulation.documents.marked_workbook import HEADING, marked_name, marked_workbook
from tests.emulation.imports.workbooks import workbook

RED, YELLOW = "FFF8D7DA", "FFFFF3CD"
ROWS = [["Danh sách"], ["STT", "Họ tên", "Mã"], [1, "An", "A1"], [2, "Bình", "A2"]]


def marked(*marks, heads=(("S", 2),), rows=ROWS):
    content = marked_workbook(workbook({"S": rows}), "ds.xlsx", marks, heads)
    return load_workbook(BytesIO(content))["S"]


def test_the_heading_stands_in_the_head_of_the_list_and_not_in_the_row_of_somebody():
    sheet = marked(("S", 4, "C", "error", "Mã trùng."))
    assert [cell.value for cell in sheet["D"]] == [None, HEADING, None, "C4: Mã trùng."]


def test_without_a_known_head_the_heading_stands_in_the_first_row():
    sheet = marked(("S", 4, "C", "error", "Mã trùng."), heads=())
    assert [cell.value for cell in sheet["D"]] == [HEADING, None, None, "C4: Mã trùng."]


def test_a_sentence_about_the_first_row_is_kept_under_the_heading():
    sheet = marked(("S", 1, "A", "warning", "Thiếu năm."), heads=())
    assert sheet["D1"].value == f"{HEADING}\nA1: Thiếu năm."


def test_an_error_is_not_painted_over_by_a_warning_about_the_same_cell():
    sheet = marked(("S", 3, "B", "error", "Sai."), ("S", 3, "B", "warning", "Lạ."), ("S", 3, "C", "warning", "Lạ."))
    assert (sheet["B3"].fill.fgColor.rgb, sheet["C3"].fill.fgColor.rgb) == (RED, YELLOW)
    assert sheet["D3"].value == "B3: Sai.\nB3: Lạ.\nC3: Lạ."


def test_a_mark_without_a_sentence_only_colours_its_cell():
    sheet = marked(("S", 3, "", "error", "Hai ô khác nhau."), ("S", 3, "B", "error", ""))
    assert (sheet["B3"].fill.fgColor.rgb, sheet["D3"].value) == (RED, "Hai ô khác nhau.")


def test_the_marked_workbook_is_called_after_the_one_handed_in():
    assert (marked_name("ds.xls"), marked_name("ds")) == ("ds – cần sửa.xlsx", "ds – cần sửa.xlsx")


def test_a_row_is_as_high_as_what_it_is_told():
    sheet = marked(("S", 3, "B", "error", "Sai."), ("S", 3, "C", "warning", "Lạ."), ("S", 4, "C", "error", "Mã trùng."))
    assert [sheet.row_dimensions[row].height for row in (2, 3, 4)] == [None, 34.0, None]


def test_a_row_that_the_program_fits_to_its_text_is_left_to_it():
    book = load_workbook(BytesIO(workbook({"S": ROWS})))
    book["S"]["B3"].alignment = Alignment(wrap_text=True)
    marks = [("S", 3, "B", "error", "Sai.\nLạ.")]
    sheet = load_workbook(BytesIO(marked_workbook(saved(book, title=""), "ds.xlsx", marks, [("S", 2)])))["S"]
    assert sheet.row_dimensions[3].height is None


def test_a_list_of_text_with_one_wide_row_is_marked_within_the_columns_of_a_workbook():
    content = ("Họ và tên\n" + "a\n" * 5 + "," * 20_000).encode()
    made = marked_workbook(content, "ds.csv", [("ds", row, "A", "error", "Lạ.") for row in range(2, 7)], [("ds", 1)])
    sheet = load_workbook(BytesIO(made))["ds"]
    assert (sheet.max_column, sheet.cell(2, 201).value) == (201, "A2: Lạ.")
