"""The official form, cell by cell and merge by merge, against the one attached to the plan of 2022."""

from io import BytesIO
from pathlib import Path

import pytest
from django.conf import settings
from openpyxl import load_workbook

from core.sheets.reader import read
from core.sheets.writer import lines_needed, put, sheet_name
from emulation.builders.registration_form import Period, read_registrations
from emulation.documents import FormRow, FormSheet, registration_workbook
from emulation.documents.registration_form import TEMPLATE

ALL = ["LDTT", "CSTDCS", "GK_SYT"]
SAMPLES = [
    FormRow("Phòng A…", "", "tap_the", {
        2022: ["TTLDTT", "TTLDXS", "BK_TINH"], 2023: ["TTLDTT", "TTLDXS", "GK_SYT"],
        2024: ["TTLDTT", "TTLDXS", "GK_SYT"], 2025: ["TTLDTT", "TTLDXS", "BK_TINH"],
    }),
    FormRow("Nguyễn Văn A…", "Trưởng phòng", "ca_nhan", {
        2022: [*ALL, "BK_TINH"], 2023: ALL, 2024: [*ALL, "BK_TINH"], 2025: ALL,
    }),
    FormRow("Trần Văn B…", "Nhân viên", "ca_nhan", {
        2022: ALL, 2023: ["LDTT", "GK_SYT"], 2024: ALL, 2025: ["LDTT", "GK_SYT"],
    }),
]  # fmt: skip
WANTED = {
    "A1": "BỆNH VIỆN ĐKKV BẮC QUẢNG BÌNH",
    "D1": "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "A2": "KHOA/PHÒNG: Phòng A",
    "D2": "Độc lập – Tự do – Hạnh phúc",
    "D4": "Ba Đồn, ngày      tháng      năm 2022",
    "A5": "DANH SÁCH",
    "A6": "Đăng ký xây dựng, bồi dưỡng và nhân rộng gương điển hình tiên tiến giai đoạn 2021 - 2025",
    "A8": "STT", "B8": "Tập thể, cá nhân đăng ký", "C8": "Chức vụ", "D8": "Đăng ký thành tích qua các năm",
    "D9": 2022, "E9": 2023, "F9": 2024, "G9": 2025,
    "A10": 1, "B10": "Phòng A…",
    "D10": "TTLĐTT – TTLĐXS – Bằng khen UBND tỉnh", "E10": "TTLĐTT – TTLĐXS – Giấy khen SYT",
    "F10": "TTLĐTT – TTLĐXS – Giấy khen SYT", "G10": "TTLĐTT – TTLĐXS – Bằng khen UBND tỉnh",
    "A11": 2, "B11": "Nguyễn Văn A…", "C11": "Trưởng phòng",
    "D11": "LĐTT – CSTĐ cơ sở – Giấy khen Sở Y tế – Bằng khen UBND tỉnh",
    "E11": "LĐTT – CSTĐ cơ sở – Giấy khen Sở Y tế",
    "F11": "LĐTT – CSTĐ cơ sở – Giấy khen Sở Y tế – Bằng khen UBND tỉnh",
    "G11": "LĐTT – CSTĐ cơ sở – Giấy khen Sở Y tế",
    "A12": 3, "B12": "Trần Văn B…", "C12": "Nhân viên",
    "D12": "LĐTT – CSTĐ cơ sở – Giấy khen Sở Y tế", "E12": "LĐTT – Giấy khen Sở Y tế",
    "F12": "LĐTT – CSTĐ cơ sở – Giấy khen Sở Y tế", "G12": "LĐTT – Giấy khen Sở Y tế",
    "F14": "TRƯỞNG KHOA/ PHÒNG",
}  # fmt: skip
MERGES = {
    "A1:C1", "D1:G1", "A2:C2", "D2:G2", "D4:G4", "A5:G5", "A6:G6", "A8:A9", "B8:B9", "C8:C9", "D8:G8", "F14:G14",
}  # fmt: skip


def form(rows=SAMPLES, unit="Phòng A", years=(2022, 2023, 2024, 2025), period=(2021, 2025)):
    return FormSheet("BỆNH VIỆN ĐKKV BẮC QUẢNG BÌNH", unit, "Ba Đồn", 2022, period, years, rows)


def opened(content):
    return load_workbook(BytesIO(content))


@pytest.fixture(scope="module")
def sheet():
    return opened(registration_workbook([form()])).active


def test_the_three_sample_rows_come_out_to_the_letter(sheet):
    assert {cell.coordinate: cell.value for row in sheet for cell in row if cell.value is not None} == WANTED


def test_the_merged_areas_are_those_of_the_form(sheet):
    assert {str(area) for area in sheet.merged_cells.ranges} == MERGES


def test_every_letter_is_times_new_roman(sheet):
    assert {cell.font.name for row in sheet for cell in row if cell.value is not None} == {"Times New Roman"}
    assert sheet["D2"].font.underline == "single"


def test_it_prints_on_a4_lying_with_its_header_on_every_page(sheet):
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.print_title_rows == "$8:$9"


def test_the_table_is_drawn(sheet):
    assert all(cell.border.bottom.style == "thin" for row in sheet["A8:G12"] for cell in row)


def test_rows_are_as_high_as_their_text(sheet):
    widths = {letter: sheet.column_dimensions[letter].width for letter in "BCDEFG"}
    for row in (10, 11, 12):
        needed = max(lines_needed(str(sheet[f"{c}{row}"].value or ""), w) for c, w in widths.items())
        assert sheet.row_dimensions[row].height >= needed * 15.75


def test_five_years_make_five_columns():
    wide = opened(registration_workbook([form(years=(2026, 2027, 2028, 2029, 2030), period=(2026, 2030))])).active
    assert [wide.cell(9, column).value for column in range(4, 9)] == [2026, 2027, 2028, 2029, 2030]
    assert {"D8:H8", "D1:H1", "A6:H6"} <= {str(area) for area in wide.merged_cells.ranges}


def test_the_whole_house_is_one_list_with_its_director():
    units = [
        form([FormRow("Lê An", "Bác sĩ", "ca_nhan", {2022: ["LDTT"]})], "Khoa Nhi"),
        form([
            FormRow("Lê Hoa", "Bác sĩ", "ca_nhan", {2022: ["LDTT"]}),
            FormRow("Khoa Nội", "", "tap_the", {2022: ["TTLDTT"]}),
        ], "Khoa Nội"),
    ]  # fmt: skip
    book = opened(registration_workbook(units, layout="one_list"))
    assert book.sheetnames == ["Toàn bệnh viện"]
    listed = [(book.active.cell(row, 1).value, book.active.cell(row, 2).value) for row in range(10, 14)]
    assert listed == [("Khoa Nhi", None), (1, "Lê An"), (2, "Khoa Nội"), (3, "Lê Hoa")]
    assert "A10:G10" in {str(area) for area in book.active.merged_cells.ranges}
    assert (book.active["A2"].value, book.active["F15"].value) == ("KHOA/PHÒNG: Toàn bệnh viện", "GIÁM ĐỐC")


def test_or_one_sheet_for_each_unit():
    book = opened(registration_workbook([form(unit="Khoa Nội/Nhi"), form(unit="Khoa nội-nhi"), form(unit="K" * 40)]))
    assert book.sheetnames == ["Khoa Nội-Nhi", "Khoa nội-nhi (2)", "K" * 31]


def test_the_form_looks_as_it_is_drawn_in_its_template(sheet):
    drawn = load_workbook(Path(settings.BASE_DIR) / "templates" / "documents" / TEMPLATE).active
    for one, other in (("A1", "A1"), ("D2", "D2"), ("A5", "A5"), ("D8", "D8"), ("B10", "B10"), ("D11", "G11")):
        assert _look(drawn[one]) == _look(sheet[other])


def _look(cell):
    return repr((cell.font, cell.alignment, cell.border))


def test_no_mark_of_the_template_is_left_over(sheet):
    assert [cell.value for row in sheet for cell in row if "{" in str(cell.value)] == []


def test_a_single_year_keeps_the_form_whole():
    one = opened(registration_workbook([form(years=(2026,), rows=[])])).active
    assert (one["D8"].value, one["D9"].value) == ("Đăng ký thành tích qua các năm", 2026)
    assert (one["C11"].value, one["C11"].font.b) == ("TRƯỞNG KHOA/ PHÒNG", True)


def test_text_never_becomes_a_formula():
    book = opened(registration_workbook([form([FormRow("=1+1", "@SUM(A1)", "ca_nhan", {})])]))
    assert [(book.active[c].value, book.active[c].data_type) for c in ("B10", "C10")] == [
        ("=1+1", "s"),
        ("@SUM(A1)", "s"),
    ]


def test_codes_stay_text_and_forbidden_signs_go():
    sheet = opened(registration_workbook([form([])])).active
    assert put(sheet["Z1"], "001206001234").value == "001206001234"
    assert put(sheet["Z2"], "Lê\x00 An\x0b").value == "Lê An"


def test_names_of_sheets_are_those_that_excel_allows():
    assert sheet_name("Khoa A: [B]?", []) == "Khoa A- -B--"
    assert sheet_name("", []) == "Danh sách"


def test_what_was_written_is_read_back():
    rows = [
        FormRow("Khoa Nội", "", "tap_the", {2022: ["TTLDTT", "CO_TINH"], 2025: ["HCLD3"]}),
        FormRow("Lê Thị Hoa", "Trưởng khoa", "ca_nhan", {year: [*ALL, "CSTDT", "BK_BYT"] for year in (2022, 2024)}),
        FormRow("Mô hình: Bếp ăn tình thương", "", "mo_hinh", {2023: ["GK_DV", "BK_TTG"]}),
    ]
    units = [form(rows, "Khoa Nội"), form([FormRow("Trần Bình", "Y sĩ", "ca_nhan", {2022: ["LDTT"]})], "Phòng Vật tư")]
    for layout in ("one_list", "sheet_per_unit"):
        book = read(registration_workbook(units, layout=layout), "a.xlsx")
        found = read_registrations(book, period=Period(2021, 2025))
        assert found.findings == []
        read_back = [
            (s.unit, s.name, s.position, s.kind, {y: set(c) for y, c in s.titles.items()}) for s in found.ready
        ]
        assert read_back == [
            (unit.unit_name, row.subject.removeprefix("Mô hình: "), row.position, row.kind,
             {y: set(c) for y, c in row.titles.items()})
            for unit in units for row in unit.rows
        ]  # fmt: skip
