"""What is asked of a window of years at once says the same as year after year, also where it is watched."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from awards.criteria.answers import Answers, Questions
from awards.criteria.facts import Facts
from awards.criteria.packed import Packed, unpack
from awards.criteria.watched import Watched

LEVELS = ("HTXSNV", "HTTNV", "HTNV", "KHTNV")
years = st.integers(1990, 2026)
windows = st.tuples(years, years).map(sorted).map(tuple)
days = st.dates(date(1988, 1, 1), date(2027, 12, 31))
rated = st.dictionaries(years, st.sampled_from(LEVELS))


def told(packed: Packed) -> list[Facts]:
    """Return the facts about somebody, plain and watched."""
    questions = Questions(2025)
    answers = Answers(questions)
    answers.about(packed)
    return [unpack(packed), Watched(answers, questions, frozenset())]


@given(joined=st.none() | days, came_from=st.booleans(), window=windows)
def test_the_years_elsewhere_are_those_before_coming(joined, came_from, window):
    first, last = window
    for facts in told(Packed(joined=joined, came_from=came_from)):
        assert list(facts.years_elsewhere(window)) == [y for y in range(first, last + 1) if facts.is_elsewhere(y)]


@given(ratings=rated, level=st.sampled_from(LEVELS), window=windows)
def test_the_years_of_a_rating_and_those_without_any_are_counted_within_the_window(ratings, level, window):
    inside = range(window[0], window[1] + 1)
    of_level = tuple(year for year in inside if ratings.get(year) == level)
    unknown = sum(1 for year in inside if year not in ratings)
    for facts in told(Packed(ratings=",".join(f"{year}:{word}" for year, word in ratings.items()))):
        assert facts.years_rated(level, window) == (of_level, unknown)


def test_a_window_without_years_holds_nothing():
    for facts in told(Packed(joined=date(2020, 5, 1), came_from=True, ratings="2024:HTXSNV")):
        assert list(facts.years_elsewhere((1, 0))) == []
        assert facts.years_rated("HTXSNV", (1, 0)) == ((), 0)
