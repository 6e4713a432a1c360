"""Records of people and units for tests, made by the services that the product uses."""

from datetime import date
from typing import Any

from awards.models import Award
from awards.services.award import write_award
from emulation.choices import (
    AuthorRole,
    DisciplineForm,
    LeaveKind,
    MatterKind,
    Rating,
    RatingScope,
    Recognition,
    ViolationKind,
)
from emulation.models import Discipline, Initiative, Leave, Matter, Staff, Unit, Violation, YearRating
from emulation.services.discipline import write_discipline, write_violation
from emulation.services.initiative import decide_initiative, write_initiative
from emulation.services.matter import open_matter
from emulation.services.record import write_leave, write_rating


def _whose(subject: Staff | Unit) -> dict[str, Any]:
    return {"staff" if isinstance(subject, Staff) else "unit": subject}


def rating(subject: Staff | Unit, year: int, level: str = Rating.GOOD, scope: str = RatingScope.WORK) -> YearRating:
    return write_rating(YearRating(**_whose(subject), year=year, level=level, scope=scope), by=None)


def leave(staff: Staff, year: int, days: int = 30, kind: str = LeaveKind.SICK) -> Leave:
    return write_leave(Leave(staff=staff, year=year, days=days, kind=kind), by=None)


def discipline(staff: Staff, day: date = date(2023, 5, 4), form: str = DisciplineForm.REPRIMAND) -> Discipline:
    return write_discipline(Discipline(staff=staff, decided_on=day, form=form, decision_number="31/QĐ-BV"), by=None)


def violation(staff: Staff, day: date = date(2022, 3, 1), kind: str = ViolationKind.TRAFFIC) -> Violation:
    return write_violation(Violation(staff=staff, happened_on=day, kind=kind), by=None)


def matter(subject: Staff | Unit, day: date = date(2025, 2, 3), kind: str = MatterKind.COMPLAINT) -> Matter:
    return open_matter(Matter(**_whose(subject), opened_on=day, kind=kind), by=None)


def initiative(*authors: Staff, name: str = "Bảng kiểm bàn giao ca", year: int = 2024, **more: Any) -> Initiative:
    """Return a pending initiative of these people, the first one its main author."""
    parts = [(staff, AuthorRole.CO_AUTHOR if place else AuthorRole.AUTHOR) for place, staff in enumerate(authors)]
    made = Initiative(facility=authors[0].facility, name=name, year=year, **more)
    return write_initiative(made, authors=parts, by=None)


def recognised(*authors: Staff, day: date = date(2024, 11, 18), level: str = "co_so", **more: Any) -> Initiative:
    made = initiative(*authors, year=day.year, **more)
    return decide_initiative(
        made, Recognition.RECOGNISED, level=level, decision_number="231/QĐ-BV", decided_on=day, by=None
    )


def award(subject: Staff | Unit, title: str, year: int, **more: Any) -> Award:
    more.setdefault("decision_number", f"{year}/QĐ-SYT")
    return write_award(Award(**_whose(subject), title=title, year=year, **more), by=None)
