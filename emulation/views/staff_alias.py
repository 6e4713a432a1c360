"""How lists name somebody, as it was answered when they were taken in."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from core.views import posted
from emulation.builders.staff_words import alias_words
from emulation.forms.record import ReasonForm
from emulation.models import StaffAlias
from emulation.selectors.timeline import kept_records
from emulation.services.staff_alias import forget_alias
from emulation.views.record_page import record_page


@login_required
def staff_alias_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take out an answer that was wrong, with the reason."""
    alias = get_object_or_404(kept_records(StaffAlias, request.user), pk=pk)
    return record_page(
        request,
        ReasonForm(posted(request)),
        lambda data: forget_alias(alias, by=request.user, **data),
        subject=alias.staff,
        name="staff_alias_remove",
        title=f"Bỏ cách gọi “{alias_words(alias)}”",
        said="Đã bỏ cách gọi. Danh sách nhập sau ghi như thế sẽ được hỏi lại.",
    )
