"""Small helpers shared by every web entrance."""

from dataclasses import dataclass
from typing import Any

from django.core import signing
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers


def page(
    request: HttpRequest, template: str, context: dict[str, Any], *, part: str = "", status: int = 200
) -> HttpResponse:
    """Render a page, or only its named part when htmx asks for it."""
    if part and request.htmx and not request.htmx.boosted:  # type: ignore[attr-defined]
        template = f"{template}#{part}"
    response = render(request, template, context, status=status)
    patch_vary_headers(response, ["HX-Request"])
    return response


@dataclass(frozen=True)
class Window:
    """One page of a list: its rows and the marks that lead to the next and the previous one."""

    rows: list[Any]
    next_mark: str
    previous_mark: str


def window(queryset: QuerySet, request: HttpRequest, *, order: tuple[str, ...], size: int = 50) -> Window:
    """Return one page of a list by keyset: constant cost however deep, no count.

    ``order`` are field names, the last one unique; all ascending or all descending ("-").
    The mark travels in ``?sau=`` (after) or ``?truoc=`` (before), signed.
    """
    back = bool(request.GET.get("truoc"))
    mark = _load(request.GET.get("truoc") or request.GET.get("sau") or "")
    fields = tuple(name.lstrip("-") for name in order)
    down = order[0].startswith("-") != back
    if mark and len(mark) == len(fields):
        queryset = queryset.filter(_beyond(fields, mark, down))
    ordered = queryset.order_by(*(f"-{name}" if down else name for name in fields))
    rows = list(ordered[: size + 1])
    more, rows = len(rows) > size, rows[:size]
    if back:
        rows.reverse()
    has_next, has_previous = (bool(mark), more) if back else (more, bool(mark))
    return Window(
        rows,
        _dump(rows[-1], fields) if rows and has_next else "",
        _dump(rows[0], fields) if rows and has_previous else "",
    )


def _beyond(fields: tuple[str, ...], mark: list[Any], down: bool) -> Q:
    test = "lt" if down else "gt"
    found = Q()
    for place, name in enumerate(fields):
        same = Q(**dict(zip(fields[:place], mark[:place], strict=True)))
        found |= same & Q(**{f"{name}__{test}": mark[place]})
    return found


def _dump(row: Any, fields: tuple[str, ...]) -> str:
    return signing.dumps([_value(row, name) for name in fields], salt="window", compress=True)


def _value(row: Any, name: str) -> Any:
    for part in name.split("__"):
        row = getattr(row, part)
    return row if isinstance(row, int | str) or row is None else row.isoformat()


def _load(mark: str) -> list[Any]:
    try:
        return signing.loads(mark, salt="window") if mark else []
    except signing.BadSignature:
        return []
