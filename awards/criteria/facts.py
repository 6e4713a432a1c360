"""The facts about one subject, gathered before judging. No name is in them: equal facts, equal verdict."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import NamedTuple

from awards.criteria.findings import Say

RANK = {"KHTNV": 0, "HTNV": 1, "HTTNV": 2, "HTXSNV": 3}
LEVEL_RANK = {"co_so": 0, "tinh": 1, "bo": 1, "toan_quoc": 2}
FORM_RANK = {"khien_trach": 0, "canh_cao": 1, "ha_bac": 2, "cach_chuc": 3, "buoc_thoi_viec": 4}
YEARLY = "thuong_xuyen"
RECOGNISED = "cong_nhan"
Codes = tuple[str, ...]
# The first and the last year.
Window = tuple[int, int]
_IN_EVERY_MONTH = 28
FIRST_OF_ALL = date(1900, 1, 1)


class Won(NamedTuple):
    """A title or form that was given and not revoked; ``year`` is the year of the achievement."""

    year: int
    title: str
    occasion: str = YEARLY


class Work(NamedTuple):
    """An initiative or piece of research; ``recognition`` is "cong_nhan", "cho" or "khong"."""

    year: int
    level: str = "co_so"
    kind: str = "sang_kien"
    recognition: str = "cong_nhan"
    is_applied: bool | None = None


class Punished(NamedTuple):
    """A decision of discipline in force; ``cause`` is "cong_vu", "khac" or "" when nobody said."""

    on: date
    form: str = "khien_trach"
    cause: str = ""
    ends_on: date | None = None


class Away(NamedTuple):
    """Working days away in a year."""

    year: int
    kind: str
    days: int


class Pending(NamedTuple):
    """Something still looked into from a day, until a day or until now."""

    opened_on: date
    kind: str
    closed_on: date | None = None


class Member(NamedTuple):
    """One person of a collective, as far as the collective's titles ask.

    ``ldtt``, ``cstdcs``: whether the person holds or meets the title of the year; ``done``: whether duties were
    completed; ``is_rated`` is false for who is lawfully not rated. ``is_named``: stands on a list of titles; who does
    not may meet them all the same (``would``), and lists may lack everybody of the ``place`` (``is_unlisted``).
    """

    name: str
    ldtt: Say
    cstdcs: Say
    done: Say
    is_rated: bool = True
    is_contract: bool = False
    warned: bool = False
    pk: int = 0
    place: int = 0
    is_named: bool = False
    would: tuple[Say, ...] = ()
    is_unlisted: bool = False


class Tally(NamedTuple):
    """Works in a window: years of the sure, how many may be; of those before: recognised, the last of these, all."""

    sure: tuple[int, ...] = ()
    inside: int = 0
    older: int = 0
    last_older: int = 0
    long_ago: int = 0


@dataclass(frozen=True)
class Facts:
    """Everything that is known of a person or a collective; what is not in it is not known.

    ``ratings`` maps a year to a level of the decrees (HTXSNV … KHTNV). ``joined`` and ``left`` are
    the first and the last day of work; ``came_from`` says that the person worked elsewhere before,
    so that earlier years are unknown here rather than empty.
    """

    kind: str = "ca_nhan"
    joined: date | None = None
    left: date | None = None
    came_from: bool = False
    gender: str = ""
    job: str = ""
    is_manager: bool = False
    founded: date | None = None
    ratings: dict[int, str] = field(default_factory=dict)
    awards: tuple[Won, ...] = ()
    works: tuple[Work, ...] = ()
    disciplines: tuple[Punished, ...] = ()
    leaves: tuple[Away, ...] = ()
    matters: tuple[Pending, ...] = ()
    members: tuple[Member, ...] = ()

    def years_of(self, codes: Codes, occasions: Codes = (YEARLY,), *, since: int = 0) -> frozenset[int]:
        """Return the years in which one of the titles was won on one of the occasions."""
        return years_won(codes, occasions, since, self.awards)

    def first_year_of(self, codes: Codes, occasions: Codes | None = (YEARLY,), *, before: int) -> int:
        """Return the first of those years, before a year; 0 without any. Without occasions any occasion counts."""
        return first_won(codes, occasions, before, self.awards)

    def last_year_of(self, codes: Codes, occasions: Codes = (YEARLY,), *, before: int) -> int:
        """Return the last of those years, before a year; 0 without any."""
        return last_won(codes, occasions, before, self.awards)

    def times_won(self, codes: Codes, occasions: Codes, years: Window) -> int:
        """Return how often the titles were won in the years of a window."""
        return number_won(codes, occasions, years, self.awards)

    def last_elsewise(self, codes: Codes, occasions: Codes, *, before: int) -> int:
        """Return the last year before one in which a title was won on none of the occasions, 0 without any."""
        won = (one for one in self.awards if one.title in codes and one.occasion not in occasions)
        return max((one.year for one in won if one.year < before), default=0)

    def tally(self, of: Codes, rank: int, years: Window, *, applied: bool, before: bool) -> "Tally":
        """Count the works of some kinds and a least rank in the years of a window, and before it if asked."""
        return tallied(of, rank, years, applied, before, self.works)

    def kinds_of_work(self, years: Window) -> tuple[frozenset[str], frozenset[str]]:
        """Return the kinds of works in a window that are recognised, and that are or may become so."""
        return kinds_worked(years, self.works)

    def first_on_file(self, before: int) -> int:
        """Return the first year that anything is on file about, if it is before a year; coming counts."""
        years = [before, *self.ratings, *(won.year for won in self.awards), *(work.year for work in self.works)]
        if self.came_from and self.joined:
            years.append(self.joined.year)
        return min(years)

    def is_elsewhere(self, year: int) -> bool:
        """Say whether the person worked somewhere else in a year, so that its records are not here."""
        return self.came_from and self.joined is not None and self.joined.year > year

    def years_elsewhere(self, years: Window) -> range:
        """Return the years of a window in which the person worked somewhere else."""
        first, last = years
        return range(first, min(last + 1, self.joined.year)) if self.came_from and self.joined else range(0)

    def was_elsewhere_since(self, year: int) -> bool:
        """Say whether the person worked somewhere else on any day since the first of a year."""
        return self.came_from and self.joined is not None and self.joined > date(year, 1, 1)

    def joined_in(self, year: int) -> bool:
        return self.joined is not None and self.joined.year == year

    def works_in(self, year: int) -> bool:
        """Say whether the person worked here on any day of a year."""
        after = self.joined is not None and self.joined > date(year, 12, 31)
        before = self.left is not None and self.left < date(year, 1, 1)
        return not (after or before)

    def worked(self, year: int, months: int) -> bool:
        """Say whether the person worked here for so many full months of a year, from joining to leaving."""
        return worked_between(self.joined, self.left, year, months)

    def reaches(self, year: int, level: str) -> bool:
        """Say whether a rating is on file for a year, and is of a level or better."""
        return year in self.ratings and RANK[self.ratings[year]] >= RANK[level]

    def years_rated(self, level: str, years: Window) -> tuple[tuple[int, ...], int]:
        """Return the years of a window rated so, and for how many of them no rating is on file."""
        return rated_so(level, years, self.ratings)

    def is_blank(self, year: int) -> bool:
        """Say whether a year was worked here from end to end, and nothing at all is on file about it."""
        if self.leaves or self.disciplines or self.left or year in self.ratings:
            return False
        return self.joined is None or self.joined.year < year

    def days_away(self, year: int, of: Codes, *, least: int = 1) -> int:
        """Return the working days away in a year; 0 where they are fewer than anybody asks about."""
        return away_in(year, of, least, self.leaves)

    def is_away(self, year: int, of: Codes) -> bool:
        """Say whether there is leave of some kinds in a year."""
        return self.days_away(year, of) > 0

    def disciplined_in(self, year: int) -> tuple[Punished, ...]:
        return tuple(one for one in self.disciplines if one.on.year == year)

    def freed(self, on: date, months: int) -> date | None:
        """Return the day on which the last discipline up to a day has ended: what was achieved counts from there."""
        return max((last_day(one, months) for one in self.disciplines if one.on <= on), default=None)


def years_won(codes: Codes, occasions: Codes, since: int, awards: Iterable[Won]) -> frozenset[int]:
    return frozenset(
        won.year for won in awards if won.title in codes and won.occasion in occasions and won.year >= since
    )


def first_won(codes: Codes, occasions: Codes | None, before: int, awards: Iterable[Won]) -> int:
    return min(_won_before(codes, occasions, before, awards), default=0)


def last_won(codes: Codes, occasions: Codes | None, before: int, awards: Iterable[Won]) -> int:
    return max(_won_before(codes, occasions, before, awards), default=0)


def _won_before(codes: Codes, occasions: Codes | None, before: int, awards: Iterable[Won]) -> list[int]:
    mine = (won for won in awards if won.title in codes and won.year < before)
    return [won.year for won in mine if occasions is None or won.occasion in occasions]


def rated_so(level: str, years: Window, ratings: Mapping[int, str]) -> tuple[tuple[int, ...], int]:
    first, last = years
    inside = sorted(year for year in ratings if first <= year <= last)
    return tuple(year for year in inside if ratings[year] == level), max(last - first + 1, 0) - len(inside)


def number_won(codes: Codes, occasions: Codes, years: Window, awards: Iterable[Won]) -> int:
    first, last = years
    return sum(1 for won in awards if won.title in codes and won.occasion in occasions and first <= won.year <= last)


def tallied(kinds: Codes, rank: int, years: Window, applied: bool, before: bool, works: Iterable[Work]) -> Tally:
    """Count works. ``applied``: in use, which an initiative is unless the file says no, research if it says so."""
    fitting = [
        work
        for work in works
        if work.recognition != "khong"
        and work.kind in kinds
        and LEVEL_RANK[work.level] >= rank
        and not (applied and work.is_applied is False)
    ]
    first, last = years
    inside = [work for work in fitting if first <= work.year <= last]
    recognised = [work for work in inside if work.recognition == RECOGNISED]
    sure = [work.year for work in recognised if not (applied and work.kind == "de_tai" and work.is_applied is None)]
    long_ago = [work for work in fitting if before and work.year < first]
    older = [work.year for work in long_ago if work.recognition == RECOGNISED]
    return Tally(tuple(sure), len(inside), len(older), max(older, default=0), len(long_ago))


def kinds_worked(years: Window, works: Iterable[Work]) -> tuple[frozenset[str], frozenset[str]]:
    first, last = years
    found = [w for w in works if w.recognition != "khong" and first <= w.year <= last and w.is_applied is not False]
    sure = [w for w in found if w.recognition == RECOGNISED and (w.kind != "de_tai" or w.is_applied)]
    return frozenset(w.kind for w in sure), frozenset(w.kind for w in found)


def away_in(year: int, kinds: Codes, least: int, leaves: Iterable[Away]) -> int:
    days = sum(away.days for away in leaves if away.year == year and away.kind in kinds)
    return days if days >= least else 0


def last_day(one: Punished, months: int) -> date:
    """Return the day on which a discipline has ended; a decision lasts so many months where it does not say."""
    return one.ends_on or months_after(one.on, months)


def worked_between(joined: date | None, left: date | None, year: int, months: int) -> bool:
    """Say whether the days from joining to leaving hold so many full months of a year."""
    start = max(joined or FIRST_OF_ALL, date(year, 1, 1))
    end = min(left or date(year, 12, 31), date(year, 12, 31), date.max - timedelta(days=1)) + timedelta(days=1)
    return months_after(start, months) <= end


def months_after(day: date, months: int) -> date:
    """Return the day so many months later; the end of a short month stands for days it lacks."""
    month = day.month - 1 + months
    year, month = day.year + month // 12, month % 12 + 1
    if year >= date.max.year:
        return date.max
    if day.day <= _IN_EVERY_MONTH:
        return date(year, month, day.day)
    last = (date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)).day
    return date(year, month, min(day.day, last))
