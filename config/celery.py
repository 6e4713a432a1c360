"""The Celery application and the whole clock on one screen.

Every tick only looks for rows that wait and calls a service; a tick that is missed is made up
for by the next one, and a tick that comes twice finds nothing the second time.
"""

import os

from celery import Celery
from celery.schedules import crontab
from celery.signals import worker_process_init

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("thidua")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(["emulation", "campaigns", "awards", "reports"])
app.autodiscover_tasks(["emulation", "campaigns", "awards", "reports"], related_name="imports")  # their @job functions
app.conf.beat_schedule = {
    "jobs": {"task": "emulation.tasks.run_jobs", "schedule": 3.0, "options": {"expires": 3}},
    "outbox": {"task": "reports.tasks.send_due", "schedule": 10.0, "options": {"expires": 10}},
    "clock": {"task": "reports.tasks.run_clock", "schedule": crontab(minute="*/5"), "options": {"expires": 300}},
    "campaigns": {"task": "campaigns.tasks.remind", "schedule": crontab(minute=10), "options": {"expires": 3600}},
    "takings": {
        "task": "emulation.tasks.forget_takings", "schedule": crontab(hour=2, minute=20), "options": {"expires": 3600},
    },
    "previews": {
        "task": "emulation.tasks.forget_previews", "schedule": crontab(hour=2, minute=40), "options": {"expires": 3600},
    },
}  # fmt: skip


@worker_process_init.connect
def give_way(**told: object) -> None:
    """Let people's pages go first where work in the background wants the same processor."""
    if hasattr(os, "nice"):
        os.nice(5)
