"""Staff lists in the shapes in which offices keep them."""

from datetime import date

import pytest

from core.sheets.reader import read
from emulation.builders.staff_list import read_staff
from emulation.models import Staff
from emulation.services.staff_import import import_staff
from tests.emulation.imports.workbooks import workbook
from tests.factories import person

HEAD = ["STT", "Mã NV", "Họ và tên", "Giới tính", "Ngày sinh", "Khoa/Phòng", "Chức vụ"]


def staff(rows, *merges, name="NS"):
    return read_staff(read(workbook({name: rows}, {name: list(merges)}), "a.xlsx"))


def told(found):
    return [(f.place, f.code) for f in found.findings]


def people(found):
    return [(p.code, p.name, p.gender, p.dob.iso if p.dob else "", p.unit) for p in found.ready]


def test_columns_are_found_by_their_heads_in_any_order():
    rows = [
        ["DANH SÁCH NHÂN SỰ"], [],
        ["Đơn vị công tác", "Ngày tháng năm sinh", "Phái", "HỌ TÊN", "Chức danh", "Số hiệu", "TT"],
        ["Khoa Nhi", "1/2/1980", "nữ", "ThS. Lê Thị Hoa", "Bác sĩ", "007", 1],
    ]  # fmt: skip
    found = staff(rows)
    assert people(found) == [("007", "Lê Thị Hoa", "F", "1980-02-01", "Khoa Nhi")]
    assert (found.ready[0].prefix, told(found)) == ("ThS.", [])


@pytest.mark.parametrize(
    "head",
    [
        ["No.", "Employee ID", "Full name", "Gender", "Date of birth", "Department", "Position", "Start date"],
        ["#", "Staff code", "Name", "Sex", "Birthday", "Dept.", "Job title", "Date of joining"],
        ["No", "ID", "Employee name", "Gender", "DOB", "Unit", "Title", "Hire Date"],
    ],
)
def test_heads_in_english_are_known(head):
    found = staff([head, [1, "A1", "Lê Thị Hoa", "Female", "05/06/1990", "Khoa Nhi", "Bác sĩ", "2015-03-01"]])
    assert people(found) == [("A1", "Lê Thị Hoa", "F", "1990-06-05", "Khoa Nhi")]
    assert (found.ready[0].position, found.ready[0].joined.iso, told(found)) == ("Bác sĩ", "2015-03-01", [])


def test_a_name_may_stand_in_two_columns_in_english():
    head = ["Last name", "First name", "Employee ID", "Department"]
    assert staff([head, ["Lê Thị", "Hoa", "A1", "Khoa Nhi"]]).ready[0].name == "Lê Thị Hoa"


def test_men_and_women_may_have_columns_of_their_own():
    rows = [
        ["STT", "Họ và tên", "Năm sinh", None, "Khoa/phòng"], [None, None, "Nam", "Nữ", None],
        [1, "Lê Văn An", 1980, None, "Khoa Nhi"], [2, "Lê Thị Hoa", None, "05/06/1990", "Khoa Nhi"],
    ]  # fmt: skip
    found = staff(rows, "A1:A2", "B1:B2", "C1:D1", "E1:E2")
    assert people(found) == [
        ("", "Lê Văn An", "M", "1980", "Khoa Nhi"),
        ("", "Lê Thị Hoa", "F", "1990-06-05", "Khoa Nhi"),
    ]


def test_a_lone_column_of_women_tells_the_men_too():
    head = ["STT", "Mã viên chức", "Họ và tên", "Nữ", "NTNS", "Khoa, phòng", "Chức vụ"]
    rows = [head, [1, "N1", "Lê An", None, 1980, "Khoa Nhi", "BS"], [2, "N2", "Lê Hoa", "x", 1981, "nt", "BS"]]
    found = staff(rows)
    assert people(found) == [("N1", "Lê An", "M", "1980", "Khoa Nhi"), ("N2", "Lê Hoa", "F", "1981", "Khoa Nhi")]


def test_a_head_may_say_in_brackets_how_to_fill_its_column():
    head = [*HEAD[:3], "Giới tính (Nam/Nữ)", "Ngày sinh (ngày/tháng/năm)", *HEAD[5:], "Ngày tháng năm tuyển dụng"]
    found = staff([head, [1, "A1", "Lê Thị Hoa", "Nữ", "5/6/1990", "Khoa Nhi", "Bác sĩ", "1/3/2015"]])
    assert people(found) == [("A1", "Lê Thị Hoa", "F", "1990-06-05", "Khoa Nhi")]
    assert found.ready[0].joined.iso == "2015-03-01"


def test_a_director_or_a_count_does_not_end_a_list():
    head = ["Họ và tên", "Năm sinh", "Chức vụ", "Khoa/Phòng"]
    rows = [
        head, ["Lê Thị Hoa", 1970, "Giám đốc", "Ban Giám đốc"], ["Cộng: 01 người"], ["Lê An", 1980, "NV", "Khoa Nhi"],
    ]  # fmt: skip
    found = staff(rows)
    assert [person.name for person in found.ready] == ["Lê Thị Hoa", "Lê An"]
    assert told(found) == []


def test_nobody_came_before_being_born():
    head = [*HEAD, "Ngày vào ngành"]
    found = staff([head, [1, "A1", "Lê Thị Hoa", "Nữ", "05/06/1990", "Khoa Nhi", "Bác sĩ", "01/03/1985"]])
    assert (told(found), found.ready[0].joined) == ([("H2", "BAD_DATE")], None)


def test_a_broken_formula_in_place_of_a_birth_is_told_as_one():
    found = staff([HEAD, [1, "A1", "Lê Thị Hoa", "Nữ", "#REF!", "Khoa Nhi", "Bác sĩ"]])
    assert told(found) == [("E2", "BAD_DATE")]


def test_names_may_stand_in_two_columns():
    head = ["STT", "Họ và chữ lót", "Tên", "Mã NV", "Khoa/phòng"]
    assert staff([head, [1, "Lê Thị", "Hoa", "A1", "Khoa Nhi"]]).ready[0].name == "Lê Thị Hoa"
    head[1:3] = ["Họ và tên", None]
    assert staff([head, [1, "Lê Thị", "Hoa", "A1", "Khoa Nhi"]], "B1:C1").ready[0].name == "Lê Thị Hoa"


def test_rows_of_units_and_the_foot_of_the_list():
    rows = [
        ["STT", "Mã NV", "Họ và tên", "Chức vụ"], ["I", "KHOA NHI"], [1, "A1", "Lê An", "Y sĩ"], ["II. Khoa Nội"],
        [1, "A2", "Lê Hoa", "Y sĩ"], ["Tổng cộng: 2 người"], [None, None, "NGƯỜI LẬP BIỂU"],
        [None, None, "Trần Văn Bình"],
    ]  # fmt: skip
    assert [(p.name, p.unit) for p in staff(rows).ready] == [("Lê An", "KHOA NHI"), ("Lê Hoa", "Khoa Nội")]


def test_codes_typed_as_numbers_are_codes():
    assert staff([HEAD, [1, 1234.0, "Lê An", "Nam", 1980, "Khoa Nhi", "Y sĩ"]]).ready[0].code == "1234"


@pytest.mark.parametrize(
    ("row", "wanted"),
    [
        ([1, "A1", None, "Nam", 1980, "Khoa Nhi", "Y sĩ"], ("C2", "MISSING_NAME")),
        ([1, "A1", "Lê An", "Nam", "31/02/1985", "Khoa Nhi", "Y sĩ"], ("E2", "BAD_DATE")),
        ([1, "A1", "Lê An", "Nam", "1/1/2024", "Khoa Nhi", "Y sĩ"], ("E2", "BAD_DATE")),
        ([1, "A1", "Lê An", "Nam", None, "Khoa Nhi", "Y sĩ"], ("E2", "MISSING_DOB")),
        ([1, "A1", "Lê An", "Nam", 1980, None, "Y sĩ"], ("F2", "MISSING_UNIT")),
        ([1, "A1", "Lê An", "?", 1980, "Khoa Nhi", "Y sĩ"], ("D2", "BAD_GENDER")),
        ([1, "A1", "12345", "Nam", 1980, "Khoa Nhi", "Y sĩ"], ("C2", "BAD_NAME")),
    ],
)
def test_what_is_wrong_is_told_at_its_cell(row, wanted):
    assert told(staff([HEAD, row])) == [wanted]


def test_a_bad_date_does_not_hold_its_line():
    found = staff([HEAD, [1, "A1", "Lê An", "Nam", "không rõ", "Khoa Nhi", "Y sĩ"]])
    assert (people(found), found.held) == ([("A1", "Lê An", "M", "", "Khoa Nhi")], [])


def test_a_code_given_twice_and_a_person_listed_twice():
    one = [1, "A1", "Lê An", "Nam", "1/1/1980", "Khoa Nhi", "Y sĩ"]
    assert told(staff([HEAD, one, [2, "A1", "Lê Hoa", "Nữ", 1980, "Khoa Nhi", "Y sĩ"]])) == [("B3", "DUPLICATE_CODE")]
    nameless = [1, None, *one[2:]]
    assert told(staff([HEAD, nameless, nameless])) == [("C3", "DUPLICATE_ROW")]


def test_namesakes_with_codes_and_birth_dates_of_their_own_are_no_news():
    rows = [
        HEAD,
        [1, "A1", "Lê An", "Nam", "1/1/1980", "Khoa Nhi", ""],
        [2, "A2", "Lê An", "Nam", "2/2/1990", "Khoa Nhi", ""],
    ]
    assert told(staff(rows)) == []


def test_a_file_without_a_list_is_refused():
    found = staff([["Kế hoạch"], ["Năm 2022"]])
    assert (found.is_refused, found.codes) == (True, ["NO_DATA"])


def test_people_are_known_by_code_then_by_birth_date(tree):
    hoa = person("Lê Thị Hoa", tree.nhi, code="A1", birth_date=date(1980, 1, 1))
    rows = [
        HEAD, [1, "A1", "Lê Thị Hoa", "Nữ", 1980, "Khoa Nhi", "Trưởng khoa"],
        [2, None, "Lê Thị Hoa", "Nữ", "2/2/1990", "Khoa Nhi", "Y sĩ"],
        [3, "A9", "Ngô Ký", "Nam", 1970, "Khoa Nhi", "Y sĩ"],
    ]  # fmt: skip
    found = staff(rows)
    done = import_staff(found, facility=tree.hospital, source="ds", by=None)
    assert (done.counts["new"], done.counts["changed"], found.held) == (1, 1, [("NS", 3)])
    assert [f.code for f in found.findings] == ["AMBIGUOUS_PERSON", "JOB_FROM_POSITION"]
    hoa.refresh_from_db()
    assert (hoa.position, hoa.gender) == ("Trưởng khoa", "F")


def test_a_code_of_somebody_else_is_not_overwritten(tree):
    person("Lê Thị Hoa", tree.nhi, code="A1")
    found = staff([HEAD, [1, "A1", "Ngô Ký", "Nam", 1970, "Khoa Nhi", "Y sĩ"]])
    import_staff(found, facility=tree.hospital, source="ds", by=None)
    assert [f.code for f in found.findings] == ["AMBIGUOUS_PERSON"]
    assert Staff.objects.get(code="A1").full_name == "Lê Thị Hoa"


def test_an_unknown_unit_holds_its_people(tree):
    found = staff([HEAD, [1, "A1", "Ngô Ký", "Nam", 1970, "Khoa Mắt", "Y sĩ"]])
    done = import_staff(found, facility=tree.hospital, source="ds", by=None)
    assert ([(f.place, f.code) for f in found.findings], done.counts["new"]) == ([("F2", "UNKNOWN_UNIT")], 0)
