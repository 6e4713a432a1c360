"""One case before the judge: a subject's facts, the year, the day whose law applies, what the house decided."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from typing import Any, TypeVar

from awards.criteria import law
from awards.criteria.facts import YEARLY, Facts
from awards.criteria.findings import Finding
from emulation.choices import titles

Node = Mapping[str, Any]
Found = TypeVar("Found")


@dataclass
class Case:
    """What a criterion may ask.

    ``local`` holds the settings that somebody decided. Others are tried at each usual value
    (``assumed``), and what was asked for is noted in ``asked``. ``title`` is the title under
    judgement, ``years`` the window that inner conditions look into, ``meets`` judges another title.
    """

    facts: Facts
    year: int
    on: date
    title: str
    local: Mapping[str, Any]
    meets: Callable[["Case", str], Finding]
    assumed: dict[str, Any] = field(default_factory=dict)
    asked: set[str] = field(default_factory=set)
    years: tuple[int, ...] = ()
    seen: dict[str, Finding] = field(default_factory=dict)

    def setting(self, name: str) -> Any:
        """Return what was decided, or what is tried now."""
        if name in self.local:
            return self.local[name]
        usual = law.usual(name)
        if len(usual) == 1:
            return usual[0]
        self.asked.add(name)
        if name not in self.assumed:
            self.assumed[name] = usual[0]
        return self.assumed[name]

    def within(self, years: tuple[int, ...]) -> "Case":
        """Return the same case looking into a window of years."""
        return replace(self, years=years)

    def once(self, work: Callable[..., Found], node: Node, *about: Any) -> Found:
        """Return what a piece of the judging comes to; who judges many keeps it for all who answer alike."""
        return work(self, node, *about)

    def in_common(self, work: Callable[..., Found], *about: Any) -> Found:
        """Return the same of a piece that is alike for every title."""
        return work(self, *about)

    def joined(self, work: Callable[..., Found], node: Node, *pieces: Any) -> Found:
        """Return what follows from pieces and the node alone; who judges many keeps it for the same pieces."""
        return work(self, node, *pieces)

    def judged(self, title: str) -> Finding:
        """Return how the subject meets the conditions of another title of the same year."""
        if title not in self.seen:
            self.seen[title] = self.meets(self, title)
        return self.seen[title]

    def rule(self, name: str) -> law.Clause | None:
        return law.clause(name, self.on)

    def rating_rule(self, name: str, year: int) -> law.Clause | None:
        """Return a rule on ratings for a year, by the decree that the house rates it by."""
        found, older = _rating_rules(name, year)
        return older if older is not found and not self.setting("rating.own_rules") else found

    @property
    def feeding(self) -> tuple[str, ...]:
        """Return the occasions whose awards carry a proposal for yearly work."""
        found = self.rule("feeding")
        return tuple(found.value) if found else (YEARLY,)

    @property
    def freed(self) -> date | None:
        """Return the day from which on achievements count after a discipline, None without any."""
        found = self.rule("after_discipline")
        return self.facts.freed(self.on, found.value["months"]) if found else None

    @property
    def restart(self) -> int:
        """Return the last year that no longer counts because of discipline, 0 without any."""
        return self.freed.year - 1 if self.freed else 0

    @property
    def partly(self) -> int:
        """Return the year that counts from the end of a discipline within it only, 0 without any."""
        return self.freed.year if self.freed and (self.freed.month, self.freed.day) > (1, 1) else 0


@cache
def _rating_rules(name: str, year: int) -> tuple[law.Clause | None, law.Clause | None]:
    """Return a rule on ratings for a year, and the one of the older decree where a house may still rate by it."""
    found = law.clause(name, law.rating_day(year))
    older = law.clause(name, law.rating_day(year, has_own_rules=False)) if law.may_fall_back(year) else found
    return found, found if older == found else older


def short(code: str) -> str:
    """Return the short name of a title, the code itself where nobody knows it."""
    found = titles().get(code)
    return found.short if found else code


def is_title(code: str) -> bool:
    """Say whether a code is of a title (danh hiệu) and not of a form of commendation."""
    found = titles().get(code)
    return found is not None and found.kind == "danh_hieu"


def and_(codes: Sequence[str]) -> str:
    """Return the short names of titles, all of them won."""
    *most, last = map(short, codes)
    return f"{', '.join(most)} và {last}" if most else last
