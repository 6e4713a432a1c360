"""Units, people and accounts: entered, moved, given a part to play."""

from datetime import date, timedelta

from django.db import transaction

from core.text import clean, fold, name_key
from core.workflow import Refused
from emulation.audit import record
from emulation.choices import UnitKind
from emulation.models import Posting, RoleGrant, Staff, Unit, User


@transaction.atomic
def place_unit(unit: Unit, *, by: User | None) -> Unit:
    """Store a unit with the columns that follow from its place in the tree."""
    unit.name, unit.short_name = clean(unit.name), clean(unit.short_name)
    unit.search_key = fold(f"{unit.code} {unit.name} {unit.short_name}")[:260]
    unit.facility = _facility_of(unit)
    is_new = unit._state.adding
    unit.full_clean(exclude=["facility"])
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
    _post(person, on or (person.joined_on if is_new else None) or date.today())
    record(person, "create" if is_new else "change", by=by, note=person.full_name)
    return person


@transaction.atomic
def grant_role(
    user: User, role: str, *, unit: Unit, since: date, by: User | None, until: date | None = None
) -> RoleGrant:
    """Give an account a part to play over a unit from a day."""
    grant, made = RoleGrant.objects.get_or_create(
        user=user, role=role, unit=unit, since=since, defaults={"until": until}
    )
    if made:
        record(user, "grant_role", by=by, note=str(grant))
    return grant


@transaction.atomic
def end_role(grant: RoleGrant, *, on: date, by: User) -> None:
    """End a part on a day; the grant stays in the book."""
    if on < grant.since:
        raise Refused([f"Ngày kết thúc phải từ {grant.since:%d/%m/%Y} trở đi."])
    grant.until = on
    grant.save(update_fields=["until"])
    record(grant.user, "end_role", by=by, note=str(grant))


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
