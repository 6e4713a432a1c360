"""Lists of who is to stand in a decision: drafted from passed candidates, exported, settled."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse_lazy
from django.utils import timezone
from django.views.decorators.http import require_POST

from awards.access import councils_of
from awards.choices import DecisionStatus
from awards.models import DecisionLine
from awards.selectors.decisions import (
    COLUMNS,
    READERS,
    decision_record,
    decision_rows,
    groups_of,
    sessions_with_unlisted,
    visible_decisions,
)
from awards.services.decision import draft_decision, remove_line, take_decision_step
from awards.tables import DECISION_COLUMNS, decision_list_rows
from awards.workflow.decision import DECISION
from core.documents import pdf
from core.views import exported, page, window
from core.workflow import Refused
from emulation.access import is_office
from emulation.models import User
from emulation.selectors.history import told

HERE = ("Quyết định", reverse_lazy("awards:decision_list"))
ORDER = ("-created_at", "-pk")
WORDS = {"create": "Lập danh sách", "remove_line": "Bỏ một dòng"}


@login_required
def decision_list(request: HttpRequest) -> HttpResponse:
    user = _reader(request)
    context = {
        "window": window(visible_decisions(user), request, order=ORDER, size=30),
        "ready": sessions_with_unlisted(user),
    }
    return page(request, "awards/decision_list.html", context, part="rows")


@login_required
def decision_list_export(request: HttpRequest) -> StreamingHttpResponse:
    rows = decision_list_rows(visible_decisions(_reader(request)).order_by(*ORDER))
    name = f"danh-sach-quyet-dinh-{timezone.localdate():%Y%m%d}"
    return exported(request, name, "Quyết định", DECISION_COLUMNS, rows)


@login_required
@require_POST
def decision_create(request: HttpRequest, pk: int) -> HttpResponse:
    """Draft a list from what a session passed."""
    session = get_object_or_404(sessions_with_unlisted(request.user), pk=pk)
    try:
        made = draft_decision(session, by=request.user)
    except Refused as refused:
        messages.error(request, " ".join(refused.reasons))
        return redirect("awards:decision_list")
    messages.success(request, "Đã lập danh sách từ các hồ sơ đạt.")
    return redirect(made)


@login_required
def decision_detail(request: HttpRequest, pk: int) -> HttpResponse:
    decision = get_object_or_404(visible_decisions(request.user), pk=pk)
    context = {
        "decision": decision,
        "groups": groups_of(decision),
        "steps": DECISION.steps_for(decision, request.user),
        "may_edit": is_office(request.user, decision) and decision.status == DecisionStatus.DRAFT,
        "history": told(decision, DECISION, words=WORDS),
        "crumbs": [HERE, (decision.name, "")],
    }
    return page(request, "awards/decision_detail.html", context)


@login_required
@require_POST
def decision_step(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    decision = get_object_or_404(visible_decisions(request.user), pk=pk)
    try:
        take_decision_step(decision, step, by=request.user, note=request.POST.get("note", ""))
        messages.success(request, "Đã chốt danh sách." if step == "settle" else "Đã mở lại danh sách.")
    except Refused as refused:
        messages.error(request, " ".join(refused.reasons))
    return redirect(decision)


@login_required
@require_POST
def decision_line_remove(request: HttpRequest, pk: int) -> HttpResponse:
    lines = DecisionLine.objects.filter(list__in=visible_decisions(request.user).values("pk")).select_related("list")
    line = get_object_or_404(lines, pk=pk)
    try:
        remove_line(line, by=request.user)
        messages.success(request, f"Đã bỏ {line.name} khỏi danh sách.")
    except Refused as refused:
        messages.error(request, " ".join(refused.reasons))
    return redirect(line.list)


@login_required
def decision_export(request: HttpRequest, pk: int) -> HttpResponse:
    decision = get_object_or_404(visible_decisions(request.user), pk=pk)
    return exported(request, decision.name, "Danh sách", COLUMNS, decision_rows(decision))


@login_required
def decision_paper(request: HttpRequest, pk: int) -> HttpResponse:
    """Send "danh sách đề nghị" as a PDF."""
    decision = get_object_or_404(visible_decisions(request.user), pk=pk)
    response = HttpResponse(pdf("danh_sach_de_nghi.typ", decision_record(decision)), content_type="application/pdf")
    response["Content-Disposition"] = 'attachment; filename="danh-sach-de-nghi.pdf"'
    return response


def _reader(request: HttpRequest) -> User:
    """Return whoever has to do with decisions, or raise Http404."""
    user = request.user
    if not (user.units_of(*READERS) or councils_of(user)):
        raise Http404
    return user
