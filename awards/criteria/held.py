"""Criteria on single awards: held already, given only once in a life, another title whose conditions are met."""

from awards.criteria.case import Case, Node, and_, short
from awards.criteria.conditions import criterion, sentence
from awards.criteria.facts import YEARLY
from awards.criteria.findings import Finding, Say
from awards.criteria.runs import ONCE_UNREAD, after_discipline, is_once_unread

_EVER = 10_000


@criterion
def holds(case: Case, node: Node, article: str) -> Finding:
    """Won one of the titles at any time before; ``else`` says what follows when not (a list that is not complete)."""
    codes = tuple(node["one_of"])
    first = _first_held(case, codes)
    names = ", ".join(short(code) for code in codes)
    if first:
        won = [code for code in codes if first == _first_held(case, (code,))]
        return Finding("holds", Say.MET, f"Đã được tặng {and_(won)} (năm {first}).", article)
    if "else" in node:
        return Finding("holds", Say.PERSON, sentence(node["else"]), article)
    if case.facts.came_from:
        text = f"Hồ sơ ở đây chưa có {names}; cần hồ sơ khen thưởng của nơi làm việc trước."
        return Finding("holds", Say.MISSING, text, article)
    return Finding("holds", Say.NOT_MET, f"Chưa được tặng {names}.", article)


def _first_held(case: Case, codes: tuple[str, ...]) -> int:
    return case.facts.first_year_of(codes, (YEARLY, "cong_hien"), before=case.year + 1)


@criterion
def only_once(case: Case, node: Node, article: str) -> Finding:
    """Given to a person once in a life."""
    if first := case.facts.first_year_of((case.title,), None, before=_EVER):
        return Finding("only_once", Say.NOT_MET, f"Đã được tặng năm {first}; chỉ tặng một lần.", article)
    return Finding("only_once", Say.MET, "Chưa được tặng lần nào.", article)


@criterion
def not_commended(case: Case, node: Node, article: str) -> Finding:
    """No other form has commended the regular work of this year: one achievement is not commended twice.

    Where the text that says so was never read, a person decides whether it forbids another form.
    """
    others = [code for code in node["value"] if case.year in case.facts.years_of((code,), since=case.year)]
    if not others:
        text = f"Chưa có hình thức khen khác của năm {case.year}."
        return Finding("not_commended", Say.MET, text, article)
    head = f"Thành tích năm {case.year} đã được tặng {and_(others)}"
    evidence = tuple(f"award:{code}:{case.year}" for code in others)
    if is_once_unread(case):
        return Finding("not_commended", Say.PERSON, f"{head}: {ONCE_UNREAD}.", article, evidence)
    text = f"{head}: một thành tích không khen thưởng nhiều hình thức."
    return Finding("not_commended", Say.NOT_MET, text, article, evidence)


@criterion
def meets(case: Case, node: Node, article: str) -> Finding:
    """Meets the conditions of another title of the same year; they are shown inside.

    ``held``: whoever was given one of these titles for the year meets them by that.
    """
    code, held = node["value"], tuple(node.get("held", ()))
    won = [one for one in held if case.year in case.facts.years_of((one,), since=case.year)]
    if won and case.year > case.restart:
        return Finding("meets", Say.MET, f"Đã được tặng danh hiệu {and_(won)} năm {case.year}.", article)
    found = case.judged(code)
    head = {
        Say.MET: f"Đạt tiêu chuẩn {short(code)}.",
        Say.NOT_MET: f"Chưa đạt tiêu chuẩn {short(code)}.",
        Say.MISSING: f"Chưa đủ số liệu để biết có đạt tiêu chuẩn {short(code)}.",
        Say.PERSON: f"Tiêu chuẩn {short(code)} còn chờ người có thẩm quyền kết luận.",
        Say.HOLD: f"Tiêu chuẩn {short(code)} tạm chưa xét.",
    }[found.say]
    text = f"{head} {_lost(case)}" if won and found.say != Say.MET else head
    return Finding("meets", found.say, text, article, parts=found.parts or (found,))


def _lost(case: Case) -> str:
    """Return why a title of the year that was given does not count."""
    return f"Danh hiệu năm {case.year} đã tặng không tính: {after_discipline(case)}."
