"""Keys of the urns: who keeps them, the passphrases, opening after the close. And the paper ballots' counts."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from awards.access import keeps_a_key, prepares_the_session, runs_the_session
from awards.choices import Method, SectionStatus
from awards.forms.ballot import KeyForm, PassphraseForm, TellerForm
from awards.forms.session import HolderForm
from awards.models import Section
from awards.selectors.session import seat_of, visible_sections, visible_sessions
from awards.services.ballot_count import enter_teller_count
from awards.services.ballot_key import name_holder, set_passphrase, turn_key
from awards.views.session_page import HERE
from core.views import acted, page, posted


@login_required
def ballot_holder(request: HttpRequest, pk: int) -> HttpResponse:
    """Say who keeps a key in place of somebody who is away."""
    session = get_object_or_404(visible_sessions(request.user), pk=pk)
    if not prepares_the_session(request.user, session):
        raise Http404
    form = HolderForm(posted(request), session=session)
    if acted(form, lambda data: name_holder(session, by=request.user, **data)):
        messages.success(request, "Đã giao chìa. Người giữ chìa cần đặt mật khẩu mở hòm.")
        return redirect(session)
    crumbs = [HERE, (str(session), session.get_absolute_url()), ("Người giữ chìa", "")]
    return page(request, "awards/ballot_holder.html", {"form": form, "session": session, "crumbs": crumbs})


@never_cache
@login_required
@sensitive_post_parameters()
def ballot_passphrase(request: HttpRequest, pk: int) -> HttpResponse:
    """Set one's own passphrase for the urns of a session."""
    session = get_object_or_404(visible_sessions(request.user), pk=pk)
    holder = get_object_or_404(session.holders.select_related("member__user", "session"), member__user=request.user)
    form = PassphraseForm(posted(request))
    if acted(form, lambda data: set_passphrase(holder, data["passphrase"], by=request.user)):
        messages.success(request, "Đã đặt mật khẩu mở hòm. Hãy nhớ kỹ: không ai xem lại được.")
        return redirect(session)
    crumbs = [HERE, (str(session), session.get_absolute_url()), ("Chìa của tôi", "")]
    context = {"form": form, "session": session, "holder": holder, "crumbs": crumbs}
    return page(request, "awards/ballot_passphrase.html", context)


@never_cache
@login_required
@sensitive_post_parameters()
def ballot_open(request: HttpRequest, pk: int) -> HttpResponse:
    """Turn a key; the second one opens the urns and the papers are counted."""
    section = get_object_or_404(visible_sections(request.user), pk=pk)
    if not keeps_a_key(request.user, section):
        raise Http404
    own = section.session.holders.filter(member__user=request.user).first()
    form = KeyForm(posted(request), section=section, initial={"holder": own})
    if acted(form, lambda data: _turn(request, section, data)):
        return redirect(_after_turning(request, section))
    crumbs = [HERE, (str(section.session), section.session.get_absolute_url()), ("Mở hòm", "")]
    context = {
        "form": form,
        "section": section,
        "is_closed": section.status == SectionStatus.CLOSED,
        "turned": section.shares.exclude(handed={}).count(),
        "crumbs": crumbs,
    }
    return page(request, "awards/ballot_open.html", context)


@login_required
def ballot_teller(request: HttpRequest, pk: int) -> HttpResponse:
    """Type what one teller counted of the paper ballots; nobody sees the other's numbers."""
    section = get_object_or_404(visible_sections(request.user).filter(method=Method.PAPER), pk=pk)
    seat = seat_of(section.session, request.user)
    if seat is None or not seat.is_teller:
        raise Http404
    form = TellerForm(posted(request), items=list(section.items.select_related("unit")))
    if acted(
        form,
        lambda data: enter_teller_count(
            section, seat, issued=data["issued"], collected=data["collected"], lines=form.lines(), by=request.user
        ),
    ):
        messages.success(request, "Đã nhận bản kiểm phiếu của bạn.")
        return redirect("awards:agenda_detail", section.session_id)
    crumbs = [HERE, (str(section.session), section.session.get_absolute_url()), ("Kiểm phiếu giấy", "")]
    context = {"form": form, "section": section, "session": section.session, "crumbs": crumbs}
    return page(request, "awards/ballot_teller.html", context)


def _turn(request: HttpRequest, section: Section, data: dict[str, Any]) -> None:
    is_open = turn_key(section, data["holder"], data["passphrase"], by=request.user)
    messages.success(request, "Đã mở hòm và kiểm phiếu." if is_open else "Đã nhận chìa thứ nhất. Cần một chìa nữa.")


def _after_turning(request: HttpRequest, section: Section) -> str:
    """Return the desk for those who lead, the agenda for a member who only keeps a key."""
    if runs_the_session(request.user, section):
        return f"{reverse('awards:session_board', args=[section.session_id])}?muc={section.pk}"
    return reverse("awards:agenda_detail", args=[section.session_id])
