"""What the frame around every page shows: the rail, the person, the unread notifications."""

from collections import Counter
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from config.home import works_of
from core.text import initials
from emulation.choices import Role
from emulation.models import User
from emulation.selectors.people import facility_of, unread_notifications

_EVERYBODY = tuple(Role.values)
_INSIDE = tuple(role for role in Role.values if role not in (Role.STAFF, Role.DEPARTMENT))
# label, URL name, icon, area, roles; in the order of the rail
RAIL: tuple[tuple[str, str, str, str, tuple[str, ...]], ...] = (
    ("Việc của tôi", "home", "home", "viec", _EVERYBODY),
    ("Đăng ký", "emulation:sheet_list", "clipboard-list", "dang_ky", _INSIDE),
    ("Phong trào", "campaigns:campaign_list", "flag", "phong_trao", (*_INSIDE, Role.DEPARTMENT)),
    ("Khen thưởng", "awards:nomination_list", "award", "khen_thuong", _INSIDE),
    ("Hội đồng", "awards:session_list", "users", "hoi_dong", (Role.OFFICE, Role.COUNCIL, Role.LEADER)),
    ("Quyết định", "awards:decision_list", "file-certificate", "quyet_dinh", (Role.OFFICE, Role.LEADER, Role.ADMIN)),
    ("Báo cáo", "reports:due_list", "report", "bao_cao", (Role.OFFICE, Role.LEADER, Role.DEPARTMENT)),
    ("Hồ sơ", "emulation:unit_list", "id", "ho_so", (*_INSIDE, Role.DEPARTMENT)),
    ("Nhập từ Excel", "workbook_kinds", "file-import", "nhap_excel", (Role.OFFICE, Role.HEAD, Role.CLERK, Role.ADMIN)),
    ("Cài đặt", "emulation:settings", "settings", "cai_dat", (Role.OFFICE, Role.ADMIN)),
)


def frame(request: HttpRequest) -> dict[str, Any]:
    """Return the frame lazily: fragments and public pages never ask for it."""
    theme = "dark" if request.COOKIES.get("theme") == "dark" else "light"
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"frame": {"theme": theme}}
    return {"frame": SimpleLazyObject(lambda: {"theme": theme, **_frame(request, user)})}


def _frame(request: HttpRequest, user: User) -> dict[str, Any]:
    facility = facility_of(user)
    items = _items(request, user)
    bottom = _bottom(items)
    return {
        "items": items,
        "bottom": bottom,
        "more": [item for item in items if item not in bottom],
        "facility_name": (facility.label if facility else "Thi đua – Khen thưởng"),
        "person_name": str(user),
        "person_role": _role_of(user),
        "initials": initials(str(user)),
        "unread": unread_notifications(user).count(),
        "search_url": reverse("search"),
        "account_url": reverse("emulation:account"),
        "notifications_url": reverse("emulation:notification_list"),
        "help_url": reverse("emulation:help"),
        "logout_url": reverse("emulation:logout"),
    }


def _items(request: HttpRequest, user: User) -> list[dict[str, Any]]:
    counts = Counter(work.area for work in works_of(user))
    counts["viec"] = sum(counts.values())
    roles = {grant.role for grant in user.grants_now}
    rows: list[dict[str, Any]] = [
        {"label": label, "url": reverse(name), "icon": icon, "count": counts[area], "apart": area == "ho_so"}
        for label, name, icon, area, who in RAIL
        if roles & set(who) or name == "home"
    ]
    here = max((row for row in rows if _leads(row["url"], request.path)), key=lambda row: len(row["url"]), default=None)
    return [{**row, "current": row is here} for row in rows]


def _leads(url: str, path: str) -> bool:
    """Say whether a page belongs to an item of the rail; to the first page belongs itself alone."""
    return path == url or (url != reverse("home") and path.startswith(url))


def _bottom(items: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the four of the phone's bar: home, what has work waiting, then the rest, in the rail's order."""
    first = sorted(items, key=lambda item: (item["url"] != "/", not item["count"]))[:4]
    return [item for item in items if item in first]


def _role_of(user: User) -> str:
    """Return the part that a person is known by; a seat in the council comes on top of another part."""
    rank = {role: (role == Role.COUNCIL, place) for place, role in enumerate(_EVERYBODY)}
    first = min(user.grants_now, key=lambda grant: rank[grant.role], default=None)
    return f"{first.get_role_display()} · {first.unit.label}" if first else ""
