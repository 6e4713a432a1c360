"""The first year in which a title could be reached: what is over stays, what comes is as good as it can be."""

from dataclasses import replace
from datetime import date

import pytest

from awards.criteria.facts import Facts, Pending, Punished, Won, Work
from awards.selectors.prospects import best_words, earliest, stones_of

THIS_YEAR = 2026
OLD_HAND = Facts(joined=date(2010, 2, 1), ratings=dict.fromkeys(range(2020, 2026), "HTTNV"))


def first(facts, code, *, after=2025, local=None):
    return earliest(facts, code, after, local or {}, this_year=THIS_YEAR)


def test_a_title_of_the_year_can_be_reached_this_year():
    assert first(OLD_HAND, "CSTDCS") == 2026


def test_no_year_that_is_over_is_told_for_a_title_of_years_ago():
    assert first(OLD_HAND, "CSTDCS", after=2023) == 2026


@pytest.mark.parametrize(
    "decided, year", [({"title.include_current.CSTDT": True}, 2028), ({"title.include_current.CSTDT": False}, 2029)]
)
def test_three_titles_in_a_row_take_three_years_from_now(decided, year):
    assert first(OLD_HAND, "CSTDT", local=decided) == year


def test_who_came_this_autumn_is_not_rated_this_year_and_begins_the_next():
    newcomer = Facts(joined=date(2026, 9, 1))
    assert first(newcomer, "LDTT") == 2027
    assert first(newcomer, "CSTDT", local={"title.include_current.CSTDT": True}) == 2029


def test_who_has_not_worked_as_long_as_the_house_asks_begins_the_next_year():
    newcomer, local = Facts(joined=date(2026, 5, 1)), {"title.include_current.CSTDT": True}
    assert first(newcomer, "CSTDT", local=local | {"title.least_months": 10}) == 2029
    assert first(newcomer, "CSTDT", local=local | {"title.least_months": 0}) == 2028


def test_years_before_somebody_came_are_not_made_good():
    newcomer = Facts(joined=date(2026, 1, 1))
    assert first(newcomer, "BK_TTG", after=2024) == 2030
    assert first(replace(newcomer, joined=date(2027, 1, 1)), "BK_TTG", after=2024) == 2031
    assert first(newcomer, "HCLD3", after=2024) is None


STRICT = {"title.after_prerequisite.BK_TTG": True, "title.include_current.BK_TINH": True}
COMMENDED = (Won(2019, "BK_TINH"), *(Won(year, "CSTDCS") for year in range(2020, 2026)))


@pytest.mark.parametrize("awards, code, year", [
    (COMMENDED, "BK_TTG", 2026), ((*COMMENDED, Won(2025, "BK_TTG")), "HCLD3", 2030), (COMMENDED, "HCLD3", 2031),
    ((*COMMENDED, Won(2024, "CSTDT")), "CSTDTQ", 2027), ((), "BK_TTG", None),
    ((Won(2019, "BK_TINH", "dot_xuat"), *COMMENDED[1:]), "BK_TTG", 2031),
])  # fmt: skip
def test_what_has_to_be_won_before_is_won_as_soon_as_it_can_be(awards, code, year):
    assert first(replace(OLD_HAND, awards=awards), code, local=STRICT) == year


def test_what_leads_to_a_title_is_read_from_the_conditions():
    assert stones_of("HCLD3", "ca_nhan", 2026) == {"BK_TTG": False, "BK_TINH": False, "BK_BYT": False}
    assert stones_of("CSTDTQ", "ca_nhan", 2026) == {"CSTDT": True}
    assert stones_of("LDTT", "ca_nhan", 2026) == {}


def test_a_year_that_is_over_and_was_not_rated_may_still_be_brought():
    local = {"title.standard.GK_DV": "HTTNV_2"}
    assert first(Facts(joined=date(2010, 2, 1), ratings={2024: "HTTNV"}), "GK_DV", local=local) == 2026
    assert first(Facts(joined=date(2010, 2, 1), ratings={2025: "HTNV"}), "GK_DV", local=local) == 2027


def test_who_has_left_reaches_nothing():
    assert first(Facts(joined=date(2010, 2, 1), left=date(2025, 6, 30)), "LDTT") is None


def test_a_collective_counts_on_its_best_years_from_now():
    unit = Facts(kind="tap_the", founded=date(2000, 1, 1), ratings=dict.fromkeys(range(2020, 2026), "HTTNV"))
    assert first(unit, "TTLDXS") == 2026


def test_what_is_pending_may_end_well():
    pending = (Pending(date(2026, 2, 1), "khieu_nai", None),)
    assert first(replace(OLD_HAND, matters=pending), "CSTDCS") == 2026


def test_a_top_rating_that_is_in_already_puts_nothing_off():
    local = {"title.include_current.CSTDT": True}
    rated = replace(OLD_HAND, ratings={**OLD_HAND.ratings, 2026: "HTXSNV"}, works=(Work(2026, "toan_quoc"),))
    given = replace(rated, awards=(Won(2026, "CSTDCS"),))
    assert {first(one, "CSTDT", after=2026, local=local) for one in (OLD_HAND, rated, given)} == {2028}


def test_a_year_of_discipline_is_rated_no_better_than_the_decree_lets_it():
    punished = replace(OLD_HAND, disciplines=(Punished(date(2026, 3, 1), "canh_cao", "cong_vu", None),))
    assert first(punished, "CSTDCS") == 2027


RATINGS_ALONE = "hoàn thành xuất sắc nhiệm vụ"


@pytest.mark.parametrize("kind, code, standard, says", [
    ("ca_nhan", "LDTT", None, RATINGS_ALONE), ("tap_the", "TTLDTT", None, RATINGS_ALONE),
    ("tap_the", "TTLDXS", None, RATINGS_ALONE), ("ca_nhan", "GK_DV", "HTTNV", RATINGS_ALONE),
    ("ca_nhan", "GK_DV", "LDTT", "có sáng kiến được công nhận"), ("ca_nhan", "GK_DV", None, "đạt danh hiệu của năm"),
    ("ca_nhan", "CSTDCS", None, "có sáng kiến được công nhận"), ("ca_nhan", "BK_TTG", None, "đạt danh hiệu của năm"),
    ("tap_the", "BK_TINH", None, "đạt TTLĐXS"), ("ca_nhan", "KNC_BYT", None, ""),
])  # fmt: skip
def test_the_earliest_year_rests_on_what_the_title_asks_for(kind, code, standard, says):
    words = best_words(code, kind, 2026, {f"title.standard.{code}": standard})
    assert words == says if says in ("", RATINGS_ALONE) else says in words
