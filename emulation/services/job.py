"""Background jobs: ordered, taken by one worker, kept alive by its heartbeat, ended once.

A job function is registered with ``@core.registry.job`` and gets the row. It may

- call ``report_progress(job, done, total)`` as often as it likes;
- return a Vietnamese sentence for the person who ordered it;
- call ``finish_job(job, …)`` itself, inside the transaction that writes its effects: then the
  effects and the end of the job are one, and a worker that dies a moment later doubles nothing.

A worker that was given up for dead and comes back is stopped by ``Overtaken`` at its next word,
because ``tries`` has moved on.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.core.files.base import ContentFile
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from core.text import clean
from emulation.choices import JobStatus
from emulation.models import Job, User
from emulation.selectors.jobs import stranded_jobs, waiting_jobs
from emulation.services.notification import notify, read_notifications
from emulation.workflow import JOB

MOST_TRIES = 3
PROGRESS_EVERY = timedelta(seconds=1)
GAVE_UP = "Máy chủ dừng giữa chừng {} lần nên việc này chưa xong. Dữ liệu chưa bị thay đổi dở dang: hãy đặt lại."

BROKE = "Hệ thống gặp lỗi khi làm việc này nên chưa xong. Lỗi đã được ghi lại: hãy báo quản trị hệ thống."


class Overtaken(Exception):
    """Another worker has taken the job, or it has ended: stop without a trace."""


def order_job(kind: str, label: str, *, by: User, **arguments: object) -> Job:
    """Leave a job for the next worker to find; inside the caller's transaction.

    Of one with ``is_quiet``, which follows from another, its owner hears only where it fails.
    """
    return Job.objects.create(kind=kind, label=clean(label)[:200], arguments=arguments, by=by)


@transaction.atomic
def take_job() -> Job | None:
    """Return the next job for this worker, marked as running, or None.

    PostgreSQL skips the rows that other workers hold; SQLite lets one writer in at a time, and
    the life cycle checks the state again under the lock.
    """
    job = waiting_jobs().select_for_update(skip_locked=True).first()
    if job is None:
        return None
    JOB.move(job, "start", by=None)
    job.tries += 1
    job.beat_at = timezone.now()
    job.done = job.total = 0
    job.save(update_fields=["tries", "beat_at", "done", "total"])
    return job


@transaction.atomic
def rescue_jobs() -> int:
    """Queue the jobs of dead workers again; after the third time say that it failed."""
    stranded = list(stranded_jobs(timezone.now()).select_for_update(skip_locked=True))
    for job in stranded:
        if job.tries < MOST_TRIES:
            JOB.move(job, "retry", by=None, note=f"Lần {job.tries} dừng giữa chừng")
        else:
            _end(job, "fail", GAVE_UP.format(job.tries))
    return len(stranded)


def report_progress(job: Job, done: int, total: int = 0) -> None:
    """Tell how far the job is, at most once a second; raise Overtaken if it is no longer ours."""
    now = timezone.now()
    is_last = bool(total) and done >= total
    if job.beat_at and now - job.beat_at < PROGRESS_EVERY and not is_last:
        return
    job.done, job.total = done, total
    beat(job, done=done, total=total)
    job.beat_at = now


def beat(job: Job, **progress: int) -> None:
    """Show that the worker lives; raise Overtaken if the job is no longer ours."""
    ours = Job.objects.filter(pk=job.pk, status=JobStatus.RUNNING, tries=job.tries)
    if not ours.update(beat_at=timezone.now(), **progress):
        raise Overtaken(job.pk)


@transaction.atomic
def requeue_job(job: Job, *, note: str) -> None:
    """Let another try follow after an error that nobody foresaw; the third one is the last."""
    _hold(job)
    if job.tries < MOST_TRIES:
        JOB.move(job, "retry", by=None, note=note)
    else:
        _end(job, "fail", BROKE)


@transaction.atomic
def finish_job(job: Job, message: str = "", *, url: str = "", name: str = "", content: bytes | None = None) -> None:
    """End a job with its sentence and, where it made one, its file or page."""
    _hold(job)
    if content is not None:
        job.result.save(name, ContentFile(content), save=False)
        job.result_name = name
    job.result_url = url
    _end(job, "finish", message)


@contextmanager
def held(job: Job | None) -> Iterator[None]:
    """Write within one transaction that holds the job; raise Overtaken, writing nothing, if it is no longer ours."""
    with transaction.atomic():
        if job is not None:
            _hold(job)
        yield


@transaction.atomic
def fail_job(job: Job, reasons: list[str]) -> None:
    """End a job that cannot be done, with the sentences that say why."""
    _hold(job)
    _end(job, "fail", "\n".join(reasons))


def note_key(job: Job) -> str:
    """Return how the keys of the notifications about a job begin."""
    return f"job:{job.pk}:"


@transaction.atomic
def watch_end(job: Job | None, *, by: User) -> None:
    """Who watched a job to its end need not read of it again."""
    if job is not None:
        read_notifications(by, note_key(job))


def _hold(job: Job) -> None:
    """Lock the row and see that the job is still ours."""
    now = Job.objects.select_for_update().get(pk=job.pk)
    if now.status != JobStatus.RUNNING or now.tries != job.tries:
        raise Overtaken(job.pk)


def _end(job: Job, step: str, message: str) -> None:
    job.message, job.ended_at = message, timezone.now()
    job.save(update_fields=["result", "result_name", "result_url", "message", "ended_at"])
    JOB.move(job, step, by=None)
    if step == "finish" and job.arguments.get("is_quiet"):
        return
    text = f"{job.label}: {job.get_status_display().lower()}"
    notify([job.by], key=f"{note_key(job)}{job.tries}", text=text, url=reverse("emulation:job_detail", args=[job.pk]))
