"""Judging many people for many titles: each condition once for all who give the same answers.

A title's tree of conditions is taken apart: every criterion remembers what it came to by what it
asked, every "all" and "any" by what its parts came to, the title by the same.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, cast

from awards.criteria.case import Case, Node
from awards.criteria.conditions import join, look, operator_of
from awards.criteria.facts import LEVEL_RANK, Facts
from awards.criteria.findings import Finding
from awards.criteria.packed import Packed, unpack
from awards.criteria.readings import Read, join_readings, read, under
from awards.criteria.titles import Judgement, judgement_of, meets_title, rule_for, standing, titled
from awards.criteria.watched import Answers, Memo, Questions, Trail, Watched, days
from core.rulebook import Rule
from emulation.choices import titles as all_titles

# So many findings are kept by each part and title; then no more, so that memory does not grow with the people.
MOST = 256


class Panel:
    """The judge of one house, one year and one day. ``titles`` are judged in the order given."""

    def __init__(self, titles: Iterable[str], *, year: int, on: date, local: Mapping[str, Any]):
        self.year, self.on, self.local = year, on, local
        self.rules = {code: rule for code in all_titles() if (rule := rule_for(code, "ca_nhan", on, local))}
        self.first_day, self.last_day = date(year, 1, 1), date(year, 12, 31)
        self.questions = Questions(year)
        self.trees: dict[str, _Part] = {}
        self.benches = [_bench_of(self, code) for code in titles if code in self.rules]

    def judge(self, packed: Packed) -> dict[str, Judgement]:
        """Return the judgement of a person for every title."""
        answers, found = Answers(packed), {}
        joined, left = packed.joined, packed.left
        if packed.matters or (left and left < self.first_day) or (joined and joined > self.last_day):
            facts = unpack(packed)
            return {bench.title: bench.judge_apart(answers, facts) for bench in self.benches}
        for bench in self.benches:
            node = bench.memo.root
            while node.__class__ is tuple:
                node = node[1].get(answers[node[0]])
            found[bench.title] = node or bench.judge(answers)
        return found

    def tree(self, title: str) -> "_Part":
        """Return the conditions of a title, taken apart."""
        found = self.trees.get(title)
        if found is None:
            found = self.trees[title] = _part_of(self, title, self.rules[title].value)
        return found


class _Hearing(Case):
    """A case whose facts are watched: a window narrows what is asked of them."""

    def within(self, years: tuple[int, ...]) -> Case:
        facts = cast(Watched, self.facts)
        return replace(self, years=years, facts=facts.within(min(years, default=self.year)))


class _Known(dict[tuple[int, ...], Any]):
    """What parts came to together, by the identity of what each came to."""

    def keep(self, parts: list[Any], found: Any) -> Any:
        """Remember a result with its parts, so that nothing else can take over their identity."""
        if len(self) < MOST:
            self[tuple(map(id, parts))] = found, parts
        return found


class _Bench:
    """The judge of one title, who remembers judgements by all that was asked for them."""

    def __init__(self, panel: Panel, title: str, rule: Rule):
        self.panel, self.title, self.rule = panel, title, rule
        tree = panel.tree(title)
        self.parts = tree.parts if isinstance(tree, _Joint) and tree.operator == "all" else [tree]
        self.known = _Known()
        self.memo = Memo(MOST)

    def judge(self, answers: Answers) -> Judgement:
        """Return the judgement of somebody at work of whom nothing is pending, part by part."""
        trail: Trail = {}
        parts = [part.judge(answers, trail) for part in self.parts]
        known = self.known.get(tuple(map(id, parts)))
        judgement = known[0] if known else self.known.keep(parts, self._judged(parts))
        self.memo.add(trail, judgement)
        return judgement

    def judge_apart(self, answers: Answers, facts: Facts) -> Judgement:
        """Return the judgement of somebody of whom something may stand before all conditions."""
        panel = self.panel
        case = Case(facts, panel.year, panel.on, self.title, panel.local, meets_title)
        before = standing(case, self.rule.source)
        if not before:
            return self.judge(answers)
        return self._judged([*before, *(part.judge(answers, {}) for part in self.parts)])

    def _judged(self, parts: list[Read]) -> Judgement:
        panel = self.panel
        found = join_readings(parts, lambda findings: titled(self.title, findings, self.rule.source))
        return judgement_of(found, self.rule, self.title, year=panel.year, on=panel.on, local=panel.local)


class _Lifelong(_Bench):
    """The judge of a title with years of work: hardly two people share them, so only the rest is remembered."""

    def __init__(self, panel: Panel, title: str, rule: Rule):
        super().__init__(panel, title, rule)
        self.memo = Memo(0)
        self.place = next(place for place, part in enumerate(self.parts) if isinstance(part, _Service))
        self.service = self.parts[self.place]
        self.rest = Memo(MOST)

    def judge(self, answers: Answers) -> Judgement:
        node = self.rest.root
        while node.__class__ is tuple:
            node = node[1].get(answers[node[0]])
        rest = node or self._rest(answers)
        served = self.service.judge(answers, {})
        known = self.known.get((id(rest), id(served)))
        if known:
            return known[0]
        parts = [*rest[: self.place], served, *rest[self.place :]]
        return self.known.keep([rest, served], self._judged(parts))

    def _rest(self, answers: Answers) -> list[Read]:
        trail: Trail = {}
        found = [part.judge(answers, trail) for part in self.parts if part is not self.service]
        self.rest.add(trail, found)
        return found


class _Part:
    """A criterion: it remembers what it came to by what it asked."""

    def __init__(self, panel: Panel, title: str, node: Node):
        self.panel, self.title, self.node = panel, title, node
        self.memo = Memo(MOST)
        self.titles = _titles_in(node) | {title}
        self.look_at = _works_of(node, panel.year)

    def judge(self, answers: Answers, trail: Trail) -> Any:
        """Return what the criterion comes to, and note in the trail what it asks."""
        node = self.memo.root
        while node.__class__ is tuple:
            question = node[0]
            answer = trail[question] = answers[question]
            node = node[1].get(answer)
        return node or self._looked(answers, trail)

    def _looked(self, answers: Answers, trail: Trail) -> Read:
        watched = Watched(answers, self.panel.questions, self.titles).within(**self.look_at)
        found = read(self._reader(watched, self._hear))
        self.memo.add(watched.trail, found)
        trail.update(watched.trail)
        return found

    def _reader(self, facts: Facts, hear: Callable[[Case, str], Finding]) -> Callable[..., tuple[Finding, set[str]]]:
        panel = self.panel

        def look_again(**how: Any) -> tuple[Finding, set[str]]:
            case = _Hearing(facts, panel.year, panel.on, self.title, panel.local, hear, **how)
            return look(case, self.node), case.asked

        return look_again

    def _hear(self, case: Case, title: str) -> Finding:
        """Return how the person of a case meets another title; only the verdict is noted as heard."""
        watched, panel = case.facts, self.panel
        assert isinstance(watched, Watched)
        if title not in panel.rules:
            return meets_title(case, title)
        other = panel.tree(title).judge(watched.answers, {})
        watched.ask(_verdict, panel.tree(title))
        if isinstance(other, Finding):
            return other
        if case.undecided:
            return other.settled if case.settled else other.shown
        case.asked.update(other.names)
        return under(other, {name: case.setting(name) for name in other.names})


def _verdict(tree: _Part, questions: Questions, answers: Answers) -> Any:
    found = tree.judge(answers, {})
    return found.say if isinstance(found, Finding) else found.says


class _Service(_Part):
    """Years of work, remembered by the exact days: they stand in the sentence."""

    def __init__(self, panel: Panel, title: str, node: Node):
        super().__init__(panel, title, node)
        self.known: dict[Any, Read] = {}
        self.days = panel.questions.of(days)

    def judge(self, answers: Answers, trail: Trail) -> Any:
        key = trail[self.days] = answers[self.days]
        return self.known.get(key) or self._served(key, answers.packed)

    def _served(self, key: Any, packed: Packed) -> Read:
        # A packed person has the days and the job by the names that the criterion asks for.
        found = read(self._reader(cast(Facts, packed), meets_title))
        if len(self.known) < MOST:
            self.known[key] = found
        return found


class _Joint(_Part):
    """An "all" or an "any": it remembers what it came to by what its parts came to."""

    def __init__(self, panel: Panel, title: str, node: Node, operator: str):
        super().__init__(panel, title, node)
        self.operator = operator
        self.parts = [_part_of(panel, title, part) for part in node[operator]]
        self.known = _Known()

    def judge(self, answers: Answers, trail: Trail) -> Any:
        parts = [part.judge(answers, trail) for part in self.parts]
        known = self.known.get(tuple(map(id, parts)))
        return known[0] if known else self.known.keep(parts, join_readings(parts, self._join))

    def _join(self, parts: Sequence[Finding]) -> Finding:
        return join(self.node, self.operator, parts)


class _Meeting(_Part):
    """The conditions of another title as a part: it remembers what it came to by what they came to."""

    def __init__(self, panel: Panel, title: str, node: Node):
        super().__init__(panel, title, node)
        self.tree = panel.tree(node["meets"])
        self.known = _Known()

    def judge(self, answers: Answers, trail: Trail) -> Any:
        other = self.tree.judge(answers, trail)
        known = self.known.get((id(other),))
        return known[0] if known else self.known.keep([other], join_readings([other], self._met))

    def _met(self, others: Sequence[Finding]) -> Finding:
        panel = self.panel
        case = Case(Facts(), panel.year, panel.on, self.title, panel.local, lambda *_: others[0])
        return look(case, self.node)


def _bench_of(panel: Panel, title: str) -> _Bench:
    parts = getattr(panel.tree(title), "parts", ())
    judge = _Lifelong if any(isinstance(part, _Service) for part in parts) else _Bench
    return judge(panel, title, panel.rules[title])


def _part_of(panel: Panel, title: str, node: Node) -> _Part:
    operator = operator_of(node)
    if operator in ("all", "any"):
        return _Joint(panel, title, node, operator)
    if operator == "service":
        return _Service(panel, title, node)
    if operator == "meets" and node["meets"] in panel.rules:
        return _Meeting(panel, title, node)
    return _Part(panel, title, node)


def _works_of(node: Node, year: int) -> dict[str, Any]:
    """Return which works can matter to a criterion that counts works; all of them to any other."""
    spec = node.get("works")
    if spec is None:
        return {"since": 0}
    is_bounded = "when" not in spec and "older" not in spec
    since = year - spec.get("years", 1) + 1 if is_bounded else 0
    return {"since": since, "kinds": tuple(spec["kinds"]), "least": LEVEL_RANK[spec["level"]]}


def _titles_in(condition: Any) -> frozenset[str]:
    """Return the titles whose awards may count in a condition by its own words."""
    if isinstance(condition, str):
        named = {condition} & all_titles().keys()
        # A certificate of the province and one of the ministry stand for each other.
        return frozenset(named | {"BK_BYT"} if "BK_TINH" in named else named)
    inner = [*condition, *condition.values()] if isinstance(condition, Mapping) else condition
    return frozenset().union(*(_titles_in(part) for part in inner)) if isinstance(inner, list) else frozenset()
