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


@transaction.atomic
def keep_file(upload: UploadedFile, *, kind: str, facility: Unit, by: User) -> Attachment:
    """Store an upload, or raise Refused with why it cannot be taken."""
    if reasons := upload_refusals(upload):
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


def upload_refusals(upload: UploadedFile) -> list[str]:
    """Return why an upload cannot be taken: empty, too large, or not what its name says."""
    suffix = PurePath(upload.name or "").suffix.lower()
    if suffix not in SIGNATURES:
        return [f"Không nhận tệp “{suffix or 'không có đuôi'}”. Hãy gửi PDF, Word, Excel hoặc ảnh."]
    if not upload.size:
        return ["Tệp rỗng, chưa có nội dung."]
    if upload.size > settings.UPLOAD_LIMIT_MB * 1024 * 1024:
        return [f"Tệp lớn hơn {settings.UPLOAD_LIMIT_MB} MB. Hãy nén ảnh hoặc tách tệp rồi gửi lại."]
    head = upload.read(8)
    upload.seek(0)
    if not head.startswith(SIGNATURES[suffix]):
        return [f"Nội dung tệp không phải là “{suffix}”. Hãy lưu lại đúng định dạng rồi gửi."]
    return []
