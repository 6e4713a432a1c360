"""What templates may say beyond Django's own words: icons, marks, badges, days, small pictures.

Nothing here knows the trade: states and their colours come from the page.
"""

import re
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from core import pictures
from core import text as words

register = template.Library()
ICONS = Path(__file__).resolve().parent.parent / "icons"
TONES = {"draft", "sent", "back", "taken", "pass", "late", "soon", "person", "hold"}
STATES = {  # the states that life cycles share, by their slugs
    **dict.fromkeys(("queued", "planned", "prepared", "proposed", "new"), "draft"),
    **dict.fromkeys(("submitted", "sent", "running", "open", "opened", "signed", "approved"), "sent"),
    **dict.fromkeys(("returned", "recalled", "reopened"), "back"),
    **dict.fromkeys(("accepted", "received", "published", "launched", "issued"), "taken"),
    **dict.fromkeys(("endorsed", "passed", "awarded", "done", "recognised", "paid", "verified"), "pass"),
    **dict.fromkeys(("failed", "rejected", "overdue", "bounced", "revoked"), "late"),
    **dict.fromkeys(("closed", "ended", "cancelled", "withdrawn", "archived", "paused", "skipped"), "hold"),
}
MARKS = {
    "ok": ("Khả thi", '<circle cx="7" cy="7" r="5.5"/>'),
    "warn": ("Còn thiếu", '<path d="M7 1l6.2 11.5H.8z"/>'),
    "bad": ("Không khả thi", '<rect x="1.5" y="1.5" width="11" height="11" rx="1.5"/>'),
    "person": ("Cần người xem", '<path d="M7 .8L13.2 7 7 13.2.8 7z"/>'),
    "none": ("Chưa xét", '<circle cx="7" cy="7" r="4.5" fill="none" stroke="currentColor" stroke-width="2"/>'),
}
SVG = (
    '<svg class="ti {}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-linecap="round"'
    ' stroke-linejoin="round" aria-hidden="true">{}</svg>'
)


# --- signs ---


@cache
def _strokes(name: str) -> SafeString:
    file = ICONS / f"{name}.svg"
    if not re.fullmatch(r"[a-z0-9-]+", name) or not file.exists():
        raise template.TemplateSyntaxError(f"There is no icon “{name}” in core/icons.")
    paths = re.findall(r"<(?:path|circle|rect|line|polyline)[^>]*/>", file.read_text(encoding="utf-8"))
    return mark_safe("".join(path for path in paths if "M0 0h24v24H0z" not in path))


@register.simple_tag
def icon(name: str, css: str = "") -> SafeString:
    """Inline a Tabler outline icon. ``css`` is extra classes: "s" is 16 px instead of 20."""
    return format_html(SVG, css, _strokes(name))


@register.simple_tag
def fz(level: str, label: str = "", css: str = "") -> SafeString:
    """Draw the mark of a level: ok ● warn ▲ bad ■ person ◆ none ○; ``css="b"`` is the big one."""
    word, shape = MARKS[level]
    return format_html(
        '<svg class="fz {} {}" viewBox="0 0 14 14" fill="currentColor" role="img" aria-label="{}">{}</svg>',
        level,
        css,
        label or word,
        mark_safe(shape),
    )


@register.simple_tag
def badge(label: Any, state: str = "draft") -> SafeString:
    """Show a state as colour, shape and word; ``state`` is a tone or the slug of a state."""
    tone = state if state in TONES else STATES.get(str(state), "hold")
    return format_html('<span class="badge-s {}">{}</span>', tone, label)


# --- words ---


@register.filter
def initials(name: str) -> str:
    """Return the last two words' first letters, as Vietnamese names are told apart: Thu Hà → TH."""
    return "".join(word[0] for word in str(name or "").split()[-2:]).upper()


@register.filter
def filesize_vi(size: float | None) -> str:
    """Return a size in bytes the way people read it: 1,4 MB."""
    value = float(size or 0)
    for unit in ("byte", "kB", "MB"):
        if value < 1024:
            return f"{value:.0f} {unit}" if unit == "byte" or value >= 10 else f"{decimal(value)} {unit}"
        value /= 1024
    return f"{decimal(value)} GB"


@register.filter
def decimal(value: float | None, places: int = 1) -> str:
    """Return a number with a decimal comma and dots between thousands: 1.234,5."""
    if value is None:
        return ""
    text = f"{value:,.{places}f}".replace(",", " ").replace(".", ",").replace(" ", ".")
    return text.rstrip("0").rstrip(",") if places and "," in text else text


@register.filter
def grouped(value: float | None) -> str:
    """Return a whole number with dots between thousands: 12.500.000."""
    return "" if value is None else words.grouped(value)


@register.filter
def percent(value: float | None, total: float | None = 1) -> str:
    """Return value of total as a percentage with at most one decimal: 79,2%; "" when unknown."""
    return "" if value is None or not total else f"{decimal(100 * value / total)}%"


# --- days ---


def _days_left(day: date | datetime) -> int:
    if isinstance(day, datetime):
        day = timezone.localtime(day).date() if timezone.is_aware(day) else day.date()
    return (day - timezone.localdate()).days


@register.filter
def due(day: date | datetime | None) -> str:
    """Say how far a last good day is: quá 2 ngày, hôm nay, ngày mai, còn 3 ngày."""
    if not day:
        return ""
    left = _days_left(day)
    near = {0: "hôm nay", 1: "ngày mai"}
    return near.get(left) or (f"còn {left} ngày" if left > 0 else f"quá {-left} ngày")


@register.filter
def due_tone(day: date | datetime | None) -> str:
    """Return "late" after the day, "soon" within three days of it, "" otherwise."""
    if not day:
        return ""
    left = _days_left(day)
    return "late" if left < 0 else "soon" if left <= 3 else ""


@register.filter
def ago(day: date | datetime | None) -> str:
    """Say how long something has waited: hôm nay, hôm qua, 4 ngày."""
    if not day:
        return ""
    passed = -_days_left(day)
    return {0: "hôm nay", 1: "hôm qua"}.get(passed, f"{passed} ngày")


@register.filter
def weekday(day: date) -> str:
    """Return the day of the week in full: Thứ Hai … Chủ nhật."""
    return ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")[day.weekday()]


@register.filter
def weekday_short(day: date) -> str:
    """Return T2 … T7, CN."""
    return "CN" if day.weekday() == 6 else f"T{day.weekday() + 2}"


# --- pictures ---


@register.inclusion_tag("ui/quota.html")
def quota(label: str, used: int, limit: int | None, unset: str = "chưa đặt chỉ tiêu") -> dict[str, Any]:
    """Draw a quota as countable cells, as a bar above 20, as a dashed sentence when it is not set."""
    left = None if limit is None else max(limit - used, 0)
    many = limit is not None and limit > pictures.CELLS
    cells = pictures.cells(used, limit) if limit and not many else []
    return {"label": label, "used": used, "limit": limit, "left": left, "cells": cells, "many": many, "unset": unset}


@register.inclusion_tag("ui/cover_bar.html")
def cover_bar(parts: list[tuple[str, str, int]]) -> dict[str, Any]:
    """Draw a bar cut by counts with its legend; each part is (tone, word, count).

    Tones: taken, sent, back, none, bad, idle.
    """
    return {"parts": parts, "bar": pictures.shares((tone, count) for tone, _, count in parts)}


@register.inclusion_tag("ui/quorum.html")
def quorum(present: int, total: int, needed: int) -> dict[str, Any]:
    """Draw who is present against who must be: the bar is the presence, the tick is the need."""
    enough = "f-taken" if present >= needed else "f-back"
    bar, tick = pictures.share(present, total), pictures.share(needed, total)
    return {
        "present": present, "total": total, "needed": needed, "tone": enough,
        "bar": pictures.percent(bar), "tick": pictures.percent(tick), "anchor": "end" if tick > 0.12 else "start",
    }  # fmt: skip


@register.inclusion_tag("ui/bar.html")
def bar(value: float, total: float, tone: str = "acc", label: str = "", tick: float | None = None) -> dict[str, Any]:
    """Draw one horizontal bar, with a tick where the need lies. Tones as in cover_bar, and acc."""
    return {
        "tone": f"f-{tone}",
        "label": label or f"{decimal(value)} trên {decimal(total)}",
        "width": pictures.percent(pictures.share(value, total)),
        "tick": "" if tick is None else pictures.percent(pictures.share(tick, total)),
    }


@register.filter
def heat(value: float | None, total: float | None = 1) -> str:
    """Return the class of a heat map cell: b0 … b4, or na where nothing is known yet."""
    return "na" if value is None or not total else pictures.heat_step(pictures.share(value, total))
