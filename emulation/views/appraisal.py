"""What the office writes about an exemplar under review: the four questions, violations taken in spite of."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from core.forms import show_refusal
from core.views import page
from core.workflow import Refused
from emulation.forms.appraisal import AppraisalForm, OverrideForm
from emulation.models import Entry
from emulation.selectors.sheets import waiting_sheets
from emulation.services.appraisal import appraise, override_violations
from emulation.views.review_page import review_context


@login_required
@require_POST
def review_appraise(request: HttpRequest, pk: int) -> HttpResponse:
    entry = _waiting(request, pk)
    form = AppraisalForm(request.POST, line=entry.pk, scored={})
    if form.is_valid():
        try:
            lines = appraise(entry, form.scores(), also_rest=form.cleaned_data["also_rest"], by=request.user)
            messages.success(request, f"Đã thẩm định {len(lines)} điển hình.")
            return redirect(_back(entry))
        except Refused as refused:
            show_refusal(form, refused)
    context = review_context(request, entry.sheet, refused=(entry, form))
    return page(request, "emulation/review_appraise.html", context, status=422)


@login_required
@require_POST
def review_override(request: HttpRequest, pk: int) -> HttpResponse:
    entry, form = _waiting(request, pk), OverrideForm(request.POST)
    try:
        override_violations(entry, reason=form.cleaned_data["reason"] if form.is_valid() else "", by=request.user)
        messages.success(request, f"Đã ghi lý do vẫn tiếp nhận {entry.name}.")
    except Refused as refused:
        messages.error(request, " ".join(refused.reasons))
    return redirect(_back(entry))


def _waiting(request: HttpRequest, pk: int) -> Entry:
    lines = Entry.objects.filter(sheet__in=waiting_sheets(request.user))
    related = lines.select_related("sheet__round__plan", "sheet__unit", "sheet__facility", "staff", "subject_unit")
    return get_object_or_404(related, pk=pk)


def _back(entry: Entry) -> str:
    return f"{reverse('emulation:review_detail', args=[entry.sheet_id])}#tham-dinh-{entry.pk}"
