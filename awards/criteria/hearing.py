"""A case before a panel: what is asked of the facts is noted, pieces of the judging are done once."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple, cast

from awards.criteria.answers import MOST, Memo
from awards.criteria.case import Case
from awards.criteria.watched import Watched


class Hearing(Case):
    """A case whose facts are watched, and pieces of whose judging are done once for all who answer alike."""

    pieces: dict[Any, Memo]

    def once(self, work: Callable[..., Any], *about: Any) -> Any:
        return self._once((self.title, work, *map(_key, about), self.years), work, about)

    def in_common(self, work: Callable[..., Any], *about: Any) -> Any:
        return self._once((work, *about), work, about)

    def _once(self, of: tuple[Any, ...], work: Callable[..., Any], about: tuple[Any, ...]) -> Any:
        key = (*of, *self.assumed.items(), self.undecided, self.settled)
        memo = self.pieces.get(key)
        if memo is None:
            if len(self.pieces) >= MOST:
                self.pieces.clear()
            memo = self.pieces[key] = Memo()
        watched = cast(Watched, self.facts)
        found = memo.follow(watched.answers, watched.trail)
        if found is None:
            afresh = watched.afresh()
            found = self._piece(work, about, afresh)
            memo.add(watched.answers, afresh.trail, found)
            watched.trail.update(afresh.trail)
        for name in found.asked - self.undecided:
            self.setting(name)
        self.asked |= found.asked
        return found.result

    def _piece(self, work: Callable[..., Any], about: tuple[Any, ...], afresh: Watched) -> "_Piece":
        inner = self._with(facts=afresh, asked=set(), seen={}, assumed=dict(self.assumed))
        return _Piece(work(inner, *about), frozenset(inner.asked))

    def within(self, years: tuple[int, ...]) -> Case:
        return self._with(years=years)

    def _with(self, **changed: Any) -> "Hearing":
        other = object.__new__(Hearing)
        other.__dict__.update(self.__dict__, **changed)
        return other


class _Piece(NamedTuple):
    """What a piece of work came to, and the settings it asked for."""

    result: Any
    asked: frozenset[str]


def _key(about: Any) -> Any:
    # The nodes of the rulebook stay where they are as long as the process lives.
    return id(about) if isinstance(about, Mapping) else about
