"""The road of one vote: convened, opened, voted, closed, counted, published."""

import pytest

from awards.choices import Outcome, SectionStatus, SessionStatus
from awards.models import KeyShare, Section, Urn
from awards.services.agenda_vote import take_section_step
from awards.services.ballot import ALREADY, cast_ballots
from awards.services.ballot_key import turn_key
from awards.services.session import take_step
from core.workflow import Refused
from tests.factories import council as made

pytestmark = pytest.mark.django_db


def test_a_vote_walks_the_whole_road(tree):
    board, session, section = made.voting(tree)
    made.vote_all(section, board.users, "a", **{board.users[-1].username: "d"})
    section = made.close_and_count(section, board)
    assert section.status == SectionStatus.COUNTED
    item = section.items.first()
    assert (item.agree, item.disagree, item.blank, item.missed) == (6, 1, 0, 0)
    assert item.outcome == Outcome.PASSED
    assert item.sentence == "6/7 phiếu đồng ý, cần ít nhất 5 (2/3 của 7 thành viên, làm tròn lên): đạt."


def test_publication_endorses_the_entries(tree):
    board, session = made.opened(tree)
    for section in session.sections.all():
        take_section_step(section, "open", by=board.chair)
        made.vote_all(section, board.users)
        section = made.close_and_count(section, board)
        take_section_step(section, "publish", by=board.chair)
    item = section.items.select_related("entry__sheet").first()
    assert item.entry.is_endorsed is True
    assert item.entry.sheet.status == "endorsed"
    take_step(session, "end", by=board.chair)
    assert made.fresh(session).status == SessionStatus.ENDED
    assert {kept.kind for kept in session.minutes.all()} == {"bien_ban_hop", "bien_ban_kiem_phieu", "danh_sach_phieu"}


def test_a_second_ballot_is_refused(tree):
    board, _, section = made.voting(tree)
    item = section.items.first()
    cast_ballots(section, {item.pk: "a"}, by=board.users[3])
    with pytest.raises(Refused) as refused:
        cast_ballots(section, {item.pk: "d"}, by=board.users[3])
    assert refused.value.reasons == [ALREADY]
    assert len(Urn.objects.get(item=item).sealed) == 1


def test_nothing_is_left_of_the_keys_after_the_last_count(tree):
    board, session, section = made.voting(tree)
    made.vote_all(section, board.users)
    made.close_and_count(section, board)
    rest = session.sections.exclude(pk=section.pk)
    for other in rest:
        take_section_step(other, "withdraw", by=board.office, note="Hoãn")
    assert not KeyShare.objects.filter(section=section).exists()


def test_any_two_keys_open_the_urn(tree):
    board, _, section = made.voting(tree)
    made.vote_all(section, board.users)
    assert made.close_and_count(section, board, 1, 2).status == SectionStatus.COUNTED


def test_one_key_does_not(tree):
    board, _, section = made.voting(tree)
    made.vote_all(section, board.users)
    take_section_step(section, "close", by=board.chair)
    holder = section.session.holders.first()
    assert turn_key(section, holder, made.phrase_of(board.chair), by=board.chair) is False
    assert turn_key(section, holder, made.phrase_of(board.chair), by=board.chair) is False
    assert Section.objects.get(pk=section.pk).status == SectionStatus.CLOSED
