"""What a staff list would change, in the words of the page and of the book of acts."""

from datetime import date
from typing import Any

from core.forms import partial_date_text
from emulation.builders.matching import House
from emulation.builders.staff_list import StaffRow
from emulation.builders.staff_plan import StaffLine
from emulation.choices import Gender, JobType
from emulation.models import Staff, StaffAlias, Unit

_LABELS = {
    "code": "Mã nhân viên", "full_name": "Họ và tên", "prefix": "Học hàm, học vị", "unit_id": "Đơn vị",
    "position": "Chức vụ", "gender": "Giới tính", "birth_date": "Ngày sinh", "email": "Thư điện tử",
    "joined_on": "Ngày vào", "job_type": "Loại công việc",
}  # fmt: skip


def changes_of(line: StaffLine, house: House) -> list[tuple[str, str, str]]:
    """Return (what, before, after) of a changed line, unit and position first."""
    order = ("unit_id", "position", "job_type", *_LABELS)
    changes = line.changes | _born(line)
    names = [name for name in dict.fromkeys(order) if name in changes and name in _LABELS]
    return [(_LABELS[name], *(_shown(name, value, house) for value in changes[name])) for name in names]


def change_words(line: StaffLine, house: House) -> str:
    """Return the same as one sentence."""
    return "; ".join(f"{what} {before or '(trống)'} → {after}" for what, before, after in changes_of(line, house))


def beside(line: StaffLine, house: House) -> list[tuple[str, list[str]]]:
    """Return what tells people apart, row by row: what the list says, then each stored namesake."""
    told = _row_cells(line.row, line.unit)
    stored = [_staff_cells(staff, house) for staff in line.alike]
    return [(what, [told[what], *(cells[what] for cells in stored)]) for what in told]


def alias_words(alias: StaffAlias) -> str:
    """Return how a list names somebody: with the code, else with what else tells people apart."""
    if alias.code:
        return f"{alias.full_name}, mã {alias.code}"
    born = partial_date_text(alias.birth_date, alias.birth_precision)
    parts = (alias.full_name, alias.unit.name, born and f"sinh {born}", alias.position)
    return ", ".join(part for part in parts if part)


def _born(line: StaffLine) -> dict[str, tuple[str, str]]:
    """Return the birth date before and after as far as each is known, where either is told anew."""
    names = ("birth_date", "birth_precision")
    if line.person is None or not any(name in line.changes for name in names):
        return {}
    stored = [(getattr(line.person, name),) * 2 for name in names]
    days, precisions = (line.changes.get(name, both) for name, both in zip(names, stored, strict=True))
    before, after = (partial_date_text(day, known) for day, known in zip(days, precisions, strict=True))
    return {"birth_date": (before, after)}


def _row_cells(row: StaffRow, unit: Unit | None) -> dict[str, str]:
    born = partial_date_text(row.dob.on, row.dob.precision) if row.dob else ""
    where = unit.name if unit else row.unit
    return {"Họ và tên": row.name, "Mã nhân viên": row.code, "Ngày sinh": born, "Đơn vị": where,
            "Chức vụ": row.position, "Học hàm, học vị": row.prefix}  # fmt: skip


def _staff_cells(staff: Staff, house: House) -> dict[str, str]:
    born = partial_date_text(staff.birth_date, staff.birth_precision)
    return {"Họ và tên": staff.full_name, "Mã nhân viên": staff.code, "Ngày sinh": born,
            "Đơn vị": _shown("unit_id", staff.unit_id, house), "Chức vụ": staff.position,
            "Học hàm, học vị": staff.prefix}  # fmt: skip


def _shown(name: str, value: Any, house: House) -> str:
    if name == "unit_id":
        return house.units[value].name if value in house.units else "đơn vị đã ngừng"
    if name == "gender" and value:
        return str(Gender(value).label)
    if name == "job_type":
        return str(JobType(value).label)
    return f"{value:%d/%m/%Y}" if isinstance(value, date) else str(value or "")
