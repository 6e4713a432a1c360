"""What weighs on somebody is not told to those who may not know: neither the sentence nor that something waits."""

from datetime import date

import pytest

from awards.criteria.facts import Away, Facts, Member, Pending, Punished
from awards.criteria.findings import Finding, Result, Say
from awards.criteria.titles import Judgement, judge_title
from awards.criteria.unsettled import SETTLED
from awards.selectors.explanation import explained
from awards.selectors.nomination_assessment import sent_as
from awards.selectors.veil import VEIL, veiled
from tests.factories.nominations import nomination_at
from tests.factories.records import matter, rating

ON = date(2026, 12, 20)


def words(judgement: Judgement) -> str:
    found = explained(judgement)
    return " ".join([found.head, found.word, *found.todo, *(leaf.text for leaf in judgement.finding.leaves())])


@pytest.mark.parametrize("kind", ["khong_luong", "khac", "om"])
def test_leave_of_part_of_a_year_is_hidden_in_every_word_order(kind):
    for joined in (date(2026, 6, 1), date(2010, 1, 1)):
        facts = Facts(joined=joined, ratings={2026: "HTTNV"}, leaves=(Away(2026, kind, 66), Away(2026, kind, 140)))
        told = words(veiled(judge_title(facts, "LDTT", year=2026, on=ON, local={})))
        assert "ngày làm việc" not in told and VEIL in told


def test_discipline_in_what_follows_from_a_setting_is_hidden():
    leaf = Finding(
        SETTLED, Say.MET, "“X” chưa đặt. Nếu là “có”: sau khi hết thời hạn kỷ luật.", "Điều 1", is_advice=True
    )
    tree = Finding("title", Say.MET, "Đủ điều kiện", "Điều 1", parts=(leaf,))
    found = veiled(Judgement("LDTT", 2025, Result.ELIGIBLE, tree, "r")).finding.parts[0]
    assert (found.text, found.is_advice, found.say) == (VEIL, True, Say.MET)


def test_that_somebody_of_a_collective_waits_does_not_show_as_waiting():
    members = (
        Member("An", Say.HOLD, Say.HOLD, Say.MET),
        *(Member(f"B{n}", Say.MET, Say.MET, Say.MET) for n in range(2)),
    )
    unit = Facts(kind="tap_the", founded=date(2000, 1, 1), ratings={2025: "HTTNV"}, members=members)
    hold = judge_title(unit, "TTLDTT", year=2025, on=date(2025, 12, 20), local={})
    found = veiled(hold)
    assert hold.result == Result.HOLD and found.result == Result.NEEDS_PERSON
    assert Say.HOLD not in {leaf.say for leaf in found.finding.leaves()}
    assert "tạm chưa xét" not in words(found).lower()


def test_what_is_pending_or_punished_stays_hidden():
    facts = Facts(
        joined=date(2010, 1, 1), ratings={2025: "HTTNV"}, matters=(Pending(date(2025, 2, 1), "khieu_nai"),),
        disciplines=(Punished(date(2025, 3, 1), "canh_cao", "khac"),),
    )  # fmt: skip
    told = words(veiled(judge_title(facts, "LDTT", year=2025, on=date(2025, 12, 20), local={}))).lower()
    assert not [word for word in ("kỷ luật", "khiếu nại", "tạm chưa xét") if word in told]


def test_the_council_does_not_read_in_a_dossier_that_something_is_pending(tree, people, office):
    rating(people.star, 2026, "HTXSNV")
    matter(people.star)
    nomination = nomination_at("accepted", unit=tree.noi, staff=people.star, title="CSTDCS", year=2025, office=office)
    assert "tạm chưa xét" in sent_as(nomination)[1].lower()
    assert "tạm chưa xét" not in sent_as(nomination, is_veiled=True)[1].lower()
