"""The kinds of question that may be asked of a person's records, each of one kind of record.

A kind takes what it is about, the questions of the year, and the record as ``Answers`` holds it.
"""

from datetime import date

from awards.criteria.answers import Answers, Questions, Span, is_settled
from awards.criteria.facts import (
    RANK,
    Away,
    Codes,
    Facts,
    Pending,
    Punished,
    Tally,
    Window,
    Won,
    Work,
    away_in,
    first_won,
    kinds_worked,
    last_won,
    number_won,
    rated_so,
    tallied,
    worked_between,
    years_won,
)
from awards.criteria.packed import awards_in, disciplines_in, leaves_in, matters_in, ratings_in, works_in

# Who came so many years before the first year that is asked for by itself has been here for all that usually matters.
LONG = 8


def here_in(year: int, questions: Questions, span: Span) -> bool | None:
    """Say whether somebody was here throughout a year, or not at all; None for a part of it."""
    joined, left = span
    first, last = (joined.year if joined else 0), (left.year if left else 9999)
    return None if year in (first, last) and first <= last else first < year < last


def joined_in(year: int, questions: Questions, span: Span) -> bool:
    return span[0] is not None and span[0].year == year


def joined_after(year: int, questions: Questions, span: Span) -> bool:
    return span[0] is not None and span[0].year > year


def joined_after_the_first(year: int, questions: Questions, answers: Answers) -> bool:
    joined = answers.packed.joined
    return joined is not None and joined > date(year, 1, 1)


def first_year_here(years: Window, questions: Questions, span: Span) -> int:
    """Return the year of joining, its window's first year for who came before, the one after it for who came later."""
    first, last = years
    return min(last + 1, max(first, span[0].year)) if span[0] else first


def first_here(before: int, questions: Questions, span: Span) -> int:
    return min(before, span[0].year) if span[0] else before


def is_long_here(questions: Questions, span: Span) -> bool:
    """Say whether somebody has been here from before all years that are usually looked at, and stays."""
    return is_settled(questions, span) and (span[0] is None or span[0].year < questions.first - LONG)


def joined_on(questions: Questions, answers: Answers) -> date | None:
    return answers.packed.joined


def came_from(questions: Questions, origin: bool) -> bool:
    return origin


def worked_months(year: int, months: int, questions: Questions, answers: Answers) -> bool:
    return worked_between(*answers.packed[:2], year, months)


def job_of(questions: Questions, job: tuple[str, bool]) -> str:
    return job[0]


def is_manager(questions: Questions, job: tuple[str, bool]) -> bool:
    return job[1]


def awards_named(codes: frozenset[str], text: str) -> str:
    """Return the awards that have some of these titles, as they stand in the text."""
    return ",".join(one for one in text.split(",") if one and one.split(":")[1] in codes)


def rating_of(year: int, questions: Questions, text: str) -> str | None:
    return ratings_in(text).get(year)


def reaches(year: int, level: str, questions: Questions, text: str) -> bool:
    return RANK.get(ratings_in(text).get(year, ""), -1) >= RANK[level]


def years_rated(level: str, years: Window, questions: Questions, text: str) -> tuple[tuple[int, ...], int]:
    return rated_so(level, years, ratings_in(text))


def first_rated(before: int, questions: Questions, text: str) -> int:
    return min((before, *ratings_in(text)))


def first_awarded(titles: frozenset[str], before: int, questions: Questions, text: str) -> int:
    return min((before, *(won.year for won in awards_in(text) if won.title in titles)))


def first_worked(before: int, questions: Questions, text: str) -> int:
    return min((before, *(work.year for work in works_in(text))))


def old_ratings(questions: Questions, text: str) -> tuple[tuple[int, str], ...]:
    return tuple((year, level) for year, level in sorted(ratings_in(text).items()) if year < questions.first)


def awards_of(titles: frozenset[str], questions: Questions, text: str) -> tuple[Won, ...]:
    return tuple(won for won in awards_in(text) if won.title in titles)


def years_won_for(codes: Codes, occasions: Codes, since: int, questions: Questions, text: str) -> frozenset[int]:
    return years_won(codes, occasions, since, awards_in(text))


def first_year_won(codes: Codes, occasions: Codes | None, before: int, questions: Questions, text: str) -> int:
    return first_won(codes, occasions, before, awards_in(text))


def last_year_won(codes: Codes, occasions: Codes, before: int, questions: Questions, text: str) -> int:
    return last_won(codes, occasions, before, awards_in(text))


def times_won(codes: Codes, occasions: Codes, years: Window, questions: Questions, text: str) -> int:
    return number_won(codes, occasions, years, awards_in(text))


def last_elsewise(codes: Codes, occasions: Codes, before: int, questions: Questions, text: str) -> int:
    return Facts(awards=awards_in(text)).last_elsewise(codes, occasions, before=before)


def all_works(questions: Questions, text: str) -> tuple[Work, ...]:
    return works_in(text)


def tally_of(
    kinds: Codes, rank: int, years: Window, applied: bool, before: bool, questions: Questions, text: str
) -> Tally:
    return tallied(kinds, rank, years, applied, before, works_in(text))


def kinds_of_work(years: Window, questions: Questions, text: str) -> tuple[frozenset[str], frozenset[str]]:
    return kinds_worked(years, works_in(text))


def all_disciplines(questions: Questions, text: str) -> tuple[Punished, ...]:
    return disciplines_in(text)


def any_discipline(questions: Questions, text: str) -> bool:
    return bool(text)


def disciplined_in(year: int, questions: Questions, text: str) -> tuple[Punished, ...]:
    return Facts(disciplines=disciplines_in(text)).disciplined_in(year)


def freed_after(on: date, months: int, questions: Questions, text: str) -> date | None:
    return Facts(disciplines=disciplines_in(text)).freed(on, months)


def all_leaves(questions: Questions, text: str) -> tuple[Away, ...]:
    return leaves_in(text)


def any_leave(questions: Questions, text: str) -> bool:
    return bool(text)


def days_away(year: int, kinds: Codes, least: int, questions: Questions, text: str) -> int:
    return away_in(year, kinds, least, leaves_in(text))


def is_away(year: int, kinds: Codes, questions: Questions, text: str) -> bool:
    return away_in(year, kinds, 1, leaves_in(text)) > 0


def all_matters(questions: Questions, text: str) -> tuple[Pending, ...]:
    return matters_in(text)
