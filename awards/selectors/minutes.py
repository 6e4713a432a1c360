"""What the minutes say, gathered from frozen records; and who may read them."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from awards.choices import PRESIDING_PARTS, CouncilPart, Method, Outcome, SectionStatus, Standing
from awards.criteria import sum_words
from awards.models import AgendaItem, Minutes, Seat, Section, Session, Urn
from awards.selectors.session import visible_sessions
from awards.workflow.session_terms import frozen_terms
from emulation.audit import history
from emulation.models import AuditEvent, User

SYMBOL = "BB-HĐTĐKT"


def visible_minutes(user: User) -> QuerySet[Minutes]:
    """Return the papers that the person may download: those of the sessions that are open to the person."""
    return Minutes.objects.filter(session__in=visible_sessions(user).values("pk")).select_related("session")


def meeting_record(session: Session) -> dict[str, Any]:
    """Return the data of "biên bản họp": who, when, the quorum, each heading with its results."""
    seats = list(session.seats.all())
    council = session.council
    return {
        "title": f"Biên bản họp {session}",
        "head": head(session),
        "council": council.name,
        "decision": f"Quyết định số {council.decision_number} ngày {council.decision_on:%d/%m/%Y}",
        "session": session.number,
        "kind": str(session.get_kind_display()),
        "opened": _moment(session.opened_at),
        "ended": _moment(session.ended_at),
        "place": session.place,
        "subject": session.subject,
        "present": [_person(seat) for seat in seats if seat.is_present],
        "absent": [_person(seat) for seat in seats if not seat.is_present],
        "voting": sum(seat.is_voting for seat in seats),
        "voting_present": sum(seat.is_voting and seat.is_present for seat in seats),
        "quorum": {"needed": session.quorum_needed, "words": session.quorum_words},
        "sections": [section_record(section) for section in session.sections.all()],
        **_signers(seats),
    }


def count_record(section: Section, papers: str, checksum: str) -> dict[str, Any]:
    """Return the data of "biên bản kiểm phiếu" of one heading; ``papers`` is the published list."""
    session = section.session
    seats = list(session.seats.all())
    return {
        "title": f"Biên bản kiểm phiếu: {section.name}",
        "head": head(session, day=timezone.localdate(section.counted_at) if section.counted_at else None),
        "council": session.council.name,
        "session": session.number,
        "section": section_record(section),
        "tellers": [_person(seat) for seat in seats if seat.is_teller],
        "keys": [event.note for event in _acts(section, "turn_key")],
        "papers": [line.split("\t") for line in papers.splitlines()],
        "checksum": checksum,
        **_signers(seats),
    }


def section_record(section: Section) -> dict[str, Any]:
    """Return one heading with its rules, counts and results, as both minutes print it."""
    items = list(section.items.select_related("unit"))
    is_counted = bool(section.counted_at)
    return {
        "name": section.name,
        "order": section.order,
        "is_withdrawn": section.status == SectionStatus.WITHDRAWN,
        "is_paper": section.method == Method.PAPER,
        "method": str(section.get_method_display()),
        "opened": _moment(section.opened_at),
        "closed": _moment(section.closed_at),
        "rule": _rule(section, items) if is_counted else "",
        "source": section.source,
        "close_note": section.close_note,
        "notes": [f"Bỏ phiếu lại từ đầu: {event.note}" for event in _acts(section, "restart")]
        + [f"Rút mục này: {event.note}" for event in _acts(section, "withdraw")],
        "recused": _recused(section),
        "turnout": _turnout(section),
        "items": [_item(number, item) for number, item in enumerate(items, start=1)],
        "passed": sum(item.outcome == Outcome.PASSED for item in items),
    }


def papers_text(section: Section) -> str:
    """Return the published list of papers: candidate, code and choice, one a line, sorted by code.

    The text is kept byte for byte; its SHA-256 stands in the minutes.
    """
    urns = Urn.objects.filter(section=section).select_related("item").order_by("item__order", "item")
    lines = [
        f"{number}\t{urn.item.name}\t{receipt}\t{CHOICE_WORDS[choice]}\n"
        for number, urn in enumerate(urns, start=1)
        for receipt, choice in urn.opened
    ]
    return "".join(lines)


CHOICE_WORDS = {"a": "Đồng ý", "d": "Không đồng ý", "b": "Phiếu trắng"}


def head(session: Session, day: date | None = None) -> dict[str, Any]:
    """Return the letterhead of a council's paper."""
    facility = session.facility
    return {
        "parent": facility.header_name or facility.name.upper(),
        "issuer": "HỘI ĐỒNG THI ĐUA – KHEN THƯỞNG",
        "number": "",
        "symbol": SYMBOL,
        "place": facility.place or facility.name,
        "date": (day or timezone.localdate(session.held_at)).isoformat(),
    }


def presiding_seat(seats: Iterable[Seat]) -> Seat | None:
    """Return who presided: the chair when present, else the standing vice-chair."""
    there = {seat.part: seat for seat in seats if seat.is_present}
    return next((there[part] for part in PRESIDING_PARTS if part in there), None)


def _signers(seats: list[Seat]) -> dict[str, str]:
    chair = presiding_seat(seats)
    secretary = next((seat for seat in seats if seat.part == CouncilPart.SECRETARY), None)
    return {"chair": chair.name if chair else "", "secretary": secretary.name if secretary else ""}


def _person(seat: Seat) -> dict[str, str]:
    return {"name": seat.name, "position": seat.position, "part": str(seat.get_part_display())}


def _rule(section: Section, items: list[AgendaItem]) -> str:
    bases = {item.base_number for item in items}
    terms = frozen_terms(section)
    if len(bases) == 1 and (base := bases.pop()) is not None:
        return sum_words(terms, base)
    return f"{terms.share.text} {section.get_base_display()}, làm tròn lên"


def _recused(section: Section) -> list[str]:
    marks = section.marks.filter(standing=Standing.RECUSED).select_related("seat", "item").order_by("item", "seat")
    return [f"{mark.seat.name} (hồ sơ {mark.item.name})" for mark in marks]


def _turnout(section: Section) -> str:
    """Return papers issued and handed in, in one phrase."""
    if section.method == Method.PAPER:
        first = section.teller_counts.first()
        return f"phát ra {first.issued} phiếu, thu về {first.collected} phiếu" if first else ""
    voters = section.marks.filter(has_voted=True).values("seat").distinct().count()
    able = section.marks.filter(standing__in=(Standing.VOTES, Standing.WRITES)).values("seat").distinct().count()
    return f"{voters}/{able} người có quyền đã bỏ phiếu"


def _item(number: int, item: AgendaItem) -> dict[str, Any]:
    return {
        "number": number,
        "name": item.name,
        "position": item.position,
        "unit": item.unit.name,
        "proposed": item.proposed,
        "agree": item.agree,
        "disagree": item.disagree,
        "blank": item.blank,
        "missed": item.missed,
        "outcome": str(item.get_outcome_display()),
        "sum": item.sum,
        "sentence": item.sentence,
        "ruling": item.ruling_note,
    }


def _acts(section: Section, action: str) -> QuerySet[AuditEvent]:
    return history(section).filter(action=action)


def _moment(at: datetime | None) -> dict[str, Any] | None:
    if at is None:
        return None
    local = timezone.localtime(at)
    return {"hour": f"{local:%H} giờ {local:%M}", "date": local.date().isoformat()}
