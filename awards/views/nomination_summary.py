"""One page of A4 that a council member reads in a minute."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from awards.selectors.nominations import summary_of, visible_nominations
from core.views import page


@login_required
def nomination_summary(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the summary alone, ready for paper; other pages take the part ``summary`` of its template."""
    nomination = get_object_or_404(visible_nominations(request.user), pk=pk)
    return page(request, "awards/nomination_summary.html", {"summary": summary_of(nomination)}, part="summary")
