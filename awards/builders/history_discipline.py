"""Discipline, what is still being looked into, violations: the words of a row decide which of them it is."""

from datetime import date

from awards.builders import history_words as words
from awards.builders.history_columns import DISCIPLINE, VIOLATION
from awards.builders.history_lines import HELD, MATTER, Line
from awards.builders.history_rows import Row
from emulation.builders.findings import error, info, warning
from emulation.choices import DisciplineCause, DisciplineSide, MatterKind


def discipline_lines(row: Row) -> list[Line]:
    """Return a decision of discipline, or an open or closed matter."""
    form, status = row.text("form"), row.text("status")
    state = words.discipline_status(status) or words.discipline_status(form)
    known = words.discipline_form(form)
    if state in ("open", "closed") or (state == "done" and known is None):
        line = _matter(row, form, status, is_open=state == "open")
    else:
        line = _discipline(row, form, status, state)
    line.outcome = HELD if row.is_wrong else ""
    return [line]


def _discipline(row: Row, form: str, status: str, state: str | None) -> Line:
    line = row.line(DISCIPLINE)
    known = _form(row, form)
    if status and state is None and words.discipline_form(status) is None:
        row.tell(
            "status", warning("UNKNOWN_STATUS", f"Không rõ tình trạng “{status}”; vẫn tính là có hiệu lực.", status)
        )
    day = row.day("decided_on") or row.day("opened_on")
    if day is None and not row.is_wrong:
        row.tell("decided_on", error("BAD_DATE", "Thiếu ngày quyết định kỷ luật."))
    ends = row.day("ends_on")
    line.year = day.on.year if day else None
    line.values = {
        "form": known,
        "side": str(words.side(row.text("side")) or words.side(form) or DisciplineSide.STATE),
        "cause": str(words.cause(row.text("cause")) or DisciplineCause.UNKNOWN),
        "decision_number": row.text("decision")[:60],
        "decided_on": day and day.on,
    }
    line.untold = frozenset() if row.text("cause") else frozenset({"cause"})
    if ends:
        line.values["ends_on"] = ends.on
    if state == "withdrawn":
        line.values["withdrawn_note"] = (status or form)[:300]
    return line


def _form(row: Row, text: str) -> str | None:
    found = words.discipline_form(text)
    if found is None:
        told = f"Không rõ hình thức kỷ luật “{text}”." if text else "Thiếu hình thức kỷ luật."
        row.tell("form", error("UNKNOWN_FORM", told, text))
    return found and str(found)


def _matter(row: Row, form: str, status: str, *, is_open: bool) -> Line:
    line = row.line(MATTER)
    said = f"{form} {status}".strip()
    kind = words.matter(form) or words.matter(status) or MatterKind.DISCIPLINE
    opened = _opened_on(row)
    note = "; ".join(part for part in (form, row.text("cause"), row.text("note")) if part) or said
    line.values = {"kind": str(kind), "opened_on": opened, "note": note[:400]}
    line.untold = frozenset() if row.text("cause") or row.text("note") else frozenset({"note"})
    line.year = opened.year if opened else None
    if is_open:
        return line
    closed = row.day("closed_on")
    if closed is None and opened:
        row.tell("status", info("DATE_ASSUMED", "Không ghi ngày kết luận; lấy ngày bắt đầu xem xét."))
    ended = closed.on if closed else opened
    if ended and opened and ended < opened:
        row.tell("closed_on", error("BAD_DATE", "Ngày kết luận trước ngày bắt đầu xem xét."))
    line.values |= {"closed_on": ended, "outcome": said[:400]}
    return line


def _opened_on(row: Row) -> date | None:
    """Return the day a matter began: as it is told, else the first of January of its year."""
    day = row.day("opened_on", exact=False) or row.day("decided_on", exact=False)
    if day and day.precision == "day":
        return day.on
    if day is None and row.is_wrong:
        return None
    if day is None and not row.text("year"):
        row.tell("decided_on", error("BAD_DATE", "Thiếu ngày hoặc năm bắt đầu xem xét."))
        return None
    year = day.on.year if day else row.year()
    if year is None:
        return None
    first = day.on if day else date(year, 1, 1)
    row.tell("decided_on", info("DATE_ASSUMED", f"Không rõ ngày bắt đầu xem xét; lấy {first:%d/%m/%Y}."))
    return first


def violation_lines(row: Row) -> list[Line]:
    """Return a violation of one of the kinds that bar an exemplar."""
    line = row.line(VIOLATION)
    text = row.text("kind")
    kind = words.violation(text)
    if kind is None:
        row.tell("kind", error("UNKNOWN_VIOLATION", f"Không rõ loại vi phạm “{text}”.", text))
    day = row.day("happened_on", exact=False)
    year = day.on.year if day else row.year() if row.text("year") else None
    if year is None and not row.is_wrong:
        row.tell("happened_on", error("BAD_DATE", "Thiếu ngày vi phạm."))
    on = day.on if day else date(year, 1, 1) if year else None
    if on and (day is None or day.precision != "day"):
        row.tell("happened_on", warning("DATE_ASSUMED", f"Không rõ ngày vi phạm; lấy {on:%d/%m/%Y}."))
    line.year = year
    line.values = {"kind": kind and str(kind), "happened_on": on, "note": (row.text("note") or text)[:400]}
    line.untold = frozenset() if row.text("note") else frozenset({"note"})
    line.outcome = HELD if row.is_wrong else ""
    return [line]
