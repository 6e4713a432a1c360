"""What a staff list would do, in plain values that can be stored and shown: the doubts, who changes, who is new."""

from collections import defaultdict
from typing import Any

from core.forms import partial_date_text
from core.sheets.normalise import name_sign
from core.text import grouped
from emulation.builders.import_plan import CHANGED, NEW
from emulation.builders.staff_plan import AS_STORED, OUTCOMES, SOMEBODY_NEW, StaffLine, StaffPlan
from emulation.builders.staff_words import beside, changes_of
from emulation.models import Staff

MOST_SHOWN, MOST_OF_A_UNIT = 200, 10
DECISION = "chon:"


def staff_shown(plan: StaffPlan) -> dict[str, Any]:
    """Return the numbers, the first lines of every outcome, and how many more there are of each."""
    counts, doubts = plan.counts, plan.doubtful
    units = [_unit_doubt(asked, lines) for asked, lines in plan.misspelt.items()]
    lines = {outcome: [line for line in plan.lines if line.outcome == outcome] for outcome in (NEW, CHANGED)}
    ready, why = counts[NEW] + counts[CHANGED], _reasons(plan)
    return {
        "total": [counts[outcome] for outcome in OUTCOMES],
        "doubts": [*units, *(_doubt(line, plan, why) for line in doubts[:MOST_SHOWN])],
        "changed": [(_line(line), changes_of(line, plan.house)) for line in lines[CHANGED][:MOST_SHOWN]],
        "made": [_line(line) for line in lines[NEW][:MOST_SHOWN]],
        "rest": {
            "doubts": max(len(doubts) - MOST_SHOWN, 0),
            "changed": max(counts[CHANGED] - MOST_SHOWN, 0),
            "made": max(counts[NEW] - MOST_SHOWN, 0),
        },
        "ready": ready,
        "reasons": [] if ready or doubts or units else [_why_not(len(plan.found.held))],
    }


def _line(line: StaffLine) -> dict[str, Any]:
    person = line.person
    assert person is not None
    unit = line.unit.name if line.unit else ""
    return {"row": line.row.row, "name": person.full_name, "code": person.code, "unit": unit,
            "position": person.position, "job": person.get_job_type_display(),
            "born": partial_date_text(person.birth_date, person.birth_precision),
            "joined": f"{person.joined_on:%d/%m/%Y}" if person.joined_on else ""}  # fmt: skip


def _reasons(plan: StaffPlan) -> dict[tuple[str, int | None], list[str]]:
    """Return why lines are held, by sheet and row."""
    found: dict[tuple[str, int | None], list[str]] = defaultdict(list)
    for finding in plan.findings:
        if finding.severity == "error":
            found[finding.sheet, finding.row].append(finding.message)
    return found


def _doubt(line: StaffLine, plan: StaffPlan, why: dict[tuple[str, int | None], list[str]]) -> dict[str, Any]:
    """Return a doubtful line beside those whom it may mean, and what may be chosen."""
    ways = [way for staff in line.alike for way in _ways(staff, line.row.name)]
    if line.may_be_new:
        where = f" ở {line.assumed.label}" if line.assumed else ""
        ways.append((SOMEBODY_NEW, f"Người khác, lập hồ sơ mới{where}"))
    heads = ["Trong tệp", *(f"Đã có {n}" if len(line.alike) > 1 else "Đã có" for n, _ in enumerate(line.alike, 1))]
    return {
        "row": line.row.row,
        "person": line.row.name,
        "name": f"{DECISION}{line.key}",
        "heads": heads,
        "rows": beside(line, plan.house),
        "ways": [*ways, ("", "Để lại, chưa nhập dòng này")],
        "why": why[line.row.sheet, line.row.row],
    }


def _unit_doubt(asked: str, lines: list[StaffLine]) -> dict[str, Any]:
    """Return a misspelt unit with the one that it may mean, and whom that concerns."""
    first = lines[0]
    assert first.assumed is not None
    told = [(f"Dòng {one.row.row}", [one.row.name, one.row.code, _outcome(one)]) for one in lines[:MOST_OF_A_UNIT]]
    rest = len(lines) - len(told)
    return {
        "title": f"“{first.row.unit}” là đơn vị nào?",
        "legend": "Các dòng này thuộc",
        "row": first.row.row,
        "person": first.row.unit,
        "name": f"{DECISION}{asked}",
        "heads": ["Họ và tên", "Mã nhân viên", "Nếu đúng"],
        "rows": [*told, *([(f"và {grouped(rest)} dòng nữa", ["", "", ""])] if rest else [])],
        "ways": [(str(first.assumed.pk), first.assumed.name), ("", "Để lại, chưa nhập các dòng này")],
        "why": [f"Không có đơn vị nào tên “{first.row.unit}”. Có phải “{first.assumed.name}” không? Hãy chọn."],
    }


def _outcome(line: StaffLine) -> str:
    """Return what comes of a line once its unit is confirmed."""
    if line.meant is None or line.assumed is None:
        return "người mới"
    moved = f", chuyển về {line.assumed.label}" if line.meant.unit_id != line.assumed.pk else ""
    return f"{line.meant.full_name} ({line.meant.code}) đã có{moved}"


def _ways(staff: Staff, name: str) -> list[tuple[str, str]]:
    """Return how a line may be a stored person; one whom it names otherwise keeps that name or takes the new one."""
    same = f"Cùng một người với {staff.full_name} ({staff.code})"
    if name_sign(staff.full_name) == name_sign(name):
        return [(str(staff.pk), same)]
    return [
        (f"{AS_STORED}{staff.pk}", f"{same}, giữ tên trong hồ sơ"),
        (str(staff.pk), f"{same}, sửa tên thành {name}"),
    ]


def _why_not(held: int) -> str:
    return f"Sửa {grouped(held)} dòng giữ lại trong tệp rồi tải lại." if held else "Mọi dòng của tệp đã có trong hồ sơ."
