"""Packages: drafted, written, handed to the leader, taken back, cancelled."""

from datetime import datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction

from core.text import clean
from core.workflow import Refused
from emulation.audit import record
from emulation.choices import AttachmentKind, Role
from emulation.models import Attachment, User
from emulation.selectors.people import holders
from emulation.services.attachment import keep_file
from emulation.services.notification import notify
from reports.builders import draft
from reports.choices import EDITABLE_PACKAGES, PAPERS, DeliveryStatus, DueStatus, PackageStatus
from reports.models import Delivery, DueReport, FeaturedExemplar, Package
from reports.selectors.package import submission_refusals
from reports.services.exemplar import propose_exemplar
from reports.workflow import DELIVERY, PACKAGE

WORDS = ("number", "symbol", "place", "subject", "body", "summary", "sections", "receivers", "signer", "signer_title")


@transaction.atomic
def prepare_package(due: DueReport, *, by: User | None = None) -> Package:
    """Draft the package of an open due report; the one that exists already is returned."""
    due = DueReport.objects.select_for_update(of=("self",)).select_related("facility__parent", "plan").get(pk=due.pk)
    live = due.packages.exclude(status=PackageStatus.CANCELLED).first()
    if live:
        return live
    if due.status != DueStatus.OPEN:
        raise Refused([f"Kỳ này đang ở trạng thái “{due.get_status_display()}”, chưa lập gói được."])
    builder = due.duty.builder if due.duty else "plain_letter"
    package = Package.objects.create(
        due=due, facility=due.facility, builder=builder, prepared_by=by, **draft[builder](due)
    )
    record(package, "prepare", by=by, after=package.status, note=due.title)
    if PAPERS[builder].has_exemplar:
        propose_exemplar(package, by=by)
    return package


@transaction.atomic
def write_package(package: Package, words: dict[str, Any], *, by: User, now: datetime) -> Package:
    """Change the words of a package while it is in the office's hands."""
    package = _in_hand(package)
    for name in WORDS:
        if name in words:
            setattr(package, name, words[name])
    package.number_year = now.year if package.number else None
    if package.prepared_by is None:
        package.prepared_by = by
    try:
        with transaction.atomic():
            package.save()
    except IntegrityError as error:
        raise Refused([f"Số {package.paper_number} đã dùng cho một văn bản khác trong năm {now.year}."]) from error
    record(package, "write", by=by)
    return package


@transaction.atomic
def attach_file(package: Package, upload: UploadedFile, *, by: User) -> Attachment:
    package = _in_hand(package)
    kept = keep_file(upload, kind=AttachmentKind.OTHER, facility=package.facility, by=by)
    package.attachments.add(kept)
    record(package, "attach", by=by, note=kept.name)
    return kept


@transaction.atomic
def detach_file(package: Package, attachment: Attachment, *, by: User) -> None:
    """Take a file out of a package; the file itself stays in the book of files."""
    package = _in_hand(package)
    package.attachments.remove(attachment)
    record(package, "detach", by=by, note=attachment.name)


@transaction.atomic
def submit_package(package: Package, *, by: User, now: datetime) -> None:
    """Hand a complete package to the leader, or raise Refused with everything that is missing."""
    if reasons := submission_refusals(package, by):
        raise Refused(reasons)
    PACKAGE.move(package, "submit", by=by)
    package.submitted_at, package.submitted_by, package.return_reason = now, by, ""
    package.save(update_fields=["submitted_at", "submitted_by", "return_reason"])
    notify(
        holders(Role.LEADER, package.facility), key=f"package-submitted:{package.pk}:{now:%Y%m%d%H%M%S}",
        text=f"{package} chờ duyệt.", url=package.get_absolute_url(),
    )  # fmt: skip


@transaction.atomic
def return_package(package: Package, *, reason: str, by: User, now: datetime) -> None:
    PACKAGE.move(package, "return", by=by, note=clean(reason))
    package.return_reason = clean(reason)
    package.save(update_fields=["return_reason"])
    _tell_office(package, f"package-returned:{package.pk}:{now:%Y%m%d%H%M%S}", f"{package} bị trả lại: {clean(reason)}")


@transaction.atomic
def withdraw_package(package: Package, *, by: User) -> None:
    """Take a package back from the leader's desk to go on writing."""
    PACKAGE.move(package, "withdraw", by=by)


@transaction.atomic
def recall_package(package: Package, *, reason: str, by: User, now: datetime) -> None:
    """Take an approved package out of the outbox; a letter that a sender already holds stops it."""
    PACKAGE.move(package, "recall", by=by, note=clean(reason))
    for letter in Delivery.objects.filter(package=package).exclude(status=DeliveryStatus.CANCELLED):
        DELIVERY.move(letter, "pull", by=by, note=clean(reason))
    _tell_office(
        package, f"package-recalled:{package.pk}:{now:%Y%m%d%H%M%S}", f"{package} đã được rút lại: {clean(reason)}"
    )


@transaction.atomic
def cancel_package(package: Package, *, reason: str, by: User) -> None:
    """Give up a draft; its exemplar goes back to the list."""
    PACKAGE.move(package, "cancel", by=by, note=clean(reason))
    FeaturedExemplar.objects.filter(package=package).delete()


def _in_hand(package: Package) -> Package:
    package = (
        Package.objects.select_for_update(of=("self",)).select_related("due", "facility__parent").get(pk=package.pk)
    )
    if package.status not in EDITABLE_PACKAGES:
        raise Refused(
            [f"Gói đang ở trạng thái “{package.get_status_display()}”, không sửa được. Hãy rút gói về trước."]
        )
    return package


def _tell_office(package: Package, key: str, text: str) -> None:
    notify(holders(Role.OFFICE, package.facility), key=key, text=text, url=package.get_absolute_url())
