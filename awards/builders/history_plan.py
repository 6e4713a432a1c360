"""What taking a history workbook in would do now, line by line, and what only the house can tell."""

import json
from collections import Counter, defaultdict
from collections.abc import Hashable
from dataclasses import dataclass, field
from hashlib import sha256

from awards.builders.history_columns import AWARD, INITIATIVE, LEAVE, RATING
from awards.builders.history_initiative_ledger import InitiativeLedger
from awards.builders.history_ledgers import AwardLedger, Ledger, ledgers
from awards.builders.history_lines import CHANGED, HELD, NEW, SAME, TWICE, History, Line
from awards.builders.history_people import Directory
from awards.builders.history_roll import Roll
from awards.builders.history_writes import Writes
from awards.selectors.history_records import Known, known_of
from emulation.builders.findings import Finding, Findings, Issue, error, in_order, warning
from emulation.builders.import_plan import EVERY, Told
from emulation.models import Unit

OUTCOMES = (NEW, CHANGED, SAME, HELD)


@dataclass
class HistoryPlan:
    """The lines of a workbook with what comes of each, the rows to write, and everything to tell."""

    history: History
    writes: Writes
    findings: list[Finding] = field(default_factory=list)

    @property
    def counts(self) -> dict[str, int]:
        """Return how many lines are new, changed, the same and held; rows held before they were lines included."""
        found = Counter(line.outcome for line in self.history.all_lines if not line.is_held)
        return {**{outcome: found[outcome] for outcome in OUTCOMES}, HELD: len(self.history.held)}

    def by_sheet(self) -> dict[str, dict[str, int]]:
        """Return the same counts for every sheet, in the order of the workbook."""
        found: dict[str, Counter[str]] = {name: Counter() for name in self.history.sheets}
        for line in self.history.all_lines:
            if not line.is_held:
                found[line.sheet][line.outcome] += 1
        for sheet, _ in self.history.held:
            found[sheet][HELD] += 1
        return {name: {outcome: count[outcome] for outcome in OUTCOMES} for name, count in found.items() if count}

    @property
    def fingerprint(self) -> str:
        """Return a sign of all that would be written; it changes when the house or the file does."""
        digest = sha256()
        for line in self.history.all_lines:
            values = sorted((name, str(value)) for name, value in line.values.items() if name != "withdrawn_at")
            who = (line.staff.code if line.staff else "", line.unit.name if line.unit else "")
            before = [str(self.writes.before[type(one)].get(one.pk or 0, "")) for one in line.records]
            told = [line.sheet, line.row, line.kind, line.year, line.outcome, who, values, before]
            digest.update(json.dumps(told).encode())
        return digest.hexdigest()


def plan_history(
    history: History, facility: Unit | None, *, is_dry: bool = False, told: Told | None = None
) -> HistoryPlan:
    """Return what taking a workbook in would do; dry, nothing is asked of the database.

    ``told`` hears now and then how many lines of how many are through.
    """
    known = Known() if is_dry else known_of(facility)
    writes = Writes(facility)
    directory = Directory(known, is_open=is_dry, hospital=history.hospital)
    findings = Findings(list(history.findings))
    roll = Roll(history, directory, writes, findings)
    progress = _Progress(len(history.staff) + 2 * len(history.lines), told)
    for person in history.staff:
        roll.settle(person)
        progress.step()
    _settle_subjects(history, directory, findings, progress)
    _settle_doubles(history.lines, findings)
    _settle_records(history.lines, writes, None if is_dry else facility, findings, progress)
    history.findings = in_order(findings.told(), history.sheets)
    return HistoryPlan(history, writes, history.findings)


@dataclass
class _Progress:
    """Counts the lines that are through, and says so now and then."""

    total: int
    told: Told | None
    done: int = 0

    def step(self, lines: int = 1) -> None:
        before, self.done = self.done, self.done + lines
        if self.told and before // EVERY != self.done // EVERY:
            self.told(self.done, self.total)


def _settle_subjects(history: History, directory: Directory, findings: Findings, progress: _Progress) -> None:
    for line in history.lines:
        progress.step()
        if line.is_held and not (line.kind == INITIATIVE and (line.code or line.name)):
            continue
        issue = _settle_unit(line, directory, history) if line.of_unit else _settle_person(line, directory)
        if issue is None:
            continue
        role = "unit" if line.of_unit else "name" if issue.code == "AMBIGUOUS_PERSON" else "code"
        findings.add(line.sheet, line.row, line.column(role, "code", "name") or "A", issue)
        if issue.severity == "error":
            line.outcome = HELD


def _settle_person(line: Line, directory: Directory) -> Issue | None:
    line.staff, issue = directory.person(line)
    return issue


def _settle_unit(line: Line, directory: Directory, history: History) -> Issue | None:
    line.unit, issue = directory.unit(line.unit_name)
    if issue or line.unit:
        return issue
    if not directory.is_open:
        told = f"Không có đơn vị nào tên “{line.unit_name}”.{directory.near_units.question(line.unit_name)}"
        return error("UNKNOWN_UNIT", told, line.unit_name)
    if history.has_staff:
        told = f"“{line.unit_name}” không có trong trang nhân sự của tệp; phải có sẵn trên hệ thống khi nhập."
        return warning("UNKNOWN_UNIT", told, line.unit_name)
    return None


def _settle_doubles(lines: list[Line], findings: Findings) -> None:
    """What is told twice is taken once; what is told in two ways is not taken at all. Leave is summed."""
    groups: dict[tuple[str, Hashable], list[Line]] = defaultdict(list)
    known = ledgers()
    for line in lines:
        if not line.is_held and line.kind in known:
            groups[(line.kind, known[line.kind].line_key(line))].append(line)
    for (kind, _), found in groups.items():
        if len(found) < 2:
            continue
        if kind == LEAVE:
            _sum_up(found, findings)
        elif len({_meaning(line) for line in found}) > 1:
            _tell_contradiction(found, findings)
        else:
            _tell_double(found, findings)


def _meaning(line: Line) -> Hashable:
    """Return what must not differ between two rows about one thing."""
    return line.values.get("level") if line.kind == RATING else bool(line.values.get("is_revoked"))


def _sum_up(found: list[Line], findings: Findings) -> None:
    """Add up the leave of a year; a row that says just what another one says is that row once more."""
    told: dict[Hashable, Line] = {}
    for line in found:
        told.setdefault((line.values["days"], line.values.get("note", "")), line)
    kept = list(told.values())
    kept[0].values["days"] = min(sum(line.values["days"] for line in kept), 366)
    for line in found:
        if line is not kept[0]:
            line.outcome = TWICE
        if not any(line is one for one in kept):
            again = warning("DUPLICATE_ROW", f"Trùng dòng {found[0].row}; chỉ lấy một.")
            findings.add(line.sheet, line.row, line.column("days", "kind", "code") or "A", again)


def _tell_contradiction(found: list[Line], findings: Findings) -> None:
    rows = ", ".join(dict.fromkeys(f"{line.column('level', 'status')}{line.row}" for line in found))
    what = "hai mức xếp loại" if found[0].kind == RATING else "vừa hiệu lực vừa thu hồi"
    for line in found:
        line.outcome = HELD
        told = f"Mâu thuẫn ({rows}): {what} cho cùng một năm; không lấy dòng nào."
        findings.add(line.sheet, line.row, line.column("level", "status", "title"), error("CONTRADICTION", told))


def _tell_double(found: list[Line], findings: Findings) -> None:
    for line in found[1:]:
        line.outcome = TWICE
        told = f"Trùng dòng {found[0].row}" + (f" ({found[0].sheet})" if found[0].sheet != line.sheet else "")
        column = line.column("level", "title", "title_code", "form", "kind", "code") or "A"
        findings.add(line.sheet, line.row, column, warning("DUPLICATE_ROW", f"{told}; chỉ lấy một."))


def _settle_records(
    lines: list[Line], writes: Writes, facility: Unit | None, findings: Findings, progress: _Progress
) -> None:
    by_kind: dict[str, list[Line]] = defaultdict(list)
    for line in lines:
        if not line.outcome:
            by_kind[line.kind].append(line)
    books: dict[str, Ledger] = ledgers()
    for kind, found in by_kind.items():
        if kind == INITIATIVE:
            InitiativeLedger(facility).settle_all(found, writes, findings)
            progress.step(len(found))
            continue
        book = books[kind]
        book.load(facility)
        if kind == AWARD and isinstance(book, AwardLedger):
            book.claim(found)
        for line in found:
            book.settle(line, writes)
            progress.step()
