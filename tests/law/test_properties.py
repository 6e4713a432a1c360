"""What holds of every judgement, whatever the dossier: order, monotony, missing data, settings, sentences."""

import re
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from awards.criteria import law
from awards.criteria.facts import Facts, Won
from awards.criteria.findings import Finding, Result
from awards.criteria.packed import Packed, unpack
from awards.criteria.panel import Panel
from awards.criteria.titles import Judgement, judge_title
from awards.criteria.unsettled import SETTLED
from tests.law.dossiers import COLLECTIVE, LEVELS, PERSON, collectives, packed, people, settled

pytestmark = pytest.mark.once
STABLE = settings(
    derandomize=True, database=None, deadline=None, max_examples=60, suppress_health_check=list(HealthCheck)
)
LAWS = st.sampled_from([date(2023, 12, 31), date(2024, 6, 1), date(2025, 12, 20), date(2026, 9, 30)])
WORSE = {Result.NOT_ELIGIBLE: 0, Result.ELIGIBLE: 2}
SETTINGS: dict[str, list[Any]] = {
    "title.least_months": [0, 10],
    "collective.base": ["all", "rated", "permanent"],
    "collective.takes_flags": [True, False],
    "rating.own_rules": [True, False],
    "title.after_prerequisite.BK_TTG": [True, False],
    **{f"title.standard.{code}": ["HTTNV", "HTXSNV", "LDTT", "CSTDCS", "HTTNV_2"] for code in ("GK_DV", "GK_SYT")},
    **{
        f"title.include_current.{code}": [True, False]
        for code in ("CSTDT", "CSTDTQ", "BK_TINH", "BK_BYT", "BK_TTG", "HCLD3", "HCLD2", "HCLD1")
    },
}
locals_ = st.fixed_dictionaries({}, optional={name: st.sampled_from(values) for name, values in SETTINGS.items()})


@st.composite
def cases(draw: st.DrawFn, persons: st.SearchStrategy | None = None) -> tuple[Facts, str]:
    """Return a person or a collective with a title that is for it."""
    if draw(st.booleans()):
        return draw(collectives()), draw(st.sampled_from(COLLECTIVE))
    return draw(people() if persons is None else persons), draw(st.sampled_from(PERSON))


def judged(facts: Facts, title: str, on: date, local: dict[str, Any], year: int | None = None) -> Judgement:
    found = judge_title(facts, title, year=year or on.year, on=on, local=local)
    assert found is not None
    return found


def texts(finding: Finding) -> list[str]:
    """Return the sentences of a tree without exact days."""
    mine = re.sub(r"\d\d/\d\d/\d{4}", "…", finding.text)
    return [mine, *(text for part in finding.parts for text in texts(part))]


def without(ratings: dict[int, str], gone: int) -> dict[int, str]:
    return {year: level for year, level in ratings.items() if year != gone}


def rank(result: Result) -> int:
    return WORSE.get(result, 1)


@STABLE
@given(cases(), LAWS, locals_, st.randoms(use_true_random=False))
def test_the_order_of_records_changes_nothing(case, on, local, random):
    facts, title = case
    mixed = {name: random.sample(found, len(found)) for name in _LISTS if (found := list(getattr(facts, name)))}
    ratings = dict(random.sample(sorted(facts.ratings.items()), len(facts.ratings)))
    other = replace(facts, ratings=ratings, **{name: tuple(found) for name, found in mixed.items()})
    one, two = judged(facts, title, on, local), judged(other, title, on, local)
    assert (one.result, one.unset) == (two.result, two.unset)
    if facts.kind == "ca_nhan":
        one, two = (judged(unpack(packed(found)), title, on, local) for found in (facts, other))
        assert (one.result, one.unset, texts(one.finding)) == (two.result, two.unset, texts(two.finding))


_LISTS = ("awards", "works", "disciplines", "leaves", "matters")


@STABLE
@given(people(), LAWS, locals_)
def test_the_panel_says_what_the_judge_says(facts, on, local):
    found = Panel(PERSON, year=on.year, on=on, local=local).judge(packed(facts))
    for title, judgement in found.items():
        alone = judged(unpack(packed(facts)), title, on, local)
        assert (judgement.result, judgement.unset) == (alone.result, alone.unset), title
        assert texts(judgement.finding) == texts(alone.finding), title


def test_the_panel_judges_two_good_years_by_both_years():
    facts, on = Facts(ratings={2024: "HTTNV", 2025: "HTTNV"}), date(2025, 12, 20)
    local = {"title.standard.GK_DV": "HTTNV_2"}
    judgement = Panel(["GK_DV"], year=2025, on=on, local=local).judge(packed(facts))["GK_DV"]
    assert judgement.result == judged(facts, "GK_DV", on, local).result == Result.ELIGIBLE


def test_two_decisions_of_one_day_of_which_one_names_its_end_can_be_read():
    """A Party decision and an administrative one on one act often bear the same day."""
    both = Packed(disciplines="2024-05-10:khien_trach:cong_vu:,2024-05-10:khien_trach:cong_vu:2025-05-10")
    assert len(unpack(both).disciplines) == 2


@STABLE
@given(cases(), LAWS, locals_, st.data())
def test_one_more_excellent_year_never_makes_it_worse(case, on, local, data):
    facts, title = case
    year = data.draw(st.sampled_from(sorted(set(range(2010, 2029)) - facts.ratings.keys())))
    before = judged(facts, title, on, local)
    after = judged(replace(facts, ratings=facts.ratings | {year: "HTXSNV"}), title, on, local)
    said = " ".join(texts(after.finding))
    assert rank(after.result) >= rank(before.result) or "không tính lại" in said


@STABLE
@given(cases(settled()), LAWS, locals_, st.data())
def test_a_missing_rating_is_never_a_refusal(case, on, local, data):
    facts, title = case
    assume(facts.ratings)
    before = judged(facts, title, on, local)
    assume(before.result != Result.NOT_ELIGIBLE)
    gone = data.draw(st.sampled_from(sorted(facts.ratings)))
    less = replace(facts, ratings=without(facts.ratings, gone))
    assert judged(less, title, on, local).result != Result.NOT_ELIGIBLE


@pytest.mark.parametrize(
    "title, before", [("BK_TTG", "BK_TINH"), ("HCLD3", "BK_TTG"), ("HCLD2", "HCLD3"), ("HCLD1", "HCLD2")]
)
def test_a_missing_rating_of_a_long_run_is_never_a_refusal(title, before):
    """ "Từ 05 năm trở lên": what was won early in a long run counts, so no gap in it may refuse."""
    early = [Won(year, code) for year in (2014, 2015, 2016) for code in ("CSTDCS", "CSTDT")]
    ratings = {year: "HTXSNV" if year < 2017 else "HTTNV" for year in range(2013, 2026)}
    facts, on = Facts(ratings=ratings, awards=(Won(2012, before), *early)), date(2025, 12, 31)
    assert judged(facts, title, on, {}).result == Result.ELIGIBLE
    refused = [
        gone
        for gone in ratings
        if judged(replace(facts, ratings=without(ratings, gone)), title, on, {}).result == Result.NOT_ELIGIBLE
    ]
    assert refused == []


@STABLE
@given(cases(), st.dates(date(2005, 1, 1), date(2030, 12, 31)), st.integers(2005, 2030), locals_)
def test_any_dossier_can_be_judged_on_any_day(case, on, year, local):
    facts, title = case
    found = judge_title(facts, title, year=year, on=on, local=local)
    assert found is None or found.result in Result
    other = "tap_the" if facts.kind == "ca_nhan" else "ca_nhan"
    judge_title(replace(facts, kind=other), title, year=year, on=on, local=local)


@STABLE
@given(cases(), LAWS, locals_)
def test_deciding_a_setting_only_narrows_what_was_open(case, on, local):
    facts, title = case
    unset, decided = judged(facts, title, on, {}), judged(facts, title, on, local)
    if unset.result in (Result.ELIGIBLE, Result.NOT_ELIGIBLE):
        assert decided.result == unset.result
    elif unset.result in (Result.MISSING_DATA, Result.HOLD):
        assert decided.result != Result.ELIGIBLE
    assert {name for name in unset.unset if len(law.usual(name)) < 2} == set()


@STABLE
@given(cases(), LAWS)
def test_a_verdict_names_the_settings_that_it_waits_for(case, on):
    facts, title = case
    unset = judged(facts, title, on, {})
    if unset.unset:
        assert unset.result == Result.NEEDS_PERSON
        assert all(law.label(name) in unset.finding.text for name in unset.unset)


@STABLE
@given(cases(), LAWS)
def test_a_setting_said_to_change_nothing_of_the_verdict_changes_nothing_of_it(case, on):
    facts, title = case
    unset = judged(facts, title, on, {})
    told = " ".join(leaf.text for leaf in unset.finding.leaves() if leaf.criterion == SETTLED)
    for name, values in SETTINGS.items():
        if f"“{law.label(name)}”" in told:
            assert {judged(facts, title, on, {name: value}).result for value in values} == {unset.result}, name


@STABLE
@given(cases(), LAWS)
def test_a_setting_that_changes_the_verdict_stands_in_the_tree(case, on):
    facts, title = case
    unset = judged(facts, title, on, {})
    said = " ".join(finding.text for finding in every(unset.finding))
    for name in law_settings():
        results = {judged(facts, title, on, {name: value}).result for value in law.usual(name)}
        assert len(results) == 1 or law.label(name) in said, (name, results)


def every(finding: Finding) -> list[Finding]:
    return [finding, *(inner for part in finding.parts for inner in every(part))]


def law_settings() -> list[str]:
    """Return the settings that are tried where nobody has decided."""
    return [name for name in SETTINGS if not name.startswith("title.standard")]


@STABLE
@given(cases(), st.dates(date(2017, 10, 1), date(2030, 12, 31)), locals_)
def test_every_leaf_has_a_sentence_and_an_article(case, on, local):
    facts, title = case
    leaves = list(judged(facts, title, on, local).finding.leaves())
    assert leaves
    assert [leaf for leaf in leaves if not leaf.text.strip() or not leaf.article.strip()] == []


@STABLE
@given(people(), LAWS, st.sampled_from(LEVELS))
def test_records_of_later_years_do_not_matter(facts, on, level):
    later = replace(facts, ratings=facts.ratings | {on.year + 1: level, on.year + 2: level})
    for title in ("LDTT", "CSTDCS", "CSTDT", "BK_TINH", "BK_TTG", "HCLD3"):
        assert judged(facts, title, on, {}).result == judged(later, title, on, {}).result
