"""Places in a campaign. Whoever takes, frees or changes places holds the quota's row first."""

from django.db import transaction

from campaigns.choices import ProposalStatus
from campaigns.models import Campaign, Programme, Proposal, Quota
from campaigns.selectors.quotas import places_refusals, say_places
from campaigns.workflow import places_taken
from core.text import clean
from core.workflow import Refused
from emulation.audit import record
from emulation.choices import SubjectKind
from emulation.models import User

KINDS = (SubjectKind.COLLECTIVE, SubjectKind.PERSON)


def lock_quota(campaign: Campaign, kind: str, programme: Programme | None = None) -> Quota | None:
    """Hold the quota's row until the transaction ends, so that two proposals cannot share one place."""
    rows = Quota.objects.select_for_update().filter(campaign=campaign, programme=programme, kind=kind)
    return rows.order_by("pk").first()


def lock_quotas(campaign: Campaign) -> list[Quota]:
    """Hold every quota of a campaign, in one order for everybody."""
    return list(Quota.objects.select_for_update().filter(campaign=campaign).order_by("pk"))


def hold_place(proposal: Proposal) -> None:
    """Make sure, under the lock, that an accepted proposal still has its place; Refused otherwise.

    Asked when a nomination that came from a campaign is accepted, and again at the council's result.
    """
    quota = lock_quota(proposal.campaign, proposal.kind, proposal.programme)
    proposal.refresh_from_db(fields=["status"])
    if proposal.status != ProposalStatus.ACCEPTED:
        raise Refused([f"{proposal.name} không còn chỗ trong phong trào “{proposal.campaign}”."])
    if quota is None or quota.places is None or places_taken(quota) > quota.places:
        raise Refused([f"Phong trào “{proposal.campaign}” đã vượt số lượng xét. Hãy xem lại danh sách."])


@transaction.atomic
def set_quota(quota: Quota, *, places: int | None, reason: str, by: User | None) -> Quota:
    """Change how many may be proposed; never below what is used, and with a written reason."""
    quota = Quota.objects.select_for_update().get(pk=quota.pk)
    if refusals := _quota_refusals(quota, places, reason):
        raise Refused(refusals)
    before, quota.places = quota.places, places
    quota.save(update_fields=["places"])
    what = f"{quota.programme}: " if quota.programme else ""
    change = f"{what}{quota.get_kind_display()} {say_places(before)} → {say_places(places)}. {clean(reason)}"
    record(quota.campaign, "set_quota", by=by, before=say_places(before), after=say_places(places), note=change)
    return quota


@transaction.atomic
def set_quotas(changes: list[tuple[Quota, int | None]], *, reason: str, by: User | None) -> int:
    """Change several numbers for one reason, all or none; returns how many."""
    for quota, places in sorted(changes, key=lambda change: change[0].pk):
        set_quota(quota, places=places, reason=reason, by=by)
    return len(changes)


@transaction.atomic
def open_quotas(campaign: Campaign, *, collectives: int | None, individuals: int | None) -> None:
    """Give a new campaign its two rows: the numbers of the plan, empty where they come by allocation."""
    for kind, places in zip(KINDS, (collectives, individuals), strict=True):
        Quota.objects.get_or_create(campaign=campaign, programme=None, kind=kind, defaults={"places": places})


@transaction.atomic
def add_programme(campaign: Campaign, *, name: str, by: User | None) -> Programme:
    """Add a target programme with counters of its own, copied from the numbers for each programme (S4-11)."""
    name = clean(name)
    if reasons := _programme_refusals(campaign, name):
        raise Refused(reasons)
    programme = Programme.objects.create(campaign=campaign, name=name, order=campaign.programmes.count() + 1)
    for quota in lock_quotas(campaign):
        if quota.programme_id is None:
            Quota.objects.create(campaign=campaign, programme=programme, kind=quota.kind, places=quota.places)
    record(campaign, "add_programme", by=by, note=name)
    return programme


def _quota_refusals(quota: Quota, places: int | None, reason: str) -> list[str]:
    if not clean(reason):
        return ["Cần ghi lý do thay đổi số lượng xét."]
    return places_refusals(quota, places, used=places_taken(quota))


def _programme_refusals(campaign: Campaign, name: str) -> list[str]:
    if not campaign.is_per_programme:
        return ["Phong trào này không tính số lượng theo chương trình."]
    if not name:
        return ["Cần ghi tên chương trình mục tiêu."]
    if campaign.programmes.filter(name=name).exists():
        return [f"Đã có chương trình “{name}”."]
    return []
