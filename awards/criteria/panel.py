"""Judging many people for many titles: equal facts are judged once.

A title reads only some kinds of records; people who agree in those share the verdict and the tree
behind it, word for word. Days of joining and leaving are reduced to what they can change: the
year under review keeps its days, an earlier year keeps whether it was long enough to be rated.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from operator import itemgetter
from typing import Any

from awards.criteria.case import Node
from awards.criteria.conditions import conditions_of, operator_of
from awards.criteria.facts import Facts
from awards.criteria.law import clause
from awards.criteria.packed import Packed, ratings_in, unpack
from awards.criteria.titles import Judgement, judge_title

_RATED = frozenset({"left", "ratings", "leaves", "disciplines"})
_TENURE = frozenset({"joined", "came_from"})
# What a criterion looks at, by the columns of Packed. "years" marks what looks into more years than
# the one under review, "career" what needs the exact days of joining and leaving.
READS: dict[str, frozenset[str]] = {
    "rated": _RATED | _TENURE,
    "served": _TENURE,
    "not_disciplined": frozenset({"disciplines"}),
    "titles_in_a_row": frozenset({"awards", "disciplines", "years"}) | _TENURE,
    "years_in_a_row": _RATED | _TENURE | {"awards", "years"},
    "excellent_years": frozenset({"ratings"}),
    "won": frozenset({"awards"}),
    "works": frozenset({"works"}),
    "mixed_works": frozenset({"works"}),
    "holds": frozenset({"awards", "years"}),
    "only_once": frozenset({"awards", "years"}),
    "standard": _RATED | _TENURE | {"works"},
    "for_jobs": frozenset({"job", "is_manager"}),
    "service": frozenset({"job", "is_manager", "left", "career"}) | _TENURE,
    "confirm": frozenset(),
    "decide": frozenset(),
}
_ALWAYS = frozenset({"joined", "left", "matters"})
_LONG_AGO = 12


class Panel:
    """The judge of one house, one year and one day. ``titles`` are judged in the order given."""

    def __init__(self, titles: Iterable[str], *, year: int, on: date, local: Mapping[str, Any]):
        self.year, self.on, self.local = year, on, local
        self.titles = [code for code in titles if conditions_of(code, "ca_nhan", on) is not None]
        self.groups = self._grouped()
        self.months = self._rated_months()
        self.cache: dict[tuple[int, tuple[Any, ...]], dict[str, Judgement]] = {}

    def judge(self, packed: Packed) -> dict[str, Judgement]:
        """Return the judgement of a person for every title."""
        found: dict[str, Judgement] = {}
        plain = self._plain(packed)
        sources = {"exact": packed, "plain": plain, "single": self._single(plain)}
        for place, (codes, columns, reach) in enumerate(self.groups):
            source = sources[reach]
            key = (place, columns(source))
            known = self.cache.get(key)
            if known is None:
                known = self.cache[key] = self._judged(codes, self._only(source, place))
            found |= known
        return found

    def _judged(self, codes: tuple[str, ...], facts: Facts) -> dict[str, Judgement]:
        found = {}
        for code in codes:
            judgement = judge_title(facts, code, year=self.year, on=self.on, local=self.local)
            if judgement is not None:
                found[code] = judgement
        return found

    def _only(self, packed: Packed, place: int) -> Facts:
        """Return the facts that a group of titles reads, without the others."""
        kept = self.kept[place]
        return unpack(Packed(**{name: value for name, value in packed._asdict().items() if name in kept}))

    def _grouped(self) -> list[tuple[tuple[str, ...], Any, str]]:
        groups: dict[frozenset[str], list[str]] = {}
        for code in self.titles:
            groups.setdefault(reads_of(code, self.on) | _ALWAYS, []).append(code)
        self.kept = list(groups)
        order = Packed._fields
        return [
            (tuple(codes), itemgetter(*(order.index(name) for name in order if name in reads)), _reach(reads))
            for reads, codes in groups.items()
        ]

    def _rated_months(self) -> int:
        found = clause("not_rated", date(self.year, 12, 31))
        return found.value["months"] if found else 0

    def _plain(self, packed: Packed) -> Packed:
        """Return the facts with the days of joining and leaving reduced to what they can change."""
        joined, left = packed.joined, packed.left
        if left is not None and left >= date(self.year, 12, 31):
            left = None
        if joined is not None and joined.year < self.year:
            if joined.year < self.year - _LONG_AGO:
                joined = None
            else:
                is_long = Facts(joined=joined).worked(joined.year, self.months)
                joined = date(joined.year, 1, 1) if is_long else date(joined.year, 12, 1)
        came_from = packed.came_from and joined is not None
        if (joined, left, came_from) == packed[:3]:
            return packed
        return packed._replace(joined=joined, left=left, came_from=came_from)

    def _single(self, plain: Packed) -> Packed:
        """Return the facts of the year under review alone; discipline of any year stays."""
        year, joined = self.year, plain.joined
        level = ratings_in(plain.ratings).get(year, "")
        return plain._replace(
            joined=joined if joined is not None and joined.year >= year else None,
            came_from=plain.came_from and joined is not None and joined.year >= year,
            ratings=f"{year}:{level}" if level else "",
            works=_of_year(plain.works, year),
            leaves=_of_year(plain.leaves, year),
        )


def _of_year(text: str, year: int) -> str:
    return ",".join(sorted(part for part in text.split(",") if part.startswith(f"{year}:"))) if text else ""


def _reach(reads: frozenset[str]) -> str:
    return "exact" if "career" in reads else "plain" if "years" in reads else "single"


def reads_of(title: str, on: date) -> frozenset[str]:
    """Return the kinds of records that the conditions of a title on a day look at."""
    rule = conditions_of(title, "ca_nhan", on)
    return frozenset() if rule is None else _reads(rule.value, on)


def _reads(node: Node, on: date) -> frozenset[str]:
    name = operator_of(node)
    if name in ("all", "any"):
        return frozenset().union(*(_reads(part, on) for part in node[name]))
    spec = node[name]
    if name == "meets":
        return reads_of(spec, on)
    found = READS[name]
    if name == "titles_in_a_row":
        found |= reads_of(spec["title"], on)
    if name == "standard":
        found |= reads_of("CSTDCS", on)
    if isinstance(spec, dict):
        found = found.union(*(_reads(part, on) for part in spec.get("inside", ())))
        found = found.union(*(reads_of(code, on) for code in spec.get("of", ())))
    return found
