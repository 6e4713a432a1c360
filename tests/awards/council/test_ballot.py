"""Who may vote on what, closing, starting again, ties, publication."""

import pytest

from awards.choices import Outcome, SectionStatus
from awards.models import KeyShare, Mark, Seat, Section, Urn
from awards.services.agenda_vote import rule_on_tie, take_section_step
from awards.services.ballot import cast_ballots, paper, pledge
from awards.services.ballot_key import turn_key
from awards.workflow.agenda import SECTION
from core.sealing import as_bytes
from core.workflow import Refused
from tests.factories import council as made
from tests.factories.nominations import nomination_at
from tests.factories.people import person

pytestmark = pytest.mark.django_db


def refusal(act):
    with pytest.raises(Refused) as refused:
        act()
    return refused.value.reasons


def again(section):
    return Section.objects.get(pk=section.pk)


def with_candidate_from_the_council(tree, **rules):
    """Return an open section of nominations in which a member of the council is the candidate."""
    made.rule_house(tree, **rules)
    board = made.council_of(tree)
    member = board.members[4]
    unit = member.user.staff.unit
    nomination_at("accepted", unit=unit, staff=member.user.staff, office=board.office)
    nomination_at("accepted", unit=unit, staff=person("Cao Thị Mai", unit), office=board.office)
    session = made.nominations_session(board)
    section = session.sections.get()
    take_section_step(section, "open", by=board.chair)
    return board, again(section), member


# --- who has a paper ---


def test_nobody_votes_on_themself(tree):
    board, section, member = with_candidate_from_the_council(tree)
    own, other = section.items.get(staff=member.user.staff), section.items.exclude(staff=member.user.staff).get()
    why = ["Bạn không có phiếu cho hồ sơ này."]
    assert refusal(lambda: cast_ballots(section, {own.pk: "a"}, by=member.user)) == why
    assert refusal(lambda: cast_ballots(section, {own.pk: "a", other.pk: "a"}, by=member.user)) == why
    cast_ballots(section, {other.pk: "a"}, by=member.user)
    made.vote_all(section, board.users)
    section = made.close_and_count(section, board)
    assert section.items.get(pk=own.pk).sentence == (
        "6/6 phiếu đồng ý, cần ít nhất 5 (2/3 của 7 thành viên, làm tròn lên): đạt."
    )
    assert section.items.get(pk=own.pk).missed == 0


def test_where_it_is_the_rule_nobody_votes_on_their_own_unit(tree):
    board, section, member = with_candidate_from_the_council(
        tree, council__recusal_own_unit=True, council__recused_in_base=False
    )
    other = section.items.exclude(staff=member.user.staff).get()
    recused = Mark.objects.filter(item=other, standing="recused").values_list("seat__user", flat=True)
    unit = member.user.staff.unit
    assert set(recused) == {user.pk for user in board.users if user.staff.unit == unit}
    made.vote_all(section, board.users)
    section = made.close_and_count(section, board)
    assert section.items.get(pk=other.pk).base_number == 7 - len(recused)


def test_a_stranger_and_the_office_have_no_paper(tree, stranger):
    board, _, section = made.voting(tree)
    item = section.items.first()
    for user in (stranger, board.office):
        assert refusal(lambda user=user: cast_ballots(section, {item.pk: "a"}, by=user)) == [
            "Bạn không có tên trong danh sách bỏ phiếu của phiên này."
        ]


def test_a_vote_needs_the_pledge(tree):
    board, _, section = made.voting(tree)
    Seat.objects.filter(user=board.users[5]).update(has_pledged=False)
    item = section.items.first()
    why = ["Bạn cần cam kết giữ bí mật trước khi bỏ phiếu."]
    assert refusal(lambda: cast_ballots(section, {item.pk: "a"}, by=board.users[5])) == why
    pledge(Seat.objects.get(user=board.users[5]))
    cast_ballots(section, {item.pk: "a"}, by=board.users[5])


@pytest.mark.parametrize("choice", ["", "x", "agree", "A"])
def test_what_is_no_choice_is_refused(tree, choice):
    board, _, section = made.voting(tree)
    assert refusal(lambda: cast_ballots(section, {section.items.first().pk: choice}, by=board.chair)) == [
        "Hãy chọn Đồng ý, Không đồng ý hoặc Để phiếu trắng."
    ]


def test_there_is_no_voting_before_opening_nor_after_closing(tree):
    board, session, section = made.voting(tree)
    waiting = session.sections.get(kind="tap_the")
    shut = ["Hòm phiếu không mở: mục này chưa bỏ phiếu hoặc đã đóng."]
    assert refusal(lambda: cast_ballots(waiting, {waiting.items.first().pk: "a"}, by=board.chair)) == shut
    made.vote_all(section, board.users)
    take_section_step(section, "close", by=board.chair)
    assert refusal(lambda: cast_ballots(section, {section.items.first().pk: "a"}, by=board.chair)) == shut


def test_an_absent_member_writes_from_afar_where_that_is_the_rule(tree):
    board, _, section = made.voting(tree, absent=1)
    made.vote_all(section, board.users[:6], "a")
    assert SECTION.refusals(again(section), "close", by=board.chair) == []
    made.vote_all(section, board.users[6:], "d")
    item = made.close_and_count(section, board).items.first()
    assert (item.agree, item.disagree, item.missed) == (6, 1, 0)


def test_an_absent_member_has_no_paper_where_it_is_not(tree):
    board, _, section = made.voting(tree, absent=1, rules={"council__absent_opinion": False})
    item = section.items.first()
    why = ["Bạn không có phiếu cho hồ sơ này."]
    assert refusal(lambda: cast_ballots(section, {item.pk: "a"}, by=board.users[6])) == why
    made.vote_all(section, board.users[:6], "a")
    item = made.close_and_count(section, board).items.first()
    assert (item.agree, item.missed, item.base_number) == (6, 1, 7)


# --- closing and starting again ---


def test_closing_waits_for_those_present_and_early_closing_says_why(tree):
    board, _, section = made.voting(tree)
    assert SECTION.refusals(section, "close_early", by=board.chair) == [
        "Chưa có phiếu nào trong hòm. Hãy cho bỏ phiếu lại hoặc rút mục này."
    ]
    made.vote_all(section, board.users[:5])
    assert refusal(lambda: take_section_step(section, "close", by=board.chair)) == [
        "Chưa đóng được: còn 2 ủy viên có mặt chưa bỏ đủ phiếu."
    ]
    assert refusal(lambda: take_section_step(section, "close_early", by=board.chair, note="")) == [
        "Cần ghi lý do trước khi “Đóng sớm, ghi lý do”."
    ]
    take_section_step(section, "close_early", by=board.secretary, note="Hai ủy viên có việc gấp")
    assert again(section).close_note == "Hai ủy viên có việc gấp"


def test_counting_is_no_button(tree):
    board, _, section = made.voting(tree)
    made.vote_all(section, board.users)
    take_section_step(section, "close", by=board.chair)
    assert refusal(lambda: take_section_step(section, "count", by=board.chair)) == [
        "Kiểm phiếu bằng cách nhập mật khẩu mở hòm."
    ]


def test_starting_again_throws_the_unopened_papers_away(tree):
    board, _, section = made.voting(tree)
    made.vote_all(section, board.users, "d")
    old = section.public
    take_section_step(section, "restart", by=board.chair, note="Danh sách sai")
    assert not Urn.objects.filter(section=section).exists() and not KeyShare.objects.filter(section=section).exists()
    take_section_step(again(section), "open", by=board.chair)
    assert again(section).public != old
    made.vote_all(again(section), board.users, "a")
    assert made.close_and_count(again(section), board).items.first().agree == 7


def test_an_urn_with_a_paper_too_many_is_not_counted(tree):
    board, _, section = made.voting(tree)
    made.vote_all(section, board.users)
    take_section_step(section, "close", by=board.chair)
    urn = Urn.objects.filter(section=section).first()
    urn.sealed = [*urn.sealed, paper("2222-3333", "a", as_bytes(section.public))]
    urn.save()
    first, second = section.session.holders.order_by("pk")[:2]
    turn_key(again(section), first, made.phrase_of(board.chair), by=board.chair)
    why = refusal(lambda: turn_key(again(section), second, made.phrase_of(board.vice), by=board.vice))
    assert why == [
        f"Số phiếu trong hòm “{urn.item.name}” khác số người đã bỏ phiếu. "
        "Hòm đã bị can thiệp: hãy cho bỏ phiếu lại từ đầu."
    ]
    assert again(section).status == SectionStatus.CLOSED


# --- ties ---


def tied(tree, rule):
    """Return a counted section whose candidate got three yes and three no of six."""
    rules = {"council__threshold__default": "1/2", "council__tie": rule}
    board, session, section = made.voting(tree, size=6, people=1, rules=rules)
    made.vote_all(section, board.users[:3], "a")
    made.vote_all(section, board.users[3:], "d")
    return board, made.close_and_count(section, board)


def test_a_tie_fails_where_that_is_the_rule(tree):
    _, section = tied(tree, "fails")
    assert section.items.get().outcome == Outcome.FAILED


def test_the_chair_rules_on_a_tie_with_a_reason(tree):
    board, section = tied(tree, "chair")
    item = section.items.get()
    assert item.outcome == Outcome.TIED
    assert refusal(lambda: take_section_step(section, "publish", by=board.chair)) == [
        f"Ngang phiếu, chờ Chủ tịch quyết định: {item.name}."
    ]
    assert refusal(lambda: rule_on_tie(item, passed=True, note=" ", by=board.chair)) == ["Cần ghi lý do của Chủ tịch."]
    rule_on_tie(item, passed=True, note="Thành tích đột xuất", by=board.chair)
    take_section_step(section, "publish", by=board.chair)
    item.refresh_from_db()
    assert (item.outcome, item.agree, item.disagree, item.ruling_note) == ("passed", 3, 3, "Thành tích đột xuất")
    assert item.sentence.endswith("theo quy chế là Chủ tịch quyết định: đạt.")
    assert item.entry.is_endorsed is True


def test_a_second_round_is_voted_with_a_fresh_key_and_settles_it(tree):
    board, section = tied(tree, "second_round")
    take_section_step(section, "publish", by=board.chair)
    second = Section.objects.get(session=section.session, round=2)
    item = second.items.get()
    assert item.previous == section.items.get() and item.entry.is_endorsed is None
    take_section_step(second, "open", by=board.chair)
    second = again(second)
    assert second.public != section.public and second.tie == "fails"
    made.vote_all(second, board.users[:3], "a")
    made.vote_all(second, board.users[3:], "d")
    assert made.close_and_count(second, board).items.get().outcome == Outcome.FAILED


# --- publication ---


def test_publication_decides_nominations_too(tree):
    board, section, member = with_candidate_from_the_council(tree)
    own = section.items.get(staff=member.user.staff)
    for user in board.users:
        mine = section.marks.filter(seat__user=user, standing="votes").values_list("item", flat=True)
        cast_ballots(section, {item: "d" if item == own.pk else "a" for item in mine}, by=user)
    section = made.close_and_count(section, board)
    take_section_step(section, "publish", by=board.chair)
    assert {item.name: item.nomination.status for item in section.items.select_related("nomination")} == {
        member.user.full_name: "not_endorsed",
        "Cao Thị Mai": "endorsed",
    }


def test_only_who_presides_publishes(tree):
    board, _, section = made.voting(tree)
    made.vote_all(section, board.users)
    section = made.close_and_count(section, board)
    for user in (board.secretary, board.office, board.users[4]):
        why = refusal(lambda user=user: take_section_step(section, "publish", by=user))
        assert why == ["Bạn không có quyền “Công bố kết quả”."]
    take_section_step(section, "publish", by=board.vice)


def test_a_failed_exemplar_is_marked_as_not_endorsed(tree):
    board, _, section = made.voting(tree)
    made.vote_all(section, board.users, "d")
    section = made.close_and_count(section, board)
    assert section.items.first().entry.is_endorsed is None
    take_section_step(section, "publish", by=board.chair)
    assert section.items.first().entry.is_endorsed is False
