"""Read the titles out of one cell of a registration list.

The words of the cell are laid against the keys of the lexicon so that as few words as possible are
left over; what is left is told to the person, never guessed at. A line break or a dash may stand
inside a title ("Bằng khen / UBND tỉnh"), a comma or a semicolon may not.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from core.sheets.normalise import plain_dashes, tidy
from core.text import fold
from emulation.builders import leftovers, lexicon
from emulation.builders.findings import Issue, error, info

_PIECE = re.compile(r"[^\W_]+|[^\w\s]|\n|_")
# A giver whose name holds commas.
_ONE_GIVER = re.compile(r"\bbộ\s*,\s*(?:ban\s*,\s*ngành(?:\s*,\s*tỉnh)?|ngành\s*,\s*tỉnh|tỉnh)", re.IGNORECASE)
_LABEL = re.compile(
    r"(?:^|(?<=[\n;]))[\s\-–+•*]*(?:đk|đăng k[ýí]|danh hiệu(?: thi đua)?|hình thức(?: khen thưởng)?|khen thưởng)\s*:",
    re.IGNORECASE,
)
_HARD = set(",;:|")
_SOFT = set("\n-/.+&•*·→>=")
_QUOTES = set("\"'“”‘’«»`")
_UNREAD, _INSIDE, _OPEN, _TITLE = 10.0, 1.0, 1.5, 0.1
_LONGEST = 14
LONGEST_CELL = 800


@dataclass(frozen=True)
class Word:
    """A word of the cell, with the separators that stand before it."""

    text: str
    folded: str
    before: str = ""
    in_brackets: bool = False

    @property
    def is_parted(self) -> bool:
        return bool(self.before)

    @property
    def is_hard(self) -> bool:
        return any(sign in _HARD for sign in self.before)


@dataclass(frozen=True)
class Run:
    """A stretch of words that was read as one: a title, an open head, or (no codes) left over.

    ``head`` are the titles that the first words of a left-over stretch leave open.
    """

    words: tuple[Word, ...]
    codes: tuple[str, ...] = ()
    head: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)

    @property
    def key(self) -> str:
        return lexicon.key_of(tuple(word.folded for word in self.words))


@dataclass(frozen=True)
class Reading:
    """What a cell says: the codes that are sure, and what has to be told."""

    codes: tuple[str, ...] = ()
    issues: tuple[Issue, ...] = ()

    @property
    def is_sure(self) -> bool:
        return not any(issue.severity == "error" for issue in self.issues)


@lru_cache(maxsize=8192)
def read_titles(text: str) -> Reading:
    """Return the titles named in a cell, in the order in which they stand there."""
    text = tidy(text)
    if not text:
        return Reading()
    if len(text) > LONGEST_CELL:
        return Reading(issues=(error("UNKNOWN_TITLE", "Ô quá dài, không phải danh hiệu.", text[:LONGEST_CELL]),))
    if issue := leftovers.whole_cell(text):
        return Reading(issues=(issue,))
    runs = runs_of(words_of_cell(text))
    codes: list[str] = []
    issues: list[Issue] = list(leftovers.doubts(text))
    for place, run in enumerate(runs):
        if len(run.codes) == 1:
            codes.append(run.codes[0])
            continue
        found, issue = leftovers.judge(run, runs[place - 1] if place else None)
        codes += found
        issues += [issue] if issue else []
    sure = [] if issues and issues[0].code == "AMBIGUOUS_TITLE" and issues[0].value == text else codes
    return Reading(tuple(dict.fromkeys(sure)), tuple(issues + _doubled(codes, text)))


def words_of_cell(text: str) -> list[Word]:
    """Return the words of a cell; enumerations ("1.", "a)") and small words of joining part them."""
    words: list[Word] = []
    before, depth = "", 0
    for piece in _PIECE.findall(plain_dashes(_without_numbers(text))):
        if piece[0].isalnum():
            low = fold(piece)
            if low in lexicon.JOINING or low in lexicon.ALTERNATIVES:
                before += "+"
                continue
            words.append(Word(piece, low, before, depth > 0))
            before = ""
        elif piece in "([{":
            depth += 1
            before += "-"
        elif piece in ")]}":
            depth = max(depth - 1, 0)
            before += "-"
        elif piece not in _QUOTES:
            before += piece if piece in _HARD or piece in _SOFT else "-"
    return words


def runs_of(words: list[Word]) -> list[Run]:
    """Return the cheapest way to read the words; left-over neighbours make one run."""
    best: list[tuple[float, int, tuple[str, ...]]] = [(0.0, 0, ())]
    for end in range(1, len(words) + 1):
        best.append(min(_ways(words, end, best), key=lambda way: way[0]))
    runs: list[Run] = []
    end = len(words)
    while end:
        _, start, codes = best[end]
        runs.append(Run(tuple(words[start:end]), codes))
        end = start
    return _joined(list(reversed(runs)))


def _ways(words: list[Word], end: int, best: list[tuple[float, int, tuple[str, ...]]]):  # type: ignore[no-untyped-def]
    yield best[end - 1][0] + _UNREAD, end - 1, ()
    inside = 0.0
    for start in range(end - 1, max(end - 1 - _LONGEST, -1), -1):
        if start < end - 1:
            later = words[start + 1]
            if later.is_hard:
                return
            inside += _INSIDE * len(set(later.before)) * 0.5
        key = lexicon.key_of(tuple(word.folded for word in words[start:end]))
        if key and key[-lexicon.TAIL :] not in lexicon.known_tails() and not _may_be_dropped(words, start):
            return
        if code := lexicon.closed_keys().get(key):
            yield best[start][0] + inside + _TITLE, start, (code,)
        elif codes := lexicon.open_keys().get(key):
            yield best[start][0] + inside + _OPEN, start, codes


def _may_be_dropped(words: list[Word], start: int) -> bool:
    """Whether the first word of a stretch is left out when the word before it comes along ("danh hiệu")."""
    return start > 0 and (words[start - 1].folded, words[start].folded) in lexicon.SMALL_PHRASES


def _joined(runs: list[Run]) -> list[Run]:
    out: list[Run] = []
    for run in runs:
        if out and not run.codes and len(out[-1].codes) != 1 and not run.words[0].is_parted:
            out[-1] = Run(out[-1].words + run.words, (), out[-1].codes or out[-1].head)
        else:
            out.append(run)
    return out


def _without_numbers(text: str) -> str:
    """Drop the numbers of an enumeration ("1. LĐTT 2. CSTĐCS") and a label before titles ("Danh hiệu: LĐTT")."""
    text = _LABEL.sub("\n", text)
    text = _ONE_GIVER.sub(lambda seen: seen[0].replace(",", " "), text)
    return re.sub(r"(?<![\w.])\(?(?:\d{1,2}[.)]|[a-h]\))\s*(?=[^\W\d])", "\n", text)


def _doubled(codes: list[str], text: str) -> list[Issue]:
    twice = [code for code in dict.fromkeys(codes) if codes.count(code) > 1]
    return [info("DUP_TITLE", "Danh hiệu ghi hai lần trong một ô; chỉ lấy một.", text)] if twice else []
