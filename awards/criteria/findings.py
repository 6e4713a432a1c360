"""What a judgement says: a tree of findings, each with its verdict, its sentence, its evidence and its article."""

from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import NamedTuple


class Say(StrEnum):
    """The verdict of one finding."""

    MET = "met"
    NOT_MET = "not_met"
    MISSING = "missing"
    PERSON = "person"
    HOLD = "hold"


class Result(StrEnum):
    """The verdict of a whole judgement: what may be done with the subject for the title."""

    ELIGIBLE = "eligible"
    NOT_ELIGIBLE = "not_eligible"
    MISSING_DATA = "missing_data"
    NEEDS_PERSON = "needs_person"
    HOLD = "hold"


RESULTS = {
    Say.MET: Result.ELIGIBLE,
    Say.NOT_MET: Result.NOT_ELIGIBLE,
    Say.MISSING: Result.MISSING_DATA,
    Say.PERSON: Result.NEEDS_PERSON,
    Say.HOLD: Result.HOLD,
}
# Of several things that all must hold, the one further left decides.
_ALL = (Say.NOT_MET, Say.HOLD, Say.MISSING, Say.PERSON, Say.MET)
# Of several things of which one is enough.
_ANY = (Say.MET, Say.HOLD, Say.MISSING, Say.PERSON, Say.NOT_MET)
_ALL_RANK = {say: rank for rank, say in enumerate(_ALL)}
_ANY_RANK = {say: rank for rank, say in enumerate(_ANY)}


class Finding(NamedTuple):
    """One thing that was looked at.

    ``evidence`` names the records that it rests on ("rating:2025", "award:CSTDCS:2024"); whoever
    shows the finding finds them in the subject's file. ``is_advice``: what a machine never passes
    or fails; it is listed for the unit and the council and decides nothing. ``is_choice``: one of
    the parts is enough.
    """

    criterion: str
    say: Say
    text: str
    article: str = ""
    evidence: tuple[str, ...] = ()
    parts: tuple["Finding", ...] = ()
    is_advice: bool = False
    is_choice: bool = False

    @property
    def content(self) -> "Finding":
        return self

    def leaves(self) -> Iterator["Finding"]:
        """Walk the findings that were looked at one by one, in the order of the law."""
        if not self.parts:
            yield self
        for part in self.parts:
            yield from part.leaves()

    def saying(self, say: Say, text: str = "") -> "Finding":
        kept = (self.article, self.evidence, self.parts, self.is_advice, self.is_choice)
        return Finding(self.criterion, say, text or self.text, *kept)


def asked_for(say: Say, what: object) -> str:
    """Return the words on what a condition asks for: reached, or needed."""
    return f"đạt yêu cầu {what}" if say == Say.MET else f"cần {what}"


def no_year_counts(criterion: str, what: str, article: str) -> Finding:
    """Return what follows where no year of a window counts: nothing is counted, whatever is on file."""
    text = f"Trong thời gian đó cần {what}: chưa có năm nào được tính."
    return Finding(criterion, Say.NOT_MET, text, article)


def worst(says: Iterable[Say]) -> Say:
    """Return what follows when all must hold; nothing to hold is met."""
    return min(says, key=_ALL_RANK.__getitem__, default=Say.MET)


def best(says: Iterable[Say]) -> Say:
    """Return what follows when one is enough; of nothing, none is met."""
    return min(says, key=_ANY_RANK.__getitem__, default=Say.NOT_MET)


def all_of(criterion: str, parts: Iterable[Finding], *, text: str = "", article: str = "") -> Finding:
    found = tuple(parts)
    say = worst(part.say for part in found if not part.is_advice)
    return Finding(criterion, say, text or _ALL_TEXT[say], article, parts=found)


def any_of(criterion: str, parts: Iterable[Finding], *, text: str = "", article: str = "") -> Finding:
    found = tuple(parts)
    say = best(part.say for part in found if not part.is_advice)
    return Finding(criterion, say, text or _ANY_TEXT[say], article, parts=found, is_choice=True)


_ALL_TEXT = {
    Say.MET: "Đủ các điều kiện sau",
    Say.NOT_MET: "Chưa đủ các điều kiện sau",
    Say.MISSING: "Còn thiếu số liệu để kết luận",
    Say.PERSON: "Cần người có thẩm quyền kết luận",
    Say.HOLD: "Tạm chưa xét",
}
_ANY_TEXT = {
    Say.MET: "Đạt một trong các điều kiện sau",
    Say.NOT_MET: "Không đạt điều kiện nào trong các điều kiện sau",
    Say.MISSING: "Chưa đủ số liệu để biết có đạt một trong các điều kiện sau",
    Say.PERSON: "Cần người có thẩm quyền kết luận về một trong các điều kiện sau",
    Say.HOLD: "Tạm chưa xét",
}
