"""The lines of a workbook by whom they mean: one subject may stand on several of them, each filling other years.

What such lines say is one: a cell is empty only where none of them fills it, each cell is compared and
written once, and a line that belongs to another round of the same download is left alone.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from emulation.builders.downloaded import Downloaded
from emulation.builders.import_shelf import Key
from emulation.builders.planned_line import PlannedLine
from emulation.builders.subjects import Subject
from emulation.builders.three_way import is_untouched
from emulation.choices import SubjectKind


@dataclass
class _Group:
    """The lines of one subject; ``filled`` are the years that any of them fills, ``said`` who speaks for which."""

    lines: list[PlannedLine] = field(default_factory=list)
    filled: set[int] = field(default_factory=set)
    said: dict[int, PlannedLine] = field(default_factory=dict)
    first: PlannedLine | None = None
    has_position: bool = False


class Alike:
    """The lines that are one by their entry, or by their key where there is none; asked line by line, in order."""

    def __init__(self, lines: Iterable[PlannedLine], base: Downloaded | None):
        self.groups: dict[int | Key, _Group] = {}
        self.others: set[int] = set()
        for line in lines:
            if line.unit and (line.staff or line.collective or line.subject.kind == SubjectKind.MODEL):
                self.groups.setdefault(_sign(line), _Group()).lines.append(line)
        for group in self.groups.values():
            if base and base.elsewhere:
                self._set_apart(group, base)
            if len(group.lines) > 1:
                group.filled = {year for line in group.lines for year in _filled(line.subject)}

    def _set_apart(self, group: _Group, base: Downloaded) -> None:
        """Leave out the lines of other rounds; where all may be such, the first that stands as its own was is own."""
        others = [line for line in group.lines if _stands_elsewhere(line, base)]
        if len(others) == len(group.lines):
            own = next((n for n, line in enumerate(others) if _stands_here(line, base)), None)
            others = [line for n, line in enumerate(others) if n != own]
        self.others |= {id(line) for line in others}
        group.lines = [line for line in group.lines if id(line) not in self.others]

    def is_of_other_round(self, line: PlannedLine) -> bool:
        """Whether a line stands in the file as it was downloaded from another round."""
        return id(line) in self.others

    def other(self, line: PlannedLine) -> PlannedLine | None:
        """Return an earlier line of the subject that says something else."""
        group = self.groups.get(_sign(line))
        if group is None or group.first is None:
            return None
        own, first = line.subject, group.first
        if first.key != line.key and _content(first.subject) != _content(own):
            return first
        twins = ((group.said.get(year), year) for year in _filled(own))
        return next((twin for twin, year in twins if twin and _differ(twin.subject, own, year)), None)

    def own(self, line: PlannedLine) -> Subject | None:
        """Return a line with what is its own to say, None where the earlier ones have said all of it."""
        subject, group = line.subject, self.groups.get(_sign(line))
        if group is None or len(group.lines) == 1:
            return subject
        is_head, filled = line is group.lines[0], _filled(subject)
        own = [year for year in filled if year not in group.said]
        group.said.update(dict.fromkeys(own, line))
        group.first = group.first or line
        years = tuple(y for y in subject.years if y in own or (is_head and y not in group.filled))
        position = "" if group.has_position else subject.position
        group.has_position = group.has_position or bool(position)
        if not is_head and not years and not (line.entry and position) and group.first is not line:
            return None
        return replace(subject, years=years, position=position)


def _sign(line: PlannedLine) -> int | Key:
    return line.entry.pk if line.entry else line.key


def _stands_here(line: PlannedLine, base: Downloaded) -> bool:
    was = base.lines.get(line.key)
    return was is not None and is_untouched(line.subject, was)


def _stands_elsewhere(line: PlannedLine, base: Downloaded) -> bool:
    return any(is_untouched(line.subject, was) for was in base.elsewhere.get(line.key, ()))


def _filled(subject: Subject) -> list[int]:
    """Return the years whose cells hold something, be it readable or not."""
    return [y for y in {**subject.texts, **subject.titles} if subject.texts.get(y) or subject.titles.get(y)]


def _differ(one: Subject, other: Subject, year: int) -> bool:
    return set(one.titles.get(year, [])) != set(other.titles.get(year, []))


def _content(subject: Subject) -> dict[int, set[str]]:
    return {year: set(subject.titles.get(year, [])) for year in _filled(subject)}
