"""Opinions of specialised units, asked before a proposal is accepted."""

import pytest

from campaigns.selectors.proposals import appraisals_to_answer, visible_proposals
from campaigns.services.appraisal import answer_appraisal, ask_appraisal
from campaigns.services.proposal import take_proposal_step
from core.workflow import Refused
from tests.factories.campaigns import proposal_at


@pytest.fixture
def asked(campaign, tree, head, nurse, office):
    proposal = proposal_at("submitted", campaign=campaign, unit=tree.noi, by=head, staff=nurse)
    return ask_appraisal(proposal, unit=tree.ngoai, question="Đúng chuyên môn không?", by=office)


def test_the_unit_that_is_asked_sees_the_proposal_and_the_question(asked, other_head):
    assert asked.proposal in visible_proposals(other_head)
    assert asked in appraisals_to_answer(other_head)


def test_nothing_is_accepted_before_the_answer(asked, office, other_head):
    with pytest.raises(Refused) as refused:
        take_proposal_step(asked.proposal, "accept", by=office)
    assert refused.value.reasons == ["Còn chờ ý kiến thẩm định của Khoa Ngoại."]

    answer_appraisal(asked, opinion="dong_y", text="", by=other_head)
    take_proposal_step(asked.proposal, "accept", by=office)

    assert asked.proposal.status == "accepted"


def test_disagreement_says_why(asked, other_head):
    with pytest.raises(Refused) as refused:
        answer_appraisal(asked, opinion="khong_dong_y", text=" ", by=other_head)

    assert refused.value.reasons == ["Cần ghi rõ nội dung ý kiến."]


def test_an_opinion_is_given_once(asked, other_head):
    answer_appraisal(asked, opinion="dong_y", text="", by=other_head)

    with pytest.raises(Refused):
        answer_appraisal(asked, opinion="khong_dong_y", text="Nghĩ lại", by=other_head)


def test_a_unit_is_asked_once(asked, tree, office):
    with pytest.raises(Refused) as refused:
        ask_appraisal(asked.proposal, unit=tree.ngoai, question="", by=office)

    assert refused.value.reasons == ["Đã hỏi ý kiến Khoa Ngoại."]
