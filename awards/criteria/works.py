"""Criteria on initiatives and research, on service, and on who a title is for."""

from datetime import date

from awards.criteria.case import Case, Node, short
from awards.criteria.conditions import criterion, look
from awards.criteria.facts import LEVEL_RANK, Tally, months_after
from awards.criteria.findings import Finding, Say, asked_for, no_year_counts

_KINDS = {"sang_kien": "sáng kiến", "de_tai": "đề tài, đề án khoa học"}
_LEVELS = {"co_so": "cơ sở", "tinh": "tỉnh", "bo": "bộ", "toan_quoc": "toàn quốc"}


@criterion
def works(case: Case, node: Node, article: str) -> Finding:
    """So many initiatives or pieces of research of a level: of this year, of the window, or of the last years.

    What waits for recognition is missing evidence. ``applied`` asks for use in practice: an initiative
    is by definition applied (Điều 3 khoản 4) unless the file says it is not, research has to say so.
    """
    if not (span := _span(case, node)):
        return no_year_counts("works", f"{node.get('times', 1)} {_name(node)}", article)
    years, when = span
    kinds, rank = tuple(node["kinds"]), LEVEL_RANK[node["level"]]
    found = case.facts.tally(
        kinds, rank, (min(years), max(years)), applied=bool(node.get("applied")), before=node.get("older") == "person"
    )
    sure, need, what = len(found.sure), node.get("times", 1), _name(node)
    say = Say.MET if sure >= need else Say.NOT_MET
    wanted = asked_for(say, f"ít nhất {need}") if sure else f"cần {need}"
    text = f"{f'Có {sure}' if sure else 'Chưa có'} {what} {when}, {wanted}."
    evidence = tuple(f"work:{year}" for year in found.sure)
    if say == Say.MET:
        return Finding("works", say, text, article, evidence)
    # Where no years are named, those before the window may count, also those at a former place.
    is_elsewhere = case.facts.was_elsewhere_since(min(years)) or (
        node.get("older") == "person" and case.facts.came_from
    )
    say, why = _may_come(found, node, is_elsewhere=is_elsewhere)
    if not why:
        return Finding("works", Say.NOT_MET, text, article, evidence)
    return Finding("works", say, f"{text[:-1]}; {why}.", article, evidence)


def _may_come(found: Tally, node: Node, *, is_elsewhere: bool) -> tuple[Say, str]:
    """Return how works that are not counted may still be, with the reason; no reason where none may."""
    sure, need = len(found.sure), node.get("times", 1)
    if found.inside >= need:
        # Only of research it has to be on file that it is in use.
        unsaid = ", hoặc chưa ghi là đã áp dụng" if node.get("applied") and "de_tai" in node["kinds"] else ""
        return Say.MISSING, f"{found.inside - sure} đang chờ công nhận{unsaid}"
    if is_elsewhere:
        return Say.MISSING, "chưa có hồ sơ sáng kiến của nơi làm việc trước"
    if found.older and sure + found.older >= need:
        return Say.PERSON, f"có của năm {found.last_older}: tỉnh quy định có được dùng lại không"
    if found.long_ago and sure + found.long_ago >= need:
        return Say.MISSING, "có của những năm trước đang chờ công nhận"
    return Say.NOT_MET, ""


def _span(case: Case, node: Node) -> tuple[tuple[int, ...], str] | None:
    """Return the years to look into, with the words for them; None where no year of the window counts."""
    if node.get("when") == "window":
        return (case.years, "trong thời gian đó") if case.years else None
    back = node.get("years", 1)
    years = tuple(range(case.year - back + 1, case.year + 1))
    return years, f"năm {case.year}" if back == 1 else f"các năm {years[0]}–{years[-1]}"


def _name(node: Node) -> str:
    kinds = " hoặc ".join(_KINDS[kind] for kind in node["kinds"])
    above = "" if node["level"] == "toan_quoc" else " trở lên"
    return f"{kinds} cấp {_LEVELS[node['level']]}{above} được công nhận"


@criterion
def mixed_works(case: Case, node: Node, article: str) -> Finding:
    """One initiative and one piece of research: the text says two of one kind, so a person decides."""
    if not case.years:
        return no_year_counts("mixed_works", "01 sáng kiến cùng 01 đề tài (có cả hai thì phải xin ý kiến)", article)
    sure, possible = case.facts.kinds_of_work((min(case.years), max(case.years)))
    if len(sure) == 2:
        text = (
            "Có cả sáng kiến và đề tài: luật ghi 02 sáng kiến hoặc 02 đề tài, tính gộp hai loại thì "
            "cần người có thẩm quyền kết luận."
        )
        return Finding("mixed_works", Say.PERSON, text, article)
    if len(possible) == 2:
        text = (
            "Có sáng kiến và đề tài, có việc đang chờ công nhận hoặc chưa ghi là đã áp dụng: "
            "đủ rồi thì cần người có thẩm quyền kết luận."
        )
        return Finding("mixed_works", Say.MISSING, text, article)
    text = "Trong thời gian đó chưa có 01 sáng kiến cùng 01 đề tài (có cả hai thì phải xin ý kiến có được tính không)."
    return Finding("mixed_works", Say.NOT_MET, text, article)


@criterion
def standard(case: Case, node: Node, article: str) -> Finding:
    """A standard that the province sets: judged as decided; undecided, only what no usual standard lets pass fails."""
    name = f"title.standard.{case.title}"
    if name in case.local:
        return look(case, {**_STANDARDS[case.facts.kind][case.local[name]], "article": article})
    least = look(case, {"rated": {"at_least": "HTTNV"}, "article": article})
    head = f"Tiêu chuẩn {short(case.title)} do bộ, tỉnh quy định; đơn vị chưa đặt"
    if least.say == Say.NOT_MET:
        return least.saying(Say.NOT_MET, f"{least.text} {head}, mức thấp nhất đặt được là HTTNV.")
    text = f"{head}: cần người có thẩm quyền kết luận."
    if least.say != Say.MET:
        return least.saying(least.say, f"{least.text} {text}")
    return Finding("standard", Say.PERSON, text, article, least.evidence)


# What has rewarded the years that a giấy khen of two years would reward again (Luật 06/2022/QH15, Điều 5 khoản 2).
_REWARDING = ("GK_DV", "GK_SYT", "BK_TINH", "BK_BYT", "BK_TTG", "HCLD3", "HCLD2", "HCLD1")
# What a province may set as its standard, for people and for collectives.
_STANDARDS: dict[str, dict[str, Node]] = {
    kind: {
        "HTTNV": {"rated": {"at_least": "HTTNV"}},
        "HTXSNV": {"rated": {"at_least": "HTXSNV"}},
        "LDTT": {"meets": {"value": plain, "held": [plain, better]}},
        "CSTDCS": {"meets": {"value": better, "held": [better]}},
        "HTTNV_2": {"years_in_a_row": {"years": 2, "at_least": "HTTNV", "not_used_by": _REWARDING}},
    }
    for kind, plain, better in (("ca_nhan", "LDTT", "CSTDCS"), ("tap_the", "TTLDTT", "TTLDXS"))
}


@criterion
def for_jobs(case: Case, node: Node, article: str) -> Finding:
    """Only people of certain work, or managers of health care."""
    if case.facts.job in node["jobs"]:
        return Finding("for_jobs", Say.MET, "Chức danh thuộc đối tượng được xét.", article)
    if case.facts.is_manager or case.facts.job in ("khac", ""):
        text = "Chưa rõ có thuộc đối tượng được xét không (chuyên môn y tế, hoặc cán bộ quản lý y tế)."
        return Finding("for_jobs", Say.PERSON, text, article)
    text = "Chức danh không thuộc đối tượng được xét (chuyên môn y, dược hoặc cán bộ quản lý y tế)."
    return Finding("for_jobs", Say.NOT_MET, text, article)


@criterion
def service(case: Case, node: Node, article: str) -> Finding:
    """So many years of work, more for managers; years elsewhere before joining are not known here."""
    facts = case.facts
    need = node["managers"] if facts.is_manager else node["direct"]
    if facts.joined is None:
        return Finding("service", Say.MISSING, f"Chưa ghi ngày vào đơn vị; cần {need} năm công tác.", article)
    factor = factor_of(case.setting("facility.hard_area"))
    until = min(facts.left or case.on, case.on)
    counting = years_between(facts.joined, until, factor)
    is_enough, years = counting >= need, counting // factor
    times = f", nhân hệ số {factor}" if factor > 1 else ""
    wanted = asked_for(Say.MET, f"ít nhất {need} năm") if is_enough else f"cần {need} năm"
    wanted = f"{wanted} đối với cán bộ quản lý" if facts.is_manager else wanted
    text = f"Công tác {years} năm (từ {_since(facts.joined, until, factor)}{times}), {wanted}."
    if is_enough:
        return Finding("service", Say.MET, text, article)
    if facts.came_from:
        return Finding("service", Say.MISSING, f"{text[:-1]}; chưa có thời gian ở nơi làm việc trước.", article)
    return Finding("service", Say.NOT_MET, text, article)


def since_when(first: date, last: date, factor: int) -> tuple[int, ...]:
    """Return when work began, as exactly as it matters to years of work: year, or month and year, or the day as well.

    The day is told where it is later than that of the last day and the month is one in which a year may fill
    (where years count twice, half a year may), the month where years are not those of the calendar.
    """
    if first.day > last.day and (first.month - last.month) % (12 // factor) == 0:
        return first.day, first.month, first.year
    return (first.year,) if factor == 1 and first.month <= last.month else (first.month, first.year)


_PRECISION = {1: "năm ", 2: "tháng ", 3: ""}


def _since(first: date, last: date, factor: int) -> str:
    told = since_when(first, last, factor)
    return _PRECISION[len(told)] + "/".join(f"{number:02}" for number in told)


def factor_of(hard_area: bool) -> int:
    """Return how often each year of work counts."""
    return 2 if hard_area else 1


def years_between(first: date, last: date, factor: int) -> int:
    """Return how many full years of work count between two days, each year so many times."""
    years = max((last.year - first.year + 1) * factor, 0)
    while years and months_after(first, 12 * years // factor) > last:
        years -= 1
    return years
