"""The rules that every judgement uses, read from the rulebook by date (``awards/rules/general``)."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from core import rulebook
from emulation.choices import titles

CERTAIN = ("read", "read_second_hand")


@dataclass(frozen=True)
class Clause:
    """A general rule on a day: what it says, and where it stands."""

    value: Any
    article: str
    is_certain: bool


@cache
def clause(name: str, on: date) -> Clause | None:
    """Return the general rule of a name in force on a day, None where there was none."""
    try:
        found = rulebook.rule(f"awards.general.{name}.value", on=on)
        certainty = rulebook.value(f"awards.general.{name}.certainty", on=on)
    except rulebook.UnknownRule:
        return None
    return Clause(found.value, found.source, certainty in CERTAIN)


def rating_day(year: int, *, has_own_rules: bool = True) -> date:
    """Return the day whose rating rules count for a year.

    A hospital without rules of its own rates 2026 by the older decree (NĐ 233/2026, Điều 20 khoản 1).
    """
    day = date(year, 12, 31)
    found = clause("rating_decree", day)
    fallback = found.value.get("fallback") if found else None
    return fallback["to"] if fallback and fallback["year"] == year and not has_own_rules else day


def may_fall_back(year: int) -> bool:
    found = clause("rating_decree", date(year, 12, 31))
    return bool(found and found.value.get("fallback", {}).get("year") == year)


@cache
def _entry(name: str) -> dict[str, Any]:
    settings = rulebook.fact("awards.settings")
    return settings.get(name) or settings[f"{name.rpartition('.')[0]}.{{title}}"]


def usual(name: str) -> list[Any]:
    """Return the values that a local setting usually has; they are tried where nobody has decided."""
    return list(_entry(name)["usual"])


def label(name: str) -> str:
    """Return the name of a local setting, with the title where there is one for every title."""
    entry = _entry(name)
    code = name.rpartition(".")[2]
    return f"{entry['name']} ({titles()[code].short})" if entry.get("per") == "title" else str(entry["name"])


def say_value(name: str, value: Any) -> str:
    """Return a value of a local setting as the settings page writes it."""
    entry = _entry(name)
    if isinstance(value, bool):
        return "có" if value else "không"
    unit = entry.get("unit", "")
    return f"{value} {unit}" if unit else str(entry.get("choices", {}).get(value, value))
