"""Whether what a sheet registers can come true: each target judged as if everything before it went as registered."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.utils import timezone

from awards.choices import Occasion
from awards.criteria.conditions import conditions_of, criteria_in
from awards.criteria.facts import Facts, Member, Won, Work
from awards.criteria.findings import Result, Say
from awards.criteria.packed import unpack
from awards.criteria.titles import Judgement, best_rating, judge_title, tried
from awards.criteria.windows import spans
from awards.models import Award
from awards.selectors.assessment import local_of
from awards.selectors.dossier import dossiers, unit_facts, year_end
from awards.selectors.explanation import RESULT_TONES, RESULT_WORDS
from awards.selectors.prospect_people import People, as_registered, people_of
from awards.selectors.second_forms import second_forms
from emulation.choices import SubjectKind, title
from emulation.models import Entry, Sheet, Staff

# So many years ahead are looked at.
FAR = 6


@dataclass(frozen=True)
class Prospect:
    """One target of a sheet: reached, missed, or how it stands; ``word`` says it in a word or two."""

    entry: int
    year: int
    title: str
    state: str
    word: str
    note: str = ""
    judgement: Judgement | None = None


def prospects_of(sheet: Sheet) -> list[Prospect]:
    """Return every target of a sheet with its prospect; the same number of queries for 1 and 30 lines."""
    entries = list(sheet.entries.prefetch_related("targets").select_related("staff", "subject_unit"))
    board = board_of(sheet, entries)
    return [prospect for entry in entries for prospect in board.of(entry)]


def earliest(facts: Facts, code: str, after: int, local: Mapping[str, Any], *, this_year: int) -> int | None:
    """Return the first year after one, and from this year on, in which a title could be reached at best.

    At best: every year from this one on turns out as well as it still can, what has to be won before is won as
    soon as it can be, and what is missing, pending or left to a person turns out well. What is over stays as it was.
    """
    first = max(after + 1, this_year)
    stones = stones_of(code, facts.kind, this_year)
    for year in range(first, first + FAR):
        best = _with_stones(_best_until(facts, this_year, year, local), stones, range(this_year, year), local)
        judgement = judge_title(best, code, year=year, on=year_end(year), local=local)
        if judgement is not None and tried(judgement)[0].result in _WITHIN_REACH:
            return year
    return None


_WITHIN_REACH = (Result.ELIGIBLE, Result.NEEDS_PERSON, Result.MISSING_DATA, Result.HOLD)


@dataclass
class Board:
    """What is known about the subjects of a sheet, fetched at once."""

    facts: dict[tuple[str, int], Facts]
    local: Mapping[str, Any]
    won: dict[tuple[str, int], list[Award]]
    decided: set[tuple[str, int]]
    people: People
    today: date

    def of(self, entry: Entry) -> Iterator[Prospect]:
        key = key_of(entry)
        if key is None:
            return
        targets = sorted((target.year, target.title) for target in entry.targets.all())
        for year, code in sorted(targets, key=lambda pair: (pair[0], title(pair[1]).order)):
            yield self._prospect(entry, key, year, code, targets)

    def earliest(self, entry: Entry, code: str, after: int) -> int | None:
        """Return the first year after one in which a title could be reached at best."""
        key = key_of(entry)
        return earliest(self.facts[key], code, after, self.local, this_year=self.today.year) if key else None

    def _prospect(
        self, entry: Entry, key: tuple[str, int], year: int, code: str, targets: list[tuple[int, str]]
    ) -> Prospect:
        for award in self.won.get(key, ()):
            if (award.title, award.year) == (code, year):
                return Prospect(entry.pk, year, code, "done", "Đã đạt", _decision(award))
        if year < self.today.year and (code, year) in self.decided:
            return Prospect(entry.pk, year, code, "miss", "Không đạt", f"Không có tên trong quyết định của năm {year}.")
        facts = as_registered(self.facts[key], targets, year, self.today.year)
        beside = (other for when, other in targets if when == year)
        note = " ".join(filter(None, (_granted(self.facts[key], facts), second_forms(code, beside, year_end(year)))))
        if entry.kind == SubjectKind.COLLECTIVE:
            facts = replace(facts, members=self.people.members(key[1], year))
        judged = judge_title(facts, code, year=year, on=year_end(year), local=self.local)
        if judged is None:
            return Prospect(entry.pk, year, code, "person", "Cần người xem", "Luật không có danh hiệu này vào năm đó.")
        result, unread = tried(judged)[0].result, tried(judged)[1]
        word = _FEASIBLE.get(result, RESULT_WORDS[result]) + (" (xét thử)" if unread else "")
        return Prospect(entry.pk, year, code, RESULT_TONES[result], word, note, judged)


def best_words(code: str, kind: str, year: int, local: Mapping[str, Any]) -> str:
    """Return what the earliest year of a title takes every year for: all that could help, good ratings, or nothing."""
    rule = conditions_of(code, kind, year_end(year))
    asked = criteria_in(rule.value) if rule else set()
    if local.get(f"title.standard.{code}") in _STANDARDS_OF_RATINGS:
        asked = asked - {"standard"} | {"rated"}
    if not rule or _HELPS & asked:
        before = "; hình thức, danh hiệu phải có trước được tặng sớm nhất có thể" if stones_of(code, kind, year) else ""
        return f"{_BEST[SubjectKind(kind)]}{before}"
    return "hoàn thành xuất sắc nhiệm vụ" if "rated" in asked else ""


_BEST = {
    SubjectKind.PERSON: "hoàn thành xuất sắc nhiệm vụ, có sáng kiến được công nhận và đạt danh hiệu của năm",
    SubjectKind.COLLECTIVE: "hoàn thành xuất sắc nhiệm vụ và đạt TTLĐXS",
}
# What initiatives and titles of the coming years may help with.
_HELPS = {"works", "titles_in_a_row", "years_in_a_row", "won", "holds", "meets", "standard"}
_STANDARDS_OF_RATINGS = ("HTTNV", "HTXSNV", "HTTNV_2")
_FEASIBLE = {Result.ELIGIBLE: "Khả thi", Result.NOT_ELIGIBLE: "Không khả thi"}


def _granted(now: Facts, then: Facts) -> str:
    """Return in words what is taken for granted: registered ratings and titles that are not there yet."""
    levels: dict[str, list[int]] = defaultdict(list)
    for year in sorted(then.ratings.keys() - now.ratings.keys()):
        levels[then.ratings[year]].append(year)
    won: dict[str, list[int]] = defaultdict(list)
    for one in sorted({*then.awards} - {*now.awards}, key=lambda one: (title(one.title).order, one.year)):
        won[one.title].append(one.year)
    ratings = [f"xếp loại {level} năm {spans(years)}" for level, years in levels.items()]
    titles = [f"{title(code).short} {spans(years)}" for code, years in won.items()]
    return f"Coi như đạt đúng như đăng ký: {'; '.join([*ratings, *titles])}." if ratings or titles else ""


def key_of(entry: Entry) -> tuple[str, int] | None:
    """Return the subject of a line, None for a model."""
    if entry.kind == SubjectKind.PERSON and entry.staff_id:
        return "staff", entry.staff_id
    if entry.kind == SubjectKind.COLLECTIVE and entry.subject_unit_id:
        return "unit", entry.subject_unit_id
    return None


def _best_until(facts: Facts, first: int, year: int, local: Mapping[str, Any]) -> Facts:
    """Return the facts with every year from the first on turning out as well as it still can."""
    coming = [one for one in range(first, year + 1) if facts.works_in(one)]
    unrated = {one: level for one in coming if one not in facts.ratings and (level := best_rating(facts, one, local))}
    best = replace(
        facts,
        ratings={**facts.ratings, **unrated},
        works=(*facts.works, *(Work(one, "toan_quoc") for one in coming)),
        members=(Member("", Say.MET, Say.MET, Say.MET),) if facts.kind == "tap_the" else (),
    )
    titles = ("TTLDTT", "TTLDXS") if facts.kind == "tap_the" else ("LDTT", "CSTDCS")
    held = [Won(one, code) for one in coming if one < year for code in titles if _may_hold(best, code, one, local)]
    return replace(best, awards=(*facts.awards, *held))


def _with_stones(facts: Facts, stones: Mapping[str, bool], years: range, local: Mapping[str, Any]) -> Facts:
    """Return the facts with what leads to a title won as soon as it can be, one form a year, the highest first."""
    order = sorted(stones, key=lambda code: title(code).order, reverse=True)
    for year in years:
        for code in order if facts.works_in(year) else ():
            held = facts.years_of((code,))
            is_held = year in held or (bool(held) and not stones[code])
            if not is_held and _may_hold(facts, code, year, local):
                facts = replace(facts, awards=(*facts.awards, Won(year, code)))
                if title(code).kind == "hinh_thuc":
                    break
    return facts


def stones_of(code: str, kind: str, year: int) -> dict[str, bool]:
    """Return the awards that a title asks for and those that they ask for; whether each may be asked for again."""
    found: dict[str, bool] = {}
    left = [code]
    while left:
        rule = conditions_of(left.pop(), kind, year_end(year))
        for one, is_many in _asked(rule.value if rule else ()):
            if one != code and one not in _BY_YEAR and not (one in found and found[one] >= is_many):
                found[one] = is_many
                left.append(one)
    return found


_BY_YEAR = ("LDTT", "CSTDCS", "TTLDTT", "TTLDXS")


def _asked(node: Any) -> Iterator[tuple[str, bool]]:
    """Yield the awards that conditions look for, and whether they count how often."""
    if isinstance(node, Mapping):
        yield from ((one, False) for one in (*node.get("after", ()), *node.get("one_of", ())))
        yield from ((one, True) for one in node.get("of", {}))
        if "times" in node and "title" in node:
            yield node["title"], True
        for value in node.values():
            yield from _asked(value)
    elif isinstance(node, list):
        for value in node:
            yield from _asked(value)


def _may_hold(facts: Facts, code: str, year: int, local: Mapping[str, Any]) -> bool:
    """Say whether a title of the year is within reach."""
    judgement = judge_title(facts, code, year=year, on=year_end(year), local=local)
    return judgement is not None and tried(judgement)[0].result in _WITHIN_REACH


def board_of(sheet: Sheet, entries: list[Entry]) -> Board:
    """Fetch what the prospects of lines of a sheet rest on."""
    today = timezone.localdate()
    people = [entry.staff_id for entry in entries if entry.staff_id]
    units = [entry.subject_unit for entry in entries if entry.kind == SubjectKind.COLLECTIVE and entry.subject_unit]
    facts: dict[tuple[str, int], Facts] = {}
    for dossier in dossiers(Staff.objects.filter(pk__in=people)) if people else ():
        facts["staff", dossier.pk] = unpack(dossier.packed)
    facts |= {("unit", pk): found for pk, found in unit_facts(units).items()}
    won: dict[tuple[str, int], list[Award]] = {}
    mine = Award.objects.filter(facility=sheet.facility_id, is_revoked=False, occasion=Occasion.YEARLY)
    for award in mine.filter(staff__in=people) | mine.filter(unit__in=units):
        won.setdefault(("staff", award.staff_id) if award.staff_id else ("unit", award.unit_id or 0), []).append(award)
    decided = set(mine.filter(year__in=sheet.round.years).values_list("title", "year").distinct())
    local = local_of(sheet.facility, today)
    crew = people_of(sheet, units, decided=decided, local=local, this_year=today.year)
    return Board(facts, local, won, decided, crew, today)


def _decision(award: Award) -> str:
    day = f", {award.decided_on:%d/%m/%Y}" if award.decided_on else ""
    return f"Quyết định số {award.decision_number}{day}" if award.decision_number else "Chưa ghi số quyết định"
