"""The numbers of a yearly or stage report, all from rows that people entered and decided."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from awards.choices import NominationStatus, SessionStatus
from awards.models import Nomination, Session
from campaigns.choices import PUBLIC_CAMPAIGNS
from campaigns.models import Campaign
from campaigns.selectors.quotas import Counter as Meters
from campaigns.selectors.quotas import summed_counters
from emulation.choices import SubjectKind, titles
from emulation.models import Entry, Target, Unit
from emulation.selectors.sheets import endorsed_entries, sheets_in_force
from reports.choices import DueStatus
from reports.models import DueReport


@dataclass(frozen=True)
class UnitLine:
    """A unit that has to register: how many lines it has in force, how many the council passed."""

    name: str
    registered: int
    endorsed: int


@dataclass(frozen=True)
class TitleLine:
    """A title: how many aim at it in the years of the report, how many the council passed for it."""

    code: str
    aimed: int
    passed: int


@dataclass(frozen=True)
class MonthLine:
    """A month's exemplar and what became of it."""

    due: DueReport
    name: str


@dataclass(frozen=True)
class Figures:
    """Everything that a report counts, for one facility and one span of days."""

    registered: Counter[str]
    endorsed: Counter[str]
    units: list[UnitLine]
    titles: list[TitleLine]
    people: int
    direct: int
    women: int
    party: int
    campaigns: list[tuple[Campaign, Meters]]
    sessions: int
    months: list[MonthLine]
    exemplars: list[Entry]

    @property
    def silent_units(self) -> list[str]:
        return [line.name for line in self.units if not line.registered]


def figures_of(facility: Unit, first: date, last: date, *, party_only: bool = False) -> Figures:
    """Count a facility's work between two days, both included; queries do not grow with its size."""
    of_then = Q(sheet__round__plan__period_from__lte=last.year, sheet__round__plan__period_to__gte=first.year)
    if party_only:
        of_then &= Q(staff__is_party=True)
    entries = Entry.objects.filter(of_then, sheet__in=sheets_in_force(facility))
    registered, listed = list(entries.select_related("sheet")), list(endorsed_entries(facility).filter(of_then))
    years = range(first.year, last.year + 1)
    staff = [entry.staff for entry in listed if entry.staff]
    return Figures(
        registered=Counter(entry.kind for entry in registered),
        endorsed=Counter(entry.kind for entry in listed),
        units=_units(facility, registered, listed),
        titles=_titles(facility, registered, years),
        people=len(staff),
        direct=sum(person.is_direct and not person.is_manager for person in staff),
        women=sum(person.gender == "F" for person in staff),
        party=sum(person.is_party for person in staff),
        campaigns=_campaigns(facility, years),
        sessions=_sessions(facility, first, last),
        months=_months(facility, first, last),
        exemplars=listed,
    )


def _sessions(facility: Unit, first: date, last: date) -> int:
    held = Session.objects.filter(facility=facility, status=SessionStatus.ENDED, held_at__date__range=(first, last))
    return held.count()


def _units(facility: Unit, registered: list[Entry], listed: list[Entry]) -> list[UnitLine]:
    lines = Counter(entry.sheet.unit_id for entry in registered)
    passed = Counter(entry.sheet.unit_id for entry in listed)
    owing = Q(must_register=True, is_active=True) | Q(pk__in=[*lines, *passed])
    units = Unit.objects.filter(owing, facility=facility).order_by("position", "name")
    return [UnitLine(unit.name, lines[unit.pk], passed[unit.pk]) for unit in units]


def _titles(facility: Unit, registered: list[Entry], years: range) -> list[TitleLine]:
    aims = Target.objects.filter(entry__in=[entry.pk for entry in registered], year__in=years)
    aimed = Counter(aims.values_list("title", flat=True).order_by())
    won = Nomination.objects.filter(facility=facility, year__in=years, status=NominationStatus.ENDORSED)
    passed = Counter(won.values_list("title", flat=True).order_by())
    return [TitleLine(code, aimed[code], passed[code]) for code in titles() if aimed[code] or passed[code]]


def _campaigns(facility: Unit, years: range) -> list[tuple[Campaign, Meters]]:
    here = Campaign.objects.filter(facility=facility, year__in=years, status__in=PUBLIC_CAMPAIGNS).order_by(
        "year", "pk"
    )
    meters = summed_counters(here)
    return [(campaign, meters[campaign.pk]) for campaign in here]


def _months(facility: Unit, first: date, last: date) -> list[MonthLine]:
    dues = DueReport.objects.filter(
        facility=facility, obligation="guong_dien_hinh_thang", period_from__range=(first, last)
    ).exclude(status__in=(DueStatus.PLANNED, DueStatus.SKIPPED))
    dues = dues.order_by("period_from").prefetch_related("packages__featured__entry")
    return [MonthLine(due, _exemplar_of(due)) for due in dues]


def _exemplar_of(due: DueReport) -> str:
    names = [package.featured.entry.name for package in due.packages.all() if hasattr(package, "featured")]
    return names[0] if names else ""


def kinds_in_order() -> list[SubjectKind]:
    return [SubjectKind.COLLECTIVE, SubjectKind.PERSON, SubjectKind.MODEL]
