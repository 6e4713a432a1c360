"""From stored registration sheets to the official form."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from core.text import fold
from emulation.choices import SubjectKind
from emulation.documents.registration_aside import lines_aside
from emulation.documents.registration_form import ONE_LIST, SHEET_PER_UNIT, FormRow, FormSheet, registration_workbook
from emulation.models import Entry, Round, Sheet, Unit

_BLANK_LINES = 10  # so many that who signs, and room to sign, stand on the same page


def sheet_workbook(sheet: Sheet) -> bytes:
    """Return the form of one unit; ``sheet`` comes from ``registration_lists.with_lines``."""
    return registration_workbook(forms_of([sheet]), layout=SHEET_PER_UNIT)


def list_workbook(sheets: Sequence[Sheet], *, layout: str = ONE_LIST, at: datetime | None = None) -> bytes:
    """Return the list of the whole house, or one sheet for each unit.

    One that is downloaded to be edited and handed in again (at ``at``) carries its lines as they are.
    """
    whole, aside = whole_name(sheets[0].facility), lines_aside(sheets, at) if at else ()
    return registration_workbook(forms_of(sheets), layout=layout, whole=whole, aside=aside)


def entries_workbook(entries: Sequence[Entry]) -> bytes:
    """Return entries of one plan as the list of the whole house; they carry their sheet and targets."""
    by_unit: dict[int, list[Entry]] = {}
    for entry in entries:
        by_unit.setdefault(entry.sheet.unit_id, []).append(entry)
    forms = [replace(_heading([own[0].sheet]), rows=[_row(entry) for entry in own]) for own in by_unit.values()]
    years = sorted({year for form in forms for year in form.years})
    whole = whole_name(entries[0].sheet.round.plan.facility)
    return registration_workbook([replace(form, years=years) for form in forms], layout=ONE_LIST, whole=whole)


def forms_of(sheets: Iterable[Sheet]) -> list[FormSheet]:
    """Return one form for each unit; supplementary rounds of a unit follow its first list."""
    by_unit: dict[int, list[Sheet]] = {}
    for sheet in sheets:
        by_unit.setdefault(sheet.unit_id, []).append(sheet)
    return [
        replace(_heading(own), rows=[_row(entry) for sheet in own for entry in sheet.entries.all()])
        for own in by_unit.values()
    ]


def blank_workbook(round: Round, unit: Unit) -> bytes:
    """Return the form with its heading and numbered empty lines, for a unit to fill in by hand."""
    plan = round.plan
    form = FormSheet(
        header_name=plan.facility.header_name or plan.facility.name.upper(),
        unit_name=unit.name,
        place=plan.facility.place or plan.place,
        year=round.opens_on.year,
        period=(plan.period_from, plan.period_to),
        years=round.years,
        rows=[FormRow("")] * _BLANK_LINES,
    )
    return registration_workbook([form])


def whole_name(facility: Unit) -> str:
    """Return what stands for the whole house in the heading: "Toàn bệnh viện"."""
    return "Toàn trung tâm" if fold(facility.name).startswith("trung tam") else "Toàn bệnh viện"


def _heading(sheets: Sequence[Sheet]) -> FormSheet:
    first = sheets[0]
    plan = first.round.plan
    facility = plan.facility
    years = sorted({year for sheet in sheets for year in sheet.round.years})
    return FormSheet(
        header_name=facility.header_name or facility.name.upper(),
        unit_name=first.unit.name,
        place=facility.place or plan.place,
        year=first.round.opens_on.year,
        period=(plan.period_from, plan.period_to),
        years=years,
    )


def _row(entry: Entry) -> FormRow:
    titles: dict[int, list[str]] = {}
    for target in entry.targets.all():
        titles.setdefault(target.year, []).append(target.title)
    name = entry.name
    if entry.kind == SubjectKind.MODEL and not fold(name).startswith("mo hinh"):
        name = f"Mô hình: {name}"
    return FormRow(name, entry.position, entry.kind, titles)
