"""A nomination before the council: on the agenda it cannot move, published it is decided, passed it is listed."""

from datetime import timedelta

import pytest
from django.utils import timezone

from awards.models import DecisionLine, Nomination, Section, Session
from awards.selectors.agenda import nominations_to_add
from awards.services.agenda import add_candidates, remove_candidate
from awards.services.agenda_vote import take_section_step
from awards.services.ballot import cast_ballots, pledge
from awards.services.decision import draft_decision
from awards.services.nomination import take_nomination_step
from awards.services.session import note_attendance, plan_session, take_step
from core.workflow import Refused
from tests.factories import person
from tests.factories.council import close_and_count, council_of, fresh, rule_house, set_keys
from tests.factories.nominations import nomination_at


@pytest.fixture
def board(tree):
    """A council with its rules."""
    rule_house(tree)
    return council_of(tree)


@pytest.fixture
def pair(tree, board):
    """Two accepted nominations for one title and year."""
    names = ("Lê Văn Đạt", "Lê Văn Trượt")
    return [
        nomination_at("accepted", unit=tree.nhi, staff=person(n, tree.nhi), office=board.office) for n in names
    ]


@pytest.fixture
def session(board, pair):
    found = Session(
        facility=board.council.facility, council=board.council, number="01/2026", place="Phòng họp tầng 2",
        held_at=timezone.now() + timedelta(minutes=5),
    )  # fmt: skip
    plan_session(found, by=board.office)
    add_candidates(found, nominations=[row.pk for row in pair], by=board.office)
    return found


def test_what_stands_on_an_agenda_is_neither_returned_nor_withdrawn(session, pair, board, tree):
    assert list(nominations_to_add(tree.hospital)) == []

    with pytest.raises(Refused) as refused:
        take_nomination_step(pair[0], "return", by=board.office, note="Thiếu")

    assert refused.value.reasons == [
        "Hồ sơ đang nằm trong chương trình của Phiên số 01/2026. Rút khỏi chương trình trước."
    ]


def test_taken_off_the_agenda_it_may_be_returned(session, pair, board):
    remove_candidate(pair[0].agenda_items.get(), by=board.office)

    take_nomination_step(pair[0], "return", by=board.office, note="Thiếu số liệu")

    assert pair[0].status == "returned"


def test_the_published_vote_decides_and_what_passed_is_listed(session, pair, board):
    yes, no = pair
    section = _voted(session, board, {yes: "a", no: "d"})
    assert [row.status for row in _read(pair)] == ["accepted", "accepted"]

    take_section_step(section, "publish", by=board.chair)
    draft_decision(fresh(session), by=board.office)

    assert [row.status for row in _read(pair)] == ["endorsed", "not_endorsed"]
    assert list(DecisionLine.objects.values_list("name", flat=True)) == ["Lê Văn Đạt"]


def _voted(session, board, choices):
    """Convene and open the session, let everybody vote in the nominations' section, and count it."""
    take_step(session, "convene", by=board.office)
    set_keys(session)
    note_attendance(session, [seat.pk for seat in session.seats.all()], by=board.office)
    take_step(fresh(session), "open", by=board.chair)
    for seat in session.seats.all():
        pledge(seat)
    section = Section.objects.get(session=session, title="LDTT")
    take_section_step(section, "open", by=board.chair)
    picks = {item.pk: choices[item.nomination] for item in section.items.select_related("nomination")}
    for user in board.users:
        cast_ballots(section, picks, by=user)
    return close_and_count(Section.objects.get(pk=section.pk), board)


def _read(rows):
    return [Nomination.objects.get(pk=row.pk) for row in rows]
