"""Initiatives and research by web: a workbook handed in, previewed, taken in as previewed."""

from functools import partial
from io import BytesIO

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from awards.choices import INITIATIVES
from awards.documents.history_template import INITIATIVE_GUIDE, initiative_template
from awards.selectors.history_uploads import importing_houses, visible_history_uploads
from awards.services.history_upload import LEDGER
from core.workbook_pages import WorkbookPages, give_marked, hand_in, look_at, take, take_back
from emulation.services.workbook_acts import acts_of

PAGES = WorkbookPages(
    route="awards:initiative_import",
    label="Tệp sáng kiến, đề tài",
    guide=INITIATIVE_GUIDE,
    crumbs=[("Hồ sơ", "/ho-so/"), ("Sáng kiến", "/ho-so/sang-kien/")],
    last_crumb="Nhập từ Excel",
    houses=importing_houses,
    uploads=partial(visible_history_uploads, kind=INITIATIVES),
    **acts_of(LEDGER),
)


@login_required
def initiative_import(request: HttpRequest) -> HttpResponse:
    return hand_in(request, PAGES)


@login_required
def initiative_import_template(request: HttpRequest) -> FileResponse:
    """Give the empty workbook with its pick lists."""
    if not importing_houses(request.user).exists():
        raise Http404
    return FileResponse(BytesIO(initiative_template()), as_attachment=True, filename="mau-sang-kien.xlsx")


@login_required
@never_cache
def initiative_import_detail(request: HttpRequest, pk: int) -> HttpResponse:
    return look_at(request, PAGES, pk)


@login_required
@require_POST
def initiative_import_take(request: HttpRequest, pk: int) -> HttpResponse:
    return take(request, PAGES, pk)


@login_required
@never_cache
def initiative_import_marked(request: HttpRequest, pk: int) -> HttpResponse | FileResponse:
    return give_marked(request, PAGES, pk)


@login_required
@never_cache
def initiative_import_undo(request: HttpRequest, pk: int) -> HttpResponse:
    return take_back(request, PAGES, pk)
