"""Remarks on a sheet: written, settled."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from core.workflow import Refused
from emulation.access import is_office
from emulation.choices import SheetStatus
from emulation.forms.review import CommentForm
from emulation.models import Sheet, SheetComment
from emulation.selectors.sheets import visible_sheets
from emulation.services.comment import comment_on, settle_comment


@login_required
@require_POST
def comment_create(request: HttpRequest, pk: int) -> HttpResponse:
    sheet = get_object_or_404(visible_sheets(request.user), pk=pk)
    form = CommentForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Hãy viết ý kiến trước khi gửi.")
        return _back(request, sheet)
    line, year = form.where()
    entry = get_object_or_404(sheet.entries, pk=line) if line else None
    try:
        comment_on(sheet, text=form.cleaned_data["text"], entry=entry, year=year, by=request.user)
        messages.success(request, "Đã ghi ý kiến.")
    except Refused as refused:
        messages.error(request, " ".join(refused.reasons))
    return _back(request, sheet)


@login_required
@require_POST
def comment_settle(request: HttpRequest, pk: int) -> HttpResponse:
    visible = SheetComment.objects.filter(sheet__in=visible_sheets(request.user)).select_related("sheet__unit")
    comment = get_object_or_404(visible, pk=pk)
    try:
        settle_comment(comment, answer=request.POST.get("answer", ""), by=request.user)
        messages.success(request, "Đã đánh dấu xong ý kiến.")
    except Refused as refused:
        messages.error(request, " ".join(refused.reasons))
    return _back(request, comment.sheet)


def _back(request: HttpRequest, sheet: Sheet) -> HttpResponse:
    """Go back to where the person reads: the review page for the office, else the sheet."""
    if sheet.status == SheetStatus.SUBMITTED and is_office(request.user, sheet):
        return redirect("emulation:review_detail", pk=sheet.pk)
    return redirect(f"{sheet.get_absolute_url()}#y-kien")
