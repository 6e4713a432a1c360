"""Who may be proposed: the board of a house, as a page and as a workbook."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.urls import reverse
from django.utils import timezone

from awards.forms.eligibility import BoardForm
from awards.selectors.assessment import day_of, local_of
from awards.selectors.eligibility import (
    ALL,
    READY,
    SHORT,
    WAITING,
    WORDS,
    Board,
    Row,
    board_of,
    latest_year,
    narrowed,
    ratio_of,
    readable_facilities,
    readable_units,
    unset_settings,
)
from awards.selectors.explanation import reasons
from awards.views.tabs import award_tabs
from core.views import exported, number, page
from emulation.access import is_admin, is_office
from emulation.models import Unit

SIZE = 50
COLUMNS = (
    ("Đối tượng", 12, "ten"), ("Tập thể, cá nhân", 32, "ten"), ("Đơn vị", 34, "ten"),
    ("Danh hiệu, hình thức", 26, "danh-hieu"), ("Kết luận", 22, "ket-luan"), ("Vì sao", 60, "vi-sao"),
    ("Căn cứ", 40, "vi-sao"), ("Đề nghị", 24, "de-nghi"), ("Đã tặng theo quyết định", 24, "de-nghi"),
)  # fmt: skip


@dataclass
class _Asked:
    """What a request asks the board for: the house, the units that the reader may see, the narrowed rows."""

    facility: Unit
    form: BoardForm
    board: Board
    group: str
    rows: list[Row]
    counts: dict[str, int]
    is_whole: bool


@login_required
def eligibility_board(request: HttpRequest) -> HttpResponse:
    asked = _asked(request)
    shown = Paginator(asked.rows, SIZE).get_page(number(request.GET.get("trang")) or 1)
    local = local_of(asked.facility, asked.board.on)
    keeps = is_office(request.user, asked.facility) or is_admin(request.user, asked.facility)
    context = {
        "facility": asked.facility,
        "facilities": list(readable_facilities(request.user)),
        "form": asked.form,
        "board": asked.board,
        "shown": shown,
        "chips": _chips(request, asked),
        "ratio": ratio_of(asked.board, local) if asked.is_whole and keeps else None,
        "unset": unset_settings(asked.board) if keeps else [],
        "keeps": keeps,
        "tabs": award_tabs("eligibility_board", request.user),
    }
    return page(request, "awards/eligibility_board.html", context, part="rows")


@login_required
def eligibility_export(request: HttpRequest) -> StreamingHttpResponse:
    """Send what the board shows, with the reasons, row by row."""
    asked = _asked(request)
    year = asked.board.year
    name = f"du-dieu-kien-{year}-{timezone.localdate():%Y%m%d}"
    return exported(request, name, f"Điều kiện năm {year}", COLUMNS, _cells(asked.rows))


def _asked(request: HttpRequest) -> _Asked:
    facility, units = _house(request)
    form = BoardForm(request.GET, units=units, year=latest_year(facility))
    found = form.cleaned_data if form.is_valid() else {}
    year = found.get("year") or latest_year(facility)
    title, unit = found.get("title") or "", found.get("unit")
    board = board_of(facility, year=year, on=day_of(year), titles=[title] if title else [])
    reach = {one.pk for one in units}
    board = Board(board.year, board.on, [row for row in board.rows if row.unit_pk in reach])
    group = found.get("group") if found.get("group") in WORDS else READY
    narrow: dict[str, Any] = {
        "q": found.get("q") or "", "unit": unit.pk if unit else None, "kind": found.get("kind") or "",
    }  # fmt: skip
    rows = narrowed(board, group=ALL, **narrow)
    counts = Board(board.year, board.on, rows).counts()
    if "group" not in request.GET and not counts[READY]:
        group = next((one for one in (WAITING, SHORT) if counts[one]), READY)
    shown = [row for row in rows if group in row.groups()]
    return _Asked(facility, form, board, group or READY, shown, dict(counts), not title)


def _house(request: HttpRequest) -> tuple[Unit, list[Unit]]:
    """Return the house that is looked at and the units of it that the reader may see, or raise Http404."""
    facilities = list(readable_facilities(request.user))
    wanted = number(request.GET.get("facility"))
    facility = next((one for one in facilities if one.pk == wanted), facilities[0] if facilities else None)
    if facility is None:
        raise Http404
    return facility, readable_units(request.user, facility)


def _chips(request: HttpRequest, asked: _Asked) -> list[dict[str, Any]]:
    chips = []
    for group, word in WORDS.items():
        query = request.GET.copy()
        query["group"] = group
        query.pop("trang", None)
        url = f"{reverse('awards:eligibility_board')}?{query.urlencode()}"
        chips.append({"label": word, "url": url, "count": asked.counts.get(group, 0), "current": group == asked.group})
    return chips


def _cells(rows: list[Row]) -> Iterator[list[Any]]:
    for row in rows:
        leaves = [leaf for leaf in row.judgement.finding.leaves() if not leaf.is_advice]
        yield [
            "Cá nhân" if row.kind == "ca_nhan" else "Tập thể", row.name, row.unit, row.short, row.word,
            " ".join(reasons(row.judgement)), "; ".join(dict.fromkeys(leaf.article for leaf in leaves)),
            row.nomination_word, row.award,
        ]  # fmt: skip
