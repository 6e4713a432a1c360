"""Workbooks by web: kept with their fingerprint, read again as they were handed in, noted when taken in."""

from collections.abc import Mapping
from hashlib import sha256
from typing import Protocol

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from core.workflow import Refused
from emulation.audit import record
from emulation.builders.findings import Finding
from emulation.choices import AttachmentKind
from emulation.models import Attachment, Unit, User
from emulation.services.attachment import keep_file

OTHER_FILE = "Tệp đã lưu không còn là tệp đã tải lên. Hãy tải lại rồi xem trước lần nữa."
MOVED = "Dữ liệu đã thay đổi từ lúc xem trước. Hãy xem lại bản xem trước mới rồi nhập."
NOTHING = "Không tìm thấy dòng dữ liệu nào trong tệp. Hãy tải tệp mẫu về và ghi theo các cột của mẫu."


class Reading(Protocol):
    """What was read of a workbook of any kind."""

    findings: list[Finding]
    header_rows: set[tuple[str, int]]
    is_refused: bool


@transaction.atomic
def receive_upload(upload: UploadedFile, *, kind: str, found: Reading, facility: Unit, by: User) -> Attachment:
    """Keep a workbook whose reading is ``found``, or raise Refused with why it cannot be read."""
    check_reading(found)
    upload.seek(0)
    kept = keep_file(upload, kind=AttachmentKind.OTHER, facility=facility, by=by)
    record(kept, f"receive_{kind}", by=by, note=kept.name)
    return kept


def check_reading(found: Reading) -> None:
    """Raise Refused with why a workbook cannot be read."""
    if found.is_refused:
        raise Refused([finding.message for finding in found.findings if finding.severity == "error"] or [NOTHING])


def content_of(kept: Attachment) -> bytes:
    """Return the stored file; one that is not what was handed in is refused."""
    try:
        with kept.file.open("rb") as stored:
            content: bytes = stored.read()
    except OSError as error:
        raise Refused([OTHER_FILE]) from error
    if sha256(content).hexdigest() != kept.sha256:
        raise Refused([OTHER_FILE])
    return content


def note_taken(kept: Attachment, *, kind: str, counts: Mapping[str, int], by: User) -> None:
    """Write down that a workbook was taken in, with what came of it."""
    record(kept, f"take_{kind}", by=by, note=f"{counts['new']} mới, {counts['changed']} đổi")
