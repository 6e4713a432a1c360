"""What was answered about the lines of a staff list serves lists of registrations and of the history as well."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from awards.services.history_import import import_history
from emulation.models import Entry, StaffAlias, YearRating
from emulation.services.registration_import import plan_of
from tests.awards.history_import.books import RATING, read, told
from tests.emulation.imports.test_taking_in import received, taken
from tests.emulation.imports.workbooks import HEAD
from tests.factories import person
from tests.factories.sheets import open_round

MISSPELT = "Le Thi Hoa"
RATED = {2022: "", 2023: "", 2024: "HTTNV", 2025: ""}


@pytest.fixture
def hoa(tree):
    return person("Lê Thị Hoa", tree.nhi, code="A1", birth_date=date(1980, 2, 1), position="Y sĩ")


@pytest.fixture
def answered(tree, office):
    """Return a function that keeps who was meant by a line of a staff list."""

    def keep(staff, name, *, code="", unit=None, position="", born=None):
        number = StaffAlias.objects.count()
        return StaffAlias.objects.create(
            staff=staff, facility=tree.hospital, full_name=name, code=code, unit=unit or staff.unit, position=position,
            birth_date=born, sign=f"{number:064}", source="ns.xlsx", by=office,
        )  # fmt: skip

    return keep


def registered(tree, office, *lines, unit="Khoa Nhi"):
    rows = [[f"KHOA/PHÒNG: {unit}"], HEAD, *[[number, *line] for number, line in enumerate(lines, start=1)]]
    return received(rows, open_round(tree), office)


def known(batch):
    """Return whom the lines mean, and what is told of answers."""
    plan = plan_of(batch)
    said = [(f.place, f.severity, f.message) for f in plan.findings if f.code == "KNOWN_BY_ANSWER"]
    return [line.staff and line.staff.code for line in plan.lines], said


def test_a_misspelt_name_of_a_registration_is_known_by_the_answer_and_said_to_be(tree, office, hoa, answered):
    answered(hoa, MISSPELT, born=date(1980, 2, 1))
    batch = registered(tree, office, [MISSPELT, "Y sĩ", "LĐTT"])
    message = (
        "“Le Thi Hoa” được hiểu là Lê Thị Hoa (A1) theo câu trả lời lúc nhập danh sách nhân sự. "
        "Nếu không phải, hãy ghi mã nhân viên vào tệp."
    )
    assert known(batch) == (["A1"], [("B3", "warning", message)])
    taken(batch, office)
    assert Entry.objects.get().staff == hoa


@pytest.mark.parametrize(("position", "code"), [("Y sĩ", "A1"), ("y sĩ ", "A1"), ("Bác sĩ", None), ("", None)])
def test_of_namesakes_the_one_is_known_whom_the_position_told_apart(tree, office, hoa, answered, position, code):
    person("Lê Thị Hoa", tree.nhi, code="A2", position="Điều dưỡng")
    answered(hoa, "Lê Thị Hoa", position="Y sĩ")
    assert known(registered(tree, office, ["Lê Thị Hoa", position, "LĐTT"]))[0] == [code]


def test_an_answer_that_rests_on_the_birth_date_tells_no_namesakes_apart(tree, office, hoa, answered):
    person("Lê Thị Hoa", tree.nhi, code="A2", position="Điều dưỡng")
    answered(hoa, "Lê Thị Hoa", position="Y sĩ", born=date(1980, 2, 1))
    assert known(registered(tree, office, ["Lê Thị Hoa", "Y sĩ", "LĐTT"])) == ([None], [])


def test_what_two_lines_were_answered_in_two_ways_stays_open(tree, office, hoa, answered):
    other = person("Lê Thu Hòa", tree.nhi, code="A2", position="Y sĩ")
    answered(hoa, MISSPELT, born=date(1980, 2, 1))
    answered(other, MISSPELT, born=date(1990, 2, 1))
    assert known(registered(tree, office, [MISSPELT, "Y sĩ", "LĐTT"])) == ([None], [])


def test_who_works_in_another_unit_is_not_meant_by_the_answer(tree, office, hoa, answered):
    answered(hoa, MISSPELT, born=date(1980, 2, 1))
    assert known(registered(tree, office, [MISSPELT, "Y sĩ", "LĐTT"], unit="Khoa Ngoại")) == ([None], [])


def test_the_answers_are_asked_for_by_one_query_and_only_where_there_is_a_doubt(tree, office, hoa, answered):
    answered(hoa, MISSPELT, born=date(1980, 2, 1))
    asked = []
    lines = ["Lê Thị Hoa", *["Lạ Hoắc"] * 2, MISSPELT, *["Người Lạ"] * 9]
    for number in (1, 4, 13):
        batch = registered(tree, office, *([name, "Y sĩ", "LĐTT"] for name in lines[:number]))
        with CaptureQueriesContext(connection) as queries:
            plan_of(batch)
        asked.append(sum("staffalias" in one["sql"] for one in queries))
    assert asked == [0, 1, 1]


def rated(tree, office, *lines):
    sheets = {"XepLoai": [RATING, *([code, name, *RATED.values()] for code, name in lines)]}
    return import_history(read(sheets), facility=tree.hospital, source="ls.xlsx", by=office)


@pytest.mark.parametrize(
    ("code", "kept", "severities"), [("", "", ["warning"]), ("B7", "B7", ["warning"]), ("A1", "A1", [])]
)
def test_a_line_of_the_history_is_known_by_the_answer(tree, office, hoa, answered, code, kept, severities):
    answered(hoa, MISSPELT, code=kept)
    plan = rated(tree, office, (code, MISSPELT))
    assert [(found, severity) for _, _, found, severity in told(plan)] == [("KNOWN_BY_ANSWER", s) for s in severities]
    assert (YearRating.objects.get().staff, plan.counts["held"]) == (hoa, 0)


@pytest.mark.parametrize(
    ("code", "found"), [("", "UNKNOWN_PERSON"), ("B7", "UNKNOWN_PERSON"), ("A1", "AMBIGUOUS_PERSON")]
)
def test_without_an_answer_it_waits_as_before(tree, office, hoa, code, found):
    plan = rated(tree, office, (code, MISSPELT))
    assert ([one for _, _, one, _ in told(plan)], YearRating.objects.count()) == ([found], 0)
