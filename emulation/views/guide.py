"""The pages of the guide that the product shows itself."""

from pathlib import Path

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse

from core.guide import guide_html, title_of
from core.views import page


@login_required
def guide_page(request: HttpRequest, slug: str) -> HttpResponse:
    file = Path(settings.BASE_DIR) / "docs" / "guide" / f"nhap-{slug}.md"
    if not file.is_file():
        raise Http404
    text = file.read_text(encoding="utf-8")
    context = {"title": title_of(text), "words": guide_html(text), "crumbs": [("Trợ giúp", "/tro-giup/")]}
    return page(request, "emulation/guide_page.html", context)
