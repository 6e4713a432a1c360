"""The targets of a sheet as pages tell them: mark and word, why, from when at the earliest, by which text."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from awards.selectors.authority import rounds_of
from awards.selectors.dossier import year_end
from awards.selectors.explanation import Explained, explained
from awards.selectors.prospects import Prospect, best_words, board_of, prospects_of
from awards.selectors.veil import veiled
from emulation.access import reads_matters
from emulation.choices import Title, title
from emulation.models import Entry, Sheet, User

# The states in the order of the legend, the worst of what is still open last but one.
STATES = {
    "done": "đã đạt", "miss": "không đạt", "ok": "khả thi", "warn": "thiếu số liệu", "bad": "không khả thi",
    "person": "cần người xem",
}  # fmt: skip


@dataclass(frozen=True)
class Outlook:
    """One target. ``is_open``: the reader may know what weighs on the subject; ``best``: what ``earliest`` rests on."""

    entry: Entry
    prospect: Prospect
    is_open: bool
    earliest: int | None = None
    best: str = ""

    @property
    def key(self) -> str:
        return f"{self.entry.pk}-{self.prospect.year}-{self.prospect.title}"

    @property
    def title(self) -> Title:
        return title(self.prospect.title)

    @cached_property
    def explained(self) -> Explained | None:
        judgement = self.prospect.judgement
        return explained(judgement if self.is_open else veiled(judgement)) if judgement else None

    @property
    def state(self) -> str:
        is_judged = self.prospect.judgement is not None and not self.is_open and self.explained
        return self.explained.tone if is_judged and self.explained else self.prospect.state

    @property
    def word(self) -> str:
        is_hidden = self.state != self.prospect.state and self.explained
        return self.explained.word if is_hidden and self.explained else self.prospect.word

    @property
    def heading(self) -> str:
        return f"{self.title.short} {self.prospect.year} {self.word[:1].lower()}{self.word[1:]}"

    @property
    def rounds(self) -> str:
        """Return how often the title is given where that is not every year."""
        return rounds_of(self.prospect.title, year_end(self.prospect.year))

    @property
    def todo(self) -> list[str]:
        """Return what would bring the matter on and does not stand among the first lines anyway."""
        why = self.explained
        if why is None or self.state == "ok":
            return []
        said = {line.text for line in why.lines if not line.parts}
        return [text for text in why.todo if text not in said]

    @property
    def law(self) -> str:
        return self.prospect.judgement.finding.article if self.prospect.judgement else ""


@dataclass(frozen=True)
class Path:
    """One line of a sheet: its targets year by year, and the first year in which the way breaks."""

    entry: Entry
    number: int
    years: tuple[tuple[int, tuple[Outlook, ...]], ...]

    @property
    def breaks(self) -> list[Outlook]:
        """Return the targets of the first year that cannot come true, none when all may."""
        found = ([one for one in targets if one.state == "bad"] for _, targets in self.years)
        return next((bad for bad in found if bad), [])

    @property
    def is_over(self) -> bool:
        """Say whether every target has come out: nothing is left to come true."""
        return all(one.state in ("done", "miss") for _, targets in self.years for one in targets)

    @property
    def is_sure(self) -> bool:
        """Say whether everything that is still open can come true as registered."""
        return all(one.state in ("ok", "done", "miss") for _, targets in self.years for one in targets)


def outlook_of(sheet: Sheet, entry: Entry, year: int, code: str, user: User) -> Outlook | None:
    """Return one target as the user may see it, None where it is not registered."""
    board = board_of(sheet, [entry])
    prospect = next((one for one in board.of(entry) if (one.year, one.title) == (year, code)), None)
    if prospect is None:
        return None
    early = board.earliest(entry, code, year) if prospect.state == "bad" else None
    best = best_words(code, entry.kind, year, board.local) if early else ""
    return Outlook(entry, prospect, _may_know(user, entry), early, best)


def paths_of(sheet: Sheet, user: User) -> list[Path]:
    """Return the lines of a sheet as the user may see them; the same number of queries for 1 and 30 lines."""
    found: dict[int, list[Prospect]] = {}
    for prospect in prospects_of(sheet):
        found.setdefault(prospect.entry, []).append(prospect)
    lines = enumerate(sheet.entries.select_related("staff__unit", "subject_unit"), start=1)
    return [_path(entry, number, found.get(entry.pk, []), _may_know(user, entry)) for number, entry in lines]


def counts_of(paths: Iterable[Path]) -> list[tuple[str, str, int]]:
    """Return (mark, word, number) of the targets of all lines, in the order of the legend."""
    numbers = Counter(one.state for path in paths for _, targets in path.years for one in targets)
    return [(state, word, numbers[state]) for state, word in STATES.items() if numbers[state]]


def _path(entry: Entry, number: int, prospects: list[Prospect], is_open: bool) -> Path:
    years: dict[int, list[Outlook]] = {}
    for prospect in prospects:
        years.setdefault(prospect.year, []).append(Outlook(entry, prospect, is_open))
    return Path(entry, number, tuple((year, tuple(targets)) for year, targets in years.items()))


def _may_know(user: User, entry: Entry) -> bool:
    subject = entry.staff or entry.subject_unit
    return subject is not None and reads_matters(user, subject)
