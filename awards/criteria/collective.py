"""Criteria on a collective, computed from its people. Shares are compared as whole numbers, never rounded.

``members`` of the facts are judged before: whoever holds the title of the year, or meets its
conditions while the year's titles are not decided yet. People whose own verdict is open make the
share open only where they could change it.
"""

from collections.abc import Callable, Sequence
from fractions import Fraction

from awards.criteria.case import Case, Node
from awards.criteria.conditions import criterion
from awards.criteria.facts import Member
from awards.criteria.findings import Finding, Say, asked_for, best, worst

_NAMED = 5
_OPEN = (Say.MISSING, Say.PERSON, Say.HOLD)


@criterion
def members_hold(case: Case, node: Node, article: str) -> Finding:
    """A share of the people hold Lao động tiên tiến: at least ``share``, or more than it (``over``)."""
    bases = {base: _share(case, node, article, base) for base in ("all", "rated", "permanent")}
    if len({found.say for found in bases.values()}) == 1:
        return bases["all"]
    return bases[case.setting("collective.base")]


def _share(case: Case, node: Node, article: str, base: str) -> Finding:
    people = [member for member in case.facts.members if _counts(member, base)]
    if not people:
        return Finding("members_hold", Say.MISSING, "Chưa ghi ai làm việc ở tập thể này.", article)
    sure = sum(1 for member in people if member.ldtt == Say.MET)
    open_ = [member for member in people if member.ldtt in _OPEN]
    need = Fraction(node["share"])
    say = _say(case, sure, [member.ldtt for member in open_], len(people), need, bool(node.get("over")))
    word = f"{'trên' if node.get('over') else 'ít nhất'} {int(need * 100)}%"
    text = f"{sure}/{len(people)} người đạt Lao động tiên tiến ({_percent(sure, len(people))}), {asked_for(say, word)}."
    if say not in (Say.MET, Say.NOT_MET):
        text += f" Còn {len(open_)} người chưa kết luận: {_names(open_)}.{_unlisted(case, open_)}"
    elif say == Say.NOT_MET:
        text += f" Chưa đạt: {_names([m for m in people if m.ldtt == Say.NOT_MET])}.{_not_named(case, people)}"
    return Finding("members_hold", say, text, article)


def _unlisted(case: Case, members: Sequence[Member]) -> str:
    """Return what lacks where the lists of the house hold nobody of the collective."""
    is_lacking = any(member.is_unlisted for member in members)
    return f" Danh sách danh hiệu năm {case.year} của đơn vị chưa có ai thuộc tập thể này." if is_lacking else ""


def _not_named(case: Case, members: Sequence[Member]) -> str:
    """Return how many meet the conditions and were not given the title."""
    number = sum(1 for member in members if member.would[:1] == (Say.MET,))
    there = "đủ điều kiện nhưng không có tên trong danh sách danh hiệu"
    return f" Trong đó {number} người {there} năm {case.year}." if number else ""


def _say(case: Case, sure: int, open_: list[Say], whole: int, need: Fraction, over: bool) -> Say:
    """Say whether the share is reached; where those who are open may yet reach it, what they wait for.

    Who is on hold keeps a collective on hold only where the share cannot be reached without them.
    """
    rounded = case.setting("collective.rounding") == "nearest"
    if _enough(sure, whole, need, over, rounded):
        return Say.MET
    free = [say for say in open_ if say != Say.HOLD]
    for waiting in (free, open_):
        if _enough(sure + len(waiting), whole, need, over, rounded):
            return worst(waiting)
    return Say.NOT_MET


def _enough(part: int, whole: int, need: Fraction, over: bool, rounded: bool) -> bool:
    share = Fraction(part, whole)
    if rounded:
        share = Fraction((200 * part + whole) // (2 * whole), 100)
    return share > need if over else share >= need


def _counts(member: Member, base: str) -> bool:
    return {"all": True, "rated": member.is_rated, "permanent": not member.is_contract}[base]


# What lacks where the duties of somebody are not known to be done, the worst first.
_NOT_DONE = {
    Say.NOT_MET: "Có {} người không hoàn thành nhiệm vụ",
    Say.MISSING: "Chưa có xếp loại của {} người",
    Say.HOLD: "Còn chờ kết luận về {} người",
    Say.PERSON: "Xếp loại của {} người trái với quyết định kỷ luật trong năm, cần kiểm tra lại",
}


@criterion
def members_done(case: Case, node: Node, article: str) -> Finding:
    """Everybody completed the duties of the year; who is lawfully not rated is left out."""
    people = [member for member in case.facts.members if member.is_rated]
    if not people:
        return Finding("members_done", Say.MISSING, "Chưa ghi ai ở tập thể này.", article)
    for say, head in _NOT_DONE.items():
        if those := [member for member in people if member.done == say]:
            return Finding("members_done", say, f"{head.format(len(those))}: {_names(those)}.", article)
    left_out = len(case.facts.members) - len(people)
    more = f" ({left_out} người theo quy định không xếp loại, không tính ở đây)" if left_out else ""
    return Finding("members_done", Say.MET, f"Cả {len(people)} người được xếp loại hoàn thành nhiệm vụ{more}.", article)


@criterion
def has_member(case: Case, node: Node, article: str) -> Finding:
    """At least one of the people holds Chiến sĩ thi đua cơ sở."""
    if not case.facts.members:
        return Finding("has_member", Say.MISSING, "Chưa ghi ai làm việc ở tập thể này.", article)
    having = _those(case.facts.members, lambda member: member.cstdcs == Say.MET)
    if having:
        text = f"Có {len(having)} Chiến sĩ thi đua cơ sở: {_names(having)}."
        return Finding("has_member", Say.MET, text, article)
    open_ = _those(case.facts.members, lambda member: member.cstdcs in _OPEN)
    if open_:
        text = f"Chưa có ai đạt Chiến sĩ thi đua cơ sở; còn chờ kết luận: {_names(open_)}.{_unlisted(case, open_)}"
        return Finding("has_member", best(member.cstdcs for member in open_), text, article)
    return Finding("has_member", Say.NOT_MET, "Chưa có ai đạt Chiến sĩ thi đua cơ sở.", article)


@criterion
def no_member_warned(case: Case, node: Node, article: str) -> Finding:
    """Nobody was disciplined at cảnh cáo or above in the year; who was is named."""
    if not case.facts.members:
        return Finding("no_member_warned", Say.MISSING, "Chưa ghi ai làm việc ở tập thể này.", article)
    warned = _those(case.facts.members, lambda member: member.warned)
    if warned:
        text = f"Có người bị kỷ luật từ cảnh cáo trở lên trong năm {case.year}: {_names(warned)}."
        return Finding("no_member_warned", Say.NOT_MET, text, article)
    return Finding("no_member_warned", Say.MET, f"Không có ai bị kỷ luật từ cảnh cáo trở lên năm {case.year}.", article)


@criterion
def existed(case: Case, node: Node, article: str) -> Finding:
    """The collective has existed for so many years."""
    need, founded = node["years"], case.facts.founded
    if founded is None:
        return Finding("existed", Say.MISSING, f"Chưa ghi ngày thành lập tập thể; cần từ {need} năm.", article)
    years = case.on.year - founded.year - ((case.on.month, case.on.day) < (founded.month, founded.day))
    say = Say.MET if years >= need else Say.NOT_MET
    wanted = asked_for(say, f"từ {need} năm trở lên")
    return Finding("existed", say, f"Thành lập {founded:%d/%m/%Y}, được {years} năm, {wanted}.", article)


@criterion
def leads_cluster(case: Case, node: Node, article: str) -> Finding:
    """Leads its cluster: a result that others publish and that is not on file here."""
    text = f"Chưa ghi kết quả bình xét cụm, khối thi đua năm {case.year} (cần là tập thể dẫn đầu)."
    return Finding("leads_cluster", Say.MISSING, text, article)


def _those(members: Sequence[Member], question: Callable[[Member], bool]) -> list[Member]:
    return [member for member in members if question(member)]


def _names(members: Sequence[Member]) -> str:
    shown = ", ".join(member.name for member in members[:_NAMED])
    return f"{shown} và {len(members) - _NAMED} người nữa" if len(members) > _NAMED else shown


def _percent(part: int, whole: int) -> str:
    """Return a share in tenths of a percent, cut and never rounded."""
    tenths, rest = divmod(part * 1000, whole)
    return f"{'hơn ' if rest else ''}{tenths // 10},{tenths % 10}%"
