"""All campaigns of a year: the board, the table, the workbook."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.urls import reverse
from django.utils import timezone

from campaigns.choices import CampaignStatus, Level
from campaigns.forms.filters import CampaignFilter, chosen
from campaigns.models import Campaign
from campaigns.selectors.board import cards_of, places_left
from campaigns.selectors.campaigns import (
    campaigns_matching,
    counts_by,
    launching_place,
    visible_campaigns,
    years_of,
)
from campaigns.selectors.places import place_of
from campaigns.tables import CAMPAIGN_COLUMNS, campaign_rows
from core.views import exported, number, page, window
from emulation.choices import Role

_STATES: dict[str, tuple[str, tuple[str, ...]]] = {
    "chay": ("Đang chạy", (CampaignStatus.LAUNCHED,)),
    "tong-ket": ("Đã tổng kết", (CampaignStatus.CLOSED,)),
    "chuan-bi": ("Chuẩn bị", (CampaignStatus.DRAFT, CampaignStatus.APPROVED)),
}


@login_required
def campaign_list(request: HttpRequest) -> HttpResponse:
    """The board: cards of one year, running ones first."""
    seen = visible_campaigns(request.user)
    years = years_of(seen)
    year = _year(request, years)
    of_year = seen.filter(year=year)
    counts = counts_by(of_year, "status")
    state = request.GET.get("tinh-trang", "")
    state = state if state in _STATES else _first_state(counts)
    level, lead = request.GET.get("cap", ""), request.GET.get("chu-tri", "")
    shown = campaigns_matching(of_year, level=level, lead=lead).filter(status__in=_STATES[state][1])
    cards = cards_of(request.user, shown.order_by(F("plan").asc(nulls_last=True), "pk"), place_of(request.user))
    context = {
        "year": year,
        "cards": cards,
        "sub": _sub(counts_by(of_year, "level")),
        "chips": _chips(request, counts, state),
        "menus": _menus(request, of_year, years, year, level, lead),
        "left": places_left(cards),
        "may_create": launching_place(request.user) is not None,
        "may_import": bool(request.user.units_of(Role.OFFICE, Role.DEPARTMENT)),
        "is_narrowed": bool(level or lead),
    }
    return page(request, "campaigns/campaign_list.html", context, part="board")


@login_required
def campaign_table(request: HttpRequest) -> HttpResponse:
    form, campaigns = _listed(request)
    shown = window(campaigns, request, order=("-year", "-pk"), size=50)
    context = {"form": form, "window": shown, "may_create": launching_place(request.user) is not None}
    context["cards"] = cards_of(request.user, Campaign.objects.filter(pk__in=[c.pk for c in shown.rows]), None)
    context["cards"].sort(key=lambda card: (-card.campaign.year, -card.campaign.pk))
    return page(request, "campaigns/campaign_table.html", context, part="rows")


@login_required
def campaign_export(request: HttpRequest) -> StreamingHttpResponse:
    _, campaigns = _listed(request)
    cards = cards_of(request.user, campaigns.order_by("-year", "-pk"), None)
    name = f"phong-trao-{timezone.localdate():%Y%m%d}"
    return exported(request, name, "Phong trào", CAMPAIGN_COLUMNS, campaign_rows(cards))


def _listed(request: HttpRequest) -> tuple[CampaignFilter, QuerySet[Campaign]]:
    seen = visible_campaigns(request.user)
    form = CampaignFilter(request.GET, years=years_of(seen))
    return form, campaigns_matching(seen, **chosen(form))


def _year(request: HttpRequest, years: list[int]) -> int:
    """Return the year asked for; else this year, or the newest one that has campaigns."""
    asked, today = number(request.GET.get("nam")), timezone.localdate().year
    if asked in years:
        return asked
    return today if today in years or not years else years[0]


def _first_state(counts: dict[str, int]) -> str:
    return next((name for name, (_, states) in _STATES.items() if any(map(counts.get, states))), "chay")


def _sub(levels: dict[str, int]) -> str:
    words = {
        Level.MINISTRY: "do Bộ Y tế phát động",
        Level.PROVINCE: "của tỉnh",
        Level.DEPARTMENT: "do Sở phát động",
        Level.FACILITY: "của bệnh viện",
    }
    parts = [f"{levels[level]} {word}" for level, word in words.items() if levels.get(level)]
    total = sum(levels.values())
    return f"{total} phong trào · {', '.join(parts)}" if total else "Chưa có phong trào nào"


def _chips(request: HttpRequest, counts: dict[str, int], state: str) -> list[dict[str, Any]]:
    numbers = {name: sum(counts.get(status, 0) for status in states) for name, (_, states) in _STATES.items()}
    return [
        {
            "label": label,
            "count": numbers[name],
            "current": name == state,
            "url": _url(request, **{"tinh-trang": name}),
        }
        for name, (label, _) in _STATES.items()
        if numbers[name] or name != "chuan-bi"
    ]


def _menus(
    request: HttpRequest, campaigns: QuerySet[Campaign], years: list[int], year: int, level: str, lead: str
) -> list[dict[str, Any]]:
    """Return the fold-out filters: by level, by lead body, by year."""
    levels = [(value, str(Level(value).label)) for value in counts_by(campaigns, "level")]
    leads = [(name, name) for name in counts_by(campaigns, "lead_agency") if name]
    every = {"cap": ("Cấp phát động", levels, level), "chu-tri": ("Cơ quan chủ trì", leads, lead)}
    menus = [
        {
            "label": label if not now else f"{label}: {dict(found).get(now, now)}",
            "on": bool(now),
            "options": [
                {"label": word, "current": value == now, "url": _url(request, **{name: value})}
                for value, word in [("", "Tất cả"), *found]
            ],
        }
        for name, (label, found, now) in every.items()
    ]
    if len(years) > 1:
        options = [{"label": f"Năm {y}", "current": y == year, "url": f"?nam={y}"} for y in years]
        menus.append({"label": f"Năm {year}", "on": False, "options": options})
    return menus


def _url(request: HttpRequest, **changes: str) -> str:
    query = request.GET.copy()
    for name, value in changes.items():
        query.pop(name, None)
        if value:
            query[name] = value
    return f"{reverse('campaigns:campaign_list')}?{query.urlencode()}"
