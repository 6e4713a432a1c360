"""The preview of a workbook as the page shows it: rows of the file, what would come of each, ways out of doubts."""

from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

from core.text import grouped
from emulation.builders.batch_reading import choices_for, place_of
from emulation.builders.findings import ERROR, INFO, Finding
from emulation.builders.import_plan import CHANGED, HELD, NEW, SAME, ImportPlan, PlannedLine
from emulation.builders.round_trip import AS_STORED, REMOVED, SINCE, headline, side_labels
from emulation.builders.three_way import SYSTEM
from emulation.choices import SubjectKind, form_text

WORDS = {NEW: "Mới", CHANGED: "Đổi", SAME: "Như cũ", HELD: "Giữ lại"}
TONES = {NEW: "t-ok small strong", CHANGED: "t-sent small strong", SAME: "muted small", HELD: "t-late small strong"}
LEFT_OUT = "Để ngoài"
WARNED = "warned"
PLURALS = {NEW: "mới", CHANGED: "thay đổi", SAME: "như cũ", HELD: "giữ lại chờ sửa"}


@dataclass(frozen=True)
class Word:
    """What is told below a row, with the buttons that settle it; ``sides`` are (cell, file, system, download)."""

    place: str
    text: str
    tone: str
    mark: str
    key: str
    ways: tuple[tuple[str, str], ...] = ()
    sides: tuple[tuple[str, str, str, str], ...] = ()


@dataclass(frozen=True)
class Shown:
    """One cell: what stands in the file, and what it replaces; ``note`` says why something else stands there."""

    text: str = ""
    old: str = ""
    year: int = 0
    is_wrong: bool = False
    note: str = ""


@dataclass
class PreviewRow:
    """One row of the file."""

    sheet: str
    row: int
    outcome: str
    unit: str = ""
    name: Shown = field(default_factory=Shown)
    position: Shown = field(default_factory=Shown)
    cells: list[Shown] = field(default_factory=list)
    words: list[Word] = field(default_factory=list)
    is_left_out: bool = False

    @property
    def label(self) -> str:
        return LEFT_OUT if self.is_left_out else WORDS[self.outcome]

    @property
    def tone(self) -> str:
        return TONES[self.outcome]


@dataclass(frozen=True)
class Place:
    """Where a row stands in the file and what would come of it; the row itself is made when it is asked for."""

    sheet: str
    row: int
    outcome: str
    is_warned: bool
    made: Callable[[], PreviewRow]


@dataclass
class Preview:
    """The page: counts, years, rows, and what concerns the file as a whole."""

    counts: list[tuple[str, str, int]]
    years: list[int]
    places: list[Place]
    notices: list[Finding]
    columns: dict[int, str]
    name_column: str = ""
    has_marks: bool = False

    @property
    def outcomes(self) -> Counter[str]:
        """Return how many rows of each outcome are listed, and how many are not held but warned of."""
        found = Counter(place.outcome for place in self.places)
        if number := sum(place.is_warned for place in self.places):
            found[WARNED] = number
        return found


def preview_of(plan: ImportPlan) -> Preview:
    years = sorted({year for line in plan.lines for year in (*line.subject.years, *line.subject.texts)})
    told: dict[tuple[str, int], list[Finding]] = defaultdict(list)
    for finding in plan.findings:
        if finding.row and (finding.severity != INFO or finding.code == REMOVED):
            told[finding.sheet, finding.row].append(finding)
    places = [_place(line, years, told.get((line.subject.sheet, line.subject.row), [])) for line in plan.lines]
    listed = {(place.sheet, place.row) for place in places}
    has_marks = any(f.severity != INFO for place in listed for f in told.get(place, ()))
    nameless = _nameless(plan, listed, years)
    places += nameless
    listed |= {(place.sheet, place.row) for place in nameless}
    order = {sheet: number for number, sheet in enumerate(dict.fromkeys(place.sheet for place in places))}
    places.sort(key=lambda place: (order[place.sheet], place.row))
    notices = [f for f in plan.findings if (f.sheet, f.row) not in listed]
    written = plan.counts
    counts = [(outcome, _plural(outcome, number, written), number) for outcome, number in plan.rows.items()]
    names = {line.subject.name_column for line in plan.lines}
    name = names.pop() if len(names) == 1 else ""
    return Preview(counts, years, places, notices, _letters(plan), name, has_marks or bool(nameless))


def _plural(outcome: str, rows: int, written: dict[str, int]) -> str:
    number = written[outcome]
    return PLURALS[outcome] if number == rows else f"{PLURALS[outcome]}, gộp thành {grouped(number)} dòng"


def _place(line: PlannedLine, years: list[int], own: list[Finding]) -> Place:
    is_warned = line.outcome != HELD and any(f.severity != INFO for f in own)
    return Place(line.subject.sheet, line.subject.row, line.outcome, is_warned, partial(_row, line, years, own))


def _row(line: PlannedLine, years: list[int], own: list[Finding]) -> PreviewRow:
    subject = line.subject
    wrong = {f.column for f in own if f.severity == ERROR}
    return PreviewRow(
        sheet=subject.sheet,
        row=subject.row,
        outcome=line.outcome,
        unit=line.unit.label if line.unit else subject.unit,
        name=_name(line, wrong),
        position=_position(line),
        cells=[_cell(line, year, wrong) for year in years],
        words=[_word(f, subject.kind, line) for f in own],
        is_left_out=line.beside.is_left_out,
    )


def _name(line: PlannedLine, wrong: set[str]) -> Shown:
    name, beside = line.subject.name, line.beside
    is_wrong = line.subject.name_column in wrong or (beside.is_open and beside.is_about_name)
    if beside.is_about_name and beside.chosen == SYSTEM and line.entry:
        return Shown(line.entry.name, note=SINCE)
    return Shown(name, beside.name[0] if beside.name else "", is_wrong=is_wrong)


def _position(line: PlannedLine) -> Shown:
    if line.beside.kept_position is not None:
        return Shown(line.beside.kept_position, note=_why_kept(line))
    old, new = line.position or ("", line.subject.position)
    return Shown(new, old if old != new else "", is_wrong=line.beside.waits_for(0))


def _cell(line: PlannedLine, year: int, wrong: set[str]) -> Shown:
    subject = line.subject
    if year in line.beside.kept:
        return Shown(form_text(line.beside.kept[year], subject.kind), year=year, note=_why_kept(line))
    if line.beside.waits_for(year):
        return Shown(form_text(subject.titles.get(year, ()), subject.kind), year=year, is_wrong=True)
    if subject.columns.get(year) in wrong:
        return Shown(subject.texts.get(year, ""), year=year, is_wrong=True)
    text = form_text(subject.titles.get(year, ()), subject.kind)
    before, after = line.cells.get(year, ([], []))
    changed = line.entry is not None and before and before != after
    return Shown(text, form_text(before, subject.kind) if changed else "", year)


def _why_kept(line: PlannedLine) -> str:
    return AS_STORED if line.beside.is_unknown else SINCE


def _word(finding: Finding, kind: str, line: PlannedLine | None) -> Word:
    ways = tuple(choices_for(finding, kind))
    if finding.code == "AMBIGUOUS_PERSON" and line:
        people = [(f"staff:{p.pk}", _called(p.code, p.birth_date, p.position)) for p in line.candidates]
        ways = (*people, *ways)
    is_error = finding.severity == ERROR
    if finding.code in ("CONFLICT", REMOVED) and line:
        return _clash_word(finding, line)
    is_open = finding.code.startswith("AMBIGUOUS") or not is_error
    place = f"Ô {finding.place}" if finding.column else f"Dòng {finding.row}"
    key = place_of(finding.sheet, finding.row, finding.column)
    return Word(place, finding.message, "warn" if is_open else "bad", "warn" if is_open else "bad", key, ways)


def _clash_word(finding: Finding, line: PlannedLine) -> Word:
    """Return the values side by side, with a button for each side that has not been chosen."""
    beside = line.beside
    labels = side_labels(line)
    ways = tuple((f"{side}:{beside.sign}", label) for side, label in labels.items() if side != beside.chosen)
    asked = () if beside.is_nobodys else beside.clashes
    sides = tuple((clash.what, clash.file, clash.system, clash.was) for clash in asked)
    tone = "bad" if beside.is_open else "" if finding.severity == INFO else "warn"
    key = place_of(finding.sheet, finding.row, "")
    return Word(f"Dòng {finding.row}", headline(line), tone, tone or "none", key, ways, sides)


def _called(code: str, born: object, position: str) -> str:
    year = f"sinh {born.year}" if born and hasattr(born, "year") else ""
    return ", ".join(filter(None, (code, year, position)))


def _nameless(plan: ImportPlan, listed: set[tuple[str, int]], years: list[int]) -> list[Place]:
    """Rows that name nobody stand in the list too: nothing is passed over in silence."""
    found: dict[tuple[str, int], PreviewRow] = {}
    for finding in plan.findings:
        at = (finding.sheet, finding.row or 0)
        if finding.severity != ERROR or not finding.row or at in listed or at in plan.header_rows:
            continue
        blank = [Shown(year=year) for year in years]
        row = found.setdefault(at, PreviewRow(*at, HELD, name=Shown("(chưa có tên)", is_wrong=True), cells=blank))
        row.words.append(_word(finding, SubjectKind.PERSON, None))
    return [Place(*at, HELD, False, partial(_itself, row)) for at, row in found.items()]


def _itself(row: PreviewRow) -> PreviewRow:
    return row


def _letters(plan: ImportPlan) -> dict[int, str]:
    """Return the letter of each year's column where it is the same in the whole file."""
    seen: dict[int, set[str]] = {}
    for line in plan.lines:
        for year, letter in line.subject.columns.items():
            seen.setdefault(year, set()).add(letter)
    return {year: next(iter(letters)) for year, letters in seen.items() if len(letters) == 1}
