"""Units, people and the parts they play: entered, moved, given, ended."""

from datetime import date, timedelta

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from core.text import clean, fold, name_key
from core.workflow import Refused
from emulation.audit import record
from emulation.choices import Role, UnitKind
from emulation.models import Posting, RoleGrant, Staff, Unit, User
from emulation.selectors.people import KEEPERS, holders
from emulation.selectors.records import used_by
from emulation.services.notification import notify

DECIDING = (Role.LEADER, Role.COUNCIL)
WHOLE = (UnitKind.DEPARTMENT, UnitKind.FACILITY)
OVER_A_UNIT = (Role.HEAD, Role.CLERK)
# The offices and organisations that stand directly under the Department (S4-26).
OF_THE_DEPARTMENT = (UnitKind.PHONG, UnitKind.MASS, UnitKind.PARTY)
OVER_A_WHOLE = (Role.OFFICE, Role.LEADER, Role.COUNCIL, Role.FINANCE, Role.ADMIN, Role.EDITOR)


@transaction.atomic
def place_unit(unit: Unit, *, by: User | None) -> Unit:
    """Store a unit with the columns that follow from its place in the tree.

    A unit where people still work cannot be closed. ``by`` may put units only under those it keeps.
    """
    if reasons := _place_refusals(unit, by):
        raise Refused(reasons)
    unit.name, unit.short_name = clean(unit.name), clean(unit.short_name)
    unit.search_key = fold(f"{unit.code} {unit.name} {unit.short_name}")[:260]
    unit.facility = _facility_of(unit)
    is_new = unit._state.adding
    if not is_new and not unit.is_active and (reasons := used_by(unit)):
        raise Refused(reasons)
    unit.full_clean(exclude=["facility"] if unit.facility is None else [])
    unit.save()
    if unit.kind == UnitKind.FACILITY and unit.facility_id != unit.pk:
        unit.facility = unit
        unit.save(update_fields=["facility"])
    record(unit, "create" if is_new else "change", by=by, note=unit.name)
    return unit


@transaction.atomic
def enter_staff(person: Staff, *, by: User | None, on: date | None = None) -> Staff:
    """Store a person; a new unit or position opens a new posting from ``on``."""
    person.full_name, person.position = clean(person.full_name), clean(person.position)
    person.search_key = fold(f"{person.code} {person.full_name}")[:260]
    person.name_key = name_key(person.full_name)[:400]
    person.facility = person.unit.facility or person.unit
    is_new = person._state.adding
    person.full_clean()
    person.save()
    if person.left_on is None:
        _post(person, on or (person.joined_on if is_new else None) or timezone.localdate())
    record(person, "create" if is_new else "change", by=by, note=person.full_name)
    return person


@transaction.atomic
def grant_role(
    user: User, role: str, *, unit: Unit, since: date, by: User | None, until: date | None = None
) -> RoleGrant:
    """Give an account a part to play over a unit from a day.

    ``by`` may give parts only within its own scope; it is empty when an installation is set up.
    """
    if reasons := grant_refusals(user, role, unit=unit, since=since, until=until, by=by):
        raise Refused(reasons)
    grant, made = RoleGrant.objects.get_or_create(
        user=user, role=role, unit=unit, since=since, defaults={"until": until}
    )
    if made:
        record(user, "grant_role", by=by, note=str(grant))
    return grant


def grant_refusals(user: User, role: str, *, unit: Unit, since: date, until: date | None, by: User | None) -> list[str]:
    """Return why a part cannot be given: out of scope, to oneself, or over the wrong kind of unit."""
    if by is None:
        return []
    name = Role(role).label
    if not by.is_superuser and not by.holds(Role.ADMIN, unit):
        return [f"Bạn chỉ giao vai trò trong phạm vi mình quản trị; {unit.name} nằm ngoài phạm vi đó."]
    if user.pk == by.pk and role in DECIDING:
        return [f"Không tự giao vai trò “{name}” cho mình. Hãy nhờ một quản trị khác."]
    if role in OVER_A_UNIT and unit.kind in WHOLE:
        return [f"Vai trò “{name}” giao theo khoa, phòng, trạm hoặc đoàn thể, không giao trên cả cơ sở."]
    if role in OVER_A_WHOLE and unit.kind not in WHOLE:
        return [f"Vai trò “{name}” giao trên cả cơ sở: chọn {unit.facility} thay cho {unit.name}."]
    if role == Role.DEPARTMENT and unit.kind != UnitKind.DEPARTMENT:
        return [f"Vai trò “{name}” chỉ giao ở Sở Y tế."]
    if until and until < since:
        return [f"Ngày kết thúc phải từ {since:%d/%m/%Y} trở đi."]
    return []


@transaction.atomic
def end_role(grant: RoleGrant, *, on: date, by: User) -> None:
    """End a part after a day; the grant stays in the book. One that has not begun is withdrawn."""
    if grant.user_id == by.pk and grant.role == Role.ADMIN:
        raise Refused(["Không tự bỏ vai trò quản trị của mình. Hãy nhờ một quản trị khác."])
    if grant.since > timezone.localdate():
        record(grant.user, "withdraw_role", by=by, note=str(grant))
        grant.delete()
        return
    if on < grant.since:
        raise Refused([f"Ngày kết thúc phải từ {grant.since:%d/%m/%Y} trở đi."])
    grant.until = on
    grant.save(update_fields=["until"])
    record(grant.user, "end_role", by=by, note=f"{grant}, ngày cuối {on:%d/%m/%Y}")


@transaction.atomic
def transfer_staff(person: Staff, *, unit: Unit, position: str, on: date, by: User) -> Staff:
    """Move a person to another unit or position from a day; the earlier posting stays in the book.

    The first day of the present posting corrects it instead of opening a new one.
    """
    current = person.postings.filter(until__isnull=True).first()
    if on > timezone.localdate():
        raise Refused(["Ngày chuyển ở tương lai. Hãy ghi vào đúng ngày quyết định có hiệu lực."])
    if current and on < current.since:
        raise Refused([f"Ngày chuyển phải từ ngày bắt đầu vị trí hiện nay ({current.since:%d/%m/%Y}) trở đi."])
    before = person.unit.name
    person.unit, person.position = unit, clean(position)
    enter_staff(person, by=by, on=on)
    record(person, "transfer", by=by, before=before, after=unit.name, note=f"Từ {on:%d/%m/%Y}, {person.position}")
    return person


@transaction.atomic
def end_employment(person: Staff, *, on: date, by: User, reason: str = "") -> Staff:
    """Write the last day of a person; whoever administers the account is told."""
    if person.joined_on and on < person.joined_on:
        raise Refused([f"Ngày thôi việc phải từ ngày vào ({person.joined_on:%d/%m/%Y}) trở đi."])
    person.left_on = on
    person.full_clean()
    person.save()
    person.postings.filter(until__isnull=True, since__lte=on).update(until=on)
    record(person, "leave", by=by, note=f"Ngày cuối {on:%d/%m/%Y}. {clean(reason)}".strip())
    account = User.objects.filter(staff=person, is_active=True).first()
    if account:
        text = f"{person.full_name} thôi việc từ {on:%d/%m/%Y}. Hãy khóa tài khoản “{account.username}”."
        page = reverse("emulation:account_detail", args=[account.pk])
        notify(holders(Role.ADMIN, person.facility), key=f"left:{person.pk}:{on}", text=text, url=page)
    return person


@transaction.atomic
def return_staff(person: Staff, *, on: date, by: User) -> Staff:
    """Take a person back who had left; a new posting begins."""
    person.left_on = None
    enter_staff(person, by=by, on=on)
    record(person, "return_to_work", by=by, note=f"Từ {on:%d/%m/%Y}")
    return person


def _place_refusals(unit: Unit, by: User | None) -> list[str]:
    if by is None:
        return []
    parent = unit.parent
    if unit.kind in WHOLE:
        is_right = parent is None or (unit.kind == UnitKind.FACILITY and parent.kind == UnitKind.DEPARTMENT)
        rule = "Bệnh viện, trung tâm thuộc Sở Y tế; Sở Y tế đứng đầu cây đơn vị."
    else:
        is_right = parent is not None and (parent.kind != UnitKind.DEPARTMENT or unit.kind in OF_THE_DEPARTMENT)
        rule = "Khoa, trạm, tổ phải thuộc một bệnh viện, trung tâm hoặc một đơn vị ở đó."
    if not is_right:
        return [rule]
    before = Unit.objects.filter(pk=unit.pk).first() if unit.pk else None
    if before and unit.kind != UnitKind.FACILITY and _facility_of(unit) != before.facility:
        return ["Không chuyển đơn vị sang cơ sở khác: hãy lập đơn vị mới ở đó rồi chuyển người sang."]
    keeps = by.is_superuser or (parent is not None and any(by.holds(role, parent) for role in KEEPERS))
    is_moved = before is None or before.parent_id != unit.parent_id
    return ["Đơn vị cấp trên nằm ngoài phạm vi anh/chị quản lý."] if is_moved and not keeps else []


def _facility_of(unit: Unit) -> Unit | None:
    if unit.kind == UnitKind.FACILITY:
        return unit if unit.pk else None
    if unit.parent is None:
        return None
    return unit.parent if unit.parent.kind == UnitKind.FACILITY else unit.parent.facility


def _post(person: Staff, on: date) -> None:
    current = person.postings.filter(until__isnull=True).first()
    if current and (current.unit_id, current.position) == (person.unit_id, person.position):
        return
    if current and current.since >= on:
        current.unit, current.position = person.unit, person.position
        current.save(update_fields=["unit", "position"])
        return
    if current:
        current.until = on - timedelta(days=1)
        current.save(update_fields=["until"])
    Posting.objects.create(staff=person, unit=person.unit, position=person.position, since=on)
