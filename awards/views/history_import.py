"""The history of a hospital by web: a workbook handed in, previewed by sheet and cell, taken in as previewed."""

from io import BytesIO

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from awards.documents.history_template import GUIDE, history_template
from awards.selectors.history_uploads import importing_houses, visible_history_uploads
from awards.services.history_upload import HISTORY
from core.workbook_pages import WorkbookPages, give_marked, hand_in, look_at, take, take_back
from emulation.services.workbook_acts import acts_of

_TEMPLATE_NAME = "mau-lich-su-thi-dua.xlsx"
PAGES = WorkbookPages(
    route="awards:history_import",
    label="Tệp lịch sử thi đua",
    guide=GUIDE,
    crumbs=[("Khen thưởng", "/khen-thuong/")],
    last_crumb="Nhập lịch sử thi đua",
    houses=importing_houses,
    uploads=visible_history_uploads,
    **acts_of(HISTORY),
)


@login_required
def history_import(request: HttpRequest) -> HttpResponse:
    return hand_in(request, PAGES)


@login_required
def history_import_template(request: HttpRequest) -> FileResponse:
    """Give the empty workbook with its pick lists."""
    house = importing_houses(request.user).first()
    if house is None:
        raise Http404
    return FileResponse(BytesIO(history_template(house)), as_attachment=True, filename=_TEMPLATE_NAME)


@login_required
@never_cache
def history_import_detail(request: HttpRequest, pk: int) -> HttpResponse:
    return look_at(request, PAGES, pk)


@login_required
@require_POST
def history_import_take(request: HttpRequest, pk: int) -> HttpResponse:
    return take(request, PAGES, pk)


@login_required
@never_cache
def history_import_marked(request: HttpRequest, pk: int) -> HttpResponse | FileResponse:
    return give_marked(request, PAGES, pk)


@login_required
@never_cache
def history_import_undo(request: HttpRequest, pk: int) -> HttpResponse:
    return take_back(request, PAGES, pk)
