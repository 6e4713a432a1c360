"""One row of a sheet of the history: its cells by meaning, and the words said about them."""

import re
from itertools import islice

from django.utils import timezone

from awards.builders.history_columns import FIRST_YEAR, OF_UNITS, Table
from awards.builders.history_lines import Line
from core.sense import day_refusal, year_refusal
from core.sheets.dates import Day, read_day
from core.sheets.grid import Grid, letter
from emulation.builders import leftovers, units
from emulation.builders.findings import Findings, Issue, error, warning
from emulation.builders.title_reader import TitleReader

_NOTHING = re.compile(r"[-–.…/\s]*")
# Days on which something has happened; the end of a discipline and a last working day may lie ahead.
_PAST = {
    "decided_on": "Ngày quyết định", "revoked_on": "Ngày thu hồi", "opened_on": "Ngày bắt đầu",
    "closed_on": "Ngày kết luận", "happened_on": "Ngày vi phạm",
}  # fmt: skip
_YEAR = re.compile(r"(?:n[aă]m\s*)?((?:19|20)\d\d)(?:[.,]0+)?", re.IGNORECASE)


class Row:
    """A row of a table; reading a hostile or failing cell tells so and gives nothing."""

    def __init__(self, grid: Grid, table: Table, number: int, findings: Findings, titles: TitleReader | None = None):
        self.grid, self.table, self.number, self.findings = grid, table, number, findings
        self.titles = titles or TitleReader()
        self.kind = table.kind
        self.subject_role = "unit" if self.kind in OF_UNITS else "code" if "code" in table.roles else "name"

    @property
    def is_named(self) -> bool:
        if self.kind in OF_UNITS:
            return bool(self.shown("unit")) and not self.is_numbering
        return bool(self.text("code") or self.text("name")) and not self.is_numbering

    @property
    def subject(self) -> str:
        return self.shown("unit") if self.kind in OF_UNITS else self.text("name")

    @property
    def texts(self) -> list[str]:
        cells = (self.grid.text(self.number, column) for column in range(1, self.grid.width + 1))
        return [text for text in cells if text]

    @property
    def is_nearly_empty(self) -> bool:
        """Whether at most two cells hold something."""
        filled = (column for column in range(1, self.grid.width + 1) if self.grid.text(self.number, column))
        return len(list(islice(filled, 3))) < 3

    @property
    def is_numbering(self) -> bool:
        """Whether the row only numbers the columns: (1) (2) (3)."""
        first = self.grid.text(self.number, 1) or self.grid.text(self.number, 2)
        return len(first) < 5 and all(re.fullmatch(r"\(?\d{1,2}\)?", text) for text in self.texts)

    def text(self, role: str) -> str:
        return self.cell(self.table.roles.get(role, 0), role)

    def cell(self, column: int, role: str = "") -> str:
        """Return the text of a cell on one line."""
        if not column:
            return ""
        trouble = self.grid.troubles.get((self.number, column)) if self.grid.troubles else None
        if trouble:
            self._add(column, leftovers.formula(trouble.kind, trouble.text))
            return ""
        text = self.grid.text(self.number, column).replace("\n", " ")
        if text and text[0] in "=@+-<hj" and leftovers.HOSTILE.search(text) and not _NOTHING.fullmatch(text):
            issue = warning("SUSPICIOUS_TEXT_IGNORED", "Ô chứa công thức hoặc mã; để trống.", text)
            self._add(column, issue)
            return ""
        return "" if text and text[0] in "-–.…/" and _NOTHING.fullmatch(text) else text

    def shown(self, role: str) -> str:
        """Return the text that is seen at a place: a unit may be merged over its rows."""
        column = self.table.roles.get(role, 0)
        if not column:
            return ""
        return self.text(role) or self.grid.shown(self.number, column).replace("\n", " ")

    def tell(self, role: str, issue: Issue) -> None:
        roles = self.table.roles
        self._add(roles.get(role) or roles.get(self.subject_role) or 1, issue)

    def tell_at(self, column: int, issue: Issue) -> None:
        self._add(column, issue)

    def _add(self, column: int, issue: Issue) -> None:
        self.findings.add(self.grid.name, self.number, letter(column), issue)

    def line(self, kind: str, **more: object) -> Line:
        """Return a fact of this row about its subject."""
        found = Line(kind, self.grid.name, self.number, **more)  # type: ignore[arg-type]
        if self.kind in OF_UNITS:
            found.unit_name = units.collective_name(self.shown("unit"))
        else:
            found.code, found.name = self.text("code"), self.text("name")
        found.columns = self.table.letters
        return found

    def year(self) -> int | None:
        """Return the year of the row; a missing or impossible one, or one that has not come, is told."""
        text = self.text("year")
        found = _YEAR.fullmatch(text)
        year = int(found[1]) if found else 0
        if year > timezone.localdate().year:
            self.tell("year", error("BAD_YEAR", year_refusal(year), text))
        elif year >= FIRST_YEAR:
            return year
        else:
            self.tell("year", error("BAD_YEAR", f"Năm “{text}” không hợp lệ." if text else "Thiếu năm.", text))
        return None

    def day(self, role: str, *, exact: bool = True) -> Day | None:
        """Return the day of a cell; one that is no day, or no exact day where one is needed,
        or a day of the past that has not come, is told.
        """
        text = self.text(role)
        if not text:
            return None
        found = read_day(self.grid.value(self.number, self.table.roles[role]))
        if found is None or (exact and found.precision != "day") or found.on.year < FIRST_YEAR:
            self.tell(role, error("BAD_DATE", f"Ngày “{text}” không hợp lệ; hãy ghi ngày/tháng/năm.", text))
            return None
        if role in _PAST and found.on > timezone.localdate():
            self.tell(role, error("BAD_DATE", day_refusal(found.on, _PAST[role]), text))
            return None
        return found

    def decision(self, year: int | None) -> dict[str, object]:
        """Return the number and the day of the decision, as far as they are told; a day before the year is doubted."""
        told: dict[str, object] = {}
        if number := self.text("decision"):
            told["decision_number"] = number[:60]
        if day := self.day("decided_on"):
            told["decided_on"] = day.on
            if year and day.on.year < year:
                words = f"Quyết định ngày {day.on:%d/%m/%Y} có trước năm {year}. Xem lại ngày và năm."
                self.tell("decided_on", warning("DECIDED_BEFORE", words, self.text("decided_on")))
        return told

    @property
    def is_wrong(self) -> bool:
        return self.findings.has_error(self.grid.name, self.number)
