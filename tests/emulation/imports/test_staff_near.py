"""Somebody in a staff list whose name is nearly that of a person of the unit is asked about, and only then."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.sheets.reader import read
from core.text import fold, name_key
from emulation.builders.staff_list import StaffList, StaffRow, read_staff
from emulation.builders.staff_plan import plan_staff
from emulation.models import Staff
from tests.emulation.imports.test_near_names import messages
from tests.emulation.imports.test_staff_pages import HEAD, preview, take
from tests.emulation.imports.workbooks import workbook
from tests.factories import person
from tests.yardstick import took


@pytest.fixture
def hien(tree):
    return person("Trần Thị Hiền", tree.nhi, code="NV012", birth_date=date(1980, 2, 1), position="Y sĩ")


def planned(tree, *rows):
    return plan_staff(read_staff(read(workbook({"NS": [HEAD, *rows]}), "ns.xlsx")), tree.hospital)


def row(name, code="", born="", unit="Khoa Nhi"):
    return [1, code, name, "Nữ", born, unit, "Y sĩ", ""]


@pytest.mark.parametrize(
    "name", ["Trần Thị Hiên", "Tran Thi Hien", "Trần Thị Hiềnn", "Trần Thị Hiề", "Trần Thị Heiền", "Trần Thu Hiền"]
)
def test_a_name_one_letter_off_is_asked_about(tree, hien, name):
    plan = planned(tree, row(name, born="01/02/1980"))
    assert [line.alike for line in plan.lines] == [[hien]]


@pytest.mark.parametrize("name", ["Trần Văn Hiền", "Trần Thị Hiếu Hiền", "Phan Thị Hiền", "Hiền Trần Thị"])
def test_a_name_further_off_is_somebody_new(tree, hien, name):
    assert planned(tree, row(name, born="01/02/1980")).counts["new"] == 1


def test_the_question_names_the_person_and_stands_beside_the_line(as_, office, hien):
    shown = preview(as_(office), row("Trần Thị Hiên", "NV021", "01/02/1980"))
    doubt = shown.context["doubts"][0]
    assert doubt["why"] == [
        "Khoa Nhi chưa có ai tên Trần Thị Hiên. Có phải Trần Thị Hiền (NV012, Khoa Nhi) không? Hãy chọn."
    ]
    assert ("Mã nhân viên", ["NV021", "NV012"]) in doubt["rows"]
    assert doubt["ways"] == [
        (f"giu:{hien.pk}", "Cùng một người với Trần Thị Hiền (NV012), giữ tên trong hồ sơ"),
        (str(hien.pk), "Cùng một người với Trần Thị Hiền (NV012), sửa tên thành Trần Thị Hiên"),
        ("new", "Người khác, lập hồ sơ mới"),
        ("", "Để lại, chưa nhập dòng này"),
    ]


@pytest.mark.parametrize(
    ("code", "born", "asked"),
    [
        ("", "", True), ("", "1980", True), ("", "01/02/1980", True), ("", "02/02/1980", False), ("", "1981", False),
        ("NV021", "", False), ("NV021", "1980", False), ("NV021", "01/02/1980", True), ("NV021", "02/02/1980", False),
    ],
)  # fmt: skip
def test_what_is_known_to_differ_is_not_asked_about(tree, hien, code, born, asked):
    plan = planned(tree, row("Trần Thị Hiên", code, born))
    assert (plan.counts["new"], [bool(line.alike) for line in plan.lines]) == (int(not asked), [asked])


def test_a_code_one_letter_off_under_the_same_name_is_asked_about(tree, hien):
    assert [line.alike for line in planned(tree, row("Trần Thị Hiền", "NV021")).lines] == [[hien]]
    assert planned(tree, row("Trần Thị Hiền", "NV021", "03/03/1990")).counts["new"] == 1


def test_somebody_of_another_unit_or_with_a_line_of_their_own_is_not_meant(tree, hien):
    assert planned(tree, row("Trần Thị Hiên", unit="Khoa Ngoại")).counts["new"] == 1
    both = planned(tree, row("Trần Thị Hiên", born="05/05/1990"), row("Trần Thị Hiền", "NV012"), row("Trần Thị Hiển"))
    assert [(line.row.name, line.outcome) for line in both.lines] == [
        ("Trần Thị Hiên", "new"), ("Trần Thị Hiền", "same" if hien.gender == "F" else "changed"),
        ("Trần Thị Hiển", "new"),
    ]  # fmt: skip


def test_another_person_with_nearly_the_name_is_asked_about_once(as_, office, tree, hien):
    browser = as_(office)
    take(browser, preview(browser, row("Trần Thị Hiên")), dong_2="new")
    assert preview(browser, row("Trần Thị Hiên")).context["total"] == [0, 0, 1, 0]


def test_the_same_person_with_nearly_the_name_is_asked_about_once(as_, office, tree, hien):
    browser = as_(office)
    take(browser, preview(browser, row("Trần Thị Hiên")), dong_2=f"giu:{hien.pk}")
    assert preview(browser, row("Trần Thị Hiên")).context["doubts"] == []
    assert [one.full_name for one in Staff.objects.all()] == ["Trần Thị Hiền"]


def test_where_many_are_near_none_is_meant(tree):
    for name in ("Trần Thị Hiền", "Trần Thị Hiện", "Trần Thị Hiển", "Trần Thị Hiến", "Trần Thị Hiễn"):
        person(name, tree.nhi)
    assert planned(tree, row("Trần Thị Hiên")).counts["new"] == 1


def crowd(tree, names):
    """Store people of one unit."""
    return Staff.objects.bulk_create(
        Staff(code=f"C{n}", full_name=name, unit=tree.nhi, facility=tree.hospital, search_key=fold(name),
              name_key=name_key(name))
        for n, name in enumerate(names)
    )  # fmt: skip


def word(number):
    return "".join(chr(97 + int(digit)) for digit in f"{number:06}")


def test_as_many_questions_go_to_the_database_for_2000_as_for_20000_and_time_is_bounded(tree):
    crowd(tree, [f"Trần Thị {word(number)}" for number in range(5_000)])
    asked = []
    for size in (2_000, 20_000):
        people = [StaffRow("NS", n, f"Trần Thị {word(n + 3)}y", "Khoa Nhi") for n in range(size)]
        with CaptureQueriesContext(connection) as queries:
            plan = plan_staff(StaffList(people), tree.hospital)
        asked.append(len(queries))
        assert took(15, lambda people=people: plan_staff(StaffList(people), tree.hospital)) < 15
    assert messages(plan.findings, "NEAR_NOT_ASKED") == [
        "2.000 tên mới đầu được dò tên gần giống; các tên sau thì chưa."
    ]
    assert asked[0] == asked[1]
