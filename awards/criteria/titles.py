"""Judging a subject for a title: the whole tree, with undecided settings tried at their usual values."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any, NamedTuple

from awards.criteria import collective, held, history, law, ratings, works
from awards.criteria.case import Case, short
from awards.criteria.conditions import conditions_of, drafts_of, honours_retirees, is_certain, look
from awards.criteria.facts import RANK, Facts
from awards.criteria.findings import RESULTS, Finding, Result, Say, worst
from awards.criteria.readings import Open, Read, read
from awards.criteria.unsettled import in_doubt, labels, one_tree
from core.rulebook import Rule
from emulation.choices import title as title_of

REGISTERED = (collective, held, history, ratings, works)
# In the local settings of a trial: the draft wording to judge by.
DRAFT = "draft"
# The finding that the text in force has not been read yet.
UNREAD = "text"


class Judgement(NamedTuple):
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
    rule = rule_for(title, facts.kind, on, local)
    if rule is None:
        return None

    def look_again(assumed: dict[str, Any]) -> tuple[Finding, set[str]]:
        case = Case(facts, year, on, title, local, meets_title, assumed)
        return _root(case), case.asked

    return judgement_of(read(look_again), rule, title, year=year, on=on, local=local)


def rule_for(title: str, kind: str, on: date, local: Mapping[str, Any]) -> Rule | None:
    """Return the conditions to judge by: those in force on the day, in a trial those of a draft."""
    return conditions_of(title, kind, on, str(local.get(DRAFT, "")))


def judgement_of(found: Read, rule: Rule, title: str, *, year: int, on: date, local: Mapping[str, Any]) -> Judgement:
    """Return the judgement that follows from a title's tree, read in every usual way."""
    first, unset = (found, ()) if isinstance(found, Finding) else _settled(found, title)
    is_read = local.get(DRAFT) in drafts_of(title) or is_certain(title, on)
    finding = first if is_read else _unconfirmed(first, rule.source)
    return Judgement(title, year, RESULTS[finding.say], finding, rule.version, unset)


def _settled(found: Open, title: str) -> tuple[Finding, tuple[str, ...]]:
    """Return the tree with what all readings come to, or with the settings that a person has to decide."""
    say = in_doubt(found.all_says)
    if say == Say.PERSON and len(found.all_says) > 1:
        head = f"{_head(title, say)}: tùy thiết lập chưa đặt {labels(found.deciding)}"
        return one_tree(found).saying(say, head), found.deciding
    return one_tree(found).saying(say, _head(title, say)), ()


def _unconfirmed(finding: Finding, source: str) -> Finding:
    """Return what follows where the text in force was never read: a person decides, whatever it comes to."""
    tried_so = "xét thử theo quy định trước đó, cần người có thẩm quyền kết luận"
    notice = Finding(UNREAD, Say.PERSON, f"Chưa có toàn văn quy định đang có hiệu lực ({source}): {tried_so}.", source)
    say = Say.HOLD if finding.say == Say.HOLD else Say.PERSON
    return Finding("title", say, "Cần người có thẩm quyền kết luận", source, parts=(notice, finding))


def tried(judgement: Judgement) -> tuple[Judgement, str]:
    """Return what a judgement by a text that nobody has read would be by the text before it, and the notice."""
    parts = judgement.finding.parts
    if len(parts) != 2 or parts[0].criterion != UNREAD:
        return judgement, ""
    notice, inner = parts
    return judgement._replace(result=RESULTS[inner.say], finding=inner), notice.text


def _root(case: Case) -> Finding:
    rule = rule_for(case.title, case.facts.kind, case.on, case.local)
    assert rule is not None
    before = pending(case.facts, case.on)
    is_absent = case.facts.kind == "ca_nhan" and not case.facts.works_in(case.year)
    if is_absent and (absent := absence(case.title, case.year, rule.source)):
        return titled(case.title, (*before, *absent), rule.source)
    tree = look(case, rule.value)
    inner = tree.parts if tree.criterion == "all" else (tree,)
    return titled(case.title, (*before, *inner), rule.source)


def titled(title: str, parts: Iterable[Finding], source: str) -> Finding:
    """Return what the parts of a title's conditions come to together, under the title's own words."""
    found = tuple(parts)
    say = worst([part.say for part in found if not part.is_advice])
    return Finding("title", say, _head(title, say), source, parts=found)


@cache
def _head(title: str, say: Say) -> str:
    name = title_of(title).name
    return {
        Say.MET: f"Đủ điều kiện đề nghị {name}",
        Say.NOT_MET: f"Chưa đủ điều kiện {name}",
        Say.MISSING: f"Còn thiếu số liệu để xét {name}",
        Say.PERSON: f"Cần người có thẩm quyền kết luận về {name}",
        Say.HOLD: f"Tạm chưa xét {name}",
    }[say]


def pending(facts: Facts, on: date) -> list[Finding]:
    """Return what keeps an award waiting on the day: discipline considered, complaints, inspections."""
    found = law.clause("hold", on)
    if found is None:
        return []
    now = [m for m in facts.matters if m.opened_on <= on and (m.closed_on is None or m.closed_on > on)]
    words = {
        "ky_luat": "đang xem xét kỷ luật",
        "dieu_tra": "đang điều tra",
        "thanh_tra": "đang thanh tra, kiểm tra, kiểm toán có dấu hiệu vi phạm",
        "khieu_nai": "có khiếu nại, tố cáo đang xác minh",
        "bao_chi": "báo chí nêu, đang xác minh",
    }
    say, head, end = Say.HOLD, "Tạm chưa xét", "xong thì xét tiếp."
    if not found.is_certain:
        say, head = Say.PERSON, "Có việc chưa xong"
        end = "chưa có nguyên văn quy định khi đó về việc tạm chưa xét, cần người có thẩm quyền kết luận."
    return [
        Finding("hold", say, f"{head}: {words.get(m.kind, m.kind)} (từ {m.opened_on:%d/%m/%Y}); {end}", found.article,
                (f"matter:{m.opened_on.isoformat()}",))
        for m in now
    ]  # fmt: skip


def absence(title: str, year: int, article: str) -> list[Finding]:
    """Return what follows when somebody was not at work on any day of the year: no condition matters then."""
    if honours_retirees(title):
        return []
    return [Finding("employed", Say.NOT_MET, f"Không làm việc tại đơn vị trong năm {year}.", article)]


def meets_title(case: Case, title: str) -> Finding:
    """Return how the subject of a case meets another title; its conditions alone, not its pending matters."""
    rule = rule_for(title, case.facts.kind, case.on, case.local)
    if rule is None:
        return Finding("meets", Say.PERSON, f"Không có điều kiện {short(title)} vào ngày này.")
    return look(replace(case, title=title, years=()), rule.value)


def best_rating(facts: Facts, year: int, local: Mapping[str, Any]) -> str:
    """Return the best rating that a year can have, nothing where it is not rated or no rating can stand."""
    case = Case(facts, year, date(year, 12, 31), "LDTT", local, meets_title)
    if not facts.works_in(year) or ratings.lawfully_not_rated(case, year):
        return ""
    levels = sorted(RANK, key=RANK.__getitem__, reverse=True)
    return next((level for level in levels if not ratings.contradiction(case, year, level)), "")


def is_left_out(facts: Facts, year: int, local: Mapping[str, Any]) -> bool:
    """Say whether a person is lawfully not rated for a year, and so counts for no share of a collective."""
    case = Case(facts, year, date(year, 12, 31), "LDTT", local, meets_title)
    return bool(ratings.lawfully_not_rated(case, year))


def completed(facts: Facts, year: int, local: Mapping[str, Any]) -> Say:
    """Return whether a person completed the duties of a year; a rating that a discipline speaks against is in doubt."""
    level = facts.ratings.get(year)
    if level is None:
        return Say.MISSING
    if RANK[level] < RANK["HTNV"]:
        return Say.NOT_MET
    if not facts.disciplines:
        return Say.MET
    # Where nobody has decided by which decree the house rates, a doubt by either of them is one.
    ways = [{"rating.own_rules": value} for value in law.usual("rating.own_rules")]
    cases = [Case(facts, year, date(year, 12, 31), "LDTT", local, meets_title, way) for way in ways]
    return Say.PERSON if any(ratings.against_discipline(case, year, level) for case in cases) else Say.MET
