"""Campaigns: written, approved, launched, reviewed, summed up."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from campaigns.choices import CampaignStatus, ReviewKind
from campaigns.models import Campaign, Criterion, Review, Stage
from campaigns.selectors.audience import people_to_tell
from campaigns.selectors.windows import review_window, usual_stages
from campaigns.services.paper import keep_optional
from campaigns.services.quota import lock_quotas, open_quotas
from campaigns.workflow import CAMPAIGN
from core.text import clean, fold
from core.workflow import Refused
from emulation.audit import record
from emulation.choices import AttachmentKind
from emulation.models import Unit, User
from emulation.services.notification import notify


@transaction.atomic
def write_campaign(
    campaign: Campaign, *, participants: Iterable[Unit], by: User, quotas: tuple[int | None, int | None] | None = None
) -> Campaign:
    """Store what a campaign states. ``quotas`` (collectives, individuals) are for a new one only."""
    is_new = campaign._state.adding
    if not is_new and campaign.status != CampaignStatus.DRAFT:
        raise Refused(["Phong trào đã được phê duyệt. Bấm “Đưa về soạn lại” rồi sửa."])
    campaign.title = clean(campaign.title)
    campaign.search_key = fold(f"{campaign.title} {campaign.lead_agency} {campaign.in_charge}")[:800]
    if campaign.review_from is None and campaign.review_until is None:
        campaign.review_from, campaign.review_until = review_window(campaign.review_time, campaign.year)
    campaign.full_clean(exclude=["search_key"])
    campaign.save()
    campaign.participants.set(participants)
    if is_new:
        open_quotas(campaign, collectives=(quotas or (None, None))[0], individuals=(quotas or (None, None))[1])
        Stage.objects.bulk_create(Stage(campaign=campaign, **stage) for stage in usual_stages(campaign.year))
    record(campaign, "create" if is_new else "change", by=by, note=campaign.title)
    return campaign


@transaction.atomic
def set_criteria(campaign: Campaign, *, rows: list[dict[str, Any]], by: User) -> None:
    """Replace the criteria; they stand still once people compete by them."""
    if campaign.status not in (CampaignStatus.DRAFT, CampaignStatus.APPROVED):
        raise Refused(["Phong trào đã phát động, tiêu chí không đổi được nữa."])
    campaign.criteria.all().delete()
    Criterion.objects.bulk_create(Criterion(campaign=campaign, order=n, **row) for n, row in enumerate(rows, 1))
    record(campaign, "set_criteria", by=by, note=f"{len(rows)} tiêu chí")


@transaction.atomic
def set_stages(campaign: Campaign, *, rows: list[dict[str, Any]], by: User) -> None:
    """Replace the stages and their dates; a timetable may move while the campaign runs."""
    if campaign.status == CampaignStatus.CLOSED:
        raise Refused(["Phong trào đã tổng kết, không đổi giai đoạn được nữa."])
    campaign.stages.all().delete()
    Stage.objects.bulk_create(Stage(campaign=campaign, **row) for row in rows)
    names = ", ".join(f"{row['name']} {row['starts_on']:%d/%m/%Y}" for row in rows)
    record(campaign, "set_stages", by=by, note=names)


@transaction.atomic
def take_campaign_step(campaign: Campaign, step: str, *, by: User, note: str = "", on: date | None = None) -> None:
    """Take a step of the campaign's life. Closing waits for nobody who is just taking a place."""
    if step == "close":
        lock_quotas(campaign)
    CAMPAIGN.move(campaign, step, by=by, note=note)
    today = on or timezone.localdate()
    after = _AFTER.get(step)
    if after is not None:
        after(campaign, by, note, today)


@transaction.atomic
def record_review(
    campaign: Campaign,
    *,
    kind: str,
    held_on: date,
    results: str,
    lessons: str,
    by: User,
    facility: Unit,
    minutes: UploadedFile | None = None,
) -> Review:
    """Keep an interim or final review; what was learned has to be written (S0-5)."""
    if not clean(lessons):
        raise Refused(["Cần ghi bài học kinh nghiệm."])
    kept = keep_optional(minutes, AttachmentKind.MINUTES, facility=facility, by=by)
    words = {"kind": kind, "held_on": held_on, "results": results, "lessons": lessons}
    review = Review.objects.create(campaign=campaign, facility=facility, minutes=kept, by=by, **words)
    record(campaign, "review", by=by, note=str(review))
    return review


def _approved(campaign: Campaign, by: User, note: str, today: date) -> None:
    campaign.approver, campaign.approved_on = clean(note)[:200] or str(by), today
    campaign.save(update_fields=["approver", "approved_on"])


def _reworked(campaign: Campaign, by: User, note: str, today: date) -> None:
    campaign.approver, campaign.approved_on = "", None
    campaign.save(update_fields=["approver", "approved_on"])


def _launched(campaign: Campaign, by: User, note: str, today: date) -> None:
    campaign.launched_on = today
    campaign.save(update_fields=["launched_on"])
    notify(
        people_to_tell(campaign),
        key=f"campaign:{campaign.pk}:launched",
        text=f"Phát động phong trào “{campaign.title}” năm {campaign.year}. Hãy phát động tại đơn vị và đề xuất.",
        url=campaign.get_absolute_url(),
    )


def _closed(campaign: Campaign, by: User, note: str, today: date) -> None:
    campaign.closed_on = today
    campaign.save(update_fields=["closed_on"])
    record_review(
        campaign, kind=ReviewKind.FINAL, held_on=today, results="", lessons=note, by=by, facility=campaign.facility
    )


def _reopened(campaign: Campaign, by: User, note: str, today: date) -> None:
    campaign.closed_on = None
    campaign.save(update_fields=["closed_on"])


_AFTER = {
    "approve": _approved,
    "record_approval": _approved,
    "rework": _reworked,
    "launch": _launched,
    "close": _closed,
    "reopen": _reopened,
}
