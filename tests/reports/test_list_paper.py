"""Lists of packages as papers: drawn in a workbook of templates/documents, spread over the columns of each list."""

from io import BytesIO

import openpyxl
import pytest

from reports.documents.workbook import workbook

COLUMNS = [["STT", 6], ["Tập thể, cá nhân", 28], ["Loại", 10], ["Đơn vị", 26], ["Đăng ký thành tích", 36]]
HEAD = {"style": "state", "parent": "SỞ Y TẾ", "issuer": "BỆNH VIỆN AN HÒA", "place": "An Hòa", "date": "2026-02-05"}


def sheet_of(rows, *, columns=COLUMNS, about="Gương tháng 11", titles=("Giám đốc",), **head):
    data = {
        "head": {**HEAD, **head}, "kind": "Danh sách", "signer_title": list(titles), "signer": "Lê Quang Vinh",
        "sheets": [{"name": "Gương tháng", "about": about, "columns": columns, "rows": rows}],
    }  # fmt: skip
    return openpyxl.load_workbook(BytesIO(workbook(data)))["Gương tháng"]


def words_of(sheet):
    return {cell.coordinate: cell.value for row in sheet for cell in row if cell.value}


def test_the_words_of_the_paper_stand_where_they_are_drawn():
    assert words_of(sheet_of([[1, "Lê Thị Đào", "Cá nhân", "Khoa Nội", "2026: LĐTT"]])) == {
        "A1": "SỞ Y TẾ", "D1": "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "A2": "BỆNH VIỆN AN HÒA", "D2": "Độc lập - Tự do - Hạnh phúc", "D4": "An Hòa, ngày 05 tháng 02 năm 2026",
        "A6": "DANH SÁCH", "A7": "Gương tháng 11",
        "A9": "STT", "B9": "Tập thể, cá nhân", "C9": "Loại", "D9": "Đơn vị", "E9": "Đăng ký thành tích",
        "A10": 1, "B10": "Lê Thị Đào", "C10": "Cá nhân", "D10": "Khoa Nội", "E10": "2026: LĐTT",
        "C12": "GIÁM ĐỐC", "C17": "Lê Quang Vinh",
    }  # fmt: skip


def test_the_looks_are_those_that_are_drawn():
    sheet = sheet_of([[1, "Lê Thị Đào", "", "Khoa Nội", "2026: LĐTT"]])

    assert {str(area) for area in sheet.merged_cells.ranges} == {
        "A1:C1", "D1:E1", "A2:C2", "D2:E2", "D4:E4", "A6:E6", "A7:E7", "C12:E12", "C17:E17",
    }  # fmt: skip
    looks = {name: (sheet[name].font.b, sheet[name].font.sz, sheet[name].alignment.horizontal) for name in
             ("A1", "A2", "D4", "A6", "A7", "B9", "A10", "B10", "C12", "C17")}  # fmt: skip
    assert looks == {
        "A1": (False, 12, "center"), "A2": (True, 12, "center"), "D4": (False, 13, "center"),
        "A6": (True, 14, "center"), "A7": (True, 13, "center"), "B9": (True, 12, "center"),
        "A10": (False, 12, "center"), "B10": (False, 12, "left"), "C12": (True, 13, "center"),
        "C17": (True, 13, "center"),
    }  # fmt: skip
    assert [sheet.cell(10, column).border.left.style for column in range(1, 7)] == ["thin"] * 5 + [None]
    assert (sheet.row_dimensions[2].height, sheet.column_dimensions["B"].width) == (35, 28)
    assert (sheet.page_margins.left, sheet.print_options.horizontalCentered, sheet.print_title_rows) == (
        1.18, True, "$9:$9",
    )  # fmt: skip


def test_the_party_writes_under_its_own_name():
    words = words_of(sheet_of([], style="party"))

    assert words["D1"] == "ĐẢNG CỘNG SẢN VIỆT NAM"
    assert "D2" not in words


def test_an_empty_list_says_so():
    assert [cell.value for cell in sheet_of([])[10]] == [None, "Không có", None, None, None]


def test_two_lines_of_a_signer_move_the_name_down():
    words = words_of(sheet_of([], titles=["KT. Giám đốc", "Phó Giám đốc"]))

    assert (words["C12"], words["C13"], words["C18"]) == ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "Lê Quang Vinh")


@pytest.mark.parametrize("text", ["=1+1", "+84", "-1", "@SUM(A1)", "0012", "044123456789", "{about}", "a\x07b"])
def test_text_stays_text(text):
    cell = sheet_of([[1, text, "", "", ""]], about=text)["B10"]

    assert (cell.value, cell.data_type) == (text.replace("\x07", ""), "s")
    assert cell.quotePrefix is text.startswith(("=", "+", "-", "@"))


def test_a_narrow_list_stands_upright():
    assert sheet_of([], columns=COLUMNS[:3]).page_setup.orientation == "portrait"
    assert sheet_of([]).page_setup.orientation == "landscape"
