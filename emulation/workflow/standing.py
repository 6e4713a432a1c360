"""How each line of a sheet stands against the criteria of its plan; computed anew, never stored."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from emulation.choices import ItemKind, SubjectKind, Typical
from emulation.criteria import Block, CriteriaSet, Facts, Finding, Item, Offence, judge
from emulation.models import Entry, Sheet
from emulation.workflow.asked import asked_on, sets_of
from emulation.workflow.facts import FactBook, replies_of, subject_of


@dataclass(frozen=True)
class Standing:
    """One line: what is asked set by set, how each stands, and how far the office has appraised it."""

    entry: Entry
    groups: tuple[tuple[CriteriaSet, tuple[Finding, ...]], ...]

    @cached_property
    def findings(self) -> list[Finding]:
        return [finding for _, findings in self.groups for finding in findings]

    def veiled(self) -> "Standing":
        """Return it as those see it who may not read what weighs on whom."""
        return Standing(self.entry, tuple((one, tuple(f.veiled() for f in found)) for one, found in self.groups))

    @property
    def asked(self) -> int:
        return sum(1 for finding in self.findings if finding.item.is_answered)

    @property
    def unanswered(self) -> int:
        return sum(1 for finding in self.findings if finding.block == Block.SUBMIT)

    @property
    def answered(self) -> int:
        return self.asked - self.unanswered

    @property
    def bare(self) -> list[Finding]:
        return [finding for finding in self.findings if finding.is_bare]

    @property
    def violations(self) -> list[Finding]:
        """Return what the register of violations holds against the line and nobody has overridden."""
        kind = ItemKind.NO_VIOLATIONS
        return [one for one in self.findings if one.item.kind == kind and one.block == Block.ACCEPT]

    @property
    def troubles(self) -> list[Finding]:
        """Return what keeps the line from being an exemplar as things stand."""
        return [finding for finding in self.findings if finding.is_open]

    @property
    def scored(self) -> int:
        return len({score.question for score in self.entry.typicality.all()})

    @property
    def questions(self) -> int:
        return len(Typical)


def standings_of(sheet: Sheet) -> dict[int, Standing]:
    """Return how every line of a sheet stands now; empty when its plan names no sets."""
    asked = asked_on(sheet)
    if not asked:
        return {}
    items = {pk: [item for _, items in groups for item in items] for pk, groups in asked.items()}
    book = FactBook(sheet, items, barring_kinds(sets_of(sheet)))
    return {
        entry.pk: Standing(entry, _judged(asked[entry.pk], book.facts_of(entry))) for entry in sheet.entries.all()
    }


def answered_lines(sheet: Sheet) -> dict[int, Standing]:
    """Return every line with what the unit answers alone, without the records: cheap, for sending."""
    found = {}
    for entry in sheet.entries.all() if (asked := asked_on(sheet)) else ():
        groups = [(one, [item for item in items if item.is_answered]) for one, items in asked[entry.pk]]
        facts = Facts(subject_of(entry), replies=replies_of(entry))
        found[entry.pk] = Standing(entry, _judged(groups, facts))
    return found


def offences_against(entry: Entry) -> list[Offence]:
    """Return the violations in the plan's period that some criterion of the line looks at."""
    asked = asked_on(entry.sheet)
    items = {pk: [item for _, items in groups for item in items] for pk, groups in asked.items()}
    if entry.pk not in items:
        return []
    kinds = {kind for item in items[entry.pk] for kind in item.kinds}
    facts = FactBook(entry.sheet, {entry.pk: items[entry.pk]}).facts_of(entry)
    return [offence for offence in facts.offences if offence.kind in kinds]


def barring_kinds(sets: Iterable[CriteriaSet]) -> frozenset[str]:
    """Return which kinds of violation of a member bar a collective (S0-14)."""
    items = [item for one in sets if SubjectKind.COLLECTIVE in one.subjects for item in one.items]
    return frozenset(kind for item in items if item.kind == ItemKind.NO_VIOLATIONS for kind in item.kinds)


def _judged(asked: Iterable[tuple[CriteriaSet, list[Item]]], facts: Facts) -> tuple:
    return tuple((one, tuple(judge(items, facts))) for one, items in asked)
