"""A case before a panel: what is asked of the facts is noted, pieces of the judging are done once."""

from collections.abc import Callable
from typing import Any, NamedTuple, cast

from awards.criteria.answers import WHOLE, Answers, Memo, Questions
from awards.criteria.case import Case, Node
from awards.criteria.facts import Facts
from awards.criteria.findings import Finding
from awards.criteria.kept import Heard, Kept, kept
from awards.criteria.memory import INNER, Limited
from awards.criteria.watched import Watched


class Hearing(Case):
    """A case whose facts are watched, and pieces of whose judging are done once for all who answer alike.

    ``done`` holds the pieces of this person that asked for no setting: they serve every look that tries settings.
    """

    pieces: Limited
    known: Limited
    same: Limited
    done: dict[Any, Any]
    commons: "dict[Any, Common]"

    def once(self, work: Callable[..., Any], node: Node, *about: Any) -> Any:
        # The nodes of the rulebook stay where they are as long as the process lives.
        return self._once((work, id(node), about, self.title, self.years), work, (node, *about))

    def in_common(self, work: Callable[..., Any], *about: Any) -> Any:
        common = self.commons.get((work, about))
        if common is None:
            common = self.commons[work, about] = Common(self, work, about)
        outcome = cast(Watched, self.facts).ask(WHOLE, outcome_of, common)
        return self._once((work, about), work, about) if outcome is None else outcome.result

    def joined(self, work: Callable[..., Any], node: Node, *pieces: Any) -> Any:
        known = self.known[work, id(node), *map(id, pieces)]
        return known[0] if known else self._joined(work, node, pieces)

    def _joined(self, work: Callable[..., Any], node: Node, pieces: tuple[Any, ...]) -> Any:
        found = work(self, node, *pieces)
        # The pieces are kept, so that nothing else can take over their identity.
        self.known.keep((work, id(node), *map(id, pieces)), (found, pieces))
        return found

    def _once(self, of: tuple[Any, ...], work: Callable[..., Any], about: tuple[Any, ...]) -> Any:
        done = self.done.get(of)
        if done is not None:
            return done.result
        watched = cast(Watched, self.facts)
        answers, trail = watched.answers, watched.trail
        memo = self._memo(of)
        found = memo.follow(answers, trail)
        if found is None:
            turned = self._memo((of, *self.assumed.items()))
            found = turned.follow(answers, trail) or self._piece(work, about, memo, turned)
            for name in found.asked:
                self.setting(name)
            self.asked |= found.asked
        if not found.asked:
            self.done[of] = found
        return found.result

    def _memo(self, key: tuple[Any, ...]) -> Memo:
        found: Memo | None = self.pieces[key]
        return self.pieces.keep(key, Memo(INNER)) if found is None else found

    def _piece(self, work: Callable[..., Any], about: tuple[Any, ...], plain: Memo, turned: Memo) -> "_Piece":
        """Do a piece of work; what asked for no setting comes to the same whatever is assumed of them."""
        watched = cast(Watched, self.facts)
        afresh = watched.afresh()
        inner = self.anew(facts=afresh, asked=set(), seen={}, assumed=dict(self.assumed), done={})
        result = work(inner, *about)
        found = _Piece(self.same.same(result, result), frozenset(inner.asked))
        (turned if found.asked else plain).add(watched.answers, afresh.trail, found)
        watched.trail.update(afresh.trail)
        return found

    def within(self, years: tuple[int, ...]) -> Case:
        return self.anew(years=years)

    def anew(self, **changed: Any) -> "Hearing":
        other = object.__new__(Hearing)
        other.__dict__.update(self.__dict__, **changed)
        return other


class _Piece(NamedTuple):
    """What a piece of work came to, and the settings it asked for."""

    result: Any
    asked: frozenset[str]


class Outcome:
    """What a piece of work came to; equal ones that are remembered are one object, told apart by identity alone."""

    __slots__ = ("result",)

    def __init__(self, result: Any):
        self.result = result


class Common(Heard):
    """A piece of the judging that is alike for every title: a question like any other, whose answer is the outcome.

    Whoever comes to the same is alike from there on, whatever it follows from. What hangs on a local
    setting that nobody has decided has no outcome here.
    """

    def __init__(self, case: Hearing, work: Callable[..., Any], about: tuple[Any, ...]):
        self.questions = cast(Watched, case.facts).questions
        alike = {"title": "", "years": (), "meets": _asks_for_no_title}
        self.case = case.anew(facts=Facts(), asked=set(), seen={}, assumed={}, done={}, **alike)
        self.work, self.about = work, about
        self.memo, self.outcomes = Memo(), Limited()

    def judged(self, answers: Answers) -> Kept:
        watched = Watched(answers, self.questions, frozenset())
        inner = self.case.anew(facts=watched, asked=set(), seen={}, assumed={}, done={})
        result = self.work(inner, *self.about)
        same = self.outcomes
        outcome = None if inner.asked else same[result] or same.keep(result, Outcome(result))
        found = kept(outcome, watched.trail, answers, [])
        self.memo.add(answers, watched.trail, found)
        return found


def _asks_for_no_title(case: Case, title: str) -> Finding:
    raise AssertionError(f"a piece that is alike for every title asks for {title}")


def outcome_of(common: Common, questions: Questions, answers: Answers) -> Outcome | None:
    return cast(Outcome | None, common.heard(answers).what)
