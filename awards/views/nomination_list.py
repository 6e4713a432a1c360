"""The nominations that a person sees: searched, filtered, sorted, exported."""

from collections import Counter
from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.urls import reverse
from django.utils import timezone

from awards.choices import NominationStatus
from awards.forms.nomination_filter import ORDERS, NominationFilter, chosen
from awards.models import Nomination
from awards.selectors.nomination_sources import nominating_units
from awards.selectors.nominations import (
    nominations_matching,
    state_counts,
    titles_in,
    visible_nominations,
    waiting_nominations,
    years_in,
)
from awards.tables import NOMINATION_COLUMNS, nomination_rows
from awards.views.tabs import award_tabs
from core.views import exported, page, window
from emulation.choices import Role


@login_required
def nomination_list(request: HttpRequest) -> HttpResponse:
    form, found, wanted = _listed(request)
    status, order = wanted.pop("status"), ORDERS.get(wanted.pop("xep") or "", ORDERS[""])
    found = nominations_matching(found, **wanted)
    shown = nominations_matching(found, status=status)
    is_office = request.user.holds(Role.OFFICE)
    context = {
        "form": form,
        "window": window(shown, request, order=order, size=50),
        "chips": _chips(request, state_counts(found), status),
        "may_create": bool(nominating_units(request.user)),
        "waiting": waiting_nominations(request.user).count() if is_office else 0,
        "is_office": is_office,
        "tabs": award_tabs("nomination_list", request.user),
        "is_filtered": any(wanted.values()) or bool(status),
    }
    return page(request, "awards/nomination_list.html", context, part="rows")


@login_required
def nomination_export(request: HttpRequest) -> StreamingHttpResponse:
    """Give what the list shows as a workbook: the same search, the same filters."""
    _, found, wanted = _listed(request)
    order = ORDERS.get(wanted.pop("xep") or "", ORDERS[""])
    rows = nominations_matching(found, **wanted).order_by(*order).iterator(chunk_size=500)
    name = f"de-nghi-khen-thuong-{timezone.localdate():%Y%m%d}"
    return exported(request, name, "Đề nghị khen thưởng", NOMINATION_COLUMNS, nomination_rows(rows))


def _listed(request: HttpRequest) -> tuple[NominationFilter, QuerySet[Nomination], dict[str, Any]]:
    seen = visible_nominations(request.user)
    form = NominationFilter(request.GET, years=years_in(seen), codes=titles_in(seen))
    wanted = chosen(form)
    return form, seen, {**wanted, "q": wanted["q"] or ""}


def _chips(request: HttpRequest, counts: Counter[str], status: str) -> list[dict[str, Any]]:
    """Return one chip for each state that occurs, and one for all of them."""
    rows = [("", "Tất cả", sum(counts.values()))]
    rows += [(s.value, s.label, counts[s]) for s in NominationStatus if counts[s] or s == status]
    return [
        {"label": label, "count": count, "current": (status or "") == value, "url": _with_state(request, value)}
        for value, label, count in rows
    ]


def _with_state(request: HttpRequest, status: str) -> str:
    """Return the list's address with another state and from its first page."""
    query = request.GET.copy()
    for name in ("sau", "truoc", "status"):
        query.pop(name, None)
    if status:
        query["status"] = status
    return f"{reverse('awards:nomination_list')}?{query.urlencode()}"
