"""Criteria on what was won before: windows of years after an award, and what a window has to hold."""

from collections.abc import Sequence
from typing import NamedTuple

from awards.criteria.case import Case, Node, and_, short
from awards.criteria.conditions import criterion, look
from awards.criteria.facts import YEARLY
from awards.criteria.findings import Finding, Say, all_of, asked_for, no_year_counts, worst
from awards.criteria.ratings import WORDS
from awards.criteria.runs import (
    after_discipline,
    counts_partly,
    is_once_unread,
    perhaps_rewarded,
    rewarded,
    used_until,
)
from awards.criteria.windows import Reach, Step, Year, looked_back, reach_of, spans

_FORMS = ("BK_TINH", "BK_BYT", "BK_TTG", "HCLD3", "HCLD2", "HCLD1")


@criterion
def years_in_a_row(case: Case, node: Node, article: str) -> Finding:
    """So many years without a gap up to this one at a rating, and what those years have to hold.

    ``after``: the earlier award that comes first; ``later`` says whether the years begin after it
    (yes, or the local setting where the text is open). ``or_title`` stands for the rating of a
    year. Years before an earlier award of the same form or a higher one, or before the end of discipline,
    do not count.
    """
    later = node.get("later")
    before = case.once(_earlier_award, node, article, later is True)
    if before is None:
        return _window(case, node, article, None, later=False)
    if before.say == Say.NOT_MET:
        inside = [_within(case, part, ()) for part in node.get("inside", ())]
        return all_of("years_in_a_row", [before, _not_counted(node, article), *inside], article=article)
    if later is True or before.say == Say.MISSING:
        return _after(case, node, article, before)
    free = _window(case, node, article, before, later=False)
    strict = _after(case, node, article, case.once(_earlier_award, node, article, True) or before)
    if free.say == strict.say:
        return strict
    return strict if case.setting(f"title.after_prerequisite.{case.title}") else free


def _after(case: Case, node: Node, article: str, before: Finding) -> Finding:
    """Judge the years after the earlier award; of who came from elsewhere the first one may have been won there."""
    if before.say == Say.MISSING:
        return _window(case, node, article, before, later=False)
    found = _window(case, node, article, before, later=True)
    if found.say != Say.NOT_MET or node.get("clock") == "last" or not case.facts.came_from:
        return found
    text = f"{before.text[:-1]}; có thể còn lần trước đó ở nơi làm việc trước, cần hồ sơ khen thưởng của nơi đó."
    perhaps = _window(case, node, article, before.saying(Say.MISSING, text), later=False)
    return found if perhaps.say == Say.NOT_MET else perhaps


def _earlier_award(case: Case, node: Node, article: str, is_strict: bool) -> Finding | None:
    """Return what is known of the earlier award; ``is_strict``: the years begin after it."""
    codes = tuple(node.get("after", ()))
    if not codes:
        return None
    names, next_year = " hoặc ".join(short(code) for code in codes), case.year + 1
    # Who came from elsewhere may have won one there before one of this very year.
    before = case.year if is_strict and case.facts.came_from else next_year
    first = case.facts.first_year_of(codes, case.feeding, before=before)
    if first:
        won = [code for code in codes if case.facts.first_year_of((code,), case.feeding, before=before) == first]
        evidence = tuple(f"award:{code}:{first}" for code in won)
        return Finding("earlier_award", Say.MET, f"Đã được tặng {and_(won)} (năm {first}).", article, evidence)
    lack, say, clause = f"Chưa được tặng {names}", Say.NOT_MET, None
    if other := case.facts.last_elsewise(codes, case.feeding, before=next_year):
        found = [code for code in codes if other == case.facts.last_elsewise((code,), case.feeding, before=next_year)]
        lack = f"{and_(found)} năm {other} là khen chuyên đề, đột xuất: không làm căn cứ đề nghị mức cao hơn"
        clause = case.rule("feeding")
    if case.facts.came_from:
        has_now = case.facts.first_year_of(codes, case.feeding, before=next_year) == case.year
        here = f"mới có {names} của chính năm {case.year}, chưa có lần trước" if has_now else f"chưa có {names}"
        head = lack if other else f"Hồ sơ ở đây {here}"
        lack, say = f"{head}; cần hồ sơ khen thưởng của nơi làm việc trước", Say.MISSING
    return Finding("earlier_award", say, f"{lack}.", clause.article if clause else article)


def _wanted(node: Node) -> str:
    level, instead = node["at_least"], [short(code) for code in node.get("or_title", ())]
    rating = WORDS[level] if level == "HTXSNV" else f"từ {level} trở lên"
    return f"{node['years']} năm liên tục {' hoặc đạt '.join([rating, *instead])}"


def _not_counted(node: Node, article: str) -> Finding:
    head = "Sau đó cần" if node.get("later") is True else "Cùng với đó cần"
    text = f"{head} {_wanted(node)}: chưa tính, vì chưa có lần khen trước."
    return Finding("years", Say.NOT_MET, text, article)


def _window(case: Case, node: Node, article: str, before: Finding | None, *, later: bool) -> Finding:
    clock = case.once(_clock, node, later)
    reach, years = case.joined(_reached, node, *looked_back(case, node, clock.start), clock, article)
    parts = [years] if before is None else [before, years]
    parts += [_inside(case, part, reach) for part in node.get("inside", ())]
    return case.joined(_together, node, article, *parts)


def _together(case: Case, node: Node, article: str, *parts: Finding) -> Finding:
    return all_of("years_in_a_row", parts, article=article)


def _inside(case: Case, node: Node, reach: Reach) -> Finding:
    """Judge what the window has to hold: in the years that are sure, and in those that may yet count.

    Where records lack and the years that may yet count hold it all, that is told with them.
    """
    sure = _within(case, node, reach.sure)
    if sure.say not in (Say.NOT_MET, Say.MISSING):
        return sure
    for step in reach.beyond:
        more = _within(case, node, step.years)
        if sure.say == Say.NOT_MET and more.say != Say.NOT_MET:
            return case.joined(_perhaps, node, more, step)
        if sure.say == Say.MISSING and more.say == Say.MET:
            return case.joined(_also, node, sure, step)
    return sure


def _also(case: Case, node: Node, sure: Finding, step: Step) -> Finding:
    """Return what lacks a record, with the years before that would make up for it where they count."""
    text = f"Hoặc tính cả năm trước đó thì đủ: {step.text[:1].lower()}{step.text[1:]}"
    if not sure.parts:
        return sure.saying(sure.say, f"{sure.text} {text}")
    return sure._replace(parts=(*sure.parts, Finding("years", step.say, text, sure.article)))


def _perhaps(case: Case, node: Node, more: Finding, step: Step) -> Finding:
    text = f"Năm trước đó có thể cũng được tính: {step.text[:1].lower()}{step.text[1:]}"
    say = worst((more.say, step.say))
    if not more.parts:
        return more.saying(say, f"Nếu tính cả năm trước đó: {more.text[:1].lower()}{more.text[1:]} {text}")
    parts = (*more.parts, Finding("years", step.say, text, more.article))
    return more.saying(say)._replace(parts=parts)


def _within(case: Case, node: Node, years: tuple[int, ...]) -> Finding:
    return case.within(years).once(look, node)


class _Clock(NamedTuple):
    """The first year that may count, and why; ``is_over``: it is after the one under review."""

    start: int
    why: str
    is_over: bool
    doubts: tuple["_Doubt", ...] = ()


class _Doubt(NamedTuple):
    """Years of which a person has to say whether they count, with the sentence."""

    first: int
    last: int
    text: str


def _clock(case: Case, node: Node, later: bool) -> _Clock:
    """Return the first year that may count: after the earlier award, the last one of the same form, discipline.

    An earlier award of this very year is the one to start after only where there is none before.
    ``clock: last`` starts at the latest earlier award (NĐ 152/2025, Điều 33.7, State awards).
    """
    facts, after, start = case.facts, tuple(node.get("after", ())), 0
    if later:
        earlier = facts.last_year_of if node.get("clock") == "last" else facts.first_year_of
        start = (earlier(after, case.feeding, before=case.year) or case.year) + 1
    own = facts.last_year_of((case.title,), before=case.year) if case.title in _FORMS else 0
    used, restart = used_until(case, node), case.restart + 1
    doubts = [_Doubt(case.partly, case.partly, counts_partly(case))] if case.partly else []
    if is_once_unread(case) and (used or own):
        doubts.append(_Doubt(0, max(used, own), perhaps_rewarded(case, node, max(used, own))))
        used = own = 0
    first = max(start, used + 1, restart, own + 1 if own else 0)
    if first > case.year:
        why = f"thành tích chỉ tính từ năm {first}, sau lần khen năm {case.year}"
        if first in (restart, used + 1):
            why = after_discipline(case) if first == restart else rewarded(case, node, used)
        return _Clock(first, why, True)
    since = "năm hết thời hạn kỷ luật" if first == restart else f"sau lần khen năm {first - 1}"
    return _Clock(first, since, False, tuple(doubts))


def _reached(
    case: Case, node: Node, near: Sequence[Year], far: Sequence[Year], clock: _Clock, article: str
) -> tuple[Reach, Finding]:
    """Return how far back the run goes, with the finding that says so."""
    back = [_in_doubt(one, clock) for one in (*near, *far)]
    reach, is_doubted = reach_of(back, node["years"]), any(one.say == Say.PERSON for one in back)
    evidence = tuple(f"rating:{one.year}" for one in back[: len(reach.possible)] if one.is_rated)
    none = "chưa có năm nào chắc chắn được tính" if is_doubted else "chưa có năm nào"
    return reach, Finding("years", reach.say, _years_text(case, node, reach, clock, none), article, evidence)


def _in_doubt(one: Year, clock: _Clock) -> Year:
    """Return a year as it stands where a person has to say whether it counts."""
    doubts = [doubt.text for doubt in clock.doubts if doubt.first <= one.year <= doubt.last]
    return one._replace(say=Say.PERSON, text=doubts[0]) if doubts and one.say == Say.MET else one


def _years_text(case: Case, node: Node, reach: Reach, clock: _Clock, none: str) -> str:
    wanted, start = _wanted(node), clock.start
    if clock.is_over:
        return f"Cần {wanted} đến năm {case.year}: {clock.why}."
    since = f" (tính từ năm {start}, {clock.why})" if start > 1 else ""
    if reach.say == Say.MET:
        return f"Có {len(reach.sure)} năm liên tục đến {case.year}, {asked_for(reach.say, wanted)}{since}."
    had = "mới có" if reach.say == Say.NOT_MET else "đã có"
    so_far = f"{had} {len(reach.good)} năm ({spans(reach.good)})" if reach.good else none
    return f"Cần {wanted} đến năm {case.year}{since}; {so_far}. {reach.stop}".strip()


@criterion
def won(case: Case, node: Node, article: str) -> Finding:
    """In the window, each of the titles so many times; the title of this year as local practice counts it."""
    parts = [_times(case, code, times, article) for code, times in node["of"].items()]
    flags = node.get("flags")
    if flags is False:
        parts.insert(0, _takes_no_flags(case, article))
    return parts[0] if len(parts) == 1 else all_of("won", parts, article=article)


def _times(case: Case, code: str, times: int, article: str) -> Finding:
    group = ("BK_TINH", "BK_BYT") if code == "BK_TINH" else (code,)
    name = "bằng khen cấp bộ, tỉnh" if len(group) > 1 else short(code)
    if not case.years:
        return no_year_counts("won", f"ít nhất {times} lần {name}", article)
    occasions = case.feeding if code in _FORMS else (YEARLY,)
    facts = case.facts
    years = sorted(facts.years_of(group, occasions, since=min(case.years)) & set(case.years))
    window = min(case.years), max(case.years)
    number = facts.times_won(group, occasions, window)
    had = f"có {number} lần {name} ({', '.join(map(str, years))})" if number else f"chưa có lần nào {name}"
    say = Say.MET if number >= times else Say.NOT_MET
    text = f"Trong thời gian đó {had}, {asked_for(say, f'ít nhất {times} lần')}."
    evidence = tuple(f"award:{one}:{year}" for one in group for year in years)
    if say == Say.MET:
        return Finding("won", say, text, article, evidence)
    is_open = case.year in case.years and case.year not in years and code in _YEARLY_TITLES
    if is_open and number == times - 1 and (now := _now(case, code)) != Say.NOT_MET:
        return Finding("won", now, f"{text[:-1]}; năm {case.year} xét theo điều kiện.", article, evidence)
    elsewhere = sum(1 for year in facts.years_elsewhere(window) if year not in years)
    lacking = times - number - elsewhere
    if lacking <= 0 or (is_open and elsewhere and lacking == 1 and _now(case, code) != Say.NOT_MET):
        text = f"{text[:-1]}; chưa có hồ sơ khen thưởng của nơi làm việc trước."
        return Finding("won", Say.MISSING, text, article, evidence)
    return Finding("won", Say.NOT_MET, text, article, evidence)


def _now(case: Case, code: str) -> Say:
    """Return how a title of this year stands, where local practice counts the year that is judged."""
    now = case.judged(code).say
    is_counted = now != Say.NOT_MET and case.setting(f"title.include_current.{case.title}")
    return now if is_counted else Say.NOT_MET


_YEARLY_TITLES = ("LDTT", "CSTDCS", "CSTDT", "TTLDTT", "TTLDXS")


def _takes_no_flags(case: Case, article: str) -> Finding:
    takes = case.setting("collective.takes_flags")
    text = "Tập thể không thuộc đối tượng được tặng cờ thi đua."
    if takes:
        text = "Cách này dành cho tập thể không thuộc đối tượng được tặng cờ thi đua; tập thể này thuộc đối tượng đó."
    return Finding("flags", Say.NOT_MET if takes else Say.MET, text, article)
