"""Judging many people for many titles: each condition once for all who give the same answers.

A title's tree of conditions is taken apart: every criterion remembers what it came to by what it
asked, every "all" and "any" by what its parts came to, the title by the same.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import Any, cast

from awards.criteria.case import Case, Node
from awards.criteria.conditions import join, look, operator_of
from awards.criteria.facts import Facts, Won
from awards.criteria.findings import Finding
from awards.criteria.packed import Packed, unpack
from awards.criteria.readings import Read, join_readings, read, under
from awards.criteria.titles import Judgement, judgement_of, meets_title, rule_for, standing, titled
from awards.criteria.watched import Answers, Memo, Questions, Watched, days, won_among
from core.rulebook import Rule
from emulation.choices import titles as all_titles

# So many findings are kept by each part and title; then no more, so that memory does not grow with the people.
MOST = 16384


class Panel:
    """The judge of one house, one year and one day. ``titles`` are judged in the order given."""

    def __init__(self, titles: Iterable[str], *, year: int, on: date, local: Mapping[str, Any]):
        self.year, self.on, self.local = year, on, local
        self.rules = {code: rule for code in all_titles() if (rule := rule_for(code, "ca_nhan", on, local))}
        self.first_day, self.last_day = date(year, 1, 1), date(year, 12, 31)
        self.questions = Questions(year)
        self.trees: dict[str, _Part] = {}
        mine = [code for code in titles if code in self.rules]
        self.benches = [_Bench(self, place, code, self.rules[code]) for place, code in enumerate(mine)]
        self.won: dict[str, tuple[int, ...]] = {}

    def judge(self, packed: Packed) -> dict[str, Judgement]:
        """Return the judgement of a person for every title."""
        joined, left = packed.joined, packed.left
        if packed.matters or (left and left < self.first_day) or (joined and joined > self.last_day):
            return {bench.title: bench.judge_apart(packed) for bench in self.benches}
        sketch = self.questions.sketch(packed) + self._awards_of(packed.awards)
        found = {}
        for bench in self.benches:
            node = bench.memo.root
            while node.__class__ is tuple:
                node = node[1].get(sketch[node[0]])
            found[bench.title] = node or bench.judge(packed, sketch)
        return found

    def _awards_of(self, text: str) -> tuple[int, ...]:
        """Return for each title one number for all texts with the same awards of the titles that it looks for."""
        found = self.won.get(text)
        if found is None:
            found = tuple(bench.award_number(text) for bench in self.benches)
            if len(self.won) < MOST:
                self.won[text] = found
        return found

    def tree(self, title: str) -> "_Part":
        """Return the conditions of a title, taken apart."""
        found = self.trees.get(title)
        if found is None:
            found = self.trees[title] = _part_of(self, title, self.rules[title].value)
        return found


class _Known(dict[tuple[int, ...], Any]):
    """What parts came to together, by the identity of what each came to."""

    def keep(self, parts: list[Read], found: Any) -> Any:
        """Remember a result with its parts, so that nothing else can take over their identity."""
        if len(self) < MOST:
            self[tuple(map(id, parts))] = found, parts
        return found


class _Bench:
    """The judge of one title, who remembers judgements by the columns of a sketch that they rest on."""

    def __init__(self, panel: Panel, place: int, title: str, rule: Rule):
        self.panel, self.place, self.title, self.rule = panel, place, title, rule
        tree = panel.tree(title)
        self.parts = tree.parts if isinstance(tree, _Joint) and tree.operator == "all" else [tree]
        self.titles = frozenset().union(*(part.titles for part in _parts_below(tree)))
        self.numbers: dict[tuple[Won, ...], int] = {}
        self.joined = _Known()
        self.memo = Memo(MOST)

    def judge(self, packed: Packed, sketch: tuple[Any, ...]) -> Judgement:
        """Return the judgement of somebody at work of whom nothing is pending, part by part."""
        answers = Answers(packed)
        parts = [part.judge(answers) for part in self.parts]
        known = self.joined.get(tuple(map(id, parts)))
        judgement = known[0] if known else self.joined.keep(parts, self._judged(parts))
        columns = self.panel.questions.columns_in(answers, sketch, self.place)
        self.memo.add({column: sketch[column] for column in columns}, judgement)
        return judgement

    def award_number(self, text: str) -> int:
        return self.numbers.setdefault(won_among(text, self.titles), len(self.numbers))

    def judge_apart(self, packed: Packed) -> Judgement:
        """Return the judgement of somebody of whom something stands before all conditions."""
        panel, answers = self.panel, Answers(packed)
        case = Case(unpack(packed), panel.year, panel.on, self.title, panel.local, meets_title)
        return self._judged([*standing(case, self.rule.source), *(part.judge(answers) for part in self.parts)])

    def _judged(self, parts: list[Read]) -> Judgement:
        panel = self.panel
        found = join_readings(parts, lambda findings: titled(self.title, findings, self.rule.source))
        return judgement_of(found, self.rule, self.title, year=panel.year, on=panel.on, local=panel.local)


class _Part:
    """A criterion: it remembers what it came to by what it asked."""

    def __init__(self, panel: Panel, title: str, node: Node):
        self.panel, self.title, self.node = panel, title, node
        self.memo = Memo(MOST)
        self.titles = _titles_in(node) | {title}

    def judge(self, answers: Answers) -> Any:
        """Return what the criterion comes to."""
        node = self.memo.root
        while node.__class__ is tuple:
            node = node[1].get(answers[node[0]])
        return node or self._looked(answers)

    def _looked(self, answers: Answers) -> Read:
        watched = Watched(answers, self.panel.questions, self.titles)
        found = read(self._reader(watched))
        self.memo.add(watched.trail, found)
        return found

    def _reader(self, watched: Watched) -> Callable[..., tuple[Finding, set[str]]]:
        panel = self.panel

        def look_again(**how: Any) -> tuple[Finding, set[str]]:
            case = Case(watched, panel.year, panel.on, self.title, panel.local, self._hear, **how)
            return look(case, self.node), case.asked

        return look_again

    def _hear(self, case: Case, title: str) -> Finding:
        """Return how the person of a case meets another title; only the verdict is noted as heard."""
        watched, panel = case.facts, self.panel
        assert isinstance(watched, Watched)
        if title not in panel.rules:
            return meets_title(case, title)
        other = panel.tree(title).judge(watched.answers)
        watched.ask(_verdict, panel.tree(title))
        if isinstance(other, Finding):
            return other
        if case.undecided:
            return other.settled if case.settled else other.shown
        case.asked.update(other.names)
        return under(other, {name: case.setting(name) for name in other.names})


def _verdict(tree: _Part, questions: Questions, answers: Answers) -> Any:
    found = tree.judge(answers)
    return found.say if isinstance(found, Finding) else found.says


class _Service(_Part):
    """Years of work, remembered by the exact days: they stand in the sentence."""

    def __init__(self, panel: Panel, title: str, node: Node):
        super().__init__(panel, title, node)
        self.known: dict[Any, Read] = {}
        self.days = panel.questions.of(days)

    def judge(self, answers: Answers) -> Any:
        key = answers[self.days]
        return self.known.get(key) or self._served(key, answers.packed)

    def _served(self, key: Any, packed: Packed) -> Read:
        panel = self.panel
        # A packed person has the days and the job by the names that the criterion asks for.
        facts = cast(Facts, packed)

        def look_again(**how: Any) -> tuple[Finding, set[str]]:
            case = Case(facts, panel.year, panel.on, self.title, panel.local, meets_title, **how)
            return look(case, self.node), case.asked

        found = read(look_again)
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

    def judge(self, answers: Answers) -> Any:
        parts = [part.judge(answers) for part in self.parts]
        known = self.known.get(tuple(map(id, parts)))
        return known[0] if known else self.known.keep(parts, join_readings(parts, self._join))

    def _join(self, parts: list[Finding]) -> Finding:
        return join(self.node, self.operator, parts)


class _Meeting(_Part):
    """The conditions of another title as a part: it remembers what it came to by what they came to."""

    def __init__(self, panel: Panel, title: str, node: Node):
        super().__init__(panel, title, node)
        self.tree = panel.tree(node["meets"])
        self.known = _Known()

    def judge(self, answers: Answers) -> Any:
        other = self.tree.judge(answers)
        known = self.known.get((id(other),))
        return known[0] if known else self.known.keep([other], join_readings([other], self._met))

    def _met(self, others: list[Finding]) -> Finding:
        panel = self.panel
        case = Case(Facts(), panel.year, panel.on, self.title, panel.local, lambda *_: others[0])
        return look(case, self.node)


def _parts_below(part: _Part) -> Iterator[_Part]:
    yield part
    for inner in [*getattr(part, "parts", ()), *([part.tree] if isinstance(part, _Meeting) else ())]:
        yield from _parts_below(inner)


def _part_of(panel: Panel, title: str, node: Node) -> _Part:
    operator = operator_of(node)
    if operator in ("all", "any"):
        return _Joint(panel, title, node, operator)
    if operator == "service":
        return _Service(panel, title, node)
    if operator == "meets" and node["meets"] in panel.rules:
        return _Meeting(panel, title, node)
    return _Part(panel, title, node)


def _titles_in(condition: Any) -> frozenset[str]:
    """Return the titles whose awards may count in a condition by its own words."""
    if isinstance(condition, str):
        named = {condition} & all_titles().keys()
        # A certificate of the province and one of the ministry stand for each other.
        return frozenset(named | {"BK_BYT"} if "BK_TINH" in named else named)
    inner = [*condition, *condition.values()] if isinstance(condition, Mapping) else condition
    return frozenset().union(*(_titles_in(part) for part in inner)) if isinstance(inner, list) else frozenset()
