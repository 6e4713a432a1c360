"""Staff lists by web: handed in, previewed person by person, doubts decided, taken in as previewed."""

from io import BytesIO

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from core.workbook_pages import WorkbookPages, give_marked, hand_in, look_at, take, take_back
from emulation.builders.staff_preview import DECISION
from emulation.documents.staff_template import GUIDE, staff_template
from emulation.selectors.uploads import staff_houses, visible_staff_uploads
from emulation.services.staff_import import STAFF
from emulation.services.workbook_acts import acts_of

PAGES = WorkbookPages(
    route="emulation:staff_import",
    label="Tệp danh sách nhân sự",
    guide=GUIDE,
    crumbs=[("Hồ sơ", "/ho-so/"), ("Nhân sự", "/ho-so/nhan-su/")],
    last_crumb="Nhập từ Excel",
    houses=staff_houses,
    uploads=visible_staff_uploads,
    **acts_of(STAFF),
)


@login_required
def staff_import(request: HttpRequest) -> HttpResponse:
    return hand_in(request, PAGES)


@login_required
def staff_import_template(request: HttpRequest) -> FileResponse:
    """Give the empty workbook with the units of the house to choose from."""
    house = staff_houses(request.user).first()
    if house is None:
        raise Http404
    return FileResponse(BytesIO(staff_template(house)), as_attachment=True, filename="mau-nhan-su.xlsx")


@login_required
@never_cache
def staff_import_detail(request: HttpRequest, pk: int) -> HttpResponse:
    return look_at(request, PAGES, pk)


@login_required
@require_POST
def staff_import_take(request: HttpRequest, pk: int) -> HttpResponse:
    chosen = {key.removeprefix(DECISION): value for key, value in request.POST.items() if key.startswith(DECISION)}
    return take(request, PAGES, pk, chosen)


@login_required
@never_cache
def staff_import_marked(request: HttpRequest, pk: int) -> HttpResponse | FileResponse:
    return give_marked(request, PAGES, pk)


@login_required
@never_cache
def staff_import_undo(request: HttpRequest, pk: int) -> HttpResponse:
    return take_back(request, PAGES, pk)
