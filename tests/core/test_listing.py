from datetime import date
from io import BytesIO

from openpyxl import load_workbook

from core.sheets.listing import listing


def read(columns, rows, title="Nhân sự"):
    return load_workbook(BytesIO(b"".join(listing(title, columns, rows)))).active


def test_text_numbers_and_days_keep_their_kinds():
    sheet = read([("Mã", 10), ("Tên", 30), ("Số", 8), ("Ngày", 12)], [["0012", "Nguyễn Thị Đào", 3, date(2026, 12, 5)]])

    assert [cell.value for cell in sheet[1]] == ["Mã", "Tên", "Số", "Ngày"]
    assert [cell.value for cell in sheet[2]][:3] == ["0012", "Nguyễn Thị Đào", 3]
    assert sheet["D2"].value.date() == date(2026, 12, 5)
    assert sheet["D2"].number_format == "[$-42A]dd/mm/yyyy;@"
    assert sheet.column_dimensions["B"].width == 30


def test_nothing_becomes_a_formula():
    sheet = read([("Tên", 10)], [['=HYPERLINK("http://xau.example")'], ["+84"], ["-1"], ["@x"]])

    assert [row[0].data_type for row in sheet.iter_rows(min_row=2)] == ["s", "s", "s", "s"]
    assert [row[0].quotePrefix for row in sheet.iter_rows(min_row=2)] == [True, True, True, True]
    assert sheet["A2"].value == '=HYPERLINK("http://xau.example")'


def test_signs_that_xml_forbids_are_dropped_and_others_kept():
    sheet = read([("Tên", 10)], [["A\x0bB <&> “C”"]], title="Khoa Nội/Ngoại: 2026")

    assert sheet["A2"].value == "AB <&> “C”"
    assert sheet.title == "Khoa Nội Ngoại  2026"


def test_a_long_list_comes_in_pieces():
    pieces = list(listing("Dài", [("Số", 5)], ([number] for number in range(2000))))

    assert len(pieces) > 5
    assert load_workbook(BytesIO(b"".join(pieces))).active.max_row == 2001
