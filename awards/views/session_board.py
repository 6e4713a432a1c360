"""The desk of a running session, and what the room sees on the wall."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import never_cache

from awards.access import runs_the_session
from awards.choices import SectionStatus, SessionStatus
from awards.forms.ballot import KeyForm
from awards.models import AgendaItem, Session
from awards.selectors.session import presence_of, turnout_of, visible_sessions, with_roll
from awards.views.session_page import board_context, current_section
from core.views import number, page


@login_required
@never_cache
def session_board(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the desk: quorum, has-voted count, keys, results once counted. Chair, vice-chair, secretary."""
    session = _run(request, pk)
    section = current_section(session, number(request.GET.get("muc")))
    context = board_context(request.user, session, section)
    if section is not None and section.status == SectionStatus.CLOSED:
        context["key_form"] = KeyForm(section=section, initial=_own_key(request, session))
    return page(request, "awards/session_board.html", context)


@login_required
@never_cache
def session_screen(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the wall: how many have voted, and published results one candidate at a time."""
    session = _run(request, pk)
    section = current_section(session, number(request.GET.get("muc")))
    context: dict[str, Any] = {"session": session, "section": section, "presence": presence_of(session)}
    if section is not None and section.status == SectionStatus.PUBLISHED:
        context |= _shown(list(section.items.all()), number(request.GET.get("ho-so")))
    elif section is not None and section.opened_at:
        context["turnout"] = turnout_of(section)
    return page(request, "awards/session_screen.html", context, part="wall")


def _run(request: HttpRequest, pk: int) -> Session:
    session = get_object_or_404(with_roll(visible_sessions(request.user)), pk=pk)
    if not runs_the_session(request.user, session):
        raise Http404
    if session.status not in (SessionStatus.OPENED, SessionStatus.ENDED):
        raise Http404
    return session


def _own_key(request: HttpRequest, session: Session) -> dict[str, Any]:
    own = next((holder for holder in session.holders.all() if holder.member.user_id == request.user.pk), None)
    return {"holder": own}


def _shown(items: list[AgendaItem], wanted: int | None) -> dict[str, Any]:
    """Return the candidate on the wall with the ones before and after."""
    place = next((place for place, item in enumerate(items) if item.pk == wanted), 0)
    item = items[place]
    members = (item.agree or 0) + (item.disagree or 0) + (item.blank or 0) + (item.missed or 0)
    return {
        "item": item,
        "place": place + 1,
        "total": len(items),
        "members": max(members, item.base_number or 0),
        "before": items[place - 1] if place else None,
        "after": items[place + 1] if place + 1 < len(items) else None,
    }
