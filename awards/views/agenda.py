"""The agenda: made from what was accepted, read on the phone, each heading led through its vote."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from awards.access import prepares_the_session, presides, runs_the_session
from awards.choices import Method, SessionStatus
from awards.models import AgendaItem, Section, Session
from awards.selectors.agenda import (
    agenda_for,
    dossier_files,
    dossier_of,
    entries_to_add,
    nominations_to_add,
    sections_to_open,
    service_of,
    subtitle_of,
    targets_text,
    to_vote,
    visible_items,
)
from awards.selectors.session import presence_of, seat_of, visible_sections, visible_sessions, with_roll
from awards.services.agenda import add_candidates, remove_candidate, set_method
from awards.services.agenda_vote import rule_on_tie, take_section_step
from awards.views.ballot_page import you
from awards.views.session_page import HERE
from core.views import numbers, page
from core.workflow import Refused

SAID = {
    "open": "Đã mở bỏ phiếu.",
    "close": "Đã đóng hòm.",
    "close_early": "Đã đóng hòm sớm.",
    "publish": "Đã công bố kết quả; biên bản kiểm phiếu đã lập.",
    "restart": "Đã hủy phiếu chưa mở. Mục này sẽ bỏ phiếu lại từ đầu.",
    "withdraw": "Đã rút mục này.",
}


@login_required
def agenda_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose accepted entries and nominations for the agenda."""
    session = get_object_or_404(visible_sessions(request.user), pk=pk)
    if not prepares_the_session(request.user, session):
        raise Http404
    if request.method == "POST":
        entries, nominations = _keys(request, "entry"), _keys(request, "nomination")
        said = f"Đã thêm {len(entries) + len(nominations)} hồ sơ vào chương trình."
        act = lambda: add_candidates(session, entries=entries, nominations=nominations, by=request.user)  # noqa: E731
        return redirect(session) if _tell(request, act, said) else redirect(request.path)
    entries = entries_to_add(session.facility).select_related("sheet__unit", "sheet__round")
    context = {
        "session": session,
        "entries": [{"entry": entry, "targets": targets_text(entry)} for entry in entries],
        "nominations": nominations_to_add(session.facility).select_related("unit"),
        "crumbs": [HERE, (str(session), session.get_absolute_url()), ("Thêm hồ sơ", "")],
    }
    return page(request, "awards/agenda_add.html", context)


@login_required
def agenda_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a member the agenda on the phone: what waits, what is done, never anybody else's papers."""
    session = get_object_or_404(with_roll(visible_sessions(request.user)), pk=pk)
    seat = seat_of(session, request.user)
    parts = agenda_for(session, seat)
    upcoming = next((line.item for part in parts for line in part.lines if line.is_next), None)
    context = {
        "session": session,
        "seat": seat,
        "parts": parts,
        "next": upcoming,
        "open_parts": [part for part in parts if part.waiting],
        "presence": presence_of(session),
        "you": you(request.user),
        "is_open": session.status == SessionStatus.OPENED,
        "to_open": sections_to_open(session, request.user),
    }
    return page(request, "awards/agenda_detail.html", context)


@login_required
def agenda_item(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one candidate, readable in a minute."""
    item = get_object_or_404(visible_items(request.user), pk=pk)
    section = item.section
    seat = seat_of(section.session, request.user)
    items = list(section.items.all())
    context = {
        "item": item,
        "section": section,
        "session": section.session,
        "place": [one.pk for one in items].index(item.pk) + 1,
        "total": len(items),
        "dossier": dossier_of(item),
        "subtitle": subtitle_of(item),
        "service": service_of(item),
        "may_vote": section.method == Method.SEALED and item.pk in {one.pk for one in to_vote(section, seat)},
    }
    return page(request, "awards/agenda_item.html", context)


@login_required
def agenda_file(request: HttpRequest, pk: int, file: int) -> FileResponse:
    """Send a paper of a candidate's dossier to a member."""
    item = get_object_or_404(visible_items(request.user), pk=pk)
    kept = dossier_files([item]).get(file)
    if kept is None:
        raise Http404
    response = FileResponse(kept.file.open("rb"), as_attachment=True, filename=kept.name)
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


@login_required
@require_POST
def agenda_remove(request: HttpRequest, pk: int) -> HttpResponse:
    item = _prepared_item(request, pk)
    _tell(request, lambda: remove_candidate(item, by=request.user), f"Đã bỏ {item.name} khỏi chương trình.")
    return redirect(item.section.session)


@login_required
@require_POST
def agenda_method(request: HttpRequest, pk: int) -> HttpResponse:
    section = get_object_or_404(visible_sections(request.user), pk=pk)
    if not prepares_the_session(request.user, section):
        raise Http404
    method = request.POST.get("method", "")
    if method not in Method.values:
        raise Http404
    _tell(request, lambda: set_method(section, method, by=request.user), "Đã đổi cách bỏ phiếu.")
    return redirect(section.session)


@login_required
@require_POST
def agenda_step(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    section = get_object_or_404(visible_sections(request.user), pk=pk)
    note = request.POST.get("note", "")
    _tell(request, lambda: take_section_step(section, step, by=request.user, note=note), SAID.get(step, ""))
    return redirect(_back(request, section))


@login_required
@require_POST
def agenda_ruling(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the chair's ruling on a tied vote, with its reason."""
    item = get_object_or_404(visible_items(request.user), pk=pk)
    if not presides(request.user, item.section):
        raise Http404
    passed, note = request.POST.get("ruling") == "dat", request.POST.get("note", "")
    _tell(request, lambda: rule_on_tie(item, passed=passed, note=note, by=request.user), "Đã ghi ý kiến Chủ tịch.")
    return redirect(_back(request, item.section))


def _prepared_item(request: HttpRequest, pk: int) -> AgendaItem:
    item = get_object_or_404(visible_items(request.user), pk=pk)
    if not prepares_the_session(request.user, item.section):
        raise Http404
    return item


def _back(request: HttpRequest, section: Section) -> str:
    """Return where the person came from: the desk, or the session's page."""
    session: Session = section.session
    if runs_the_session(request.user, session) and session.status == SessionStatus.OPENED:
        return f"{reverse('awards:session_board', args=[session.pk])}?muc={section.pk}"
    return session.get_absolute_url()


def _keys(request: HttpRequest, name: str) -> list[int]:
    return numbers(request.POST.getlist(name))


def _tell(request: HttpRequest, act: Callable[[], Any], said: str) -> bool:
    try:
        act()
    except Refused as refused:
        messages.error(request, " ".join(refused.reasons))
        return False
    messages.success(request, said)
    return True
