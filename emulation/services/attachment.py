"""Files that people hand in: kept once, with a fingerprint, and only of kinds that are safe."""

from hashlib import sha256
from pathlib import PurePath

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from core.text import clean
from core.workflow import Refused
from emulation.audit import record
from emulation.models import Attachment, Unit, User

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
SIGNATURES = {
    ".pdf": (b"%PDF",),
    ".docx": (_ZIP,),
    ".xlsx": (_ZIP,),
    ".odt": (_ZIP,),
    ".ods": (_ZIP,),
    ".doc": (_OLE,),
    ".xls": (_OLE,),
    ".png": (b"\x89PNG",),
    ".jpg": (b"\xff\xd8\xff",),
    ".jpeg": (b"\xff\xd8\xff",),
}
# Lists to take in; one of text begins with whatever its first cell holds.
LISTS = {".xlsx": (_ZIP,), ".xls": (_OLE,), ".ods": (_ZIP,), ".csv": (b"",)}
PAPERS_ONLY, LISTS_ONLY = "Hãy gửi PDF, Word, Excel hoặc ảnh.", "Hãy gửi .xlsx, .xls, .ods hoặc .csv."


@transaction.atomic
def keep_file(upload: UploadedFile, *, kind: str, facility: Unit, by: User, is_list: bool = False) -> Attachment:
    """Store an upload, a paper or a list to take in, or raise Refused with why it cannot be taken."""
    if reasons := upload_refusals(upload, is_list=is_list):
        raise Refused(reasons)
    digest = sha256()
    for chunk in upload.chunks():
        digest.update(chunk)
    upload.seek(0)
    kept = Attachment.objects.create(
        facility=facility,
        kind=kind,
        file=upload,
        name=clean(PurePath(upload.name or "tep").name)[:200],
        size=upload.size or 0,
        sha256=digest.hexdigest(),
        by=by,
    )
    record(kept, "upload", by=by, note=kept.name)
    return kept


def upload_refusals(upload: UploadedFile, *, is_list: bool = False) -> list[str]:
    """Return why an upload cannot be taken: empty, too large, or not what its name says."""
    suffix = PurePath(upload.name or "").suffix.lower()
    signatures, wanted = (LISTS, LISTS_ONLY) if is_list else (SIGNATURES, PAPERS_ONLY)
    if suffix not in signatures:
        return [f"Không nhận tệp “{suffix or 'không có đuôi'}”. {wanted}"]
    if not upload.size:
        return ["Tệp rỗng, chưa có nội dung."]
    if upload.size > settings.UPLOAD_LIMIT_MB * 1024 * 1024:
        return [f"Tệp lớn hơn {settings.UPLOAD_LIMIT_MB} MB. Hãy nén ảnh hoặc tách tệp rồi gửi lại."]
    head = upload.read(8)
    upload.seek(0)
    if not head.startswith(signatures[suffix]):
        return [f"Nội dung tệp không phải là “{suffix}”. Hãy lưu lại đúng định dạng rồi gửi."]
    return []
