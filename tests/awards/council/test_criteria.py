"""Thresholds, bases, quorum and ties, at their boundaries (M-3)."""

from fractions import Fraction

import pytest

from awards.choices import Outcome, TieRule, VoteBase
from awards.criteria import Count, Terms, few_voters, judge, quorum, revealing, share, sum_words

# How many yes are needed of n = 5 … 15, worked out by hand.
NEEDED = {
    "1/2": [3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8],
    "2/3": [4, 4, 5, 6, 6, 7, 8, 8, 9, 10, 10],
    "80/100": [4, 5, 6, 7, 8, 8, 9, 10, 11, 12, 12],
    "80%": [4, 5, 6, 7, 8, 8, 9, 10, 11, 12, 12],
    "90/100": [5, 6, 7, 8, 9, 9, 10, 11, 12, 13, 14],
    ">1/2": [3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8],
}
TABLE = [(text, n, needed) for text, row in NEEDED.items() for n, needed in zip(range(5, 16), row, strict=True)]


def terms(text="2/3", base=VoteBase.APPOINTED, tie="", **more):
    return Terms(share(text), base, tie, **more)


@pytest.mark.parametrize("text, members, needed", TABLE)
def test_the_need_is_the_least_whole_number_that_is_enough(text, members, needed):
    assert share(text).of(members) == needed


@pytest.mark.parametrize("text, members, needed", TABLE)
def test_one_vote_decides_at_the_boundary(text, members, needed):
    enough = Count(members, members, needed, members - needed)
    short = Count(members, members, needed - 1, members - needed + 1)
    rules = terms(text, tie=TieRule.FAILS)
    assert judge(short, rules).outcome == Outcome.FAILED
    assert judge(short, rules).missing == 1
    tied = needed * 2 == members
    assert judge(enough, rules).outcome == (Outcome.FAILED if tied else Outcome.PASSED)


@pytest.mark.parametrize("members", range(5, 16))
def test_who_is_absent_counts_against_when_the_base_is_all_appointed(members):
    present = members - 1
    count = Count(members, present, agree=share("2/3").of(present), disagree=present - share("2/3").of(present))
    of_present = judge(count, terms(base=VoteBase.PRESENT))
    of_all = judge(count, terms())
    assert of_present.outcome == Outcome.PASSED
    assert of_all.needed == share("2/3").of(members)
    assert (of_all.outcome == Outcome.PASSED) == (share("2/3").of(members) == share("2/3").of(present))


def test_blank_papers_leave_the_base_of_valid_papers():
    count = Count(9, 9, agree=4, disagree=2, blank=3)
    assert judge(count, terms()).outcome == Outcome.FAILED
    assert judge(count, terms(base=VoteBase.VALID)).outcome == Outcome.PASSED


def test_no_valid_paper_passes_nothing():
    assert judge(Count(9, 9, 0, 0, blank=9), terms(base=VoteBase.VALID)).outcome == Outcome.FAILED
    assert judge(Count(9, 0, 0, 0), terms(">1/2", base=VoteBase.PRESENT)).outcome == Outcome.FAILED


def test_the_terms_say_how_recusals_count():
    count = Count(10, 8, agree=6, disagree=1, recused=1, recused_present=1)
    assert judge(count, terms(keeps_recused=True)).needed == 7
    assert judge(count, terms(keeps_recused=False)).needed == 6
    assert judge(count, terms(base=VoteBase.PRESENT, keeps_recused=False)).base == 7


@pytest.mark.parametrize(
    "tie, outcome",
    [(TieRule.FAILS, Outcome.FAILED), (TieRule.CHAIR, Outcome.TIED), (TieRule.SECOND_ROUND, Outcome.TIED)],
)
def test_yes_and_no_in_balance_follow_the_tie_rule(tie, outcome):
    assert judge(Count(8, 8, 4, 4), terms("1/2", tie=tie)).outcome == outcome


def test_a_balance_below_the_threshold_is_no_tie():
    verdict = judge(Count(9, 9, 4, 4, blank=1), terms("1/2", tie=TieRule.CHAIR))
    assert (verdict.outcome, verdict.missing) == (Outcome.FAILED, 1)


@pytest.mark.parametrize(
    "text, can_tie", [("1/2", True), (">1/2", False), ("2/3", False), ("1/3", True), (">1/3", True)]
)
def test_a_tie_rule_is_asked_for_only_where_a_tie_can_be(text, can_tie):
    assert terms(text).can_tie is can_tie


def test_the_sentence_of_a_pass():
    verdict = judge(Count(9, 9, 8, 1), terms())
    assert verdict.sentence == "8/9 phiếu đồng ý, cần ít nhất 6 (2/3 của 9 thành viên): đạt."
    assert verdict.sum == "8 ≥ 6"


def test_the_sentence_of_a_failure_says_how_many_were_missing():
    verdict = judge(Count(11, 9, 6, 2, blank=1), terms())
    assert verdict.sentence == (
        "6/9 phiếu đồng ý, cần ít nhất 8 (2/3 của 11 thành viên, làm tròn lên): không đạt, thiếu 2 phiếu."
    )
    assert verdict.sum == "6 < 8, thiếu 2"


def test_the_sentence_of_a_tie_names_the_rule():
    verdict = judge(Count(8, 8, 4, 4), terms("1/2", VoteBase.PRESENT, TieRule.CHAIR))
    assert verdict.sentence == (
        "4/8 phiếu đồng ý, cần ít nhất 4 (1/2 của 8 thành viên có mặt): "
        "ngang phiếu, 4 đồng ý và 4 không đồng ý, theo quy chế là Chủ tịch quyết định."
    )


@pytest.mark.parametrize(
    "text, base, words",
    [
        ("2/3", 11, "2/3 × 11 thành viên = 7,33, làm tròn lên 8"),
        ("2/3", 10, "2/3 × 10 thành viên = 6,66, làm tròn lên 7"),
        ("2/3", 9, "2/3 × 9 thành viên = 6"),
        ("80%", 11, "80% × 11 thành viên = 8,80, làm tròn lên 9"),
        (">1/2", 10, "trên 1/2 của 10 thành viên: ít nhất 6"),
    ],
)
def test_the_sum_is_shown_in_full(text, base, words):
    assert sum_words(terms(text), base) == words


@pytest.mark.parametrize(
    "text, value", [("2/3", Fraction(2, 3)), ("80%", Fraction(4, 5)), (" 90/100 ", Fraction(9, 10))]
)
def test_shares_are_fractions(text, value):
    assert share(text).value == value


@pytest.mark.parametrize("text", ["", "2:3", "0/3", "3/2", "101%", "1/0", "0.66", "> 1/1", "nhiều"])
def test_what_is_no_share_is_refused(text):
    with pytest.raises(ValueError, match="no share"):
        share(text)


@pytest.mark.parametrize("members, needed", [(5, 4), (6, 4), (7, 5), (8, 6), (9, 6), (11, 8), (15, 10)])
def test_quorum_is_reached_exactly_at_its_number(members, needed):
    assert quorum(needed, members, share("2/3")) == (needed, "")
    number, why = quorum(needed - 1, members, share("2/3"))
    assert number == needed
    assert why == (
        f"Mới có mặt {needed - 1}/{members}, cần ít nhất {needed} (2/3 của {members} thành viên): thiếu 1 người."
    )


@pytest.mark.parametrize(
    "papers, is_revealing",
    [
        ((1, 1, 1), True),
        ((3, 0, 0), True),
        ((9, 0, 0), True),
        ((0, 9, 0), True),
        ((8, 1, 0), False),
        ((0, 0, 0), False),
    ],
)
def test_a_result_that_shows_everybodys_choice_is_named(papers, is_revealing):
    agree, disagree, blank = papers
    assert bool(revealing(agree=agree, disagree=disagree, blank=blank)) is is_revealing


def test_three_voters_are_warned_and_four_are_not():
    assert few_voters(3) == "Chỉ có 3 người bỏ phiếu: khi công bố, người bỏ phiếu có thể suy ra phiếu của nhau."
    assert few_voters(4) == ""
