"""The rules of a session's votes: entered for the session with a document, or the local settings.

Nothing has a default here. What is unset is named, with who has to decide it.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from awards.choices import Standing, VoteBase
from awards.criteria import Terms, share
from awards.models import AgendaItem, Seat, Section, Session
from core import rulebook
from emulation.selectors.settings import definitions, settings_in_force

QUORUM, BASE, TIE = "council.quorum", "council.base", "council.tie"
OPINION, OWN_UNIT, IN_BASE = "council.absent_opinion", "council.recusal_own_unit", "council.recused_in_base"
DEFAULT = "council.threshold.default"


@dataclass(frozen=True)
class Ruled:
    """A rule in force with the document that it comes from."""

    value: Any
    source: str
    is_own: bool = False


def day_of(session: Session) -> date:
    """Return the day of the session, whose rules and members count."""
    return timezone.localdate(session.held_at)


def rules_of(session: Session) -> dict[str, Ruled]:
    """Return the rules of a session by name: its own before the local settings; asked once."""
    if not hasattr(session, "_rules"):
        rows = settings_in_force(session.facility, day_of(session))
        found = {name: Ruled(row.value, row.source) for name, row in rows.items() if name.startswith("council.")}
        session._rules = found | {  # type: ignore[attr-defined]
            row.name: Ruled(row.value, row.source, is_own=True) for row in session.rules.all()
        }
    return session._rules  # type: ignore[attr-defined]


def unset(name: str) -> str:
    """Return the sentence that says what has to be decided, and by whom."""
    found = definitions()[name]
    return (
        f"Chưa có “{found.label}”: do {_lower(found.law)} quy định. "
        "Phòng TCCB ghi ở Cài đặt, hoặc nhập cho riêng phiên này kèm văn bản."
    )


def legal_share(section: Section) -> Ruled | None:
    """Return the least share that the law asks for the section's title on the day, with its article."""
    try:
        found = rulebook.rule("awards.voting.least_share", on=day_of(section.session))
    except rulebook.UnknownRule:
        return None
    asked = found.value.get(section.title)
    return Ruled(share(asked), found.source) if asked else None


def threshold_of(section: Section) -> Ruled | None:
    """Return the share of yes that a section needs, never below what the law asks."""
    rules, law = rules_of(section.session), legal_share(section)
    own = rules.get(f"council.threshold.{section.title}") if section.title else None
    found = own or rules.get(DEFAULT)
    if found is None:
        return law
    local = Ruled(share(found.value), found.source, found.is_own)
    return law if law and local.value.value < law.value.value else local


def base_of(section: Section) -> Ruled | None:
    """Return what the share is taken of; where the law names a share, it is all appointed members."""
    law = legal_share(section)
    return Ruled(VoteBase.APPOINTED, law.source) if law else rules_of(section.session).get(BASE)


def terms_of(section: Section) -> Terms:
    """Return the terms of a section's vote, all of which have been decided."""
    rules = rules_of(section.session)
    threshold, base = threshold_of(section), base_of(section)
    assert threshold and base, "asked before the rules were complete"
    tie, in_base = rules.get(TIE), rules.get(IN_BASE)
    keeps = True if legal_share(section) or in_base is None else bool(in_base.value)
    return Terms(threshold.value, VoteBase(base.value), tie.value if tie else "", keeps)


def sources_of(section: Section) -> str:
    """Return the documents that the terms of a section come from, each once."""
    rules = rules_of(section.session)
    found = [threshold_of(section), base_of(section), rules.get(TIE), rules.get(OPINION), rules.get(OWN_UNIT)]
    return "; ".join(dict.fromkeys(ruled.source for ruled in found if ruled and ruled.source))[:600]


def frozen_terms(section: Section) -> Terms:
    """Return the terms that were copied to a section when its urns opened."""
    return Terms(share(section.share), VoteBase(section.base), section.tie, section.keeps_recused)


def is_recused(seat: Seat, item: AgendaItem, *, own_unit: bool) -> bool:
    """Say whether a member has no paper for a candidate: it is they, or their unit where that is the rule."""
    staff = seat.user.staff_id
    if staff is not None and staff == item.staff_id:
        return True
    return own_unit and seat.unit_id is not None and seat.unit_id == item.unit_id


def standing_of(seat: Seat, item: AgendaItem, *, own_unit: bool, takes_opinions: bool) -> Standing:
    """Return whether a member votes, writes from afar, stands back or is away."""
    if is_recused(seat, item, own_unit=own_unit):
        return Standing.RECUSED
    if seat.is_present:
        return Standing.VOTES
    return Standing.WRITES if takes_opinions else Standing.AWAY


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:] if text.startswith("Quy chế") else text
