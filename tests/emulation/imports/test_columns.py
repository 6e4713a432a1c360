"""Columns of targets in their many shapes: ticks, two columns a year, one year, years in cells; split names."""

from tests.emulation.imports.test_layouts import names
from tests.emulation.imports.workbooks import HEAD, YEARS, registrations, told


def test_ticks_under_titles_under_years():
    rows = [
        ["STT", "Họ và tên", "Chức vụ", "Năm 2022", None, None, "Năm 2023", None, None],
        [None, None, None, "LĐTT", "CSTĐCS", "GK SYT", "LĐTT", "CSTĐCS", "GK SYT"],
        [1, "Lê Thị Hoa", "Bác sĩ", "x", "X", None, "✓", "-", 1],
        [2, "Lê An", "Bác sĩ", "x", None, None, None, None, None],
    ]
    wanted = [
        ("Lê Thị Hoa", "ca_nhan", {2022: ["LDTT", "CSTDCS"], 2023: ["LDTT", "GK_SYT"]}),
        ("Lê An", "ca_nhan", {2022: ["LDTT"]}),
    ]
    merged = registrations(rows, "A1:A2", "B1:B2", "C1:C2", "D1:F1", "G1:I1", unit="Khoa Nội")
    assert names(merged) == wanted
    assert told(merged) == []
    assert names(registrations(rows, unit="Khoa Nội")) == wanted


def test_ticks_under_years_under_titles():
    rows = [
        ["STT", "Họ và tên", "Chức vụ", "LĐTT", None, "Giấy khen SYT", None],
        [None, None, None, 2022, 2023, 2022, 2023],
        [1, "Lê Thị Hoa", "Bác sĩ", "x", "x", None, "x"],
    ]
    found = registrations(rows, "A1:A2", "B1:B2", "C1:C2", "D1:E1", "F1:G1", unit="Khoa Nội")
    assert names(found) == [("Lê Thị Hoa", "ca_nhan", {2022: ["LDTT"], 2023: ["LDTT", "GK_SYT"]})]
    assert told(found) == []


def test_two_columns_of_one_year():
    rows = [
        ["STT", "Họ và tên", "Chức vụ", 2022, None, 2023, None],
        [None, None, None, "Danh hiệu", "Hình thức KT", "Danh hiệu", "Hình thức KT"],
        [1, "Lê Thị Hoa", "Bác sĩ", "LĐTT", "GK SYT", "LĐTT", None],
    ]
    found = registrations(rows, "A1:A2", "B1:B2", "C1:C2", "D1:E1", "F1:G1", unit="Khoa Nội")
    assert names(found) == [("Lê Thị Hoa", "ca_nhan", {2022: ["LDTT", "GK_SYT"], 2023: ["LDTT"]})]
    assert told(found) == []


def test_a_list_of_one_year():
    rows = [
        ["DANH SÁCH ĐĂNG KÝ THI ĐUA NĂM 2023"],
        ["STT", "Họ và tên", "Chức vụ", "Danh hiệu đăng ký"],
        [1, "Lê Thị Hoa", "Bác sĩ", "LĐTT, CSTĐCS"],
    ]
    assert names(registrations(rows, unit="Khoa Nội")) == [("Lê Thị Hoa", "ca_nhan", {2023: ["LDTT", "CSTDCS"]})]
    rows[1:] = [["STT", "Họ và tên", "Chức vụ", "LĐTT", "CSTĐCS"], [1, "Lê Thị Hoa", "Bác sĩ", "x", "x"]]
    assert names(registrations(rows, unit="Khoa Nội")) == [("Lê Thị Hoa", "ca_nhan", {2023: ["LDTT", "CSTDCS"]})]


def test_a_row_for_each_year():
    rows = [
        ["STT", "Họ và tên", "Chức vụ", "Năm", "Danh hiệu đăng ký"],
        [1, "Lê Thị Hoa", "Bác sĩ", 2022, "LĐTT"],
        [2, "Lê Thị Hoa", "Bác sĩ", 2023, "LĐTT; CSTĐCS"],
    ]
    found = registrations(rows, unit="Khoa Nội")
    assert names(found) == [
        ("Lê Thị Hoa", "ca_nhan", {2022: ["LDTT"]}),
        ("Lê Thị Hoa", "ca_nhan", {2023: ["LDTT", "CSTDCS"]}),
    ]
    assert told(found) == []


def test_years_spelt_out_in_one_cell():
    rows = [
        ["STT", "Họ và tên", "Chức vụ", "Đăng ký thành tích"],
        [1, "Lê Thị Hoa", "Bác sĩ", "Năm 2022: LĐTT\nNăm 2023: LĐTT – CSTĐ cơ sở"],
        [2, "Lê An", "Bác sĩ", "2022: LĐTT; 2024: LĐTT, GK SYT"],
    ]
    found = registrations(rows, unit="Khoa Nội")
    assert names(found) == [
        ("Lê Thị Hoa", "ca_nhan", {2022: ["LDTT"], 2023: ["LDTT", "CSTDCS"]}),
        ("Lê An", "ca_nhan", {2022: ["LDTT"], 2024: ["LDTT", "GK_SYT"]}),
    ]
    assert told(found) == []


def test_a_name_may_be_split_over_two_columns():
    rows = [["STT", "Họ và tên", None, "Chức vụ", *YEARS], [1, "Lê Thị", "Hoa", "Bác sĩ", "LĐTT"]]
    assert names(registrations(rows, "B1:C1", unit="Khoa Nội")) == [("Lê Thị Hoa", "ca_nhan", {2022: ["LDTT"]})]
    rows[0][1:3] = ["Họ và tên đệm", "Tên"]
    assert names(registrations(rows, unit="Khoa Nội")) == [("Lê Thị Hoa", "ca_nhan", {2022: ["LDTT"]})]


def test_a_column_may_say_what_kind_a_line_is():
    head = ["STT", "Đối tượng", "Họ và tên/ Đơn vị", "Chức vụ", *YEARS]
    rows = [["KHOA: Nội"], head, [1, "Tập thể", "Hồi sức", None, "TTLĐTT"], [2, "Cá nhân", "Lê An", "Y sĩ", "LĐTT"]]
    found = registrations(rows)
    assert [(s.unit, s.name, s.kind) for s in found.ready] == [
        ("Khoa Nội", "Hồi sức", "tap_the"), ("Khoa Nội", "Lê An", "ca_nhan"),
    ]  # fmt: skip


def test_a_person_may_take_two_rows():
    rows = [HEAD, [1, "Lê Thị Hoa", "Bác sĩ", "LĐTT", "LĐTT"], [None, None, None, "CSTĐ cơ sở", None]]
    found = registrations(rows, "A2:A3", "B2:B3", "C2:C3", unit="Khoa Nội")
    assert names(found) == [("Lê Thị Hoa", "ca_nhan", {2022: ["LDTT", "CSTDCS"], 2023: ["LDTT"]})]
    assert told(found) == []


def test_a_year_that_is_not_merged_stands_over_all_its_columns():
    rows = [
        ["STT", "Họ và tên", "Chức vụ", "Đăng ký thành tích qua các năm"],
        [None, None, None, "Năm 2022", None, "Năm 2023", None],
        [None, None, None, "LĐTT", "CSTĐCS", "LĐTT", "CSTĐCS"],
        [1, "Lê Thị Hoa", "Bác sĩ", None, "x", "x", None],
    ]
    found = registrations(rows, "D1:G1", unit="Khoa Nội")
    assert names(found) == [("Lê Thị Hoa", "ca_nhan", {2022: ["CSTDCS"], 2023: ["LDTT"]})]
    rows[2:] = [
        [None, None, None, *["Danh hiệu", "Khen thưởng"] * 2],
        [1, "Lê Hoa", "BS", "LĐTT", "GK SYT", "LĐTT", None],
    ]
    found = registrations(rows, "D1:G1", unit="Khoa Nội")
    assert names(found) == [("Lê Hoa", "ca_nhan", {2022: ["LDTT", "GK_SYT"], 2023: ["LDTT"]})]
    assert told(found) == []
