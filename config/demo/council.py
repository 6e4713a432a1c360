"""The demo's council: its rules with their source, the session that endorsed the list of 2022, the session of today."""

from datetime import date, timedelta
from random import Random
from types import SimpleNamespace

from django.db.models import QuerySet
from django.utils import timezone

from awards.choices import Choice, CouncilPart, SessionKind
from awards.models import Council, CouncilMember, Section, Session
from awards.selectors.agenda import nominations_to_add
from awards.services.agenda import add_candidates
from awards.services.agenda_vote import take_section_step
from awards.services.ballot import cast_ballots, pledge
from awards.services.ballot_key import set_passphrase, turn_key
from awards.services.council import appoint_member, establish_council
from awards.services.decision import draft_decision
from awards.services.session import note_attendance, plan_session, take_step
from config.demo.clock import at
from emulation.models import Entry, Unit, User
from emulation.selectors.sheets import accepted_entries
from emulation.services.setting import set_setting

PASSPHRASE = "bốn từ dễ nhớ {}"
RULES = {
    "council.threshold.default": "2/3",
    "council.base": "appointed",
    "council.quorum": "2/3",
    "council.tie": "chair",
    "council.absent_opinion": False,
    "council.recusal_own_unit": False,
    "council.recused_in_base": True,
}
DECISION = "15/QĐ-BVAH"
SOURCE = "Quy chế hoạt động của Hội đồng Thi đua – Khen thưởng (bệnh viện mẫu), Điều 6"
MEMBERS = (
    ("giamdoc", CouncilPart.CHAIR),
    ("phogiamdoc", CouncilPart.STANDING_VICE),
    ("tccb", CouncilPart.SECRETARY),
    ("uyvien1", CouncilPart.MEMBER),
    ("uyvien2", CouncilPart.MEMBER),
    ("uyvien3", CouncilPart.MEMBER),
    ("uyvien4", CouncilPart.MEMBER),
    ("uyvien5", CouncilPart.MEMBER),
    ("uyvien6", CouncilPart.MEMBER),
)


def load_council(places: SimpleNamespace, users: dict[str, User]) -> None:
    """Let the hospital decide the council's rules, and found the council."""
    hospital, office = places.hospital, users["tccb2"]
    with at(2022, 1, 10):
        for name, value in RULES.items():
            set_setting(hospital, name, value, since=date(2022, 1, 10), source=SOURCE, by=office)
        _council(hospital, users, office)


def load_sessions() -> None:
    """Hold the session of December 2022 and open the one of today; ballots are transactions of their own."""
    council = Council.objects.get(decision_number=DECISION)
    users = {member.user.username: member.user for member in council.members.select_related("user__staff")}
    with at(2022, 12, 28, 14):
        _past(council, accepted_entries(council.facility).filter(sheet__round__opens_on__year=2022), users)
    _today(council, accepted_entries(council.facility).filter(sheet__round__opens_on__year=2026), users)


def _council(hospital: Unit, users: dict[str, User], office: User) -> Council:
    council = Council(
        facility=hospital,
        name="Hội đồng Thi đua – Khen thưởng bệnh viện",
        decision_number=DECISION,
        decision_on=date(2022, 1, 10),
        since=date(2022, 1, 10),
        until=date(2027, 12, 31),
    )
    establish_council(council, by=office)
    for order, (name, part) in enumerate(MEMBERS, start=1):
        user = users[name]
        member = CouncilMember(
            council=council,
            user=user,
            part=part,
            position=user.staff.position,
            since=council.since,
            is_teller=name in ("uyvien1", "uyvien2"),
            order=order,
        )
        appoint_member(member, by=office)
    return council


def _past(council: Council, entries: QuerySet[Entry], users: dict[str, User]) -> None:
    """Hold a whole session: vote on every candidate, count, publish, write the minutes."""
    session = _convened(council, "01/2022", list(entries), users)
    take_step(session, "open", by=users["giamdoc"])
    for seat in session.seats.all():
        pledge(seat)
    random = Random(2022)
    for section in session.sections.all():
        take_section_step(section, "open", by=users["giamdoc"])
        for name, _ in MEMBERS:
            _vote(section, users[name], random)
        take_section_step(section, "close", by=users["giamdoc"])
        for holder in session.holders.select_related("member__user").order_by("pk")[:2]:
            user = holder.member.user
            turn_key(Section.objects.get(pk=section.pk), holder, PASSPHRASE.format(user.username), by=user)
        take_section_step(Section.objects.get(pk=section.pk), "publish", by=users["giamdoc"])
    session = Session.objects.get(pk=session.pk)
    take_step(session, "end", by=users["giamdoc"])
    session = Session.objects.get(pk=session.pk)
    draft_decision(session, by=users["tccb"])


def _vote(section: Section, user: User, random: Random) -> None:
    mine = section.marks.filter(seat__user=user, standing="votes", has_voted=False).values_list("item", flat=True)
    if picks := {item: random.choices((Choice.AGREE, Choice.DISAGREE), (19, 1))[0] for item in mine}:
        cast_ballots(section, picks, by=user)


def _today(council: Council, entries: QuerySet[Entry], users: dict[str, User]) -> None:
    """Open the session of today with one heading in vote, so that every part has something to do."""
    session = _convened(council, "02/2026", list(entries[:14]), users)
    take_step(session, "open", by=users["giamdoc"])


def _convened(council: Council, number: str, entries: list[Entry], users: dict[str, User]) -> Session:
    """Plan a session, put the candidates on its agenda, lock the urn, note who is there."""
    office = users["tccb"]
    session = Session(
        facility=council.facility,
        council=council,
        number=number,
        kind=SessionKind.YEAR_END,
        held_at=timezone.now() + timedelta(minutes=30),
        place="Phòng họp tầng 3, nhà A",
    )
    plan_session(session, by=office)
    known = nominations_to_add(council.facility).filter(year__lte=timezone.localdate().year)
    nominations = [found.pk for found in known]
    add_candidates(session, entries=[entry.pk for entry in entries], nominations=nominations, by=office)
    take_step(session, "convene", by=office)
    for holder in session.holders.select_related("member__user"):
        user = holder.member.user
        set_passphrase(holder, PASSPHRASE.format(user.username), by=user)
    session = Session.objects.get(pk=session.pk)
    note_attendance(session, [seat.pk for seat in session.seats.all()], by=office)
    return session
