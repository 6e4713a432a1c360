"""The life cycle of a council's session, and what it still lacks."""

from django.db.models import F

from awards.access import prepares_the_session, presides
from awards.choices import SETTLED_SECTIONS, Method, SectionStatus, SessionStatus
from awards.criteria import quorum, share
from awards.models import AgendaItem, Seat, Session
from awards.workflow.session_terms import (
    BASE,
    DEFAULT,
    IN_BASE,
    OPINION,
    OWN_UNIT,
    QUORUM,
    TIE,
    base_of,
    rules_of,
    terms_of,
    threshold_of,
    unset,
)
from core.workflow import Step, Workflow
from emulation.audit import record

KEYS = 3


def voting_seats(session: Session) -> list[Seat]:
    return [seat for seat in session.seats.all() if seat.is_voting]


def quorum_of(session: Session) -> tuple[int | None, str]:
    """Return how many have to be present (None when nobody decided), and what is wrong, or ""."""
    seats = voting_seats(session)
    present = sum(seat.is_present for seat in seats)
    if session.quorum_needed is not None:
        return session.quorum_needed, ""
    ruled = rules_of(session).get(QUORUM)
    if ruled is None:
        return None, unset(QUORUM)
    return quorum(present, len(seats), share(ruled.value))


def it_has_an_agenda(session: Session) -> str:
    empty = not AgendaItem.objects.filter(section__session=session).exists()
    return "Chương trình chưa có hồ sơ nào. Hãy thêm từ danh sách đã tiếp nhận." if empty else ""


def the_council_has_members(session: Session) -> str:
    return "" if session.council.members.exists() else "Hội đồng chưa có thành viên nào."


def three_people_keep_keys(session: Session) -> str:
    if _is_on_paper(session) or session.holders.count() == KEYS:
        return ""
    missing = KEYS - session.holders.count()
    return f"Còn thiếu {missing} người giữ chìa hòm phiếu (cần {KEYS}: Chủ tịch, Phó Chủ tịch thường trực, Thư ký)."


def every_key_is_set(session: Session) -> str:
    if _is_on_paper(session):
        return ""
    idle = [holder.member for holder in session.holders.select_related("member__user") if not holder.is_set]
    names = ", ".join(f"{member.get_part_display()} {member.user}" for member in idle)
    return f"Chưa đặt mật khẩu mở hòm: {names}." if idle else ""


def a_quorum_is_present(session: Session) -> str:
    return quorum_of(session)[1]


def every_threshold_is_set(session: Session) -> str:
    lacking = [section for section in _waiting(session) if threshold_of(section) is None]
    return unset(DEFAULT) if lacking else ""


def every_base_is_set(session: Session) -> str:
    return unset(BASE) if any(base_of(section) is None for section in _waiting(session)) else ""


def ties_are_ruled(session: Session) -> str:
    rules = rules_of(session)
    if TIE in rules or every_threshold_is_set(session) or every_base_is_set(session):
        return ""
    return unset(TIE) if any(terms_of(section).can_tie for section in _waiting(session)) else ""


def absence_is_ruled(session: Session) -> str:
    return "" if OPINION in rules_of(session) else unset(OPINION)


def recusal_is_ruled(session: Session) -> str:
    """Say whether it is decided who stands back, and, where somebody does, how that counts."""
    rules = rules_of(session)
    if OWN_UNIT not in rules:
        return unset(OWN_UNIT)
    return unset(IN_BASE) if IN_BASE not in rules and _somebody_stands_back(session) else ""


def every_section_is_settled(session: Session) -> str:
    rest = [section.name for section in session.sections.all() if section.status not in SETTLED_SECTIONS]
    return f"Còn mục chưa công bố: {', '.join(rest)}. Hãy công bố, hoặc rút mục kèm lý do." if rest else ""


def _waiting(session: Session) -> list:
    waiting = [section for section in session.sections.all() if section.status == SectionStatus.WAITING]
    for section in waiting:
        section.session = session
    return waiting


def _is_on_paper(session: Session) -> bool:
    return all(section.method == Method.PAPER for section in session.sections.all())


def _somebody_stands_back(session: Session) -> bool:
    items = AgendaItem.objects.filter(section__session=session)
    seats = session.seats.filter(is_voting=True)
    own = items.filter(staff__isnull=False, section__session__seats__user__staff=F("staff"))
    if own.exists():
        return True
    units = rules_of(session)[OWN_UNIT].value
    return bool(units) and items.filter(unit__in=seats.values("unit")).exists()


SESSION = Workflow(
    Step(
        "convene", "Mời họp", (SessionStatus.DRAFT,), SessionStatus.CONVENED, prepares_the_session,
        (the_council_has_members, it_has_an_agenda),
        confirm="Mọi thành viên Hội đồng nhận lời mời, đọc được chương trình và hồ sơ.", primary=True,
    ),
    Step(
        "open", "Khai mạc phiên", (SessionStatus.CONVENED,), SessionStatus.OPENED, presides,
        (
            it_has_an_agenda, a_quorum_is_present, three_people_keep_keys, every_key_is_set, every_threshold_is_set,
            every_base_is_set, ties_are_ruled, absence_is_ruled, recusal_is_ruled,
        ),
        confirm="Danh sách người bỏ phiếu khóa lại từ lúc này, không thêm bớt được nữa.", primary=True,
    ),
    Step(
        "end", "Kết thúc phiên", (SessionStatus.OPENED,), SessionStatus.ENDED, presides, (every_section_is_settled,),
        confirm="Biên bản họp được lập từ số liệu đã khóa và không sửa được.", primary=True,
    ),
    Step("cancel", "Hủy phiên", (SessionStatus.DRAFT, SessionStatus.CONVENED), SessionStatus.CANCELLED,
         prepares_the_session, note_required=True),
    record=record,
)  # fmt: skip
