"""Codes given twice, people listed twice, namesakes of one unit in a staff list: told, never merged in silence."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from core.sheets.normalise import name_sign
from emulation.builders import units
from emulation.builders.findings import Findings, Issue, error, warning
from emulation.builders.staff_row import StaffRow

# In a mark: somebody with any code and birth date, without a code, without a birth date, without both.
ANY, UNCODED, UNDATED, BARE = "any", "uncoded", "undated", "bare"
BY_YEAR, VAGUE = "year", "vague"
Mark = tuple[str, int | date | str]
First = dict[Mark, tuple[int, StaffRow]]


def tell_twins(people: list[StaffRow], findings: Findings) -> None:
    """Lay everybody beside the first of the same code, and of the same name and unit whom nothing tells apart.

    Namesakes are found by their marks: of thousands of them no two are compared.
    """
    by_code: dict[str, StaffRow] = {}
    by_name: dict[tuple[str, str], First] = defaultdict(dict)
    for number, person in enumerate(people):
        namesakes = by_name[name_sign(person.name), units.unit_sign(person.unit)]
        first = by_code.get(person.code.lower()) if person.code else None
        met = [namesakes[mark] for mark in _asked(person) if mark in namesakes]
        twin = min(met, key=lambda found: found[0])[1] if met else None
        if first or twin:
            findings.add(person.sheet, person.row, *_twin(first, twin, person))
        by_code.setdefault(person.code.lower(), person)
        for mark in _marks(person):
            namesakes.setdefault(mark, (number, person))


def _marks(person: StaffRow) -> Iterator[Mark]:
    """Yield by what somebody is found among namesakes."""
    yield ANY, ""
    if not person.code:
        yield UNCODED, ""
    if person.dob is None:
        yield (UNDATED if person.code else BARE), ""
        return
    yield BY_YEAR, person.dob.on.year
    yield person.dob.precision, person.dob.on
    if person.dob.precision == "year":
        yield VAGUE, person.dob.on.year


def _asked(person: StaffRow) -> Iterator[Mark]:
    """Yield the marks of the namesakes who may be one with somebody: nothing tells them apart.

    A year of birth is that of every day in it; where one has no birth date, two codes tell them apart.
    """
    if person.dob is None:
        yield (UNCODED if person.code else ANY), ""
        return
    yield BARE, ""
    if not person.code:
        yield UNDATED, ""
    if person.dob.precision == "year":
        yield BY_YEAR, person.dob.on.year
    else:
        yield VAGUE, person.dob.on.year
        yield person.dob.precision, person.dob.on


def _twin(first: StaffRow | None, twin: StaffRow | None, person: StaffRow) -> tuple[str, Issue]:
    if first is not None:
        text = f"Mã “{person.code}” đã có ở dòng {first.row}."
        return person.columns.get("code", "A"), error("DUPLICATE_CODE", text, person.code)
    assert twin is not None
    column = person.columns.get("name") or person.columns.get("last_name", "B")
    if (twin.code, twin.dob, twin.position) == (person.code, person.dob, person.position):
        return column, error("DUPLICATE_ROW", f"Trùng hoàn toàn dòng {twin.row}.", person.name)
    return column, warning("SAME_NAME", f"Trùng họ tên với dòng {twin.row} cùng khoa/phòng.", person.name)
