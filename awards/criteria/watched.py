"""Facts that note what is asked of them, and answers that lead to what was found before.

Judging is pure: whoever gives the same answers to the same questions gets the same finding, word
for word. A memo keeps what earlier judgements asked as a tree; a person walks down it by answers,
and only who gives an answer nobody gave before is judged anew.
"""

from collections.abc import Callable, Hashable
from datetime import date
from functools import lru_cache, partial
from typing import Any

from awards.criteria.facts import LEVEL_RANK, YEARLY, Away, Facts, Pending, Punished, Won, Work
from awards.criteria.packed import (
    Packed,
    awards_in,
    disciplines_in,
    leaves_in,
    matters_in,
    ratings_in,
    works_in,
)

# Whoever came earlier than so many years ago and stays: no year since is asked for by itself.
_LATELY = 5
Question = Callable[["Answers"], Any]
# What was asked, with the answers, in the order of asking.
Trail = dict[Question, Any]


class Answers(dict[Question, Any]):
    """One person's answers, each worked out when it is first asked for."""

    __slots__ = ("packed",)

    def __init__(self, packed: Packed):
        self.packed = packed

    def __missing__(self, question: Question) -> Any:
        found = self[question] = question(self)
        return found


class Questions:
    """What may be asked of a person for a year; the same question is always the same object."""

    def __init__(self, year: int):
        self.year, self.first, self.last_day = year, year - _LATELY, date(year, 12, 31)
        self.asked: dict[tuple[Any, ...], Question] = {}

    def of(self, kind: Callable[..., Any], *about: Hashable) -> Question:
        """Return the question of a kind; ``kind`` takes what it is about, these questions, and the answers."""
        key = (kind, *about)
        found = self.asked.get(key)
        if found is None:
            found = self.asked[key] = partial(kind, *about, self)
        return found


class Memo:
    """What was asked before and what it came to: forks of (question, branches by answer), findings at the ends."""

    __slots__ = ("most", "root", "size")

    def __init__(self, most: int) -> None:
        self.most = most
        self.root: Any = None
        self.size = 0

    def add(self, trail: Trail, found: Any) -> None:
        """Remember a finding by what was asked for it; a memo that is full learns no more."""
        if self.size >= self.most:
            return
        self.size += 1
        asked = list(trail.items())
        if not asked:
            self.root = found
            return
        if self.root is None:
            self.root = (asked[0][0], {})
        branches = self.root[1]
        for (_, answer), (question, _) in zip(asked, asked[1:], strict=False):
            fork = branches.setdefault(answer, (question, {}))
            branches = fork[1]
        branches[asked[-1][1]] = found


def _is_settled(questions: Questions, answers: Answers) -> bool:
    """Say whether somebody has been here from before the first year until after the year under review."""
    packed = answers.packed
    has_left = packed.left is not None and packed.left < questions.last_day
    return not has_left and (packed.joined is None or packed.joined.year < questions.first)


def _span(questions: Questions, answers: Answers) -> tuple[int, int]:
    """Return the years of joining and leaving; far ones where nothing is on file."""
    packed = answers.packed
    return (packed.joined.year if packed.joined else 0), (packed.left.year if packed.left else 9999)


def _joined(questions: Questions, answers: Answers) -> date | None:
    """Return the day of joining; of an earlier year only the year is known."""
    joined = answers.packed.joined
    return joined if joined is None or joined.year >= questions.year else date(joined.year, 1, 1)


def _worked(year: int, months: int, questions: Questions, answers: Answers) -> bool:
    packed = answers.packed
    return Facts(joined=packed.joined, left=packed.left).worked(year, months)


def _field(name: str, questions: Questions, answers: Answers) -> Any:
    return getattr(answers.packed, name)


def _rating(year: int, questions: Questions, answers: Answers) -> str | None:
    return ratings_in(answers.packed.ratings).get(year)


def _old_ratings(questions: Questions, answers: Answers) -> tuple[tuple[int, str], ...]:
    return _ratings_before(answers.packed.ratings, questions.first)


def _awards(titles: frozenset[str], since: int, questions: Questions, answers: Answers) -> tuple[Won, ...]:
    text = answers.packed.awards
    return _awards_among(text, titles, since) if text else ()


def _years_won(
    codes: tuple[str, ...], occasions: tuple[str, ...], questions: Questions, answers: Answers
) -> frozenset[int]:
    text = answers.packed.awards
    return _years_among(text, codes, occasions) if text else frozenset()


def _works(since: int, kinds: Any, least: int, questions: Questions, answers: Answers) -> tuple[Work, ...]:
    text = answers.packed.works
    return _works_among(text, since, kinds, least) if text else ()


def _disciplines(questions: Questions, answers: Answers) -> tuple[Punished, ...]:
    return disciplines_in(answers.packed.disciplines)


def _leaves(questions: Questions, answers: Answers) -> tuple[Away, ...]:
    return leaves_in(answers.packed.leaves)


def _matters(questions: Questions, answers: Answers) -> tuple[Pending, ...]:
    return matters_in(answers.packed.matters)


@lru_cache(maxsize=4096)
def _ratings_before(text: str, first: int) -> tuple[tuple[int, str], ...]:
    return tuple((year, level) for year, level in sorted(ratings_in(text).items()) if year < first)


@lru_cache(maxsize=4096)
def _works_among(text: str, since: int, kinds: tuple[str, ...] | None, least: int) -> tuple[Work, ...]:
    return tuple(
        work
        for work in works_in(text)
        if work.year >= since and LEVEL_RANK[work.level] >= least and (kinds is None or work.kind in kinds)
    )


@lru_cache(maxsize=4096)
def _awards_among(text: str, titles: frozenset[str], since: int) -> tuple[Won, ...]:
    return tuple(won for won in awards_in(text) if won.title in titles and won.year >= since)


@lru_cache(maxsize=4096)
def _years_among(text: str, codes: tuple[str, ...], occasions: tuple[str, ...]) -> frozenset[int]:
    return frozenset(won.year for won in awards_in(text) if won.title in codes and won.occasion in occasions)


def days(questions: Questions, answers: Answers) -> Any:
    """Return all that years of work follow from."""
    packed = answers.packed
    return packed.joined, packed.left, packed.came_from, packed.is_manager


class Asked:
    """A fact that is asked for once; from then on it stands in the instance like any other attribute."""

    def __init__(self, kind: Callable[..., Any], *about: Hashable):
        self.kind, self.about = kind, about

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    def __get__(self, watched: "Watched", owner: type) -> Any:
        found = watched.__dict__[self.name] = watched.ask(self.kind, *self.about)
        return found


class Watched(Facts):
    """A person's facts before a criterion; ``trail`` holds what was asked, with the answers, in order.

    ``titles`` are those that a criterion looks for among the awards. Days of joining and leaving are
    asked for as roughly as the question allows: of most people, whether they have long been here.
    """

    answers: Answers
    questions: Questions
    titles: frozenset[str]
    since: int
    kinds: tuple[str, ...] | None
    least: int
    trail: Trail

    joined = Asked(_joined)
    left = Asked(_field, "left")
    came_from = Asked(_field, "came_from")
    job = Asked(_field, "job")
    is_manager = Asked(_field, "is_manager")
    disciplines = Asked(_disciplines)
    leaves = Asked(_leaves)
    matters = Asked(_matters)
    is_settled = Asked(_is_settled)
    span = Asked(_span)
    old_ratings = Asked(_old_ratings)

    def __init__(self, answers: Answers, questions: Questions, titles: frozenset[str]):
        self.__dict__.update(
            answers=answers, questions=questions, titles=titles, since=0, kinds=None, least=0, trail={}
        )
        self.__dict__["ratings"] = _Ratings(self)

    def within(self, since: int, **works: Any) -> "Watched":
        """Return the same facts for who looks at works and awards from a year on alone, at works of some kinds."""
        narrow = object.__new__(Watched)
        narrow.__dict__.update(self.__dict__, since=since, **works)
        return narrow

    def ask(self, kind: Callable[..., Any], *about: Hashable) -> Any:
        question = self.questions.of(kind, *about)
        found = self.trail[question] = self.answers[question]
        return found

    @property
    def awards(self) -> tuple[Won, ...]:
        return self.ask(_awards, self.titles, self.since)

    @property
    def works(self) -> tuple[Work, ...]:
        return self.ask(_works, self.since, self.kinds, self.least)

    def years_of(self, codes: tuple[str, ...], occasions: tuple[str, ...] = (YEARLY,)) -> set[int]:
        return self.ask(_years_won, codes, occasions)

    def is_elsewhere(self, year: int) -> bool:
        if year >= self.questions.first and self.is_settled:
            return False
        return self.span[0] > year and self.came_from

    def works_in(self, year: int) -> bool:
        return self._was_here(year) is not False

    def worked(self, year: int, months: int) -> bool:
        here = self._was_here(year)
        return self.ask(_worked, year, months) if here is None or not months else here

    def _was_here(self, year: int) -> bool | None:
        """Say whether the person was here throughout a year, or not at all; None for a part of it."""
        if year >= self.questions.first and self.is_settled:
            return True
        first, last = self.span
        return None if first == year or last == year else first < year < last


class _Ratings(dict[int, str]):
    """The ratings of a person, asked for year by year; those of long ago together."""

    def __init__(self, watched: Watched):
        self.watched, self.first = watched, watched.questions.first

    def get(self, year: int, default: Any = None) -> Any:
        if year < self.first:
            old = self.watched.old_ratings
            return dict(old).get(year, default) if old else default
        found = self.watched.ask(_rating, year)
        return default if found is None else found

    def __contains__(self, year: object) -> bool:
        return self.get(year) is not None  # type: ignore[arg-type]

    def __missing__(self, year: int) -> str:
        found = self.get(year)
        if found is None:
            raise KeyError(year)
        return found
