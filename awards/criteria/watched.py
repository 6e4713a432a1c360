"""Facts that note what is asked of them."""

from collections.abc import Hashable
from datetime import date
from typing import Any

from awards.criteria import kinds
from awards.criteria.answers import (
    AWARDS,
    DISCIPLINES,
    JOB,
    LEAVES,
    MATTERS,
    ORIGIN,
    RATINGS,
    SPAN,
    WHOLE,
    WORKS,
    Answers,
    Kind,
    Questions,
    Trail,
    is_settled,
    left_on,
)
from awards.criteria.facts import YEARLY, Codes, Facts, Punished, Tally, Window, Won


class Asked:
    """A fact that is asked for once; from then on it stands in the instance like any other attribute."""

    def __init__(self, source: int, kind: Kind):
        self.source, self.kind = source, kind

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    def __get__(self, watched: "Watched", owner: type) -> Any:
        found = watched.__dict__[self.name] = watched.ask(self.source, self.kind)
        return found


class Watched(Facts):
    """A person's facts before a criterion; ``trail`` holds what was asked, with the answers, in order.

    ``titles`` are those that a criterion looks for among the awards. Everything is asked for as roughly
    as it matters: of most days of joining and leaving, whether the person has long been here.
    """

    answers: Answers
    questions: Questions
    titles: frozenset[str]
    trail: Trail

    joined = Asked(WHOLE, kinds.joined_on)
    left = Asked(SPAN, left_on)
    came_from = Asked(ORIGIN, kinds.came_from)
    job = Asked(JOB, kinds.job_of)
    is_manager = Asked(JOB, kinds.is_manager)
    disciplines = Asked(DISCIPLINES, kinds.all_disciplines)
    works = Asked(WORKS, kinds.all_works)
    leaves = Asked(LEAVES, kinds.all_leaves)
    matters = Asked(MATTERS, kinds.all_matters)
    is_settled = Asked(SPAN, is_settled)
    is_long_here = Asked(SPAN, kinds.is_long_here)
    old_ratings = Asked(RATINGS, kinds.old_ratings)

    def __init__(self, answers: Answers, questions: Questions, titles: frozenset[str]):
        self.__dict__.update(answers=answers, questions=questions, titles=titles, trail={})

    def afresh(self) -> "Watched":
        """Return the same facts with nothing asked yet."""
        return Watched(self.answers, self.questions, self.titles)

    def ask(self, source: int, kind: Kind, *about: Hashable) -> Any:
        question = self.questions.of(source, kind, *about)
        found = self.trail[question] = self.answers.rows[source][question]
        return found

    @property
    def ratings(self) -> "_Ratings":
        return _Ratings(self)

    @property
    def awards(self) -> tuple[Won, ...]:
        return self._of_awards(self.titles, kinds.awards_of)

    def years_of(self, codes: Codes, occasions: Codes = (YEARLY,), *, since: int = 0) -> frozenset[int]:
        return self._of_awards(codes, kinds.years_won_for, occasions, since)

    def first_year_of(self, codes: Codes, occasions: Codes | None = (YEARLY,), *, before: int) -> int:
        return self._of_awards(codes, kinds.first_year_won, occasions, before)

    def last_year_of(self, codes: Codes, occasions: Codes = (YEARLY,), *, before: int) -> int:
        return self._of_awards(codes, kinds.last_year_won, occasions, before)

    def times_won(self, codes: Codes, occasions: Codes, years: Window) -> int:
        return self._of_awards(codes, kinds.times_won, occasions, years)

    def last_elsewise(self, codes: Codes, occasions: Codes, *, before: int) -> int:
        return self._of_awards(codes, kinds.last_elsewise, occasions, before)

    def _of_awards(self, codes: Codes | frozenset[str], kind: Kind, *about: Hashable) -> Any:
        if self.questions.look_for(codes):
            self.answers.read_all_awards()
        return self.ask(AWARDS, kind, codes, *about)

    def tally(self, of: Codes, rank: int, years: Window, *, applied: bool, before: bool) -> Tally:
        return self.ask(WORKS, kinds.tally_of, of, rank, years, applied, before)

    def kinds_of_work(self, years: Window) -> tuple[frozenset[str], frozenset[str]]:
        return self.ask(WORKS, kinds.kinds_of_work, years)

    def disciplined_in(self, year: int) -> tuple[Punished, ...]:
        return self.ask(DISCIPLINES, kinds.disciplined_in, year)

    def freed(self, on: date, months: int) -> date | None:
        return self.ask(DISCIPLINES, kinds.freed_after, on, months)

    def reaches(self, year: int, level: str) -> bool:
        return self.ask(RATINGS, kinds.reaches, year, level)

    def years_rated(self, level: str, years: Window) -> tuple[tuple[int, ...], int]:
        return self.ask(RATINGS, kinds.years_rated, level, years)

    def is_blank(self, year: int) -> bool:
        if self._was_here(year) is not True or self.ratings.get(year) is not None or self.left:
            return False
        return not (self.ask(LEAVES, kinds.any_leave) or self.ask(DISCIPLINES, kinds.any_discipline))

    def days_away(self, year: int, of: Codes, *, least: int = 1) -> int:
        return self.ask(LEAVES, kinds.days_away, year, of, least)

    def is_away(self, year: int, of: Codes) -> bool:
        return self.ask(LEAVES, kinds.is_away, year, of)

    def first_on_file(self, before: int) -> int:
        first = self.ask(RATINGS, kinds.first_rated, before), self._of_awards(self.titles, kinds.first_awarded, before)
        come = self.ask(SPAN, kinds.first_here, before) if self.came_from else before
        return min(*first, self.ask(WORKS, kinds.first_worked, before), come)

    def joined_in(self, year: int) -> bool:
        return self._was_here(year) is not True and self.ask(SPAN, kinds.joined_in, year)

    def is_elsewhere(self, year: int) -> bool:
        return self.came_from and self._was_here(year) is False and self.ask(SPAN, kinds.joined_after, year)

    def years_elsewhere(self, years: Window) -> range:
        return range(years[0], self.ask(SPAN, kinds.first_year_here, years)) if self.came_from else range(0)

    def was_elsewhere_since(self, year: int) -> bool:
        if not self.came_from or self.ask(SPAN, kinds.joined_after, year):
            return self.came_from
        return self.joined_in(year) and self.ask(WHOLE, kinds.joined_after_the_first, year)

    def works_in(self, year: int) -> bool:
        return self._was_here(year) is not False

    def worked(self, year: int, months: int) -> bool:
        here = self._was_here(year)
        return self.ask(WHOLE, kinds.worked_months, year, months) if here is None or not months else here

    def _was_here(self, year: int) -> bool | None:
        """Say whether the person was here throughout a year, or not at all; None for a part of it."""
        if year >= self.questions.first and self.is_settled:
            return True
        if year >= self.questions.first - kinds.LONG and self.is_long_here:
            return True
        return self.ask(SPAN, kinds.here_in, year)


class _Ratings(dict[int, str]):
    """The ratings of a person, asked for year by year; those of long ago together."""

    def __init__(self, watched: Watched):
        self.watched, self.first = watched, watched.questions.first

    def get(self, year: int, default: Any = None) -> Any:
        if year < self.first:
            old = self.watched.old_ratings
            return dict(old).get(year, default) if old else default
        found = self.watched.ask(RATINGS, kinds.rating_of, year)
        return default if found is None else found

    def __contains__(self, year: object) -> bool:
        return self.get(year) is not None  # type: ignore[arg-type]

    def __missing__(self, year: int) -> str:
        found = self.get(year)
        if found is None:
            raise KeyError(year)
        return found
