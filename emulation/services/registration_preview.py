"""The preview of a workbook of registrations: planned as the house stands, kept by pages, anew when it is mended."""

from itertools import islice

from django.db import transaction

from emulation.builders.batch_reading import loaded
from emulation.builders.import_pages import pages_of
from emulation.builders.import_plan import ImportPlan, Told, plan_import
from emulation.builders.registration_form import Registrations
from emulation.choices import PLANNING_ANEW
from emulation.models import ImportBatch, ImportPage, Job, User
from emulation.selectors.imports import keeps_house
from emulation.services.job import finish_job, held, order_job
from emulation.services.progress import teller
from emulation.services.upload import let_file_go

PAGES_AT_ONCE = 70
MOST_ROUNDS = 3  # so often one job plans; what is mended after that is looked at by the next
PLANNED, PLANNED_IN_PART = "Đã xem xét lại tệp.", "Đã xem xét lại tệp; những chỗ vừa sửa thêm đang được xem tiếp."


def order_on(batch: ImportBatch, kind: str, label: str, *, by: User, **arguments: object) -> Job:
    """Order a job on a workbook; whoever asks holds its lock and has seen that no other work runs."""
    job = batch.job = order_job(kind, label, by=by, batch=batch.pk, **arguments)
    ImportBatch.objects.filter(pk=batch.pk).update(job=job)
    return job


def order_planning(batch: ImportBatch, *, by: User) -> Job:
    """Order the job that plans a workbook anew with what was mended on its page."""
    return order_on(batch, PLANNING_ANEW, f"Xem xét lại tệp {batch.name}", by=by)


def plan_of(batch: ImportBatch, *, told: Told | None = None) -> ImportPlan:
    """Return what taking the workbook in would do now, with what was mended on the page."""
    found = loaded(batch.reading, batch.fixes)
    forget_reading(batch)
    return planned(found, batch, told)


def planned(found: Registrations, batch: ImportBatch, told: Told | None) -> ImportPlan:
    """Return what taking in a reading of the workbook would do now."""
    is_chosen = batch.unit is not None and keeps_house(batch.by, batch.round)
    return plan_import(found, batch.round, scope=batch.unit, keeps_house=is_chosen, told=told)


def forget_reading(batch: ImportBatch) -> None:
    """Let go of what was read, which is large; whoever asks for it again has it loaded again."""
    batch.__dict__.pop("reading", None)


def let_go(batch: ImportBatch) -> None:
    """Let go of the file, what was read in it, what was mended and the preview."""
    let_file_go(batch)
    batch.reading, batch.fixes, batch.overview, batch.seen = {}, {}, {}, ""
    batch.pages.all().delete()
    batch.save(update_fields=["file", "reading", "fixes", "overview", "seen"])


def keep_preview(batch: ImportBatch, plan: ImportPlan) -> None:
    """Keep the first preview of a workbook that was just read."""
    _keep_pages(batch, plan)
    _keep_overview(batch)


def stage_workbook(batch: ImportBatch, *, job: Job | None = None, ends: bool = True) -> None:
    """Plan anew and keep the preview, once it has all that was mended meanwhile; that ``ends`` the job.

    The last of some rounds is kept as it is: another job looks at what was mended while it was planned.
    """
    for left in reversed(range(MOST_ROUNDS)):
        if _kept(batch, plan_of(batch, told=teller(job)), job, ends=ends, is_last=not left):
            return
        batch.refresh_from_db(fields=["fixes"])


def _kept(batch: ImportBatch, plan: ImportPlan, job: Job | None, *, ends: bool, is_last: bool) -> bool:
    """Keep the preview, or nothing where something was mended since it was planned, unless it is the last.

    A worker locks a long list only when all pages are written, so that who mends it does not wait for that.
    """
    fixes = ImportBatch.objects.filter(pk=batch.pk).values_list("fixes", flat=True)
    locked = fixes.select_for_update()
    with transaction.atomic():
        if (fixes if job else locked).get() != batch.fixes and not is_last:
            return False
        _keep_pages(batch, plan)
        is_behind = locked.get() != batch.fixes
        if is_behind and not is_last:
            transaction.set_rollback(True)
            return False
        with held(job):
            _keep_overview(batch)
            _end(batch, job if ends else None, is_behind=is_behind)
    return True


def _end(batch: ImportBatch, job: Job | None, *, is_behind: bool) -> None:
    """End the job that planned, and order the next one where something was mended since."""
    if job:
        finish_job(job, PLANNED_IN_PART if is_behind else PLANNED, url=batch.get_absolute_url())
    if job and is_behind:
        order_planning(batch, by=job.by)


def _keep_pages(batch: ImportBatch, plan: ImportPlan) -> None:
    """Keep the rows of the preview by pages, instead of those before."""
    batch.overview, pages = pages_of(plan)
    batch.seen = plan.fingerprint
    batch.pages.all().delete()
    made = (ImportPage(batch=batch, outcome=outcome, number=number, rows=rows) for outcome, number, rows in pages)
    while some := list(islice(made, PAGES_AT_ONCE)):
        ImportPage.objects.bulk_create(some)


def _keep_overview(batch: ImportBatch) -> None:
    ImportBatch.objects.filter(pk=batch.pk).update(overview=batch.overview, seen=batch.seen)
