"""A judgement as pages show it: lines with marks, alternative paths, what is still lacking and who brings it."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from awards.choices import ELIGIBILITY_TONES, Eligibility
from awards.criteria.findings import Finding, Result, Say
from awards.criteria.titles import Judgement, tried
from awards.criteria.unsettled import SETTLED

TONES = {Say.MET: "ok", Say.NOT_MET: "bad", Say.MISSING: "warn", Say.PERSON: "person", Say.HOLD: "warn"}
RESULT_TONES = {result: ELIGIBILITY_TONES[Eligibility(result)] for result in Result}
RESULT_WORDS = {result: str(Eligibility(result).label) for result in Result}
_WORDS = {
    Say.MET: "Đạt",
    Say.NOT_MET: "Không đạt",
    Say.MISSING: "Còn thiếu",
    Say.PERSON: "Cần người xem",
    Say.HOLD: "Tạm chưa xét",
}
_NEAR = (Say.MET, Say.HOLD, Say.MISSING, Say.PERSON, Say.NOT_MET)


@dataclass(frozen=True)
class Line:
    """One finding on a page. ``choice`` says that one of its parts is enough, ``nearest`` which is closest."""

    tone: str
    word: str
    text: str
    article: str
    parts: tuple["Line", ...] = ()
    choice: bool = False
    nearest: bool = False
    is_advice: bool = False


@dataclass(frozen=True)
class Explained:
    """A judgement ready to be shown: the verdict, counts by mark, what was looked at, what to confirm.

    ``unread`` is the sentence about a text in force that nobody has read yet: then all else is what comes
    of it if the text says what the one before it said.
    """

    judgement: Judgement
    tone: str
    word: str
    lines: tuple[Line, ...]
    confirm: tuple[Line, ...]
    counts: tuple[tuple[str, str, int], ...]
    todo: tuple[str, ...]
    unread: str = ""

    @property
    def head(self) -> str:
        """Return the verdict in words, without a full stop."""
        return self.judgement.finding.text.rstrip(".")


def explained(judgement: Judgement) -> Explained:
    """Return a judgement as it is shown, what machines do not decide set apart."""
    tone, word = mark_of(judgement)
    judgement, unread = tried(judgement)
    parts = _told(judgement.finding)
    advice = [leaf for leaf in judgement.finding.leaves() if leaf.is_advice and leaf.criterion != SETTLED]
    return Explained(
        judgement=judgement,
        tone=tone,
        word=word,
        lines=tuple(_line(part) for part in parts),
        confirm=tuple(_to_confirm(part) for part in {leaf.text: leaf for leaf in advice}.values()),
        counts=tuple(_counts(judgement.finding)),
        todo=tuple(dict.fromkeys(_todo(judgement.finding))),
        unread=unread,
    )


def mark_of(judgement: Judgement) -> tuple[str, str]:
    """Return mark and word of a verdict; by a text that nobody has read it is only what a trial comes to."""
    found, unread = tried(judgement)
    word = RESULT_WORDS[found.result]
    return RESULT_TONES[found.result], f"Xét thử: {word[:1].lower()}{word[1:]}" if unread else word


def reasons(judgement: Judgement) -> list[str]:
    """Return the sentences that a verdict hangs on, each once; what is plain for almost everybody comes last."""
    return [text for text, _ in grounds(judgement)]


def grounds(judgement: Judgement) -> list[tuple[str, str]]:
    """Return the sentences that a verdict hangs on, each with its article.

    Of two sentences that begin alike the plain one is enough: “xếp loại HTXSNV” beside “xếp loại HTXSNV, cần …”.
    """
    finding = tried(judgement)[0].finding
    found = [leaf for leaf in _deciding(finding) if leaf.say == finding.say]
    found.sort(key=lambda leaf: leaf.criterion in _PLAIN)
    articles = {leaf.text: leaf.article for leaf in reversed(found)}
    texts = dict.fromkeys(leaf.text for leaf in found)
    return [(text, articles[text]) for text in texts if not any(text.startswith(f"{one[:-1]},") for one in texts)]


_PLAIN = ("served", "not_disciplined", "for_jobs", "no_member_warned")


def _line(finding: Finding) -> Line:
    parts = tuple(_line(part) for part in _told(finding))
    choice = finding.is_choice and len(parts) > 1
    if choice and finding.say != Say.MET:
        parts = _with_nearest(finding, parts)
    is_settled = finding.criterion == SETTLED
    tone, word = ("none", "Không đổi kết luận") if is_settled else (TONES[finding.say], _WORDS[finding.say])
    return Line(tone, word, finding.text, finding.article, parts, choice, False, finding.is_advice)


def _to_confirm(finding: Finding) -> Line:
    """Return what people confirm; who they are stands over the list and is not said again on every line."""
    line = _line(finding)
    return replace(line, text=line.text.removeprefix("Đơn vị và Hội đồng xác nhận: "))


def _told(finding: Finding) -> list[Finding]:
    return [part for part in finding.parts if not part.is_advice or part.criterion == SETTLED]


def _with_nearest(finding: Finding, parts: tuple[Line, ...]) -> tuple[Line, ...]:
    """Mark the alternative that is closest to being met, where one still can be."""
    ranks = [
        (len(_NEAR) if part.is_advice else _NEAR.index(part.say), _lacking(part), place)
        for place, part in enumerate(_told(finding))
    ]
    rank, _, near = min(ranks)
    if rank >= _NEAR.index(Say.NOT_MET):
        return parts
    return tuple(replace(part, nearest=place == near) for place, part in enumerate(parts))


def _lacking(finding: Finding) -> int:
    return sum(1 for leaf in finding.leaves() if leaf.say != Say.MET and not leaf.is_advice)


def _counts(finding: Finding) -> Iterable[tuple[str, str, int]]:
    """Return (mark, word, number) of the conditions; a choice is one of them, however many ways it has."""
    numbers = Counter(one.say for one in _conditions(finding))
    words = {
        Say.MET: "đạt", Say.NOT_MET: "không đạt", Say.MISSING: "còn thiếu", Say.PERSON: "cần người xem",
        Say.HOLD: "tạm chưa xét",
    }  # fmt: skip
    for say in (Say.MET, Say.NOT_MET, Say.MISSING, Say.HOLD, Say.PERSON):
        if numbers[say]:
            yield TONES[say], words[say], numbers[say]


def _conditions(finding: Finding) -> Iterable[Finding]:
    if finding.is_advice:
        return
    if finding.is_choice or not finding.parts:
        yield finding
        return
    for part in finding.parts:
        yield from _conditions(part)


def _deciding(finding: Finding) -> Iterable[Finding]:
    """Walk the leaves that the verdict rests on: of a choice the way that is met, else all its ways in one sentence."""
    if finding.is_advice:
        return
    if not finding.parts:
        yield finding
        return
    parts = [part for part in finding.parts if not part.is_advice]
    if finding.is_choice and finding.say == Say.MET:
        parts = [part for part in parts if part.say == Say.MET][:1]
    if finding.is_choice and len(parts) > 1:
        yield _ways(finding, parts)
        return
    for part in parts:
        yield from _deciding(part)


def _ways(finding: Finding, parts: Iterable[Finding]) -> Finding:
    """Return a choice that is not met as one finding: what each way lacks, so that nobody takes them for all needed."""
    ways = "; ".join(f"({number}) {_way(part)}" for number, part in enumerate(parts, start=1))
    article = finding.article or next((leaf.article for leaf in finding.leaves() if leaf.article), "")
    return Finding(finding.criterion, finding.say, f"Cần một trong các cách: {ways}.", article)


def _way(finding: Finding) -> str:
    """Return the first thing that a way lacks, and how many more there are."""
    told = dict.fromkeys(leaf.text for leaf in _deciding(finding) if leaf.say == finding.say)
    first, *more = told or [finding.text]
    return f"{first.rstrip('.')}, và {len(more)} điều nữa" if more else first.rstrip(".")


def _todo(finding: Finding) -> Iterable[str]:
    """Yield what would bring the matter on: records that are missing, settings nobody decided, things pending."""
    if finding.say in (Say.MET, Say.NOT_MET) or finding.is_advice:
        return
    if not finding.parts:
        yield finding.text
    for part in finding.parts:
        yield from _todo(part)
