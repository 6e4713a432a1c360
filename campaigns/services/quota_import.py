"""A list of quotas taken in: every sure number or none, by the same act as on the page of a campaign."""

from collections import defaultdict
from collections.abc import Mapping

from django.db import transaction

from campaigns.builders.quota_list import QuotaList, quotas_in
from campaigns.builders.quota_plan import QuotaPlan, plan_quotas
from campaigns.builders.quota_shown import quotas_shown
from campaigns.models import Quota
from campaigns.selectors.quotas import places_refusals
from campaigns.services.quota import set_quotas
from campaigns.workflow import places_taken
from core.text import grouped
from emulation.audit import record
from emulation.builders.import_plan import CHANGED
from emulation.models import Unit, User
from emulation.services.ledger import Ledger, Written
from emulation.services.workbook import WorkbookKind, workbook_kind


@transaction.atomic
def import_quotas(found: QuotaList, *, facility: Unit, source: str, by: User | None) -> QuotaPlan:
    """Take the sure numbers of a list in; what is doubtful is held and told in ``found``."""
    _lock(facility)
    plan = plan_quotas(found, facility)
    carry_out(plan, source=source, by=by)
    return plan


def carry_out(plan: QuotaPlan, *, source: str, by: User | None, ledger: Ledger | None = None) -> None:
    """Set the changed numbers; a row without a reason of its own gives the file as the reason."""
    changes: dict[str, list[tuple[Quota, int | None]]] = defaultdict(list)
    for line in plan.lines:
        if line.outcome == CHANGED:
            changes[line.row.reason or f"Theo tệp {source}"].append((line.quota, line.places))
    rows = ledger or Ledger(keeps=False)
    with rows.changing(Quota, [quota.pk for wanted in changes.values() for quota, _ in wanted], ["places"]):
        for reason, wanted in changes.items():
            set_quotas(wanted, reason=reason, by=by)
    counts = plan.counts
    told = f"{counts['changed']} đổi, {counts['same']} như cũ, {counts['held']} giữ lại"
    record(plan.facility, "import_quotas", by=by, note=f"{source}: {told}")


def _lock(facility: Unit) -> None:
    """Hold the quotas of a house in the order in which everybody holds them."""
    list(Quota.objects.select_for_update().filter(campaign__facility=facility).order_by("pk"))


def _taken_places(written: Written) -> list[str]:
    """Return why numbers cannot be what they were before: the places of those are taken, or the campaign is over."""
    before = written.changed.get(Quota, {})
    quotas = Quota.objects.filter(pk__in=before).select_related("campaign").order_by("pk")
    return [
        f"{quota.campaign}: {reason}"
        for quota in quotas
        for reason in places_refusals(quota, before[quota.pk]["places"][0], used=places_taken(quota))
    ]


def _put_back(written: Written, reason: str, by: User) -> None:
    """Set the numbers that stood there before by the act of the page, which tells old and new number and reason."""
    before = written.changed.get(Quota, {})
    quotas = Quota.objects.filter(pk__in=before).order_by("pk")
    set_quotas([(quota, before[quota.pk]["places"][0]) for quota in quotas], reason=reason, by=by)


def _outcome(counts: Mapping[str, int]) -> str:
    return f"Đã đổi {grouped(counts[CHANGED])} số lượng xét."


QUOTAS = workbook_kind(
    WorkbookKind(
        name="quotas",
        route="campaigns:quota_import_detail",
        heads="hàng tiêu đề có “Phong trào” và “Tập thể” hoặc “Cá nhân”",
        read=quotas_in,
        plan=lambda found, facility, told: plan_quotas(found, facility),
        shown=quotas_shown,
        lock=_lock,
        write=lambda plan, source, by, told, ledger: carry_out(plan, source=source, by=by, ledger=ledger),
        outcome=_outcome,
        built_on=_taken_places,
        put_back=_put_back,
    )
)
