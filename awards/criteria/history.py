"""Criteria on what was won before: windows of years after an award, what a window has to hold, single awards."""

from dataclasses import dataclass

from awards.criteria.case import Case, Node, short
from awards.criteria.conditions import criterion, look
from awards.criteria.facts import YEARLY
from awards.criteria.findings import Finding, Say, all_of
from awards.criteria.ratings import WORDS, year_rated
from awards.criteria.runs import used_until

_FORMS = ("BK_TINH", "BK_BYT", "BK_TTG", "HCLD3", "HCLD2", "HCLD1")


@criterion
def years_in_a_row(case: Case, node: Node, article: str) -> Finding:
    """So many years without a gap up to this one at a rating, and what those years have to hold.

    ``after``: the earlier award that comes first; ``later`` says whether the years begin after it
    (yes, or the local setting where the text is open). ``or_title`` stands for the rating of a
    year. Years before an earlier award of the same form, or before the end of discipline, do not count.
    """
    before = _earlier_award(case, node, article)
    if before is not None and before.say == Say.NOT_MET:
        return all_of("years_in_a_row", [before, _not_counted(node, article)], article=article)
    if before is not None and before.say == Say.MISSING:
        return _window(case, node, article, before, later=False)
    if before is None or node.get("later") is True:
        return _window(case, node, article, before, later=before is not None)
    free = _window(case, node, article, before, later=False)
    strict = _window(case, node, article, before, later=True)
    if free.say == strict.say:
        return strict
    return strict if case.setting(f"title.after_prerequisite.{case.title}") else free


def _earlier_award(case: Case, node: Node, article: str) -> Finding | None:
    codes = tuple(node.get("after", ()))
    if not codes:
        return None
    names = " hoặc ".join(short(code) for code in codes)
    years = sorted(year for year in case.facts.years_of(codes, case.feeding) if year < case.year)
    if years:
        found = tuple(
            f"award:{code}:{year}" for code in codes for year in years if year in case.facts.years_of((code,))
        )
        return Finding("earlier_award", Say.MET, f"Đã được tặng {names} (năm {years[0]}).", article, found)
    other = {won.year for won in case.facts.awards if won.title in codes and won.occasion not in case.feeding}
    if other:
        text = f"{names} năm {max(other)} là khen chuyên đề, đột xuất: không làm căn cứ đề nghị mức cao hơn."
        clause = case.rule("feeding")
        return Finding("earlier_award", Say.NOT_MET, text, clause.article if clause else "")
    if case.facts.came_from:
        text = f"Hồ sơ ở đây chưa có {names}; cần hồ sơ khen thưởng của nơi làm việc trước."
        return Finding("earlier_award", Say.MISSING, text, article)
    return Finding("earlier_award", Say.NOT_MET, f"Chưa được tặng {names}.", article)


def _not_counted(node: Node, article: str) -> Finding:
    text = (
        f"Sau đó cần {node['years']} năm liên tục từ {node['at_least']} trở lên: chưa tính, vì chưa có lần khen trước."
    )
    return Finding("years", Say.NOT_MET, text, article)


def _window(case: Case, node: Node, article: str, before: Finding | None, *, later: bool) -> Finding:
    start = max(_clock(case, node, later), case.restart + 1)
    reach = _reach(case, node, start)
    parts = [before] if before is not None else []
    parts.append(_years_finding(case, node, reach, start, article))
    parts += [_inside(case, part, reach) for part in node.get("inside", ())]
    return all_of("years_in_a_row", parts, article=article)


def _inside(case: Case, node: Node, reach: "_Reach") -> Finding:
    """Judge what the window has to hold: in the years that are sure, and in those that may yet count."""
    if reach.say != Say.MET:
        return look(case.within(reach.possible), node)
    sure = look(case.within(reach.sure), node)
    if sure.say != Say.NOT_MET or len(reach.possible) == len(reach.sure):
        return sure
    more = look(case.within(reach.possible), node)
    if more.say == Say.NOT_MET:
        return sure
    return more.saying(Say.MISSING, f"{more.text} {reach.stop}".strip())


def _clock(case: Case, node: Node, later: bool) -> int:
    """Return the first year that may count: after the earlier award, after the last one of the same form.

    ``clock: last`` starts at the latest earlier award (NĐ 152/2025, Điều 33.7, State awards).
    """
    start = 0
    if later:
        years = [y for y in case.facts.years_of(tuple(node["after"]), case.feeding) if y < case.year]
        start = (max(years) if node.get("clock") == "last" else min(years)) + 1
    own = [year for year in case.facts.years_of((case.title,)) if year < case.year] if case.title in _FORMS else []
    return max([start, used_until(case, node) + 1, *(year + 1 for year in own)])


@dataclass(frozen=True)
class _Reach:
    """How far back a run goes from this year: the years that are sure, and those that may turn out well."""

    say: Say
    sure: tuple[int, ...]
    possible: tuple[int, ...]
    stop: str


def _reach(case: Case, node: Node, start: int) -> _Reach:
    sure: list[int] = []
    possible: list[int] = []
    doubt, stop = Say.MET, ""
    year = case.year
    while year >= start and len(possible) < _FAR:
        say, text = _one_year(case, node, year)
        if say == Say.NOT_MET:
            stop = stop or text
            break
        if say != Say.MET:
            doubt, stop = (say, text) if doubt == Say.MET else (doubt, stop)
        elif doubt == Say.MET:
            sure.append(year)
        possible.append(year)
        year -= 1
    if len(sure) >= node["years"]:
        return _Reach(Say.MET, tuple(sure), tuple(possible), stop)
    say = doubt if doubt != Say.MET and len(possible) >= node["years"] else Say.NOT_MET
    return _Reach(say, tuple(sure), tuple(possible), stop)


_FAR = 40


def _one_year(case: Case, node: Node, year: int) -> tuple[Say, str]:
    codes = tuple(node.get("or_title", ()))
    if codes and year in case.facts.years_of(codes):
        return Say.MET, ""
    return year_rated(case, year, node["at_least"])


def _years_finding(case: Case, node: Node, reach: _Reach, start: int, article: str) -> Finding:
    need, level = node["years"], node["at_least"]
    wanted = f"{need} năm liên tục từ {level} trở lên" if level != "HTXSNV" else f"{need} năm liên tục {WORDS[level]}"
    since = f" (tính từ năm {start})" if start > 1 else ""
    if reach.say == Say.MET:
        text = f"Có {len(reach.sure)} năm liên tục đến {case.year}, cần {wanted}{since}."
    else:
        text = f"Cần {wanted} đến năm {case.year}{since}; mới có {len(reach.sure)}. {reach.stop}".strip()
    return Finding("years", reach.say, text, article, tuple(f"rating:{year}" for year in reach.possible))


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
    occasions = case.feeding if code in _FORMS else (YEARLY,)
    years = sorted(case.facts.years_of(group, occasions) & set(case.years))
    number = sum(1 for w in case.facts.awards if w.title in group and w.occasion in occasions and w.year in case.years)
    said = ", ".join(map(str, years)) or "chưa có"
    text = f"Trong thời gian đó có {number} lần {short(code)} ({said}), cần {times}."
    evidence = tuple(f"award:{one}:{year}" for one in group for year in years)
    if number >= times:
        return Finding("won", Say.MET, text, article, evidence)
    if number == times - 1 and case.year in case.years and case.year not in years and code in _YEARLY_TITLES:
        now = case.judged(code).say
        if now != Say.NOT_MET and case.setting(f"title.include_current.{case.title}"):
            return Finding("won", now, f"{text[:-1]}; năm {case.year} tính theo điều kiện.", article, evidence)
    elsewhere = sum(1 for year in case.years if case.facts.is_elsewhere(year) and year not in years)
    if number + elsewhere >= times:
        text = f"{text[:-1]}; chưa có hồ sơ khen thưởng của nơi làm việc trước."
        return Finding("won", Say.MISSING, text, article, evidence)
    return Finding("won", Say.NOT_MET, text, article, evidence)


_YEARLY_TITLES = ("LDTT", "CSTDCS", "CSTDT", "TTLDTT", "TTLDXS")


def _takes_no_flags(case: Case, article: str) -> Finding:
    takes = case.setting("collective.takes_flags")
    text = (
        "Tập thể thuộc đối tượng được tặng cờ thi đua."
        if takes
        else "Tập thể không thuộc đối tượng được tặng cờ thi đua."
    )
    return Finding("flags", Say.NOT_MET if takes else Say.MET, text, article)


@criterion
def holds(case: Case, node: Node, article: str) -> Finding:
    """Won one of the titles at any time before; ``else`` says what follows when not (a list that is not complete)."""
    codes = tuple(node["one_of"])
    years = sorted(year for year in case.facts.years_of(codes, (YEARLY, "cong_hien")) if year <= case.year)
    names = ", ".join(short(code) for code in codes)
    if years:
        return Finding("holds", Say.MET, f"Đã được tặng {names} (năm {years[0]}).", article)
    if "else" in node:
        return Finding("holds", Say.PERSON, str(node["else"]), article)
    if case.facts.came_from:
        text = f"Hồ sơ ở đây chưa có {names}; cần hồ sơ khen thưởng của nơi làm việc trước."
        return Finding("holds", Say.MISSING, text, article)
    return Finding("holds", Say.NOT_MET, f"Chưa được tặng {names}.", article)


@criterion
def only_once(case: Case, node: Node, article: str) -> Finding:
    """Given to a person once in a life."""
    years = sorted(won.year for won in case.facts.awards if won.title == case.title)
    if years:
        return Finding("only_once", Say.NOT_MET, f"Đã được tặng năm {years[0]}; chỉ tặng một lần.", article)
    return Finding("only_once", Say.MET, "Chưa được tặng lần nào.", article)


@criterion
def meets(case: Case, node: Node, article: str) -> Finding:
    """Meets the conditions of another title of the same year; they are shown inside."""
    code = node["value"]
    found = case.judged(code)
    head = {
        Say.MET: f"Đạt tiêu chuẩn {short(code)}.",
        Say.NOT_MET: f"Chưa đạt tiêu chuẩn {short(code)}.",
        Say.MISSING: f"Chưa đủ số liệu để biết có đạt tiêu chuẩn {short(code)}.",
        Say.PERSON: f"Tiêu chuẩn {short(code)} còn chờ người có thẩm quyền kết luận.",
        Say.HOLD: f"Tiêu chuẩn {short(code)} tạm chưa xét.",
    }[found.say]
    return Finding("meets", found.say, head, article, parts=found.parts or (found,))
