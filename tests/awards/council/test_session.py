"""Preparing and opening a session: roll, quorum, rules with their documents, keys."""

from datetime import date

import pytest

from awards.choices import SessionStatus, VoteBase
from awards.models import Section, SessionRule
from awards.services.agenda import add_candidates, remove_candidate, set_method
from awards.services.agenda_vote import take_section_step
from awards.services.council import dismiss_member
from awards.services.session import drop_rule, note_attendance, plan_session, set_rule, take_step
from awards.workflow.session import SESSION
from awards.workflow.session_terms import base_of, threshold_of
from core.workflow import Refused
from emulation.models import Notification
from tests.factories import council as made
from tests.factories.sheets import open_round, sheet_at

pytestmark = pytest.mark.django_db
WHERE = "Phòng TCCB ghi ở Cài đặt, hoặc nhập cho riêng phiên này kèm văn bản."
FOR_US = " cho cấp bệnh viện"
DELEGATED = "Nghị định 152/2025/NĐ-CP, Điều 6 khoản 2 điểm đ, e (giao bộ, tỉnh quy định)"
HOUSE_RULES = "quy chế hoạt động của Hội đồng Thi đua – Khen thưởng"


def refusal(act):
    with pytest.raises(Refused) as refused:
        act()
    return refused.value.reasons


def why_not_open(board, session):
    return SESSION.refusals(made.fresh(session), "open", by=board.chair)


def test_the_agenda_takes_each_accepted_entry_once(tree):
    made.rule_house(tree)
    board = made.council_of(tree)
    sheet_at("accepted", tree, round=open_round(tree), people=2)
    session = made.session_of(board)
    assert [(section.name, section.items.count()) for section in session.sections.all()] == [
        ("Điển hình tiên tiến: tập thể", 1),
        ("Điển hình tiên tiến: cá nhân", 2),
    ]
    item = session.sections.last().items.first()
    assert refusal(lambda: add_candidates(session, entries=[item.entry_id], by=board.office)) == [
        "Hãy chọn ít nhất một hồ sơ đã tiếp nhận và chưa nằm trong chương trình nào."
    ]
    remove_candidate(item, by=board.office)
    add_candidates(session, entries=[item.entry_id], by=board.office)


def test_convening_seats_the_members_of_the_day_and_invites_them(tree):
    board, session = made.convened(tree)
    assert [seat.user for seat in session.seats.all()] == board.users
    assert [holder.member.part for holder in session.holders.all()] == ["chu_tich", "pho_thuong_truc", "thu_ky"]
    for user in board.users:
        assert Notification.objects.filter(user=user, key=f"session-{session.pk}-invited").count() == 1


def test_a_session_without_agenda_is_not_convened(tree):
    made.rule_house(tree)
    board = made.council_of(tree)
    sheet_at("accepted", tree, round=open_round(tree))
    session = made.session_of(board)
    for section in list(session.sections.all()):
        for item in list(section.items.all()):
            remove_candidate(item, by=board.office)
    assert refusal(lambda: take_step(session, "convene", by=board.office)) == [
        "Chương trình chưa có hồ sơ nào. Hãy thêm từ danh sách đã tiếp nhận."
    ]


def test_who_left_before_the_day_is_not_on_the_roll(tree):
    made.rule_house(tree)
    board = made.council_of(tree)
    dismiss_member(board.members[6], on=date(2025, 12, 31), by=board.office)
    sheet_at("accepted", tree, round=open_round(tree))
    session = made.session_of(board)
    take_step(session, "convene", by=board.office)
    assert [seat.user for seat in session.seats.all()] == board.users[:6]


def test_opening_freezes_quorum_and_its_document(tree):
    board, session = made.opened(tree)
    assert session.status == SessionStatus.OPENED
    assert session.quorum_needed == 5
    assert session.quorum_words == "2/3 của 7 thành viên; Quy chế Hội đồng 2024, điều 9"


def test_without_quorum_the_session_does_not_open(tree):
    board, session = made.convened(tree, absent=3)
    assert why_not_open(board, session) == ["Mới có mặt 4/7, cần ít nhất 5 (2/3 của 7 thành viên): thiếu 1 người."]


@pytest.mark.parametrize(
    "name, label, law",
    [
        ("council__quorum", "Số thành viên tối thiểu để họp", f"{HOUSE_RULES} (không có quy định toàn quốc{FOR_US})"),
        ("council__threshold__default", "Ngưỡng thông qua chung", DELEGATED),
        ("council__absent_opinion", "Lấy ý kiến bằng văn bản của người vắng mặt", HOUSE_RULES),
        ("council__recusal_own_unit", "Không bỏ phiếu cho người cùng đơn vị", HOUSE_RULES),
    ],
)
def test_an_unset_rule_keeps_the_session_shut_and_says_who_decides(tree, name, label, law):
    board, session = made.convened(tree, rules={name: None})
    assert why_not_open(board, session) == [f"Chưa có “{label}”: do {law} quy định. {WHERE}"]


def test_the_tie_rule_is_asked_for_only_where_a_tie_can_be(tree):
    board, session = made.convened(tree, rules={"council__tie": None})
    assert why_not_open(board, session) == []
    set_rule(session, "council.threshold.default", "1/2", source="Quy chế", by=board.office)
    assert why_not_open(board, session) == [f"Chưa có “Khi số phiếu ngang nhau”: do {HOUSE_RULES} quy định. {WHERE}"]


def test_how_recusals_count_is_asked_for_only_where_somebody_stands_back(tree):
    board, session = made.convened(tree, rules={"council__recused_in_base": None})
    assert why_not_open(board, session) == []
    set_rule(session, "council.recusal_own_unit", True, source="Quy chế", by=board.office)
    assert len(why_not_open(board, session)) == 1


def test_a_session_does_not_open_without_its_keys(tree):
    made.rule_house(tree)
    board = made.council_of(tree)
    sheet_at("accepted", tree, round=open_round(tree))
    session = made.session_of(board)
    take_step(session, "convene", by=board.office)
    note_attendance(session, [seat.pk for seat in session.seats.all()], by=board.office)
    names = "Chủ tịch Ủy Viên 0, Phó Chủ tịch thường trực Ủy Viên 1, Thư ký Ủy Viên 2"
    assert why_not_open(board, session) == [f"Chưa đặt mật khẩu mở hòm: {names}."]
    for section in session.sections.all():
        set_method(section, "phieu_giay", by=board.office)
    assert why_not_open(board, session) == []


def test_only_the_chair_or_the_standing_vice_chair_opens(tree):
    board, session = made.convened(tree)
    for user in (board.office, board.secretary, board.users[4]):
        assert SESSION.refusals(session, "open", by=user) == ["Bạn không có quyền “Khai mạc phiên”."]
    take_step(session, "open", by=board.vice)


def test_a_rule_of_the_session_comes_first_and_needs_its_document(tree):
    board, session = made.convened(tree)
    why = ["Cần ghi văn bản làm căn cứ, ví dụ “Quy chế Hội đồng số 12/QC-HĐTĐKT, điều 9”."]
    assert refusal(lambda: set_rule(session, "council.quorum", "1/2", source=" ", by=board.office)) == why
    set_rule(session, "council.threshold.default", "80/100", source="Nghị quyết 3", by=board.office)
    section = Section.objects.filter(session=session).first()
    assert threshold_of(section).value.of(7) == 6
    assert threshold_of(section).source == "Nghị quyết 3"
    drop_rule(SessionRule.objects.get(session=session), by=board.office)
    assert threshold_of(Section.objects.get(pk=section.pk)).value.of(7) == 5


def test_the_law_sets_the_floor_for_national_titles(tree):
    """Nghị định 152/2025/NĐ-CP, Điều 33 khoản 5: 90 % of all members for CSTĐ toàn quốc, whatever is set."""
    board, session = made.convened(tree, rules={"council__base": "valid"})
    section = Section(session=session, name="CSTĐ toàn quốc năm 2026", title="CSTDTQ", year=2026)
    assert threshold_of(section).value.of(10) == 9
    assert threshold_of(section).source == "Nghị định 152/2025/NĐ-CP, Điều 33 khoản 5"
    assert base_of(section).value == VoteBase.APPOINTED
    set_rule(session, "council.threshold.CSTDTQ", "95/100", source="Quy chế", by=board.office)
    again = Section(session=made.fresh(session), name="", title="CSTDTQ")
    assert threshold_of(again).value.of(20) == 19


def test_after_opening_nothing_of_the_preparation_moves(tree):
    board, session = made.opened(tree)
    item = session.sections.first().items.first()
    shut = "Phiên đã khai mạc, chương trình không đổi được nữa. Có thể rút cả một mục kèm lý do."
    assert refusal(lambda: remove_candidate(item, by=board.office)) == [shut]
    assert refusal(lambda: plan_session(session, by=board.office)) == ["Phiên đã khai mạc nên không sửa được nữa."]
    locked = ["Phiên đã khai mạc, quy định đã khóa."]
    assert refusal(lambda: set_rule(session, "council.quorum", "1/2", source="x", by=board.office)) == locked


def test_attendance_is_locked_while_an_urn_is_open(tree):
    board, session, section = made.voting(tree)
    assert refusal(lambda: note_attendance(session, [], by=board.secretary)) == [
        "Đang bỏ phiếu, không đổi điểm danh được. Hãy đóng hòm trước."
    ]


def test_a_session_ends_only_when_every_heading_is_settled(tree):
    board, session = made.opened(tree)
    assert SESSION.refusals(session, "end", by=board.chair) == [
        "Còn mục chưa công bố: Điển hình tiên tiến: tập thể, Điển hình tiên tiến: cá nhân. "
        "Hãy công bố, hoặc rút mục kèm lý do."
    ]
    for section in session.sections.all():
        take_section_step(section, "withdraw", by=board.secretary, note="Chờ bổ sung hồ sơ")
    take_step(session, "end", by=board.chair)
    free = {entry.pk for entry in made.accepted_entries(tree.hospital)}
    again = made.session_of(board, number="02/2026")
    assert {item.entry_id for section in again.sections.all() for item in section.items.all()} == free


def test_a_cancelled_session_says_why_and_frees_its_candidates(tree):
    board, session = made.convened(tree)
    assert refusal(lambda: take_step(session, "cancel", by=board.office, note=" ")) == [
        "Cần ghi lý do trước khi “Hủy phiên”."
    ]
    take_step(session, "cancel", by=board.office, note="Bão")
    assert [holder.locked for holder in session.holders.all()] == ["", "", ""]
    made.session_of(board, number="02/2026")


def test_a_number_is_used_once_in_a_council(tree):
    board, session = made.convened(tree)
    again = made.fresh(session)
    again.pk, again._state.adding = None, True
    assert refusal(lambda: plan_session(again, by=board.office)) == ["Hội đồng đã có phiên số 01/2026."]
