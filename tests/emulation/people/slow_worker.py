"""A worker of its own process, with one slow job, for the tests to kill."""

import os
import sys
import time

import django
from django.db import transaction

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from core.registry import job as registry  # noqa: E402
from emulation.models import Notification  # noqa: E402
from emulation.services.job import finish_job, report_progress  # noqa: E402
from emulation.tasks import run_jobs  # noqa: E402

STEPS = 5


def count_slowly(job):
    """Take a while, then write five effects and the end of the job in one transaction."""
    pause = float(os.environ.get("SLOW", "0"))
    for step in range(1, STEPS + 1):
        time.sleep(pause)
        report_progress(job, step, STEPS + 1)
    with transaction.atomic():
        for step in range(STEPS):
            Notification.objects.create(user=job.by, key=f"effect:{job.pk}:{step}", text="x")
        finish_job(job, f"Đã làm {STEPS} bước.")


if __name__ == "__main__":
    registry(count_slowly)
    sys.exit(0 if run_jobs() else 3)
