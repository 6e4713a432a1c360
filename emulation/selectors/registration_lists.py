"""The registrations that go onto the official form: of one unit, or of the whole house."""

from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from emulation.choices import PlanStatus, RoundStatus
from emulation.models import Entry, Plan, Round, Sheet, Target, Unit


def plans_of_period(first: int, last: int, facility: Unit | None = None) -> QuerySet[Plan]:
    """Return the plans of a period, of one facility or of all."""
    plans = Plan.objects.filter(period_from=first, period_to=last).select_related("facility")
    return plans.filter(facility=facility) if facility else plans


def rounds_to_fill(plans: QuerySet[Plan]) -> QuerySet[Round]:
    """Return the rounds of plans that take registrations today, in the order in which they opened."""
    rounds = Round.objects.filter(plan__in=plans, plan__status=PlanStatus.PUBLISHED, status=RoundStatus.OPEN)
    return rounds.filter(opens_on__lte=timezone.localdate()).select_related("plan__facility").order_by("opens_on", "pk")


def exported_sheets(sheets: QuerySet[Sheet], *, round: int | None, unit: int | None) -> QuerySet[Sheet]:
    """Return those of a person's sheets that make one list: of one unit as they stand, or what is accepted.

    A list holds one plan: without a round, the latest one that has something to show.
    """
    asked = sheets.filter(round=round) if round else sheets
    asked = asked.filter(unit=unit, is_latest=True) if unit else asked.filter(is_in_force=True)
    newest = asked.order_by("-round__plan__period_from", "-round__plan__pk").values_list("round__plan", flat=True)
    chosen = asked.filter(round__plan=newest.first())
    return with_lines(chosen).order_by("unit__position", "unit__name", "round__opens_on")


def sheets_to_list(rounds: QuerySet[Round], *, unit: Unit | None = None) -> QuerySet[Sheet]:
    """Return the sheets of an official list, in the order of the units.

    The list of the house holds what has been accepted; the list of one unit its latest sheet,
    whatever its state.
    """
    sheets = Sheet.objects.filter(round__in=rounds)
    sheets = sheets.filter(unit=unit, is_latest=True) if unit else sheets.filter(is_in_force=True)
    return with_lines(sheets).order_by("unit__position", "unit__name", "round__opens_on")


def with_lines(sheets: QuerySet[Sheet]) -> QuerySet[Sheet]:
    """Return sheets with what the form needs: a fixed number of queries for any number of lines."""
    lines = Entry.objects.exclude(is_endorsed=False).order_by("order", "pk")
    targets = Prefetch("targets", Target.objects.order_by("year", "pk"))
    return sheets.select_related("round__plan__facility", "unit", "facility").prefetch_related(
        Prefetch("entries", lines.prefetch_related(targets))
    )
