"""Help, and the files that people handed in."""

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from core.views import page
from emulation.models import Attachment
from emulation.selectors.attachments import visible_attachments


@login_required
def help(request: HttpRequest) -> HttpResponse:  # noqa: A001 - the page's name in three places
    """Show the guide; the parts for the reader's own roles stand open."""
    return page(request, "emulation/help.html", {"roles": {grant.role for grant in request.user.grants_now}})


@login_required
def attachment_file(request: HttpRequest, pk: int) -> FileResponse:
    """Send a file as it was handed in; no browser is to run or guess at what is inside."""
    return sent_file(get_object_or_404(visible_attachments(request.user), pk=pk))


def sent_file(kept: Attachment) -> FileResponse:
    """Return a kept file as a download that no browser runs or guesses at."""
    response = FileResponse(kept.file.open("rb"), as_attachment=True, filename=kept.name)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "private, no-store"
    return response
