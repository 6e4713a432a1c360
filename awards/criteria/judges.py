"""Judges of titles, who remember what people came to by all that was asked for it."""

from collections import defaultdict
from collections.abc import Iterable
from itertools import chain
from typing import Any, NamedTuple, cast

from awards.criteria.answers import Answers, Memo, Question, Trail
from awards.criteria.conditions import criteria_in
from awards.criteria.findings import Finding
from awards.criteria.kept import Kept, beside, kept
from awards.criteria.memory import Limited
from awards.criteria.packed import Packed
from awards.criteria.parts import Bench, Known, Months, Part, Service, asks_about_job
from awards.criteria.readings import Read, join_readings
from awards.criteria.titles import Judgement, absence, judgement_of, titled
from core.rulebook import Rule


class Before(NamedTuple):
    """What stands before all conditions: the findings on what is pending, and whether somebody was not at work."""

    pending: list[Finding]
    is_absent: bool


class Judge:
    """The judge of one title, who remembers judgements by all that was asked for them."""

    def __init__(self, bench: Bench, title: str, rule: Rule):
        self.bench, self.title, self.rule = bench, title, rule
        self.parts: list[Part] = bench.tree(title).parts
        self.asks_about_job = asks_about_job(rule.value)
        self.known = Known()
        self.memo = Memo()
        self.absence = absence(title, bench.year, rule.source)

    def kept(self, answers: Answers) -> Kept:
        """Return the judgement of somebody at work of whom nothing is pending."""
        return self.memo.find(answers) or self._kept(answers)

    def judged(self, answers: Answers, trail: Trail) -> Judgement:
        """Return the same part by part, and note in the trail what was asked; whoever asks remembers."""
        return self._together([part.judge(answers, trail) for part in self.parts])

    def _kept(self, answers: Answers) -> Kept:
        """Judge part by part, and remember."""
        trail: Trail = {}
        parts = [part.judge(answers, trail) for part in self.parts]
        found = kept(self._together(parts), trail, answers, parts)
        self.memo.add(answers, trail, found)
        return found

    def finished(self, rest: Any, months: Months, packed: Packed) -> Judgement:
        """Return the judgement that follows from what is kept."""
        return rest

    def apart(self, answers: Answers, before: Before) -> Kept:
        """Return the judgement of somebody of whom something may stand before all conditions."""
        if before.is_absent and self.absence:
            return Kept(self._together([*before.pending, *self.absence]), (), frozenset(), [])
        kept = self.kept(answers)
        return kept._replace(what=self._together([*before.pending, *self.all_parts(kept, answers.packed)]))

    def all_parts(self, kept: Kept, packed: Packed) -> list[Read]:
        return kept.parts

    def _together(self, parts: list[Read]) -> Judgement:
        found: Judgement = self.known.of(parts, self._judged)
        return found

    def _judged(self, parts: list[Read]) -> Judgement:
        bench = self.bench
        found = join_readings(parts, lambda findings: titled(self.title, findings, self.rule.source))
        return judgement_of(found, self.rule, self.title, year=bench.year, on=bench.on, local=bench.local)


class LifelongJudge(Judge):
    """The judge of a title with years of work: people seldom share them, so they are kept apart from the rest."""

    def __init__(self, bench: Bench, title: str, rule: Rule):
        super().__init__(bench, title, rule)
        self.place = next(place for place, part in enumerate(self.parts) if isinstance(part, Service))
        self.service = cast(Service, self.parts[self.place])
        self.others = [part for part in self.parts if part is not self.service]
        self.rests = Known()
        self.whole = Limited(size=4)

    def _kept(self, answers: Answers) -> Kept:
        trail: Trail = {}
        rest = [part.judge(answers, trail) for part in self.others]
        one = self.rests.of(rest, list)
        found = kept(one, trail, answers, one)
        self.memo.add(answers, trail, found)
        return found

    def finished(self, rest: Any, months: Months, packed: Packed) -> Judgement:
        known = self.whole[id(rest), months]
        return known[0] if known else self._finish(rest, months, packed)

    def _finish(self, rest: Any, months: Months, packed: Packed) -> Judgement:
        found = self._judged(self._inserted(rest, self.service.served(packed)))
        # The rest is kept, so that nothing else can take over its identity.
        self.whole.keep((id(rest), months), (found, rest))
        return found

    def all_parts(self, kept: Kept, packed: Packed) -> list[Read]:
        return self._inserted(kept.parts, self.service.served(packed))

    def _inserted(self, rest: list[Read], served: Read) -> list[Read]:
        return [*rest[: self.place], served, *rest[self.place :]]


def judge_of(bench: Bench, title: str) -> Judge:
    is_lifelong = any(isinstance(part, Service) for part in bench.tree(title).parts)
    return (LifelongJudge if is_lifelong else Judge)(bench, title, bench.rules[title])


class Gathered(NamedTuple):
    """What several titles came to, and the questions beside those about records that had a part in any of them."""

    what: list[Any]
    beside: tuple[Question, ...]


class Chamber:
    """Judges of titles that ask alike: what all of them came to is known at once by the answers to all they ask."""

    def __init__(self, judges: list[Judge]):
        self.judges = judges
        self.titles = [judge.title for judge in judges]
        self.memo = Memo(size=4)

    def judged(self, answers: Answers) -> Gathered:
        """Return what somebody at work, of whom nothing is pending, came to for each title."""
        found: Gathered = self.memo.find(answers) or self._judged(answers)
        return found

    def _judged(self, answers: Answers) -> Gathered:
        trail: Trail = {}
        what = [judge.judged(answers, trail) for judge in self.judges]
        found = Gathered(what, beside(trail, answers))
        self.memo.add(answers, trail, found)
        return found

    def apart(self, answers: Answers, before: Before) -> Gathered:
        kept = [judge.apart(answers, before) for judge in self.judges]
        asked = dict.fromkeys(chain.from_iterable(one.beside for one in kept))
        return Gathered([one.what for one in kept], tuple(asked))


def chambers_of(judges: Iterable[Judge]) -> list[Chamber]:
    """Return judges of titles that ask alike together: few people share runs of years, fewer also the works in them."""
    found: dict[tuple[bool, bool], list[Judge]] = defaultdict(list)
    for judge in judges:
        asked = criteria_in(judge.rule.value)
        found["years_in_a_row" in asked, {"years_in_a_row", "works"} <= asked].append(judge)
    return [Chamber(some) for some in found.values()]
