"""The day of a report whose plan names none: decided by people, with the document that decides it."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from core.workflow import Refused
from emulation.models import User
from emulation.services.setting import set_setting
from reports.criteria import day_refusal
from reports.selectors.duty import Duty
from reports.services.due import store_dues


@transaction.atomic
def set_day(duty: Duty, *, day: str, since: date, source: str, by: User) -> None:
    """Write the day as a dated setting and give it to every report that has none yet."""
    if refusal := day_refusal(day, duty.rule.rhythm):
        raise Refused([refusal])
    set_setting(duty.facility, duty.rule.day_setting, day, since=since, source=source, by=by)
    store_dues(today=timezone.localdate(), facility=duty.facility)
