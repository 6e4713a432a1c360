"""What a province or a hospital has decided: dated values with their source.

Unset is None and means that a person has to decide; there is no default behind it.
"""

from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any

from django.conf import settings
from django.db.models import QuerySet

from core import rulebook
from emulation.access import within
from emulation.choices import Role, UnitKind, titles
from emulation.models import LocalSetting, Unit, User

EDITORS = (Role.OFFICE, Role.ADMIN)


@dataclass(frozen=True)
class Definition:
    """What may be written under a name: an entry of ``<app>/rules/settings.yaml``.

    ``usual`` are the values tried where nobody has decided; ``weighs`` says that verdicts on
    titles may change with it. ``asks`` says what is decided, where the label is only the title it is for.
    """

    name: str
    label: str
    group: str
    type: str
    explanation: str
    law: str
    unit: str = ""
    example: str = ""
    falls_back_to: str = ""
    choices: dict[str, str] = field(default_factory=dict)
    limits: dict[str, Any] = field(default_factory=dict)
    usual: tuple[Any, ...] = ()
    weighs: bool = False
    asks: str = ""

    def text(self, value: Any) -> str:
        """Return a value as people read it."""
        if isinstance(value, bool):
            return "Có" if value else "Không"
        if isinstance(value, list):
            return ", ".join(str(part) for part in value)
        return self.choices.get(str(value), str(value))


@cache
def definitions() -> dict[str, Definition]:
    """Return every setting by name, in the order of the rules files."""
    found: dict[str, Definition] = {}
    for app in settings.FIRST_PARTY_APPS:
        for name, entry in rulebook.book().get(app, {}).get("settings", {}).items():
            if entry.get("per") == "title":
                found |= _per_title(name, entry)
            else:
                found[name] = _definition(name, entry)
    return found


def setting(facility: Unit, name: str, on: date) -> Any:
    """Return the value in force on a day, or None when nobody has decided.

    A hospital's own value comes before the province's. Raises UnknownRule for a name that no
    rules file has.
    """
    if name not in definitions():
        raise rulebook.UnknownRule(name)
    row = next((row for row in _in_force(facility, on) if row.name == name), None)
    return row.value if row else None


def settings_in_force(facility: Unit, on: date) -> dict[str, LocalSetting]:
    """Return every setting that has a value on a day, by name."""
    return {row.name: row for row in reversed(_in_force(facility, on))}


def setting_history(facility: Unit, name: str) -> QuerySet[LocalSetting]:
    """Return all values of a setting that a facility ever had, its province's too, newest first."""
    over = [facility.pk, facility.parent_id]
    rows = LocalSetting.objects.filter(name=name, facility__in=[pk for pk in over if pk])
    return rows.select_related("by", "facility").order_by("-since", "-facility")


def settable_facilities(user: User) -> list[Unit]:
    """Return the facilities (or the Department) whose settings the person keeps."""
    whole = (UnitKind.DEPARTMENT, UnitKind.FACILITY)
    return list(Unit.objects.filter(within(user, EDITORS, ""), kind__in=whole))


def _in_force(facility: Unit, on: date) -> list[LocalSetting]:
    """Return the rows of a day, the strongest first: the facility's before its province's, the latest first."""
    over = [pk for pk in (facility.pk, facility.parent_id) if pk]
    rows = LocalSetting.objects.filter(facility__in=over, since__lte=on).select_related("by", "facility")
    newest: dict[tuple[str, int], LocalSetting] = {}
    for row in rows.order_by("since"):
        newest[row.name, row.facility_id] = row
    alive = [row for row in newest.values() if row.until is None or row.until >= on]
    return sorted(alive, key=lambda row: row.facility_id != facility.pk)


def _definition(name: str, entry: dict[str, Any], label: str = "") -> Definition:
    return Definition(
        name=name,
        label=label or entry["name"],
        asks=entry["name"] if label else "",
        group=entry["group"],
        type=entry["type"],
        explanation=entry["explanation"],
        law=entry["law"],
        unit=entry.get("unit", ""),
        example=entry.get("example", ""),
        falls_back_to=entry.get("falls_back_to", ""),
        choices=entry.get("choices", {}),
        usual=tuple(entry.get("usual", ())),
        weighs=bool(entry.get("usual")) or bool(entry.get("weighs")),
        limits={key: entry[key] for key in ("least", "most", "longest", "must_hold", "shape") if key in entry},
    )


def _per_title(pattern: str, entry: dict[str, Any]) -> dict[str, Definition]:
    found = {}
    only = entry.get("only")
    for code, title in titles().items():
        if only and code not in only:
            continue
        least = entry.get("least_of", {}).get(code, entry.get("least"))
        name = pattern.replace("{title}", code)
        found[name] = _definition(name, {**entry, "least": least}, title.name)
    return found
