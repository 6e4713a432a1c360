"""What the clock tells people about campaigns: before a review, an event, a contest; units that lag behind.

Every notice has a key of its own, so that a tick that comes twice tells nobody twice.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from django.db import transaction

from campaigns.choices import CampaignStatus
from campaigns.models import Campaign
from campaigns.selectors.audience import offices_of
from campaigns.selectors.windows import reminder_days
from campaigns.services.unit_launch import remind_units
from emulation.choices import UnitKind
from emulation.models import Unit
from emulation.services.notification import notify

_WEEK = 7


@transaction.atomic
def remind_campaigns(*, on: date) -> int:
    """Leave the notices due on a day; returns how many campaigns had something to tell."""
    running = Campaign.objects.filter(status=CampaignStatus.LAUNCHED, year__gte=on.year - 1)
    told = 0
    for campaign in running.select_related("facility"):
        notices = list(_notices(campaign, on))
        for key, text in notices:
            full_key = f"campaign:{campaign.pk}:{key}"
            notify(offices_of(campaign), key=full_key, text=text, url=campaign.get_absolute_url())
        lagging = _remind_lagging_units(campaign, on)
        told += bool(notices or lagging)
    return told


def _notices(campaign: Campaign, on: date) -> Iterator[tuple[str, str]]:
    """Yield key and sentence of what comes within the days that the rulebook names (S4-25, S4-38)."""
    name, event = f"Phong trào “{campaign.title}”", campaign.event_name or "sự kiện"
    days = (
        ("review", campaign.review_from, f"{name}: đến kỳ xét khen thưởng từ"),
        ("event", campaign.event_on, f"{name} chào mừng {event} ngày"),
        ("contest", campaign.contest_on, f"{name} có hội thi ngày"),
    )
    for what, day, words in days:
        if day is not None and on <= day <= on + timedelta(days=reminder_days(what)):
            yield f"{what}:{day:%Y%m%d}", f"{words} {day:%d/%m/%Y}."


def _remind_lagging_units(campaign: Campaign, on: date) -> int:
    """Remind, once a week, the units that have not launched a campaign of this year."""
    if campaign.launched_on is None or campaign.year != on.year:
        return 0
    since = (on - campaign.launched_on).days
    if since < reminder_days("unit_launch"):
        return 0
    place = campaign.facility
    below = Unit.objects.filter(parent=place, kind=UnitKind.FACILITY, is_active=True)
    facilities = list(below) if place.kind == UnitKind.DEPARTMENT else [place]
    week = f"week-{since // _WEEK}"
    return sum(remind_units(campaign, facility=found, by=None, occasion=week) for found in facilities)
