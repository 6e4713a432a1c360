"""Nothing links a member to a choice: read from the database itself, hidden columns included (M-1).

The tests run on any database; those that need PostgreSQL's hidden columns or several
connections at once are marked so.
"""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection, connections, transaction

from awards.models import Mark, Seat, Urn
from awards.services import ballot
from awards.services.agenda_vote import take_section_step
from awards.services.ballot import ALREADY, cast_ballots
from core.sealing import code
from core.workflow import Refused
from tests.factories import council as made
from tests.services import ballot_attack as attack

pytestmark = pytest.mark.django_db(transaction=True)
CHOICES = ["a", "a", "d", "a", "b", "a", "d"]


def choices_for(section, user, choice):
    mine = section.marks.filter(seat__user=user, standing="votes", has_voted=False)
    return dict.fromkeys(mine.values_list("item", flat=True), choice)


def vote_by_vote(section, users):
    """Let people vote one after the other, each otherwise than the next; stop after every vote."""
    for user, choice in zip(users, CHOICES, strict=False):
        cast_ballots(section, choices_for(section, user, choice), by=user)
        yield user


@pytest.mark.postgres
def test_every_row_of_the_section_carries_the_number_of_one_transaction(tree):
    board, _, section = made.voting(tree, people=3)
    for _ in vote_by_vote(section, board.users):
        assert len(attack.transactions(section.pk)) == 1
    take_section_step(section, "close", by=board.chair)
    assert len(attack.transactions(section.pk)) == 1


@pytest.mark.postgres
def test_no_hidden_column_sets_one_member_apart(tree):
    board, session, section = made.voting(tree, people=3)
    everybody = set(session.seats.values_list("pk", flat=True))
    for _ in vote_by_vote(section, board.users):
        assert attack.groups("xmin") == [everybody]
        assert attack.groups("cmin") == [everybody]


@pytest.mark.postgres
def test_a_member_who_stands_back_from_one_candidate_is_not_told_by_its_urn(tree):
    """Votes on all other items are one transaction: the item left out is rewritten along with them."""
    board, _, section = made.voting(tree, people=3)
    item = section.items.first()
    others = list(section.items.exclude(pk=item.pk).values_list("pk", flat=True))
    made.vote_all(section, board.users[:-1])
    cast_ballots(section, dict.fromkeys(others, "d"), by=board.users[-1])
    assert len(attack.transactions(section.pk)) == 1


def test_for_every_member_any_paper_is_possible(tree):
    board, _, section = made.voting(tree, people=2)
    item = section.items.first()
    for number, _ in enumerate(vote_by_vote(section, board.users), start=1):
        assert {len(papers) for papers in attack.suspects(item.pk).values()} == {number}
    section = made.close_and_count(section, board)
    take_section_step(section, "publish", by=board.chair)
    suspects = attack.suspects(item.pk)
    assert len(suspects) == len(board.users)
    assert {len(papers) for papers in suspects.values()} == {len(board.users)}


def test_the_voters_marks_never_lie_apart_from_the_others(tree):
    """Rows that were rewritten alone would lie together at the end of the table; all of them move at once."""
    board, _, section = made.voting(tree, people=3)
    for user in vote_by_vote(section, board.users):
        mine = set(Mark.objects.filter(seat__user=user).values_list("pk", flat=True))
        order = attack.order_of_marks()
        assert mine not in (set(order[: len(mine)]), set(order[-len(mine) :]))


@pytest.mark.postgres
def test_statistics_count_the_same_for_every_vote(tree):
    board, _, section = made.voting(tree, people=2)
    before, steps = attack.updates(), []
    for _ in vote_by_vote(section, board.users):
        after = attack.updates()
        steps.append({table: after[table] - before[table] for table in after})
        before = after
    assert [step for step in steps if step != steps[0]] == []
    assert steps[0] == {"awards_mark": section.marks.count(), "awards_urn": section.items.count()}


def test_a_vote_changes_urns_and_marks_and_no_other_table(tree):
    board, _, section = made.voting(tree, people=2)
    before = attack.snapshot()
    for user in vote_by_vote(section, board.users):
        after = attack.snapshot()
        assert attack.changed(before, after) == {"awards_urn", "awards_mark"}
        before = after
        assert user is not None


def test_papers_have_one_length_and_no_order(tree):
    board, _, section = made.voting(tree)
    made.vote_all(
        section, board.users, "a", **{user.username: c for user, c in zip(board.users, CHOICES, strict=False)}
    )
    papers = [paper for urn in Urn.objects.filter(section=section) for paper in urn.sealed]
    assert len({len(paper) for paper in papers}) == 1
    assert len(set(papers)) == len(papers)


def test_a_new_paper_may_lie_anywhere(tree):
    """The last paper's place is spread over the whole urn: knowing the order of votes tells nothing."""
    board, _, section = made.voting(tree, people=1)
    urn = Urn.objects.filter(section=section).first()
    places = Counter()
    for _ in range(300):
        Urn.objects.filter(pk=urn.pk).update(sealed=["p1", "p2", "p3", "p4"])
        with transaction.atomic():
            ballot._rewrite(section, Seat.objects.first(), {urn.pk: "last"})
        places[Urn.objects.get(pk=urn.pk).sealed.index("last")] += 1
    assert set(places) == {0, 1, 2, 3, 4}
    assert max(places.values()) < 110


def test_no_row_holds_a_member_and_a_receipt(tree):
    board, session, section = made.voting(tree, people=2)
    receipts = {}
    for user, choice in zip(board.users, CHOICES, strict=False):
        receipts[user.pk] = cast_ballots(section, choices_for(section, user, choice), by=user)
        for codes in receipts.values():
            assert [hit for receipt in codes.values() for hit in attack.rows_holding(receipt)] == []
    section = made.close_and_count(section, board)
    take_section_step(section, "publish", by=board.chair)
    for item, receipt in (pair for codes in receipts.values() for pair in codes.items()):
        assert {table for table, _ in attack.rows_holding(receipt)} == {"awards_urn", "awards_minutes"}
        assert receipt in {found for found, _ in Urn.objects.get(pk=item).opened}


def test_the_published_papers_lie_by_code(tree):
    board, _, section = made.voting(tree, people=2)
    list(vote_by_vote(section, board.users))
    made.close_and_count(section, board)
    for urn in Urn.objects.filter(section=section):
        assert urn.opened == sorted(urn.opened)
        assert Counter(choice for _, choice in urn.opened) == Counter(CHOICES)
        assert urn.sealed == []


def test_the_place_in_the_published_list_follows_the_code_alone():
    """Whoever votes first is as likely to stand first as last: codes are drawn, then sorted."""
    places = Counter(sorted(codes).index(codes[0]) for codes in ([code() for _ in range(5)] for _ in range(1000)))
    assert set(places) == set(range(5))
    assert max(places.values()) < 280


def test_logs_hold_neither_choice_nor_receipt(tree, caplog):
    board, _, section = made.voting(tree)
    caplog.set_level("DEBUG")
    codes = cast_ballots(section, choices_for(section, board.users[0], "d"), by=board.users[0])
    with pytest.raises(Refused) as refused:
        cast_ballots(section, dict.fromkeys(codes, "a"), by=board.users[0])
    assert refused.value.reasons == [ALREADY]
    told = "\n".join(line.getMessage() for line in caplog.records)
    assert [word for word in (*codes.values(), "Đồng ý", "Không đồng ý") if word in told] == []


@pytest.mark.postgres
def test_two_tabs_at_once_give_one_paper(tree):
    board, _, section = made.voting(tree, people=1)
    user, picks, gate = board.users[3], choices_for(section, board.users[3], "a"), Barrier(2)
    outcomes = at_once(lambda _: attempt(section, picks, user, gate), range(2))
    assert sorted(outcomes) == ["refused", "voted"]
    assert [len(urn.sealed) for urn in Urn.objects.filter(section=section)] == [1] * section.items.count()


@pytest.mark.postgres
def test_votes_at_the_same_moment_lose_no_paper(tree):
    board, _, section = made.voting(tree, people=2)
    gate = Barrier(len(board.users))
    picks = {user.pk: choices_for(section, user, choice) for user, choice in zip(board.users, CHOICES, strict=False)}
    outcomes = at_once(lambda user: attempt(section, picks[user.pk], user, gate), board.users)
    assert outcomes == ["voted"] * len(board.users)
    assert {len(urn.sealed) for urn in Urn.objects.filter(section=section)} == {len(board.users)}
    assert not Mark.objects.filter(section=section, standing="votes", has_voted=False).exists()
    assert len(attack.transactions(section.pk)) == 1


def attempt(section, picks, user, gate):
    gate.wait()
    try:
        cast_ballots(section, picks, by=user)
    except Refused:
        return "refused"
    finally:
        connection.close()
    return "voted"


def at_once(act, things):
    with ThreadPoolExecutor(max_workers=8) as pool:
        outcomes = list(pool.map(act, things))
    connections.close_all()
    return outcomes
