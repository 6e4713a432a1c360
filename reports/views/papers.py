"""The papers of a package as files and as pictures: as frozen where approved, else as they would be today."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET

from core.documents import data_fingerprint
from core.mail import mail_file, parsed
from core.views import page
from reports.choices import DeliveryStatus, PackageStatus
from reports.documents import page_pictures, proof_archive, render
from reports.models import Delivery, Edition, Package, PackageFile
from reports.selectors.letter import letter_parts
from reports.selectors.package import visible_packages, with_letters
from reports.services.approval import content_of
from reports.views.package import crumbs

_UNFROZEN = (PackageStatus.PREPARED, PackageStatus.SUBMITTED, PackageStatus.RETURNED, PackageStatus.CANCELLED)
_KEEP = 600  # seconds that drawn pages stay in the cache; their key is the fingerprint of their data
SAFE_INLINE = ("application/pdf", "image/png", "image/jpeg")


@login_required
@require_GET
def package_paper(request: HttpRequest, pk: int, place: int) -> HttpResponse:
    package = get_object_or_404(visible_packages(request.user), pk=pk)
    edition = _edition(package)
    if edition:
        frozen = get_object_or_404(PackageFile, edition=edition, order=place)
        return file_response(bytes(frozen.content), frozen.name, frozen.content_type, request)
    made = render(_spec(package, place))
    return file_response(made.content, made.name, made.content_type, request)


@login_required
@require_GET
def package_page(request: HttpRequest, pk: int, place: int, number: int) -> HttpResponse:
    package = get_object_or_404(visible_packages(request.user), pk=pk)
    edition = _edition(package)
    spec = _place(edition.content, place) if edition else _spec(package, place)
    drawn = pages_of(spec)
    if not 1 <= number <= len(drawn):
        raise Http404
    response = HttpResponse(drawn[number - 1], content_type="image/png")
    response["Cache-Control"] = "private, max-age=300"
    return response


@login_required
@require_GET
def package_mail(request: HttpRequest, pk: int) -> HttpResponse:
    package = get_object_or_404(with_letters(visible_packages(request.user)), pk=pk)
    letters = [
        {"row": row, "parts": letter_parts(row), "file": _mail_file_name(row)}
        for row in Delivery.objects.filter(package=package).exclude(status=DeliveryStatus.CANCELLED)
    ]
    context = {"package": package, "letters": letters, "crumbs": [*crumbs(package), ("Thư đã gửi", "")]}
    return page(request, "reports/package_mail.html", context)


@login_required
@require_GET
def letter_file(request: HttpRequest, pk: int, letter: int) -> HttpResponse:
    row = _letter(request, pk, letter)
    return file_response(bytes(row.message or b""), mail_file(row.message_id).name, "message/rfc822", request)


@login_required
@require_GET
def letter_part(request: HttpRequest, pk: int, letter: int, place: int) -> HttpResponse:
    row = _letter(request, pk, letter)
    parts = list(parsed(bytes(row.message or b"")).iter_attachments())  # type: ignore[attr-defined]
    part = _place(parts, place)
    content = part.get_payload(decode=True) or b""
    return file_response(content, part.get_filename() or "tep", part.get_content_type(), request)


@login_required
@require_GET
def package_proof(request: HttpRequest, pk: int) -> HttpResponse:
    package = get_object_or_404(with_letters(visible_packages(request.user)), pk=pk)
    edition = _edition(package)
    if edition is None:
        raise Http404
    letters = list(Delivery.objects.filter(package=package, edition=edition).prefetch_related("attempts"))
    content = proof_archive(package, edition, letters)
    return file_response(content, f"bang-chung-{package.pk}.zip", "application/zip", request)


def pages_of(spec: dict[str, Any]) -> list[bytes]:
    """Return the pages of a paper as pictures, drawn once for the same data."""
    key = f"paper-pages:{data_fingerprint([spec['template'], spec['data']])}"
    drawn = cache.get(key)
    if drawn is None:
        drawn = page_pictures(spec)
        cache.set(key, drawn, _KEEP)
    return drawn


def file_response(content: bytes, name: str, content_type: str, request: HttpRequest) -> HttpResponse:
    """Return a file to look at in the browser, or to keep when ``?tai`` is asked or it is nothing to look at."""
    download = "tai" in request.GET or content_type not in SAFE_INLINE
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = content_disposition_header(download, name) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "no-store"
    return response


def _edition(package: Package) -> Edition | None:
    """Return the frozen edition in force; none while the package is being written."""
    if package.status in _UNFROZEN:
        return None
    return Edition.objects.filter(package=package).order_by("-number").first()


def _spec(package: Package, place: int) -> dict[str, Any]:
    return _place(content_of(package, now=timezone.now()), place)


def _place(rows: list[Any], place: int) -> Any:
    if not 1 <= place <= len(rows):
        raise Http404
    return rows[place - 1]


def _letter(request: HttpRequest, pk: int, letter: int) -> Delivery:
    package = get_object_or_404(visible_packages(request.user), pk=pk)
    return get_object_or_404(Delivery, package=package, pk=letter, message__isnull=False)


def _mail_file_name(row: Delivery) -> str:
    file = mail_file(row.message_id)
    return file.name if file.exists() else ""
