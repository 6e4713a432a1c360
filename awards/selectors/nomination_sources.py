"""Where nominations come from: the units a person writes for, accepted proposals, registered targets."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from awards.choices import LIVE_NOMINATIONS
from awards.models import Nomination
from campaigns.access import WRITERS, own_papers
from campaigns.choices import ProposalStatus
from campaigns.models import Proposal
from campaigns.selectors.proposals import visible_proposals
from core.text import fold
from emulation.access import within
from emulation.choices import Role, SubjectKind, UnitKind
from emulation.models import Target, Unit, User

# The order of the list of registered targets: unit by unit, line by line.
TARGET_ORDER = ("entry__sheet__unit__position", "entry__sheet_id", "entry__order", "pk")
_ABOVE = (UnitKind.DEPARTMENT, UnitKind.FACILITY)


def nominating_units(user: User) -> list[Unit]:
    """Return the units in whose name the person may nominate; the office for any of its hospital."""
    own = {unit.pk: unit for unit in user.units_of(*WRITERS) if unit.kind not in _ABOVE}
    offices = [unit.pk for unit in user.units_of(Role.OFFICE) if unit.kind == UnitKind.FACILITY]
    if offices:
        under = Unit.objects.filter(facility__in=offices, is_active=True).exclude(kind__in=_ABOVE)
        own |= {unit.pk: unit for unit in under.select_related("facility")}
    return sorted(own.values(), key=lambda unit: (unit.position, unit.name))


def usable_proposals(user: User) -> QuerySet[Proposal]:
    """Return the accepted proposals of the person's units for which no nomination stands yet."""
    nominated = Nomination.objects.filter(proposal=OuterRef("pk"), status__in=LIVE_NOMINATIONS)
    mine = visible_proposals(user).filter(prepared_by(user), status=ProposalStatus.ACCEPTED)
    return mine.filter(~Exists(nominated)).select_related("staff", "subject_unit").order_by("name_key", "pk")


def usable_targets(user: User, year: int) -> QuerySet[Target]:
    """Return what people and collectives of the person's units registered for a year and nobody nominated yet."""
    live = Nomination.objects.filter(
        title=OuterRef("title"), year=OuterRef("year"), occasion_key="", status__in=LIVE_NOMINATIONS
    )
    nominated = Exists(live.filter(staff=OuterRef("entry__staff"))) | Exists(
        live.filter(subject_unit=OuterRef("entry__subject_unit"))
    )
    found = Target.objects.filter(
        prepared_by(user, "entry__sheet__unit"),
        ~nominated,
        year=year,
        entry__kind__in=(SubjectKind.PERSON, SubjectKind.COLLECTIVE),
        entry__sheet__is_in_force=True,
    )
    return found.select_related("entry__staff", "entry__subject_unit", "entry__sheet__unit__facility")


def targets_matching(targets: QuerySet[Target], *, q: str = "", title: str = "") -> QuerySet[Target]:
    """Narrow registered targets; words without accents are looked for in names and units."""
    for word in fold(q).split():
        targets = targets.filter(Q(entry__search_key__contains=word) | Q(entry__sheet__unit__search_key__contains=word))
    return targets.filter(title=title) if title else targets


def registered_years(user: User, until: int) -> list[int]:
    """Return the years up to ``until`` for which the person's units registered anything, the latest first."""
    mine = Target.objects.filter(prepared_by(user, "entry__sheet__unit"), entry__sheet__is_in_force=True)
    years = mine.filter(year__lte=until).order_by("-year").values_list("year", flat=True).distinct()
    return list(years)


def prepared_by(user: User, unit_field: str = "unit") -> Q:
    """Return the filter for what belongs to units whose papers the person prepares; the office for its hospital."""
    return own_papers(user, unit_field) | within(user, (Role.OFFICE,), unit_field)
