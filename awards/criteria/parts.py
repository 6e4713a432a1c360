"""The conditions of a title taken apart: each part once for all who give the same answers.

Every criterion remembers what it came to by what it asked, every "all" and "any" by what its
parts came to.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, Protocol, cast

from awards.criteria.answers import WHOLE, Answers, Memo, Questions, Trail
from awards.criteria.case import Case, Node
from awards.criteria.conditions import criteria_in, join, look, operator_of
from awards.criteria.facts import Facts
from awards.criteria.findings import Finding
from awards.criteria.hearing import Common, Hearing
from awards.criteria.kept import Heard, Kept, kept
from awards.criteria.memory import Limited
from awards.criteria.packed import Packed
from awards.criteria.readings import Read, join_readings, read, under
from awards.criteria.titles import meets_title
from awards.criteria.watched import Watched
from awards.criteria.works import since_when, years_between
from core.rulebook import Rule
from emulation.choices import titles as all_titles

# When work began and ended, and who is asked for how many years of work.
Months = tuple[Any, ...]


class Bench(Protocol):
    """What parts have to know of the house, the year and the day that they judge for."""

    year: int
    on: date
    local: Mapping[str, Any]
    factor: int
    rules: Mapping[str, Rule]
    questions: Questions
    pieces: Limited
    known: Limited
    same: Limited
    commons: dict[Any, Common]

    def tree(self, title: str) -> "Tree": ...


class Known(Limited):
    """What parts came to together, by the identity of what each came to."""

    def of(self, parts: list[Any], join: Callable[[list[Any]], Any]) -> Any:
        """Return what parts come to, remembered with them, so that nothing else can take over their identity."""
        key = tuple(map(id, parts))
        known = self[key] or self.keep(key, (join(parts), parts))
        return known[0]


class Part:
    """A criterion: it remembers what it came to by what it asked, and so of every piece of the work.

    Equal findings are one object, so that whatever rests on them is known again.
    """

    def __init__(self, bench: Bench, title: str, node: Node):
        self.bench, self.title, self.node = bench, title, node
        self.memo = Memo()
        self.same = Limited()
        self.titles = _titles_in(node) | {title}
        # A standard of the province may be another title, and shows all that it comes to.
        self.hearing = _whole if "standard" in node else _verdict

    def judge(self, answers: Answers, trail: Trail) -> Any:
        """Return what the criterion comes to, and note in the trail what it asks."""
        return self.memo.follow(answers, trail) or self._looked(answers, trail)

    def _looked(self, answers: Answers, trail: Trail) -> Read:
        watched = Watched(answers, self.bench.questions, self.titles)
        found = self._one(read(self._reader(watched, self._hear)))
        self.memo.add(answers, watched.trail, found)
        trail.update(watched.trail)
        return found

    def _one(self, found: Read) -> Read:
        same: Read = self.same.same(found.content, found)
        return same

    def _reader(self, facts: Facts, hear: Callable[[Case, str], Finding]) -> Callable[..., tuple[Finding, set[str]]]:
        bench = self.bench
        done: dict[Any, Any] = {}

        def look_again(assumed: dict[str, Any]) -> tuple[Finding, set[str]]:
            case = Hearing(facts, bench.year, bench.on, self.title, bench.local, hear, assumed)
            case.pieces, case.commons, case.done = bench.pieces, bench.commons, done
            case.known, case.same = bench.known, bench.same
            return look(case, self.node), case.asked

        return look_again

    def _hear(self, case: Case, title: str) -> Finding:
        """Return how the person of a case meets another title; what of it matters is noted as heard."""
        watched, bench = case.facts, self.bench
        assert isinstance(watched, Watched)
        if title not in bench.rules:
            return meets_title(case, title)
        tree = bench.tree(title)
        other = tree.heard(watched.answers).what
        watched.ask(WHOLE, self.hearing, tree)
        if isinstance(other, Finding):
            return other
        case.asked.update(other.names)
        return under(other, {name: case.setting(name) for name in other.names})


class Service(Part):
    """Years of work, remembered by when it began and ended: that stands in the sentence."""

    def __init__(self, bench: Bench, title: str, node: Node):
        super().__init__(bench, title, node)
        self.known = Limited()
        self.days = bench.questions.of(WHOLE, _served_months, bench.on, bench.factor)

    def judge(self, answers: Answers, trail: Trail) -> Any:
        trail[self.days] = answers.to(self.days)
        return self.served(answers.packed)

    def served(self, packed: Packed) -> Read:
        """Return what the years of work of a person come to."""
        key = months_of(self.bench.on, self.bench.factor, packed)
        found: Read = self.known[key] or self.known.keep(key, self._served(packed))
        return found

    def _served(self, packed: Packed) -> Read:
        # A packed person has the days and the job by the names that the criterion asks for.
        return read(self._reader(cast(Facts, packed), meets_title))


class Joint(Part):
    """An "all" or an "any": it remembers what it came to by what its parts came to."""

    def __init__(self, bench: Bench, title: str, node: Node, operator: str):
        super().__init__(bench, title, node)
        self.operator = operator
        self.parts = [part_of(bench, title, part) for part in node[operator]]
        self.known = Known()

    def judge(self, answers: Answers, trail: Trail) -> Any:
        parts = [part.judge(answers, trail) for part in self.parts]
        return self.known.of(parts, self._joined)

    def _joined(self, parts: list[Read]) -> Read:
        return join_readings(parts, lambda findings: join(self.node, self.operator, findings))


class _Meeting(Part):
    """The conditions of another title as a part: it remembers what it came to by what they came to."""

    def __init__(self, bench: Bench, title: str, node: Node):
        super().__init__(bench, title, node)
        self.tree = bench.tree(node["meets"])
        self.known = Known()

    def judge(self, answers: Answers, trail: Trail) -> Any:
        other = self.tree.part.judge(answers, trail)
        return self.known.of([other], self._heard)

    def _heard(self, others: list[Read]) -> Read:
        return join_readings(others, self._met)

    def _met(self, others: Sequence[Finding]) -> Finding:
        bench = self.bench
        case = Case(Facts(), bench.year, bench.on, self.title, bench.local, lambda *_: others[0])
        return look(case, self.node)


class Tree(Heard):
    """All the conditions of a title. Other titles hear what they come to."""

    def __init__(self, part: Part):
        self.part = part
        self.memo = Memo()

    @property
    def parts(self) -> list[Part]:
        """Return what has to hold together, one by one."""
        return self.part.parts if isinstance(self.part, Joint) and self.part.operator == "all" else [self.part]

    def judged(self, answers: Answers) -> Kept:
        trail: Trail = {}
        found = kept(self.part.judge(answers, trail), trail, answers, [])
        self.memo.add(answers, trail, found)
        return found


def _verdict(tree: Tree, questions: Questions, answers: Answers) -> Any:
    found = tree.heard(answers).what
    return found.say if isinstance(found, Finding) else found.says


def _whole(tree: Tree, questions: Questions, answers: Answers) -> Any:
    return tree.heard(answers).what


def months_of(on: date, factor: int, packed: Packed) -> Months:
    """Return all that years of work follow from: when it began as exactly as it matters, of who has left how many."""
    joined, left = packed[:2]
    if joined is None:
        return None, None, False, packed.is_manager
    last = min(left, on) if left else on
    years = years_between(joined, last, factor) if left else None
    return since_when(joined, last, factor), years, packed.came_from, packed.is_manager


def _served_months(on: date, factor: int, questions: Questions, answers: Answers) -> Months:
    return months_of(on, factor, answers.packed)


def part_of(bench: Bench, title: str, node: Node) -> Part:
    operator = operator_of(node)
    if operator in ("all", "any"):
        return Joint(bench, title, node, operator)
    if operator == "service":
        return Service(bench, title, node)
    if operator == "meets" and node["meets"] in bench.rules:
        return _Meeting(bench, title, node)
    return Part(bench, title, node)


def asks_about_job(node: Any) -> bool:
    """Say whether conditions look at what work people do, in their own words or in those of a part."""
    return bool({"service", "for_jobs"} & criteria_in(node))


def _titles_in(condition: Any) -> frozenset[str]:
    """Return the titles whose awards may count in a condition by its own words."""
    if isinstance(condition, str):
        named = {condition} & all_titles().keys()
        # A certificate of the province and one of the ministry stand for each other.
        return frozenset(named | {"BK_BYT"} if "BK_TINH" in named else named)
    inner = [*condition, *condition.values()] if isinstance(condition, Mapping) else condition
    return frozenset().union(*(_titles_in(part) for part in inner)) if isinstance(inner, list) else frozenset()
