"""The file of a person or a unit: postings, registrations by year, who leads it."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from django.db.models import Count, Q, QuerySet

from emulation.choices import Role, UnitKind, titles
from emulation.models import Entry, RoleGrant, Sheet, Staff, Target, Unit, User
from emulation.selectors.history import WORDS, Told, told
from emulation.selectors.people import holders
from emulation.selectors.sheets import visible_entries, visible_sheets

LAST_CHANGES = 30


@dataclass(frozen=True)
class YearOfTargets:
    """What a person or a unit is registered for in a year, with the sheet that says so."""

    year: int
    titles: tuple[str, ...]
    sheet: Sheet
    is_endorsed: bool | None
    may_open: bool


def registrations_of(subject: Staff | Unit, user: User) -> list[YearOfTargets]:
    """Return the targets of a person or a collective by year, newest first.

    Drafts show to whoever may open the sheet; the hospital's endorsed list is open to the house.
    """
    mine = Q(entry__staff=subject) if isinstance(subject, Staff) else Q(entry__subject_unit=subject)
    open_to_me = Q(entry__sheet__in=visible_sheets(user).values("pk"), entry__sheet__is_latest=True)
    listed = Q(entry__in=visible_entries(user).values("pk"))
    rows = Target.objects.filter(mine, open_to_me | listed).order_by("-year", "pk").distinct()
    cells: dict[tuple[int, int], list[Target]] = defaultdict(list)
    for row in rows.select_related("entry__sheet__round__plan", "entry__sheet__unit"):
        cells[row.year, row.entry_id].append(row)
    may_open = set(visible_sheets(user).filter(entries__in={entry for _, entry in cells}).values_list("pk", flat=True))
    return [_year(year, targets, may_open) for (year, _), targets in cells.items()]


def sheets_of(unit: Unit, user: User) -> QuerySet[Sheet]:
    """Return a unit's sheets that the person may open, one a round, newest first."""
    return visible_sheets(user).filter(unit=unit, is_latest=True).annotate(lines=Count("entries"))


def history_of(obj: Staff | Unit) -> list[Told]:
    """Return the acts on a person or a unit, with what each change changed, newest first."""
    acts = [line for line in told(obj) if line.label != WORDS["change"]]
    return sorted([*acts, *_changes(obj)], key=lambda line: line.at, reverse=True)


def heads_of(unit: Unit) -> list[User]:
    """Return who leads a unit today by the roles in force: its head, or the leaders of a facility."""
    if unit.kind in (UnitKind.FACILITY, UnitKind.BOARD):
        return list(holders(Role.LEADER, unit.facility or unit))
    return list(holders(Role.HEAD, unit))


def parts_over(unit: Unit) -> QuerySet[RoleGrant]:
    """Return every part ever played over exactly this unit, the newest first."""
    return unit.grants.select_related("user").order_by("-since", "role")


def used_by(unit: Unit) -> list[str]:
    """Return why a unit cannot be closed yet: people still work in it, or units stand under it."""
    people = unit.staff.filter(left_on__isnull=True).count()
    below = unit.children.filter(is_active=True).count()
    return [
        sentence
        for number, sentence in (
            (people, f"Còn {people} người đang làm việc ở đây. Hãy chuyển họ sang đơn vị khác trước."),
            (below, f"Còn {below} đơn vị trực thuộc đang hoạt động."),
        )
        if number
    ]


def _changes(obj: Staff | Unit) -> list[Told]:
    """Return the last changes of single columns: which, from what to what, by whom."""
    records = list(obj.history.select_related("history_user")[:LAST_CHANGES])
    found = []
    for now, before in pairwise(records):
        delta = now.diff_against(before, foreign_keys_are_objs=True)
        parts = [_change(obj, one.field, one.old, one.new) for one in delta.changes]
        if parts:
            who = str(now.history_user or "Hệ thống")
            found.append(Told(now.history_date, WORDS["change"], who, "; ".join(parts), ""))
    return found


def _change(obj: Any, name: str, old: Any, new: Any) -> str:
    label = str(obj._meta.get_field(name).verbose_name)
    return f"{label[:1].upper()}{label[1:]}: {_say(obj, name, old)} → {_say(obj, name, new)}"


def _say(obj: Any, name: str, value: Any) -> str:
    """Return a column's value as people read it; an empty one is a dash."""
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    labels = dict(obj._meta.get_field(name).flatchoices)
    return str(labels.get(value, value)) if value not in (None, "") else "–"


def _year(year: int, targets: list[Target], may_open: set[int]) -> YearOfTargets:
    entry: Entry = targets[0].entry
    codes = {target.title for target in targets}
    names = tuple(one.text(entry.kind) for one in titles().values() if one.code in codes)
    return YearOfTargets(year, names, entry.sheet, entry.is_endorsed, entry.sheet_id in may_open)
