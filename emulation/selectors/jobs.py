"""Background jobs: whose they are, and which of them a worker may take."""

from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from emulation.choices import JobStatus
from emulation.models import Job, User

STALE = timedelta(minutes=2)


def visible_jobs(user: User) -> QuerySet[Job]:
    """Return the jobs that the person ordered."""
    return Job.objects.filter(by=user)


def waiting_jobs() -> QuerySet[Job]:
    """Return the jobs that nobody has taken yet, oldest first."""
    return Job.objects.filter(status=JobStatus.QUEUED).order_by("queued_at", "pk")


def stranded_jobs(at: datetime) -> QuerySet[Job]:
    """Return the running jobs whose worker has not been heard of for two minutes."""
    silent = Q(beat_at__isnull=True) | Q(beat_at__lt=at - STALE)
    return Job.objects.filter(silent, status=JobStatus.RUNNING).order_by("queued_at", "pk")
