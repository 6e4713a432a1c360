"""The pages of every kind of workbook of records: hand it in, look at what it would do, take it in, mend or undo it.

A long workbook is read and taken in by the worker meanwhile; its page then shows how far that is.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime

from core.forms import HouseWorkbookForm, show_refusal
from core.text import grouped
from core.views import number, page, page_number, posted
from core.workflow import Refused


@dataclass(frozen=True)
class WorkbookPages:
    """What the pages of one kind say, who may use them, and what they call.

    ``route`` is the name of the first page ("app:noun_import"), of which those of the others and of the
    templates are made. ``houses(user)`` may be handed a workbook by the person, ``uploads(user)`` are those
    handed in. ``receive(upload, facility=, by=)``, ``preview_of(kept, severity=, number=, rows_number=)``,
    ``take_in(kept, seen=, decisions=, by=)``, ``undoing(kept)`` (what would be undone, or Refused) and
    ``undo(kept, taking=, by=)`` are the services; ``marked(kept, by=)`` gives the name and the
    content of the workbook with its errors marked, or the address where it will be found;
    ``watch_end(job, by=)`` hears that somebody has watched the work to its end.
    """

    route: str
    label: str
    guide: Sequence[tuple[str, str]]
    crumbs: Sequence[tuple[str, str]]
    last_crumb: str
    houses: Callable[[Any], QuerySet]
    uploads: Callable[[Any], QuerySet]
    receive: Callable[..., Any]
    preview_of: Callable[..., Any]
    take_in: Callable[..., str]
    marked: Callable[..., tuple[str, bytes] | str]
    watch_end: Callable[..., None]
    undoing: Callable[..., Any]
    undo: Callable[..., str]

    @property
    def template(self) -> str:
        return self.route.replace(":", "/")

    def trail(self, name: str) -> list[tuple[str, str]]:
        """Return the crumbs of the page of one workbook."""
        return [*self.crumbs, (self.last_crumb, reverse(self.route)), (name, "")]


def hand_in(request: HttpRequest, pages: WorkbookPages) -> HttpResponse:
    """Take a workbook, or tell on the form why it cannot be."""
    houses = pages.houses(request.user)
    if not houses:
        raise Http404
    form = HouseWorkbookForm(posted(request), request.FILES or None, houses=houses, label=pages.label)
    if request.method == "POST" and form.is_valid():
        asked = form.cleaned_data
        try:
            kept = pages.receive(asked["file"], facility=asked["facility"], by=request.user)
            return redirect(f"{pages.route}_detail", kept.pk)
        except Refused as refused:
            show_refusal(form, refused)
    context = {
        "form": form,
        "guide": pages.guide,
        "uploads": pages.uploads(request.user)[:8],
        "crumbs": [*pages.crumbs, (pages.last_crumb, "")],
    }
    return page(request, f"{pages.template}.html", context, status=422 if form.errors else 200)


def look_at(request: HttpRequest, pages: WorkbookPages, pk: int) -> HttpResponse:
    """Show how far the work on a workbook is, or what it would do; the fragment asks for that when the work ends."""
    kept = get_object_or_404(pages.uploads(request.user), pk=pk)
    work = getattr(kept, "work", None)
    fragment = request.htmx and not request.htmx.boosted  # type: ignore[attr-defined]
    if fragment and not (work and work.is_busy):
        pages.watch_end(work and work.job, by=request.user)
        return HttpResponse(headers={"HX-Refresh": "true"})
    context = {"kept": kept, "work": work, "crumbs": pages.trail(kept.name), "upload_url": reverse(pages.route)}
    if work and (work.is_busy or (work.is_unread and kept.file)):
        context |= {"job": work.job, "url": request.path, "take_url": reverse(f"{pages.route}_take", args=[pk])}
        return page(request, "ui/workbook_work.html", context, part="progress")
    severity, number, rows = request.GET.get("muc", ""), page_number(request), page_number(request, "dong")
    try:
        preview = pages.preview_of(kept, severity=severity, number=number, rows_number=rows)
    except Refused as refused:
        messages.error(request, " ".join(refused.reasons))
        return redirect(pages.route)
    context |= _shown(preview, severity, number, rows) | {"marked_url": reverse(f"{pages.route}_marked", args=[pk])}
    context["undo_url"] = reverse(f"{pages.route}_undo", args=[pk]) if kept.is_undoable else ""
    return page(request, f"{pages.template}_detail.html", context)


def take(request: HttpRequest, pages: WorkbookPages, pk: int, decisions: dict[str, str] | None = None) -> HttpResponse:
    """Take in what was previewed; what comes of it is told on the page of the workbook."""
    kept = get_object_or_404(pages.uploads(request.user), pk=pk)
    try:
        told = pages.take_in(kept, seen=request.POST.get("seen", ""), decisions=decisions or {}, by=request.user)
        if told:
            messages.success(request, told)
    except Refused as refused:
        messages.error(request, " ".join(refused.reasons))
    return redirect(f"{pages.route}_detail", pk)


def give_marked(request: HttpRequest, pages: WorkbookPages, pk: int) -> HttpResponse | FileResponse:
    """Give a workbook with its errors marked; a long one is ordered by a press, and found among the work."""
    kept = get_object_or_404(pages.uploads(request.user), pk=pk)
    if getattr(kept, "work", None) and request.method != "POST":
        return redirect(f"{pages.route}_detail", pk)
    try:
        made = pages.marked(kept, by=request.user)
    except Refused as refused:
        messages.error(request, " ".join(refused.reasons))
        return redirect(f"{pages.route}_detail", pk)
    if isinstance(made, str):
        return redirect(made)
    name, content = made
    return FileResponse(BytesIO(content), as_attachment=True, filename=name)


def take_back(request: HttpRequest, pages: WorkbookPages, pk: int) -> HttpResponse:
    """Show how much would be taken back of what a workbook wrote last, and take it back when that is confirmed."""
    kept = get_object_or_404(pages.uploads(request.user), pk=pk)
    asked = request.POST.get("taking", "")
    try:
        if request.method != "POST":
            return page(request, "ui/confirm.html", _undoing(pages, kept))
        told = pages.undo(kept, taking=number(asked) or 0, by=request.user)
        if told:
            messages.success(request, told)
    except Refused as refused:
        messages.error(request, " ".join(refused.reasons))
    return redirect(f"{pages.route}_detail", pk)


def _undoing(pages: WorkbookPages, kept: Any) -> dict[str, Any]:
    taking, back = pages.undoing(kept), reverse(f"{pages.route}_detail", args=[kept.pk])
    return {
        "title": "Hoàn tác lần nhập",
        "lead": f"{kept.name} · {kept.facility} · nhập lúc {date_format(localtime(taking.at), 'H:i d/m/Y')}",
        "facts": [
            ("Mục đã ghi thêm sẽ bị xóa", grouped(taking.created)),
            ("Mục trở lại như trước khi nhập", grouped(taking.changed)),
        ],
        "warning": "Một dòng của tệp có thể ghi nhiều mục: người và vị trí, sáng kiến và tác giả. Chỉ những gì tệp này "
        "đã ghi được đưa về như trước khi nhập. Nếu đã có gì gắn với các mục đó thì không mục nào bị đổi và hệ thống "
        "nói rõ vướng ở đâu.",
        "label": "Hoàn tác",
        "danger": True,
        "fields": [("taking", taking.pk)],
        "back": back,
        "crumbs": [*pages.trail(kept.name)[:-1], (kept.name, back), ("Hoàn tác", "")],
    }


def _shown(preview: Any, severity: str, number: int, rows_number: int) -> dict[str, Any]:
    everything = sum(count for _, _, count in preview.numbers)
    chips = [{"label": "Tất cả", "url": "?", "count": everything, "current": not severity}]
    chips += [
        {"label": label, "url": f"?muc={name}", "count": count, "current": severity == name}
        for name, label, count in preview.numbers
        if count
    ]
    return {
        **preview.shown,
        "seen": preview.seen,
        "told": preview.told,
        "has_marks": any(count for severity, _, count in preview.numbers if severity != "info"),
        "rest_told": everything - len(preview.told),
        "chips": chips,
        "next_page": number + 2 if preview.has_more else 0,
        "previous_page": number,
        **_rows_shown(preview, rows_number),
    }


def _rows_shown(preview: Any, number: int) -> dict[str, Any]:
    """Return the page of what would be written, and the pages beside it."""
    return {
        "rows": preview.rows,
        "next_rows": number + 2 if preview.has_more_rows else 0,
        "previous_rows": number,
    }
