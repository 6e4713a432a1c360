"""Cells and lists copied from a spreadsheet."""

import pytest

from emulation.services.entry import add_entry
from emulation.services.paste import paste_cells, paste_list, read_list
from emulation.services.sheet import open_sheet
from tests.factories.people import person
from tests.factories.sheets import open_round

pytestmark = pytest.mark.django_db


@pytest.fixture
def sheet(tree, head):
    person("Hoàng Thị Lan", tree.noi, position="Điều dưỡng trưởng")
    person("Đặng Kỳ Anh", tree.noi, position="Bác sĩ")
    return open_sheet(open_round(tree), tree.noi, by=head)


def cells(entry):
    return {(target.year, target.title) for target in entry.targets.all()}


def test_a_block_is_written_from_its_upper_left_corner(sheet, head, tree):
    first = add_entry(sheet, staff=tree.noi.staff.get(full_name="Hoàng Thị Lan"), by=head)
    second = add_entry(sheet, staff=tree.noi.staff.get(full_name="Đặng Kỳ Anh"), by=head)

    written, problems = paste_cells(first, column="2023", text="LĐTT – CSTĐ cơ sở\tLĐTT\nLDTT\t", by=head)

    assert (written, problems) == (3, [])
    assert cells(first) == {(2023, "LDTT"), (2023, "CSTDCS"), (2024, "LDTT")}
    assert cells(second) == {(2023, "LDTT")}


def test_a_cell_that_does_not_fit_is_told_and_the_others_are_written(sheet, head, tree):
    entry = add_entry(sheet, unit=tree.noi, by=head)

    written, problems = paste_cells(entry, column="2022", text="TTLĐTT\tCSTĐ cơ sở\txyz abc", by=head)

    assert written == 1
    assert [problem.column for problem in problems] == ["2023", "2024"]
    assert "không dùng cho tập thể" in problems[0].message


def test_a_block_larger_than_the_table_is_told(sheet, head, tree):
    entry = add_entry(sheet, unit=tree.noi, by=head)

    written, problems = paste_cells(entry, column="2025", text="TTLĐTT\tTTLĐTT\nTTLĐTT", by=head)

    assert written == 1
    assert {problem.message for problem in problems} == {"Nằm ngoài bảng: thêm dòng trước rồi dán."}


LIST = (
    "STT\tTập thể, cá nhân đăng ký\tChức vụ\tĐăng ký thành tích qua các năm\t\t\t\n"
    "\t\t\t2022\t2023\t2024\t2025\n"
    "1\tKhoa Nội tổng hợp\t\tTTLĐTT\tTTLĐTT\tTTLĐTT\tTTLĐTT\n"
    '2\thoang thi lan\tĐD trưởng\t"LĐTT –\nCSTĐ cơ sở"\tLĐTT\t\t\n'
    "3\tĐặng Kỳ Anh\tBác sĩ\tTTLĐXS\tLĐTT\t\t\n"
    "4\tNguyễn Không Có\tBác sĩ\tLĐTT\t\t\t\n"
)


def test_a_pasted_list_is_read_without_headings_and_without_accents(sheet):
    rows = read_list(sheet, LIST)

    assert [(row.name, row.is_ready) for row in rows] == [
        ("Khoa Nội tổng hợp", True),
        ("hoang thi lan", True),
        ("Đặng Kỳ Anh", True),
        ("Nguyễn Không Có", False),
    ]
    assert rows[1].targets == {2022: ("LDTT", "CSTDCS"), 2023: ("LDTT",)}
    assert [problem.column for problem in rows[2].problems] == ["2022"]


def test_pasting_adds_the_sure_lines_and_pasting_again_fills_them(sheet, head):
    assert paste_list(sheet, LIST, by=head) == (3, 0)
    assert paste_list(sheet, LIST, by=head) == (0, 3)
    assert sheet.entries.count() == 3
    lan = sheet.entries.get(name="Hoàng Thị Lan")
    assert lan.position == "ĐD trưởng"
    assert cells(lan) == {(2022, "LDTT"), (2022, "CSTDCS"), (2023, "LDTT")}


def test_namesakes_are_told_apart_by_a_person(sheet, tree):
    person("Hoàng Thị Lan", tree.noi)

    row = next(row for row in read_list(sheet, LIST) if row.name == "hoang thi lan")

    assert row.is_unknown and "2 người trùng tên" in row.problems[0].message
