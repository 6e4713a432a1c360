"""People of the same records who came on different days: what mattered of the days is asked of each of them."""

from datetime import date
from random import Random

import pytest

from awards.criteria.packed import Packed
from tests.awards.eligibility.test_crowds import assert_alike
from tests.law.dossiers import PERSON

pytestmark = pytest.mark.once
EXCELLENT = "2024:HTXSNV,2025:HTXSNV"
WORKS = "2024:co_so:sang_kien:cong_nhan:1,2025:tinh:sang_kien:cong_nhan:1"
STANDARDS = {"title.standard.GK_DV": "LDTT", "title.standard.GK_SYT": "CSTDCS"}


def newcomers(number: int, seed: int) -> list[Packed]:
    """Return people with few kinds of records who came on some day of the last years."""
    chance = Random(seed)
    return [
        Packed(
            joined=date(chance.choice((2018, 2022, 2023, 2024, 2025)), chance.randrange(1, 13), chance.choice((1, 15))),
            came_from=chance.random() < 0.2,
            job=chance.choice(("bac_si", "khac")),
            ratings=chance.choice(("", EXCELLENT, f"2023:HTXSNV,{EXCELLENT}", "2025:HTTNV", "2025:HTNV")),
            awards=chance.choice(("", "", "2023:CSTDCS:thuong_xuyen,2024:CSTDCS:thuong_xuyen")),
            works=chance.choice(("", WORKS)),
            leaves=chance.choice(("", "", "", "2025:om:80")),
        )
        for _ in range(number)
    ]


def test_who_comes_to_the_same_look_back_by_another_road_is_asked_other_days():
    came = [date(2024, month, 1) for month in (1, 2, 10)]
    # Those rated in the year before they came make the panel ask for everything there is to ask.
    first = [Packed(joined=day, ratings=f"2023:HTTNV,{EXCELLENT}", works=WORKS) for day in came]
    assert_alike([*first, *(one._replace(ratings=EXCELLENT) for one in first)], PERSON)


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("local", [{}, {"title.least_months": 10}, STANDARDS], ids=["open", "decided", "standards"])
def test_newcomers_are_judged_as_if_alone(seed, local):
    assert_alike(newcomers(120, seed), PERSON, local=local)


@pytest.mark.parametrize(
    "titles", [["CSTDT"], ["BK_TINH"], ["CSTDT", "GK_DV"], ["GK_SYT"], ["TTND", "KNC_BYT"]], ids=str
)
def test_newcomers_before_a_panel_of_few_titles_are_judged_as_if_alone(titles):
    for seed in range(5):
        assert_alike(newcomers(120, seed), titles, local=STANDARDS if seed % 2 else {})
