"""Paper ballots: two tellers count by themselves and must agree; the same result table."""

import pytest

from awards.choices import Outcome, SectionStatus
from awards.models import Section
from awards.services.agenda import set_method
from awards.services.agenda_vote import take_section_step
from awards.services.ballot import cast_ballots
from awards.services.ballot_count import enter_teller_count
from awards.services.session import take_step
from awards.workflow.agenda import SECTION
from core.workflow import Refused
from tests.factories import council as made

pytestmark = pytest.mark.django_db


def refusal(act):
    with pytest.raises(Refused) as refused:
        act()
    return refused.value.reasons


@pytest.fixture
def paper(tree):
    """A section of two persons on paper, its urn open, and its tellers."""
    board, session = made.convened(tree)
    section = session.sections.get(kind="ca_nhan")
    set_method(section, "phieu_giay", by=board.office)
    take_step(session, "open", by=board.chair)
    take_section_step(section, "open", by=board.chair)
    tellers = list(session.seats.filter(is_teller=True))
    return board, Section.objects.get(pk=section.pk), tellers


def count(section, seat, rows, *, issued=7, collected=7, by=None):
    items = list(section.items.values_list("pk", flat=True))
    lines = dict(zip(items, rows, strict=True))
    return enter_teller_count(section, seat, issued=issued, collected=collected, lines=lines, by=by or seat.user)


def test_two_equal_counts_give_the_result(paper):
    board, section, tellers = paper
    for seat in tellers:
        count(section, seat, [[6, 1, 0], [4, 2, 1]])
    take_section_step(section, "close", by=board.chair)
    section = Section.objects.get(pk=section.pk)
    assert section.status == SectionStatus.COUNTED
    first, second = section.items.all()
    assert (first.outcome, second.outcome) == (Outcome.PASSED, Outcome.FAILED)
    assert (
        second.sentence
        == "4/7 phiếu đồng ý, cần ít nhất 5 (2/3 của 7 thành viên, làm tròn lên): không đạt, thiếu 1 phiếu."
    )
    take_section_step(section, "publish", by=board.chair)
    assert [kept.kind for kept in section.minutes.all()] == ["bien_ban_kiem_phieu"]


def test_one_count_or_two_different_ones_close_nothing(paper):
    board, section, tellers = paper
    assert SECTION.refusals(section, "close", by=board.chair) == ["Cần hai người kiểm phiếu nhập riêng; mới có 0."]
    count(section, tellers[0], [[6, 1, 0], [4, 2, 1]])
    assert SECTION.refusals(section, "close", by=board.chair) == ["Cần hai người kiểm phiếu nhập riêng; mới có 1."]
    count(section, tellers[1], [[6, 1, 0], [5, 1, 1]])
    assert SECTION.refusals(section, "close", by=board.chair) == [
        "Hai người kiểm phiếu nhập khác nhau. Hãy kiểm lại phiếu và nhập lại."
    ]
    count(section, tellers[1], [[6, 1, 0], [4, 2, 1]])
    assert SECTION.refusals(section, "close", by=board.chair) == []


def test_a_teller_types_only_the_own_count(paper):
    board, section, tellers = paper
    why = ["Chỉ người thuộc ban kiểm phiếu nhập kết quả kiểm, mỗi người nhập bản của mình."]
    assert refusal(lambda: count(section, tellers[0], [[7, 0, 0], [7, 0, 0]], by=tellers[1].user)) == why
    other = section.session.seats.get(user=board.chair)
    assert refusal(lambda: count(section, other, [[7, 0, 0], [7, 0, 0]])) == why


def test_there_are_not_more_papers_than_people(paper):
    _, section, tellers = paper
    assert refusal(lambda: count(section, tellers[0], [[7, 0, 0], [7, 0, 0]], issued=6)) == [
        "Thu về 7 phiếu nhiều hơn phát ra 6."
    ]
    assert refusal(lambda: count(section, tellers[0], [[7, 1, 0], [7, 0, 0]])) == [
        "Một hồ sơ có 8 phiếu, nhiều hơn số phiếu thu về (7)."
    ]
    assert refusal(lambda: count(section, tellers[0], [[8, 0, 0], [7, 0, 0]], issued=9, collected=9)) == [
        "Một hồ sơ có 8 phiếu, nhiều hơn số người được bỏ phiếu cho hồ sơ đó (7)."
    ]


def test_a_paper_vote_takes_no_sealed_papers(paper):
    board, section, _ = paper
    item = section.items.first()
    assert refusal(lambda: cast_ballots(section, {item.pk: "a"}, by=board.chair)) == [
        "Mục này bỏ phiếu giấy, không bỏ phiếu trên máy."
    ]
