"""Registration sheets and their lines: who sees them, what is in force, what the council passed."""

from collections import Counter

from django.db.models import Prefetch, Q, QuerySet

from core.text import fold
from emulation.access import within
from emulation.choices import REGISTERED_SHEETS, Role, SheetStatus
from emulation.models import Entry, Sheet, Target, Unit, User
from emulation.selectors.coverage import Coverage, coverage_of
from emulation.selectors.people import UNIT_ROLES

__all__ = [
    "Coverage",
    "accepted_entries",
    "coverage_of",
    "endorsed_entries",
    "entries_found",
    "sheets_found",
    "sheets_in_force",
    "state_counts",
    "visible_entries",
    "visible_sheets",
    "waiting_sheets",
]
KEEPERS = (*UNIT_ROLES, Role.OFFICE, Role.ADMIN)


def visible_sheets(user: User) -> QuerySet[Sheet]:
    """Return the sheets that the person may open.

    The unit and the office see every state; a leader what has been sent; the council and the
    Department what has been accepted.
    """
    sent = Q(status=SheetStatus.SUBMITTED) | Q(status__in=REGISTERED_SHEETS)
    accepted = Q(status__in=REGISTERED_SHEETS)
    scope = (
        within(user, KEEPERS)
        | within(user, (Role.LEADER,)) & sent
        | within(user, (Role.COUNCIL, Role.DEPARTMENT)) & accepted
    )
    return Sheet.objects.filter(scope).select_related("round__plan__facility", "unit", "facility")


def waiting_sheets(user: User) -> QuerySet[Sheet]:
    """Return what waits for the office, the oldest first."""
    mine = Sheet.objects.filter(within(user, (Role.OFFICE,)), status=SheetStatus.SUBMITTED, is_latest=True)
    return mine.select_related("round__plan", "unit", "facility").order_by("submitted_at", "pk")


def sheets_in_force(facility: Unit) -> QuerySet[Sheet]:
    """Return the last accepted version of every sheet of a facility."""
    return Sheet.objects.filter(facility=facility, is_in_force=True).select_related("round__plan", "unit")


def sheets_found(sheets: QuerySet[Sheet], *, query: str = "") -> QuerySet[Sheet]:
    """Narrow sheets to those whose unit or receipt number holds every word typed, without accents."""
    for word in fold(query).split():
        named = Entry.objects.filter(search_key__contains=word).values("sheet")
        in_unit = Q(unit__search_key__contains=word) | Q(receipt_number__icontains=word)
        sheets = sheets.filter(in_unit | Q(pk__in=named))
    return sheets


def state_counts(sheets: QuerySet[Sheet]) -> Counter[str]:
    """Return how many sheets stand in each state; one query."""
    return Counter(sheets.order_by().values_list("status", flat=True))


def accepted_entries(facility: Unit) -> QuerySet[Entry]:
    """Return the entries of sheets in force that wait for the council."""
    return _with_targets(
        Entry.objects.filter(
            sheet__facility=facility, sheet__is_in_force=True, sheet__status__in=REGISTERED_SHEETS,
            is_endorsed__isnull=True,
        )
    ).order_by("sheet__round__opens_on", "sheet__unit__position", "sheet_id", "order", "pk")  # fmt: skip


def endorsed_entries(facility: Unit) -> QuerySet[Entry]:
    """Return the hospital's list: what the council endorsed and no amendment has struck out.

    A line changed by an accepted amendment stands here in its last endorsed form until the
    council has endorsed the change.
    """
    return _with_targets(Entry.objects.filter(_on_the_list(), sheet__facility=facility)).order_by(*LIST_ORDER)


LIST_ORDER = ("sheet__unit__position", "sheet__unit_id", "order", "pk")


def visible_entries(user: User) -> QuerySet[Entry]:
    """Return the lines of the hospital's list that the person may read; it is open to the whole house."""
    return _with_targets(Entry.objects.filter(_on_the_list(), sheet__facility__in=_houses(user)))


def entries_found(entries: QuerySet[Entry], *, query: str = "") -> QuerySet[Entry]:
    """Narrow entries to those whose name or unit holds every word typed, without accents."""
    for word in fold(query).split():
        entries = entries.filter(Q(search_key__contains=word) | Q(sheet__unit__search_key__contains=word))
    return entries


def _on_the_list() -> Q:
    """Return endorsed lines in force, and endorsed forms whose change is not endorsed yet."""
    pending = Entry.objects.filter(sheet__is_in_force=True, endorsed_as__isnull=False).exclude(is_endorsed=True)
    current = Q(sheet__is_in_force=True) | Q(pk__in=pending.values("endorsed_as"))
    return Q(is_endorsed=True) & current


def _houses(user: User) -> list[int]:
    """Return the facilities whose list the person reads; an officer of the Department reads every one."""
    own = {grant.unit.facility_id for grant in user.grants_now if grant.unit.facility_id}
    if user.staff:
        own.add(user.staff.facility_id)
    over = [unit.pk for unit in user.units_of(Role.DEPARTMENT)]
    return [*own, *Unit.objects.filter(parent__in=over).values_list("pk", flat=True)] if over else list(own)


def _with_targets(entries: QuerySet[Entry]) -> QuerySet[Entry]:
    targets = Prefetch("targets", Target.objects.order_by("year", "pk"))
    related = entries.select_related("sheet__unit", "sheet__round__plan", "staff", "subject_unit")
    return related.prefetch_related(targets)
