"""Days gone by: what the demo hospital did in 2022 bears the dates of 2022."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from unittest.mock import patch
from zoneinfo import ZoneInfo

from django.utils import timezone

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


@contextmanager
def at(year: int, month: int, day: int, hour: int = 9, minute: int = 0) -> Iterator[None]:
    """Let Django's clock stand at a moment of the past while the block runs."""
    with _frozen(datetime(year, month, day, hour, minute, tzinfo=ZONE)):
        yield


@contextmanager
def days_ago(days: int, hour: int = 9, minute: int = 0) -> Iterator[None]:
    """Let Django's clock stand some days back, at an hour of the working day."""
    moment = timezone.localtime() - timedelta(days=days)
    with _frozen(moment.replace(hour=hour, minute=minute, second=0, microsecond=0)):
        yield


@contextmanager
def _frozen(moment: datetime) -> Iterator[None]:
    with patch("django.utils.timezone.now", lambda: moment):
        yield
