"""Yearly launch plans: written by hand, or loaded from the rulebook word for word."""

from typing import Any

from django.db import transaction

from campaigns.choices import CampaignStatus
from campaigns.models import Campaign, Criterion, LaunchBasis, LaunchPlan, LaunchRecipient, Stage
from campaigns.selectors.windows import day_of, review_window, usual_stages
from campaigns.services.quota import open_quotas
from core import rulebook
from core.text import clean, fold
from emulation.audit import record
from emulation.choices import UnitKind
from emulation.models import Unit, User
from emulation.services.people import place_unit

_PLAN = ("number", "title", "issuer", "issued_on", "signer", "signer_position", "purpose")
_CAMPAIGN = (
    "number", "title", "level", "kind", "lead_agency", "in_charge", "content", "review_time", "review_text",
    "quota_text", "is_per_programme", "job_types", "task_groups", "field_tags", "event_name",
)


@transaction.atomic
def write_plan(
    plan: LaunchPlan, *, bases: list[dict[str, Any]], recipients: list[dict[str, Any]], by: User
) -> LaunchPlan:
    """Store a launch plan with its legal bases and recipients."""
    is_new = plan._state.adding
    plan.title = clean(plan.title)
    plan.full_clean(exclude=["slug"])
    plan.save()
    plan.bases.all().delete()
    plan.recipients.all().delete()
    _lines(plan, bases, recipients)
    record(plan, "create" if is_new else "change", by=by, note=plan.title)
    return plan


@transaction.atomic
def load_launch_plan(
    slug: str, *, facility: Unit, by: User | None, year: int | None = None, title: str = "", **changes: Any
) -> LaunchPlan:
    """Load ``rules/plans/<slug>.yaml`` for a hospital or the Department; a second call changes nothing.

    Titles and numbers come word for word; ``year`` is the year they apply to, where it differs from
    the text's own (S4-12), and ``changes`` are columns of the plan that a later year prints anew.
    The campaigns of a signed plan come in as approved, by its signer, and wait for their launch.
    """
    row = rulebook.fact(f"campaigns.plans.{slug}")
    year = year or row["year"]
    loaded = LaunchPlan.objects.filter(facility=facility, slug=slug, year=year).first()
    if loaded:
        return loaded
    words = {name: row[name] for name in _PLAN} | ({"title": title} if title else {}) | changes
    plan = LaunchPlan.objects.create(facility=facility, slug=slug, year=year, **words)
    _lines(plan, row["bases"], row["recipients"])
    record(plan, "create", by=by, note=plan.title)
    for line in row["campaigns"]:
        _load_campaign(plan, {"level": row["level"], **line}, by, same_year=year == row["year"])
    return plan


def _lines(plan: LaunchPlan, bases: list[dict[str, Any]], recipients: list[dict[str, Any]]) -> None:
    LaunchBasis.objects.bulk_create(LaunchBasis(plan=plan, order=n, **row) for n, row in enumerate(bases, 1))
    LaunchRecipient.objects.bulk_create(
        LaunchRecipient(plan=plan, order=n, **row) for n, row in enumerate(recipients, 1)
    )


def _load_campaign(plan: LaunchPlan, line: dict[str, Any], by: User | None, *, same_year: bool) -> None:
    window = review_window(line["review_time"], plan.year)
    signed = f"{plan.signer}, {plan.signer_position.capitalize()}" if plan.signer else ""
    campaign = Campaign.objects.create(
        plan=plan,
        facility=plan.facility,
        year=plan.year,
        owner=_organisation(plan.facility, line["owner"]) if line.get("owner") else None,
        review_from=window[0],
        review_until=window[1],
        event_on=day_of(line.get("event_day"), plan.year),
        status=CampaignStatus.APPROVED if signed else CampaignStatus.DRAFT,
        approver=signed,
        approved_on=plan.issued_on if signed else None,
        search_key=fold(f"{line['title']} {line['lead_agency']} {line['in_charge']}"),
        **{name: line[name] for name in _CAMPAIGN if name in line and (name != "review_text" or same_year)},
    )
    Criterion.objects.bulk_create(Criterion(campaign=campaign, order=n, **c) for n, c in enumerate(line["criteria"], 1))
    Stage.objects.bulk_create(Stage(campaign=campaign, **stage) for stage in usual_stages(plan.year))
    open_quotas(campaign, collectives=line["collectives"], individuals=line["individuals"])
    record(campaign, "create", by=by, after=campaign.status, note=plan.title)


def _organisation(facility: Unit, name: str) -> Unit:
    """Return the organisation that leads a campaign, entered under the body that launched it if need be."""
    found = Unit.objects.filter(parent=facility, search_key__contains=fold(name)).first()
    if found:
        return found
    code = f"{facility.code}-" + "".join(word[0] for word in fold(name).split()).upper()
    return place_unit(Unit(code=code[:30], name=name, kind=UnitKind.MASS, parent=facility), by=None)
