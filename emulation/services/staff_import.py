"""A staff list taken in set by set: every sure person or none, as one act, whatever its size."""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from core.text import fold, grouped, name_key
from emulation.audit import label, record, record_each
from emulation.builders.import_plan import CHANGED, NEW, Told
from emulation.builders.staff_list import StaffList, staff_in
from emulation.builders.staff_plan import REMEMBERED, StaffLine, StaffPlan, plan_staff
from emulation.builders.staff_preview import staff_shown
from emulation.builders.staff_words import change_words
from emulation.models import Posting, Staff, StaffAlias, Unit, User
from emulation.selectors.resting import built_on_places
from emulation.services.ledger import Ledger
from emulation.services.staff_alias import remember_answers
from emulation.services.workbook import WorkbookKind, lock_house, workbook_kind

_KEYS = ("search_key", "name_key")


@transaction.atomic
def import_staff(found: StaffList, *, facility: Unit, source: str, by: User | None) -> StaffPlan:
    """Take the sure people of a list in, all or none; what is doubtful is held and told in ``found``."""
    lock_house(facility)
    plan = plan_staff(found, facility)
    carry_out(plan, source=source, by=by)
    return plan


@transaction.atomic
def carry_out(
    plan: StaffPlan, *, source: str, by: User | None, told: Told | None = None, ledger: Ledger | None = None
) -> None:
    """Write what a plan says; the book of acts gets a line about the list and one about each whom it changed."""
    rows = ledger or Ledger(keeps=False)
    made = [line for line in plan.lines if line.outcome == NEW]
    changed = [line for line in plan.lines if line.outcome == CHANGED]
    names = {name for line in changed for name in line.changes} | set(_KEYS)
    steps = (
        lambda: _fill_keys(_person(line) for line in (*made, *changed)),
        lambda: rows.create(Staff, [line.person for line in made], by=by),
        lambda: rows.update(Staff, [line.person for line in changed], names, by=by),
        lambda: _post(rows, made, changed),
        lambda: _record(plan, made, changed, source=source, by=by),
        lambda: _remember(rows, plan, source=source, by=by),
    )
    for place, step in enumerate(steps, start=1):
        step()
        if told:
            told(place, len(steps) + 1)


def _remember(rows: Ledger, plan: StaffPlan, *, source: str, by: User | None) -> None:
    if by and plan.answered:
        plan.remembered = remember_answers(rows, plan, source=source, by=by)


def _record(plan: StaffPlan, made: list[StaffLine], changed: list[StaffLine], *, source: str, by: User | None) -> None:
    record_each({label(_person(line)): f"Từ tệp {source}" for line in made}, "create", by=by)
    words = {label(_person(line)): f"Từ tệp {source}: {change_words(line, plan.house)}" for line in changed}
    record_each(words, "change", by=by)
    record(plan.house.facility, "import_staff", by=by, note=f"{source}: {_counted(plan)}")


def _person(line: StaffLine) -> Staff:
    assert line.person is not None
    return line.person


def _fill_keys(people: Iterable[Staff]) -> None:
    for person in people:
        person.search_key = fold(f"{person.code} {person.full_name}")[:260]
        person.name_key = name_key(person.full_name)[:400]


def _post(rows: Ledger, made: list[StaffLine], changed: list[StaffLine]) -> None:
    """Open a posting for everybody new, and for a new unit or position from today, as a form does."""
    today = timezone.localdate()
    opened = [_posting(_person(line), _person(line).joined_on or today) for line in made]
    moved = [_person(line) for line in changed if {"unit_id", "position"} & set(line.changes)]
    current = {post.staff_id: post for post in Posting.objects.filter(staff__in=moved, until__isnull=True)}
    ended: list[Posting] = []
    for person in moved:
        post = current.get(person.pk)
        if post and post.since >= today:
            post.unit_id, post.position = person.unit_id, person.position
        else:
            opened += [_posting(person, today)]
            if post:
                post.until = today - timedelta(days=1)
        ended += [post] if post else []
    rows.update(Posting, ended, ("until", "unit", "position"), by=None)
    rows.create(Posting, opened, by=None)


def _posting(person: Staff, since: Any) -> Posting:
    return Posting(staff=person, unit_id=person.unit_id, position=person.position, since=since)


def _counted(plan: StaffPlan) -> str:
    counts = plan.counts
    return f"{counts['new']} mới, {counts['changed']} đổi, {counts['same']} như cũ, {counts['held']} giữ lại"


def _outcome(counts: Mapping[str, int]) -> str:
    said = f"; đã nhớ lựa chọn cho {grouped(counts[REMEMBERED])} dòng" if REMEMBERED in counts else ""
    return f"Đã nhập: {grouped(counts[NEW])} người mới, {grouped(counts[CHANGED])} người thay đổi{said}."


STAFF = workbook_kind(
    WorkbookKind(
        name="staff",
        route="emulation:staff_import_detail",
        heads="hàng tiêu đề có “Họ và tên” cùng ít nhất hai cột như “Mã NV”, “Ngày sinh”, “Khoa/Phòng”",
        read=staff_in,
        plan=plan_staff,
        shown=staff_shown,
        lock=lock_house,
        write=lambda plan, source, by, told, ledger: carry_out(plan, source=source, by=by, told=told, ledger=ledger),
        outcome=_outcome,
        decide=StaffPlan.decide,
        built_on=lambda written: built_on_places(written.changed.get(Staff, {}), since=written.at),
        may_go=(StaffAlias,),
    )
)
