"""Minutes: the files as they were made."""

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpRequest
from django.shortcuts import get_object_or_404

from awards.selectors.minutes import visible_minutes


@login_required
def minutes_file(request: HttpRequest, pk: int) -> FileResponse:
    """Send a paper of the council; its fingerprint is that of the bytes sent."""
    kept = get_object_or_404(visible_minutes(request.user), pk=pk)
    response = FileResponse(kept.file.open("rb"), as_attachment=True, filename=kept.name)
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
