"""Opinions of specialised units on a proposal."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from campaigns.forms.proposal import AnswerForm, AskForm
from campaigns.selectors.proposals import appraisals_to_answer, appraisers_of, judged_proposals
from campaigns.services.appraisal import answer_appraisal, ask_appraisal
from core.workflow import Refused


@login_required
@require_POST
def appraisal_ask(request: HttpRequest, pk: int) -> HttpResponse:
    proposal = get_object_or_404(judged_proposals(request.user), pk=pk)
    form = AskForm(request.POST, units=appraisers_of(proposal))
    try:
        if form.is_valid():
            asked = ask_appraisal(proposal, **form.cleaned_data, by=request.user)
            messages.success(request, f"Đã hỏi ý kiến {asked.unit}.")
        else:
            messages.error(request, "Chọn đơn vị thẩm định.")
    except Refused as refused:
        messages.error(request, refused.reasons[0])
    return redirect(proposal)


@login_required
@require_POST
def appraisal_answer(request: HttpRequest, pk: int) -> HttpResponse:
    appraisal = get_object_or_404(appraisals_to_answer(request.user), pk=pk)
    form = AnswerForm(request.POST)
    try:
        if form.is_valid():
            answer_appraisal(appraisal, **form.cleaned_data, by=request.user)
            messages.success(request, "Đã ghi ý kiến thẩm định.")
        else:
            messages.error(request, "Chọn một ý kiến.")
    except Refused as refused:
        messages.error(request, refused.reasons[0])
    return redirect(appraisal.proposal)
