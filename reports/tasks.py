"""The clock's doors: each picks rows and calls a service; a tick that comes twice finds nothing."""

from celery import shared_task
from django.utils import timezone

from reports.services import clock, outbox


@shared_task
def run_clock() -> str:
    """Store, open, draft and remind; sending has its own, quicker tick."""
    return str(clock.run_clock(now=timezone.now(), sends=False))


@shared_task
def send_due() -> int:
    return outbox.send_due()
