"""Whose reports a page is about: the person's own hospital, or the one chosen where there are several."""

from django.http import HttpRequest

from core.views import number
from emulation.models import Unit
from reports.selectors.due import kept_facilities


def chosen_facility(request: HttpRequest) -> tuple[Unit | None, list[Unit]]:
    """Return the facility of the page (``?co-so=``) and all that the person keeps."""
    kept = kept_facilities(request.user)
    wanted = number(request.GET.get("co-so"))
    chosen = next((unit for unit in kept if unit.pk == wanted), kept[0] if kept else None)
    return chosen, kept
