from datetime import UTC, date, datetime
from io import BytesIO
from unicodedata import normalize

import pytest
import python_calamine
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from core.sheets.listing import Register, listing
from core.sheets.writer import height_for, lines_needed

YEARS = [("Tên", 30), ("Đơn vị", 20), ("2026", 12), ("2027", 12)]
REGISTER = Register(lines=["DANH SÁCH", "Giai đoạn 2026–2027"], groups=[(3, 4, "Đăng ký qua các năm")])
TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\r"), max_size=30)


def written(columns, rows, title="Nhân sự", **more):
    return b"".join(listing(title, columns, rows, **more))


def read(columns, rows, title="Nhân sự", **more):
    return load_workbook(BytesIO(written(columns, rows, title, **more))).active


def by_calamine(content):
    book = python_calamine.load_workbook(BytesIO(content))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


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


def test_a_moment_is_the_day_on_which_it_falls_here():
    sheet = read([("Gửi lúc", 12)], [[datetime(2026, 12, 4, 18, 30, tzinfo=UTC)]])

    assert sheet["A2"].value.date() == date(2026, 12, 5)


def test_texts_have_the_format_of_text_and_numbers_stay_numbers():
    for register in (None, Register()):
        sheet = read([("Mã", 9), ("Điện thoại", 12), ("Số", 5), ("Thành tích", 80)],
                     [["0012", "0912345678", 3, "dài " * 100]], register=register)  # fmt: skip
        assert [cell.number_format for cell in list(sheet)[-1]] == ["@", "@", "General", "General"]


def test_a_list_can_be_filtered_by_its_head_and_a_register_cannot():
    rows = ([f"NV{number}", number] for number in range(700))
    assert read([("Mã", 8), ("Số", 5)], rows).auto_filter.ref == "A1:B701"
    assert read([("Mã", 8)], [], register=Register()).auto_filter.ref is None


def test_rows_beyond_a_sheet_go_on_on_the_next_under_the_same_head():
    content = written([("Mã", 8), ("Số", 5)], ([f"0{number}", number] for number in range(7)), limit=4)

    head = ["Mã", "Số"]
    assert by_calamine(content) == {
        "Nhân sự": [head, ["00", 0], ["01", 1], ["02", 2]],
        "Nhân sự (2)": [head, ["03", 3], ["04", 4], ["05", 5]],
        "Nhân sự (3)": [head, ["06", 6]],
    }
    book = load_workbook(BytesIO(content))
    assert [list(sheet.values)[1:][0] for sheet in book] == [("00", 0), ("03", 3), ("06", 6)]


def test_a_sheet_that_is_just_full_is_followed_by_none():
    assert list(by_calamine(written([("Số", 5)], [[1], [2]], limit=3))) == ["Nhân sự"]
    assert by_calamine(written([("Số", 5)], [])) == {"Nhân sự": [["Số"]]}


def test_a_long_title_keeps_room_for_the_number_of_the_sheet():
    names = list(by_calamine(written([("Số", 5)], [[1], [2]], title="Đ" * 40, limit=2)))

    assert names == ["Đ" * 31, "Đ" * 27 + " (2)"]


def test_a_register_has_lines_a_head_of_two_rows_borders_and_cells_that_wrap():
    sheet = read(YEARS, [["Nguyễn Thị Đào", "Khoa Nội", "LĐTT", None]], register=REGISTER)

    assert [row for row in sheet.values if any(row)] == [
        ("DANH SÁCH", None, None, None),
        ("Giai đoạn 2026–2027", None, None, None),
        ("Tên", "Đơn vị", "Đăng ký qua các năm", None),
        (None, None, "2026", "2027"),
        ("Nguyễn Thị Đào", "Khoa Nội", "LĐTT", None),
    ]
    assert sorted(map(str, sheet.merged_cells.ranges)) == ["A1:D1", "A2:D2", "A4:A5", "B4:B5", "C4:D4"]
    ruled = [sheet["A4"], sheet["C4"], sheet["D5"], *sheet[6]]
    assert {(cell.border.left.style, cell.alignment.wrap_text) for cell in ruled} == {("thin", True)}
    assert (sheet.print_title_rows, sheet.freeze_panes, sheet.page_setup.orientation) == ("$4:$5", "A6", "landscape")


def test_a_register_has_rows_as_high_as_their_text():
    rows = [["Đào", "Nội", "LĐTT", ""], ["Đào", "Nội", "LĐTT – CSTĐ cơ sở – Giấy khen Sở Y tế", 3]]
    sheet = read([*YEARS[:2], ("Đăng ký năm 2026", 12), ("2027", 12)], rows, register=REGISTER)

    heights = [sheet.row_dimensions[row].height for row in range(1, 8)]
    assert heights == [23.5, 23.5, None, None, 34.0, None, 63.1]


def test_every_list_is_printed_lying_and_as_wide_as_a_page_in_the_letters_of_documents():
    for register in (None, Register()):
        sheet = read(YEARS, [["Đào", "Nội", "", ""]], register=register)
        page = sheet.page_setup
        assert (page.orientation, page.paperSize, page.fitToHeight) == ("landscape", 9, 0)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.parent._named_styles["Normal"].font.name == "Times New Roman"


def test_a_heading_longer_than_its_column_is_broken_into_lines():
    sheet = read([("Mã", 8), ("Năm thành tích", 10)], [["A", 2025]])
    assert (sheet["B1"].alignment.wrap_text, sheet.row_dimensions[1].height) == (True, 34.0)
    assert read([("Mã", 8)], [["A"]]).row_dimensions[1].height is None


def test_running_text_of_a_plain_list_wraps_in_rows_as_high_as_it():
    long = "Đã tặng Giấy khen của Giám đốc Sở Y tế; chưa đủ hai năm liên tục theo Điều 22. " * 4
    sheet = read([("Tên", 30), ("Vì sao", 60), ("Ngày", 12)], [["An", long, None], ["-1", "ngắn", date(2026, 3, 5)]])

    cells = [*sheet[2], *sheet[3]]
    assert {(cell.alignment.wrap_text, cell.alignment.vertical) for cell in cells} == {(True, "top")}
    assert {bool(cell.border.left) for cell in cells} == {False}
    assert [sheet.row_dimensions[row].height for row in (2, 3)] == [77.6, None]


@pytest.mark.parametrize(
    "text",
    [
        "TRƯỞNG PHÒNG HC-QT, TCCB và",
        "Phó Trưởng khoa HSTC-CĐ, BV ĐKKV",
        "LĐTT, CSTĐCS, BK UBND tỉnh",
        "Điều dưỡng trưởng khoa Hồi sức tích cực",
        "hai\ndòng",
    ],
)
@pytest.mark.parametrize("width", [12, 20, 24, 28, 32])
def test_no_row_is_lower_than_its_text(text, width):
    high = read([("Chức vụ", width)], [["ngắn"], [text]]).row_dimensions[3].height
    lines = lines_needed(text, width, 11)
    assert (high or height_for(1, 11)) == (height_for(lines, 11) if lines > 1 else height_for(1, 11))


def test_what_is_alike_in_python_and_not_in_a_list_keeps_its_kind():
    sheet = read([("A", 9), ("B", 9)], [[1, 0], [True, False], [1.0, None], ["1", ""]])
    assert [cell.value for cell in sheet["A"][1:]] == [1, "Có", 1, "1"]
    assert [cell.value for cell in sheet["B"][1:]] == [0, None, None, None]


def test_what_no_cell_can_hold_is_text():
    sheet = read([("A", 12)], [[float("nan")], [float("inf")], [date(1899, 5, 7)]])
    assert [cell.value for cell in sheet["A"][1:]] == ["nan", "inf", "07/05/1899"]


def test_rows_without_columns_stay_rows():
    assert b"".join(listing("Trống", [], [[], []])).startswith(b"PK")


def test_a_register_rolls_to_the_next_sheet_with_its_whole_head():
    rows = [["A", "Nội", "", ""], ["B", "Ngoại", "", ""]]
    sheets = by_calamine(written(YEARS, rows, register=REGISTER, limit=6))

    assert [sheet[-1][0] for sheet in sheets.values()] == ["A", "B"]
    assert [sheet[:5] for sheet in sheets.values()] == [next(iter(sheets.values()))[:5]] * 2


def test_a_sheet_name_with_quotes_still_repeats_its_head_on_paper():
    assert read([("Số", 5)], [[1]], title="Khoa \"A\" & 'B' <C>").print_title_rows == "$1:$1"


@given(st.lists(st.tuples(TEXTS, TEXTS), min_size=1, max_size=8))
def test_every_text_comes_back_as_it_was_written(rows):
    kept = [[_kept(text) for text in row] for row in rows]
    sheet = read([("Một", 9), ("Hai", 9)], rows)

    assert [[cell.value or "" for cell in row] for row in sheet.iter_rows(min_row=2)] == kept
    assert {cell.data_type for row in sheet.iter_rows(min_row=2) for cell in row if cell.value} <= {"s"}


def test_many_different_texts_do_not_mix():
    rows = [[f"Nguyễn Thị {number}", f"Khoa {number % 7}", number] for number in range(12_000)]
    content = written([("Tên", 9), ("Đơn vị", 9), ("Số", 9)], rows)

    assert by_calamine(content)["Nhân sự"][1:] == rows


def _kept(text):
    return "".join(sign for sign in normalize("NFC", text) if sign >= " " or sign in "\t\n").translate(FORBIDDEN)


FORBIDDEN = dict.fromkeys((0xFFFE, 0xFFFF))
