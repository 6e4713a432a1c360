"""Criteria on the ratings of years: one year, runs of years, what a run has to hold."""

from datetime import date

from awards.criteria.case import Case, Node
from awards.criteria.conditions import criterion
from awards.criteria.facts import FORM_RANK, RANK, Facts, Punished, last_day
from awards.criteria.findings import Finding, Say, asked_for, no_year_counts
from awards.criteria.law import may_fall_back, usual

WORDS = {
    "HTXSNV": "hoàn thành xuất sắc nhiệm vụ",
    "HTTNV": "hoàn thành tốt nhiệm vụ",
    "HTNV": "hoàn thành nhiệm vụ",
    "KHTNV": "không hoàn thành nhiệm vụ",
}


@criterion
def rated(case: Case, node: Node, article: str) -> Finding:
    """The rating of the year is at least ``at_least``; ``or_title`` stands for it where the law says so."""
    year, need = case.year, node["at_least"]
    codes = tuple(node.get("or_title", ()))
    if codes and year in case.facts.years_of(codes):
        return Finding("rated", Say.MET, f"Năm {year} đã đạt danh hiệu thay cho xếp loại.", article)
    say, text = year_rated(case, year, need)
    return Finding("rated", say, text, article, (f"rating:{year}",))


def year_rated(case: Case, year: int, need: str) -> tuple[Say, str]:
    """Say whether the rating of a year reaches a level, with the sentence.

    A missing rating is missing, unless the subject was lawfully not rated. A rating that another
    record of the same year speaks against needs a person.
    """
    facts = case.facts
    if not facts.works_in(year) and not facts.is_elsewhere(year):
        return Say.NOT_MET, f"Năm {year} không làm việc tại đơn vị."
    level = facts.ratings.get(year)
    if level is None:
        return _unrated(case, year)
    if RANK[level] < RANK[need]:
        return Say.NOT_MET, f"Năm {year} xếp loại {level} ({WORDS[level]}), cần {_wanted(need)}."
    if doubt := _doubt(case, year, level):
        return Say.PERSON, doubt
    more = "" if level == need else f", đạt yêu cầu từ {need} trở lên"
    return Say.MET, f"Năm {year} xếp loại {level} ({WORDS[level]}){more}."


def _wanted(level: str) -> str:
    """Return what a level asks for in words; nothing is above the best one."""
    words = f"{level} ({WORDS[level]})"
    return words if level == _TOP else f"từ {words} trở lên"


_TOP = max(RANK, key=RANK.__getitem__)


def plainly_reaches(case: Case, year: int, need: str) -> bool:
    """Say whether the rating of a year at work reaches a level, and nothing speaks against whatever it is."""
    facts = case.facts
    return facts.works_in(year) and facts.reaches(year, need) and not _doubt(case, year, "HTXSNV")


def _unrated(case: Case, year: int) -> tuple[Say, str]:
    if case.facts.is_elsewhere(year):
        return Say.MISSING, f"Năm {year} làm việc ở nơi khác: chưa có kết quả xếp loại của nơi đó."
    if reason := lawfully_not_rated(case, year):
        return Say.NOT_MET, f"{reason} nên không xếp loại năm {year}{_by_which_decree(case, year)}."
    return Say.MISSING, missing_text(year)


def _by_which_decree(case: Case, year: int) -> str:
    """Return where it stands who is not rated, nothing of a year that may fall under either of two decrees."""
    found = None if may_fall_back(year) else case.rating_rule("not_rated", year)
    return f" ({found.article})" if found else ""


def missing_text(year: int) -> str:
    return f"Chưa có kết quả xếp loại năm {year}. Phòng TCCB bổ sung."


def lawfully_not_rated(case: Case, year: int) -> str:
    """Return why a person is not rated for a year: under six months at work, but for the leave named."""
    facts = case.facts
    found = case.rating_rule("not_rated", year)
    if facts.kind != "ca_nhan" or found is None:
        return ""
    excused = tuple(found.value["except"])
    reason = _too_few_months(facts, year, found.value["months"], found.value["days"], excused)
    return "" if reason and facts.is_away(year, excused) else reason


def _too_few_months(facts: Facts, year: int, months: int, days: int, excused: tuple[str, ...]) -> str:
    """Return how somebody worked less than so many months of a year; so many working days of leave are as long."""
    kinds = tuple(kind for kind in _LONG if kind not in excused)
    if not facts.worked(year, _WHOLE) and not _came_with_the_year(facts, year):
        if not facts.worked(year, months):
            return f"Làm việc chưa đủ {months} tháng trong năm {year}"
        away = facts.days_away(year, kinds)
        if away and not facts.worked(year, months + away * months // days):
            return f"Làm việc không cả năm {year}, trừ {away} ngày làm việc nghỉ thì chưa đủ {months} tháng"
    away = facts.days_away(year, kinds, least=days)
    return f"Nghỉ {away} ngày làm việc, còn lại chưa đủ {months} tháng" if away else ""


def _came_with_the_year(facts: Facts, year: int) -> bool:
    """Say whether somebody came from another place in that year or later: that place counts and rates as well."""
    return facts.is_elsewhere(year) or (facts.joined_in(year) and facts.came_from)


_LONG = ("om", "khong_luong", "khac")
_WHOLE = 12


def _doubt(case: Case, year: int, level: str) -> str:
    """Return why a good rating of a year needs a person: a record speaks against it, or it does not count as yet."""
    return contradiction(case, year, level) or _under_discipline(case, year)


def contradiction(case: Case, year: int, level: str) -> str:
    """Return what speaks against a rating: discipline of that year, absence, too few months."""
    if case.facts.kind != "ca_nhan":
        return ""
    return (
        against_discipline(case, year, level)
        or _against_absence(case, year, level)
        or _against_months(case, year, level)
    )


def against_discipline(case: Case, year: int, level: str) -> str:
    """Return what speaks against a rating where the discipline of its year has to make it the lowest one."""
    disciplines = case.facts.disciplined_in(year)
    if level == "KHTNV" or not disciplines:
        return ""
    found = case.rating_rule("discipline_rating", year)
    if found is None:
        return ""
    causes = found.value["causes"]
    for one in disciplines:
        head = f"Năm {year} xếp loại {level} nhưng có quyết định kỷ luật ngày {one.on:%d/%m/%Y}"
        if not causes or one.cause in causes:
            return f"{head}: hai số liệu trái nhau, cần kiểm tra lại ({found.article})."
        if not one.cause:
            return f"{head}, chưa ghi nguyên nhân: cần xem lại ({found.article})."
    return ""


def _under_discipline(case: Case, year: int) -> str:
    """Return that what was achieved in a year does not count as yet: it counts from the end of a discipline.

    That is so of the years that a discipline takes, and of the one in which it ends until it has ended.
    """
    found = case.rule("after_discipline")
    if found is None:
        return ""
    for one in case.facts.disciplines:
        if one.on > case.on or year < one.on.year:
            continue
        end = last_day(one, found.value["months"])
        if year > end.year or (year == end.year and end <= case.on):
            continue
        why = "thành tích chỉ tính từ khi hết thời hạn, cần người có thẩm quyền kết luận"
        return f"{_term(one, end, year)}: {why} ({found.article})."
    return ""


def _term(one: Punished, end: date, year: int) -> str:
    """Return how a year stands to the term of a discipline."""
    form, decided = FORM_WORDS[one.form], f"quyết định ngày {one.on:%d/%m/%Y}"
    if year == one.on.year:
        return f"Năm {year} bị kỷ luật {form} ({decided})"
    if year < end.year:
        return f"Cả năm {year} còn trong thời hạn kỷ luật {form} ({decided})"
    return f"Đến ngày xét còn trong thời hạn kỷ luật {form} (đến ngày {end:%d/%m/%Y})"


def _against_absence(case: Case, year: int, level: str) -> str:
    found = case.rating_rule("absence", year)
    if found is None or RANK[level] <= RANK[found.value["ceiling"]]:
        return ""
    days = case.facts.days_away(year, tuple(found.value["kinds"]), least=found.value["days"])
    if not 0 < days < found.value["below"]:
        return ""
    head = f"Năm {year} xếp loại {level} nhưng nghỉ {days} ngày làm việc (từ 03 đến dưới 06 tháng)"
    return f"{head}: hai số liệu trái nhau, cần kiểm tra lại ({found.article})."


def _against_months(case: Case, year: int, level: str) -> str:
    reason = lawfully_not_rated(case, year)
    return (
        f"Năm {year} xếp loại {level} nhưng {reason[:1].lower()}{reason[1:]}: hai số liệu trái nhau, cần kiểm tra lại"
        f"{_by_which_decree(case, year)}."
        if reason
        else ""
    )


@criterion
def served(case: Case, node: Node, article: str) -> Finding:
    """A new recruit has worked so many months of the year: a number of the law, or a local setting."""
    facts, year = case.facts, case.year
    if not facts.joined_in(year) or facts.came_from:
        return Finding("served", Say.MET, f"Không phải người mới tuyển dụng trong năm {year}.", article)
    joined = f"Tuyển dụng ngày {facts.joined:%d/%m/%Y}"
    if "months" not in node and facts.worked(year, 12):
        return Finding("served", Say.MET, f"{joined}, làm việc cả năm {year}.", article)
    months = node["months"] if "months" in node else _months(case, node["setting"])
    enough = facts.worked(year, months)
    word = f"{'đủ' if enough else 'chưa đủ'} {months} tháng trong năm {year}"
    ahead = " (tính đến hết năm)" if case.on < date(year, 12, 31) else ""
    return Finding("served", Say.MET if enough else Say.NOT_MET, f"{joined}, làm việc {word}{ahead}.", article)


def _months(case: Case, name: str) -> int:
    """Return the months asked for; who has worked as long as anybody usually asks needs no decision."""
    most = max(usual(name))
    return most if name not in case.local and case.facts.worked(case.year, most) else case.setting(name)


@criterion
def not_disciplined(case: Case, node: Node, article: str) -> Finding:
    """No discipline of the year from a form upwards; ``ever`` asks about all years.

    ``weighed``: the text speaks of good conduct only, so what a discipline of so many years up to the day means for
    it is for a person.
    """
    year, weighed = case.year, node.get("weighed", 0)
    say, more = (Say.PERSON, _WEIGHED) if weighed else (Say.NOT_MET, "")
    for one in case.facts.disciplines:
        is_of_then = year - weighed < one.on.year if weighed else node.get("ever") or one.on.year == year
        if FORM_RANK[one.form] >= FORM_RANK[node["from"]] and one.on <= case.on and is_of_then:
            text = f"Bị kỷ luật {FORM_WORDS[one.form]} ngày {one.on:%d/%m/%Y}{more}."
            return Finding("not_disciplined", say, text, article, (f"discipline:{one.on.isoformat()}",))
    when = "" if node.get("ever") else f" từ năm {year - weighed + 1}" if weighed else f" trong năm {year}"
    text = f"Không bị kỷ luật từ {FORM_WORDS[node['from']]} trở lên{when}."
    return Finding("not_disciplined", Say.MET, text, article)


_WEIGHED = ": còn là gương mẫu hay không thì cần người có thẩm quyền kết luận"


@criterion
def not_serving(case: Case, node: Node, article: str) -> Finding:
    """Not under discipline on the day; a decision lasts as long as it says, or as the rulebook does.

    ``counts``: what was achieved counts from its end, by the general rule of the day and its article; what was
    achieved in years before it is over does not.
    """
    found = case.rule("after_discipline")
    months = found.value["months"] if found else 0
    counts, why = bool(node.get("counts") and found), ""
    if counts and found:
        article, why = found.article, ", thành tích chỉ tính từ khi hết thời hạn"
    for one in case.facts.disciplines:
        end = last_day(one, months)
        if one.on <= case.on < end:
            text = f"Đang trong thời hạn kỷ luật {FORM_WORDS[one.form]} đến ngày {end:%d/%m/%Y}{why}."
            return Finding("not_serving", Say.NOT_MET, text, article, (f"discipline:{one.on.isoformat()}",))
    over = [one for one in case.facts.disciplines if counts and one.on <= case.on]
    last = max(over, key=lambda one: last_day(one, months), default=None)
    end = last_day(last, months) if last else case.on
    if last and case.year < end.year:
        head = f"Kỷ luật {FORM_WORDS[last.form]} ngày {last.on:%d/%m/%Y} hết thời hạn ngày {end:%d/%m/%Y}"
        text = f"{head}: thành tích chỉ tính từ năm {end.year}."
        return Finding("not_serving", Say.NOT_MET, text, article, (f"discipline:{last.on.isoformat()}",))
    if last and case.year == end.year:
        say, more = (Say.PERSON, "; có đủ để khen hay không thì cần người có thẩm quyền kết luận")
        if (end.month, end.day) == (1, 1):
            say, more = Say.MET, ""
        text = f"Đã hết thời hạn kỷ luật ngày {end:%d/%m/%Y}: thành tích của năm {case.year} tính từ ngày đó{more}."
        return Finding("not_serving", say, text, article, (f"discipline:{last.on.isoformat()}",))
    return Finding("not_serving", Say.MET, "Không trong thời hạn kỷ luật.", article)


FORM_WORDS = {
    "khien_trach": "khiển trách",
    "canh_cao": "cảnh cáo",
    "ha_bac": "hạ bậc lương, giáng chức",
    "cach_chuc": "cách chức",
    "buoc_thoi_viec": "buộc thôi việc",
}


@criterion
def excellent_years(case: Case, node: Node, article: str) -> Finding:
    """In the window, so many years rated excellent."""
    need, excellent = node["times"], WORDS["HTXSNV"]
    if not case.years:
        return no_year_counts("excellent_years", f"ít nhất {need} năm {excellent}", article)
    years, unknown = case.facts.years_rated("HTXSNV", (min(case.years), max(case.years)))
    had = f"có {len(years)} năm {excellent} ({', '.join(map(str, years))})" if years else f"chưa có năm nào {excellent}"
    say = Say.MET if len(years) >= need else Say.MISSING if len(years) + unknown >= need else Say.NOT_MET
    wanted = asked_for(say, f"ít nhất {need} năm")
    text = f"Trong thời gian đó {had}, {wanted}."
    return Finding("excellent_years", say, text, article, tuple(f"rating:{year}" for year in years))
