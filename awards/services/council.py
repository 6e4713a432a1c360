"""Councils and who sits in them: written down with the decision, never while a session runs."""

from datetime import date

from django.db import transaction

from awards.choices import SINGLE_PARTS, SessionStatus
from awards.models import Council, CouncilMember
from core.text import clean
from core.workflow import Refused
from emulation.audit import record
from emulation.choices import Role
from emulation.models import RoleGrant, User
from emulation.services.people import end_role, grant_role


@transaction.atomic
def establish_council(council: Council, *, by: User) -> Council:
    """Store a council as its decision set it up, or a correction of it."""
    council.name = clean(council.name)
    council.decision_number = clean(council.decision_number)
    council.decision_signer = clean(council.decision_signer)
    is_new = council._state.adding
    if reasons := _council_refusals(council):
        raise Refused(reasons)
    council.save()
    note = f"{council.name}, quyết định {council.decision_number} ngày {council.decision_on:%d/%m/%Y}"
    record(council, "create" if is_new else "change", by=by, note=note)
    return council


@transaction.atomic
def appoint_member(member: CouncilMember, *, by: User) -> CouncilMember:
    """Give a person a part in a council from a day on, and with it the role that opens its pages.

    The role follows from the decision, so it is not asked whether ``by`` may give roles.
    Refused while a session of the council runs: its roll is frozen (M-2).
    """
    council = Council.objects.select_for_update().get(pk=member.council_id)
    reasons = _running(council, "thêm thành viên") or _member_refusals(member, council, by)
    if reasons:
        raise Refused(reasons)
    member.position = clean(member.position)
    member.order = member.order or council.members.count() + 1
    member.save()
    until = member.until or council.until
    grant_role(member.user, Role.COUNCIL, unit=council.facility, since=member.since, until=until, by=None)
    record(council, "appoint", by=by, note=f"{member}, từ {member.since:%d/%m/%Y}")
    return member


@transaction.atomic
def dismiss_member(member: CouncilMember, *, on: date, by: User) -> None:
    """End a part on a day; the line stays in the book. Refused while a session of the council runs."""
    council = Council.objects.select_for_update().get(pk=member.council_id)
    if reasons := _running(council, "cho thôi thành viên"):
        raise Refused(reasons)
    if on < member.since:
        raise Refused([f"Ngày thôi phải từ {member.since:%d/%m/%Y} trở đi."])
    member.until = on
    member.save(update_fields=["until"])
    _end_the_role(member, council, on=on, by=by)
    record(council, "dismiss", by=by, note=f"{member}, đến {on:%d/%m/%Y}")


def _council_refusals(council: Council) -> list[str]:
    if council.until and council.until < council.since:
        return ["Ngày hết nhiệm kỳ phải sau ngày bắt đầu."]
    same = Council.objects.filter(facility=council.facility, decision_number=council.decision_number)
    if same.exclude(pk=council.pk).exists():
        return [f"Đã có Hội đồng theo quyết định {council.decision_number}."]
    return []


def _member_refusals(member: CouncilMember, council: Council, by: User) -> list[str]:
    open_parts = council.members.filter(until__isnull=True)
    if member.user_id == by.pk:
        return ["Không tự đưa mình vào Hội đồng. Hãy nhờ một người khác có quyền ghi theo quyết định."]
    if member.since < council.since or (council.until and member.since > council.until):
        return ["Ngày bắt đầu phải nằm trong nhiệm kỳ của Hội đồng."]
    if open_parts.filter(user=member.user).exists():
        return [f"{member.user} đang là thành viên Hội đồng này."]
    holder = open_parts.filter(part=member.part).first() if member.part in SINGLE_PARTS else None
    if holder:
        return [f"Hội đồng đã có {member.get_part_display()}: {holder.user}. Cho thôi người cũ trước."]
    return []


def _running(council: Council, deed: str) -> list[str]:
    running = council.sessions.filter(status=SessionStatus.OPENED).first()
    if running is None:
        return []
    return [f"Không thể {deed}: {running} đang họp, danh sách bỏ phiếu đã khóa. Hãy làm sau khi phiên kết thúc."]


def _end_the_role(member: CouncilMember, council: Council, *, on: date, by: User) -> None:
    others = CouncilMember.objects.filter(user=member.user, council__facility=council.facility, until__isnull=True)
    if others.exists():
        return
    for grant in RoleGrant.objects.filter(user=member.user, role=Role.COUNCIL, unit=council.facility):
        if grant.since <= on and (grant.until is None or grant.until > on):
            end_role(grant, on=on, by=by)
