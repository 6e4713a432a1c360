"""What a history workbook changes in stored rows, and what it leaves as it stood, in the words of the page."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from django.db.models import Model

from awards.builders.history_writes import Writes
from awards.models import Award
from emulation.choices import title, titles
from emulation.models import (
    Discipline,
    Initiative,
    InitiativeAuthor,
    Leave,
    Matter,
    Staff,
    Violation,
    YearRating,
)

_DECIDED = ("decision_number", "decided_on")
# What a file may tell of a stored row beside that by which the row is known.
_MAY_TELL: dict[type[Model], tuple[str, ...]] = {
    Staff: (
        "prefix", "gender", "position", "birth_date", "email", "joined_on", "came_from", "is_party", "is_contract",
        "left_on",
    ),
    YearRating: ("level", *_DECIDED),
    Award: (*_DECIDED, "authority", "period_from", "position", "is_revoked", "revoked_on", "revoked_note"),
    Initiative: ("kind", "level", "recognition", *_DECIDED, "is_applied", "effect"),
    InitiativeAuthor: ("role",),
    Discipline: ("cause", "decision_number", "ends_on"),
    Matter: ("note", "closed_on", "outcome"),
    Violation: ("note",),
    Leave: ("days", "note"),
}  # fmt: skip
_UNSAID = ("birth_precision", "withdrawn_at")


def changes_of(writes: Writes, record: Any) -> list[tuple[str, str, str]]:
    """Return (what, before, after) of a stored row that is, or would be, written."""
    model = type(record)
    before: Mapping[str, Any] = writes.before[model].get(record.pk, {})
    return [
        (label_of(model, name), said(model, name, value), _now(record, name))
        for name, value in before.items()
        if name not in _UNSAID
    ]


def change_words(writes: Writes, record: Any) -> str:
    """Return the same as a part of a sentence."""
    found = changes_of(writes, record)
    return "; ".join(f"{what} {before or '(trống)'} → {after or '(trống)'}" for what, before, after in found)


def kept_of(record: Any, values: Mapping[str, Any], untold: frozenset[str]) -> list[tuple[str, str]]:
    """Return (what, value) of what stays in a stored row because a file does not say it, or may not undo it."""
    model = type(record)
    held = [(name, getattr(record, name)) for name in _MAY_TELL.get(model, ())]
    return [
        (label_of(model, name), said(model, name, value))
        for name, value in held
        if value not in ("", None, False) and (name in untold or values.get(name) != value)
    ]


@lru_cache(maxsize=256)
def label_of(model: type[Model], name: str) -> str:
    """Return what a column is called, as a label begins."""
    words = str(getattr(_field(model, name), "verbose_name", name))
    return words[:1].upper() + words[1:]


def said(model: type[Model], name: str, value: Any) -> str:
    """Return a value in the words of its column."""
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if model is Award and name == "title" and value in titles():
        return str(title(value).short)
    return str(_choices(model, name).get(value, "" if value is None else value))


def _now(record: Any, name: str) -> str:
    return str(record.unit.name) if name == "unit_id" else said(type(record), name, getattr(record, name))


@lru_cache(maxsize=256)
def _choices(model: type[Model], name: str) -> dict[Any, Any]:
    return dict(getattr(_field(model, name), "flatchoices", ()))


def _field(model: type[Model], name: str) -> Any:
    return model._meta.get_field(name.removesuffix("_id"))
