"""The houses of a province shared out among processes."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awards.selectors.assessment import Panels
from awards.selectors.shares import NEW_PANEL, shared_out, shares
from emulation.models import LocalSetting, Unit
from tests.factories import facility_tree, person

DAY = date(2025, 12, 20)
THOUSAND = NEW_PANEL // 6


def test_a_large_house_is_judged_beside_many_small_ones():
    assert shared_out([{1: 40 * THOUSAND, 2: 9 * THOUSAND, 3: 9 * THOUSAND, 4: 9 * THOUSAND}], 2) == [[1], [2, 3, 4]]


def test_who_has_to_know_two_kinds_of_houses_gets_fewer_people():
    undecided, decided = {key: 5 * THOUSAND for key in range(15)}, {key: 5 * THOUSAND for key in range(15, 20)}
    first, second = shared_out([undecided, decided], 2)
    assert (len(first), len(second)) == (11, 9)


houses = st.lists(st.lists(st.integers(0, 30_000), min_size=1, max_size=5), max_size=5)


@given(people=houses, jobs=st.integers(1, 9))
def test_every_house_is_in_one_share_and_shares_follow_the_order(people, jobs):
    keys = iter(range(1000))
    groups = [{next(keys): number for number in some} for some in people]
    found = shared_out(groups, jobs)
    assert [key for part in found for key in part] == [key for houses in groups for key in houses]
    assert len(found) <= jobs and (all(found) or not groups)


@pytest.mark.django_db
def test_houses_that_decided_the_same_come_one_after_another():
    for name in ("A", "B", "C"):
        person(f"Người {name}", facility_tree(f"Bệnh viện {name}").noi)
    first, other, last = Unit.objects.filter(name__startswith="Bệnh viện").order_by("pk")
    for house in (first, last):
        LocalSetting.objects.create(facility=house, name="title.least_months", value=10, since=date(2025, 1, 1))
    assert shares([first, other, last], DAY, jobs=1) == [[first.pk, last.pk, other.pk]]
    assert sum(map(len, shares([first, other, last], DAY, jobs=8))) == 3


@pytest.mark.django_db
def test_the_judge_of_houses_that_are_through_is_let_go_of():
    made = [facility_tree(f"Bệnh viện {name}").hospital for name in ("A", "B", "C")]
    for house in made[:2]:
        LocalSetting.objects.create(facility=house, name="title.least_months", value=10, since=date(2025, 1, 1))
    panels = Panels(2025, DAY)
    first = panels.of(made[0].pk)
    panels.keep_only(made[1].pk)
    assert panels.of(made[1].pk) is first
    panels.keep_only(made[2].pk)
    assert list(panels.by_settings.values()) == [panels.of(made[2].pk)] and panels.of(made[2].pk) is not first


@pytest.mark.django_db
def test_a_province_without_houses_is_one_empty_share():
    assert shares([], DAY, jobs=3) == [[]]
