"""The papers of a nomination: kept while it is being prepared, taken off again, never lost."""

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from awards.models import Nomination, NominationFile
from awards.services.nomination import open_for_writing
from core.workflow import Refused
from emulation.audit import record
from emulation.models import User
from emulation.services.attachment import keep_file


@transaction.atomic
def attach_to_nomination(nomination: Nomination, upload: UploadedFile, *, kind: str, by: User) -> NominationFile:
    """Keep a paper of the dossier; the same file of the same kind is taken once."""
    nomination = open_for_writing(nomination, by)
    kept = keep_file(upload, kind=kind, facility=nomination.facility, by=by)
    if nomination.files.filter(attachment__sha256=kept.sha256, attachment__kind=kind).exists():
        raise Refused([f"Hồ sơ đã có tệp này với loại “{kept.get_kind_display()}”."])
    paper = NominationFile.objects.create(nomination=nomination, attachment=kept)
    record(nomination, "attach", by=by, note=f"{kept.get_kind_display()}: {kept.name}")
    return paper


@transaction.atomic
def detach_from_nomination(paper: NominationFile, *, by: User) -> None:
    """Take a paper off an open nomination; the file itself stays in the archive."""
    nomination = open_for_writing(paper.nomination, by)
    record(nomination, "detach", by=by, note=paper.attachment.name)
    paper.delete()
