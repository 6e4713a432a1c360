"""What would change under another day's law or other settings. Everything is judged twice; nothing is written."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from awards.criteria import law
from awards.criteria.conditions import drafts, drafts_of
from awards.criteria.titles import DRAFT, Judgement, tried
from awards.selectors.assessment import local_of
from awards.selectors.eligibility import Row, board_of
from awards.selectors.explanation import mark_of, reasons
from emulation.models import Unit
from emulation.selectors.settings import Definition, definitions

# The settings of this group are known by their name alone; the others stand once for every title.
PLAIN_GROUP = "Điều kiện xét danh hiệu"


@dataclass(frozen=True)
class Change:
    """One verdict that would be another one."""

    row: Row
    after: Judgement
    draft: str = ""

    @property
    def why(self) -> str:
        """Return the sentences that the other verdict hangs on, two of them at most."""
        return " ".join(reasons(self.after)[:2])

    @property
    def tone_after(self) -> str:
        return mark_of(self.after)[0]

    @property
    def word_after(self) -> str:
        word = mark_of(self.after)[1]
        is_draft = self.draft in drafts_of(self.after.title)
        return f"Theo dự thảo: {word[:1].lower()}{word[1:]}" if is_draft else word


@dataclass(frozen=True)
class Comparison:
    """A list under two sets of rules: how many verdicts were looked at, and which differ; ``tried`` says how.

    ``unread`` names the titles whose text on the other day nobody has read: their verdicts are those of a trial.
    """

    year: int
    before_on: date
    after_on: date
    total: int
    changes: list[Change]
    tried: tuple[str, ...] = ()
    unread: str = ""

    @property
    def steps(self) -> list[tuple[str, str, int]]:
        """Return (from, to, number) of the kinds of change, the most frequent first."""
        numbers = Counter((change.row.word, change.word_after) for change in self.changes)
        return [(before, after, number) for (before, after), number in numbers.most_common()]


def compare(
    facility: Unit,
    *,
    year: int,
    on: date,
    after_on: date | None = None,
    settings: Mapping[str, Any] | None = None,
    titles: tuple[str, ...] = (),
) -> Comparison:
    """Judge a house as it is, then with another day's law and with settings laid over; None unsets one."""
    local = local_of(facility, on)
    other = {**local_of(facility, after_on or on), **(settings or {})}
    other = {name: value for name, value in other.items() if value is not None}
    before = board_of(facility, year=year, on=on, titles=titles, local=local)
    after = board_of(facility, year=year, on=after_on or on, titles=titles, local=other)
    found = {(row.kind, row.pk, row.title): row.judgement for row in after.rows}
    changes = [
        Change(row, now, other.get(DRAFT, ""))
        for row in before.rows
        if (now := found.get((row.kind, row.pk, row.title))) is not None and tried(now)[0].result != row.result
    ]
    laid_over = tuple(_laid_over(on, after_on, local, settings or {}))
    return Comparison(year, on, after_on or on, len(before.rows), changes, laid_over, after.on_trial)


def draft_words(name: str) -> str:
    """Return a draft as people call it, never by its code."""
    return f"Dự thảo: {drafts()[name].removeprefix('Dự thảo ')}"


def setting_words(one: Definition) -> str:
    """Return the name of a setting as sentences name it: with its title where there is one for every title."""
    return law.label(one.name)


def value_words(one: Definition, value: Any) -> str:
    """Return a value as it is told beside its setting; None is one that nobody has decided."""
    if value is None:
        return "chưa đặt"
    text = one.text(value)
    return text.lower() if one.type == "bool" else f"{text} {one.unit}".strip()


def _laid_over(on: date, after_on: date | None, local: Mapping[str, Any], settings: Mapping[str, Any]) -> Iterator[str]:
    """Yield in words what is laid over the rules of today."""
    if after_on is not None and after_on != on:
        yield f"Quy định có hiệu lực ngày {after_on:%d/%m/%Y} thay cho ngày {on:%d/%m/%Y}"
    for name, value in settings.items():
        if name == DRAFT:
            yield draft_words(value)
        else:
            one = definitions()[name]
            yield f"{setting_words(one)}: {value_words(one, local.get(name))} → {value_words(one, value)}"
