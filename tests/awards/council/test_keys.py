"""The keys of the urns and the passphrases of their holders."""

import pytest

from awards.choices import SectionStatus
from awards.models import KeyHolder, KeyShare, Section
from awards.services.agenda_vote import take_section_step
from awards.services.ballot_key import name_holder, set_passphrase, turn_key
from awards.services.session import take_step
from core.workflow import Refused
from emulation.audit import history
from tests.factories import council as made
from tests.factories.people import PASSWORD
from tests.factories.sheets import open_round, sheet_at

pytestmark = pytest.mark.django_db
LONG = "mưa xuân trên đồi"


def refusal(act):
    with pytest.raises(Refused) as refused:
        act()
    return refused.value.reasons


@pytest.fixture
def convened(tree):
    """A convened session whose holders have set no passphrase yet."""
    made.rule_house(tree)
    board = made.council_of(tree)
    sheet_at("accepted", tree, round=open_round(tree))
    session = made.session_of(board)
    take_step(session, "convene", by=board.office)
    return board, session


def closed(tree):
    board, session, section = made.voting(tree)
    made.vote_all(section, board.users)
    take_section_step(section, "close", by=board.chair)
    return board, list(session.holders.order_by("pk")), Section.objects.get(pk=section.pk)


def test_a_passphrase_is_ones_own_long_and_not_the_login_password(convened):
    board, session = convened
    holder = session.holders.get(member__user=board.chair)
    own = ["Chỉ người giữ chìa đặt mật khẩu cho chìa của mình."]
    short = ["Mật khẩu mở hòm cần ít nhất 10 ký tự, ví dụ bốn từ không liên quan nhau."]
    reused = ["Đừng dùng lại mật khẩu đăng nhập: ai biết mật khẩu đó sẽ mở được hòm."]
    assert refusal(lambda: set_passphrase(holder, LONG, by=board.vice)) == own
    assert refusal(lambda: set_passphrase(holder, "ngắn quá", by=board.chair)) == short
    assert refusal(lambda: set_passphrase(holder, PASSWORD, by=board.chair)) == reused
    set_passphrase(holder, LONG, by=board.chair)
    assert KeyHolder.objects.get(pk=holder.pk).is_set


def test_the_passphrase_is_stored_nowhere(convened):
    board, session = convened
    holder = session.holders.get(member__user=board.chair)
    set_passphrase(holder, LONG, by=board.chair)
    assert LONG not in repr(list(KeyHolder.objects.values())) + repr(list(history(session).values()))


def test_another_member_stands_in_for_a_holder_who_is_away(convened):
    board, session = convened
    vice = session.holders.get(member__user=board.vice)
    member = board.members[4]
    assert refusal(lambda: name_holder(session, member, by=board.office)) == [
        "Đã đủ 3 người giữ chìa. Hãy chọn thay cho ai."
    ]
    assert refusal(lambda: name_holder(session, board.members[0], by=board.office, instead_of=vice)) == [
        "Ủy Viên 0 đã giữ một chìa."
    ]
    name_holder(session, member, by=board.office, instead_of=vice)
    assert set(session.holders.values_list("member__user", flat=True)) == {
        board.chair.pk, board.secretary.pk, member.user_id,
    }  # fmt: skip


def test_after_opening_keys_do_not_change_hands(tree):
    board, session = made.opened(tree)
    holder = session.holders.first()
    assert refusal(lambda: set_passphrase(holder, LONG, by=board.chair)) == [
        "Phiên đã khai mạc, không đổi mật khẩu mở hòm được nữa."
    ]
    assert refusal(lambda: name_holder(session, board.members[4], by=board.office, instead_of=holder)) == [
        "Phiên đã khai mạc, không đổi người giữ chìa được nữa."
    ]


def test_no_urn_opens_before_it_is_closed(tree):
    board, session, section = made.voting(tree)
    made.vote_all(section, board.users)
    holder = session.holders.first()
    why = ["Chỉ mở hòm sau khi đã đóng bỏ phiếu."]
    assert refusal(lambda: turn_key(section, holder, made.phrase_of(board.chair), by=board.chair)) == why


def test_a_wrong_passphrase_opens_nothing_and_leaves_a_line(tree):
    board, holders, section = closed(tree)
    why = ["Mật khẩu mở hòm của Chủ tịch không đúng."]
    assert refusal(lambda: turn_key(section, holders[0], "không phải đâu nhé", by=board.chair)) == why
    assert [line.action for line in history(section)] == ["open", "close", "wrong_passphrase"]
    assert KeyShare.objects.filter(section=section, handed={}).count() == 3


def test_only_holders_turn_keys(tree):
    board, holders, section = closed(tree)
    why = ["Chỉ người giữ chìa nhập mật khẩu mở hòm."]
    for user in (board.users[4], board.office):
        act = lambda user=user: turn_key(section, holders[0], made.phrase_of(board.chair), by=user)  # noqa: E731
        assert refusal(act) == why


def test_two_holders_may_type_one_after_the_other_on_one_machine(tree):
    board, holders, section = closed(tree)
    assert turn_key(section, holders[0], made.phrase_of(board.chair), by=board.chair) is False
    assert turn_key(section, holders[1], made.phrase_of(board.vice), by=board.chair) is True
    assert Section.objects.get(pk=section.pk).status == SectionStatus.COUNTED


def test_a_share_that_was_handed_on_is_sealed_to_the_other_holders(tree):
    """What lies in the database between the first key and the second opens nothing by itself."""
    board, holders, section = closed(tree)
    turn_key(section, holders[0], made.phrase_of(board.chair), by=board.chair)
    share = KeyShare.objects.get(section=section, holder=holders[0])
    assert set(share.handed) == {str(holders[1].pk), str(holders[2].pk)}
    assert share.sealed not in share.handed.values()


def test_shares_go_with_the_count_and_locks_with_the_last_one(tree):
    board, session = made.opened(tree)
    first, second = session.sections.all()
    for section, left in ((first, 3), (second, 0)):
        take_section_step(section, "open", by=board.chair)
        made.vote_all(Section.objects.get(pk=section.pk), board.users)
        made.close_and_count(Section.objects.get(pk=section.pk), board)
        assert KeyShare.objects.filter(section__session=session).count() == 0
        assert session.holders.exclude(locked="").count() == left
