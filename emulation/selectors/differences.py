"""What changed between two states of a sheet: lines added, removed, changed, cell by cell."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from emulation.criteria import Line
from emulation.models import Sheet, SheetCopy
from emulation.workflow import lines_of
from emulation.workflow.asked import kept_keys, kept_words
from emulation.workflow.facts import fetch_answers, replies_of


@dataclass(frozen=True)
class LineChange:
    """A line that stands on both sides; ``cells`` maps a year to (codes added, codes removed)."""

    old: Line
    new: Line
    cells: dict[int, tuple[frozenset[str], frozenset[str]]] = field(default_factory=dict)
    texts: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True)
class Difference:
    """What is new against an earlier state; ``against`` names that state for the reader."""

    against: str = ""
    added: tuple[Line, ...] = ()
    removed: tuple[Line, ...] = ()
    changed: tuple[LineChange, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.added or self.removed or self.changed)

    @property
    def cells(self) -> int:
        return sum(len(change.cells) + len(change.texts) for change in self.changed)

    @property
    def summary(self) -> str:
        """Return the change in words: "1 dòng mới, 2 ô đổi"."""
        parts = [
            (len(self.added), "dòng mới"),
            (len(self.removed), "dòng bỏ"),
            (self.cells, "ô đổi"),
        ]
        return ", ".join(f"{count} {word}" for count, word in parts if count) or "không đổi gì"


def difference_of(sheet: Sheet) -> Difference:
    """Return what is new on a sheet: against what was sent before, else against the version in force."""
    copies = list(sheet.sent_copies.order_by("-pk")[:2])
    if len(copies) == 2:
        return compare(lines_in(copies[1].content), lines_of(sheet), f"lần gửi {copies[1].at:%d/%m/%Y}")
    if sheet.previous_id and sheet.previous is not None:
        return compare(lines_of(sheet.previous), lines_of(sheet), "bản trước", by_origin=True)
    return Difference()


def amendment_of(sheet: Sheet) -> Difference:
    """Return what an amendment changes in the version that it replaces."""
    if sheet.previous is None:
        return Difference()
    return compare(lines_of(sheet.previous), lines_of(sheet), "bản trước", by_origin=True)


def compare(old: Sequence[Line], new: Sequence[Line], against: str, *, by_origin: bool = False) -> Difference:
    """Compare two lists of lines, matched by line or by the line they were copied from."""
    before = {line.pk: line for line in old}
    pairs = [(before.get(line.origin or 0) if by_origin else before.get(line.pk), line) for line in new]
    kept = {was.pk for was, _ in pairs if was}
    return Difference(
        against,
        added=tuple(line for was, line in pairs if was is None),
        removed=tuple(line for line in old if line.pk not in kept),
        changed=tuple(change for was, line in pairs if was and (change := _change(was, line))),
    )


def content_of(sheet: Sheet) -> dict[str, Any]:
    """Return a sheet as plain data: what a copy keeps, and what the receipt stands for."""
    plan = sheet.round.plan
    fetch_answers(sheet)
    asked = kept_keys(sheet)
    answers = {entry.pk: replies_of(entry) for entry in sheet.entries.all()}
    return {
        "round": sheet.round_id,
        "criteria": {"sets": plan.criteria_sets, "day": plan.criteria_day.isoformat()},
        "words": kept_words(sheet),
        "unit": sheet.unit.name,
        "version": sheet.version,
        "endorsed_on": sheet.endorsed_on.isoformat() if sheet.endorsed_on else "",
        "votes": [sheet.votes_for, sheet.votes_total],
        "lines": [
            {
                "pk": line.pk, "kind": line.kind, "name": line.name, "position": line.position,
                "summary": line.summary, "subject": line.subject, "origin": line.origin,
                "answers": {ref: [reply.answer, reply.rests_on] for ref, reply in sorted(answers[line.pk].items())},
                "asked": asked.get(line.pk, {}),
                "targets": {str(year): sorted(codes) for year, codes in sorted(line.targets.items())},
            }
            for line in lines_of(sheet)
        ],
    }  # fmt: skip


def lines_in(content: dict[str, Any]) -> list[Line]:
    """Return the lines of a kept copy."""
    return [
        Line(
            row["pk"], number, row["kind"], row["name"], row["position"], row["summary"], row["subject"], row["origin"],
            {int(year): frozenset(codes) for year, codes in row["targets"].items()},
        )
        for number, row in enumerate(content["lines"], start=1)
    ]  # fmt: skip


def last_copy(sheet: Sheet) -> SheetCopy | None:
    return sheet.sent_copies.order_by("-pk").first()


def _change(old: Line, new: Line) -> LineChange | None:
    nothing: frozenset[str] = frozenset()
    cells = {}
    for year in sorted({*old.targets, *new.targets}):
        was, now = old.targets.get(year, nothing), new.targets.get(year, nothing)
        if was != now:
            cells[year] = (now - was, was - now)
    labels = (("name", "Tên"), ("position", "Chức vụ"), ("summary", "Mô tả"))
    texts = tuple(
        (label, getattr(old, name), getattr(new, name))
        for name, label in labels
        if getattr(old, name) != getattr(new, name)
    )
    return LineChange(old, new, cells, texts) if cells or texts else None
