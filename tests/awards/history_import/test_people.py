"""Whom a row means: by code, by a name that only one person has, never by guessing."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from awards.models import Award
from emulation.models import Posting, Staff, Unit, YearRating
from tests.awards.history_import.books import AN, AWARD, BINH, RATING, STAFF, dry, hints, people, take_in, told
from tests.factories import person

pytestmark = pytest.mark.django_db


def test_a_new_person_has_all_that_the_row_tells(tree):
    gone = ["A3", "ThS. Vũ Thị Nga", "Nữ", "05/1970", "P. Điều dưỡng", "Điều dưỡng trưởng", "1/1/1995", "Nghỉ hưu",
            "01/07/2025", "TTYT huyện"]  # fmt: skip
    plan = take_in({"NhanSu": people(gone)}, tree)
    nga = Staff.objects.get(code="A3")
    assert (nga.full_name, nga.prefix, nga.gender, nga.birth_date, nga.birth_precision) == (
        "Vũ Thị Nga", "ThS.", "F", date(1970, 5, 1), "month"
    )  # fmt: skip
    assert (nga.position, nga.is_manager, nga.job_type) == ("Điều dưỡng trưởng", True, "dieu_duong")
    assert (nga.joined_on, nga.left_on, nga.came_from) == (date(1995, 1, 1), date(2025, 6, 30), "TTYT huyện")
    assert (nga.search_key, bool(nga.name_key), nga.facility) == ("a3 vu thi nga", True, tree.hospital)
    assert (nga.unit.kind, nga.unit.must_register, nga.unit.parent) == ("phong", True, tree.hospital)
    assert hints(plan) == [("E4", "UNIT_CREATED")]
    post = Posting.objects.get(staff=nga)
    assert (post.since, post.until, nga.history.count()) == (date(1995, 1, 1), date(2025, 6, 30), 1)


def test_a_new_unit_stands_behind_its_sisters_with_a_code_of_its_own(tree):
    take_in({"NhanSu": [STAFF, [*AN[:4], "Trạm Y tế Hải Yến", *AN[5:]], [*BINH[:4], "Khoa Mắt", *BINH[5:]]]}, tree)
    made = Unit.objects.filter(name__in=("Trạm Y tế Hải Yến", "Khoa Mắt")).order_by("position")
    assert [(unit.kind, unit.code.removeprefix(tree.hospital.code)) for unit in made] == [
        ("tram", "-YTHY"), ("khoa", "-MAT")
    ]  # fmt: skip
    assert made[0].position > tree.union.position


def test_a_changed_row_updates_the_person_and_the_postings(tree):
    an = person("Lê Văn An", tree.noi, code="A1", position="Y sĩ", job_type="y_si")
    plan = take_in({"NhanSu": [STAFF, [*AN[:4], "Khoa Ngoại", "Phó trưởng khoa", *AN[6:]]]}, tree)
    an.refresh_from_db()
    assert plan.counts == {"new": 0, "changed": 1, "same": 0, "held": 0}
    assert (an.unit, an.position, an.is_manager, an.birth_date) == (
        tree.ngoai, "Phó trưởng khoa", True, date(1980, 2, 1)
    )  # fmt: skip
    first, second = an.postings.order_by("since")
    assert (first.until, second.since, second.unit) == (date(2025, 12, 30), date(2025, 12, 31), tree.ngoai)
    assert an.history.count() == 2


def test_somebody_who_moved_since_the_day_of_the_list_stays_where_he_is(tree):
    an = person("Lê Văn An", tree.nhi, code="A1", joined_on=date(2026, 3, 1))
    take_in({"NhanSu": [STAFF, AN]}, tree)
    an.refresh_from_db()
    assert an.unit == tree.nhi


def test_somebody_who_left_closes_the_posting(tree):
    an = person("Lê Văn An", tree.noi, code="A1")
    take_in({"NhanSu": [STAFF, [*AN[:7], "Chuyển công tác", "01/09/2025"]]}, tree)
    assert Posting.objects.get(staff=an).until == date(2025, 8, 31)


@pytest.mark.parametrize(
    "state, away, code",
    [
        ("Đang làm việc", "01/02/2025", "CONTRADICTION"),
        ("Nghỉ hưu", "", "MISSING_DATE"),
        ("Nghỉ hưu", "32/13/2025", "BAD_DATE"),
        ("Nghỉ hưu", "01/02/2000", "BAD_DATE"),
        ("Không rõ gì", "", "UNKNOWN_STATUS"),
    ],
)
def test_a_doubtful_departure_is_told(tree, state, away, code):
    plan = take_in({"NhanSu": [STAFF, [*AN[:7], state, away]]}, tree)
    assert code in [found for _, _, found, _ in told(plan)]
    assert Staff.objects.filter(left_on__isnull=False).count() == 0


def test_party_and_contract_columns_are_read_where_they_are(tree):
    head = [*STAFF, "Đảng viên", "Loại hợp đồng"]
    rows = [[*AN, None, None, "x", "Viên chức"], [*BINH, None, None, "Không", "HĐLĐ"]]
    take_in({"NhanSu": [head, *rows]}, tree)
    assert list(Staff.objects.order_by("code").values_list("is_party", "is_contract")) == [(True, False), (False, True)]


def test_a_code_with_another_name_is_held_at_its_cell(tree):
    rows = [RATING, ["A1", "Lê Văn Ân", "HTTNV"], ["A1", "LÊ VĂN AN", None, "HTTNV"], ["A2", "", "HTNV"]]
    plan = take_in({"NhanSu": people(), "XepLoai": rows}, tree)
    assert told(plan) == [("XepLoai", "B2", "AMBIGUOUS_PERSON", "error")]
    assert set(YearRating.objects.values_list("staff__code", "year", "level")) == {
        ("A1", 2023, "HTTNV"), ("A2", 2022, "HTNV")
    }  # fmt: skip


def test_a_code_of_a_stored_person_with_another_name_is_held(tree):
    person("Hoàng Kim", tree.noi, code="A1")
    assert told(take_in({"NhanSu": [STAFF, AN]}, tree)) == [("NhanSu", "B2", "AMBIGUOUS_PERSON", "error")]


def test_without_a_code_a_name_must_belong_to_one_person(tree):
    twins = [["B1", "Ngô Thị Yên", "Nữ", "1990", "Khoa Nhi"], ["B2", "Ngô Thị Yên", "Nữ", "1996", "Khoa Nhi"]]
    rows = [AWARD, [1, "", "Ngô Thị Yên", 2023, "LĐTT", ""], [2, "", "BS. Lê Văn An", 2023, "LĐTT", ""],
            [3, "", "Người Lạ", 2023, "LĐTT", ""]]  # fmt: skip
    plan = take_in({"NhanSu": people(*twins), "DanhHieu": rows}, tree)
    assert told(plan)[-2:] == [
        ("DanhHieu", "C2", "AMBIGUOUS_PERSON", "error"), ("DanhHieu", "B4", "UNKNOWN_PERSON", "error")
    ]  # fmt: skip
    assert Award.objects.get().staff.code == "A1"


def test_a_person_without_a_code_gets_one_and_is_found_again(tree):
    rows = {"NhanSu": [STAFF, ["", *AN[1:]]]}
    assert ("A2", "CODE_GIVEN") in hints(take_in(rows, tree))
    assert take_in(rows, tree).counts == {"new": 0, "changed": 0, "same": 1, "held": 0}
    twin = {"NhanSu": [STAFF, ["", "Lê Văn An", "Nam", "01/02/1991", *AN[4:]]]}
    assert take_in(twin, tree).counts["new"] == 1
    plan = take_in({"NhanSu": [STAFF, ["", "Lê Văn An", "Nam", "", *AN[4:]]]}, tree)
    assert ("NhanSu", "B2", "AMBIGUOUS_PERSON", "error") in told(plan)


def test_a_dry_run_tells_strangers_and_two_names_of_one_code():
    rows = [AWARD, [1, "A9", "Ai Đó", 2023, "LĐTT", ""], [2, "A9", "Ai Khác", 2023, "LĐTT", ""]]
    assert told(dry({"NhanSu": people(), "DanhHieu": rows})) == [
        ("DanhHieu", "B2", "UNKNOWN_PERSON", "warning"), ("DanhHieu", "C3", "AMBIGUOUS_PERSON", "error")
    ]  # fmt: skip
    assert told(dry({"DanhHieu": rows})) == [("DanhHieu", "C3", "AMBIGUOUS_PERSON", "error")]


def _crowd(size):
    crowd = [[f"N{n:04}", "Lê Văn An", "Nam", f"{1 + n % 28}/{1 + n % 12}/{1970 + n % 30}", "Khoa Ngoại", "Bác sĩ",
              "1/3/2010", "Đang làm việc"] for n in range(size)]  # fmt: skip
    rated = [[row[0], row[1], "HTTNV", "HTXSNV"] for row in crowd]
    won = [[1, row[0], row[1], 2023, "LĐTT", "LDTT"] for row in crowd]
    return {"NhanSu": [STAFF, *crowd], "XepLoai": [RATING, *rated], "DanhHieu": [AWARD, *won]}


def test_what_is_asked_does_not_grow_with_the_rows(tree):
    asked = []
    for size in (10, 200):
        with CaptureQueriesContext(connection) as queries:
            take_in(_crowd(size), tree)
        statements = [query["sql"] for query in queries.captured_queries]
        asked.append(sum(sql.startswith("SELECT") for sql in statements))
        # The embedded database takes some forty rows a statement, a server two thousand.
        assert len(statements) < 60
    assert asked[1] <= asked[0]
