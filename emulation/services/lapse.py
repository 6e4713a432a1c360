"""Previews have an end by the clock: where nobody took a list in or put it away, its file and what was read of it go.

Files and previews hold what stands in the lists, of people too. Name, fingerprint and the book of acts stay.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import CharField, Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat

from emulation.audit import history, label_of, record
from emulation.models import Attachment, AuditEvent, ImportBatch, WorkbookWork
from emulation.services.registration_preview import let_go
from emulation.services.upload import PREVIEW_DAYS, let_file_go
from emulation.services.workbook import KINDS


def forget_previews(*, now: datetime) -> int:
    """Let go of lists that are too old to wait, each as one act; return how many."""
    since = now - timedelta(days=PREVIEW_DAYS)
    registrations = [_forget_registrations(pk, since) for pk in _waiting_registrations(since)]
    return sum(registrations) + sum(_forget_records(pk) for pk in _waiting_records(since))


def _waiting_registrations(since: datetime) -> list[int]:
    """Return the old lists of registrations that were never taken in, and those put away that still have a file."""
    is_over = Q(put_away_at__isnull=False) | Q(at__lt=since)
    return list(ImportBatch.objects.filter(is_over, taken_at=None).exclude(file="").values_list("pk", flat=True))


@transaction.atomic
def _forget_registrations(pk: int, since: datetime) -> bool:
    """Let go of one under its lock, unless work runs on it or somebody has mended it lately."""
    batch = ImportBatch.objects.select_for_update().defer("reading").filter(pk=pk, taken_at=None).first()
    if batch is None or batch.is_busy:
        return False
    if not batch.put_away_at:
        if history(batch).filter(action="mend", at__gte=since).exists():
            return False
        record(batch, "lapse", by=None, note=batch.name)
    let_go(batch)
    return True


def _waiting_records(since: datetime) -> list[int]:
    return list(_never_taken().filter(at__lt=since).exclude(file="").values_list("pk", flat=True))


def _never_taken() -> QuerySet[Attachment]:
    """Return the workbooks of records that nobody took in."""
    start = label_of(Attachment, 0).removesuffix("0")
    mark = Concat(Value(start), Cast(OuterRef("pk"), CharField()), output_field=CharField())
    acts = AuditEvent.objects.filter(target=mark)
    received, taken = ([f"{act}_{kind}" for kind in KINDS] for act in ("receive", "take"))
    return Attachment.objects.filter(Exists(acts.filter(action__in=received)), ~Exists(acts.filter(action__in=taken)))


@transaction.atomic
def _forget_records(pk: int) -> bool:
    work = WorkbookWork.objects.select_for_update().filter(pk=pk).first()
    kept = _never_taken().select_for_update().filter(pk=pk).first()
    if kept is None or (work and work.is_busy):
        return False
    if work:
        work.shown, work.seen = {}, ""
        work.save(update_fields=["shown", "seen"])
        work.pages.all().delete()
    let_file_go(kept)
    kept.save(update_fields=["file"])
    record(kept, "lapse", by=None, note=kept.name)
    return True
