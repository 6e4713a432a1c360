"""A history workbook taken in: every sure row or none, as one act, whatever its size.

Rows are written set by set, their histories of changes with them, so that the next change by hand shows
what stood there before.
"""

from typing import Any

from django.db import transaction
from django.db.models import Max, Model

from awards.builders.history_lines import CHANGED, HELD, NEW, SAME, History
from awards.builders.history_plan import HistoryPlan, plan_history
from awards.builders.history_trail import trail_of
from awards.builders.history_writes import Writes
from awards.models import Award
from core.text import clean
from emulation.audit import record, record_each
from emulation.builders.findings import Findings, info
from emulation.builders.import_plan import Told
from emulation.builders.names import spoken_case
from emulation.choices import UnitKind
from emulation.models import (
    Discipline,
    Initiative,
    InitiativeAuthor,
    Leave,
    Matter,
    Posting,
    Staff,
    Unit,
    User,
    Violation,
    YearRating,
)
from emulation.services.ledger import Ledger
from emulation.services.people import place_unit
from emulation.services.workbook import lock_house

_ORDER: tuple[type[Model], ...] = (
    Unit, Staff, Posting, YearRating, Award, Initiative, InitiativeAuthor, Discipline, Matter, Violation, Leave,
)  # fmt: skip
_DEFAULT_CODE, _DEFAULT_NAME = "BV", "Bệnh viện"
_SMALL = {"Viện": "viện", "Đa": "đa", "Khoa": "khoa", "Khu": "khu", "Vực": "vực", "Tâm": "tâm", "Tế": "tế", "Y": "y"}


@transaction.atomic
def import_history(history: History, *, facility: Unit | None, source: str, by: User | None) -> HistoryPlan:
    """Take a workbook in at once; without any facility in the installation, one is made for it."""
    house = facility or _first_facility(history, by)
    lock_house(house)
    plan = plan_history(history, house)
    carry_out(plan, facility=house, source=source, by=by)
    return plan


@transaction.atomic
def carry_out(
    plan: HistoryPlan, *, facility: Unit, source: str, by: User | None, told: Told | None = None,
    ledger: Ledger | None = None,
) -> None:  # fmt: skip
    """Write what a plan says; the book of acts gets a line about the file and one about each whom it changed."""
    rows = ledger or Ledger(keeps=False)
    _place_units(plan.writes, facility)
    for place, model in enumerate(_ORDER, start=1):
        changed = list(plan.writes.changed.get(model, {}).values())
        rows.update(model, changed, plan.writes.columns.get(model, ()), by=by)
        rows.create(model, plan.writes.created.get(model, []), by=by)
        if told:
            told(place, len(_ORDER) + 1)
    record(facility, "import_awards", by=by, note=_told(plan, source))
    record_each(trail_of(plan.writes, source), "import_records", by=by)


def _first_facility(history: History, by: User | None) -> Unit:
    name = _hospital_name(history.hospital) or _DEFAULT_NAME
    house = place_unit(Unit(code=_DEFAULT_CODE, name=name, kind=UnitKind.FACILITY), by=by)
    findings = Findings(history.findings)
    findings.add("", None, "", info("FACILITY_CREATED", f"Lập cơ sở y tế “{house.name}”, mã {house.code}."))
    history.findings = findings.told()
    return house


def _hospital_name(text: str) -> str:
    """Return a name typed all in capitals as names of hospitals are written."""
    name = clean(text)[:200]
    if not name.isupper():
        return name
    first, *rest = spoken_case(name).split(" ")
    return " ".join([first, *(_SMALL.get(word, word) for word in rest)])


def _place_units(writes: Writes, facility: Unit) -> None:
    """Put new units behind their sisters, as a unit that is placed by hand is."""
    made: list[Any] = writes.created.get(Unit, [])
    if not made:
        return
    last = Unit.objects.filter(parent=facility).order_by().aggregate(last=Max("position"))["last"] or 0
    for number, unit in enumerate(made, start=1):
        unit.position = last + 10 * number


def _told(plan: HistoryPlan, source: str) -> str:
    counts = plan.counts
    told = f"{counts[NEW]} mới, {counts[CHANGED]} đổi, {counts[SAME]} như cũ, {counts[HELD]} giữ lại"
    return f"{source}: {told}"
