"""What a session's pages show, gathered in one place."""

from datetime import timedelta
from typing import Any

from django.http import HttpRequest
from django.urls import reverse, reverse_lazy
from django.utils import timezone

from awards.access import keeps_a_key, prepares_the_session, runs_the_session
from awards.choices import HIDDEN_RESULTS, PREPARED_SESSIONS, Attendance, Method, SectionStatus, SessionStatus, TieRule
from awards.criteria import few_voters, revealing, sum_words
from awards.models import Section, Session
from awards.selectors.minutes import visible_minutes
from awards.selectors.session import presence_of, seat_of, turnout_of
from awards.workflow.agenda import SECTION
from awards.workflow.session import SESSION, voting_seats
from awards.workflow.session_terms import (
    BASE,
    DEFAULT,
    IN_BASE,
    OPINION,
    OWN_UNIT,
    QUORUM,
    TIE,
    frozen_terms,
    legal_share,
    rules_of,
    threshold_of,
)
from emulation.models import User
from emulation.selectors.history import told
from emulation.selectors.settings import definitions

HERE = ("Hội đồng", reverse_lazy("awards:session_list"))
RULES = (QUORUM, DEFAULT, BASE, TIE, OPINION, OWN_UNIT, IN_BASE)
WORDS = {
    "create": "Lập phiên", "change": "Sửa phiên", "add_candidates": "Thêm hồ sơ vào chương trình",
    "remove_candidate": "Bỏ hồ sơ khỏi chương trình", "set_method": "Đổi cách bỏ phiếu", "attendance": "Điểm danh",
    "freeze_roll": "Khóa danh sách bỏ phiếu", "set_rule": "Nhập quy định riêng", "drop_rule": "Bỏ quy định riêng",
    "name_key_holder": "Giao chìa hòm phiếu", "release_key": "Thu chìa hòm phiếu", "set_key": "Đặt mật khẩu mở hòm",
    "write_minutes": "Lập biên bản",
}  # fmt: skip


def session_context(request: HttpRequest, session: Session) -> dict[str, Any]:
    """Return the page of a session for the office, the desk and the members."""
    user, seat = request.user, seat_of(session, request.user)
    prepares = prepares_the_session(user, session)
    is_prepared = session.status in PREPARED_SESSIONS
    return {
        "session": session,
        "crumbs": [HERE, (str(session), "")],
        "steps": SESSION.steps_for(session, user),
        "sections": [_section_row(section, session, is_prepared) for section in session.sections.all()],
        "presence": presence_of(session),
        "seats": list(session.seats.all()),
        "seat": seat,
        "prepares": prepares,
        "may_change": prepares and is_prepared,
        "may_call": prepares or runs_the_session(user, session),
        "is_voting": any(one.status == SectionStatus.VOTING for one in session.sections.all()),
        "is_called": session.status in (SessionStatus.CONVENED, SessionStatus.OPENED),
        "runs": runs_the_session(user, session),
        "holders": list(session.holders.all()),
        "own_key": next((h for h in session.holders.all() if h.member.user_id == user.pk), None),
        "rules": rule_rows(session) if prepares or runs_the_session(user, session) else [],
        "minutes": list(visible_minutes(user).filter(session=session)),
        "history": told(session, SESSION, words=WORDS) if prepares or runs_the_session(user, session) else None,
        "PRESENT": Attendance.PRESENT,
    }


def rule_rows(session: Session) -> list[dict[str, Any]]:
    """Return the rules of a session with their documents; what is unset says who decides."""
    rules = rules_of(session)
    own_thresholds = sorted(name for name in rules if name.startswith("council.threshold.") and name != DEFAULT)
    rows = []
    for name in (*RULES, *own_thresholds):
        definition, ruled = definitions()[name], rules.get(name)
        label = definition.label if name in RULES else f"Ngưỡng: {definition.label}"
        text = definition.text(ruled.value) if ruled else ""
        rows.append({"name": name, "label": label, "text": text, "ruled": ruled, "law": definition.law})
    return rows


def _section_row(section: Section, session: Session, is_prepared: bool) -> dict[str, Any]:
    section.session = session
    threshold = threshold_of(section) if is_prepared else None
    law = legal_share(section)
    return {
        "section": section,
        "items": list(section.items.all()),
        "shows_results": section.status == SectionStatus.PUBLISHED,
        "threshold": threshold.value.text if threshold else section.share,
        "law": law.source if law else "",
        "may_choose_method": section.status == SectionStatus.WAITING,
    }


# --- the desk ---


def board_context(user: User, session: Session, section: Section | None) -> dict[str, Any]:
    """Return what chair, vice-chair and secretary see: counts of who has voted, keys, results when counted."""
    context = {
        "session": session,
        "section": section,
        "sections": list(session.sections.all()),
        "presence": presence_of(session),
        "seats": voting_seats(session),
        "holders": list(session.holders.all()),
        "crumbs": [HERE, (str(session), session.get_absolute_url())],
        "session_steps": [row for row in SESSION.steps_for(session, user) if row[0].name == "end"],
        "published": [one for one in session.sections.all() if one.status == SectionStatus.PUBLISHED],
    }
    if section is not None:
        section.session = session
        context |= section_context(user, section)
    return context


def section_context(user: User, section: Section) -> dict[str, Any]:
    """Return one heading at the desk."""
    turnout = turnout_of(section) if section.opened_at else None
    items = list(section.items.all())
    shares = list(section.shares.all())
    return {
        "turnout": turnout,
        "items": items,
        "is_sealed": section.method == Method.SEALED,
        "steps": SECTION.steps_for(section, user),
        "section_base": reverse("awards:agenda_step", args=[section.pk, "x"]).removesuffix("buoc/x/"),
        "keeps_key": keeps_a_key(user, section),
        "turned": {share.holder_id for share in shares if share.handed},
        "has_results": section.status not in (*HIDDEN_RESULTS, SectionStatus.WITHDRAWN),
        "warnings": _warnings(section, items),
        "small": few_voters(len(voting_seats(section.session))) if section.status == SectionStatus.WAITING else "",
        "rule": rule_line(section, items),
        "recused": recused_line(section),
        "awaits_ruling": section.status == SectionStatus.COUNTED and section.tie == TieRule.CHAIR,
        "typed": section.teller_counts.count(),
    }


def rule_line(section: Section, items: list) -> str:
    """Return the sum behind the threshold, where it is one for all candidates."""
    bases = {item.base_number for item in items}
    if not section.counted_at or len(bases) != 1:
        return ""
    return f"Ngưỡng: {sum_words(frozen_terms(section), bases.pop())}. {section.source}."


def recused_line(section: Section) -> str:
    """Return who stands back, and how that counts."""
    names = section.marks.filter(standing="recused").order_by("seat").values_list("seat__name", flat=True).distinct()
    if not names:
        return ""
    how = "vẫn tính" if section.keeps_recused else "không tính"
    listed = ", ".join(dict.fromkeys(names))
    return f"{listed} không bỏ phiếu cho chính mình hoặc đơn vị mình. Cơ số {how} người không bỏ phiếu."


def _warnings(section: Section, items: list) -> list[str]:
    """Return which results would show everybody's choice, before they are published."""
    if section.status != SectionStatus.COUNTED:
        return []
    return [
        f"{item.name}: {why}"
        for item in items
        if (why := revealing(agree=item.agree, disagree=item.disagree, blank=item.blank))
    ]


def current_section(session: Session, wanted: int | None) -> Section | None:
    """Return the heading at the desk: the one asked for, else the one being voted on, else the next."""
    sections = list(session.sections.all())
    order = (SectionStatus.VOTING, SectionStatus.CLOSED, SectionStatus.COUNTED, SectionStatus.WAITING)
    asked = [section for section in sections if section.pk == wanted]
    waiting = sorted(
        (section for section in sections if section.status in order), key=lambda section: order.index(section.status)
    )
    return next(iter([*asked, *waiting, *reversed(sections)]), None)


def default_day() -> Any:
    """Return a sensible hour for a new session: in a week, at two in the afternoon."""
    day = timezone.localtime() + timedelta(days=7)
    return day.replace(hour=14, minute=0, second=0, microsecond=0)
