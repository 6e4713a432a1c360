"""Approval: what the leader saw is what is frozen, queued and sent; nothing else ever leaves."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction

from core.documents import DocumentError, data_fingerprint
from core.mail import message_id
from core.workflow import Refused
from emulation.models import User
from reports.builders import content
from reports.choices import Recipient
from reports.criteria import local_day
from reports.documents import Rendered, render, whole_fingerprint
from reports.models import Delivery, Edition, Package, PackageFile
from reports.selectors.package import approval_refusals
from reports.selectors.recipient import address_of, recipient_name
from reports.services.due import mark_sent
from reports.workflow import PACKAGE

CHANGED = "Nội dung gói vừa thay đổi so với bản anh/chị đang xem. Hãy xem lại rồi duyệt."


def content_of(package: Package, *, now: datetime) -> list[dict[str, Any]]:
    """Return the data of every paper as it would be sent at a moment; the paper bears that day."""
    return content[package.builder](package, local_day(now))


def approve_package(package: Package, *, seen: str, by: User, now: datetime) -> Edition:
    """Freeze what the leader saw (``seen``: fingerprint of the data shown) and put it into the outbox.

    Papers are rendered before the transaction, which is then short; they are thrown away when
    the package changed in between.
    """
    if reasons := approval_refusals(package, by):
        raise Refused(reasons)
    specs = content_of(package, now=now)
    if data_fingerprint(specs) != seen:
        raise Refused([CHANGED])
    try:
        files = [render(spec) for spec in specs]
    except DocumentError as error:
        raise Refused([f"Không dựng được văn bản: {error}"]) from error
    return _freeze(package, specs, files, by=by, now=now)


@transaction.atomic
def _freeze(package: Package, specs: list[dict], files: list[Rendered], *, by: User, now: datetime) -> Edition:
    PACKAGE.move(package, "approve", by=by)
    if data_fingerprint(content_of(package, now=now)) != data_fingerprint(specs):
        raise Refused([CHANGED])
    edition = Edition.objects.create(
        package=package, number=package.editions.count() + 1, content=_plain(specs),
        content_sha256=data_fingerprint(specs), fingerprint=whole_fingerprint(files), approved_by=by, approved_at=now,
    )  # fmt: skip
    PackageFile.objects.bulk_create(_file(edition, place, file) for place, file in enumerate(files, 1))
    if package.due.recipient == Recipient.INSIDE:
        PACKAGE.move(package, "file", by=by, note=f"Mã nội dung {edition.fingerprint[:12]}")
        mark_sent(package.due, now=now)
    else:
        _queue(package, edition, now=now)
        PACKAGE.move(package, "queue", by=by, note=f"Mã nội dung {edition.fingerprint[:12]}")
    return edition


def _queue(package: Package, edition: Edition, *, now: datetime) -> Delivery:
    """Make the outbox row; its Message-ID follows from the package and the edition alone."""
    return Delivery.objects.create(
        facility=package.facility, package=package, edition=edition, recipient=recipient_name(package.due),
        address=address_of(package.due, local_day(now)), message_id=message_id(f"goi.{package.key}.{edition.number}"),
        next_try_at=now + timedelta(seconds=settings.OUTBOX_GRACE_SECONDS),
    )  # fmt: skip


def _file(edition: Edition, place: int, file: Rendered) -> PackageFile:
    return PackageFile(
        edition=edition, kind=file.kind, order=place, name=file.name, title=file.title, content_type=file.content_type,
        pages=file.pages, size=len(file.content), sha256=file.sha256, content=file.content,
    )  # fmt: skip


def _plain(specs: list[dict]) -> list[dict]:
    """Return specs as JSON keeps them: enums as their values."""
    return [{**spec, "kind": str(spec["kind"])} for spec in specs]
