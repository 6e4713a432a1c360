"""Small helpers shared by every web entrance."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.core import signing
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, QueryDict, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.http import content_disposition_header

from core.forms import show_refusal
from core.sheets.listing import CONTENT_TYPE, Register, listing
from core.sheets.seen import Listed, columns_at, places_seen, register_at, rows_at
from core.sheets.separated import CONTENT_TYPE as SEPARATED
from core.sheets.separated import separated
from core.workflow import Refused

MOST_DIGITS = 18  # the longest numbers that always fit into a key


def page(
    request: HttpRequest, template: str, context: dict[str, Any], *, part: str = "", status: int = 200
) -> HttpResponse:
    """Render a page, or only its named part when htmx asks for it."""
    if part and request.htmx and not request.htmx.boosted:  # type: ignore[attr-defined]
        template = f"{template}#{part}"
    response = render(request, template, context, status=status)
    patch_vary_headers(response, ["HX-Request"])
    return response


def posted(request: HttpRequest) -> QueryDict | None:
    """Return the form data of a POST, also when nothing was filled in; None for any other request."""
    return request.POST if request.method == "POST" else None


def number(text: str | None) -> int | None:
    """Return a key that came in an address or a form, or None when it is not a number that a table can hold."""
    return int(text) if text and text.isdecimal() and len(text) <= MOST_DIGITS else None


def numbers(texts: Iterable[str]) -> list[int]:
    """Return the keys among what was ticked on a page; what is none is passed over."""
    return [found for found in map(number, texts) if found is not None]


def year_asked(text: str | None) -> int:
    """Return the year that came in an address, or this one where that is none to look at."""
    found = number(text)
    return found if found and 1900 <= found <= 2200 else timezone.localdate().year


def page_number(request: HttpRequest, name: str = "trang") -> int:
    """Return which page of a list is asked for, counted from zero; ``name`` tells two lists of a page apart."""
    asked = request.GET.get(name, "1")
    return max(int(asked) - 1, 0) if asked.isdecimal() and len(asked) < 5 else 0


def acted(form: BaseForm, act: Callable[[dict[str, Any]], Any]) -> bool:
    """Do the act of a valid form and say whether it was done; a refusal stands on the form instead."""
    if not form.is_valid():
        return False
    try:
        act(form.cleaned_data)
    except (Refused, ValidationError) as refusal:
        show_refusal(form, refusal)
        return False
    return True


def exported(
    request: HttpRequest,
    name: str,
    title: str,
    columns: Listed,
    rows: Iterable[Sequence[Any]],
    *,
    register: Register | None = None,
) -> StreamingHttpResponse:
    """Return a list as a file that is written while it is sent: a workbook, or with ``?dang=csv`` text.

    ``name`` is that of the file without its ending. ``?an-cot=`` names the columns of the page that the
    reader has hidden; names that the list does not have change nothing, and one column always stays.
    """
    places = places_seen(columns, set(request.GET.get("an-cot", "").split(",")))
    if len(places) < len(columns):
        rows, register = rows_at(rows, places), register and register_at(register, places)
    seen = columns_at(columns, places)
    if request.GET.get("dang") == "csv":
        parts, kind, ending = separated(seen, rows), SEPARATED, "csv"
    else:
        parts, kind, ending = listing(title, seen, rows, register=register), CONTENT_TYPE, "xlsx"
    response = StreamingHttpResponse(parts, content_type=kind)
    response["Content-Disposition"] = content_disposition_header(True, f"{name}.{ending}") or "attachment"
    response["Cache-Control"] = "no-store"
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
