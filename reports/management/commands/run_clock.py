"""``manage.py run_clock [--on 2026-12-05T08:00]``: what the clock would do at that moment; safe to repeat."""

from argparse import ArgumentParser
from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from reports.criteria import VIETNAM
from reports.services.clock import run_clock


class Command(BaseCommand):
    help = "Mở kỳ báo cáo, lập nháp, nhắc việc và gửi những gì đã được duyệt, như đồng hồ làm vào thời điểm đó."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--on", metavar="2026-12-05T08:00", help="thời điểm, giờ Việt Nam; mặc định là bây giờ")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            now = _moment(options["on"])
        except ValueError:
            self.stderr.write(f"Không đọc được thời điểm “{options['on']}”. Hãy ghi như 2026-12-05T08:00.")
            raise SystemExit(2) from None
        done = run_clock(now=now)
        self.stdout.write(str(done))
        if done.troubles:
            self.stderr.write(f"{done.troubles} việc không làm được, xem trang “Việc tự động hôm nay”.")
            raise SystemExit(1)


def _moment(text: str | None) -> datetime:
    """Return the moment asked for, local time of Vietnam unless it says otherwise."""
    if not text:
        return timezone.now()
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=VIETNAM)
