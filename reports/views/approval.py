"""The leader's page: every paper as it will leave, then one button to let it go or to send it back."""

from struct import unpack
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from core.documents import DocumentError, data_fingerprint
from core.views import page
from core.workflow import Refused
from emulation.access import is_leader
from reports.choices import PackageStatus
from reports.models import Package
from reports.selectors.package import approval_refusals, visible_packages
from reports.selectors.recipient import address_of, recipient_name
from reports.services.approval import approve_package, content_of
from reports.services.package import return_package
from reports.views.package import crumbs
from reports.views.papers import pages_of

SHOWN = 30


@login_required
def package_approve(request: HttpRequest, pk: int) -> HttpResponse:
    package = get_object_or_404(visible_packages(request.user), pk=pk)
    if not is_leader(request.user, package):
        raise Http404
    if package.status != PackageStatus.SUBMITTED:
        return redirect(package)
    reasons = _act(request, package) if request.method == "POST" else []
    if request.method == "POST" and not reasons:
        return redirect(package)
    now = timezone.now()
    specs = content_of(package, now=now)
    context = {
        "package": package, "due": package.due, "papers": _papers(specs), "seen": data_fingerprint(specs),
        "recipient": recipient_name(package.due), "address": address_of(package.due, timezone.localdate()),
        "refusals": approval_refusals(package, request.user), "reasons": reasons,
        "crumbs": [*crumbs(package), ("Duyệt", "")],
    }  # fmt: skip
    return page(request, "reports/package_approve.html", context, status=422 if reasons else 200)


def _act(request: HttpRequest, package: Package) -> list[str]:
    """Approve or return; return the refusals, empty when it was done."""
    now = timezone.now()
    try:
        if request.POST.get("answer") == "return":
            return_package(package, reason=request.POST.get("note", ""), by=request.user, now=now)
            messages.success(request, "Đã trả lại gói. Phòng TCCB sẽ thấy lý do.")
        else:
            approve_package(package, seen=request.POST.get("seen", ""), by=request.user, now=now)
            messages.success(request, "Đã duyệt và khóa nội dung. Thư sẽ tự đi; trước khi thư đi vẫn rút lại được.")
    except Refused as refused:
        return refused.reasons
    return []


def _papers(specs: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return every paper with what the page shows of it: pictures of pages, or the lines of a list."""
    return [
        {
            "place": place,
            "title": spec["title"],
            "kind": spec["kind"],
            "sheets": [_sheet(sheet) for sheet in spec["data"].get("sheets", [])],
            **_pages(spec),
        }
        for place, spec in enumerate(specs, 1)
    ]


def _sheet(sheet: dict[str, Any]) -> dict[str, Any]:
    """Return a list of a workbook as the page shows it: the first lines, each cell with its label."""
    labels = [label for label, _ in sheet["columns"]]
    shown = [list(zip(labels, row, strict=False)) for row in sheet["rows"][:SHOWN]]
    return {"name": sheet["name"], "columns": sheet["columns"], "shown": shown}


def _pages(spec: dict[str, Any]) -> dict[str, Any]:
    """Return the page numbers of a paper and the size of its pictures, or why it cannot be drawn."""
    try:
        drawn = pages_of(spec)
    except DocumentError as error:
        return {"pages": [], "error": str(error)}
    width, height = unpack(">II", drawn[0][16:24]) if drawn else (0, 0)  # a PNG begins with its size
    return {"pages": range(1, len(drawn) + 1), "width": width, "height": height, "error": ""}
