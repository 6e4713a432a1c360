"""The plans of the sources, read from ``emulation/rules/plans``, published to their recipients."""

from typing import Any

from config.demo.clock import at
from core import rulebook
from emulation.models import Plan, PlanBasis, PlanRecipient, Round, Unit, User
from emulation.services.plan import keep_plan, move_plan
from emulation.services.round import keep_round

# file, day of publication in the demo; None is today
PLANS = (
    ("xay_dung_dien_hinh_2021_2025", (2022, 11, 1)),
    ("chi_bo_2021_2025", (2022, 4, 4)),
    ("tuyen_truyen_guong_2022_2025", (2023, 5, 8)),
    ("tuyen_truyen_dien_hinh_2026_2030", (2026, 5, 4)),
)
CURRENT = 2026  # the plan that the demo hospital works by now bears the name of its own director
DIRECTOR = "Lê Quang Vinh"
FIELDS = (
    "kind", "title", "number", "place", "issued_on", "period_from", "period_to", "target_years", "signer",
    "signer_position", "body",
    "criteria_sets",
)  # fmt: skip


def load_plans(hospital: Unit, *, by: User) -> dict[str, Plan]:
    """Store and publish the four hospital plans, each on its day; return them by file name."""
    plans = {}
    for slug, day in PLANS:
        with at(*day):
            plans[slug] = _load(rulebook.fact(f"emulation.plans.{slug}"), hospital, by)
    return plans


def _load(data: dict[str, Any], hospital: Unit, by: User) -> Plan:
    plan = Plan(facility=hospital, **{name: data[name] for name in FIELDS})
    if plan.period_from == CURRENT:
        plan.signer, plan.place = DIRECTOR, hospital.place
    bases = [PlanBasis(**row) for row in data["bases"]]
    keep_plan(plan, bases=bases, recipients=[PlanRecipient(**row) for row in data["recipients"]], by=by)
    for row in data["rounds"]:
        keep_round(Round(plan=plan, **row), by=by)
    move_plan(plan, "publish", by=by)
    return plan
