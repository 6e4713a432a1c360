"""Lines of counts in the midst of a list, heads in two columns or two digits, years written under titles."""

import pytest

from tests.emulation.imports.test_layouts import names
from tests.emulation.imports.workbooks import HEAD, lines, registrations, told

LDTT = {year: ["LDTT"] for year in (2022, 2023, 2024, 2025)}


@pytest.mark.parametrize(
    "count",
    [
        [None, "Cộng: 02 người"],
        [None, "Cộng", None, "2 LĐTT", "2 LĐTT"],
        ["Tổng cộng", None, None, 2, 0, 2],
        [None, "Cộng trang: 2 người"],
        [None, "Trang 1/2"],
        [None, "Tổng số: 02 cá nhân./."],
    ],
)
def test_a_line_of_counts_is_nobody_and_ends_nothing(count):
    rows = [HEAD, [1, "Lê Thị Hoa", "Bác sĩ", *["LĐTT"] * 4], count, [2, "Công Văn An", "Bác sĩ", *["LĐTT"] * 4], count]
    found = registrations(rows, unit="Khoa Nội")
    assert names(found) == [("Lê Thị Hoa", "ca_nhan", LDTT), ("Công Văn An", "ca_nhan", LDTT)]
    assert told(found) == []


def test_ticks_are_counted_below_them():
    head = ["STT", "Họ và tên", "Chức vụ", "LĐTT", "CSTĐCS"]
    rows = [["ĐĂNG KÝ NĂM 2022"], head, [1, "Lê Thị Hoa", "Bác sĩ", "x", None], [None, "Tổng cộng", None, 1, 0]]
    found = registrations(rows, unit="Khoa Nội")
    assert names(found) == [("Lê Thị Hoa", "ca_nhan", {2022: ["LDTT"]})]
    assert told(found) == []


def test_years_may_stand_under_titles():
    rows = [
        ["STT", "Họ và tên", "Chức vụ", "LĐTT", "CSTĐCS", "GK SYT"],
        [1, "Lê Thị Hoa", "Bác sĩ", "2022-2024", "2023, 2024", None],
        [2, "Lê An", "Bác sĩ", "22; 23", "năm 2022 và 2024", 2023.0],
    ]
    found = registrations(rows, unit="Khoa Nội")
    assert names(found) == [
        ("Lê Thị Hoa", "ca_nhan", {2022: ["LDTT"], 2023: ["LDTT", "CSTDCS"], 2024: ["LDTT", "CSTDCS"]}),
        ("Lê An", "ca_nhan", {2022: ["LDTT", "CSTDCS"], 2023: ["LDTT", "GK_SYT"], 2024: ["CSTDCS"]}),
    ]


def test_years_may_have_two_digits_under_a_head():
    rows = [
        ["STT", "Họ và tên", "Chức vụ", "Năm", None, None, None],
        [None, None, None, "22", "23", 24, 25],
        [1, "Lê Thị Hoa", "Bác sĩ", *["LĐTT"] * 4],
    ]
    assert names(registrations(rows, "D1:G1", unit="Khoa Nội")) == [("Lê Thị Hoa", "ca_nhan", LDTT)]


def test_collectives_and_people_may_have_columns_of_their_own():
    rows = [
        ["STT", "Đối tượng đăng ký", None, "Chức vụ", 2022, 2023],
        [None, "Tập thể", "Cá nhân"],
        [1, "Khoa Nội", None, None, "TTLĐTT", "TTLĐXS"],
        [2, None, "Lê Thị Hoa", "Bác sĩ", "LĐTT", "LĐTT"],
    ]
    found = registrations(rows, "B1:C1")
    assert lines(found) == [
        (3, "Khoa Nội", "Khoa Nội", "tap_the", {2022: ["TTLDTT"], 2023: ["TTLDXS"]}),
        (4, "Khoa Nội", "Lê Thị Hoa", "ca_nhan", {2022: ["LDTT"], 2023: ["LDTT"]}),
    ]
    assert told(found) == []


def test_an_empty_column_among_the_years_is_no_error():
    rows = [["STT", "Họ tên", "C.vụ", 2022, None, 2023], [1, "Lê Thị Hoa", "Bác sĩ", "LĐTT", None, "LĐTT"]]
    assert told(registrations(rows, unit="Khoa Nội")) == []
    rows[1][4] = "CSTĐCS"
    assert told(registrations(rows, unit="Khoa Nội")) == [("E1", "BAD_YEAR_HEADER")]


def test_a_group_over_a_list_is_no_unit():
    rows = [["I. TẬP THỂ"], ["STT", "Tên tập thể", 2022, 2023], [1, "Khoa Nội", "TTLĐTT", "TTLĐTT"], [],
            ["II. CÁ NHÂN"], HEAD, [1, "Lê Thị Hoa", "Bác sĩ", *["LĐTT"] * 4]]  # fmt: skip
    assert [subject.unit for subject in registrations(rows).subjects] == ["Khoa Nội", ""]


def test_signs_for_the_unit_above_stand_for_it():
    head = ["STT", "Họ và tên", "Khoa", "Chức vụ", 2022, 2023]
    marks = ["Khoa Nội", "nt", '"', "-nt-", "Như trên"]
    rows = [head, *([i, f"Lê Thị {'ABCDE'[i]}n", mark, "Bác sĩ", "LĐTT", None] for i, mark in enumerate(marks))]
    assert [subject.unit for subject in registrations(rows).ready] == ["Khoa Nội"] * 5


def test_a_giver_below_the_province_makes_another_title():
    rows = [HEAD, [1, "Lê Thị Hoa", "Bác sĩ", "BK UBND huyện", "BK UBND tỉnh Quảng Bình", "CSTĐ cấp tỉnh (Bộ)", None]]
    found = registrations(rows, unit="Khoa Nội")
    assert [f.place for f in found.findings if f.severity == "error"] == ["D2"]
    assert [found.subjects[0].titles[year] for year in (2023, 2024)] == [["BK_TINH"], ["CSTDT"]]


def test_a_column_of_posts_may_name_the_units():
    rows = [
        ["STT", "Họ và tên", "Chức vụ, đơn vị công tác", 2022],
        [1, "Lê Thị Hoa", "Trưởng khoa Nội A", "LĐTT"],
        [2, "Lê An", "Bác sĩ, Khoa Nhi - Nhiễm", "LĐTT"],
        [3, "Lê Bình", "Điều dưỡng trưởng - Trạm Y tế xã Hòa Bình", "LĐTT"],
        [4, "Lê Chi", "Trưởng phòng", "LĐTT"],
    ]
    found = registrations(rows)
    assert [(subject.position, subject.unit) for subject in found.ready] == [
        ("Trưởng khoa", "Khoa Nội A"),
        ("Bác sĩ", "Khoa Nhi - Nhiễm"),
        ("Điều dưỡng trưởng", "Trạm Y tế xã Hòa Bình"),
    ]
    assert told(found) == [("B5", "MISSING_UNIT")]


@pytest.mark.parametrize(
    ("cell", "wanted"),
    [
        ("2022-2024: LĐTT; 2025: CSTĐCS", {2022: ["LDTT"], 2023: ["LDTT"], 2024: ["LDTT"], 2025: ["CSTDCS"]}),
        ("LĐTT (2022, 2023), CSTĐCS (2024)", {2022: ["LDTT"], 2023: ["LDTT"], 2024: ["CSTDCS"]}),
        ("LĐTT: 2022 và 2024; GK SYT: năm 2025", {2022: ["LDTT"], 2024: ["LDTT"], 2025: ["GK_SYT"]}),
        (
            "Các năm 2022, 2023: LĐTT\nNăm 2024: LĐTT, CSTĐCS",
            {2022: ["LDTT"], 2023: ["LDTT"], 2024: ["LDTT", "CSTDCS"]},
        ),
    ],
)
def test_years_go_before_their_titles_or_follow_them(cell, wanted):
    rows = [["STT", "Họ và tên", "Chức vụ", "Đăng ký danh hiệu"], [1, "Lê Thị Hoa", "Bác sĩ", cell]]
    assert names(registrations(rows, unit="Khoa Nội")) == [("Lê Thị Hoa", "ca_nhan", wanted)]


def test_a_title_that_belongs_to_no_year_is_told():
    rows = [["STT", "Họ và tên", "Chức vụ", "Đăng ký danh hiệu"], [1, "Lê Thị Hoa", "Bác sĩ", "LĐTT 2022: CSTĐCS"]]
    assert told(registrations(rows, unit="Khoa Nội")) == [("D2", "BAD_YEAR_HEADER")]


@pytest.mark.parametrize(
    ("sheet", "unit"), [("1. Khoa Nội", "Khoa Nội"), ("2.P.TCHC", "P.TCHC"), ("3 - Khoa Nhi", "Khoa Nhi")]
)
def test_the_name_of_a_sheet_may_be_numbered(sheet, unit):
    found = registrations([HEAD, [1, "Lê Thị Hoa", "Bác sĩ", *["LĐTT"] * 4]], name=sheet)
    assert [subject.unit for subject in found.ready] == [unit]


def test_groups_may_stand_within_each_unit():
    rows = [HEAD]
    for unit, person in (("Khoa Nội", "Lê Thị Hoa"), ("Khoa Nhi", "Lê An")):
        rows += [["I", f"{unit} (tổng số: 01 người)"], ["a", "Tập thể"], [1, "Tập thể khoa", None, "TTLĐTT"]]
        rows += [["b", "Cá nhân"], [1, person, "Bác sĩ", "LĐTT"]]
    found = registrations(rows)
    assert [(subject.name, subject.unit) for subject in found.ready] == [
        ("Khoa Nội", "Khoa Nội"),
        ("Lê Thị Hoa", "Khoa Nội"),
        ("Khoa Nhi", "Khoa Nhi"),
        ("Lê An", "Khoa Nhi"),
    ]


def test_units_may_stand_within_each_group():
    rows = [HEAD, ["I", "TẬP THỂ"], [1, "Khoa Nội", None, "TTLĐTT"], ["II", "CÁ NHÂN"]]
    rows += [
        [None, "Khoa Nội"],
        [1, "Lê Thị Hoa", "Bác sĩ", "LĐTT"],
        ["III", "CÁ NHÂN"],
        [1, "Lê An", "Bác sĩ", "LĐTT"],
    ]
    found = registrations(rows)
    assert [(subject.name, subject.unit) for subject in found.subjects][1] == ("Lê Thị Hoa", "Khoa Nội")


def test_a_sheet_of_numbers_by_unit_is_no_list_without_a_header():
    rows = [["STT", "Khoa/Phòng", "Số LĐTT", "Số CSTĐCS"], [1, "Khoa Nội", 10, 2], [None, "Tổng cộng", 10, 2]]
    assert [(f.code, f.severity) for f in registrations(rows).findings] == [("NO_HEADER", "info")]


@pytest.mark.parametrize(
    ("line", "unit"),
    [("ĐẢNG BỘ HUYỆN VĨNH SƠN", ""), ("TẬP THỂ KHOA DINH DƯỠNG", "KHOA DINH DƯỠNG"), ("KHOA NỘI", "KHOA NỘI")],
)
def test_a_bare_line_of_the_block_names_the_unit_but_not_what_stands_above(line, unit):
    found = registrations([["BỆNH VIỆN X"], [line], [], HEAD, [1, "Lê Thị Hoa", "Bác sĩ", *["LĐTT"] * 4]])
    assert [subject.unit for subject in found.subjects] == [unit]


def test_titles_may_be_lettered():
    rows = [HEAD, [1, "Lê Thị Hoa", "Bác sĩ", "a) LĐTT b) CSTĐCS", None, None, None]]
    assert names(registrations(rows, unit="Khoa Nội")) == [("Lê Thị Hoa", "ca_nhan", {2022: ["LDTT", "CSTDCS"]})]


def test_a_line_whose_cells_sound_like_heads_is_no_header():
    rows = [HEAD, [1, "Lê An", "Nhân viên", "Danh hiệu LĐTT", None, None, "Gương sáng"], [2, "Lê Hoa", "BS", "LĐTT"]]
    found = registrations(rows, unit="Khoa Nội")
    assert [(subject.name, subject.is_held) for subject in found.subjects] == [("Lê An", True), ("Lê Hoa", False)]
    assert [(f.place, f.code) for f in found.findings if f.severity == "error"] == [("G2", "UNKNOWN_TITLE")]


def test_a_family_named_like_a_body_is_told_by_post_and_titles():
    rows = [
        HEAD,
        [1, "Ban Hữu Nam", "Bác sĩ", "LĐTT"],
        [2, "Ban Giám đốc", None, "LĐTT"],
        [3, "Ban Hữu Tý", None, "TTLĐTT"],
    ]
    found = registrations(rows, unit="Khoa Nội")
    assert [str(subject.kind) for subject in found.subjects] == ["ca_nhan", "tap_the", "tap_the"]
    assert [(f.place, f.code) for f in found.findings if f.severity == "error"] == [("D3", "KIND_MISMATCH")]


def test_a_team_of_a_health_centre_opens_a_unit_and_a_group_of_a_unit_does_not():
    rows = [HEAD, [1, "Khoa Nội", None, "TTLĐTT"], [2, "Tổ Hành chính", None, "TTLĐTT"], [3, "Lê An", "BS", "LĐTT"]]
    rows += [[4, "Đội Y tế dự phòng", None, "TTLĐTT"], [5, "Lê Hoa", "BS", "LĐTT"]]
    found = registrations(rows)
    wanted = ["Khoa Nội", "Khoa Nội", "Khoa Nội", "Đội Y tế dự phòng", "Đội Y tế dự phòng"]
    assert [subject.unit for subject in found.ready] == wanted
