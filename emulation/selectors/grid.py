"""A sheet as the screen and the paper show it: lines, years across, titles as chips."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import prefetch_related_objects

from core import rulebook
from emulation.choices import SubjectKind, Title, form_text, titles, titles_for
from emulation.criteria import Gap, Line
from emulation.models import Entry, Sheet, SheetComment
from emulation.selectors.differences import Difference
from emulation.selectors.people import current_staff
from emulation.workflow import Standing, lines_of

NOTHING: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Chip:
    """A title in a cell; ``state`` is "" as it stands, "add" when new, "miss" when struck out."""

    code: str
    short: str
    name: str
    state: str = ""


@dataclass(frozen=True)
class Cell:
    """One year of one line; ``pins`` are the numbers of the remarks on it."""

    entry: int
    year: int
    chips: tuple[Chip, ...] = ()
    text: str = ""
    pins: tuple[int, ...] = ()
    is_changed: bool = False
    gap: str = ""

    @property
    def codes(self) -> str:
        return " ".join(chip.code for chip in self.chips if chip.state != "miss")


@dataclass(frozen=True)
class Row:
    """One line of the sheet."""

    entry: Entry
    number: int
    note: str
    cells: tuple[Cell, ...]
    pins: tuple[int, ...] = ()
    state: str = ""
    old_position: str | None = None
    gaps: tuple[str, ...] = ()
    standing: Standing | None = None


@dataclass(frozen=True)
class Gone:
    """A line that stood on the earlier state and is no longer there."""

    name: str
    note: str
    texts: tuple[tuple[int, str], ...]


@dataclass(frozen=True)
class Remark:
    """A comment with its number and the place it speaks of."""

    number: int
    comment: SheetComment
    place: str
    anchor: str


@dataclass(frozen=True)
class Grid:
    """The whole table; ``years`` are (year, name of the law of that year)."""

    sheet: Sheet
    years: tuple[tuple[int, str], ...]
    rows: tuple[Row, ...]
    remarks: tuple[Remark, ...] = ()
    removed: tuple[Gone, ...] = ()

    @property
    def open_remarks(self) -> list[Remark]:
        return [remark for remark in self.remarks if not remark.comment.resolved_at]


def grid_of(
    sheet: Sheet, *, difference: Difference | None = None, gaps: Sequence[Gap] = (),
    standings: Mapping[int, Standing] | None = None,
) -> Grid:  # fmt: skip
    """Return a sheet ready to be shown; the same number of queries for 1 and 30 lines."""
    difference = difference or Difference()
    prefetch_related_objects([sheet], "entries__targets", "entries__staff", "entries__subject_unit")
    remarks = remarks_of(sheet)
    painter = _Painter(sheet, difference, remarks, gaps, standings or {})
    rows = tuple(painter.row(entry, number) for number, entry in enumerate(sheet.entries.all(), start=1))
    gone = tuple(_gone(line, sheet.round.years) for line in difference.removed)
    return Grid(sheet, years_of(sheet), rows, remarks, gone)


def years_of(sheet: Sheet) -> tuple[tuple[int, str], ...]:
    """Return the years of a sheet, each with the law that its results fall under."""
    return tuple((year, rulebook.value("emulation.laws.short", on=date(year, 12, 31))) for year in sheet.round.years)


def remarks_of(sheet: Sheet) -> tuple[Remark, ...]:
    """Return the remarks on a sheet, numbered in the order in which they were written."""
    numbers = {line.pk: line.number for line in lines_of(sheet)}
    comments = sheet.comments.select_related("by", "entry", "resolved_by")
    return tuple(_remark(comment, place, numbers) for place, comment in enumerate(comments, start=1))


def palette() -> list[tuple[str, list[tuple[str, list[Title]]]]]:
    """Return what each kind of subject may aim at, titles apart from forms of commendation."""
    heads = (("danh_hieu", "Danh hiệu thi đua"), ("hinh_thuc", "Hình thức khen thưởng"))
    return [
        (kind, [(head, [title for title in titles_for(kind) if title.kind == group]) for group, head in heads])
        for kind in SubjectKind.values
    ]


def tally_of(grid: Grid) -> dict[str, int]:
    """Return how many of what stand on a sheet, and how many persons are direct workers."""
    counts = Counter(row.entry.kind for row in grid.rows)
    persons = [row.entry.staff for row in grid.rows if row.entry.staff]
    return {
        "collectives": counts[SubjectKind.COLLECTIVE],
        "persons": counts[SubjectKind.PERSON],
        "models": counts[SubjectKind.MODEL],
        "direct": sum(1 for person in persons if person.is_direct),
        "targets": sum(len(cell.chips) for row in grid.rows for cell in row.cells),
    }


def _chip(title: Title, added: frozenset[str], dropped: frozenset[str]) -> Chip:
    state = "add" if title.code in added else "miss" if title.code in dropped else ""
    return Chip(title.code, title.short, title.name, state)


def _gone(line: Line, years: Sequence[int]) -> Gone:
    texts = tuple((year, form_text(line.targets.get(year, NOTHING), line.kind)) for year in years)
    return Gone(line.name, line.position or str(SubjectKind(line.kind).label), texts)


def _remark(comment: SheetComment, place: int, numbers: dict[int, int]) -> Remark:
    if comment.entry is None:
        return Remark(place, comment, "Cả bản", "")
    line = f"Dòng {numbers.get(comment.entry_id or 0, '?')}, {comment.entry.name}"
    if comment.year:
        return Remark(place, comment, f"{line}, năm {comment.year}", f"o-{comment.entry_id}-{comment.year}")
    return Remark(place, comment, line, f"dong-{comment.entry_id}")


@dataclass
class _Painter:
    """Turns entries into rows, with what is known about them at hand."""

    sheet: Sheet
    difference: Difference
    remarks: tuple[Remark, ...]
    gaps: Sequence[Gap]
    standings: Mapping[int, Standing]
    pins: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        for remark in self.remarks:
            if remark.anchor and not remark.comment.resolved_at:
                self.pins[remark.anchor].append(remark.number)
        self.added = {line.pk for line in self.difference.added}
        self.changed = {change.new.pk: change for change in self.difference.changed}
        self.people = current_staff(self.sheet.unit).count()
        self.told = {gap.anchor: gap.text for gap in self.gaps}
        self.first_year = self.sheet.round.years[0]

    def row(self, entry: Entry, number: int) -> Row:
        change = self.changed.get(entry.pk)
        moved = next((old for label, old, _ in change.texts if label == "Chức vụ"), None) if change else None
        return Row(
            entry,
            number,
            self.note(entry),
            tuple(self.cell(entry, year) for year in self.sheet.round.years),
            tuple(self.pins[f"dong-{entry.pk}"]),
            "new" if entry.pk in self.added else "",
            moved,
            tuple(text for anchor, text in self.told.items() if anchor == f"dong-{entry.pk}"),
            self.standings.get(entry.pk),
        )

    def cell(self, entry: Entry, year: int) -> Cell:
        anchor = f"o-{entry.pk}-{year}"
        codes = {target.title for target in entry.targets.all() if target.year == year}
        change = self.changed.get(entry.pk)
        added, dropped = (change.cells if change else {}).get(year, (NOTHING, NOTHING))
        return Cell(
            entry.pk,
            year,
            tuple(_chip(title, added, dropped) for title in titles().values() if title.code in codes | dropped),
            form_text(codes, entry.kind),
            tuple(self.pins[anchor]),
            bool(added or dropped),
            self.told.get(anchor) or ("Chưa chọn danh hiệu" if self._is_empty(entry, year) else ""),
        )

    def _is_empty(self, entry: Entry, year: int) -> bool:
        """Say whether this is the first cell of a line that is told to have no target at all."""
        is_told = f"dong-{entry.pk}" in self.told and not entry.targets.all()
        return year == self.first_year and is_told and entry.kind != SubjectKind.MODEL

    def note(self, entry: Entry) -> str:
        """Return the small print under a name: what kind of subject, and what tells namesakes apart."""
        if entry.kind == SubjectKind.COLLECTIVE:
            people = f" · {self.people} người" if entry.subject_unit_id == self.sheet.unit_id else ""
            return f"Tập thể{people}"
        if entry.kind == SubjectKind.MODEL or entry.staff is None:
            return "Mô hình"
        staff = entry.staff
        job = staff.prefix or (staff.get_job_type_display() if staff.job_type != "khac" else staff.code)
        return f"{job} · lao động trực tiếp" if staff.is_direct and not staff.is_manager else job
