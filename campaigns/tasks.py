"""The clock's door to campaigns."""

from celery import shared_task
from django.utils import timezone

from campaigns.services.reminder import remind_campaigns


@shared_task
def remind() -> int:
    """Leave the day's notices; safe to repeat."""
    return remind_campaigns(on=timezone.localdate())
