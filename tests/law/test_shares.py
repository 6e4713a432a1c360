"""The shares of a collective, head by head: trên 50% (old law, strict) and ít nhất 70%, never rounded."""

from datetime import date

import pytest

from awards.criteria.facts import Facts, Member
from awards.criteria.findings import Finding, Result, Say
from awards.criteria.titles import judge_title

pytestmark = pytest.mark.once
SIZES = range(1, 41)
OLD, NEW = date(2023, 12, 31), date(2025, 12, 20)
BASE = {"collective.base": "all"}


def people(good: int, open_: int = 0, bad: int = 0, **more: object) -> list[Member]:
    says = [Say.MET] * good + [Say.MISSING] * open_ + [Say.NOT_MET] * bad
    return [Member(f"Người {n}", say, Say.NOT_MET, Say.MET, **more) for n, say in enumerate(says, start=1)]


def judged(members: list[Member], on: date = NEW, local: dict[str, object] | None = None):
    facts = Facts(kind="tap_the", ratings={on.year: "HTTNV"}, members=tuple(members))
    return judge_title(facts, "TTLDTT", year=on.year, on=on, local=BASE if local is None else local)


def result(good: int, whole: int, on: date) -> Result:
    return judged(people(good, bad=whole - good), on).result


def finding(members: list[Member], name: str, on: date = NEW) -> Finding:
    return next(part for part in judged(members, on).finding.parts if part.criterion == name)


@pytest.mark.parametrize("whole", SIZES)
def test_at_least_seventy_in_a_hundred_is_ten_k_at_least_seven_n(whole):
    least = next(k for k in range(whole + 1) if 10 * k >= 7 * whole)
    assert result(least, whole, NEW) == Result.ELIGIBLE
    assert result(least - 1, whole, NEW) == Result.NOT_ELIGIBLE


@pytest.mark.parametrize("whole", SIZES)
def test_more_than_half_is_two_k_more_than_n(whole):
    least = next(k for k in range(whole + 1) if 2 * k > whole)
    assert result(least, whole, OLD) == Result.ELIGIBLE
    assert result(least - 1, whole, OLD) == Result.NOT_ELIGIBLE


@pytest.mark.parametrize("whole", range(1, 16))
@pytest.mark.parametrize("on", [OLD, NEW], ids=["over half", "seven tenths"])
def test_people_who_are_open_make_the_share_open_only_where_they_could_decide(whole, on):
    def enough(k: int) -> bool:
        return 10 * k >= 7 * whole if on == NEW else 2 * k > whole

    for good in range(whole + 1):
        for open_ in range(whole - good + 1):
            wanted = Result.ELIGIBLE if enough(good) else Result.MISSING_DATA
            if not enough(good + open_):
                wanted = Result.NOT_ELIGIBLE
            assert judged(people(good, open_, whole - good - open_), on).result == wanted, (good, open_)


@pytest.mark.parametrize(
    "say, result",
    [(Say.MISSING, Result.MISSING_DATA), (Say.PERSON, Result.NEEDS_PERSON), (Say.HOLD, Result.HOLD)],
)
def test_the_collective_waits_for_what_the_person_waits_for_who_decides_the_share(say, result):
    members = people(6, bad=3) + [Member("Trần Thị Mười", say, Say.NOT_MET, Say.MET)]
    assert judged(members).result == result
    assert "Trần Thị Mười" in finding(members, "members_hold").text


NEWCOMERS = people(6, bad=2) + people(0, bad=2, is_rated=False)
HANDS = people(6, bad=2) + people(0, bad=2, is_contract=True)


@pytest.mark.parametrize(
    "members, base, wanted",
    [
        (NEWCOMERS, "all", Result.NOT_ELIGIBLE),
        (NEWCOMERS, "rated", Result.ELIGIBLE),
        (NEWCOMERS, "permanent", Result.NOT_ELIGIBLE),
        (HANDS, "all", Result.NOT_ELIGIBLE),
        (HANDS, "rated", Result.NOT_ELIGIBLE),
        (HANDS, "permanent", Result.ELIGIBLE),
    ],
)
def test_the_base_is_the_one_that_was_decided(members, base, wanted):
    assert judged(members, local={"collective.base": base}).result == wanted


@pytest.mark.parametrize("members", [NEWCOMERS, HANDS], ids=["newcomers", "contract"])
def test_an_undecided_base_needs_a_person_only_where_it_matters(members):
    judgement = judged(members, local={})
    assert (judgement.result, judgement.unset) == (Result.NEEDS_PERSON, ("collective.base",))
    assert judged(people(7, bad=3), local={}).unset == ()


@pytest.mark.parametrize(
    "good, whole, exact, nearest",
    [
        (9, 13, Result.NOT_ELIGIBLE, Result.NOT_ELIGIBLE),
        (16, 23, Result.NOT_ELIGIBLE, Result.ELIGIBLE),
        (7, 10, Result.ELIGIBLE, Result.ELIGIBLE),
    ],
)
def test_percentages_are_rounded_only_where_the_province_says_so(good, whole, exact, nearest):
    members = people(good, bad=whole - good)
    for rounding, wanted in ((None, exact), ("exact", exact), ("nearest", nearest)):
        local = BASE | ({"collective.rounding": rounding} if rounding else {})
        assert judged(members, local=local).result == wanted


def test_the_sentence_counts_and_names_who_does_not_reach_it():
    members = people(6) + [Member(name, Say.NOT_MET, Say.NOT_MET, Say.MET) for name in ("Lê Thị Ba", "Vũ Văn Tư")]
    members += people(0, bad=2)
    text = finding(members, "members_hold").text
    assert text.startswith("6/10 người đạt Lao động tiên tiến (60,0%), cần ít nhất 70%.")
    assert "Lê Thị Ba, Vũ Văn Tư" in text


def test_the_sentence_names_five_and_counts_the_rest():
    assert finding(people(0, bad=8), "members_hold").text.endswith("và 3 người nữa.")


@pytest.mark.parametrize("on", [OLD, NEW], ids=["old law", "new law"])
def test_nobody_may_be_at_canh_cao(on):
    members = people(10) + [Member("Đỗ Văn Nam", Say.MET, Say.NOT_MET, Say.MET, warned=True)]
    assert judged(people(11), on).result == Result.ELIGIBLE
    assert judged(members, on).result == Result.NOT_ELIGIBLE
    assert "Đỗ Văn Nam" in finding(members, "no_member_warned", on).text


@pytest.mark.parametrize("whole", SIZES)
def test_the_excellent_collective_had_seventy_in_a_hundred_already_under_the_old_law(whole):
    least = next(k for k in range(whole + 1) if 10 * k >= 7 * whole)
    for good, wanted in ((least, Result.ELIGIBLE), (least - 1, Result.NOT_ELIGIBLE)):
        members = people(good, bad=whole - good)
        members[0] = members[0]._replace(cstdcs=Say.MET)
        facts = Facts(kind="tap_the", ratings={2023: "HTXSNV", 2025: "HTXSNV"}, members=tuple(members))
        for on in (OLD, NEW):
            assert judge_title(facts, "TTLDXS", year=on.year, on=on, local=BASE).result == wanted
