"""A package's page: what is in it, where it stands, what can be done now."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from core.forms import show_refusal
from core.text import clean, fold
from core.views import acted, page, posted
from core.workflow import Refused
from emulation.access import is_leader, is_office
from emulation.models import Entry, User
from emulation.selectors.history import told
from reports.access import is_office_or_department, is_office_or_leader
from reports.choices import EDITABLE_PACKAGES, PAPERS, PackageStatus
from reports.choices.words import WORDS
from reports.forms.package import ExemplarForm, PackageForm, ReceiptForm, UploadForm
from reports.models import Package
from reports.selectors.exemplar import Candidate, candidates
from reports.selectors.looks import package_look, stages_of
from reports.selectors.package import draft_papers, package_steps, visible_packages, with_letters
from reports.services.exemplar import choose_exemplar
from reports.services.package import (
    attach_file,
    cancel_package,
    detach_file,
    recall_package,
    submit_package,
    withdraw_package,
    write_package,
)
from reports.services.receipt import note_receipt
from reports.workflow import PACKAGE


@login_required
def package_detail(request: HttpRequest, pk: int) -> HttpResponse:
    package = get_object_or_404(with_letters(visible_packages(request.user)), pk=pk)
    return page(request, "reports/package_detail.html", package_context(request, package))


@login_required
def package_edit(request: HttpRequest, pk: int) -> HttpResponse:
    package = _editable(request, pk)
    if package.status not in EDITABLE_PACKAGES:
        return _locked(request, package)
    form = PackageForm(posted(request), package=package)
    if form.is_valid():
        try:
            write_package(package, form.words(), by=request.user, now=timezone.now())
            messages.success(request, "Đã lưu gói.")
            return redirect(package)
        except Refused as refused:
            show_refusal(form, refused)
    context = {"package": package, "form": form, "crumbs": [*crumbs(package), ("Sửa", "")]}
    return page(request, "reports/package_edit.html", context, status=422 if form.is_bound else 200)


@login_required
def package_exemplar(request: HttpRequest, pk: int) -> HttpResponse:
    package = _editable(request, pk)
    if not PAPERS[package.builder].has_exemplar:
        raise Http404
    if package.status not in EDITABLE_PACKAGES:
        return _locked(request, package)
    chosen = getattr(package, "featured", None)
    form = ExemplarForm(posted(request), initial={"entry": chosen.entry_id if chosen else None})
    query = clean(request.GET.get("q", ""))[:80]
    if acted(form, lambda data: _choose(package, data, request)):
        messages.success(request, "Đã đổi gương điển hình của tháng. Hãy xem lại phần tóm tắt thành tích.")
        return redirect(package)
    context = {
        "package": package,
        "form": form,
        "query": query,
        "candidates": _found(candidates(package.facility, package.due.plan, besides=package), query),
        "chosen": chosen,
        "crumbs": [*crumbs(package), ("Chọn gương", "")],
    }
    return page(request, "reports/package_exemplar.html", context, status=422 if form.is_bound else 200)


@login_required
@require_POST
def package_step(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    package = get_object_or_404(visible_packages(request.user), pk=pk)
    note, now = request.POST.get("note", ""), timezone.now()
    steps = {
        "submit": lambda: submit_package(package, by=request.user, now=now),
        "withdraw": lambda: withdraw_package(package, by=request.user),
        "recall": lambda: recall_package(package, reason=note, by=request.user, now=now),
        "cancel": lambda: cancel_package(package, reason=note, by=request.user),
    }
    if step not in steps:
        raise Http404
    try:
        steps[step]()
        messages.success(request, f"{package}: {PackageStatus(package.status).label.lower()}.")
    except Refused as refused:
        messages.error(request, " ".join(refused.reasons))
    return redirect(package.due if package.status == PackageStatus.CANCELLED else package)


@login_required
@require_POST
def package_attach(request: HttpRequest, pk: int) -> HttpResponse:
    package = _editable(request, pk)
    form = UploadForm(request.POST, request.FILES)
    try:
        if not form.is_valid():
            raise Refused(["Hãy chọn một tệp rồi bấm “Thêm”."])
        attach_file(package, form.cleaned_data["file"], by=request.user)
        messages.success(request, "Đã thêm tài liệu vào gói.")
    except Refused as refused:
        messages.error(request, " ".join(refused.reasons))
    return redirect(package)


@login_required
@require_POST
def package_detach(request: HttpRequest, pk: int, file: int) -> HttpResponse:
    package = _editable(request, pk)
    detach_file(package, get_object_or_404(package.attachments, pk=file), by=request.user)
    messages.success(request, "Đã bỏ tài liệu khỏi gói.")
    return redirect(package)


@login_required
def package_receipt(request: HttpRequest, pk: int) -> HttpResponse:
    package = get_object_or_404(visible_packages(request.user), pk=pk)
    if not is_office_or_department(request.user, package):
        raise Http404
    form = ReceiptForm(posted(request), initial={"at": timezone.localtime()})
    if acted(form, lambda data: note_receipt(package, **data, by=request.user, now=timezone.localtime())):
        messages.success(request, f"{package}: đã ghi nơi nhận đã nhận.")
        return redirect(package)
    refusals = (
        [] if package.status == PackageStatus.SENT else ["Chỉ ghi biên nhận cho gói đã gửi và chưa có biên nhận."]
    )
    context = {"package": package, "form": form, "refusals": refusals, "crumbs": [*crumbs(package), ("Biên nhận", "")]}
    return page(request, "reports/package_receipt.html", context, status=422 if form.is_bound else 200)


def package_context(request: HttpRequest, package: Package) -> dict[str, Any]:
    """Return what the page of a package shows; people of the Department see less."""
    editions = list(package.editions.all())
    is_frozen = package.status not in (*EDITABLE_PACKAGES, PackageStatus.SUBMITTED, PackageStatus.CANCELLED)
    return {
        "package": package,
        "due": package.due,
        "look": package_look(package),
        "stages": stages_of(package),
        "paper": PAPERS[package.builder],
        "sections": [(part.label, package.sections.get(part.key, "")) for part in PAPERS[package.builder].sections],
        "featured": getattr(package, "featured", None),
        "edition": editions[0] if editions and is_frozen else None,
        "old_editions": editions[1:] if is_frozen else editions,
        "letters": [letter for letter in package.deliveries.all() if letter.status != "cancelled"],
        "attachments": package.attachments.all(),
        "drafts": draft_papers(package),
        "upload": UploadForm(),
        "crumbs": crumbs(package, last=True),
        **_rights(request.user, package),
    }


def _rights(user: User, package: Package) -> dict[str, Any]:
    """Return what this person may do with a package now, and its history for those inside the hospital."""
    is_inside = is_office_or_leader(user, package)
    return {
        "steps": package_steps(package, user),
        "may_edit": is_office(user, package) and package.status in EDITABLE_PACKAGES,
        "may_approve": is_leader(user, package) and package.status == PackageStatus.SUBMITTED,
        "may_settle": is_inside,
        "may_receive": is_office_or_department(user, package) and package.status == PackageStatus.SENT,
        "is_inside": is_inside,
        "history": told(package, PACKAGE, words=WORDS) if is_inside else [],
    }


def crumbs(package: Package, *, last: bool = False) -> list[tuple[str, str]]:
    return [("Báo cáo", reverse("reports:due_list")), (str(package), "" if last else package.get_absolute_url())]


def _editable(request: HttpRequest, pk: int) -> Package:
    package = get_object_or_404(visible_packages(request.user), pk=pk)
    if not is_office(request.user, package):
        raise Http404
    return package


def _locked(request: HttpRequest, package: Package) -> HttpResponse:
    state = package.get_status_display().lower()
    messages.error(request, f"Gói {state}, không sửa được nữa. Hãy rút gói về trước.")
    return redirect(package)


def _found(rows: list[Candidate], query: str) -> list[Candidate]:
    """Narrow candidates to those whose name or unit holds every word typed, without accents."""
    words = fold(query).split()
    return [row for row in rows if all(word in fold(f"{row.entry.name} {row.unit.name}") for word in words)]


def _choose(package: Package, data: dict[str, Any], request: HttpRequest) -> None:
    entry = get_object_or_404(Entry.objects.filter(sheet__facility=package.facility), pk=data["entry"])
    choose_exemplar(package, entry, by=request.user, reason=data["reason"])
