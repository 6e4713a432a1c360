"""Minutes and decision lists: made from frozen records, from passed candidates only."""

from hashlib import sha256
from io import BytesIO

import pytest
from pypdf import PdfReader

from awards.models import DecisionLine, Minutes
from awards.selectors.decisions import decision_rows, passed_items, unlisted_items
from awards.selectors.minutes import papers_text
from awards.services.agenda_vote import take_section_step
from awards.services.ballot import cast_ballots
from awards.services.decision import draft_decision, remove_line, take_decision_step
from awards.services.session import take_step
from core.workflow import Refused
from tests.factories import council as made

pytestmark = pytest.mark.django_db


def refusal(act):
    with pytest.raises(Refused) as refused:
        act()
    return refused.value.reasons


@pytest.fixture
def held(tree):
    """An ended session: of two persons one passed and one failed; the collective was withdrawn."""
    board, session, section = made.voting(tree, people=2, absent=1)
    passed, failed = section.items.all()
    for user in board.users[:6]:
        cast_ballots(section, {passed.pk: "a", failed.pk: "d" if user in board.users[:3] else "a"}, by=user)
    section = made.close_and_count(section, board)
    take_section_step(section, "publish", by=board.chair)
    rest = session.sections.get(kind="tap_the")
    take_section_step(rest, "withdraw", by=board.secretary, note="Chờ thẩm định")
    take_step(session, "end", by=board.chair)
    return board, made.fresh(session), section, passed, failed


def text_of(kept: Minutes) -> str:
    pages = PdfReader(BytesIO(kept.file.read())).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_the_minutes_of_the_meeting_say_who_what_and_by_which_sum(held):
    board, session, section, passed, failed = held
    told = text_of(session.minutes.get(kind="bien_ban_hop"))
    for words in (
        "Có mặt 6/7 thành viên có quyền bỏ phiếu",
        "ít nhất 5 (2/3 của 7 thành viên; Quy chế Hội đồng 2024, điều 9)",
        "Chủ trì: Ủy Viên 0. Thư ký: Ủy Viên 2.",
        "Ngưỡng thông qua: 2/3 × 7 thành viên = 4,66, làm tròn lên 5.",
        "Hội đồng thông qua 1/2 hồ sơ của mục này.",
        "Rút mục này: Chờ thẩm định.",
        "3 < 5, thiếu 2",
    ):
        assert words in told


def test_the_minutes_of_the_count_hold_the_checksum_of_the_list(held):
    _, session, section, passed, failed = held
    listed = section.minutes.get(kind="danh_sach_phieu")
    told = text_of(section.minutes.get(kind="bien_ban_kiem_phieu"))
    checksum = sha256(listed.file.read()).hexdigest()
    assert listed.sha256 == checksum
    assert checksum in told.replace(" ", "")
    assert "Hòm phiếu được mở sau khi đóng bằng chìa của: Chủ tịch, Thư ký" in told
    assert "3/6 phiếu đồng ý, cần ít nhất 5 (2/3 của 7 thành viên, làm tròn lên): không đạt, thiếu 2 phiếu." in told


def test_the_list_names_no_member(held):
    board, session, section, *_ = held
    text = papers_text(section)
    assert text.encode() == section.minutes.get(kind="danh_sach_phieu").file.read()
    assert len(text.splitlines()) == 12
    assert not [user for user in board.users if user.full_name in text]


def test_fingerprints_are_those_of_the_files(held):
    _, session, *_ = held
    for kept in session.minutes.all():
        assert kept.sha256 == sha256(kept.file.read()).hexdigest()


def test_only_passed_candidates_wait_for_a_list(held):
    board, session, section, passed, failed = held
    assert list(passed_items(session.facility)) == [passed]
    assert list(unlisted_items(session)) == [passed]


def test_a_failed_candidate_is_refused_by_name(held):
    """M-4: a failed item cannot be put into a decision."""
    board, session, section, passed, failed = held
    why = refusal(lambda: draft_decision(session, items=[passed.pk, failed.pk], by=board.office))
    assert why == [f"{failed.name}: không đạt, không đưa vào quyết định được."]
    assert not DecisionLine.objects.exists()


def test_a_candidate_stands_in_one_list(held):
    board, session, section, passed, failed = held
    decision = draft_decision(session, by=board.office)
    assert [row[1:5] for row in decision_rows(decision)] == [
        (passed.name, "Nhân viên", passed.unit.name, "2022: LĐTT – CSTĐ cơ sở")
    ]
    assert refusal(lambda: draft_decision(session, by=board.office)) == [
        "Phiên này không còn hồ sơ đạt nào chưa vào danh sách."
    ]
    assert refusal(lambda: draft_decision(session, items=[passed.pk], by=board.office)) == [
        f"{passed.name}: đã nằm trong một danh sách."
    ]
    remove_line(decision.lines.get(), by=board.office)
    draft_decision(session, by=board.office)


def test_a_settled_list_changes_only_when_it_is_opened_again(held):
    board, session, *_ = held
    decision = draft_decision(session, by=board.office)
    take_decision_step(decision, "settle", by=board.office)
    line = decision.lines.get()
    assert refusal(lambda: remove_line(line, by=board.office)) == ["Danh sách đã chốt. Hãy mở lại để sửa, ghi lý do."]
    take_decision_step(decision, "reopen", by=board.office, note="Sai chức vụ")
    remove_line(line, by=board.office)
    assert refusal(lambda: take_decision_step(decision, "settle", by=board.office)) == ["Danh sách chưa có dòng nào."]


def test_only_the_office_drafts_lists(held):
    board, session, *_ = held
    assert refusal(lambda: draft_decision(session, by=board.chair)) == [
        "Chỉ cơ quan thường trực lập danh sách trình quyết định."
    ]


def test_an_unpublished_result_is_in_no_list(tree):
    board, session, section = made.voting(tree)
    made.vote_all(section, board.users)
    section = made.close_and_count(section, board)
    item = section.items.first()
    assert list(passed_items(session.facility)) == []
    assert refusal(lambda: draft_decision(session, items=[item.pk], by=board.office)) == [
        f"{item.name}: kết quả chưa công bố."
    ]
