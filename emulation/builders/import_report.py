"""The report of an import as plain data, to the letter of what others rely on."""

from dataclasses import replace
from typing import Any

from emulation.builders.findings import Finding
from emulation.builders.import_plan import HELD, ImportPlan
from emulation.builders.planned_line import PlannedLine
from emulation.builders.registration_form import Registrations
from emulation.builders.staff_list import StaffList, StaffRow
from emulation.builders.subjects import Subject


def registrations_report(found: Registrations, *, seconds: float, peak_rss_mb: float) -> dict[str, Any]:
    rows = [_subject(subject) for subject in found.ready]
    return _report("registrations", found, rows, seconds, peak_rss_mb)


def planned_report(plan: ImportPlan, found: Registrations, *, seconds: float, peak_rss_mb: float) -> dict[str, Any]:
    """Return the report of what was carried out: what only the house could tell is in it."""
    report = registrations_report(found, seconds=seconds, peak_rss_mb=peak_rss_mb)
    report["rows"] = [_taken(line) for line in plan.lines if line.outcome != HELD]
    report["held"] = [{"sheet": sheet, "row": row} for sheet, row in plan.held]
    report["errors"] = [told_of(item) for item in plan.findings]
    return report


def staff_report(found: StaffList, *, seconds: float, peak_rss_mb: float) -> dict[str, Any]:
    rows = [_person(person) for person in found.ready]
    return _report("staff", found, rows, seconds, peak_rss_mb)


def _report(
    kind: str, found: Registrations | StaffList, rows: list[dict[str, Any]], seconds: float, peak_rss_mb: float
) -> dict[str, Any]:
    return {
        "outcome": "reject" if found.is_refused else "import",
        "kind": kind,
        "codes": found.codes,
        "rows": [] if found.is_refused else rows,
        "held": [{"sheet": sheet, "row": row} for sheet, row in found.held],
        "errors": [told_of(item) for item in found.findings],
        "seconds": round(seconds, 3),
        "peak_rss_mb": round(peak_rss_mb, 1),
    }


def _subject(subject: Subject) -> dict[str, Any]:
    return {
        "sheet": subject.sheet,
        "row": subject.row,
        "unit": subject.unit,
        "subject": subject.name,
        "kind": str(subject.kind),
        "position": subject.position or None,
        "titles": {str(year): codes for year, codes in subject.titles.items() if codes},
    }


def _taken(line: PlannedLine) -> dict[str, Any]:
    """Return a line as it stands in the end: what was kept because only the system changed is in it."""
    subject, beside = line.subject, line.beside
    position = subject.position if beside.kept_position is None else beside.kept_position
    return _subject(replace(subject, position=position, titles={**subject.titles, **beside.kept}))


def _person(person: StaffRow) -> dict[str, Any]:
    return {
        "sheet": person.sheet,
        "row": person.row,
        "staff_code": person.code,
        "subject": person.name,
        "prefix": person.prefix or None,
        "gender": person.gender or None,
        "dob": person.dob.iso if person.dob else None,
        "dob_precision": person.dob.precision if person.dob else None,
        "unit": person.unit,
        "position": person.position or None,
        "qualification": person.qualification or None,
        "join_date": person.joined.iso if person.joined else None,
        "kind": "ca_nhan",
    }


def told_of(item: Finding) -> dict[str, Any]:
    return {
        "sheet": item.sheet,
        "row": item.row,
        "column": item.column,
        "code": item.code,
        "severity": item.severity,
        "message": item.message,
    }
