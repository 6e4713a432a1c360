"""Councils' sessions: who sees which, who sits in them, and what the desk shows.

The office sees the sessions of its hospital; a member those of the own council, from the
invitation on; nobody else sees any, the administrator of the system included.
"""

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet

from awards.access import RUNNING_PARTS, councils_of
from awards.choices import SessionStatus, Standing
from awards.models import AgendaItem, Mark, Seat, Section, Session
from awards.workflow.session import quorum_of, voting_seats
from emulation.access import within
from emulation.choices import Role
from emulation.models import User


def visible_sessions(user: User) -> QuerySet[Session]:
    """Return the sessions that the person may open."""
    seated = Exists(Seat.objects.filter(session=OuterRef("pk"), user=user))
    convened = ~Q(status=SessionStatus.DRAFT)
    scope = (
        within(user, (Role.OFFICE,), "facility")
        | Q(council__in=councils_of(user, RUNNING_PARTS))
        | Q(council__in=councils_of(user)) & convened
        | Q(seated) & convened
    )
    return Session.objects.filter(scope).select_related("council", "facility")


def visible_sections(user: User) -> QuerySet[Section]:
    """Return the headings of the agendas that the person may open."""
    sections = Section.objects.filter(session__in=visible_sessions(user).values("pk"))
    return sections.select_related("session__council", "session__facility")


def listed_sessions(user: User) -> QuerySet[Session]:
    """Return the sessions of the person's list, newest first, each with the number of its candidates."""
    counted = visible_sessions(user).annotate(candidates=Count("sections__items", distinct=True))
    return counted.order_by("-held_at", "-pk")


def seat_of(session: Session, user: User) -> Seat | None:
    """Return the person's seat on the roll, or None."""
    return next((seat for seat in session.seats.all() if seat.user_id == user.pk), None)


def with_roll(sessions: QuerySet[Session]) -> QuerySet[Session]:
    """Bring the roll and the agenda along: a constant number of queries however long they are."""
    items = AgendaItem.objects.select_related("unit", "staff", "section")
    return sessions.prefetch_related(
        Prefetch("seats", Seat.objects.select_related("user", "unit")),
        Prefetch("sections", Section.objects.prefetch_related(Prefetch("items", items))),
        "holders__member__user",
    )


@dataclass(frozen=True)
class Presence:
    """Who is there, of those who vote, against who must be."""

    present: int
    total: int
    needed: int | None
    why: str
    away: list[Seat]

    @property
    def is_enough(self) -> bool:
        return self.needed is not None and self.present >= self.needed


def presence_of(session: Session) -> Presence:
    """Return the quorum bar of a session."""
    seats = voting_seats(session)
    needed, why = quorum_of(session)
    away = [seat for seat in seats if not seat.is_present]
    return Presence(len(seats) - len(away), len(seats), needed, why, away)


@dataclass(frozen=True)
class Turnout:
    """How many have handed in all their papers. Never who, never in which order."""

    done: int
    total: int
    papers: int
    from_afar: int
    afar_done: int


def turnout_of(section: Section) -> Turnout:
    """Return the has-voted counts of a section: of those present, and of absent ones who write."""
    rows = (
        Mark.objects.filter(section=section, standing__in=(Standing.VOTES, Standing.WRITES))
        .values("seat", "standing")
        .annotate(papers=Count("pk"), voted=Count("pk", filter=Q(has_voted=True)))
    )
    there = [row for row in rows if row["standing"] == Standing.VOTES]
    afar = [row for row in rows if row["standing"] == Standing.WRITES]
    return Turnout(
        done=sum(row["papers"] == row["voted"] for row in there),
        total=len(there),
        papers=max((row["papers"] for row in there), default=0),
        from_afar=len(afar),
        afar_done=sum(row["papers"] == row["voted"] for row in afar),
    )
