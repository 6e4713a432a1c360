"""What weighs on somebody is told only to those who may know: for others the sentence is replaced, not the mark."""

import re
from collections.abc import Iterable

from awards.criteria.findings import RESULTS, Finding, Result, Say
from awards.criteria.titles import Judgement
from awards.criteria.unsettled import SETTLED

VEIL = "Có điều kiện chỉ người phụ trách xem được."
_OPEN = "Cần người có thẩm quyền kết luận."
_PRIVATE = frozenset({"hold", "not_disciplined", "no_member_warned"})
_WORDS = re.compile(r"kỷ luật|khiếu nại|tố cáo|điều tra|thanh tra|nghỉ \d+ ngày|ngày làm việc nghỉ", re.IGNORECASE)


def veiled(judgement: Judgement) -> Judgement:
    """Return a judgement without the sentences on discipline, pending matters and leave.

    That an award waits for a pending matter is such a sentence itself: it shows as waiting for a person.
    """
    finding = _veiled(judgement.finding)
    result = RESULTS[finding.say] if judgement.result == Result.HOLD else judgement.result
    return judgement._replace(result=result, finding=finding)


def _veiled(finding: Finding) -> Finding:
    if finding.is_advice and finding.criterion != SETTLED:
        return finding
    if not finding.parts:
        return _leaf(finding)
    text = _OPEN if finding.say == Say.HOLD else VEIL if _WORDS.search(finding.text) else finding.text
    return finding._replace(say=_soft(finding.say), text=text, parts=tuple(_once(map(_veiled, finding.parts))))


def _leaf(finding: Finding) -> Finding:
    if finding.criterion not in _PRIVATE and not _WORDS.search(finding.text):
        return finding._replace(say=_soft(finding.say))
    return finding._replace(text=VEIL) if finding.is_advice else Finding("private", _soft(finding.say), VEIL)


def _soft(say: Say) -> Say:
    return Say.PERSON if say == Say.HOLD else say


def _once(parts: Iterable[Finding]) -> Iterable[Finding]:
    """Keep one of the veiled findings that say the same."""
    return dict.fromkeys(parts)
