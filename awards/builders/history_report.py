"""The report of a history import as plain data, to the letter of what others rely on: one object a row taken."""

from datetime import date
from typing import Any

from awards.builders.history_columns import AWARD, DISCIPLINE, INITIATIVE, LEAVE, RATING, VIOLATION
from awards.builders.history_lines import MATTER, History, Line, StaffLine
from emulation.builders.import_report import told_of
from emulation.choices import SubjectKind

_TOLD = {
    AWARD: ("occasion", "decision_number", "decided_on", "authority", "period_from", "revoked_on"),
    INITIATIVE: ("name", "level", "recognition", "role", "decision_number", "decided_on", "is_applied"),
    DISCIPLINE: ("form", "side", "cause", "decision_number", "decided_on", "ends_on", "withdrawn_note"),
    MATTER: ("opened_on", "closed_on", "note", "outcome"),
    VIOLATION: ("happened_on", "note"),
    LEAVE: ("days",),
}
_KIND_NAMES = {
    INITIATIVE: "initiative_kind", MATTER: "matter_kind", VIOLATION: "violation_kind", LEAVE: "leave_kind"
}  # fmt: skip


def history_report(history: History, *, seconds: float, peak_rss_mb: float) -> dict[str, Any]:
    """Return what is, or dry would be, taken in; and everything to tell."""
    return {
        "outcome": "reject" if history.is_refused else "import",
        "kind": "awards",
        "codes": history.codes,
        "rows": [] if history.is_refused else _rows(history),
        "held": [{"sheet": sheet, "row": row} for sheet, row in history.held],
        "errors": [told_of(item) for item in history.findings],
        "seconds": round(seconds, 3),
        "peak_rss_mb": round(peak_rss_mb, 1),
    }


def _rows(history: History) -> list[dict[str, Any]]:
    found: dict[tuple[str, int], dict[str, Any]] = {}
    for line in history.all_lines:
        if line.is_held:
            continue
        row = found.setdefault((line.sheet, line.row), _head(line))
        if line.kind == RATING:
            _add_rating(row, line)
        elif line.kind == AWARD:
            _add_award(row, line)
        elif isinstance(line, StaffLine):
            row |= _person(line)
        else:
            row |= _plain(line)
    places = {name: place for place, name in enumerate(history.sheets)}
    return sorted(found.values(), key=lambda row: (places.get(row["sheet"], 0), row["row"]))


def _head(line: Line) -> dict[str, Any]:
    unit = line.unit or (line.staff.unit if line.staff else None)
    unit_name = unit.name if unit else line.unit_name
    return {
        "sheet": line.sheet,
        "row": line.row,
        "kind": str(SubjectKind.COLLECTIVE if line.of_unit else SubjectKind.PERSON),
        "staff_code": None if line.of_unit else (line.staff.code if line.staff else line.code) or None,
        "subject": unit_name if line.of_unit else line.staff.full_name if line.staff else line.name,
        "unit": unit_name or None,
        "record": line.kind,
        "year": line.year,
        "titles": {},
    }


def _add_rating(row: dict[str, Any], line: Line) -> None:
    row.setdefault("ratings", {})[str(line.year)] = line.values["level"]
    is_one = len(row["ratings"]) == 1
    row["scope"] = line.values["scope"]
    row["year"], row["level"] = (line.year, line.values["level"]) if is_one else (None, None)


def _add_award(row: dict[str, Any], line: Line) -> None:
    """A revoked award is told with its title, and stands under no year: it counts for nothing."""
    is_revoked = bool(line.values.get("is_revoked"))
    row |= {"title": line.values["title"], "is_revoked": is_revoked, **_values(line)}
    if not is_revoked:
        row["titles"].setdefault(str(line.year), []).append(line.values["title"])


def _plain(line: Line) -> dict[str, Any]:
    told = _values(line)
    if line.kind in _KIND_NAMES:
        told[_KIND_NAMES[line.kind]] = line.values["kind"]
    if line.kind == INITIATIVE:
        told["code"] = line.values["code"]
    return told


def _values(line: Line) -> dict[str, Any]:
    return {name: _said(line.values.get(name)) for name in _TOLD[line.kind]}


def _person(line: StaffLine) -> dict[str, Any]:
    told = line.values
    return {
        "prefix": told.get("prefix"),
        "gender": told.get("gender"),
        "dob": line.born.iso if line.born else None,
        "dob_precision": line.born.precision if line.born else None,
        "position": told.get("position"),
        "join_date": line.joined.iso if line.joined else None,
        "left_on": _said(told.get("left_on")),
        "came_from": told.get("came_from"),
        "is_manager": told.get("is_manager", False),
        "job_type": told.get("job_type"),
    }


def _said(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value if value != "" else None
