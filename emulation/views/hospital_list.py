"""The hospital's list: every exemplar that the council has endorsed."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.urls import reverse
from django.utils import timezone

from core.sheets.listing import Register
from core.views import exported, page, window
from emulation.choices import form_text
from emulation.forms.sheet import EntryFilter
from emulation.models import Entry
from emulation.selectors.hospital_list import list_rows, target_years
from emulation.selectors.plans import visible_plans
from emulation.selectors.sheets import LIST_ORDER, entries_found, visible_entries

COLUMNS = (("Điển hình", 34, "name"), ("Loại", 12, "name"), ("Chức vụ", 24, "position"), ("Đơn vị", 34, "unit"))


@login_required
def entry_list(request: HttpRequest) -> HttpResponse:
    plans = visible_plans(request.user)
    form = EntryFilter(request.GET, plans=plans)
    form.is_valid()
    shown = window(_narrowed(visible_entries(request.user), form.cleaned_data), request, order=LIST_ORDER)
    years = sorted({target.year for entry in shown.rows for target in entry.targets.all()})
    context = {
        "form": form,
        "window": shown,
        "years": years,
        "rows": [(entry, _texts(entry, years)) for entry in shown.rows],
        "is_filtered": any(form.cleaned_data.values()),
        "crumbs": [("Đăng ký", reverse("emulation:sheet_list"))],
    }
    return page(request, "emulation/entry_list.html", context, part="rows")


@login_required
def entry_export(request: HttpRequest) -> StreamingHttpResponse:
    """Send what the hospital's list shows, row by row."""
    form = EntryFilter(request.GET, plans=visible_plans(request.user))
    form.is_valid()
    entries = _narrowed(visible_entries(request.user), form.cleaned_data)
    years, today = target_years(entries), timezone.localdate()
    columns = (*COLUMNS, *((str(year), 24, f"y{year}") for year in years))
    head = [(len(COLUMNS) + 1, len(columns), "Đăng ký thành tích qua các năm")] if years else []
    register = Register(lines=["DANH SÁCH ĐIỂN HÌNH TIÊN TIẾN", f"Xuất ngày {today:%d/%m/%Y}"], groups=head)
    rows = list_rows(entries, years)
    return exported(request, f"danh-sach-vien-{today:%Y%m%d}", "Danh sách của viện", columns, rows, register=register)


def _narrowed(entries: QuerySet[Entry], wanted: dict[str, Any]) -> QuerySet[Entry]:
    if wanted.get("ke_hoach"):
        entries = entries.filter(sheet__round__plan=wanted["ke_hoach"])
    if wanted.get("doi_tuong"):
        entries = entries.filter(kind=wanted["doi_tuong"])
    if wanted.get("danh_hieu"):
        entries = entries.filter(pk__in=_aiming_at(wanted["danh_hieu"]))
    return entries_found(entries, query=wanted.get("q") or "")


def _aiming_at(code: str) -> QuerySet:
    return Entry.objects.filter(targets__title=code).values("pk")


def _texts(entry: Entry, years: list[int]) -> list[tuple[int, str]]:
    """Return the cells of a line as the official form writes them."""
    chosen: dict[int, list[str]] = {}
    for target in entry.targets.all():
        chosen.setdefault(target.year, []).append(target.title)
    return [(year, form_text(chosen.get(year, ()), entry.kind)) for year in years]
