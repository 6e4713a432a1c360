"""What taking a workbook in would do: line by line new, changed, as before, or held, and why.

The same plan is shown to the person, fingerprinted, and carried out; it writes nothing itself.
"""

import json
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from hashlib import sha256

from emulation.builders.alike import Alike
from emulation.builders.downloaded import Was, downloaded_in
from emulation.builders.findings import ERROR, Finding, Findings, Issue, error, in_order, info
from emulation.builders.import_shelf import Shelf, shelf_of
from emulation.builders.matching import House, house_of
from emulation.builders.name_answers import NameAnswers, known_by_answer
from emulation.builders.out_of_reach import CLOSED_ROW, tell_closed, tell_strangers
from emulation.builders.planned_line import CHANGED, HELD, NEW, SAME, PlannedLine
from emulation.builders.registration_form import EVERY, Registrations, Told
from emulation.builders.renamed import settle_renamed
from emulation.builders.round_trip import ELSEWHERE, issues_of, tell_download, tell_missing
from emulation.builders.subjects import Subject
from emulation.builders.target_cells import mismatch
from emulation.builders.three_way import is_untouched, lay_beside, without_entry
from emulation.choices import OPEN_SHEETS, SubjectKind, UnitKind, title
from emulation.models import Entry, Round, Sheet, Staff, Unit
from emulation.workflow import round_is_open


@dataclass
class ImportPlan:
    """The lines in the order of the workbook, all findings, and the units whose sheets would be written to.

    ``sheets`` are the latest ones as they were when the plan was made, by unit.
    """

    lines: list[PlannedLine]
    findings: list[Finding]
    units: dict[int, Unit]
    sheets: dict[int, Sheet]
    header_rows: set[tuple[str, int]] = field(default_factory=set)

    @property
    def held(self) -> list[tuple[str, int]]:
        """Return the rows that wait for a correction, in the order of the workbook."""
        waiting = {(line.subject.sheet, line.subject.row) for line in self.lines if line.outcome == HELD}
        listed = {(line.subject.sheet, line.subject.row) for line in self.lines} | self.header_rows
        rows = [(f.sheet, f.row) for f in self.findings if f.severity == ERROR and f.row]
        return [place for place in dict.fromkeys(rows) if place in waiting or place not in listed]

    @property
    def rows(self) -> dict[str, int]:
        """Return how many rows of the workbook have each outcome."""
        found = Counter(line.outcome for line in self.lines)
        return {NEW: found[NEW], CHANGED: found[CHANGED], SAME: found[SAME], HELD: len(self.held)}

    @property
    def counts(self) -> dict[str, int]:
        """Return the same of entries: several rows may be written to one, which is new or changed once."""
        written = {(line.outcome, line.entry.pk if line.entry else line.key) for line in self.lines}
        found = Counter(outcome for outcome, _ in written)
        return {**self.rows, NEW: found[NEW], CHANGED: found[CHANGED]}

    @property
    def fingerprint(self) -> str:
        """Return the fingerprint of what would be done; another state of the sheets gives another one."""
        digest = sha256()
        for line in self.lines:
            digest.update(json.dumps(line.told, ensure_ascii=False, default=str).encode())
        return digest.hexdigest()


def plan_import(
    found: Registrations,
    round: Round,
    *,
    scope: Unit | None = None,
    keeps_house: bool = False,
    told: Told | None = None,
) -> ImportPlan:
    """Return the plan for one round; ``scope`` keeps a head to the unit that is his or hers.

    Who ``keeps_house`` has only chosen a unit, and is told how to hand in the lists of others.
    ``told`` hears now and then how many lines of how many have been compared.
    """
    return _Planner(found, round, scope, keeps_house).plan(told)


class _Planner:
    def __init__(self, found: Registrations, round: Round, scope: Unit | None, keeps_house: bool):
        self.found, self.round, self.scope, self.keeps_house = found, round, scope, keeps_house
        self.house: House = house_of(round.plan.facility, is_named=True)
        self.answers = NameAnswers(self.house.facility, self.house.by_pk)
        self.shelf: Shelf = shelf_of(round, scope=scope)
        self.findings = Findings(list(found.findings))
        self.base, issues = downloaded_in(found.aside, round)
        self.findings.extend("", None, "", issues)
        self.wrong = {(f.sheet, f.row, f.column) for f in found.findings if f.severity == ERROR}
        self.hosts: dict[str, Unit | None] = {}
        self.reasons: dict[int, str] = {}
        self.closed: dict[str, list[PlannedLine]] = defaultdict(list)
        self.strangers: dict[int, str] = {}

    def plan(self, told: Told | None) -> ImportPlan:
        lines, number = [self._line(subject) for subject in self.found.subjects], len(self.found.subjects)
        alike = Alike(lines, self.base)
        if self.base:
            self.findings.extend("", None, "", tell_download(lines, self.base, self.house.units))
        for place, line in enumerate(lines, start=1):
            self._weigh(line, alike)
            if told and place % EVERY == 0:
                told(place, number)
        self._tell_of_download(lines)
        self._tell_of_units(lines)
        touched = {line.unit.pk: line.unit for line in lines if line.unit and line.outcome in (NEW, CHANGED)}
        order = list(dict.fromkeys(finding.sheet for finding in self.found.findings))
        order = list(dict.fromkeys([*(subject.sheet for subject in self.found.subjects), *order]))
        findings = in_order(self.findings.told(), order)
        return ImportPlan(lines, findings, touched, self.shelf.sheets, self.found.header_rows)

    def _tell_of_download(self, lines: list[PlannedLine]) -> None:
        if self.base:
            asked = settle_renamed(lines, self.base, self.shelf, self.findings)
            self.findings.extend("", None, "", tell_missing(lines, self.base, self.shelf, self.scope, asked))

    def _tell_of_units(self, lines: list[PlannedLine]) -> None:
        self.findings.extend("", None, "", tell_closed(self.closed))
        if self.keeps_house:
            has_own = any(line.unit for line in lines)
            self.findings.extend("", None, "", tell_strangers([*self.strangers.values()], has_own=has_own))

    def _line(self, subject: Subject) -> PlannedLine:
        line = PlannedLine(subject)
        self._find_unit(line)
        if line.unit:
            self._find_subject(line)
        return line

    def _hold_closed(self, line: PlannedLine, reason: str) -> None:
        """Hold a line that would change something in a sheet that takes nothing in now."""
        line.outcome = HELD
        self.closed[reason].append(line)
        self._tell(line, error("SHEET_CLOSED", CLOSED_ROW, line.subject.unit))

    def _weigh(self, line: PlannedLine, alike: Alike) -> None:
        self._look_at_titles(line.subject)
        if not self.findings.has_error(line.subject.sheet, line.subject.row):
            self._compare(line, alike)
        if line.unit and line.outcome != SAME and (reason := self._closed(line.unit)):
            self._hold_closed(line, reason)

    def _tell(self, line: PlannedLine, issue: Issue) -> None:
        subject = line.subject
        self.findings.add(subject.sheet, subject.row, subject.name_column, issue)

    # --- the unit and its sheet ---

    def _find_unit(self, line: PlannedLine) -> None:
        name = line.subject.unit
        host = self._host(name)
        if host is None:
            if name:
                text = f"Không có đơn vị nào tên “{name}” phải lập bản đăng ký.{self.house.near_units.question(name)}"
                self._tell(line, error("UNKNOWN_UNIT", text, name))
        elif self.scope and host.pk != self.scope.pk:
            self.strangers[host.pk] = host.name
            beyond = "" if self.keeps_house else ", ngoài phạm vi của bạn"
            self._tell(line, error("OUT_OF_SCOPE", f"Dòng này thuộc {host.name}{beyond}.", name))
        else:
            line.unit = host

    def _host(self, name: str) -> Unit | None:
        """Return the unit whose sheet a name of a unit leads to."""
        if name not in self.hosts:
            unit = self.house.unit(name) if name else None
            self.hosts[name] = self.house.host(unit) if unit else None
        return self.hosts[name]

    def _closed(self, host: Unit) -> str:
        if host.pk not in self.reasons:
            self.reasons[host.pk] = self._why_closed(host)
        return self.reasons[host.pk]

    def _why_closed(self, host: Unit) -> str:
        sheet = self.shelf.sheets.get(host.pk)
        if sheet is None:
            return round_is_open(Sheet(round=self.round, unit=host, facility=self.round.plan.facility))
        if sheet.status in OPEN_SHEETS:
            return ""
        return f"Bản đăng ký của {host.name} đang ở trạng thái “{sheet.get_status_display()}” nên không nhập vào được."

    # --- the subject ---

    def _find_subject(self, line: PlannedLine) -> None:
        if line.subject.kind == SubjectKind.PERSON:
            self._find_person(line)
        elif line.subject.kind == SubjectKind.COLLECTIVE:
            self._find_collective(line)
        if line.staff or line.collective or line.subject.kind == SubjectKind.MODEL:
            line.entry = self.shelf.entries.get(line.key) or self._renamed_since(line)

    def _renamed_since(self, line: PlannedLine) -> Entry | None:
        """Return the model that bore this name when the list was downloaded."""
        was = self._was(line)
        found = self.shelf.by_pk.get(was.entry) if was else None
        return found if found and found.kind == line.subject.kind == SubjectKind.MODEL else None

    def _was(self, line: PlannedLine) -> Was | None:
        return self.base.of(line.key) if self.base else None

    def _find_person(self, line: PlannedLine) -> None:
        subject, host = line.subject, line.unit
        assert host is not None
        by_code = self.house.by_code.get(subject.code.lower()) if subject.code else None
        people = [by_code] if by_code else self.house.people_of(subject.name, host)
        if subject.staff:
            chosen = [staff for staff in people if staff.pk == subject.staff]
        else:
            chosen = self._untouched(subject, host, people)
            if len(chosen) != 1 and (said := self.answers.of(subject, people, self.house, host)):
                chosen = [said]
                self._tell(line, known_by_answer(said, subject.name))
        if len(chosen) == 1:
            line.staff = chosen[0]
        elif self._is_wrong(subject):
            return
        elif people:
            line.candidates = people
            text = f"{host.label} có {len(people)} người tên này; hãy chọn đúng người."
            self._tell(line, error("AMBIGUOUS_PERSON", text, subject.name))
        elif subject.name:
            self._tell(line, error("UNKNOWN_PERSON", self._unknown(subject, host), subject.name))

    def _untouched(self, subject: Subject, host: Unit, people: list[Staff]) -> list[Staff]:
        """Return of several namesakes the one whose line stands in the file as it was downloaded, else all of them."""
        if len(people) < 2 or not self.base:
            return people
        lines = {staff.pk: self.base.lines.get((host.pk, SubjectKind.PERSON, str(staff.pk))) for staff in people}
        same = [staff for staff in people if (was := lines[staff.pk]) and is_untouched(subject, was)]
        return same if len(same) == 1 else people

    def _is_wrong(self, subject: Subject) -> bool:
        """Whether the name itself was refused already."""
        return (subject.sheet, subject.row, subject.name_column) in self.wrong

    def _unknown(self, subject: Subject, host: Unit) -> str:
        elsewhere = self.house.namesakes(subject.name)
        if elsewhere:
            units = ", ".join(sorted({staff.unit.label for staff in elsewhere}))
            return f"“{subject.name}” không thuộc {host.label}; người tên này ở {units}."
        maybe = self.house.near_people.question(subject.name, may=lambda name: bool(self.house.people_of(name, host)))
        return f"“{subject.name}” chưa có trong danh sách nhân sự của {host.label}.{maybe}"

    def _find_collective(self, line: PlannedLine) -> None:
        host, name = line.unit, line.subject.name
        assert host is not None
        line.collective = self._collective(name, host)
        if line.collective is None:
            maybe = self.house.near_units.question(name, may=lambda near: bool(self._collective(near, host)))
            self._tell(line, error("UNKNOWN_UNIT", f"“{name}” không phải tập thể của {host.label}.{maybe}", name))

    def _collective(self, name: str, host: Unit) -> Unit | None:
        """Return the collective of a name that may stand on the sheet of a unit."""
        found = self.house.unit(name)
        own = found and (found.pk == host.pk or found.parent_id == host.pk)
        free = found and found.kind == UnitKind.MASS and not found.must_register
        return found if own or free else None

    # --- what would change ---

    def _look_at_titles(self, subject: Subject) -> None:
        """Tell titles that the subject may not hold, however they came into its cells."""
        for year, codes in subject.titles.items():
            wrong = [mismatch(code, subject.kind) for code in codes if subject.kind not in title(code).subjects]
            self.findings.extend(subject.sheet, subject.row, subject.columns.get(year, ""), wrong)

    def _compare(self, line: PlannedLine, alike: Alike) -> None:
        subject = line.subject
        if alike.is_of_other_round(line):
            line.outcome = SAME
            self.findings.add(subject.sheet, subject.row, "", info("OTHER_ROUND", ELSEWHERE))
        elif twin := alike.other(line):
            text = f"Cùng một người, một tập thể với dòng {twin.subject.row} nhưng danh hiệu khác."
            self._tell(line, error("DUPLICATE_SUBJECT", text, subject.name))
        elif own := alike.own(line):
            self._lay_beside(line, own)
        else:
            line.outcome = SAME

    def _lay_beside(self, line: PlannedLine, own: Subject) -> None:
        """Compare what is a line's own to say: the rest is said by another line of the same subject."""
        was, entry = self._was(line), line.entry
        if entry is None:
            line.lay(without_entry(own, was))
        else:
            is_guarded = self.base is not None and was is None
            stored = (self.shelf.of(entry), entry.position)
            line.lay(lay_beside(own, *stored, was, entry=entry.pk, is_guarded=is_guarded))
        self.findings.extend(own.sheet, own.row, "", issues_of(line))
