"""Units launch a campaign among their people, and sign pledges with each other."""

from collections.abc import Sequence
from datetime import date

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from campaigns.choices import CampaignStatus
from campaigns.models import Campaign, Pledge, UnitLaunch
from campaigns.selectors.audience import signers_of_units
from campaigns.selectors.launches import units_without_launch
from campaigns.services.paper import keep_optional
from core.workflow import Refused
from emulation.audit import record
from emulation.choices import AttachmentKind
from emulation.models import Unit, User
from emulation.services.attachment import keep_file
from emulation.services.notification import notify


@transaction.atomic
def record_launch(
    campaign: Campaign,
    *,
    unit: Unit,
    launched_on: date,
    by: User,
    note: str = "",
    attendance: int | None = None,
    minutes: UploadedFile | None = None,
    plan: UploadedFile | None = None,
) -> UnitLaunch:
    """Keep when and how a unit launched the campaign; a later record replaces the earlier one."""
    if reasons := _launch_refusals(campaign, launched_on):
        raise Refused(reasons)
    facility = unit.facility or unit
    papers = {
        "minutes": keep_optional(minutes, AttachmentKind.MINUTES, facility=facility, by=by),
        "plan": keep_optional(plan, AttachmentKind.PLAN, facility=facility, by=by),
    }
    columns = {"launched_on": launched_on, "note": note, "attendance": attendance, "by": by, "facility": facility}
    columns |= {name: paper for name, paper in papers.items() if paper}
    launch, is_new = UnitLaunch.objects.update_or_create(campaign=campaign, unit=unit, defaults=columns)
    record(campaign, "unit_launch" if is_new else "change_unit_launch", by=by, note=str(launch))
    return launch


@transaction.atomic
def sign_pledge(
    campaign: Campaign,
    *,
    facility: Unit,
    parties: Sequence[Unit],
    content: str,
    signed_on: date,
    file: UploadedFile,
    by: User,
) -> Pledge:
    """Keep a signed pledge; it takes at least two units to promise each other something (S4-32)."""
    if reasons := _pledge_refusals(campaign, parties, signed_on):
        raise Refused(reasons)
    kept = keep_file(file, kind=AttachmentKind.OTHER, facility=facility, by=by)
    pledge = Pledge.objects.create(
        campaign=campaign, facility=facility, content=content.strip(), signed_on=signed_on, file=kept, by=by
    )
    pledge.parties.set(parties)
    record(campaign, "pledge", by=by, note=", ".join(unit.label for unit in parties))
    return pledge


@transaction.atomic
def remind_units(campaign: Campaign, *, facility: Unit, by: User | None, occasion: str = "") -> int:
    """Remind the heads of the units that have not launched; once an occasion, by default once a day."""
    units = list(units_without_launch(campaign, facility))
    occasion = occasion or f"{timezone.localdate():%Y%m%d}"
    notify(
        signers_of_units(units),
        key=f"campaign:{campaign.pk}:launch-reminder:{occasion}",
        text=f"Đơn vị chưa ghi nhận phát động phong trào “{campaign.title}”.",
        url=campaign.get_absolute_url(),
    )
    if by is not None:
        record(campaign, "remind", by=by, note=f"{len(units)} đơn vị chưa phát động")
    return len(units)


def _pledge_refusals(campaign: Campaign, parties: Sequence[Unit], signed_on: date) -> list[str]:
    if campaign.status != CampaignStatus.LAUNCHED:
        return ["Chỉ ghi giao ước khi phong trào đang chạy."]
    if len({unit.pk for unit in parties}) < 2:
        return ["Giao ước thi đua cần ít nhất hai đơn vị ký."]
    return ["Ngày ký giao ước không được ở tương lai."] if signed_on > timezone.localdate() else []


def _launch_refusals(campaign: Campaign, launched_on: date) -> list[str]:
    if campaign.status != CampaignStatus.LAUNCHED:
        return ["Chỉ ghi nhận phát động khi phong trào đang chạy."]
    if launched_on > timezone.localdate():
        return ["Ngày phát động tại đơn vị không được ở tương lai."]
    if campaign.launched_on and launched_on < campaign.launched_on:
        return [f"Ngày phát động tại đơn vị phải từ ngày phát động chung {campaign.launched_on:%d/%m/%Y} trở đi."]
    return []
