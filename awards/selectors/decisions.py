"""What the council passed, and the lists made from it."""

from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.db.models import Count, Q, QuerySet

from awards.choices import Outcome, SectionStatus
from awards.models import AgendaItem, DecisionLine, DecisionList, Session
from awards.selectors.minutes import head, presiding_seat
from emulation.access import within
from emulation.choices import Role
from emulation.models import Unit, User

READERS = (Role.OFFICE, Role.LEADER, Role.ADMIN)
COLUMNS = (
    ("STT", 6, "stt"), ("Tập thể, cá nhân", 32, "ten"), ("Chức vụ", 24, "ten"), ("Đơn vị", 30, "don-vi"),
    ("Đề nghị", 44, "de-nghi"), ("Mục", 34, "muc"),
)  # fmt: skip


def passed_items(facility: Unit) -> QuerySet[AgendaItem]:
    """Return the candidates of a facility whom the council passed in a published vote."""
    items = AgendaItem.objects.filter(
        section__session__facility=facility, section__status=SectionStatus.PUBLISHED, outcome=Outcome.PASSED
    )
    return items.select_related("section__session", "unit").order_by("section__session", "section__order", "order")


def unlisted_items(session: Session) -> QuerySet[AgendaItem]:
    """Return the passed candidates of a session that stand in no list yet."""
    return passed_items(session.facility).filter(section__session=session, decision_line__isnull=True)


def visible_decisions(user: User) -> QuerySet[DecisionList]:
    """Return the lists that the person may read: the office, the leaders, the administrator."""
    lists = DecisionList.objects.filter(within(user, READERS, "facility"))
    return lists.select_related("session__council", "facility").annotate(size=Count("lines"))


def sessions_with_unlisted(user: User) -> QuerySet[Session]:
    """Return the sessions whose passed candidates the office has not put into a list yet."""
    waiting = Q(
        sections__status=SectionStatus.PUBLISHED,
        sections__items__outcome=Outcome.PASSED,
        sections__items__decision_line__isnull=True,
    )
    mine = Session.objects.filter(within(user, (Role.OFFICE,), "facility"))
    return mine.annotate(ready=Count("sections__items", filter=waiting)).filter(ready__gt=0).order_by("-held_at")


@dataclass(frozen=True)
class Group:
    """The lines of one heading."""

    name: str
    lines: list[DecisionLine]


def groups_of(decision: DecisionList) -> list[Group]:
    """Return the lines of a list by heading, in order."""
    lines = decision.lines.select_related("item__section")
    return [Group(name, list(found)) for name, found in groupby(lines, key=lambda line: line.item.section.name)]


def decision_rows(decision: DecisionList) -> list[tuple[Any, ...]]:
    """Return the rows of the workbook under COLUMNS."""
    return [
        (number, line.name, line.position, line.unit_name, line.proposed, line.item.section.name)
        for number, line in enumerate(decision.lines.select_related("item__section"), start=1)
    ]


def decision_record(decision: DecisionList) -> dict[str, Any]:
    """Return the data of "danh sách đề nghị" as a paper."""
    session, groups, number = decision.session, [], 0
    for group in groups_of(decision):
        lines = []
        for line in group.lines:
            number += 1
            lines.append(
                {"number": number, "name": line.name, "position": line.position, "unit": line.unit_name,
                 "proposed": line.proposed}
            )  # fmt: skip
        groups.append({"name": group.name, "lines": lines})
    chair = presiding_seat(session.seats.all())
    return {
        "title": decision.name,
        "head": {**head(session), "symbol": "DS-HĐTĐKT"},
        "about": decision.name,
        "basis": f"Theo kết quả bỏ phiếu của {session.council.name}, phiên số {session.number}.",
        "groups": groups,
        "total": number,
        "maker": str(decision.by),
        "chair": chair.name if chair else "",
    }
