"""The preview of a workbook of registrations: planned as the house stands, kept by pages, anew when it is mended."""

from itertools import islice

from django.db import transaction

from emulation.builders.batch_reading import loaded
from emulation.builders.import_pages import pages_of
from emulation.builders.import_plan import ImportPlan, Told, plan_import
from emulation.builders.registration_form import Registrations
from emulation.models import ImportBatch, ImportPage, Job
from emulation.selectors.imports import keeps_house
from emulation.services.job import finish_job, held
from emulation.services.progress import teller

PAGES_AT_ONCE = 70


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


def keep_preview(batch: ImportBatch, plan: ImportPlan) -> None:
    """Keep the first preview of a workbook that was just read."""
    _keep_pages(batch, plan)
    _keep_overview(batch)


def stage_workbook(batch: ImportBatch, *, job: Job | None = None, ends: bool = True) -> None:
    """Plan anew and keep the preview, once it has all that was mended meanwhile; that ``ends`` the job."""
    while not _kept(batch, plan_of(batch, told=teller(job)), job, ends=ends):
        batch.refresh_from_db(fields=["fixes"])


def _kept(batch: ImportBatch, plan: ImportPlan, job: Job | None, *, ends: bool) -> bool:
    """Keep the preview, or nothing where something was mended since it was planned.

    A worker locks a long list only when all pages are written, so that who mends it does not wait for that.
    """
    fixes = ImportBatch.objects.select_for_update().filter(pk=batch.pk).values_list("fixes", flat=True)
    with transaction.atomic():
        if job is None:
            fixes.get()
        _keep_pages(batch, plan)
        if fixes.get() != batch.fixes:
            transaction.set_rollback(True)
            return False
        with held(job):
            _keep_overview(batch)
            if job and ends:
                finish_job(job, "Đã xem xét lại tệp.", url=batch.get_absolute_url())
    return True


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
