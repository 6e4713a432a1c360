"""A member's secret ballot. Choices travel in the body of a POST and nowhere else.

The pages that repeat a choice have one length whatever was chosen: an access log that notes the
size of answers tells nothing. Nothing is kept between the pages; drafts live in the browser.
"""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_POST

from awards.choices import SectionStatus
from awards.models import AgendaItem, Section
from awards.selectors.agenda import dossier_of, subtitle_of, to_vote, visible_items
from awards.selectors.minutes import CHOICE_WORDS
from awards.selectors.session import seat_of, visible_sections, visible_sessions
from awards.services.ballot import ALREADY, cast_ballots, pledge
from awards.views.ballot_page import picked, you
from awards.views.session_page import HERE
from core.views import page
from core.workflow import Refused


@login_required
@require_POST
def ballot_pledge(request: HttpRequest, pk: int) -> HttpResponse:
    session = get_object_or_404(visible_sessions(request.user), pk=pk)
    if seat := seat_of(session, request.user):
        pledge(seat)
    return redirect("awards:agenda_detail", session.pk)


@never_cache
@login_required
@sensitive_post_parameters()
@sensitive_variables()
def ballot_cast(request: HttpRequest, pk: int) -> HttpResponse:
    """Vote on one candidate: choose, read what was chosen, send, get the receipt once."""
    item = get_object_or_404(visible_items(request.user), pk=pk)
    section = item.section
    mine = to_vote(section, seat_of(section.session, request.user))
    context = _paper_context(request, section) | {"item": item, "subtitle": subtitle_of(item), **_place(item)}
    choices = picked(request, [item])
    if request.method == "POST" and choices:
        try:
            codes = cast_ballots(section, choices, by=request.user)
        except Refused as refused:
            return _refused(request, section, refused)
        upcoming = next((one for one in mine if one.pk != item.pk), None)
        return page(request, "awards/ballot_receipt.html", context | {"code": codes[item.pk], "next": upcoming})
    if item.pk not in {one.pk for one in mine}:
        return _refused(request, section, Refused([ALREADY]))
    return page(request, "awards/ballot_cast.html", context | {"is_empty": request.method == "POST"})


@never_cache
@login_required
@sensitive_post_parameters()
@sensitive_variables()
def ballot_section(request: HttpRequest, pk: int) -> HttpResponse:
    """Vote on all candidates of a heading that still wait: choose, review, send, get the receipts once."""
    section = get_object_or_404(visible_sections(request.user), pk=pk)
    items = to_vote(section, seat_of(section.session, request.user))
    choices = picked(request, items)
    if request.method == "POST" and "send" in request.POST and choices:
        try:
            codes = cast_ballots(section, choices, by=request.user)
        except Refused as refused:
            return _refused(request, section, refused)
        receipts = [(item, codes[item.pk]) for item in items if item.pk in codes]
        return page(request, "awards/ballot_section.html", _paper_context(request, section) | {"receipts": receipts})
    if not items:
        return _refused(request, section, Refused([ALREADY]))
    context = _paper_context(request, section) | {
        "papers": [_paper(item, choices) for item in items],
        "is_review": request.method == "POST" and "edit" not in request.POST and bool(choices),
        "is_empty": request.method == "POST" and not choices,
        "chosen": len(choices),
        "left": len(items) - len(choices),
    }
    return page(request, "awards/ballot_section.html", context)


@login_required
def ballot_secrecy(request: HttpRequest) -> HttpResponse:
    """Explain, from what the code does, what is secret and from whom; with its limits."""
    return page(request, "awards/ballot_secrecy.html", {"you": you(request.user)})


@login_required
def ballot_papers(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the published papers by receipt code: a member finds the own one.

    Looking a code up happens in the browser alone: a code that was sent would stand in a log.
    """
    section = get_object_or_404(visible_sections(request.user).filter(status=SectionStatus.PUBLISHED), pk=pk)
    urns = section.urns.select_related("item").order_by("item__order", "item")
    papers = [(urn.item, [(receipt, CHOICE_WORDS[choice]) for receipt, choice in urn.opened]) for urn in urns]
    context = {
        "section": section,
        "session": section.session,
        "papers": papers,
        "kept": section.minutes.filter(kind="danh_sach_phieu").first(),
        "crumbs": [HERE, (str(section.session), section.session.get_absolute_url()), ("Danh sách phiếu", "")],
    }
    return page(request, "awards/ballot_papers.html", context)


def _paper_context(request: HttpRequest, section: Section) -> dict:
    return {"section": section, "session": section.session, "you": you(request.user)}


def _place(item: AgendaItem) -> dict:
    keys = list(item.section.items.values_list("pk", flat=True))
    return {"place": keys.index(item.pk) + 1, "total": len(keys)}


@sensitive_variables()
def _paper(item: AgendaItem, choices: dict[int, str]) -> dict:
    return {
        "item": item,
        "subtitle": subtitle_of(item),
        "dossier": dossier_of(item),
        "choice": choices.get(item.pk, ""),
    }


def _refused(request: HttpRequest, section: Section, refused: Refused) -> HttpResponse:
    messages.error(request, " ".join(refused.reasons))
    return redirect("awards:agenda_detail", section.session_id)
