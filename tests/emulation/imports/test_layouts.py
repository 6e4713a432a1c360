"""The same list in the many shapes in which departments lay it out."""

from datetime import date

from core.sheets.reader import read
from emulation.builders.registration_form import Period, read_registrations
from tests.emulation.imports.workbooks import HEAD, PERIOD, YEARS, all_told, lines, registrations, told, workbook

FOUR = ["Hoa", "Lan", "Mai", "An"]
PEOPLE = [
    [1, "Khoa Nội", None, "TTLĐTT", None, None, None],
    [2, "Lê Thị Hoa", "Trưởng khoa", "LĐTT", "LĐTT – CSTĐ cơ sở", None, None],
    [3, "Trần Văn Bình", "Bác sĩ", None, None, "LĐTT", None],
]
WANTED = [
    ("Khoa Nội", "tap_the", {2022: ["TTLDTT"]}),
    ("Lê Thị Hoa", "ca_nhan", {2022: ["LDTT"], 2023: ["LDTT", "CSTDCS"]}),
    ("Trần Văn Bình", "ca_nhan", {2024: ["LDTT"]}),
]


def names(found):
    return [(name, kind, titles) for _, _, name, kind, titles in lines(found)]


def units(found):
    return [(unit, name) for _, unit, name, _, _ in lines(found)]


def test_a_bare_list_begins_at_the_first_row():
    found = registrations([HEAD, *PEOPLE])
    assert names(found) == WANTED
    assert units(found) == [("Khoa Nội", "Khoa Nội"), ("Khoa Nội", "Lê Thị Hoa"), ("Khoa Nội", "Trần Văn Bình")]
    assert told(found) == []


def test_a_list_may_stand_away_from_the_corner():
    rows = [[], [], *[[None, None, *row] for row in [HEAD, *PEOPLE]]]
    assert names(registrations(rows)) == WANTED


def test_years_may_stand_in_a_second_header_row():
    rows = [
        ["STT", "Tập thể, cá nhân đăng ký", "Chức vụ", "Đăng ký thành tích qua các năm"],
        [None, None, None, "Năm 2022", "Năm 2023", "Năm 2024", "Năm 2025"],
        *PEOPLE,
    ]
    assert names(registrations(rows)) == WANTED
    assert names(registrations(rows, "A1:A2", "B1:B2", "C1:C2", "D1:G1")) == WANTED


def test_a_header_may_have_three_rows_and_numbers_under_it():
    rows = [
        ["STT", "Tập thể, cá nhân đăng ký", "Chức vụ", "Đăng ký thành tích qua các năm"],
        [None, None, None, "Giai đoạn 2021 - 2025"],
        [None, None, None, "2022", "2023", "2024", "2025"],
        ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)"],
        *PEOPLE,
    ]
    assert names(registrations(rows, "A1:A3", "B1:B3", "C1:C3", "D1:G1", "D2:G2")) == WANTED


def test_years_come_in_every_shape():
    shapes = [date(2022, 1, 1), "N2023", 2024.0, "Năm 25"]
    assert names(registrations([[*HEAD[:3], *shapes], *PEOPLE])) == WANTED


def test_years_may_be_counted_on_by_formulas():
    assert names(registrations([[*HEAD[:3], 2022, "=D1+1", "=E1+1", "=F1+1"], *PEOPLE])) == WANTED


def test_the_unit_comes_from_the_heading_over_the_list():
    rows = [["BỆNH VIỆN X", None, None, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"], ["KHOA/PHÒNG: Khoa Nhi"], [], HEAD]
    assert units(registrations([*rows, PEOPLE[1]])) == [("Khoa Nhi", "Lê Thị Hoa")]
    rows[1] = ["KHOA/PHÒNG:", "Khoa Nhi"]
    assert units(registrations([*rows, PEOPLE[1]])) == [("Khoa Nhi", "Lê Thị Hoa")]
    rows[:2] = [["BỆNH VIỆN X\nKHOA NHI – NHIỄM"], []]
    assert units(registrations([*rows, PEOPLE[1]])) == [("KHOA NHI – NHIỄM", "Lê Thị Hoa")]


def test_the_unit_comes_from_the_title():
    rows = [["DANH SÁCH ĐĂNG KÝ THI ĐUA CỦA KHOA NỘI TỔNG HỢP"], HEAD, PEOPLE[1]]
    assert units(registrations(rows)) == [("KHOA NỘI TỔNG HỢP", "Lê Thị Hoa")]


def test_an_empty_label_leaves_the_name_of_the_sheet():
    rows = [["KHOA/PHÒNG: ............"], HEAD, PEOPLE[1]]
    assert units(registrations(rows, name="Phòng Tài chính")) == [("Phòng Tài chính", "Lê Thị Hoa")]


def test_the_unit_comes_from_the_name_of_the_sheet():
    assert units(registrations([HEAD, PEOPLE[1]], name="Phòng Tài chính")) == [("Phòng Tài chính", "Lê Thị Hoa")]


def test_the_unit_comes_from_a_column():
    head = ["STT", "Họ và tên", "Khoa/phòng", "Chức vụ", *YEARS]
    rows = [head, [1, "Lê Thị Hoa", "Khoa Nhi", "Bác sĩ", "LĐTT"], [2, "Lê An", "Khoa Nội", "Bác sĩ", "LĐTT"]]
    assert units(registrations(rows)) == [("Khoa Nhi", "Lê Thị Hoa"), ("Khoa Nội", "Lê An")]


def test_a_unit_merged_down_or_written_once_holds_for_the_rows_below():
    head = ["STT", "Họ và tên", "Khoa/phòng", "Chức vụ", *YEARS]
    rows = [
        head,
        *[[i, f"Lê Thị {name}", None, "Bác sĩ", "LĐTT"] for i, name in enumerate(FOUR, 1)],
    ]
    rows[1][2], rows[3][2] = "Khoa Nhi", "Khoa Nội"
    wanted = ["Khoa Nhi", "Khoa Nhi", "Khoa Nội", "Khoa Nội"]
    assert [unit for unit, _ in units(registrations(rows, "C2:C3", "C4:C5"))] == wanted
    assert [unit for unit, _ in units(registrations(rows))] == wanted


def test_a_gap_in_a_filled_column_of_units_is_told():
    head = ["STT", "Họ và tên", "Khoa/phòng", "Chức vụ", *YEARS]
    rows = [
        head,
        *[[i, f"Lê Thị {n}", "Khoa Nhi", "Bác sĩ", "LĐTT"] for i, n in enumerate(FOUR, 1)],
    ]
    rows[3][2] = None
    found = registrations(rows)
    assert told(found) == [("C4", "MISSING_UNIT")]
    assert found.held == [("DS", 4)]


def test_section_rows_open_a_unit():
    rows = [
        HEAD,
        ["I", "KHOA NỘI"],
        [1, "Lê Thị Hoa", "Bác sĩ", "LĐTT"],
        ["II. Phòng Tổ chức cán bộ"],
        [1, "Trần Văn Bình", "Chuyên viên", "LĐTT"],
        ["III", "Hồi sức tích cực"],
        [1, "Lê An", "Bác sĩ", "LĐTT"],
    ]
    wanted = [("KHOA NỘI", "Lê Thị Hoa"), ("Phòng Tổ chức cán bộ", "Trần Văn Bình"), ("Hồi sức tích cực", "Lê An")]
    found = registrations(rows, "B2:G2", "A4:G4")
    assert units(found) == wanted
    assert told(found) == []


def test_a_section_row_with_titles_is_the_collective_itself():
    rows = [HEAD, ["I", "Khoa Nội", None, "TTLĐTT"], [1, "Lê Thị Hoa", "Bác sĩ", "LĐTT"]]
    assert names(registrations(rows)) == [
        ("Khoa Nội", "tap_the", {2022: ["TTLDTT"]}),
        ("Lê Thị Hoa", "ca_nhan", {2022: ["LDTT"]}),
    ]


def test_groups_of_collectives_and_of_people():
    rows = [
        ["KHOA/PHÒNG: Khoa Nội"], HEAD, ["A", "TẬP THỂ"], [1, "Tập thể khoa", None, "TTLĐTT"], ["B", "CÁ NHÂN"],
        [1, "Lê Thị Hoa", "Bác sĩ", "LĐTT"], ["C", "MÔ HÌNH"], [1, "Bệnh viện không khói thuốc", None, "Giấy khen SYT"],
    ]  # fmt: skip
    found = registrations(rows)
    assert lines(found) == [
        (4, "Khoa Nội", "Khoa Nội", "tap_the", {2022: ["TTLDTT"]}),
        (6, "Khoa Nội", "Lê Thị Hoa", "ca_nhan", {2022: ["LDTT"]}),
        (8, "Khoa Nội", "Bệnh viện không khói thuốc", "mo_hinh", {2022: ["GK_SYT"]}),
    ]
    assert told(found) == []


def test_several_forms_may_stand_below_each_other():
    rows = []
    for unit, person in (("Khoa Nội", "Lê Thị Hoa"), ("Khoa Ngoại", "Trần Văn Bình")):
        rows += [["BỆNH VIỆN X", None, None, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"], [f"KHOA/PHÒNG: {unit}"]]
        rows += [["DANH SÁCH"], [], HEAD, [1, unit, None, "TTLĐTT"], [2, person, "Bác sĩ", "LĐTT"], [3], []]
        rows += [
            [None, None, None, None, None, "TRƯỞNG KHOA/ PHÒNG"],
            [],
            [None, None, None, None, None, "Ngô Văn Ký"],
            [],
        ]
    found = registrations(rows)
    assert units(found) == [
        ("Khoa Nội", "Khoa Nội"), ("Khoa Nội", "Lê Thị Hoa"),
        ("Khoa Ngoại", "Khoa Ngoại"), ("Khoa Ngoại", "Trần Văn Bình"),
    ]  # fmt: skip
    assert all_told(found) == []


def test_a_header_repeated_for_printing_keeps_the_unit():
    found = registrations([["KHOA/PHÒNG: Khoa Nội"], HEAD, PEOPLE[1], HEAD, PEOPLE[2]])
    assert units(found) == [("Khoa Nội", "Lê Thị Hoa"), ("Khoa Nội", "Trần Văn Bình")]


def test_notes_totals_and_signatures_are_no_lines():
    rows = [
        HEAD, *PEOPLE, ["Tổng cộng: 03"], ["Ghi chú: danh sách đã được tập thể thông qua"],
        [None, None, None, None, "Ba Đồn, ngày 12 tháng 11 năm 2022"], [None, "NGƯỜI LẬP", None, None, "TRƯỞNG KHOA"],
        [None, "Lê Thị Lan", None, None, "Trần Văn Bình"],
    ]  # fmt: skip
    found = registrations(rows)
    assert names(found) == WANTED
    assert all_told(found) == []


def test_sample_and_empty_rows_of_the_form_are_passed_over():
    rows = [
        HEAD, [1, "Phòng A…", None, "TTLĐTT – TTLĐXS"], [2, "Nguyễn Văn A…", "Trưởng phòng", "LĐTT"],
        [3, "Trần Văn B...", "Nhân viên", "LĐTT"], *PEOPLE, [7], [8],
    ]  # fmt: skip
    found = registrations(rows)
    assert names(found) == WANTED
    assert all_told(found) == [(f"B{row}", "SAMPLE_ROW", "info") for row in (2, 3, 4)]


def test_hidden_sheets_are_passed_over_with_a_word():
    content = workbook({"Khoa Nội": [HEAD, PEOPLE[1]], "Nháp": [HEAD, PEOPLE[2]]}, Nháp="hidden")
    found = read_registrations(read(content, "a.xlsx"), period=PERIOD)
    assert names(found) == [WANTED[1]]
    assert [(f.sheet, f.code) for f in found.findings] == [("Nháp", "HIDDEN_SHEET")]


def test_target_years_are_a_setting_of_their_own():
    rows = [[*HEAD[:3], 2021, *YEARS], [1, "Lê Thị Hoa", "Bác sĩ", "LĐTT", "LĐTT"]]
    assert told(registrations(rows, unit="Khoa Nội")) == []
    narrow = registrations(rows, unit="Khoa Nội", period=Period(2021, 2025, (2022, 2023, 2024, 2025)))
    assert told(narrow) == [("D2", "YEAR_OUT_OF_PERIOD")]
