"""The sheet of people: read as every staff list is, with what the history adds to it."""

import re
from datetime import timedelta

from django.utils import timezone

from awards.builders import history_words as words
from awards.builders.history_columns import STAFF, Table
from awards.builders.history_lines import HELD, History, StaffLine
from awards.builders.history_rows import Row
from core.sense import day_refusal
from core.sheets.dates import Day, read_day
from core.sheets.grid import Book, Grid
from emulation.builders.findings import Findings, Issue, error, warning
from emulation.builders.staff_list import StaffRow, read_staff

_DAY_IN_HEADER = re.compile(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{4}")


def staff_lines(grid: Grid, table: Table, found: History, findings: Findings) -> None:
    """Add the people of a sheet to what is found."""
    people = read_staff(Book([grid]))
    for told in people.findings:
        issue = Issue(told.code, told.severity, told.message, told.value, told.options)
        findings.add(told.sheet, told.row, told.column, issue)
    found.has_staff = True
    found.as_of = found.as_of or _day_in_header(grid, table, findings)
    for person in people.people:
        found.staff.append(_line(person, Row(grid, table, person.row, findings)))


def _line(person: StaffRow, row: Row) -> StaffLine:
    line = StaffLine(
        STAFF, person.sheet, person.row, code=person.code, name=person.name, unit_name=person.unit,
        columns=row.table.letters | person.columns,
        born=person.dob, joined=_come(person, row.findings),
    )  # fmt: skip
    line.values = {
        "full_name": person.name, "prefix": person.prefix, "gender": person.gender, "position": person.position,
        "email": person.email, "birth_date": person.dob and person.dob.on,
        "birth_precision": person.dob.precision if person.dob else "",
        "joined_on": line.joined and line.joined.on, "came_from": row.text("came_from")[:200],
    }  # fmt: skip
    _take_post(line, person, f"{person.position} {person.prefix} {person.qualification}")
    for role, read in (("is_party", words.yes_no), ("is_contract", words.contract)):
        if said := read(row.text(role)):
            line.values[role] = said == "yes"
    _take_leaving(line, row)
    line.values = {name: value for name, value in line.values.items() if value not in ("", None)}
    if person.is_held or line.outcome == HELD:
        line.outcome = HELD
    return line


def _come(person: StaffRow, findings: Findings) -> Day | None:
    """Return the day a person came; one that has not come is told, and the person taken in without it."""
    day = person.joined
    if day is None or day.on <= timezone.localdate():
        return day
    told = f"{day_refusal(day.on, 'Ngày vào làm')} Chưa ghi ngày này."
    findings.add(person.sheet, person.row, person.columns["join_date"], error("BAD_DATE", told, day.iso))
    return None


def _take_post(line: StaffLine, person: StaffRow, text: str) -> None:
    """Say what kind of work somebody does: what the list says, else what the position is."""
    is_told = "job_type" in person.columns
    if job := person.job_type if is_told else words.job_type(person.position) or words.job_type(text):
        line.values["job_type"] = str(job)
    if line.values["position"]:
        line.values["is_manager"] = words.is_manager(line.values["position"]) == "yes"


def _take_leaving(line: StaffLine, row: Row) -> None:
    """Read the state and the first day away; the last working day is the day before."""
    status, day = row.text("status"), _first_day_away(row)
    said = words.employment(status) if status else None
    if status and said is None:
        row.tell("status", warning("UNKNOWN_STATUS", f"Không rõ tình trạng “{status}”.", status))
    is_past = day is not None and day.on <= timezone.localdate()
    if said == "here" and is_past:
        row.tell("left_on", error("CONTRADICTION", "Đang làm việc nhưng lại có ngày nghỉ đã qua."))
        line.outcome = HELD
        return
    if said == "left" and day is None:
        row.tell("left_on", warning("MISSING_DATE", f"“{status}” nhưng thiếu ngày nghỉ; chưa ghi là đã nghỉ."))
    line.is_gone = False if said == "here" else True if day else None
    if day is None:
        return
    last = day.on - timedelta(days=1)
    if line.joined and last < line.joined.on:
        row.tell("left_on", error("BAD_DATE", "Ngày nghỉ trước ngày vào làm; để trống."))
        line.is_gone = None
        return
    line.values["left_on"] = last


def _first_day_away(row: Row) -> Day | None:
    text = row.text("left_on")
    if not text:
        return None
    found = read_day(row.grid.value(row.number, row.table.roles["left_on"]))
    if found is None or found.precision == "year":
        row.tell("left_on", error("BAD_DATE", f"Ngày nghỉ “{text}” không hợp lệ; hãy ghi ngày/tháng/năm.", text))
        return None
    return found


def _day_in_header(grid: Grid, table: Table, findings: Findings) -> Day | None:
    """Return the day that the header of the units carries: "Khoa/Phòng (31/12/2025)"; it cannot lie ahead."""
    text = grid.text(table.top, table.roles.get("unit", 0))
    seen = _DAY_IN_HEADER.search(text)
    day = read_day(seen[0]) if seen else None
    if day is None or day.on <= timezone.localdate():
        return day
    told = f"{day_refusal(day.on, 'Ngày của danh sách')} Tạm lấy khoa, phòng theo hôm nay."
    findings.add(grid.name, table.top, table.letters["unit"], warning("BAD_DATE", told, text))
    return None
