"""What a province or a hospital decides for itself, each with its document, validity and author."""

from collections import defaultdict
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse, reverse_lazy
from django.utils import timezone

from core.views import acted, page, posted
from emulation.forms.settings import SettingForm
from emulation.models import Unit
from emulation.selectors.settings import definitions, settable_facilities, setting_history, settings_in_force
from emulation.services.setting import set_setting

HERE = ("Cài đặt", reverse_lazy("emulation:settings"))


@login_required
def settings(request: HttpRequest) -> HttpResponse:
    facilities, facility = _chosen(request)
    rows = settings_in_force(facility, timezone.localdate())
    groups: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for name, one in definitions().items():
        row = rows.get(name)
        fallback = definitions()[one.falls_back_to].label if one.falls_back_to else ""
        text = one.text(row.value) if row else ""
        groups[one.group].append({"definition": one, "row": row, "text": text, "fallback": fallback})
    unset = sum(1 for items in groups.values() for item in items if not item["row"] and not item["fallback"])
    context = {
        "groups": [(group, items, bool(items[0]["fallback"])) for group, items in groups.items()],
        "facility": facility,
        "facilities": facilities if len(facilities) > 1 else [],
        "unset": unset,
    }
    return page(request, "emulation/settings.html", context)


@login_required
def setting_detail(request: HttpRequest, name: str) -> HttpResponse:
    """Show one setting with everything it ever was, and take a new value."""
    facilities, facility = _chosen(request)
    definition = definitions().get(name)
    if definition is None:
        raise Http404
    form = SettingForm(posted(request), definition=definition)
    if acted(form, lambda data: set_setting(facility, name, by=request.user, **data)):
        messages.success(request, f"Đã ghi “{definition.label}”.")
        return redirect(f"{reverse('emulation:setting_detail', args=[name])}?co-so={facility.pk}")
    row = settings_in_force(facility, timezone.localdate()).get(name)
    context = {
        "form": form,
        "definition": definition,
        "facility": facility,
        "row": row,
        "text": definition.text(row.value) if row else "",
        "fallback": definitions()[definition.falls_back_to].label if definition.falls_back_to else "",
        "past": [(one, definition.text(one.value)) for one in setting_history(facility, name)],
        "crumbs": [HERE, (definition.label, "")],
    }
    return page(request, "emulation/setting_detail.html", context)


def _chosen(request: HttpRequest) -> tuple[list[Unit], Any]:
    """Return the facilities whose settings the person keeps, and the one being looked at."""
    facilities = settable_facilities(request.user)
    if not facilities:
        raise Http404
    wanted = request.GET.get("co-so")
    return facilities, next((one for one in facilities if str(one.pk) == wanted), facilities[0])
