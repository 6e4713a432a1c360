"""A council, its sessions and votes for tests; every state is reached by the road."""

from datetime import date, timedelta
from types import SimpleNamespace

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from awards.choices import CouncilPart, SessionKind
from awards.models import Council, CouncilMember, Section, Session
from awards.selectors.nominations import accepted_nominations
from awards.selectors.session_work import council_work
from awards.services.agenda import add_candidates
from awards.services.agenda_vote import take_section_step
from awards.services.ballot import cast_ballots, pledge
from awards.services.ballot_key import set_passphrase, turn_key
from awards.services.council import appoint_member, establish_council
from awards.services.session import note_attendance, plan_session, take_step
from emulation.models import User
from emulation.selectors.sheets import accepted_entries
from emulation.services.setting import set_setting
from tests.factories.people import person, user_with
from tests.factories.sheets import office_of, open_round, sheet_at

PHRASE = "bốn từ không liên quan {}"
PARTS = (CouncilPart.CHAIR, CouncilPart.STANDING_VICE, CouncilPart.SECRETARY)
RULES = {
    "council.threshold.default": "2/3",
    "council.base": "appointed",
    "council.quorum": "2/3",
    "council.tie": "chair",
    "council.absent_opinion": True,
    "council.recusal_own_unit": False,
    "council.recused_in_base": True,
}


def rule_house(tree, **changes) -> None:
    """Let the hospital decide every rule of its council; None leaves one open."""
    rules = {**RULES, **{name.replace("__", "."): value for name, value in changes.items()}}
    for name, value in rules.items():
        if value is not None:
            set_setting(
                tree.hospital, name, value, since=date(2024, 1, 1), source="Quy chế Hội đồng 2024, điều 9",
                by=office_of(tree.hospital),
            )  # fmt: skip


def council_of(tree, size: int = 7) -> SimpleNamespace:
    """Return a council of ``size`` members: chair, standing vice-chair, secretary, two tellers, others."""
    office = office_of(tree.hospital)
    council = establish_council(
        Council(
            facility=tree.hospital, name="Hội đồng Thi đua – Khen thưởng", decision_number=f"{tree.hospital.pk}/QĐ-BV",
            decision_on=date(2024, 1, 5), since=date(2024, 1, 5), until=date(2028, 12, 31),
        ),
        by=office,
    )  # fmt: skip
    people = [_member(council, tree, number, office) for number in range(size)]
    return SimpleNamespace(
        council=council, users=[member.user for member in people], members=people, office=office,
        chair=people[0].user, vice=people[1].user, secretary=people[2].user,
    )  # fmt: skip


def session_of(board: SimpleNamespace, *, number: str = "01/2026", entries=None, **more) -> Session:
    """Return a draft session of today with the accepted entries of the hospital on its agenda."""
    session = Session(
        facility=board.council.facility, council=board.council, number=number, kind=SessionKind.REGULAR,
        held_at=timezone.now() + timedelta(minutes=5), place="Phòng họp tầng 2", **more,
    )  # fmt: skip
    plan_session(session, by=board.office)
    chosen = entries or accepted_entries(board.council.facility)
    add_candidates(session, entries=[entry.pk for entry in chosen], by=board.office)
    return session


def convened(tree, *, size: int = 7, people: int = 2, absent: int = 0, rules: dict | None = None):
    """Return a council and a convened session with keys set and attendance noted."""
    rule_house(tree, **(rules or {}))
    board = council_of(tree, size)
    sheet_at("accepted", tree, round=open_round(tree), people=people)
    session = session_of(board)
    take_step(session, "convene", by=board.office)
    set_keys(session)
    seats = list(session.seats.order_by("order"))
    note_attendance(session, [seat.pk for seat in seats[: size - absent]], by=board.office)
    return board, fresh(session)


def opened(tree, **more):
    """Return a council and an open session whose members have pledged."""
    board, session = convened(tree, **more)
    take_step(session, "open", by=board.chair)
    for seat in session.seats.all():
        pledge(seat)
    return board, fresh(session)


def voting(tree, **more):
    """Return a council, an open session and its open section of persons."""
    board, session = opened(tree, **more)
    section = session.sections.get(kind="ca_nhan")
    take_section_step(section, "open", by=board.chair)
    return board, session, Section.objects.get(pk=section.pk)


def another_session(board: SimpleNamespace, *, number: str, held_at) -> Session:
    """Return a convened session without seats or agenda, to make lists longer."""
    return Session.objects.create(
        facility=board.council.facility, council=board.council, number=number, held_at=held_at, place="Hội trường",
        status="convened",
    )  # fmt: skip


def nominations_session(board: SimpleNamespace, *, number: str = "01/2026") -> Session:
    """Return an open session with the accepted nominations of the hospital on its agenda."""
    session = Session(
        facility=board.council.facility, council=board.council, number=number, kind=SessionKind.REGULAR,
        held_at=timezone.now() + timedelta(minutes=5), place="Phòng họp tầng 2",
    )  # fmt: skip
    plan_session(session, by=board.office)
    waiting = accepted_nominations(board.council.facility)
    add_candidates(session, nominations=[nomination.pk for nomination in waiting], by=board.office)
    take_step(session, "convene", by=board.office)
    set_keys(session)
    note_attendance(session, [seat.pk for seat in session.seats.all()], by=board.office)
    take_step(session, "open", by=board.chair)
    for seat in session.seats.all():
        pledge(seat)
    return fresh(session)


def vote_all(section: Section, users: list[User], choice: str = "a", **others: str) -> dict[int, dict[int, str]]:
    """Let people vote on every item they may; return the receipts by person. ``others``: username=choice."""
    receipts = {}
    for user in users:
        mine = section.marks.filter(seat__user=user, standing__in=("votes", "writes"), has_voted=False)
        picks = {item: others.get(user.username, choice) for item in mine.values_list("item", flat=True)}
        if picks:
            receipts[user.pk] = cast_ballots(section, picks, by=user)
    return receipts


def close_and_count(section: Section, board, *holders: int) -> Section:
    """Close a section and let two key holders open it (0 chair, 1 vice, 2 secretary)."""
    take_section_step(section, "close", by=board.chair)
    keys = list(section.session.holders.order_by("pk"))
    for place in holders or (0, 2):
        turn_key(section, keys[place], phrase_of(keys[place].member.user), by=keys[place].member.user)
    return Section.objects.get(pk=section.pk)


def set_keys(session: Session) -> None:
    for holder in session.holders.select_related("member__user"):
        set_passphrase(holder, phrase_of(holder.member.user), by=holder.member.user)


def phrase_of(user: User) -> str:
    return PHRASE.format(user.username)


def fresh(session: Session) -> Session:
    return Session.objects.get(pk=session.pk)


def _member(council: Council, tree, number: int, office: User) -> CouncilMember:
    unit = (tree.board, tree.noi, tree.ngoai, tree.nhi)[number % 4]
    staff = person(f"Ủy Viên {number}", unit, position="Trưởng khoa", gender="F" if number % 2 else "M")
    user = user_with(f"hd{council.pk}-{number}", staff.full_name, staff=staff)
    part = PARTS[number] if number < len(PARTS) else CouncilPart.MEMBER
    member = CouncilMember(
        council=council, user=user, part=part, position=staff.position, since=council.since,
        is_teller=number in (3, 4), order=number + 1,
    )  # fmt: skip
    return appoint_member(member, by=office)


def counted_queries():
    """Return a context that collects the queries of what happens inside."""
    return CaptureQueriesContext(connection)


def works(user: User) -> list:
    """Return what the council has waiting for a person, read afresh."""
    return council_work(User.objects.get(pk=user.pk))
