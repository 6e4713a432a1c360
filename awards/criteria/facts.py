"""The facts about one subject, gathered before judging. No name is in them: equal facts, equal verdict."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import NamedTuple

from awards.criteria.findings import Say

RANK = {"KHTNV": 0, "HTNV": 1, "HTTNV": 2, "HTXSNV": 3}
LEVEL_RANK = {"co_so": 0, "tinh": 1, "bo": 1, "toan_quoc": 2}
FORM_RANK = {"khien_trach": 0, "canh_cao": 1, "ha_bac": 2, "cach_chuc": 3, "buoc_thoi_viec": 4}
YEARLY = "thuong_xuyen"
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

    ``ldtt``, ``cstdcs``: whether the person holds or meets the title of the year; ``done``: whether
    duties were completed; ``is_rated`` is false for who is lawfully not rated.
    """

    name: str
    ldtt: Say
    cstdcs: Say
    done: Say
    is_rated: bool = True
    is_contract: bool = False
    warned: bool = False
    pk: int = 0


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

    def years_of(self, codes: tuple[str, ...], occasions: tuple[str, ...] = (YEARLY,)) -> set[int]:
        """Return the years in which one of the titles was won on one of the occasions."""
        return {won.year for won in self.awards if won.title in codes and won.occasion in occasions}

    def is_elsewhere(self, year: int) -> bool:
        """Say whether the person worked somewhere else in a year, so that its records are not here."""
        return self.came_from and self.joined is not None and self.joined.year > year

    def works_in(self, year: int) -> bool:
        """Say whether the person worked here on any day of a year."""
        after = self.joined is not None and self.joined > date(year, 12, 31)
        before = self.left is not None and self.left < date(year, 1, 1)
        return not (after or before)

    def worked(self, year: int, months: int) -> bool:
        """Say whether the person worked here for so many full months of a year, from joining to leaving."""
        start = max(self.joined or FIRST_OF_ALL, date(year, 1, 1))
        end = min(self.left or date(year, 12, 31), date(year, 12, 31), date.max - timedelta(days=1)) + timedelta(days=1)
        return months_after(start, months) <= end

    def days_away(self, year: int, kinds: tuple[str, ...]) -> int:
        return sum(away.days for away in self.leaves if away.year == year and away.kind in kinds)


def months_after(day: date, months: int) -> date:
    """Return the day so many months later; the end of a short month stands for days it lacks."""
    month = day.month - 1 + months
    year, month = day.year + month // 12, month % 12 + 1
    if year >= date.max.year:
        return date.max
    last = (date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)).day
    return date(year, month, min(day.day, last))
