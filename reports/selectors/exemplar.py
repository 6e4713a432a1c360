"""Which endorsed exemplar goes next: every subject once, units and kinds in fair turn."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet
from django.utils import timezone

from core.text import fold
from emulation.choices import SubjectKind
from emulation.models import Entry, Plan, Unit
from emulation.selectors.sheets import endorsed_entries
from reports.models import FeaturedExemplar, Package

_NEVER = date(1970, 1, 1)
_NEVER_AT = datetime(1970, 1, 1, tzinfo=timezone.get_default_timezone())


@dataclass(frozen=True)
class Candidate:
    """An exemplar that may be sent, with why its turn is now."""

    entry: Entry
    subject_key: str
    unit: Unit
    reason: str


def subject_key(entry: Entry) -> str:
    """Return what makes two entries the same subject, in whatever list they stand."""
    if entry.staff_id:
        return f"staff:{entry.staff_id}"
    if entry.kind == SubjectKind.COLLECTIVE:
        return f"unit:{entry.subject_unit_id}"
    return f"model:{entry.sheet.unit_id}:{fold(entry.name)}"[:120]


def endorsed_subjects(facility: Unit) -> QuerySet[Entry]:
    """Return the hospital's list without the people who have left, the latest first."""
    today = timezone.localdate()
    here = Q(staff__isnull=True) | Q(staff__left_on__isnull=True) | Q(staff__left_on__gte=today)
    return endorsed_entries(facility).filter(here).order_by("-endorsed_at", "-pk")


def candidates(facility: Unit, plan: Plan | None = None, *, besides: Package | None = None) -> list[Candidate]:
    """Return who may be sent, the one whose turn it is first.

    ``besides`` is the package that is being written: whom it names now has not been sent yet.

    In order: who is registered in the plan that asks for the report, the unit sent least often, the
    unit sent longest ago, the kind sent least often, a written summary, a direct worker (the plan
    asks for them first), the earliest endorsement. Nobody is weighed by merit.
    """
    rows = FeaturedExemplar.objects.filter(facility=facility).select_related("entry", "package__due")
    rows = rows.exclude(package=besides) if besides else rows
    sent = list(rows.order_by("package__due__period_to"))
    turns = _Turns.of(sent)
    fresh = _once(endorsed_subjects(facility), {row.subject_key for row in sent})
    ranked = sorted(fresh, key=lambda entry: (_is_of_other_plan(entry, plan), *turns.key(entry)))
    return [Candidate(entry, subject_key(entry), unit_of(entry), turns.reason(entry, len(ranked))) for entry in ranked]


def _is_of_other_plan(entry: Entry, plan: Plan | None) -> bool:
    return plan is not None and entry.sheet.round.plan_id != plan.pk


def unit_of(entry: Entry) -> Unit:
    """Return the unit whose turn it is: the collective itself, else the unit that registered."""
    return entry.subject_unit if entry.kind == SubjectKind.COLLECTIVE and entry.subject_unit else entry.sheet.unit


def featured_in(facility: Unit, first: date, last: date) -> QuerySet[FeaturedExemplar]:
    """Return the exemplars of monthly packages whose period lies between two days."""
    rows = FeaturedExemplar.objects.filter(facility=facility, package__due__period_from__range=(first, last))
    return rows.select_related("entry__sheet", "unit", "package__due").order_by("package__due__period_from")


@dataclass(frozen=True)
class _Turns:
    """How often and when units and kinds have had their turn."""

    units: Counter[int]
    kinds: Counter[str]
    last: dict[int, date]

    @classmethod
    def of(cls, sent: Iterable[FeaturedExemplar]) -> "_Turns":
        rows = list(sent)
        return cls(
            Counter(row.unit_id for row in rows),
            Counter(row.entry.kind for row in rows),
            {row.unit_id: row.package.due.period_to for row in rows},
        )

    def key(self, entry: Entry) -> tuple:
        unit = unit_of(entry).pk
        is_direct = bool(entry.staff and entry.staff.is_direct and not entry.staff.is_manager)
        return (
            self.units[unit], self.last.get(unit, _NEVER), self.kinds[entry.kind],
            not entry.summary.strip(), not is_direct, entry.endorsed_at or _NEVER_AT, entry.pk,
        )  # fmt: skip

    def reason(self, entry: Entry, left: int) -> str:
        unit = unit_of(entry)
        times = self.units[unit.pk]
        first = (
            f"{unit.name} đã có {times} gương được gửi, lần gần nhất {self.last[unit.pk]:%m/%Y}."
            if times
            else f"{unit.name} chưa có gương nào được gửi."
        )
        kind = SubjectKind(entry.kind).label.lower()
        return f"{first} Loại {kind}: đã gửi {self.kinds[entry.kind]}. Còn {left} điển hình chưa gửi lần nào."


def _once(entries: Iterable[Entry], gone: set[str]) -> list[Entry]:
    seen, kept = set(gone), []
    for entry in entries:
        if subject_key(entry) not in seen:
            seen.add(subject_key(entry))
            kept.append(entry)
    return kept
