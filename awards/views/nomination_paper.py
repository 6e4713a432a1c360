"""The papers of a nomination: handed in, taken off, downloaded by who may see the nomination."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from awards.forms.nomination import NominationPaperForm
from awards.selectors.nominations import visible_nomination_files, written_nominations
from awards.services.nomination_paper import attach_to_nomination, detach_from_nomination
from core.workflow import Refused


@login_required
def nomination_file(request: HttpRequest, pk: int) -> FileResponse:
    """Send a paper as it was handed in; no browser is to run or guess at what is inside."""
    kept = get_object_or_404(visible_nomination_files(request.user), pk=pk).attachment
    response = FileResponse(kept.file.open("rb"), as_attachment=True, filename=kept.name)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "private, no-store"
    return response


@login_required
@require_POST
def nomination_attach(request: HttpRequest, pk: int) -> HttpResponse:
    nomination = get_object_or_404(written_nominations(request.user), pk=pk)
    form = NominationPaperForm(request.POST, request.FILES)
    try:
        if form.is_valid():
            attach_to_nomination(nomination, form.cleaned_data["file"], kind=form.cleaned_data["kind"], by=request.user)
            messages.success(request, "Đã đính kèm tệp.")
        else:
            messages.error(request, "Chọn tệp rồi bấm “Đính kèm”. Tệp rỗng không nhận.")
    except Refused as refused:
        for reason in refused.reasons:
            messages.error(request, reason)
    return redirect("awards:nomination_edit", pk=nomination.pk)


@login_required
@require_POST
def nomination_detach(request: HttpRequest, pk: int) -> HttpResponse:
    writable = written_nominations(request.user).values("pk")
    paper = get_object_or_404(visible_nomination_files(request.user), pk=pk, nomination__in=writable)
    detach_from_nomination(paper, by=request.user)
    messages.success(request, f"Đã gỡ {paper.attachment.name} khỏi hồ sơ.")
    return redirect("awards:nomination_edit", pk=paper.nomination_id)
