"""What a card of the board says: the badge on top, and at its foot what matters most now."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from campaigns.choices import CampaignKind, CampaignStatus
from campaigns.models import Campaign
from campaigns.selectors.quotas import Counter
from emulation.choices import JobType
from emulation.models import Unit


@dataclass(frozen=True)
class Note:
    """The line at the foot of a card: what matters most now, and where to deal with it."""

    icon: str
    text: str
    link: str = ""
    url: str = ""


@dataclass(frozen=True)
class Facts:
    """What was gathered for all cards at once, by campaign."""

    place: Unit | None
    counters: dict[int, Counter]
    missing: dict[int, list[Unit]]
    expected: dict[int, int]
    pledged: dict[int, int]
    mine: frozenset[int]
    is_office: bool


def badge_of(campaign: Campaign, counter: Counter, facts: Facts) -> tuple[str, str] | None:
    if campaign.status != CampaignStatus.LAUNCHED:
        return str(campaign.get_status_display()), campaign.status
    full = [meter.label.lower() for meter in counter.meters if meter.is_full]
    missing = facts.missing[campaign.pk]
    if not facts.is_office and any(unit.pk in facts.mine for unit in missing):
        return "Đơn vị chưa phát động", "soon"
    if full:
        return f"Hết chỗ {', '.join(full)}", "back"
    if all(meter.limit is None for meter in counter.meters):
        return "Chờ phân bổ", "soon"
    return (f"{len(missing)} đơn vị chưa phát động", "soon") if facts.is_office and missing else None


def note_of(campaign: Campaign, counter: Counter, facts: Facts, today: date) -> Note | None:
    if campaign.status != CampaignStatus.LAUNCHED:
        return _note_of_a_still_one(campaign)
    for found in (_own_launch, _too_many, _unallocated, _not_launched, _contest, _pledges):
        if note := found(campaign, counter, facts):
            return note
    if campaign.kind == CampaignKind.SUDDEN:
        return Note("bolt", "Nhận đề xuất suốt năm")
    if campaign.review_until and campaign.review_until >= today:
        return Note("calendar-event", f"Xét từ {campaign.review_from:%d/%m/%Y} đến {campaign.review_until:%d/%m/%Y}")
    return Note("calendar-event", campaign.review_text or str(campaign.get_review_time_display()))


def _note_of_a_still_one(campaign: Campaign) -> Note:
    if campaign.status == CampaignStatus.CLOSED:
        return Note(
            "circle-check", f"Đã tổng kết ngày {campaign.closed_on:%d/%m/%Y}" if campaign.closed_on else "Đã tổng kết"
        )
    if campaign.status == CampaignStatus.APPROVED:
        return Note("clipboard-check", f"{campaign.approver or 'Lãnh đạo'} đã phê duyệt, chờ phát động")
    return Note("pencil", "Đang soạn, chưa trình phê duyệt")


def _own_launch(campaign: Campaign, counter: Counter, facts: Facts) -> Note | None:
    own = next((unit for unit in facts.missing[campaign.pk] if unit.pk in facts.mine), None)
    if own is None or facts.is_office:
        return None
    return Note(
        "flag",
        f"{own.label} chưa ghi nhận phát động.",
        "Ghi nhận",
        reverse("campaigns:launch_record", args=[campaign.pk, own.pk]),
    )


def _too_many(campaign: Campaign, counter: Counter, facts: Facts) -> Note | None:
    for meter, word in ((counter.individuals, "người"), (counter.collectives, "tập thể")):
        if meter.is_full and meter.reserve:
            url = f"{reverse('campaigns:proposal_list', args=[campaign.pk])}?kind={meter.kind}"
            return Note(
                "alert-triangle",
                f"{meter.used + meter.reserve} {word} được giới thiệu cho {meter.limit} chỗ.",
                "Chọn" if facts.is_office else "Xem",
                url,
            )
    return None


def _unallocated(campaign: Campaign, counter: Counter, facts: Facts) -> Note | None:
    if any(meter.limit is not None for meter in counter.meters):
        return None
    if campaign.is_per_programme:
        return Note("lock", "Chưa đề nghị được: chưa có chương trình mục tiêu nào")
    return Note("lock", "Chưa đề nghị được cho đến khi có phân bổ")


def _not_launched(campaign: Campaign, counter: Counter, facts: Facts) -> Note | None:
    missing = facts.missing[campaign.pk]
    if not missing or not facts.is_office:
        return None
    more = f" và {len(missing) - 2} đơn vị khác" if len(missing) > 2 else ""
    names = ", ".join(unit.label for unit in missing[:2])
    return Note("flag", f"Còn {names}{more}.", "Nhắc", reverse("campaigns:launch_list", args=[campaign.pk]))


def _contest(campaign: Campaign, counter: Counter, facts: Facts) -> Note | None:
    only = ", ".join(str(JobType(code).label).lower() for code in campaign.job_types)
    words = (
        [f"Có hội thi {campaign.contest_on:%d/%m}" if campaign.contest_on else "Có hội thi"]
        if campaign.has_contest
        else []
    )
    words += [f"Chỉ nhận {only}"] if only else []
    return Note("trophy", ". ".join(words)) if words else None


def _pledges(campaign: Campaign, counter: Counter, facts: Facts) -> Note | None:
    signed, expected = facts.pledged[campaign.pk], facts.expected[campaign.pk]
    return Note("signature", f"{signed}/{expected} đơn vị ký giao ước") if signed and expected else None
