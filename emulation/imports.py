"""The worker's door to workbooks: what was ordered on a page is done by the same services."""

from core.registry import job as background
from emulation.models import ImportBatch, Job
from emulation.services.job import finish_job
from emulation.services.registration_import import marked_copy, read_workbook, stage_workbook, take_workbook_in
from emulation.services.registration_undo import undo_workbook


@background
def read_registrations(job: Job) -> None:
    read_workbook(_batch(job), job=job)


@background
def stage_registrations(job: Job) -> None:
    stage_workbook(_batch(job), job=job)


@background
def take_registrations(job: Job) -> None:
    take_workbook_in(_batch(job), seen=job.arguments["seen"], by=job.by, job=job)


@background
def undo_registrations(job: Job) -> None:
    undo_workbook(_batch(job), by=job.by, job=job)


@background
def mark_registrations(job: Job) -> None:
    batch = _batch(job)
    name, content = marked_copy(batch)
    finish_job(job, "Đã đánh dấu các ô cần sửa.", name=name, content=content, url=batch.get_absolute_url())


def _batch(job: Job) -> ImportBatch:
    batches = ImportBatch.objects.select_related("round__plan__facility", "facility", "unit")
    return batches.get(pk=job.arguments["batch"])
