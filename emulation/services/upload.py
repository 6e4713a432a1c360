"""Workbooks by web: kept with their fingerprint, read again as they were handed in, noted when taken in."""

from collections.abc import Mapping
from functools import partial
from hashlib import sha256
from typing import Protocol

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from core.workflow import Refused
from emulation.audit import record
from emulation.builders.findings import Finding
from emulation.choices import AttachmentKind
from emulation.models import Attachment, ImportBatch, Unit, User
from emulation.services.attachment import keep_file

PREVIEW_DAYS = 30  # so long a list waits for somebody to take it in; then its file and preview go
LAPSED = f"Tệp này đã quá {PREVIEW_DAYS} ngày không nhập nên tệp và bản xem trước không còn. Hãy tải tệp lên lại."
OTHER_FILE = "Tệp đã lưu không còn là tệp đã tải lên. Hãy tải lại rồi xem trước lần nữa."
MOVED = "Dữ liệu đã thay đổi từ lúc xem trước. Hãy xem lại bản xem trước mới rồi nhập."
ONLY_SAMPLE = "Tệp chỉ có dòng mẫu, chưa có dòng nào của bạn. Hãy ghi danh sách dưới hàng tiêu đề rồi tải lên lại."
ONLY_HEADS = "Tệp có hàng tiêu đề nhưng bên dưới chưa có dòng nào. Hãy ghi danh sách vào đó rồi tải lên lại."
NO_HEADS = "Không tìm thấy dòng dữ liệu nào trong tệp: không thấy"
TEMPLATE = "Hãy tải tệp mẫu về và ghi theo các cột của mẫu."
_UNSAID = ("NO_DATA", "NO_HEADER")


class Reading(Protocol):
    """What was read of a workbook of any kind."""

    findings: list[Finding]
    header_rows: set[tuple[str, int]]
    is_refused: bool


class Plan(Protocol):
    """What taking a workbook of any kind in would do."""

    @property
    def fingerprint(self) -> str: ...
    @property
    def counts(self) -> dict[str, int]: ...
    @property
    def findings(self) -> list[Finding]: ...


@transaction.atomic
def receive_upload(
    upload: UploadedFile, *, kind: str, heads: str, found: Reading, facility: Unit, by: User
) -> Attachment:
    """Keep a workbook whose reading is ``found``, or raise Refused with why it cannot be read."""
    check_reading(found, heads)
    upload.seek(0)
    kept = keep_file(upload, kind=AttachmentKind.OTHER, facility=facility, by=by, is_list=True)
    record(kept, f"receive_{kind}", by=by, note=kept.name)
    return kept


def check_reading(found: Reading, heads: str) -> None:
    """Raise Refused with why a workbook cannot be read; ``heads`` says which heads were looked for."""
    if found.is_refused:
        raise Refused(why_refused(found, heads))


def why_refused(found: Reading, heads: str) -> list[str]:
    """Return why a workbook cannot be read, and what to do next."""
    wrong = [finding for finding in found.findings if finding.severity == "error"]
    told = [finding.message for finding in wrong if finding.sheet or finding.code not in _UNSAID]
    if any(finding.code == "NO_HEADER" and finding.sheet for finding in wrong):
        return [*told, TEMPLATE]
    if told:
        return told
    if any(finding.code == "SAMPLE_ROW" for finding in found.findings):
        return [ONLY_SAMPLE]
    return [ONLY_HEADS if found.header_rows else f"{NO_HEADS} {heads}. {TEMPLATE}"]


def content_of(kept: Attachment) -> bytes:
    """Return the stored file; one that is not what was handed in, or was let go, is refused."""
    if not kept.file:
        raise Refused([LAPSED])
    try:
        with kept.file.open("rb") as stored:
            content: bytes = stored.read()
    except OSError as error:
        raise Refused([OTHER_FILE]) from error
    if sha256(content).hexdigest() != kept.sha256:
        raise Refused([OTHER_FILE])
    return content


def let_file_go(kept: Attachment | ImportBatch) -> None:
    """Take the file off, which goes once that is stored; whoever asks stores the row."""
    if stored := kept.file.name:
        transaction.on_commit(partial(kept.file.storage.delete, stored), robust=True)
    kept.file = ""


def note_taken(kept: Attachment, *, kind: str, counts: Mapping[str, int], by: User) -> None:
    """Write down that a workbook was taken in, with what came of it."""
    record(kept, f"take_{kind}", by=by, note=f"{counts['new']} mới, {counts['changed']} đổi")
