"""The office's queue of nominations: the oldest first, accepted one or many."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect
from django.urls import reverse_lazy
from django.utils import timezone
from django.views.decorators.http import require_POST

from awards.models import Nomination
from awards.selectors.nomination_assessment import sent_as
from awards.selectors.nominations import queue_of, waiting_nominations
from awards.services.nomination import accept_nominations
from awards.tables import QUEUE_COLUMNS, queue_rows
from awards.workflow.nomination import NOMINATION
from core.views import exported, numbers, page, window
from emulation.choices import Role

HERE = ("Khen thưởng", reverse_lazy("awards:nomination_list"))
ORDER = ("submitted_at", "pk")
QUEUE = ("Hàng đợi xem xét", reverse_lazy("awards:nomination_queue"))


@login_required
def nomination_queue(request: HttpRequest) -> HttpResponse:
    if not request.user.holds(Role.OFFICE):
        raise Http404
    shown = window(queue_of(request.user), request, order=ORDER, size=50)
    rows = [(row, sent_as(row)) for row in shown.rows]
    context = {"window": shown, "rows": rows, "crumbs": [HERE, (QUEUE[0], "")]}
    return page(request, "awards/nomination_queue.html", context, part="rows")


@login_required
def nomination_queue_export(request: HttpRequest) -> StreamingHttpResponse:
    """Send the whole queue, the oldest first."""
    if not request.user.holds(Role.OFFICE):
        raise Http404
    queue = queue_of(request.user).order_by(*ORDER).iterator(500)
    rows = queue_rows((row, sent_as(row)) for row in queue)
    name = f"de-nghi-cho-xem-{timezone.localdate():%Y%m%d}"
    return exported(request, name, "Đề nghị chờ xem", QUEUE_COLUMNS, rows)


@login_required
@require_POST
def nomination_accept_many(request: HttpRequest) -> HttpResponse:
    """Show what accepting will change, then accept; each refusal is told by name."""
    keys = numbers(request.POST.getlist("chon"))
    nominations = list(waiting_nominations(request.user).filter(pk__in=keys))
    if not nominations:
        messages.info(request, "Chưa chọn đề nghị nào, hoặc các đề nghị đã được xem xong.")
        return redirect("awards:nomination_queue")
    if "confirmed" not in request.POST:
        return page(request, "ui/confirm.html", _preview(request, nominations))
    taken, refused = accept_nominations(nominations, by=request.user)
    if taken:
        messages.success(request, f"Đã tiếp nhận {len(taken)} đề nghị. Các đơn vị được báo ngay.")
    for nomination, reasons in refused:
        messages.error(request, f"{nomination} chưa tiếp nhận được: {' '.join(reasons)}")
    return redirect("awards:nomination_queue")


def _preview(request: HttpRequest, nominations: list[Nomination]) -> dict[str, Any]:
    judged = [(row, NOMINATION.refusals(row, "accept", by=request.user)) for row in nominations]
    able = [row for row, reasons in judged if not reasons]
    return {
        "title": f"Tiếp nhận {len(able)} đề nghị",
        "lead": "Các đề nghị này chờ Hội đồng. Đơn vị được báo ngay và không sửa được nữa.",
        "facts": [
            ("Số đề nghị tiếp nhận", len(able)),
            ("Số đơn vị", len({row.unit_id for row in able})),
            ("Chưa tiếp nhận được", len(judged) - len(able)),
        ],
        "items": [
            f"{row} · {row.unit.label}" + (f" – {' '.join(reasons)}" if reasons else "") for row, reasons in judged
        ],
        "label": f"Tiếp nhận {len(able)} đề nghị",
        "back": QUEUE[1],
        "fields": [("chon", row.pk) for row in able],
        "crumbs": [HERE, QUEUE, ("Tiếp nhận nhiều", "")],
    }
