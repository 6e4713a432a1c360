"""A history workbook by web: kept with its fingerprint, previewed, taken in as previewed or not at all."""

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from awards.builders.history_columns import INITIATIVE
from awards.builders.history_plan import HistoryPlan, plan_history
from awards.builders.history_reader import history_in
from awards.choices import AWARDS, INITIATIVES
from awards.services.history_import import carry_out
from core.workflow import Refused
from emulation.models import Attachment, Unit, User
from emulation.services.upload import MOVED, content_of, note_taken, receive_upload

_ONLY = {AWARDS: "", INITIATIVES: INITIATIVE}


def receive_history(upload: UploadedFile, *, kind: str = AWARDS, facility: Unit, by: User) -> Attachment:
    """Keep a workbook that can be read, or raise Refused with why it cannot.

    ``kind`` is the whole history, or initiatives alone.
    """
    found = history_in(upload.read(), upload.name or "", only=_ONLY[kind])
    return receive_upload(upload, kind=kind, found=found, facility=facility, by=by)


def plan_of_upload(kept: Attachment, kind: str = AWARDS) -> HistoryPlan:
    """Return what taking the workbook in would do now; nothing is written."""
    return plan_history(history_in(content_of(kept), kept.name, only=_ONLY[kind]), kept.facility)


@transaction.atomic
def take_history(kept: Attachment, *, kind: str = AWARDS, seen: str, by: User) -> HistoryPlan:
    """Carry out exactly what was previewed (its fingerprint is ``seen``), in one transaction.

    Raises Refused when the stored file or the house is not what it was at the preview.
    """
    Unit.objects.select_for_update(of=("self",)).get(pk=kept.facility_id)
    plan = plan_of_upload(kept, kind)
    if plan.fingerprint != seen:
        raise Refused([MOVED])
    carry_out(plan, facility=kept.facility, source=kept.name, by=by)
    note_taken(kept, kind=kind, counts=plan.counts, by=by)
    return plan
