"""The pages that speak for the whole product: what I have to do, search, health."""

from datetime import date, timedelta

from django.contrib.auth.decorators import login_required
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache

import awards.selectors.work
import campaigns.selectors.work
import emulation.selectors.work
import reports.selectors.work
from core.text import clean
from core.views import page
from core.work import Found, Work
from emulation.models import User
from emulation.selectors.board import board_for

_APPS = (emulation.selectors.work, campaigns.selectors.work, awards.selectors.work, reports.selectors.work)
STRIP_DAYS = 14
SOON_DAYS = 3


def works_of(user: User) -> list[Work]:
    """Return everything that waits for a person, by due date, undated last; asked once a request."""
    if not hasattr(user, "_works"):
        works = [work for app in _APPS for work in app.work_of(user)]
        user._works = sorted(works, key=lambda work: (work.due or date.max, work.title))
    return user._works


@login_required
def home(request: HttpRequest) -> HttpResponse:
    works = works_of(request.user)
    today = timezone.localdate()
    context = {
        "works": works,
        "late": sum(1 for work in works if work.due and work.due < today),
        "today": today,
        "strip": _strip(works, today),
        "calendar_url": reverse("reports:due_list"),
        **board_for(request.user),
    }
    return page(request, "config/home.html", context)


@login_required
def search(request: HttpRequest) -> HttpResponse:
    query = clean(request.GET.get("q", ""))[:100]
    found: list[Found] = []
    if len(query) > 1:
        found = [hit for app in _APPS for hit in app.found_for(request.user, query)]
    return page(request, "config/search.html", {"query": query, "found": found}, part="hits")


@never_cache
def health(request: HttpRequest) -> JsonResponse:
    """Liveness and readiness: the database answers."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Exception as error:  # noqa: BLE001 - whatever it is, the instance is not ready
        return JsonResponse({"status": "down", "database": type(error).__name__}, status=503)
    return JsonResponse({"status": "ok", "database": connection.vendor, "time": timezone.now().isoformat()})


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "404.html", status=404)


def _strip(works: list[Work], today: date) -> list[dict]:
    """Return the next fortnight, each day with what falls due on it."""
    days = [today + timedelta(days=offset) for offset in range(STRIP_DAYS)]
    return [
        {"date": day, "today": day == today, "off": day.weekday() > 4, "events": _events(works, day, today)}
        for day in days
    ]


def _events(works: list[Work], day: date, today: date) -> list[dict[str, str]]:
    due = [work for work in works if work.due == day]
    tone = "soon" if (day - today).days <= SOON_DAYS else ""
    if len(due) > 1:
        return [{"label": f"{len(due)} việc", "url": "#h-viec", "tone": tone}]
    return [{"label": work.title, "url": work.url, "tone": tone} for work in due]
