"""The criteria of one line: answered one by one or many alike, judged beside each answer."""


from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from core.views import page
from core.workflow import Refused
from emulation.forms.criterion import FillForm, MarksForm
from emulation.models import Entry
from emulation.selectors.criteria import (
    line_of,
    unit_marks,
    visible_answers,
)
from emulation.services.criterion import answer_criteria, choose_field, fill_answers
from emulation.services.unit_mark import keep_unit_marks
from emulation.views.criteria_page import page_of
from emulation.views.support import sent_file

PAGE = "emulation/entry_criteria.html"


@login_required
def entry_criteria(request: HttpRequest, pk: int) -> HttpResponse:
    shown = page_of(request, _line(request, pk))
    if request.method == "POST" and shown.is_valid():
        try:
            changed = answer_criteria(shown.entry, shown.given(), by=request.user)
            messages.success(request, f"Đã lưu {len(changed)} tiêu chí." if changed else "Không có gì thay đổi.")
            return redirect(_url(shown.entry))
        except Refused as refused:
            shown.reasons = refused.reasons
    return page(request, PAGE, shown.context(), status=422 if request.method == "POST" else 200)


@login_required
@require_POST
def entry_answer(request: HttpRequest, pk: int, slug: str, item: str) -> HttpResponse:
    """Keep one answer as it is given; without JavaScript the whole form is saved instead."""
    entry, reasons = _line(request, pk), []
    shown = page_of(request, entry, only=f"{slug}.{item}")
    if not shown.rows:
        raise Http404
    try:
        if not shown.is_valid():
            raise Refused(shown.errors)
        answer_criteria(entry, shown.given(), by=request.user)
    except Refused as refused:
        reasons = refused.reasons
    again = page_of(request, _line(request, pk), only=f"{slug}.{item}", fresh=not reasons)
    again.reasons = reasons
    if not request.htmx:
        return redirect(_url(entry))
    return page(request, PAGE, {**again.context(), "row": again.rows[0]}, part="answer_kept")


@login_required
@require_POST
def entry_fill(request: HttpRequest, pk: int) -> HttpResponse:
    entry, form = _line(request, pk), FillForm(request.POST)
    try:
        if not form.is_valid():
            raise Refused(["Hãy chọn câu trả lời và nơi ghi."])
        wanted = form.cleaned_data
        count = fill_answers(
            entry, answer=wanted["answer"], evidence=wanted["evidence"], whole_sheet=wanted["scope"] == "ban",
            by=request.user,
        )  # fmt: skip
        messages.success(request, f"Đã ghi {count} tiêu chí còn trống." if count else "Không còn tiêu chí nào trống.")
    except Refused as refused:
        messages.error(request, " ".join(refused.reasons))
    return redirect(_url(entry))


@login_required
@require_POST
def entry_field(request: HttpRequest, pk: int) -> HttpResponse:
    entry = _line(request, pk)
    try:
        track, kind = request.POST.get("track", entry.track), request.POST.get("object_kind", entry.object_kind)
        choose_field(entry, track=track, object_kind=kind, by=request.user)
        messages.success(request, "Đã đổi lĩnh vực, đối tượng; các tiêu chí theo đó.")
    except Refused as refused:
        messages.error(request, " ".join(refused.reasons))
    return redirect(_url(entry))


@login_required
@require_POST
def entry_marks(request: HttpRequest, pk: int) -> HttpResponse:
    entry = _line(request, pk)
    form = MarksForm(request.POST, marks=unit_marks(entry))
    try:
        if not form.is_valid():
            raise Refused(["Có kết quả không hợp lệ, chưa lưu gì."])
        count = keep_unit_marks(entry, form.levels(), by=request.user)
        messages.success(request, f"Đã ghi {count} kết quả." if count else "Không có gì thay đổi.")
    except Refused as refused:
        messages.error(request, " ".join(refused.reasons))
    return redirect(_url(entry))


@login_required
def answer_file(request: HttpRequest, pk: int) -> FileResponse:
    answer = get_object_or_404(visible_answers(request.user).select_related("file"), pk=pk, file__isnull=False)
    return sent_file(answer.file)


def _line(request: HttpRequest, pk: int) -> Entry:
    return get_object_or_404(line_of(request.user, pk))


def _url(entry: Entry) -> str:
    return reverse("emulation:entry_criteria", args=[entry.pk])
