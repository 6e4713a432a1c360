"""The Department's board: which hospitals owe what, what came on time, what did not come."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from emulation.access import within
from emulation.choices import Role, UnitKind
from emulation.models import Unit, User
from reports.choices import DueStatus, Recipient
from reports.models import DueReport


@dataclass(frozen=True)
class HospitalLine:
    """One hospital in a year; ``missing`` is due and neither sent nor excused."""

    facility: Unit
    expected: int
    on_time: int
    late: int
    nil: int
    missing: int

    @property
    def rate(self) -> float | None:
        """Return the share that came on time, None while nothing was due."""
        return self.on_time / self.expected if self.expected else None


def hospitals_of(user: User) -> list[Unit]:
    """Return the hospitals that an officer of the Department looks after."""
    return list(Unit.objects.filter(within(user, (Role.DEPARTMENT,), ""), kind=UnitKind.FACILITY).order_by("name"))


def on_time_board(user: User, year: int, today: date) -> list[HospitalLine]:
    """Return every hospital of the officer with its year so far; two queries."""
    due = Q(due_on__year=year, due_on__lt=today) | Q(due_on__year=year, closed_at__isnull=False)
    rows = (
        DueReport.objects.filter(due, within(user, (Role.DEPARTMENT,), "facility"), recipient=Recipient.DEPARTMENT)
        .exclude(status=DueStatus.SKIPPED)
        .values("facility")
        .annotate(**_counts())
        .order_by()
        .values_list("facility", *_counts())
    )
    found = {pk: dict(zip(_counts(), counts, strict=True)) for pk, *counts in rows}
    zero = dict.fromkeys(_counts(), 0)
    lines = [HospitalLine(unit, **found.get(unit.pk, zero)) for unit in hospitals_of(user)]
    return sorted(lines, key=lambda line: (-line.missing, line.facility.name))


def own_rate(facility: Unit, year: int, today: date) -> HospitalLine:
    """Return a hospital's own line, for its leaders (F80)."""
    closed = Q(closed_at__isnull=False) | Q(due_on__lt=today)
    counted = DueReport.objects.filter(closed, facility=facility, due_on__year=year).exclude(status=DueStatus.SKIPPED)
    return HospitalLine(facility, **counted.aggregate(**_counts()))


def _counts() -> dict[str, Count]:
    settled = (DueStatus.SENT, DueStatus.DONE, DueStatus.NIL)
    return {
        "expected": Count("pk"),
        "nil": Count("pk", filter=Q(status=DueStatus.NIL)),
        "on_time": Count("pk", filter=Q(status__in=settled, late_days=0)),
        "late": Count("pk", filter=Q(late_days__gt=0)),
        "missing": Count("pk", filter=Q(status__in=(DueStatus.OPEN, DueStatus.PLANNED))),
    }
