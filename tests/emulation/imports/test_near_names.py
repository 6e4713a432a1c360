"""A misspelt name of a unit or a person is answered with the one it may mean, and with nothing where several may be."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.sheets.reader import read
from core.text import fold
from emulation.builders import near_names
from emulation.builders.import_plan import plan_import
from emulation.builders.near_names import NearNames
from emulation.builders.registration_form import Period, registrations_in
from emulation.builders.staff_list import read_staff
from emulation.builders.staff_plan import plan_staff
from emulation.builders.title_reader import MOST_UNSURE
from emulation.choices import UnitKind
from emulation.models import Unit
from tests.awards.history_import.books import AN, INITIATIVE, RATING, take_in
from tests.emulation.imports.workbooks import HEAD, workbook
from tests.factories import person
from tests.factories.sheets import open_round
from tests.yardstick import took

PERIOD = Period(2022, 2025, (2022, 2023, 2024, 2025))
PEOPLE = ("Trần Thị Hiền", "Nguyễn Viết Chỉ", "Lê Thị Lan", "Lê Thị Lân", "Ngô An")


def near(names=PEOPLE):
    return NearNames([(name, name) for name in names], fold)


def messages(findings, code):
    return [f.message for f in findings if f.code == code]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Trần Thị Hiên", "Trần Thị Hiền"), ("Trần Thị Hiềnn", "Trần Thị Hiền"), ("Trần ThịHiền", "Trần Thị Hiền"),
        ("Trần Thị Hiề", "Trần Thị Hiền"), ("Trần Thị Heiền", "Trần Thị Hiền"), ("Nguyễn Viết Chí", "Nguyễn Viết Chỉ"),
    ],
)  # fmt: skip
def test_one_near_name_is_asked_about(text, name):
    assert near().question(text) == f" Có phải “{name}” không?"


@pytest.mark.parametrize("text", ["Lê Thị Làn", "Ngô Á", "Trần Văn Hiển", "Phạm Minh", ""])
def test_where_several_or_none_are_near_nothing_is_asked(text):
    assert near().question(text) == ""


def test_only_so_many_different_doubts_are_looked_for():
    names = near()
    for number in range(MOST_UNSURE):
        names.question(f"Người lạ số {number}")
    assert (names.question("Trần Thị Hiên"), names.question("Người lạ số 1")) == ("", "")


def test_what_is_longer_than_any_name_is_not_looked_for_one_letter_off(monkeypatch):
    tried = []
    monkeypatch.setattr(near_names, "_one_off", lambda key: tried.append(len(key)) or iter(()))
    names = near([*PEOPLE, "Khoa " + "nhi " * 60])
    for text in ("x" * 30_000, "x" * 121, "x" * 120):
        assert names.near(text) == ()
    assert near().near("x" * 15) == near().near("x" * 14) == ()
    assert tried == [120, 14]


def test_a_cell_of_a_unit_longer_than_any_name_is_told_at_once(tree):
    rows = "".join(f"A{number},Lê Văn An,{sign * 30_000}\n" for number, sign in enumerate("xyz" * 20))
    content = f"Mã NV,Họ và tên,Khoa/Phòng\n{rows}".encode()
    assert took(5, lambda: plan_staff(read_staff(read(content, "ns.csv")), tree.hospital)) < 5
    found = read_staff(read(content, "ns.csv"))
    plan_staff(found, tree.hospital)
    told = [f for f in found.findings if f.code == "NAME_TOO_LONG"]
    assert (len(told), told[0].place, told[0].message) == (60, "C2", "Tên khoa/phòng dài quá 200 ký tự.")
    assert (found.ready, {len(one.unit) for one in found.people}) == ([], {200})


def test_a_heading_longer_than_any_unit_is_cut_before_it_is_told_on_every_row(tree):
    heading = [f"KHOA/PHÒNG: Khoa {'nội ' * 7_000}"]
    people = [["STT", "Mã NV", "Họ và tên", "Giới tính"], *([n, f"A{n}", "Lê Văn An", "Nam"] for n in range(1, 301))]
    staff = read_staff(read(workbook({"NS": [heading, ["DANH SÁCH NHÂN VIÊN"], *people]}), "ns.xlsx"))
    lines = [[n, "Lê Văn An", "Y sĩ", "LĐTT"] for n in range(1, 301)]
    listed = registrations_in(workbook({"DS": [heading, HEAD, *lines]}), "ds.xlsx", period=PERIOD)
    called = open_round(tree)
    assert took(2, lambda: (plan_staff(staff, tree.hospital), plan_import(listed, called))) < 2
    told = [*plan_staff(staff, tree.hospital).findings, *plan_import(listed, called).findings]
    unknown = [f for f in told if f.code == "UNKNOWN_UNIT"]
    assert (len(unknown), max(len(f.message) for f in unknown) < 300) == (600, True)
    assert {len(one.unit) for one in (*staff.people, *listed.subjects)} == {200}


def test_a_collective_longer_than_any_name_is_kept_short(tree):
    long = f"Tổ {'nội ' * 7_000}"
    lines = [[1, long, "", "TTLĐXS"], [2, f"{long}<script>", "", "TTLĐXS"]]
    found = registrations_in(workbook({"DS": [["KHOA/PHÒNG: Khoa Nhi"], HEAD, *lines]}), "ds.xlsx", period=PERIOD)
    assert [len(one.name) for one in found.subjects] == [200, 200]
    assert {f.code for f in found.findings} >= {"NAME_TOO_LONG", "SUSPICIOUS_TEXT"}
    assert max(len(f.value) for f in found.findings) <= 200


def registrations(tree, *lines):
    called = open_round(tree)
    rows = [["KHOA/PHÒNG: Khoa Nhi"], HEAD, *[[number, *line] for number, line in enumerate(lines, start=1)]]
    years = Period(called.plan.period_from, called.plan.period_to, tuple(called.years))
    return plan_import(registrations_in(workbook({"DS": rows}), "ds.xlsx", period=years), called)


def test_a_registration_is_asked_about_people_of_its_own_unit_alone(tree, office):
    person("Trần Thị Hiền", tree.nhi, position="Y sĩ")
    person("Nguyễn Viết Chỉ", tree.ngoai, position="Y sĩ")
    plan = registrations(tree, ["Trần Thị Hiên", "Y sĩ", "LĐTT"], ["Nguyễn Viết Chí", "Y sĩ", "LĐTT"])
    assert messages(plan.findings, "UNKNOWN_PERSON") == [
        "“Trần Thị Hiên” chưa có trong danh sách nhân sự của Khoa Nhi. Có phải “Trần Thị Hiền” không?",
        "“Nguyễn Viết Chí” chưa có trong danh sách nhân sự của Khoa Nhi.",
    ]


def test_a_collective_is_asked_about_among_those_of_its_own_unit_alone(tree, office):
    for code, name, parent in (("SS", "Tổ Sơ sinh", tree.nhi), ("GM", "Tổ Gây mê", tree.ngoai)):
        Unit.objects.create(code=code, name=name, kind=UnitKind.TEAM, facility=tree.hospital, parent=parent)
    plan = registrations(tree, ["Tập thể Tổ Sơ sinhh", "", "TTLĐTT"], ["Tập thể Tổ Gây mêe", "", "TTLĐTT"])
    assert messages(plan.findings, "UNKNOWN_UNIT") == [
        "“Tổ Sơ sinhh” không phải tập thể của Khoa Nhi. Có phải “Tổ Sơ sinh” không?",
        "“Tổ Gây mêe” không phải tập thể của Khoa Nhi.",
    ]


def test_a_unit_of_a_staff_list_is_asked_about_with_no_more_queries(tree):
    asked = []
    for unit in ("Khoa Mắt", "Khoa Nhii"):
        rows = [["Mã NV", "Họ và tên", "Khoa/Phòng"], ["A1", "Lê An", unit], ["A2", "Lê Ba", f"{unit}i"]]
        found = read_staff(read(workbook({"NS": rows}), "ns.xlsx"))
        with CaptureQueriesContext(connection) as queries:
            plan = plan_staff(found, tree.hospital)
        asked.append(len(queries))
    assert (
        messages(plan.findings, "UNKNOWN_UNIT")[0] == "Không có đơn vị nào tên “Khoa Nhii”. Có phải “Khoa Nhi” không?"
    )
    assert asked[0] == asked[1]


def test_the_history_is_asked_about_people_and_units(tree):
    person("Trần Thị Hiền", tree.nhi)
    units = [["Khoa/Phòng", 2023, 2024], ["Khoa Nhii", "HTTNV", "HTTNV"]]
    plan = take_in({"XepLoai": [RATING, ["", "Trần Thị Hiên", "HTTNV"]], "XepLoaiTapThe": units}, tree)
    assert messages(plan.findings, "UNKNOWN_PERSON") == [
        "Không có nhân sự nào tên “Trần Thị Hiên”. Có phải “Trần Thị Hiền” không?"
    ]
    assert messages(plan.findings, "UNKNOWN_UNIT") == ["Không có đơn vị nào tên “Khoa Nhii”. Có phải “Khoa Nhi” không?"]


def test_an_initiative_with_another_error_is_asked_about_its_author_at_once(tree):
    person(AN[1], tree.noi, code="A1")
    rows = [INITIATIVE, ["SK1", "", "Lê Văn Ân", "", "Quy trình mới", "Cơ sở", "Tác giả", "Công nhận", "12/QĐ"]]
    plan = take_in({"SangKien": rows}, tree)
    errors = [f.code for f in plan.findings if f.severity == "error"]
    assert (len(errors), "UNKNOWN_PERSON" in errors) == (2, True)
    assert messages(plan.findings, "UNKNOWN_PERSON")[0].endswith("Có phải “Lê Văn An” không?")
