"""What a look at one criterion says: a verdict, a sentence, what it rests on, and the source."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from emulation.criteria.sets import Item, Subject


class Verdict(StrEnum):
    """How a criterion stands; ``LATER`` is for years that have not been rated yet."""

    MET = "met"
    NOT_MET = "not_met"
    MISSING = "missing"
    PERSON = "person"
    LATER = "later"


class Block(StrEnum):
    """Which step a finding keeps from being taken."""

    NOTHING = ""
    SUBMIT = "submit"
    ACCEPT = "accept"


@dataclass(frozen=True)
class Finding:
    """A criterion as it stands now; nothing of it is stored.

    ``veil`` is the sentence for those who may not read what weighs on whom, where there is one.
    """

    item: Item
    verdict: Verdict
    reason: str
    evidence: str = ""
    block: Block = Block.NOTHING
    veil: str = ""

    def veiled(self) -> "Finding":
        return replace(self, reason=self.veil, evidence="") if self.veil else self

    @property
    def is_open(self) -> bool:
        """Say whether somebody has something to do about it."""
        return self.block != Block.NOTHING or self.verdict in (Verdict.NOT_MET, Verdict.MISSING)

    @property
    def is_bare(self) -> bool:
        """Say whether an answer is given but nothing yet that it rests on."""
        return self.verdict == Verdict.MISSING and self.block == Block.ACCEPT


@dataclass(frozen=True)
class Work:
    """An initiative or piece of research that an answer names."""

    name: str
    recognition: str
    is_applied: bool | None


@dataclass(frozen=True)
class Reply:
    """What the unit answered to one criterion."""

    answer: str
    evidence: str = ""
    file: str = ""
    work: Work | None = None
    model: str = ""

    @property
    def rests_on(self) -> str:
        """Return in words what stands behind the answer, "" when nothing does."""
        work = f"Sáng kiến, đề tài: {self.work.name}" if self.work else ""
        model = f"Mô hình: {self.model}" if self.model else ""
        file = f"Tệp: {self.file}" if self.file else ""
        return ". ".join(part for part in (self.evidence.strip().rstrip("."), work, model, file) if part)


@dataclass(frozen=True)
class Offence:
    """A violation of somebody, with its kind in words too."""

    pk: int
    name: str
    kind: str
    label: str
    on: date

    @property
    def text(self) -> str:
        return f"{self.name}: {self.label[:1].lower()}{self.label[1:]}, ngày {self.on:%d/%m/%Y}"


@dataclass(frozen=True)
class Led:
    """How the collective that a manager leads stands in the same round (S0-17).

    ``state`` is "" without a line there, "open" while it is prepared or waits, "accepted" when it
    is in force, "refused" when the council did not pass it.
    """

    unit: str
    state: str = ""
    offences: tuple[Offence, ...] = ()
    is_whole_house: bool = False


@dataclass(frozen=True)
class Facts:
    """Everything that is judged about one exemplar; gathered beforehand.

    ``years`` are those of the plan's period; ratings are owed up to the year ``rated_to``.
    """

    subject: Subject
    years: tuple[int, ...] = ()
    rated_to: int = 0
    replies: Mapping[str, Reply] = field(default_factory=dict)
    offences: tuple[Offence, ...] = ()
    forgiven: frozenset[int] = frozenset()
    forgiven_because: str = ""
    ratings: Mapping[int, str] = field(default_factory=dict)
    party_ratings: Mapping[int, str] = field(default_factory=dict)
    marks: Mapping[tuple[int, str], str] = field(default_factory=dict)
    led: Led | None = None

    @property
    def due(self) -> tuple[int, ...]:
        """Return the years of the period whose ratings ought to be there by now."""
        return tuple(year for year in self.years if year <= self.rated_to)
