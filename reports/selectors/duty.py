"""Which duties to report a facility has, from the plans that it has published."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from core.text import clean
from emulation.choices import PlanStatus
from emulation.models import LocalSetting, Plan, Unit
from emulation.selectors.settings import setting, settings_in_force
from reports.choices import Obligation, Recipient, Rhythm, obligations
from reports.criteria import Occurrence, day_refusal, occurrences, said_day


@dataclass(frozen=True)
class Duty:
    """An obligation as one facility has it: the plan behind it and the day it has set, if any."""

    facility: Unit
    plan: Plan
    rule: Obligation
    decided: LocalSetting | None
    leads: tuple[int, ...]

    @property
    def rhythm_label(self) -> str:
        return str(Rhythm(self.rule.rhythm).label).lower()

    @property
    def recipient_label(self) -> str:
        return str(Recipient(self.rule.recipient).label)

    @property
    def said_day(self) -> str:
        """Return the day as the text names it: "trước ngày 05", "trước ngày 20/10"."""
        return said_day(self.rule.before_on(date(self.rule.year_to, 12, 31)))

    @property
    def is_current(self) -> bool:
        """Say whether a report of this duty can still fall due."""
        found = self.occurrences()
        return bool(found) and max(row.due_on or row.period.last for row in found) >= timezone.localdate()

    @property
    def said_leads(self) -> str:
        return ", ".join(str(day) for day in sorted(self.leads, reverse=True))

    @property
    def decided_day(self) -> str | None:
        """Return the day as it was set; None while it is not set or cannot be read."""
        day = clean(str(self.decided.value)) if self.decided else ""
        return day if day and not day_refusal(day, self.rule.rhythm) else None

    @property
    def is_undecided(self) -> bool:
        return not self.rule.names_a_day and self.decided_day is None

    def occurrences(self) -> list[Occurrence]:
        years = range(self.plan.period_from, self.plan.period_to + 1)
        return occurrences(self.rule, years, self.decided_day)


def published_plans() -> list[Plan]:
    """Return the plans whose obligations the clock keeps, one facility after the other."""
    plans = Plan.objects.filter(status=PlanStatus.PUBLISHED).select_related("facility__parent")
    return list(plans.order_by("facility", "-period_from", "pk"))


def duties_of(plans: Iterable[Plan], on: date) -> list[Duty]:
    """Return the duties that plans bring; where two plans of a facility bring the same one, the newest."""
    found: dict[tuple[int, str], Duty] = {}
    decided: dict[int, dict[str, LocalSetting]] = {}
    for plan in plans:
        for rule in obligations().values():
            if not _brings(plan, rule) or (plan.facility_id, rule.slug) in found:
                continue
            if plan.facility_id not in decided:
                decided[plan.facility_id] = settings_in_force(plan.facility, on)
            own = decided[plan.facility_id]
            day = own.get(rule.day_setting) if not rule.names_a_day else None
            leads = own["reminder.lead_days"].value if "reminder.lead_days" in own else rule.reminders
            found[plan.facility_id, rule.slug] = Duty(
                plan.facility, plan, rule, day, tuple(int(lead) for lead in leads)
            )
    return list(found.values())


def facility_duties(facility: Unit, on: date) -> list[Duty]:
    """Return the duties of one facility in the order of the calendar."""
    plans = Plan.objects.filter(status=PlanStatus.PUBLISHED, facility=facility).select_related("facility__parent")
    order = list(obligations())
    return sorted(duties_of(plans.order_by("-period_from", "pk"), on), key=lambda duty: order.index(duty.rule.slug))


def own_leads(facility: Unit, on: date) -> list[int] | None:
    """Return the milestones of reminders that a facility has set for all its reports, None where it has not."""
    own = setting(facility, "reminder.lead_days", on)
    return [int(day) for day in own] if own else None


def lead_days(rule: Obligation | None, own: list[int] | None) -> list[int]:
    """Return the milestones in days before the last good day: the facility's, else the rule's, else 7, 3, 1."""
    if own:
        return own
    return list(rule.reminders) if rule else [7, 3, 1]


def _brings(plan: Plan, rule: Obligation) -> bool:
    overlaps = plan.period_from <= rule.year_to and plan.period_to >= rule.year_from
    return overlaps and plan.kind in rule.plan_kinds
