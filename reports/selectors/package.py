"""Packages as people see them, and why a step is not open yet."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from emulation.access import within
from emulation.choices import Role
from emulation.models import Attachment, User
from reports.choices import GONE_PACKAGES, PAPERS, FileKind, Recipient
from reports.models import Attempt, Delivery, Edition, Package, PackageFile
from reports.selectors.due import KEEPERS
from reports.selectors.recipient import address_refusal
from reports.workflow import PACKAGE


def visible_packages(user: User) -> QuerySet[Package]:
    """Return the packages of the person's own facility; the Department sees what was sent to it."""
    own = within(user, KEEPERS, "facility")
    seen = Package.objects.filter(own)
    if user.units_of(Role.DEPARTMENT):
        sent = Package.objects.filter(
            within(user, (Role.DEPARTMENT,), "facility"), status__in=GONE_PACKAGES, due__recipient=Recipient.DEPARTMENT
        )
        seen = Package.objects.filter(own).order_by() | sent.order_by()
    return seen.select_related(
        "due__plan", "facility__parent", "prepared_by", "submitted_by", "receipt_by", "featured__entry"
    )


def with_letters(packages: QuerySet[Package]) -> QuerySet[Package]:
    """Fetch with every package its letters, their attempts, and the files of its last edition."""
    tries = Prefetch("attempts", Attempt.objects.order_by("number"))
    letters = Delivery.objects.defer("message").select_related("settled_by").prefetch_related(tries).order_by("pk")
    files = Prefetch("files", PackageFile.objects.defer("content").order_by("order"))
    editions = (
        Edition.objects.defer("content").select_related("approved_by").prefetch_related(files).order_by("-number")
    )
    files_too = Prefetch("attachments", Attachment.objects.order_by("pk"))
    return packages.prefetch_related(Prefetch("deliveries", letters), Prefetch("editions", editions), files_too)


def submission_refusals(package: Package, user: User) -> list[str]:
    return _with_address(package, PACKAGE.refusals(package, "submit", by=user))


def approval_refusals(package: Package, user: User) -> list[str]:
    return _with_address(package, PACKAGE.refusals(package, "approve", by=user))


def package_steps(package: Package, user: User) -> list[tuple[Any, list[str]]]:
    """Return the steps that the person may take from here, each with everything that is missing."""
    steps = PACKAGE.steps_for(package, user)
    return [(step, _with_address(package, why) if step.name == "submit" else why) for step, why in steps]


def _with_address(package: Package, reasons: list[str]) -> list[str]:
    missing = address_refusal(package, timezone.localdate())
    return [*reasons, missing] if missing else reasons


@dataclass(frozen=True)
class DraftPaper:
    """A paper of a package that is still being written: its place and its name."""

    place: int
    title: str
    kind: str


def draft_papers(package: Package) -> list[DraftPaper]:
    """Return the papers that a package has so far, in the order in which its builder makes them."""
    paper = PAPERS[package.builder]
    if paper.has_exemplar:
        names = [("Công văn", FileKind.LETTER)]
        if hasattr(package, "featured"):
            names += [("Tóm tắt thành tích", FileKind.SUMMARY), ("Danh sách gương điển hình", FileKind.LIST)]
    elif paper.is_letter:
        names = [("Công văn", FileKind.LETTER)]
    else:
        names = [
            (paper.label, FileKind.REPORT),
            ("Danh sách điển hình", FileKind.REPORT),
            ("Phụ lục số liệu", FileKind.LIST),
        ]
    names += [(file.name, FileKind.ATTACHMENT) for file in package.attachments.all()]
    return [DraftPaper(place, title, kind) for place, (title, kind) in enumerate(names, 1)]
