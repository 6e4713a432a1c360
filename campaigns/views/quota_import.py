"""Quotas by web: a list handed in, previewed number by number, taken in as previewed."""

from io import BytesIO

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from campaigns.documents.quota_template import GUIDE, quota_template
from campaigns.selectors.quota_uploads import quota_houses, visible_quota_uploads
from campaigns.services.quota_import import QUOTAS
from core.workbook_pages import WorkbookPages, give_marked, hand_in, look_at, take, take_back
from emulation.services.workbook_acts import acts_of

PAGES = WorkbookPages(
    route="campaigns:quota_import",
    label="Tệp số lượng xét",
    guide=GUIDE,
    crumbs=[("Phong trào", "/phong-trao/")],
    last_crumb="Nhập số lượng xét",
    houses=quota_houses,
    uploads=visible_quota_uploads,
    **acts_of(QUOTAS),
)


@login_required
def quota_import(request: HttpRequest) -> HttpResponse:
    return hand_in(request, PAGES)


@login_required
def quota_import_template(request: HttpRequest) -> FileResponse:
    """Give the workbook with the campaigns of the house to choose from."""
    house = quota_houses(request.user).first()
    if house is None:
        raise Http404
    return FileResponse(BytesIO(quota_template(house)), as_attachment=True, filename="mau-so-luong-xet.xlsx")


@login_required
@never_cache
def quota_import_detail(request: HttpRequest, pk: int) -> HttpResponse:
    return look_at(request, PAGES, pk)


@login_required
@require_POST
def quota_import_take(request: HttpRequest, pk: int) -> HttpResponse:
    return take(request, PAGES, pk)


@login_required
@never_cache
def quota_import_marked(request: HttpRequest, pk: int) -> HttpResponse | FileResponse:
    return give_marked(request, PAGES, pk)


@login_required
@never_cache
def quota_import_undo(request: HttpRequest, pk: int) -> HttpResponse:
    return take_back(request, PAGES, pk)
