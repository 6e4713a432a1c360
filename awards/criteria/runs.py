"""Runs of yearly titles without a gap, and what an earlier commendation has rewarded already."""

from dataclasses import dataclass

from awards.criteria.case import Case, Node, and_, is_title, short
from awards.criteria.conditions import criterion
from awards.criteria.findings import Finding, Say, worst
from awards.criteria.ratings import lawfully_not_rated
from awards.criteria.windows import spans


@criterion
def titles_in_a_row(case: Case, node: Node, article: str) -> Finding:
    """So many times without a gap the title of the year, up to this year or the year before.

    A title of this year that is on file counts. Whether one that is only met does differs by
    practice: both readings are tried, and only where they differ the local setting is asked for.
    A run up to the year before does not make a bad year good (``_while_this_year``).
    """
    run, name = _Run(case, node, used_until(case, node)), f"title.include_current.{case.title}"
    with_this, without = run.to(case.year), _while_this_year(case, run.to(case.year - 1))
    is_without = case.local.get(name) is False or (without[0] == Say.MET and case.year not in run.won)
    if with_this[0] == Say.MET and case.year in run.won:
        say, text = with_this
    elif with_this[0] == without[0]:
        say, text = without if is_without else with_this
    else:
        say, text = with_this if case.setting(name) else without
    evidence = tuple(f"award:{run.title}:{year}" for year in sorted(run.won))
    return Finding("titles_in_a_row", say, text, article, evidence)


def _while_this_year(case: Case, run: tuple[Say, str]) -> tuple[Say, str]:
    """Return what a run up to the year before comes to where the year under review is plainly bad or not worked.

    Who did not complete the duties of a year is given no title of it; whether a form may be proposed then, or after
    a discipline of the year, or of a year that is lawfully not rated, is for a person.
    """
    say, why = _of_this_year(case)
    found = worst((run[0], say))
    return (found, f"{run[1][:-1]}; {why}.") if found != run[0] else run


def _of_this_year(case: Case) -> tuple[Say, str]:
    year, level = case.year, case.facts.ratings.get(case.year)
    person = "cần người có thẩm quyền kết luận"
    if level == "KHTNV":
        text = f"năm {year} xếp loại KHTNV (không hoàn thành nhiệm vụ)"
        return (Say.NOT_MET, text) if is_title(case.title) else (Say.PERSON, f"{text}, {person}")
    punished = [one.on for one in case.facts.disciplined_in(year) if one.on <= case.on]
    if punished:
        return Say.PERSON, f"năm {year} bị kỷ luật (quyết định ngày {punished[0]:%d/%m/%Y}), {person}"
    if level is None and (reason := lawfully_not_rated(case, year)):
        return Say.PERSON, f"{reason[:1].lower()}{reason[1:]} nên không xếp loại, {person}"
    return Say.MET, ""


@dataclass
class _Run:
    """A run of yearly titles; ``used`` is the last year whose achievement was rewarded already.

    A form counts the year in which a discipline ended from that day only. What the decree says of achievements before
    the end is said of forms: whether a title of those years counts for another title is for a person.
    """

    case: Case
    node: Node
    used: int

    def __post_init__(self) -> None:
        self.won = self.case.facts.years_of((self.title,), since=self.case.year - self.times)
        self.restart, self.is_for_title = self.case.restart, is_title(self.case.title)

    @property
    def title(self) -> str:
        return str(self.node["title"])

    @property
    def times(self) -> int:
        return int(self.node["times"])

    def to(self, last: int) -> tuple[Say, str]:
        """Return what a run that ends in a year comes to, with the sentence."""
        first = last - self.times + 1
        says: dict[int, Say] = {}
        for year in range(first, last + 1):
            says[year] = self.year(year)
            if says[year] == Say.NOT_MET:
                break
        say = worst(says.values())
        head = f"{self.times} lần liên tục {short(self.title)} các năm {first}–{last}"
        lacking = [year for year, found in says.items() if found == say and found != Say.MET]
        if say == Say.MET:
            tail = " (năm đang xét tính theo điều kiện)" if last not in self.won else ""
            return say, f"Có {head}{tail}."
        return say, f"Cần {head}: {self.why(lacking[0], last, say)}"

    def year(self, year: int) -> Say:
        say = self._on_file(year)
        return Say.PERSON if say == Say.MET and self._is_doubted(year) else say

    def _on_file(self, year: int) -> Say:
        """Return how a year stands by what is on file, a title of a year before the end of discipline among it."""
        if year <= self.used or (year <= self.restart and not (self.is_for_title and year in self.won)):
            return Say.NOT_MET
        if year in self.won:
            return Say.MET
        if year == self.case.year:
            return self.case.judged(self.title).say
        return Say.MISSING if self.case.facts.is_elsewhere(year) else Say.NOT_MET

    def _is_doubted(self, year: int) -> bool:
        return year <= self.restart if self.is_for_title else year == self.case.partly

    def why(self, year: int, last: int, say: Say) -> str:
        if self._on_file(year) == Say.MET:
            return self._doubt(year)
        if say == Say.MISSING and year != self.case.year:
            return f"năm {year} làm việc ở nơi khác, chưa có hồ sơ khen thưởng của nơi đó."
        if year == self.case.year and year not in self.won and year > max(self.used, self.restart):
            return f"năm {year} {_WHY[say]} {short(self.title)}."
        if year <= max(self.used, self.restart):
            is_used = self.used > self.restart
            return f"{rewarded(self.case, self.node, self.used) if is_used else after_discipline(self.case)}."
        never = [one for one in range(year, min(last + 1, self.case.year)) if one not in self.won]
        return f"năm {spans(never)} chưa đạt {short(self.title)}."

    def _doubt(self, year: int) -> str:
        if not self.is_for_title:
            text = counts_partly(self.case)
            return f"{text[:1].lower()}{text[1:]}"
        asked = (
            f"quy định ấy nói về khen thưởng, danh hiệu đã đạt năm {year} có tính hay không thì cần người có thẩm quyền"
        )
        return f"{after_discipline(self.case)}; {asked} kết luận."


_WHY = {
    Say.NOT_MET: "chưa đủ điều kiện",
    Say.MISSING: "còn thiếu số liệu để xét",
    Say.PERSON: "còn chờ người có thẩm quyền kết luận về",
    Say.HOLD: "tạm chưa xét",
}


def after_discipline(case: Case) -> str:
    """Return in words from which year on achievements count after a discipline (``Case.restart``), with the article."""
    found = case.rule("after_discipline")
    article = f" ({found.article})" if found else ""
    return f"thành tích chỉ tính từ năm {case.restart + 1}, năm hết thời hạn kỷ luật{article}"


def counts_partly(case: Case) -> str:
    """Return in words that a year counts from the end of a discipline within it only (``Case.partly``)."""
    found = case.rule("after_discipline")
    article = f" ({found.article})" if found else ""
    assert case.freed is not None
    head = f"Đến ngày {case.freed:%d/%m/%Y} mới hết thời hạn kỷ luật, thành tích chỉ tính từ ngày đó"
    return f"{head}: năm {case.partly} có tính là một năm hay không thì cần người có thẩm quyền kết luận{article}."


def used_until(case: Case, node: Node) -> int:
    """Return the last year whose achievement one of the forms named has rewarded, 0 without any.

    Another form of this very year has rewarded it as well; the form under judgement is not its own rival.
    """
    codes = tuple(node.get("not_used_by", ()))
    if not codes or case.rule("once") is None:
        return 0
    others = _rivals(case, node)
    before = case.facts.last_year_of(codes, before=case.year)
    return case.year if case.year in case.facts.years_of(others, since=case.year) else before


def rewarded(case: Case, node: Node, until: int) -> str:
    """Return in words what has rewarded the years up to one (``used_until``), with the article."""
    found = case.rule("once")
    codes = _rivals(case, node) if until == case.year else tuple(node["not_used_by"])
    won = [code for code in codes if until in case.facts.years_of((code,), since=until)]
    article = f" ({found.article})" if found else ""
    return f"thành tích đến năm {until} đã được khen ({and_(won)} năm {until}) nên chỉ tính từ năm {until + 1}{article}"


ONCE_UNREAD = "chưa có nguyên văn quy định về việc khen thêm cho một thành tích, cần người có thẩm quyền kết luận"


def is_once_unread(case: Case) -> bool:
    """Say whether the text by which one achievement is commended once is only known by hearsay."""
    found = case.rule("once")
    return found is not None and not found.is_certain


def perhaps_rewarded(case: Case, node: Node, until: int) -> str:
    """Return in words what may have rewarded the years up to one, where the text that says so was never read."""
    found = case.rule("once")
    codes = _rivals(case, node) if until == case.year else dict.fromkeys((*node.get("not_used_by", ()), case.title))
    won = [code for code in codes if until in case.facts.years_of((code,), since=until)]
    article = f" ({found.article})" if found else ""
    return f"Thành tích đến năm {until} đã được khen ({and_(won)} năm {until}): {ONCE_UNREAD}{article}."


def _rivals(case: Case, node: Node) -> tuple[str, ...]:
    """Return the other forms whose award of the very year has rewarded it."""
    return tuple(code for code in node["not_used_by"] if code != case.title)
