"""The facts gathered before judging are those that were stored, by a number of statements that never grows."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from awards.criteria.facts import Away, Facts, Pending, Punished, Won, Work
from awards.criteria.packed import unpack
from awards.criteria.panel import Panel
from awards.criteria.titles import judge_title
from awards.models import Award
from awards.selectors.assessment import assessed_people
from awards.selectors.dossier import dossier_of, dossiers, unit_facts
from emulation.models import Discipline, Initiative, InitiativeAuthor, Leave, Matter, Staff, YearRating
from tests.factories import person
from tests.law.dossiers import PERSON, packed, people

pytestmark = pytest.mark.django_db
NOW = "2025-06-01T00:00:00Z"
DAY = date(2025, 12, 20)


def full_file(tree, name="Trần Thị Hạnh") -> Staff:
    """Return somebody with a record of every kind, and with one of each kind that counts for nothing."""
    staff = person(
        name, tree.noi, joined_on=date(2019, 3, 4), left_on=date(2026, 1, 31), came_from="BV Bình Minh",
        job_type="dieu_duong", is_manager=True,
    )  # fmt: skip
    for year, level, scope in ((2024, "HTTNV", "cong_viec"), (2025, "HTXSNV", "cong_viec"), (2025, "HTNV", "dang")):
        YearRating.objects.create(staff=staff, year=year, level=level, scope=scope)
    for title, occasion, is_revoked in (
        ("LDTT", "thuong_xuyen", False), ("BK_TINH", "dot_xuat", False), ("CSTDCS", "thuong_xuyen", True),
    ):  # fmt: skip
        Award.objects.create(
            facility=tree.hospital, staff=staff, name=name, title=title, year=2024, occasion=occasion,
            is_revoked=is_revoked,
        )  # fmt: skip
    for number, (is_applied, recognition) in enumerate(((True, "cong_nhan"), (False, "cho"), (None, "khong"))):
        made = Initiative.objects.create(
            facility=tree.hospital, code=f"SK{staff.pk}-{number}", name="Bảng kiểm", year=2025, level="tinh",
            recognition=recognition, is_applied=is_applied,
        )  # fmt: skip
        InitiativeAuthor.objects.create(initiative=made, staff=staff)
    _troubles(staff)
    return staff


def _troubles(staff: Staff) -> None:
    for ends_on, cause, withdrawn_at in ((date(2024, 5, 5), "cong_vu", None), (None, "", None), (None, "khac", NOW)):
        Discipline.objects.create(
            staff=staff, form="canh_cao", cause=cause, decided_on=date(2023, 5, 5), ends_on=ends_on,
            withdrawn_at=withdrawn_at,
        )  # fmt: skip
    Leave.objects.create(staff=staff, year=2025, kind="om", days=12)
    for closed_on, withdrawn_at in ((date(2025, 2, 1), None), (None, None), (None, NOW)):
        Matter.objects.create(
            staff=staff, kind="khieu_nai", opened_on=date(2025, 1, 2), closed_on=closed_on, withdrawn_at=withdrawn_at
        )


STORED = Facts(
    joined=date(2019, 3, 4),
    left=date(2026, 1, 31),
    came_from=True,
    job="dieu_duong",
    is_manager=True,
    ratings={2024: "HTTNV", 2025: "HTXSNV"},
    awards=(Won(2024, "BK_TINH", "dot_xuat"), Won(2024, "LDTT")),
    works=(
        Work(2025, "tinh", recognition="cho", is_applied=False),
        Work(2025, "tinh", recognition="cong_nhan", is_applied=True),
        Work(2025, "tinh", recognition="khong"),
    ),
    disciplines=(
        Punished(date(2023, 5, 5), "canh_cao", ""),
        Punished(date(2023, 5, 5), "canh_cao", "cong_vu", date(2024, 5, 5)),
    ),
    leaves=(Away(2025, "om", 12),),
    matters=(Pending(date(2025, 1, 2), "khieu_nai", date(2025, 2, 1)), Pending(date(2025, 1, 2), "khieu_nai")),
)


def test_the_facts_are_what_was_stored_without_what_was_taken_back(tree):
    staff = full_file(tree)
    assert dossier_of(staff) == STORED


def test_everybody_at_once_has_the_same_facts_as_one_alone(tree):
    both = [full_file(tree), person("Lê Văn Không", tree.noi, joined_on=None), full_file(tree, "Võ Thị Cúc")]
    found = list(dossiers(Staff.objects.all()))
    assert [(one.pk, one.code, one.name, one.unit, one.facility) for one in found] == [
        (staff.pk, staff.code, staff.full_name, tree.noi.pk, tree.hospital.pk) for staff in both
    ]
    some = list(dossiers(Staff.objects.filter(facility=tree.hospital)))
    assert [sorted_texts(one) for one in found] == [sorted_texts(one) for one in some]
    assert [dossier_of(staff) for staff in both] == [STORED, Facts(job="khac"), STORED]


def sorted_texts(dossier):
    """Return a dossier with its records in one order: the database joins them in any."""
    return [sorted(part.split(",")) if isinstance(part, str) else part for part in (*dossier[:6], *dossier.packed)]


def test_the_facts_of_a_unit_are_its_own(tree):
    full_file(tree)
    YearRating.objects.create(unit=tree.noi, year=2025, level="HTXSNV")
    Award.objects.create(facility=tree.hospital, unit=tree.noi, name="Khoa Nội", title="TTLDTT", year=2024)
    Matter.objects.create(unit=tree.noi, kind="thanh_tra", opened_on=date(2025, 3, 1))
    assert unit_facts([tree.noi, tree.ngoai]) == {
        tree.noi.pk: Facts(
            kind="tap_the",
            ratings={2025: "HTXSNV"},
            awards=(Won(2024, "TTLDTT"),),
            matters=(Pending(date(2025, 3, 1), "thanh_tra"),),
        ),
        tree.ngoai.pk: Facts(kind="tap_the"),
    }


def statements_for(tree, number: int) -> int:
    for place in range(number):
        full_file(tree, f"Người {place}")
    with CaptureQueriesContext(connection) as queries:
        assert sum(1 for _ in assessed_people(Staff.objects.all(), year=2025, on=DAY)) >= number
    return len(queries)


def test_thirty_people_take_as_many_statements_as_three(tree):
    assert statements_for(tree, 3) == statements_for(tree, 27)


@pytest.mark.once
@settings(derandomize=True, database=None, deadline=None, max_examples=40, suppress_health_check=list(HealthCheck))
@given(st.lists(people(), min_size=4, max_size=4), st.sampled_from([{}, {"title.least_months": 10}]))
def test_a_panel_that_knows_others_judges_each_as_if_alone(crowd, local):
    panel = Panel(PERSON, year=2025, on=DAY, local=local)
    for one in map(packed, [*crowd, *crowd]):
        facts = unpack(one)
        alone = {title: judge_title(facts, title, year=2025, on=DAY, local=local) for title in PERSON}
        assert panel.judge(one) == alone
