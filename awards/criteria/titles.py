"""Judging a subject for a title: the whole tree, with undecided settings tried at their usual values."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import product
from typing import Any

from awards.criteria import collective, history, law, ratings, works
from awards.criteria.case import Case, Undecided, short, undecided
from awards.criteria.conditions import conditions_of, is_certain, look
from awards.criteria.facts import Facts
from awards.criteria.findings import RESULTS, Finding, Result, Say, all_of, best
from emulation.choices import title as title_of

REGISTERED = (collective, history, ratings, works)
_MOST = 64


@dataclass(frozen=True, slots=True)
class Judgement:
    """The verdict on a subject for a title of a year, with the tree that it follows from.

    ``rule`` is the version of the conditions used; ``unset`` the local settings that would decide.
    """

    title: str
    year: int
    result: Result
    finding: Finding
    rule: str
    unset: tuple[str, ...] = ()


def judge_title(facts: Facts, title: str, *, year: int, on: date, local: Mapping[str, Any]) -> Judgement | None:
    """Judge a subject for a title, or return None when the law has no such title for it on that day.

    Settings that nobody has decided are tried at every usual value: a verdict that stays the same
    stands, one that may turn good needs a person. Raises nothing for whatever facts there are.
    """
    rule = conditions_of(title, facts.kind, on)
    if rule is None:
        return None
    first, asked = _look(facts, title, year, on, local, {})
    unset: tuple[str, ...] = ()
    if asked:
        says, asked = _try_all(facts, title, year, on, local, first, asked)
        shown = _shown(facts, title, year, on, local, asked)
        unset = tuple(sorted(asked)) if len(says) > 1 and says & {Say.MET, Say.PERSON} else ()
        first = _needs_setting(shown, unset) if unset else shown.saying(best(says), first.text)
    finding = first if is_certain(title, on) else _unconfirmed(first, rule.source)
    return Judgement(title, year, RESULTS[finding.say], finding, rule.version, unset)


def _look(
    facts: Facts, title: str, year: int, on: date, local: Mapping[str, Any], assumed: dict[str, Any]
) -> tuple[Finding, set[str]]:
    case = Case(facts, year, on, title, local, _meets, dict(assumed))
    return _root(case), case.asked


def _try_all(
    facts: Facts, title: str, year: int, on: date, local: Mapping[str, Any], first: Finding, asked: set[str]
) -> tuple[set[Say], set[str]]:
    """Return every verdict that usual values lead to, and every setting that was asked for."""
    says, seen = {first.say}, set[tuple[tuple[str, Any], ...]]()
    grown = True
    while grown and len(seen) < _MOST:
        grown = False
        names = sorted(asked)
        for values in product(*(law.usual(name) for name in names)):
            tried = tuple(zip(names, values, strict=True))
            if tried in seen:
                continue
            seen.add(tried)
            finding, more = _look(facts, title, year, on, local, dict(tried))
            says.add(finding.say)
            if not more <= asked:
                asked, grown = asked | more, True
                break
    return says, asked


def _shown(facts: Facts, title: str, year: int, on: date, local: Mapping[str, Any], asked: set[str]) -> Finding:
    """Return the tree as it is shown: what hangs on an undecided setting says so."""
    return _root(Case(facts, year, on, title, local, _meets, undecided=frozenset(asked)))


def _needs_setting(shown: Finding, unset: tuple[str, ...]) -> Finding:
    names = "; ".join(f"“{law.label(name)}”" for name in unset)
    return shown.saying(Say.PERSON, f"Kết quả tùy thuộc thiết lập chưa đặt: {names}.")


def _unconfirmed(finding: Finding, source: str) -> Finding:
    """Return what follows where the text in force was never read: a person decides, whatever it comes to."""
    text = f"Chưa có toàn văn quy định đang có hiệu lực ({source}); xét thử theo quy định trước đó."
    notice = Finding("text", Say.PERSON, text, source)
    say = Say.HOLD if finding.say == Say.HOLD else Say.PERSON
    return Finding("title", say, "Cần người có thẩm quyền kết luận", source, parts=(notice, finding))


def _root(case: Case) -> Finding:
    rule = conditions_of(case.title, case.facts.kind, case.on)
    assert rule is not None
    tree = look(case, rule.value)
    inner = tree.parts if tree.criterion == "all" else (tree,)
    parts = [*_pending(case), *_employed(case), *inner]
    name = title_of(case.title).name
    head = {
        Say.MET: f"Đủ điều kiện đề nghị {name}",
        Say.NOT_MET: f"Chưa đủ điều kiện {name}",
        Say.MISSING: f"Còn thiếu số liệu để xét {name}",
        Say.PERSON: f"Cần người có thẩm quyền kết luận về {name}",
        Say.HOLD: f"Tạm chưa xét {name}",
    }
    found = all_of("title", parts, article=rule.source)
    return found.saying(found.say, head[found.say])


def _pending(case: Case) -> list[Finding]:
    """Return what keeps an award waiting on the day: discipline considered, complaints, inspections."""
    found = case.rule("hold")
    if found is None:
        return []
    now = [m for m in case.facts.matters if m.opened_on <= case.on and (m.closed_on is None or m.closed_on > case.on)]
    words = {
        "ky_luat": "đang xem xét kỷ luật",
        "dieu_tra": "đang điều tra",
        "thanh_tra": "đang thanh tra, kiểm tra, kiểm toán có dấu hiệu vi phạm",
        "khieu_nai": "có khiếu nại, tố cáo đang xác minh",
        "bao_chi": "báo chí nêu, đang xác minh",
    }
    texts = [f"Tạm chưa xét: {words.get(m.kind, m.kind)} (từ {m.opened_on:%d/%m/%Y}); xong thì xét tiếp." for m in now]
    return [
        Finding("hold", Say.HOLD, text, found.article, (f"matter:{matter.opened_on.isoformat()}",))
        for text, matter in zip(texts, now, strict=True)
    ]


def _employed(case: Case) -> list[Finding]:
    if case.facts.kind != "ca_nhan" or case.facts.works_in(case.year):
        return []
    text = f"Không làm việc tại đơn vị trong năm {case.year}."
    return [Finding("employed", Say.NOT_MET, text)]


def _meets(case: Case, title: str) -> Finding:
    """Return how the subject of a case meets another title; its conditions alone, not its pending matters."""
    rule = conditions_of(title, case.facts.kind, case.on)
    if rule is None:
        return Finding("meets", Say.PERSON, f"Không có điều kiện {short(title)} vào ngày này.")
    inner = Case(
        case.facts, case.year, case.on, title, case.local, _meets,
        case.assumed, case.undecided, case.asked, (), case.seen,
    )  # fmt: skip
    try:
        return look(inner, rule.value)
    except Undecided as question:
        return undecided("meets", question.name, rule.source)
