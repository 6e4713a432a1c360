"""The worker's door to workbooks: what was ordered on a page is done by the same services."""

from core.registry import job as background
from emulation.models import Attachment, ImportBatch, Job
from emulation.services import workbook
from emulation.services.job import finish_job
from emulation.services.registration_import import marked_copy, read_workbook, stage_workbook, take_workbook_in
from emulation.services.registration_undo import undo_workbook
from emulation.services.staff_import import STAFF
from emulation.services.workbook_marks import marked_copy as marked_records
from emulation.services.workbook_undo import undo_records as take_back

__all__ = ["STAFF"]


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


@background
def read_records(job: Job) -> None:
    kept = _kept(job)
    workbook.read_workbook(workbook.KINDS[kept.work.kind], kept, job=job)


@background
def take_records(job: Job) -> None:
    kept, asked = _kept(job), job.arguments
    kind = workbook.KINDS[kept.work.kind]
    workbook.take_workbook(kind, kept, seen=asked["seen"], decisions=asked["decisions"], by=job.by, job=job)


@background
def mark_records(job: Job) -> None:
    kept = _kept(job)
    kind = workbook.KINDS[kept.work.kind]
    name, content = marked_records(kind, kept)
    finish_job(job, "Đã đánh dấu các ô cần sửa.", name=name, content=content, url=kind.address(kept))


@background
def undo_records(job: Job) -> None:
    kept = _kept(job)
    take_back(workbook.KINDS[kept.work.kind], kept, taking=job.arguments["taking"], by=job.by, job=job)


def _kept(job: Job) -> Attachment:
    return Attachment.objects.select_related("facility", "work").get(pk=job.arguments["kept"])


def _batch(job: Job) -> ImportBatch:
    batches = ImportBatch.objects.select_related("round__plan__facility", "facility", "unit")
    return batches.defer("reading").get(pk=job.arguments["batch"])
