"""A list of quotas taken in: every sure number or none, by the same act as on the page of a campaign."""

from collections import defaultdict

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from campaigns.builders.quota_list import QuotaList, quotas_in
from campaigns.builders.quota_plan import QuotaPlan, plan_quotas
from campaigns.models import Quota
from campaigns.services.quota import set_quotas
from core.workflow import Refused
from emulation.audit import record
from emulation.builders.import_plan import CHANGED
from emulation.models import Attachment, Unit, User
from emulation.services.upload import MOVED, content_of, note_taken, receive_upload


@transaction.atomic
def import_quotas(found: QuotaList, *, facility: Unit, source: str, by: User | None) -> QuotaPlan:
    """Take the sure numbers of a list in; what is doubtful is held and told in ``found``."""
    _lock(facility)
    plan = plan_quotas(found, facility)
    carry_out(plan, source=source, by=by)
    return plan


def receive_quotas(upload: UploadedFile, *, facility: Unit, by: User) -> Attachment:
    """Keep a list that can be read, or raise Refused with why it cannot."""
    found = quotas_in(upload.read(), upload.name or "")
    return receive_upload(upload, kind="quotas", found=found, facility=facility, by=by)


def plan_of_quotas(kept: Attachment) -> QuotaPlan:
    """Return what taking the list in would do now; nothing is written."""
    return plan_quotas(quotas_in(content_of(kept), kept.name), kept.facility)


@transaction.atomic
def take_quotas(kept: Attachment, *, seen: str, by: User) -> QuotaPlan:
    """Carry out exactly what was previewed (its fingerprint is ``seen``), or raise Refused."""
    _lock(kept.facility)
    plan = plan_of_quotas(kept)
    if plan.fingerprint != seen:
        raise Refused([MOVED])
    carry_out(plan, source=kept.name, by=by)
    note_taken(kept, kind="quotas", counts=plan.counts, by=by)
    return plan


def carry_out(plan: QuotaPlan, *, source: str, by: User | None) -> None:
    """Set the changed numbers; a row without a reason of its own gives the file as the reason."""
    changes: dict[str, list[tuple[Quota, int | None]]] = defaultdict(list)
    for line in plan.lines:
        if line.outcome == CHANGED:
            changes[line.row.reason or f"Theo tệp {source}"].append((line.quota, line.places))
    for reason, wanted in changes.items():
        set_quotas(wanted, reason=reason, by=by)
    counts = plan.counts
    told = f"{counts['changed']} đổi, {counts['same']} như cũ, {counts['held']} giữ lại"
    record(plan.facility, "import_quotas", by=by, note=f"{source}: {told}")


def _lock(facility: Unit) -> None:
    """Hold the quotas of a house in the order in which everybody holds them."""
    list(Quota.objects.select_for_update().filter(campaign__facility=facility).order_by("pk"))
