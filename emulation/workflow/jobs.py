"""The life cycle of background jobs."""

from core.workflow import Step, Workflow
from emulation.audit import record
from emulation.choices import JobStatus
from emulation.models import Job, User


def the_clock(user: User | None, job: Job) -> bool:
    """Say whether nobody presses: jobs are moved by the worker alone."""
    return user is None


JOB = Workflow(
    Step("start", "Bắt đầu chạy", (JobStatus.QUEUED,), JobStatus.RUNNING, the_clock, hidden=True),
    Step("retry", "Xếp hàng chạy lại", (JobStatus.RUNNING,), JobStatus.QUEUED, the_clock, hidden=True),
    Step("finish", "Hoàn thành", (JobStatus.RUNNING,), JobStatus.DONE, the_clock, hidden=True),
    Step("fail", "Báo không xong", (JobStatus.RUNNING,), JobStatus.FAILED, the_clock, hidden=True),
    record=record,
)
