"""What would change under other rules: tried on a house, never written."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.urls import reverse, reverse_lazy
from django.utils import timezone

from awards.criteria.conditions import rule_days
from awards.forms.eligibility import WhatIfForm, tried_settings, typed_of
from awards.selectors.assessment import day_of, local_of
from awards.selectors.eligibility import latest_year
from awards.selectors.what_if import Comparison, compare, value_words
from core.forms import DateField
from core.views import exported, number, page
from emulation.models import Unit
from emulation.selectors.setting_values import typed_value
from emulation.selectors.settings import Definition, definitions, settable_facilities

HERE = ("Đủ điều kiện", reverse_lazy("awards:eligibility_board"))
SIZE = 50
SHOWN = 12
COLUMNS = (
    ("Tập thể, cá nhân", 32, "ten"), ("Đơn vị", 34, "ten"), ("Danh hiệu, hình thức", 26, "danh-hieu"),
    ("Hiện nay", 22, "hien-nay"), ("Thử", 22, "neu-doi"), ("Vì sao", 60, "vi-sao"), ("Đã thử", 60, "neu-doi"),
)  # fmt: skip


@login_required
def what_if(request: HttpRequest) -> HttpResponse:
    mine = settable_facilities(request.user)
    facility = _facility(request, "facility", mine)
    form = _form(request.GET if "year" in request.GET else None, facility)
    found = _compared(form, facility)
    query = request.GET.copy()
    query.pop("trang", None)
    context = {
        "facility": facility,
        "facilities": mine,
        "form": form,
        "found": found,
        "shown": Paginator(found.changes, SIZE).get_page(number(request.GET.get("trang")) or 1) if found else None,
        "query": query.urlencode(),
        "days": rule_days(),
        "crumbs": [HERE, ("Thử quy định khác", "")],
    }
    return page(request, "awards/what_if.html", context)


@login_required
def what_if_export(request: HttpRequest) -> StreamingHttpResponse:
    facility = _facility(request, "facility", settable_facilities(request.user))
    found = _compared(_form(request.GET, facility), facility)
    if found is None:
        raise Http404
    name = f"thu-quy-dinh-{found.year}-{timezone.localdate():%Y%m%d}"
    return exported(request, name, "Kết luận thay đổi", COLUMNS, _cells(found))


@login_required
def setting_preview(request: HttpRequest, name: str) -> HttpResponse:
    """Show which verdicts of this year and the last whole one a new value of a setting would change from its day on."""
    facility = _facility(request, "co-so", settable_facilities(request.user))
    definition = definitions().get(name)
    if definition is None or not definition.weighs:
        raise Http404
    context = {
        "definition": definition,
        "facility": facility,
        "most": SHOWN,
        **_previewed(definition, facility, request.GET.get("value", ""), request.GET.get("since", "")),
        "crumbs": [("Cài đặt", reverse("emulation:settings")), (definition.label, _page_of(definition, facility))],
    }
    return page(request, "awards/setting_preview.html", context, part="preview")


def _previewed(definition: Definition, facility: Unit, typed: str, day: str) -> dict[str, Any]:
    """Return what a value changes, year by year; years that were judged before its day are not changed by it."""
    try:
        value, since = typed_value(definition, typed), DateField(required=False).clean(day)
    except ValidationError as refusal:
        return {"error": " ".join(refusal.messages)}
    years = sorted({latest_year(facility), timezone.localdate().year}, reverse=True)
    later = [year for year in years if since and day_of(year) < since]
    settings = {definition.name: value}
    found = [compare(facility, year=year, on=day_of(year), settings=settings) for year in years if year not in later]
    return {
        "found": [(one, _whole(definition, value, facility, one.year)) for one in found],
        "later": later,
        "since": since,
        "is_earlier": bool(since) and since.year < min(years),
        "text": value_words(definition, value),
    }


def _whole(definition: Definition, value: Any, facility: Unit, year: int) -> str:
    """Return where all verdicts that would change are listed, nothing where the value cannot be tried there."""
    if definition.name not in tried_settings():
        return ""
    tried = {"facility": facility.pk, "year": year, definition.name: typed_of(definition, value)}
    return f"{reverse('awards:what_if')}?{urlencode(tried)}#ket-qua"


def _facility(request: HttpRequest, key: str, mine: list[Unit]) -> Unit:
    """Return the house whose settings the person keeps, the one asked for or the first."""
    wanted = number(request.GET.get(key))
    found = next((one for one in mine if wanted in (None, one.pk)), None)
    if found is None:
        raise Http404
    return found


def _page_of(definition: Definition, facility: Unit) -> str:
    return f"{reverse('emulation:setting_detail', args=[definition.name])}?co-so={facility.pk}"


def _form(data: Any, facility: Unit) -> WhatIfForm:
    year = latest_year(facility)
    return WhatIfForm(data, year=year, local=local_of(facility, day_of(year)))


def _compared(form: WhatIfForm, facility: Unit) -> Comparison | None:
    if not form.is_bound or not form.is_valid():
        return None
    year = form.cleaned_data["year"]
    return compare(
        facility, year=year, on=day_of(year), after_on=form.cleaned_data["after_on"], settings=form.overrides()
    )


def _cells(found: Comparison) -> Iterator[list[Any]]:
    tried = "; ".join(found.tried)
    for change in found.changes:
        leaves = [leaf for leaf in change.after.finding.leaves() if not leaf.is_advice]
        yield [
            change.row.name, change.row.unit, change.row.short, change.row.word, change.word_after,
            " ".join(leaf.text for leaf in leaves), tried,
        ]  # fmt: skip
