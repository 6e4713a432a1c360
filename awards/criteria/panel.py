"""Judging many people for many titles: whoever gives the same answers is judged once."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any, cast

from awards.criteria.answers import AWARDS, DISCIPLINES, JOB, ORIGIN, Answers, End, Memo, Questions, Trail
from awards.criteria.facts import Facts
from awards.criteria.judges import Before, Judge, chambers_of, judge_of
from awards.criteria.kept import told
from awards.criteria.kinds import awards_named
from awards.criteria.memory import Limited
from awards.criteria.packed import Packed, matters_in, unpack, works_that_count
from awards.criteria.parts import Months, Tree, months_of, part_of
from awards.criteria.titles import Judgement, pending, rule_for
from awards.criteria.works import factor_of
from core.rulebook import Rule
from emulation.choices import titles as all_titles

Judged = dict[str, Judgement]


class Panel:
    """The judge of one house, one year and one day. ``titles`` are judged in the order given.

    Whoever has the same records as somebody before, and differs in no day of joining or leaving
    that mattered, is known at once; what looks at the work people do comes on top.
    """

    def __init__(self, titles: Iterable[str], *, year: int, on: date, local: Mapping[str, Any]):
        self.year, self.on, self.local = year, on, local
        self.rules: Mapping[str, Rule] = {
            code: rule for code in all_titles() if (rule := rule_for(code, "ca_nhan", on, local))
        }
        self.first_day, self.last_day = date(year, 1, 1), date(year, 12, 31)
        self.far, self.long_ago = date(year - 33, 1, 1), date(year - 14, 1, 1)
        self.questions = Questions(year)
        self.answers = Answers(self.questions)
        self.factor = factor_of(local.get("facility.hard_area", False))
        self.trees: dict[str, Tree] = {}
        self.pieces, self.known, self.same = Limited(size=4), Limited(size=4), Limited(size=4)
        self.commons: dict[Any, Any] = {}
        self.judges = {code: judge_of(self, code) for code in titles if code in self.rules}
        self.by_records = [judge for judge in self.judges.values() if not judge.asks_about_job]
        self.chambers = chambers_of(self.by_records)
        self.by_job = [judge for judge in self.judges.values() if judge.asks_about_job]
        # Titles that honour a life at work ask for nobody's presence.
        self.minds_absence = any(judge.absence for judge in self.by_job)
        self.alike, self.rests = Limited(size=8), Limited()
        self.grown = self.questions.grown
        self.awards = _Briefs(lambda text: awards_named(self.questions.looked_for, text))
        self.works = _Briefs(works_that_count)
        self.pending = _Briefs(lambda text: pending(Facts(matters=matters_in(text)), on))
        self.leaves = _Briefs(lambda text: tuple(question.ask(text) for question in self.questions.of_leaves))

    def judge(self, packed: Packed) -> Judged:
        """Return the judgement of a person for every title."""
        if self.questions.grown != self.grown:
            self._forget()
        joined, left = packed.joined, packed.left
        if packed.matters:
            if self.pending[packed.matters]:
                return self.apart(packed, self.judges.values())
            packed = packed._replace(matters="")
        is_absent = bool((left and left < self.first_day) or (joined and joined > self.last_day))
        is_long_here = left is None and (joined is None or joined.year < self.questions.first)
        came_from, ratings, awards, works, disciplines, leaves = packed[2], *packed[5:10]
        awards, works = awards and self.awards[awards], works and self.works[works]
        leaves = leaves and self.leaves[leaves]
        records = (awards, ratings, works, disciplines, leaves, came_from, is_long_here, is_absent)
        alike = self.alike[records]
        if alike.__class__ is not _Alike:
            alike = self._alike(packed, records)
        return alike.judged(self, packed)

    def apart(self, packed: Packed, judges: Iterable[Judge]) -> Judged:
        """Return the judgement of somebody of whom something may stand before all conditions."""
        self.turn_to(packed)
        before = self.before(packed)
        return {judge.title: judge.apart(self.answers, before).what for judge in judges}

    def before(self, packed: Packed) -> Before:
        same = self.same.same
        now = [same(one, one) for one in self.pending[packed.matters]]
        return Before(now, not unpack(packed).works_in(self.year))

    def turn_to(self, packed: Packed) -> None:
        """Turn to a person, if it is another one than before."""
        if packed is not self.answers.packed:
            self.answers.about(self.brief(packed), packed)

    def brief(self, packed: Packed) -> Packed:
        """Return a person without what tells nobody apart: awards nobody looked for, coming long before all on file."""
        joined, works = packed.joined, packed.works and self.works[packed.works]
        awards = packed.awards and self.awards[packed.awards]
        if packed.came_from and not packed.left and joined and self.far < joined < self.long_ago:
            texts = packed.ratings, packed.awards, works, packed.disciplines, packed.leaves
            records = ",".join(filter(None, texts)) or "9"
            if min(records.split(",")) >= str(self.long_ago.year + 1):
                joined = self.long_ago
        return Packed(joined, *packed[1:6], awards, works, *packed[8:])

    def _alike(self, packed: Packed, records: tuple[Any, ...]) -> "_Alike":
        """Return what is alike for whoever has these records, by the days that mattered."""
        answers, known = self.answers, cast(End | Memo | None, self.alike[records])
        self.turn_to(packed)
        found = known.find(answers) if known else None
        if found is None:
            before = self.before(packed) if records[-1] else None
            found = _Alike(dict.fromkeys(self.judges), before, (records[0], records[3], records[5]))
            beside = self._told_apart(found)
            self.alike.keep(records, self._with(known, beside, found))
        return found

    def _with(self, known: End | Memo | None, beside: Trail, found: "_Alike") -> "_Alike | End | Memo":
        """Return what is known of people of the same records, with one more."""
        if known is None:
            return End.of(self.answers, beside, found) if beside else found
        memo = known.memo(self.answers) if isinstance(known, End) else known
        memo.add(self.answers, beside, found)
        return memo

    def _forget(self) -> None:
        """Awards that nobody had looked for, and days away that nobody had asked for, may matter after all."""
        self.grown = self.questions.grown
        for memory in (self.alike, self.rests, self.awards, self.leaves):
            memory.clear()

    def _told_apart(self, alike: "_Alike") -> Trail:
        """Judge a person by the records; return what else had a part in it, mostly days of joining or leaving."""
        answers = self.answers
        beside: Trail = {}
        for chamber in self.chambers:
            found = chamber.apart(answers, alike.absent) if alike.absent else chamber.judged(answers)
            alike.found.update(zip(chamber.titles, found.what, strict=True))
            told(found.beside, answers, beside)
        return beside

    def months(self, packed: Packed) -> Months:
        """Return all that years of work follow from."""
        return months_of(self.on, self.factor, packed)

    def tree(self, title: str) -> Tree:
        """Return the conditions of a title, taken apart."""
        found = self.trees.get(title)
        if found is None:
            found = self.trees[title] = Tree(part_of(self, title, self.rules[title].value))
        return found


class _Briefs(Limited):
    """What of the texts of records tells people apart."""

    def __init__(self, brief: Callable[[str], Any]):
        super().__init__(size=4)
        self.brief = brief

    def __missing__(self, text: Any) -> Any:
        return self.keep(text, self.brief(text))


class _Alike:
    """What is alike for people of the same records; by what work they do, also of the titles that ask for it.

    ``absent`` says what stands before all conditions for people who were not at work in the year;
    ``past`` is what of the records is not of single years.
    """

    __slots__ = ("absent", "by_job", "found", "past")

    def __init__(self, found: dict[str, Any], absent: Before | None, past: tuple[Any, ...]):
        self.found, self.absent, self.past = found, absent, past
        self.by_job: dict[tuple[str, bool], list[Any]] = {}

    def judged(self, panel: Panel, packed: Packed) -> Judged:
        found, job = self.found.copy(), packed[3:5]
        if self.absent and panel.minds_absence:
            return found | panel.apart(packed, panel.by_job)
        rests = self.by_job.get(job) or self._rests(panel, packed, job)
        months = panel.months(packed)
        for judge, rest in zip(panel.by_job, rests, strict=True):
            found[judge.title] = judge.finished(rest, months, packed)
        return found

    def _rests(self, panel: Panel, packed: Packed, job: tuple[str, bool]) -> list[Any]:
        known = panel.rests[self.past, job]
        if known:
            return known
        panel.turn_to(packed)
        kept = [judge.kept(panel.answers) for judge in panel.by_job]
        rests = [one.what for one in kept]
        if all(one.sources <= _OF_PAST for one in kept):
            panel.rests.keep((self.past, job), rests)
        elif all(question.source == JOB for one in kept for question in one.beside):
            self.by_job[job] = rests
        return rests


_OF_PAST = {JOB, AWARDS, DISCIPLINES, ORIGIN}
