"""How a vote is judged: arithmetic on counts, and the sentence that says it. No database here.

``agree >= ceil(share × base)``: the share is a setting per title and regulation version, the base
is all appointed members, those present, or the valid papers. Shares are fractions, never floats:
two thirds of nine is six.
"""

import re
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

from awards.choices import Outcome, TieRule, VoteBase

SMALL = 3
_SHARE = re.compile(r"^(>?)\s*(\d{1,3})\s*(?:/\s*(\d{1,3})|%)$")
_OF = {VoteBase.APPOINTED: "thành viên", VoteBase.PRESENT: "thành viên có mặt", VoteBase.VALID: "phiếu hợp lệ"}


@dataclass(frozen=True)
class Share:
    """A part of a whole as a regulation writes it: "2/3", "80%", or ">1/2" for more than half."""

    value: Fraction
    is_over: bool
    plain: str

    @property
    def text(self) -> str:
        """Return the share in words: "2/3", "trên 1/2"."""
        return f"trên {self.plain}" if self.is_over else self.plain

    @property
    def spelling(self) -> str:
        """Return the share as it is stored."""
        return f">{self.plain}" if self.is_over else self.plain

    def of(self, whole: int) -> int:
        """Return the least whole number that is enough; at least one."""
        part = self.value * whole
        return max(floor(part) + 1 if self.is_over else ceil(part), 1)

    def is_rounded(self, whole: int) -> bool:
        return (self.value * whole).denominator != 1


def share(text: str) -> Share:
    """Return the share that a text spells, or raise ValueError."""
    found = _SHARE.match(str(text).strip())
    if not found:
        raise ValueError(f"{text!r} is no share")
    over, part, whole = found.groups()
    if whole == "0":
        raise ValueError(f"{text!r} is no share")
    value = Fraction(int(part), int(whole or 100))
    if not 0 < value <= 1 or (over and value == 1):
        raise ValueError(f"{text!r} is no share")
    return Share(value, bool(over), f"{part}/{whole}" if whole else f"{part}%")


@dataclass(frozen=True)
class Terms:
    """The rules of one vote, frozen when its urn opens."""

    share: Share
    base: VoteBase
    tie: str = ""
    keeps_recused: bool = True

    @property
    def can_tie(self) -> bool:
        """Say whether yes and no can both reach the threshold: only up to one half."""
        return self.share.value <= Fraction(1, 2) and not (self.share.is_over and self.share.value == Fraction(1, 2))


@dataclass(frozen=True)
class Count:
    """What was counted: members, then papers. ``blank`` holds blank and invalid papers alike."""

    appointed: int
    present: int
    agree: int
    disagree: int
    blank: int = 0
    recused: int = 0
    recused_present: int = 0

    @property
    def papers(self) -> int:
        return self.agree + self.disagree + self.blank

    @property
    def valid(self) -> int:
        return self.agree + self.disagree

    def base(self, terms: Terms) -> int:
        """Return the number that the share is taken of; the terms say how recusals count."""
        if terms.base == VoteBase.VALID:
            return self.valid
        if terms.base == VoteBase.PRESENT:
            return self.present - (0 if terms.keeps_recused else self.recused_present)
        return self.appointed - (0 if terms.keeps_recused else self.recused)


@dataclass(frozen=True)
class Verdict:
    """The result of one vote and how it came about."""

    outcome: Outcome
    base: int
    needed: int
    missing: int
    sentence: str
    sum: str


def judge(count: Count, terms: Terms) -> Verdict:
    """Return the result of a vote with one plain sentence."""
    base = count.base(terms)
    needed = terms.share.of(base)
    missing = max(needed - count.agree, 0)
    outcome = _outcome(count, terms, missing)
    head = f"{count.agree}/{count.papers} phiếu đồng ý, cần ít nhất {needed} ({need_words(terms, base)})"
    sign = f"{count.agree} ≥ {needed}" if not missing else f"{count.agree} < {needed}, thiếu {missing}"
    return Verdict(outcome, base, needed, missing, f"{head}: {_words(outcome, count, terms, missing)}.", sign)


def need_words(terms: Terms, base: int) -> str:
    """Return how the need is reached: "2/3 của 11 thành viên, làm tròn lên"."""
    tail = ", làm tròn lên" if terms.share.is_rounded(base) and not terms.share.is_over else ""
    return f"{terms.share.text} của {base} {_OF[terms.base]}{tail}"


def sum_words(terms: Terms, base: int) -> str:
    """Return the sum in full: "2/3 × 11 thành viên = 7,33, làm tròn lên 8"."""
    part, needed = terms.share.value * base, terms.share.of(base)
    if terms.share.is_over:
        return f"{terms.share.text} của {base} {_OF[terms.base]}: ít nhất {needed}"
    head = f"{terms.share.text} × {base} {_OF[terms.base]} = "
    return head + (f"{_decimal(part)}, làm tròn lên {needed}" if part.denominator != 1 else f"{needed}")


def revealing(*, agree: int, disagree: int, blank: int) -> str:
    """Return why a result would show everybody's choice, or ""."""
    papers = agree + disagree + blank
    if papers and papers <= SMALL:
        return f"Chỉ có {papers} phiếu: người bỏ phiếu có thể suy ra phiếu của nhau."
    if papers and papers in (agree, disagree, blank):
        return "Mọi phiếu giống nhau: ai cũng biết từng người đã chọn gì."
    return ""


def few_voters(voters: int) -> str:
    """Return the warning that is due before a vote of very few people opens, or ""."""
    if voters > SMALL:
        return ""
    return f"Chỉ có {voters} người bỏ phiếu: khi công bố, người bỏ phiếu có thể suy ra phiếu của nhau."


def quorum(present: int, members: int, least: Share) -> tuple[int, str]:
    """Return how many must be present, and what is wrong with those who are, or ""."""
    needed = least.of(members)
    if present >= needed:
        return needed, ""
    words = f"{least.text} của {members} thành viên"
    return needed, f"Mới có mặt {present}/{members}, cần ít nhất {needed} ({words}): thiếu {needed - present} người."


def _outcome(count: Count, terms: Terms, missing: int) -> Outcome:
    if missing:
        return Outcome.FAILED
    if count.agree == count.disagree:
        return Outcome.FAILED if terms.tie == TieRule.FAILS else Outcome.TIED
    return Outcome.PASSED


def _words(outcome: Outcome, count: Count, terms: Terms, missing: int) -> str:
    if outcome == Outcome.PASSED:
        return "đạt"
    if missing:
        return f"không đạt, thiếu {missing} phiếu"
    even = f"ngang phiếu, {count.agree} đồng ý và {count.disagree} không đồng ý"
    after = {TieRule.CHAIR: "Chủ tịch quyết định", TieRule.SECOND_ROUND: "bỏ phiếu lần hai"}
    return f"{even}, theo quy chế là {after.get(TieRule(terms.tie), 'không đạt')}"


def _decimal(value: Fraction) -> str:
    """Return a fraction with two decimals and a comma, cut, not rounded: 7,33 and 6,66."""
    hundredths = floor(value * 100)
    return f"{hundredths // 100},{hundredths % 100:02}"
