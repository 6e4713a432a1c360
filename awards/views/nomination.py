"""One nomination: for whom and what, why, sent and answered."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.views.decorators.http import require_POST

from awards.forms.nomination import NominationCreateForm, NominationForm, NominationPaperForm, staff_note
from awards.models import Nomination
from awards.selectors.nomination_page import last_note, page_of
from awards.selectors.nomination_sources import nominating_units
from awards.selectors.nominations import summary_of, visible_nominations, written_nominations
from awards.services.nomination import discard_nomination, draft_nomination, take_nomination_step, write_nomination
from campaigns.selectors.subjects import nominable_staff
from core.pickers import find, options
from core.views import acted, page, posted
from core.workflow import Refused
from emulation.choices import SubjectKind
from emulation.models import Unit

HERE = ("Khen thưởng", reverse_lazy("awards:nomination_list"))
_KINDS = (SubjectKind.PERSON, SubjectKind.COLLECTIVE)


@login_required
def nomination_create(request: HttpRequest) -> HttpResponse:
    units = _units(request)
    kind = SubjectKind.COLLECTIVE if request.GET.get("kind") == SubjectKind.COLLECTIVE else SubjectKind.PERSON
    form = NominationCreateForm(posted(request), kind=kind, units=units, url=reverse("awards:nomination_people"))
    made: list[Nomination] = []
    if acted(form, lambda data: made.append(_draft(request, form))):
        messages.success(request, "Đã lập bản nháp. Ghi thành tích và đính kèm báo cáo thành tích rồi gửi.")
        return redirect("awards:nomination_edit", pk=made[0].pk)
    kinds = [{"label": k.label, "url": f"?kind={k.value}", "current": k == kind, "count": None} for k in _KINDS]
    context = {"form": form, "kinds": kinds, "crumbs": [HERE, ("Lập đề nghị", "")]}
    return page(request, "awards/nomination_create.html", context)


@login_required
def nomination_people(request: HttpRequest) -> HttpResponse:
    """Answer the picker: the people whom the writer's units may nominate."""
    rows = find(nominable_staff(*_units(request)), request.GET.get("q", ""))
    return render(request, "ui/combobox_options.html", {"options": options(rows, staff_note)})


@login_required
def nomination_detail(request: HttpRequest, pk: int) -> HttpResponse:
    nomination = get_object_or_404(visible_nominations(request.user), pk=pk)
    context = {**page_of(nomination, request.user), "crumbs": [HERE, (nomination.name, "")]}
    return page(request, "awards/nomination_detail.html", context)


@login_required
def nomination_edit(request: HttpRequest, pk: int) -> HttpResponse:
    nomination = get_object_or_404(written_nominations(request.user), pk=pk)
    form = _form(request, nomination)
    if acted(form, lambda data: write_nomination(nomination, **data, by=request.user)):
        messages.success(request, "Đã lưu đề nghị. Xem lại rồi gửi.")
        return redirect(nomination)
    summary = summary_of(nomination)
    context = {
        "nomination": nomination,
        "form": form,
        "summary": summary,
        "files": summary.files,
        "paper_form": NominationPaperForm(),
        "returned": last_note(nomination, "return"),
        "crumbs": [HERE, (nomination.name, nomination.get_absolute_url()), ("Soạn", "")],
    }
    return page(request, "awards/nomination_edit.html", context)


@login_required
@require_POST
def nomination_autosave(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep what is being typed; the line beside the form says when, or what keeps it from being kept."""
    nomination = get_object_or_404(written_nominations(request.user), pk=pk)
    form = _form(request, nomination)
    if acted(form, lambda data: write_nomination(nomination, **data, by=request.user, quietly=True)):
        said = f"Đã lưu lúc {timezone.localtime():%H:%M}"
    else:
        said = "Chưa lưu: " + " ".join(str(error) for errors in form.errors.values() for error in errors)
    return HttpResponse(said, content_type="text/plain; charset=utf-8")


@login_required
@require_POST
def nomination_step(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    nomination = get_object_or_404(visible_nominations(request.user), pk=pk)
    try:
        take_nomination_step(nomination, step, by=request.user, note=request.POST.get("note", ""))
        messages.success(request, f"{nomination}: {str(nomination.get_status_display()).lower()}.")
    except Refused as refused:
        for reason in refused.reasons:
            messages.error(request, reason)
    still_mine = visible_nominations(request.user).filter(pk=pk).exists()
    return redirect(nomination if still_mine else "awards:nomination_list")


@login_required
@require_POST
def nomination_discard(request: HttpRequest, pk: int) -> HttpResponse:
    nomination = get_object_or_404(written_nominations(request.user), pk=pk)
    if "confirmed" not in request.POST and nomination.submitted_at is None:
        return page(request, "ui/confirm.html", _discard_preview(nomination))
    try:
        discard_nomination(nomination, by=request.user)
        messages.success(request, "Đã xóa bản nháp.")
        return redirect("awards:nomination_list")
    except Refused as refused:
        messages.error(request, refused.reasons[0])
        return redirect(nomination)


def _units(request: HttpRequest) -> list[Unit]:
    units = nominating_units(request.user)
    if not units:
        raise Http404
    return units


def _draft(request: HttpRequest, form: NominationCreateForm) -> Nomination:
    data = form.cleaned_data
    return draft_nomination(
        form.subject(), unit=data["unit"], title=data["title"], year=data["year"], occasion=data["occasion"],
        achieved_on=data["achieved_on"], by=request.user,
    )  # fmt: skip


def _form(request: HttpRequest, nomination: Nomination) -> NominationForm:
    initial = {
        "title": nomination.title, "year": nomination.year, "occasion": nomination.occasion,
        "achieved_on": nomination.achieved_on, "achievements": nomination.achievements,
    }  # fmt: skip
    of_campaign = nomination.proposal_id is not None
    return NominationForm(posted(request), kind=nomination.kind, of_campaign=of_campaign, initial=initial)


def _discard_preview(nomination: Nomination) -> dict[str, Any]:
    return {
        "title": "Xóa bản nháp",
        "lead": str(nomination),
        "warning": "Bản nháp và phần thành tích đã ghi bị xóa. Tệp đã đính kèm vẫn nằm trong kho lưu.",
        "label": "Xóa bản nháp",
        "danger": True,
        "back": nomination.get_absolute_url(),
        "crumbs": [HERE, (nomination.name, nomination.get_absolute_url()), ("Xóa bản nháp", "")],
    }
