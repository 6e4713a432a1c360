"""The clock's door: every few seconds, take the jobs that people ordered and run them; once a night, tidy up."""

import logging
from threading import Event, Thread

from celery import shared_task
from django.conf import settings
from django.db import DatabaseError, connection
from django.utils import timezone

from core.registry import job as functions
from core.workflow import Refused
from emulation.choices import JobStatus
from emulation.models import Job
from emulation.services import lapse, ledger
from emulation.services.job import Overtaken, beat, fail_job, finish_job, requeue_job, rescue_jobs, take_job

try:
    import resource
except ImportError:  # Windows runs all tasks in one process
    resource = None  # type: ignore[assignment]

BEAT_SECONDS, LOOK_SECONDS = 20, 1
log = logging.getLogger(__name__)


@shared_task
def run_jobs() -> int:
    """Rescue the jobs of dead workers, then run what waits; return how many were run here.

    A process that has grown over a large job leaves the rest to the one that takes its place.
    """
    rescue_jobs()
    ran = 0
    while not (ran and has_grown()) and (job := take_job()) is not None:
        run_job(job)
        ran += 1
    return ran


@shared_task
def forget_takings() -> int:
    """Let go what was kept so that workbooks could be taken back, and is needed no more; safe to repeat."""
    return ledger.forget_takings(now=timezone.now())


@shared_task
def forget_previews() -> int:
    """Let go of lists that nobody has taken in or put away for too long; safe to repeat."""
    return lapse.forget_previews(now=timezone.now())


def has_grown() -> bool:
    """Whether this process has taken so much memory that the worker ends it after the task."""
    most: int | None = settings.CELERY_WORKER_MAX_MEMORY_PER_CHILD
    return bool(most and resource) and resource.getrusage(resource.RUSAGE_SELF).ru_maxrss > most


def run_job(job: Job) -> None:
    """Run one job that this worker has taken, and end it whatever happens."""
    try:
        _run(job)
    except Overtaken:
        log.warning("job %s was taken over by another worker", job.pk)


def _run(job: Job) -> None:
    function = functions.get(job.kind)
    if function is None:
        fail_job(job, [f"Máy chủ chưa biết làm việc “{job.kind}”. Hãy báo quản trị hệ thống."])
        return
    try:
        with Heartbeat(job):
            message = function(job)
        if job.status == JobStatus.RUNNING:
            finish_job(job, message or "")
    except Refused as refused:
        fail_job(job, refused.reasons)
    except Overtaken:
        raise
    except Exception as error:
        log.exception("job %s (%s) broke", job.pk, job.kind)
        requeue_job(job, note=type(error).__name__)


class Heartbeat:
    """Beats for a job while its function is busy with one long step, and passes on how far it has come.

    Progress that a function only keeps on its row is told from here: what goes on inside one long
    transaction stays out of it.
    """

    def __init__(self, job: Job):
        self.job, self.row = job, Job(pk=job.pk, tries=job.tries)
        self.stop = Event()
        self.thread = Thread(target=self._beat, daemon=True)

    def __enter__(self) -> None:
        self.thread.start()

    def __exit__(self, *error: object) -> None:
        self.stop.set()
        self.thread.join()

    def _beat(self) -> None:
        told, silent = (self.job.done, self.job.total), 0
        while not self.stop.wait(LOOK_SECONDS):
            silent += LOOK_SECONDS
            now = (self.job.done, self.job.total)
            if now == told and silent < BEAT_SECONDS:
                continue
            try:
                beat(self.row, done=now[0], total=now[1])
                told, silent = now, 0
            except Overtaken:
                break
            except DatabaseError:  # SQLite is busy with the job's own writing; the next beat will do
                continue
        connection.close()
