"""Sessions: prepared, convened, opened with a frozen roll, ended with minutes."""

from collections.abc import Callable, Iterable
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from awards.choices import KEY_PARTS, PREPARED_SESSIONS, Attendance, SectionStatus, SessionStatus
from awards.criteria import share
from awards.models import CouncilMember, KeyHolder, Seat, Session, SessionRule
from awards.services.ballot_count import wipe_keys
from awards.services.minutes import write_meeting_minutes
from awards.workflow.session import SESSION, quorum_of, voting_seats
from awards.workflow.session_terms import QUORUM, day_of, rules_of
from core.text import clean
from core.workflow import Refused
from emulation.audit import record
from emulation.models import User
from emulation.selectors.settings import definitions
from emulation.services.notification import notify


@transaction.atomic
def plan_session(session: Session, *, by: User) -> Session:
    """Store a session that is being prepared, or a correction of it before it opens."""
    is_new = session._state.adding
    if not is_new and session.status not in PREPARED_SESSIONS:
        raise Refused(["Phiên đã khai mạc nên không sửa được nữa."])
    session.number, session.place = clean(session.number), clean(session.place)
    if session.council.sessions.filter(number=session.number).exclude(pk=session.pk).exists():
        raise Refused([f"Hội đồng đã có phiên số {session.number}."])
    session.save()
    when = f"{timezone.localtime(session.held_at):%H:%M ngày %d/%m/%Y}"
    record(session, "create" if is_new else "change", by=by, note=f"{session}, {when}, {session.place}")
    if session.status == SessionStatus.CONVENED:
        _seat_members(session)
        _invite(session, f"{session} đổi lịch: {when}, {session.place}.", f"moved-{session.updated_at:%y%m%d%H%M%S}")
    return session


@transaction.atomic
def take_step(session: Session, step: str, *, by: User, note: str = "") -> Session:
    """Take a step of the session's life cycle with what goes along with it."""
    before: dict[str, Callable[[Session], None]] = {"open": _seat_members}
    if step in before and session.status == SessionStatus.CONVENED:
        before[step](session)
    SESSION.move(session, step, by=by, note=note)
    after: dict[str, Callable[[Session, User], None]] = {
        "convene": _after_convening, "open": _after_opening, "end": _after_the_end, "cancel": _after_cancelling,
    }  # fmt: skip
    after[step](session, by)
    return session


@transaction.atomic
def note_attendance(session: Session, present: Iterable[int], *, by: User) -> None:
    """Write down who is there (keys of seats). Marks of a vote that is already open do not change."""
    session = Session.objects.select_for_update().get(pk=session.pk)
    if session.status not in (SessionStatus.CONVENED, SessionStatus.OPENED):
        raise Refused(["Chỉ điểm danh sau khi đã mời họp và trước khi kết thúc phiên."])
    if session.sections.filter(status=SectionStatus.VOTING).exists():
        raise Refused(["Đang bỏ phiếu, không đổi điểm danh được. Hãy đóng hòm trước."])
    there = set(present)
    session.seats.filter(pk__in=there).update(attendance=Attendance.PRESENT)
    session.seats.exclude(pk__in=there).update(attendance=Attendance.ABSENT)
    names = ", ".join(session.seats.filter(attendance=Attendance.ABSENT).values_list("name", flat=True))
    record(session, "attendance", by=by, note=f"Vắng: {names}" if names else "Có mặt đủ")


@transaction.atomic
def set_rule(session: Session, name: str, value: Any, *, source: str, by: User) -> SessionRule:
    """Enter a rule for this session alone, with the document that it comes from."""
    if session.status not in PREPARED_SESSIONS:
        raise Refused(["Phiên đã khai mạc, quy định đã khóa."])
    if not clean(source):
        raise Refused(["Cần ghi văn bản làm căn cứ, ví dụ “Quy chế Hội đồng số 12/QC-HĐTĐKT, điều 9”."])
    rule, _ = SessionRule.objects.update_or_create(
        session=session, name=name, defaults={"value": value, "source": clean(source)[:300], "by": by}
    )
    session.__dict__.pop("_rules", None)
    found = definitions()[name]
    record(session, "set_rule", by=by, note=f"{found.label}: {found.text(value)}, căn cứ: {rule.source}")
    return rule


@transaction.atomic
def drop_rule(rule: SessionRule, *, by: User) -> None:
    """Take a session's own rule back; the local setting counts again."""
    if rule.session.status not in PREPARED_SESSIONS:
        raise Refused(["Phiên đã khai mạc, quy định đã khóa."])
    record(rule.session, "drop_rule", by=by, note=definitions()[rule.name].label)
    rule.delete()


def _members_on(session: Session) -> list[CouncilMember]:
    day = day_of(session)
    ends = Q(until__isnull=True) | Q(until__gte=day)
    return list(session.council.members.filter(ends, since__lte=day).select_related("user__staff__unit"))


def _seat_members(session: Session) -> None:
    """Seat the members of the day; attendance and pledges of those who stay are kept."""
    members = {member.user_id: member for member in _members_on(session)}
    session.seats.exclude(user__in=members).delete()
    for member in members.values():
        staff = member.user.staff
        Seat.objects.update_or_create(
            session=session,
            user=member.user,
            defaults={
                "member": member, "name": str(member.user), "position": member.position, "part": member.part,
                "unit": staff.unit if staff else None, "is_teller": member.is_teller,
                "is_voting": member.is_voting, "order": member.order,
            },
        )  # fmt: skip
    vars(session).get("_prefetched_objects_cache", {}).clear()


def _after_convening(session: Session, by: User) -> None:
    _seat_members(session)
    for member in _members_on(session):
        if member.part in KEY_PARTS:
            KeyHolder.objects.get_or_create(session=session, member=member)
    when = f"{timezone.localtime(session.held_at):%H:%M ngày %d/%m/%Y}"
    _invite(session, f"Mời họp {session}: {when}, {session.place}.", "invited")
    text = f"Bạn giữ chìa hòm phiếu của {session}: hãy đặt mật khẩu mở hòm trước giờ họp."
    notify([holder.member.user for holder in session.holders.all()], key=f"session-{session.pk}-key", text=text,
           url=session.get_absolute_url())  # fmt: skip


def _after_opening(session: Session, by: User) -> None:
    seats = voting_seats(session)
    needed, _ = quorum_of(session)
    ruled = rules_of(session)[QUORUM]
    session.quorum_needed = needed
    session.quorum_words = f"{share(ruled.value).text} của {len(seats)} thành viên; {ruled.source}"[:400]
    session.opened_at = timezone.now()
    session.save(update_fields=["quorum_needed", "quorum_words", "opened_at"])
    record(session, "freeze_roll", by=by, note=", ".join(seat.name for seat in seats))


def _after_the_end(session: Session, by: User) -> None:
    session.ended_at = timezone.now()
    session.save(update_fields=["ended_at"])
    wipe_keys(session.pk)
    write_meeting_minutes(session, by=by)


def _after_cancelling(session: Session, by: User) -> None:
    wipe_keys(session.pk)
    if session.seats.exists():
        _invite(session, f"{session} đã hủy.", "cancelled")


def _invite(session: Session, text: str, key: str) -> None:
    people = [seat.user for seat in session.seats.select_related("user")]
    notify(people, key=f"session-{session.pk}-{key}", text=text, url=session.get_absolute_url())
