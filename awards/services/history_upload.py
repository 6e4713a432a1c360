"""A history workbook by web: kept with its fingerprint, previewed, taken in as previewed or not at all."""

from hashlib import sha256

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from awards.builders.history_lines import History
from awards.builders.history_plan import HistoryPlan, plan_history
from awards.builders.history_reader import history_in
from awards.services.history_import import carry_out
from core.workflow import Refused
from emulation.choices import AttachmentKind
from emulation.models import Attachment, Unit, User
from emulation.services.attachment import keep_file

OTHER_FILE = "Tệp đã lưu không còn là tệp đã tải lên. Hãy tải lại rồi xem trước lần nữa."
MOVED = "Dữ liệu đã thay đổi từ lúc xem trước. Hãy xem lại bản xem trước mới rồi nhập."


def receive_history(upload: UploadedFile, *, facility: Unit, by: User) -> Attachment:
    """Keep a workbook that can be read, or raise Refused with why it cannot."""
    content = upload.read()
    upload.seek(0)
    found = history_in(content, upload.name or "")
    if found.is_refused:
        raise Refused([finding.message for finding in found.findings if finding.severity == "error"])
    return keep_file(upload, kind=AttachmentKind.OTHER, facility=facility, by=by)


def plan_of_upload(kept: Attachment) -> HistoryPlan:
    """Return what taking the workbook in would do now; nothing is written."""
    return plan_history(_read_again(kept), kept.facility)


@transaction.atomic
def take_history(kept: Attachment, *, seen: str, by: User) -> HistoryPlan:
    """Carry out exactly what was previewed (its fingerprint is ``seen``), in one transaction.

    Raises Refused when the stored file or the house is not what it was at the preview.
    """
    locked = Attachment.objects.select_for_update(of=("self",)).select_related("facility").get(pk=kept.pk)
    Unit.objects.select_for_update(of=("self",)).get(pk=locked.facility_id)
    plan = plan_of_upload(locked)
    if plan.fingerprint != seen:
        raise Refused([MOVED])
    carry_out(plan, facility=locked.facility, source=locked.name, by=by)
    return plan


def _read_again(kept: Attachment) -> History:
    """Read the stored file again; one that is not what was handed in is refused."""
    try:
        with kept.file.open("rb") as stored:
            content = stored.read()
    except OSError as error:
        raise Refused([OTHER_FILE]) from error
    if sha256(content).hexdigest() != kept.sha256:
        raise Refused([OTHER_FILE])
    return history_in(content, kept.name)
