"""The empty registration list of a round, with its pick lists."""

from io import BytesIO

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpRequest
from django.shortcuts import get_object_or_404

from emulation.documents.registration_template import registration_template as template_of
from emulation.selectors.imports import importing_rounds


@login_required
def registration_template(request: HttpRequest, pk: int) -> FileResponse:
    called = get_object_or_404(importing_rounds(request.user), pk=pk)
    return FileResponse(BytesIO(template_of(called)), as_attachment=True, filename="mau-dang-ky.xlsx")
