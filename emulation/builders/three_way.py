"""A line of a workbook laid beside what is stored now and what was stored when it was downloaded, cell by cell.

Who did not touch a cell changes nothing in it; who changed it changes it unless somebody else has
changed it too: then both stand side by side, and a person chooses.
"""

from collections.abc import Collection
from dataclasses import dataclass, field

from core.documents import data_fingerprint
from core.sheets.normalise import name_sign, one_line
from emulation.builders.downloaded import Was
from emulation.builders.subjects import Subject
from emulation.builders.units import model_name
from emulation.choices import form_text

SAME, CHANGED, KEPT, CLASH = "same", "changed", "kept", "clash"
FILE, SYSTEM = "file", "system"
# A model under another name is renamed, or taken for a new one, by choice only.
RENAME, ADD = "rename", "add"
NAME, POSITION, LINE = "Tên mô hình", "Chức vụ", "Cả dòng"
GONE, UNKNOWN = "đã xóa", "không rõ"
Titles = dict[int, list[str]]
Cells = dict[int, tuple[list[str], list[str]]]


@dataclass(frozen=True)
class Clash:
    """One cell that was changed on both sides, as texts; ``year`` is 0 where it is no cell of a year."""

    year: int
    what: str
    file: str
    system: str
    was: str


@dataclass(slots=True)
class Beside:
    """What comes of a line: ``cells``, ``position`` and ``name`` (before, after), ``kept`` what stays as it is stored.

    ``chosen`` is the way that a person has taken out of exactly these clashes with ``entry``: "file" or "system",
    or where the name is among them "rename" (as the file has it), "system", or "add".
    """

    cells: Cells = field(default_factory=dict)
    position: tuple[str, str] | None = None
    name: tuple[str, str] | None = None
    kept: Titles = field(default_factory=dict)
    kept_position: str | None = None
    clashes: list[Clash] = field(default_factory=list)
    chosen: str = ""
    entry: int = 0

    @property
    def sign(self) -> str:
        """Return what a choice is bound to: other values, or another stored line, are another question."""
        told = [self.entry, *(vars(clash) for clash in self.clashes)]
        return data_fingerprint(told)[:12] if self.clashes else ""

    @property
    def is_gone(self) -> bool:
        """Whether the line was taken off its sheet after the download."""
        return any(clash.system == GONE for clash in self.clashes)

    @property
    def is_left_out(self) -> bool:
        return self.is_gone and self.chosen == SYSTEM

    @property
    def is_nobodys(self) -> bool:
        """Whether a line that was taken off its sheet was not edited in the file either: there is nothing to ask."""
        return self.is_gone and any(clash.what == LINE for clash in self.clashes)

    @property
    def is_about_name(self) -> bool:
        """Whether the name of the model was changed on both sides."""
        return any(clash.what == NAME for clash in self.clashes)

    @property
    def is_unknown(self) -> bool:
        """Whether nobody knows how the line was when the list was downloaded."""
        return any(clash.was == UNKNOWN for clash in self.clashes)

    @property
    def is_open(self) -> bool:
        return bool(self.clashes) and not self.chosen

    def waits_for(self, year: int) -> bool:
        """Whether the cell of a year, or with 0 the position, waits for a choice."""
        return self.is_open and any(c.year == year and c.what not in (LINE, NAME) for c in self.clashes)

    def settle(self, choice: str) -> None:
        side, _, sign = choice.partition(":")
        sides = (RENAME, SYSTEM, ADD) if self.is_about_name else (FILE, SYSTEM)
        self.chosen = side if self.clashes and sign == self.sign and side in sides else ""


def verdict_of(file: Collection[str] | str, system: Collection[str] | str, was: Collection[str] | str | None) -> str:
    """Return what comes of one cell; ``was`` is None where nothing is known of the download."""
    if file == system:
        return SAME
    if was is None or system == was:
        return CHANGED
    return KEPT if file == was else CLASH


def lay_beside(
    subject: Subject, stored: Titles, position: str, was: Was | None, *, entry: int = 0,
    names: tuple[str, str] | None = None, is_guarded: bool = False,
) -> Beside:  # fmt: skip
    """Compare a line with its ``entry``; an empty position in the file leaves the stored one.

    ``names`` are those of a model now and when it was downloaded, where the file has another one. A line that
    ``is_guarded`` was not in the download of the file: what is stored gives way to it by choice only.
    """
    found, given = Beside(entry=entry), one_line(subject.position)
    cells = {year: (stored.get(year, []), subject.titles.get(year, [])) for year in subject.years}
    verdicts = _verdicts(cells, (one_line(position), given), was, is_guarded=is_guarded)
    clashing = [year for year, verdict in verdicts.items() if verdict == CLASH]
    found.clashes = [_clash(year, subject, (given, position), stored, was) for year in clashing]
    renamed = _verdict_of_name(subject.name, *names) if names else SAME
    if names and renamed == CLASH:
        found.clashes.append(Clash(0, NAME, subject.name, *names))
    found.settle(subject.choice)
    settled = {FILE: CHANGED, RENAME: CHANGED, SYSTEM: KEPT}.get(found.chosen, CLASH)
    _sort_out(found, {year: settled if v == CLASH else v for year, v in verdicts.items()}, cells, (position, given))
    if names and (settled if renamed == CLASH else renamed) == CHANGED:
        found.name = (names[0], subject.name)
    return found


def without_entry(subject: Subject, was: Was | None) -> Beside:
    """Compare a line that is stored nowhere: a new one, or one that was taken off the list after the download."""
    found = Beside(cells={year: ([], codes) for year in subject.years if (codes := subject.titles.get(year, []))})
    if was is None or not was.entry:
        return found
    found.entry = was.entry
    found.clashes = _edited_since(subject, was) or [Clash(0, LINE, subject.name, GONE, was.name)]
    found.settle(subject.choice)
    if found.is_nobodys and not found.chosen:
        found.chosen = SYSTEM
    if found.chosen != FILE:
        found.cells = {}
    return found


def _edited_since(subject: Subject, was: Was) -> list[Clash]:
    """Return what was edited in the file about a line that is stored no more."""
    found = []
    for year in subject.years:
        file, before = subject.titles.get(year, []), was.titles.get(year, [])
        if set(file) != set(before):
            found.append(Clash(year, str(year), form_text(file, subject.kind), GONE, form_text(before, subject.kind)))
    given = one_line(subject.position)
    if given not in ("", one_line(was.position)):
        found.append(Clash(0, POSITION, given, GONE, was.position))
    return found


def is_untouched(subject: Subject, was: Was) -> bool:
    """Whether a line stands in the file as it was downloaded."""
    given = one_line(subject.position)
    return given in ("", one_line(was.position)) and all(
        set(subject.titles.get(year, [])) == set(was.titles.get(year, [])) for year in subject.years
    )


def _verdicts(cells: Cells, position: tuple[str, str], was: Was | None, *, is_guarded: bool) -> dict[int, str]:
    """Return what comes of the cells of each year and, under 0, of a position that the file gives."""
    system, given = position
    found = {year: _verdict_of_year(before, after, year, was) for year, (before, after) in cells.items()}
    if given:
        found[0] = verdict_of(given, system, one_line(was.position) if was else None)
    if is_guarded:
        lost = {year for year, (before, after) in cells.items() if set(before) - set(after)}
        lost |= {0} if system else set()
        found = {year: CLASH if verdict == CHANGED and year in lost else verdict for year, verdict in found.items()}
    return found


def _verdict_of_year(system: list[str], file: list[str], year: int, was: Was | None) -> str:
    return verdict_of(set(file), set(system), set(was.titles.get(year, [])) if was else None)


def _verdict_of_name(file: str, system: str, was: str) -> str:
    return verdict_of(*(name_sign(model_name(name)) for name in (file, system, was)))


def _clash(year: int, subject: Subject, positions: tuple[str, str], stored: Titles, was: Was | None) -> Clash:
    if not year:
        return Clash(year, POSITION, *positions, was.position if was else UNKNOWN)
    file, system = (form_text(titles.get(year, []), subject.kind) for titles in (subject.titles, stored))
    return Clash(year, str(year), file, system, form_text(was.titles.get(year, []), subject.kind) if was else UNKNOWN)


def _sort_out(found: Beside, verdicts: dict[int, str], cells: Cells, position: tuple[str, str]) -> None:
    """Put every cell where its verdict belongs; the year 0 stands for the position."""
    for year, verdict in verdicts.items():
        if verdict == CHANGED and year:
            found.cells[year] = cells[year]
        elif verdict == CHANGED:
            found.position = position
        elif verdict == KEPT and year:
            found.kept[year] = cells[year][0]
        elif verdict == KEPT:
            found.kept_position = position[0]
