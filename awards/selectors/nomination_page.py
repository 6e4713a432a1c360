"""One nomination with everything that belongs to it, as its pages show it."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.utils import timezone

from awards.choices import DECIDED_NOMINATIONS, LIVE_NOMINATIONS, NominationStatus, Occasion
from awards.criteria.titles import Judgement, tried
from awards.models import Nomination
from awards.selectors.explanation import explained
from awards.selectors.nomination_assessment import assessed, kept
from awards.selectors.nominations import summary_of, visible_nominations, written_nominations
from awards.selectors.second_forms import second_forms
from awards.selectors.veil import veiled
from awards.workflow.nomination import NOMINATION
from campaigns.selectors.proposals import visible_proposals
from emulation.access import reads_matters
from emulation.audit import history
from emulation.choices import titles
from emulation.models import AuditEvent, User
from emulation.selectors.history import Told, told

WORDS = {
    "create": "Lập đề nghị",
    "change": "Sửa đề nghị",
    "attach": "Đính kèm",
    "detach": "Gỡ tệp",
}
# How many of the four stages are behind, and how the one at hand looks.
_PLACES = {
    NominationStatus.DRAFT: (0, "now"),
    NominationStatus.RETURNED: (0, "back now"),
    NominationStatus.SUBMITTED: (1, "now"),
    NominationStatus.ACCEPTED: (2, "now"),
    NominationStatus.ENDORSED: (4, ""),
    NominationStatus.NOT_ENDORSED: (3, "back now"),
    NominationStatus.WITHDRAWN: (0, ""),
}


def page_of(nomination: Nomination, user: User) -> dict[str, Any]:
    """Return what the page of a nomination shows to this person."""
    summary, others = summary_of(nomination), others_of(nomination, user)
    return {
        "nomination": nomination,
        "summary": summary,
        "steps": NOMINATION.steps_for(nomination, user),
        "stages": stages_of(nomination),
        "files": summary.files,
        "may_write": written_nominations(user).filter(pk=nomination.pk).exists(),
        "returned": last_note(nomination, "return") if nomination.status == NominationStatus.RETURNED else None,
        "withdrawn": last_note(nomination, "withdraw") if nomination.status == NominationStatus.WITHDRAWN else None,
        "proposal_url": _proposal_url(nomination, user),
        "others": others,
        "second": second_forms(nomination.title, _same_work(nomination, others), nomination.law_on),
        "history": nomination_history(nomination),
        **_standing(nomination, user),
    }


def _standing(nomination: Nomination, user: User) -> dict[str, Any]:
    """Return how the nomination stands by the law: as it was when sent, or now while it is open."""
    was = kept(nomination)
    now = assessed(nomination) if was is None or nomination.status in LIVE_NOMINATIONS else None
    found = was or now
    changed = was is not None and now is not None and tried(was)[0].result != tried(now)[0].result
    told = _teller(nomination, user)
    return {
        "standing": explained(told(found)) if found else None,
        "standing_kept": was is not None,
        "standing_now": explained(told(now)) if changed and now else None,
    }


def _teller(nomination: Nomination, user: User) -> Callable[[Judgement], Judgement]:
    """Return how a judgement is told to a person: whole to who may know what weighs on the subject."""
    subject = nomination.staff or nomination.subject_unit
    knows = subject is not None and reads_matters(user, subject)
    return (lambda judgement: judgement) if knows else veiled


def stages_of(nomination: Nomination) -> list[dict[str, str]]:
    """Return the four stages of the road: the unit, the office, the council, the result."""
    sent, since = nomination.submitted_at, _day(nomination.state_since)
    decided = nomination.status in DECIDED_NOMINATIONS
    names = [
        ("Đơn vị lập", f"gửi {_day(sent)}" if sent else f"soạn từ {_day(nomination.created_at)}"),
        ("Phòng TCCB xem", f"tiếp nhận {since}" if nomination.status == NominationStatus.ACCEPTED else ""),
        ("Hội đồng", _session_of(nomination)),
        ("Kết quả", f"{nomination.get_status_display()}, {since}" if decided else ""),
    ]
    behind, look = _PLACES[NominationStatus(nomination.status)]
    states = ["done"] * behind + [look] + [""] * 3
    return [{"label": label, "note": note, "state": states[place]} for place, (label, note) in enumerate(names)]


def others_of(nomination: Nomination, user: User) -> list[Nomination]:
    """Return what else the person sees of the same subject and year: other titles, other occasions."""
    same = visible_nominations(user).filter(
        staff=nomination.staff_id, subject_unit=nomination.subject_unit_id, year=nomination.year
    )
    order = {code: place for place, code in enumerate(titles())}
    live = same.filter(status__in=LIVE_NOMINATIONS).exclude(pk=nomination.pk)
    return sorted(live, key=lambda other: order.get(other.title, 0))


def _same_work(nomination: Nomination, others: list[Nomination]) -> list[str]:
    """Return the titles of nominations for the work of the year as well; a feat of one day is another achievement."""
    if nomination.occasion != Occasion.YEARLY:
        return []
    return [other.title for other in others if other.occasion == Occasion.YEARLY]


def nomination_history(nomination: Nomination) -> list[Told]:
    return told(nomination, NOMINATION, words=WORDS)


def last_note(nomination: Nomination, action: str) -> AuditEvent | None:
    """Return the last line of the book about an act: who, when, and the reason given."""
    return history(nomination).filter(action=action).last()


def _proposal_url(nomination: Nomination, user: User) -> str:
    """Return the page of the proposal in a campaign, where the person may open it."""
    proposal = nomination.proposal
    if proposal is None or not visible_proposals(user).filter(pk=proposal.pk).exists():
        return ""
    return proposal.get_absolute_url()


def _session_of(nomination: Nomination) -> str:
    item = nomination.agenda_items.select_related("section__session").order_by("-pk").first()
    return f"phiên {item.section.session.number}, {_day(item.section.session.held_at)}" if item else ""


def _day(moment: datetime) -> str:
    return f"{timezone.localtime(moment):%d/%m/%Y}"
