"""Plans and their rounds: who sees them, whom they are for."""

from datetime import date
from typing import Any

from django.db.models import Case, F, Q, QuerySet, When
from django.utils import timezone

from emulation.access import within
from emulation.choices import Audience, PlanStatus, Role, RoundStatus, UnitKind
from emulation.models import Plan, PlanCopy, PlanRecipient, Round, Unit, User
from emulation.workflow import plan_sets

AUTHORS = (Role.OFFICE, Role.LEADER, Role.ADMIN)


def houses_of(user: User) -> set[int]:
    """Return the facilities in whose name the person works, with the Department above them."""
    units = [grant.unit for grant in user.grants_now]
    if user.staff:
        units.append(user.staff.unit)
    found: set[int] = set()
    for unit in units:
        house = unit.facility or unit
        found |= {pk for pk in (house.pk, house.parent_id) if pk}
    return found


def visible_plans(user: User) -> QuerySet[Plan]:
    """Return the plans that the person may read: all published ones of the house, drafts for their authors."""
    published = Q(facility__in=houses_of(user)) | within(user, (Role.DEPARTMENT,), "facility")
    mine = within(user, AUTHORS, "facility")
    return Plan.objects.filter(mine | published & ~Q(status=PlanStatus.DRAFT)).select_related("facility")


def visible_rounds(user: User) -> QuerySet[Round]:
    """Return the rounds of the plans that the person may read."""
    return Round.objects.filter(plan__in=visible_plans(user)).select_related("plan__facility")


def rounds_taking(houses: set[int], on: date | None = None) -> QuerySet[Round]:
    """Return the rounds of facilities that take sheets on a day.

    First those on time, the one that ends first first; then those past their last day, the
    latest first.
    """
    today = on or timezone.localdate()
    on_time = Case(When(closes_on__gte=today, then=F("closes_on")))
    rounds = Round.objects.filter(
        plan__facility__in=houses, plan__status=PlanStatus.PUBLISHED, status=RoundStatus.OPEN, opens_on__lte=today
    )
    return rounds.select_related("plan__facility").order_by(on_time.asc(nulls_last=True), "-closes_on", "pk")


def audience_of(recipient: PlanRecipient) -> QuerySet[User]:
    """Return the accounts that stand behind an inside recipient of a plan today."""
    house = recipient.plan.facility
    today = timezone.localdate()
    here = Q(grants__unit=house) | Q(grants__unit__facility=house)
    current = Q(grants__until__isnull=True) | Q(grants__until__gte=today)
    people = User.objects.filter(here, current, grants__since__lte=today, is_active=True)
    return people.filter(_AUDIENCES.get(recipient.audience, Q(pk__in=[]))).distinct()


_AUDIENCES: dict[str, Q] = {
    Audience.UNITS: Q(grants__role=Role.HEAD) & ~Q(grants__unit__kind__in=(UnitKind.MASS, UnitKind.PARTY)),
    Audience.MASS: Q(grants__role__in=(Role.HEAD, Role.UNION, Role.YOUTH), grants__unit__kind=UnitKind.MASS)
    | Q(grants__role__in=(Role.UNION, Role.YOUTH)),
    Audience.COUNCIL: Q(grants__role=Role.COUNCIL),
    Audience.LEADERS: Q(grants__role=Role.LEADER),
    Audience.PARTY: Q(grants__role=Role.PARTY),
    Audience.EVERYBODY: Q(),
}


def text_of(plan: Plan) -> dict[str, Any]:
    """Return the whole text of a plan as plain data, the form in which a copy is filed."""
    return {
        "house": plan.facility.header_name or plan.facility.name,
        "number": plan.number,
        "title": plan.title,
        "period": [plan.period_from, plan.period_to],
        "target_years": plan.target_years,
        "criteria_sets": [f"{one.code}: {one.name}" for one in plan_sets(plan)],
        "place": plan.place,
        "issued_on": plan.issued_on.isoformat() if plan.issued_on else "",
        "signer": plan.signer,
        "signer_position": plan.signer_position,
        "body": plan.body,
        "bases": [
            {"number": b.number, "issued_on": b.issued_on.isoformat() if b.issued_on else "", "issuer": b.issuer,
             "title": b.title}
            for b in plan.bases.all()
        ],
        "recipients": [{"name": r.name, "purpose": r.get_purpose_display()} for r in plan.recipients.all()],
    }  # fmt: skip


def copies_of(plan: Plan) -> QuerySet[PlanCopy]:
    return plan.copies.select_related("by")


def registering_units(house: Unit) -> QuerySet[Unit]:
    """Return the units of a facility that may hand in a sheet: not the facility itself, not a tổ."""
    above = (UnitKind.DEPARTMENT, UnitKind.FACILITY, UnitKind.TEAM)
    return Unit.objects.filter(facility=house, is_active=True).exclude(kind__in=above)
