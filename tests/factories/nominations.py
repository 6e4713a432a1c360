"""Nominations for tests; states are reached by the road that people walk."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from awards.models import Nomination
from awards.services.nomination import decide_nominations, draft_nomination, take_nomination_step, write_nomination
from awards.services.nomination_paper import attach_to_nomination
from campaigns.selectors.subjects import collective
from campaigns.selectors.subjects import person as as_subject
from emulation.models import Staff, Unit, User
from tests.factories.sheets import head_of, office_of

DEEDS = "Giảm 30% thời gian chờ khám\nMột sáng kiến được công nhận"
_ROADS = {
    "draft": [],
    "submitted": ["submit"],
    "returned": ["submit", "return"],
    "withdrawn": ["submit", "withdraw"],
    "accepted": ["submit", "accept"],
    "endorsed": ["submit", "accept"],
    "not_endorsed": ["submit", "accept"],
}


def pdf(name: str = "bao-cao-thanh-tich.pdf", content: str = "") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, b"%PDF-1.7 " + content.encode(), content_type="application/pdf")


def draft(unit: Unit, *, staff: Staff | None = None, by: User | None = None, **more: Any) -> Nomination:
    """Return a bare draft: of a person, or of the unit itself; nothing written, nothing attached."""
    more.setdefault("title", "LDTT" if staff else "TTLDTT")
    more.setdefault("year", timezone.localdate().year)
    subject = as_subject(staff) if staff else collective(unit)
    return draft_nomination(subject, unit=unit, by=by or head_of(unit), **more)


def nomination_at(
    status: str,
    *,
    unit: Unit,
    staff: Staff | None = None,
    by: User | None = None,
    office: User | None = None,
    **more: Any,
) -> Nomination:
    """Return a nomination with its text and its report of achievements in a state."""
    by = by or head_of(unit)
    nomination = ready(draft(unit, staff=staff, by=by, **more), by=by)
    return walked(nomination, status, by=by, office=office)


def ready(nomination: Nomination, *, by: User) -> Nomination:
    """Write and attach what a nomination needs before it can be sent."""
    nomination = write_nomination(
        nomination, title=nomination.title, year=nomination.year, achievements=DEEDS, by=by,
        occasion=nomination.occasion, achieved_on=nomination.achieved_on,
    )  # fmt: skip
    attach_to_nomination(nomination, pdf(), kind="bao_cao_thanh_tich", by=by)
    return nomination


def walked(nomination: Nomination, status: str, *, by: User, office: User | None = None) -> Nomination:
    office = office or office_of(nomination.facility)
    for step in _ROADS[status]:
        mine = step in ("submit", "withdraw")
        note = "" if step in ("submit", "accept") else "Cần bổ sung số liệu"
        take_nomination_step(nomination, step, by=by if mine else office, note=note)
    if status in ("endorsed", "not_endorsed"):
        decide_nominations({nomination.pk: status == "endorsed"}, by=office)
    found = Nomination.objects.get(pk=nomination.pk)
    assert found.status == status
    return found
