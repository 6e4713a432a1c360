"""The council's lists as files: what the pages show, to whom they show it, and nothing of a vote."""

from io import BytesIO

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from awards.services.agenda_vote import take_section_step
from awards.services.decision import draft_decision
from tests.factories import council as made
from tests.factories.sheets import sheet_at

pytestmark = pytest.mark.django_db


def get(client, name):
    return client.get(reverse(f"awards:{name}"))


def rows_of(client, name):
    return list(load_workbook(BytesIO(b"".join(get(client, name).streaming_content))).active.values)


def test_sessions_go_out_as_the_list_shows_them(tree, as_):
    board, session, section = made.voting(tree, people=2)
    held = timezone.localtime(session.held_at)
    row = (
        session.number, session.get_kind_display(), session.council.name, held.date(), f"{held:%H:%M}", session.place,
        sum(part.items.count() for part in session.sections.all()), session.get_status_display(),
    )  # fmt: skip

    found = rows_of(as_(board.office), "session_export")

    assert found[0] == (
        "Phiên số", "Loại phiên", "Hội đồng", "Họp ngày", "Lúc", "Địa điểm", "Hồ sơ", "Trạng thái",
    )  # fmt: skip
    assert [(*cells[:3], cells[3].date(), *cells[4:]) for cells in found[1:]] == [row]


def test_the_file_of_sessions_is_the_same_before_and_after_the_papers_are_cast_and_counted(tree, as_):
    board, session, section = made.voting(tree, people=2)
    readers = [board.office, board.chair, board.users[5]]
    before = [rows_of(as_(user), "session_export") for user in readers]

    made.vote_all(section, board.users)
    voted = [rows_of(as_(user), "session_export") for user in readers]
    made.close_and_count(section, board)
    counted = [rows_of(as_(user), "session_export") for user in readers]

    assert before == voted == counted


def test_a_session_that_is_being_prepared_is_in_no_file_of_a_member(tree, as_, director, head, stranger):
    board = made.council_of(tree)
    sheet_at("accepted", tree)
    made.session_of(board)

    assert len(rows_of(as_(board.office), "session_export")) == 2
    assert len(rows_of(as_(board.users[5]), "session_export")) == 1
    assert len(rows_of(as_(director), "session_export")) == 1
    assert {get(as_(user), "session_export").status_code for user in (head, stranger)} == {404}


def test_sessions_and_decisions_take_the_same_statements_however_many(tree, as_):
    board, session = made.convened(tree)
    client, counts = as_(board.office), []
    for number in (2, 9):
        for extra in range(number):
            made.another_session(board, number=f"{number}-{extra}", held_at=session.held_at)
        with made.counted_queries() as found:
            rows_of(client, "session_export")
        counts.append(len(found))
    assert counts[0] == counts[1]


def test_lists_for_a_decision_go_out_when_they_are_made(tree, as_, head):
    board, session, section = made.voting(tree, people=2)
    assert rows_of(as_(board.office), "decision_list_export") == [
        ("Danh sách", "Phiên họp số", "Số dòng", "Lập ngày", "Trạng thái"),
    ]
    made.vote_all(section, board.users)
    take_section_step(made.close_and_count(section, board), "publish", by=board.chair)
    decision = draft_decision(session, by=board.office)

    row = rows_of(as_(board.office), "decision_list_export")[1]

    assert row[:3] == (decision.name, session.number, decision.lines.count())
    assert row[4] == decision.get_status_display()
    assert get(as_(head), "decision_list_export").status_code == 404


def test_a_council_goes_out_with_who_sits_in_it_now(tree, as_, head):
    board = made.council_of(tree)
    gone = board.council.members.last()
    gone.since, gone.until = gone.since.replace(year=2019), gone.since.replace(year=2020)
    gone.save()

    rows = rows_of(as_(board.office), "council_export")

    assert rows[0][5:] == ("Thành viên", "Chức vụ", "Vai trò")
    assert [row[5] for row in rows[1:]] == [user.full_name for user in board.users if user != gone.user]
    assert {row[0] for row in rows[1:]} == {board.council.name}
    assert get(as_(head), "council_export").status_code == 404
