"""Days away from work, by year and kind."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone

from core.views import posted
from emulation.forms.record import LeaveForm, ReasonForm
from emulation.models import Leave
from emulation.selectors.people import kept_staff
from emulation.selectors.timeline import kept_records
from emulation.services.record import remove_leave, write_leave
from emulation.views.record_page import record_page


@login_required
def leave_create(request: HttpRequest, pk: int) -> HttpResponse:
    return _write(request, Leave(staff=get_object_or_404(kept_staff(request.user), pk=pk)), "leave_create")


@login_required
def leave_edit(request: HttpRequest, pk: int) -> HttpResponse:
    return _write(request, get_object_or_404(kept_records(Leave, request.user), pk=pk), "leave_edit")


@login_required
def leave_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take out days of leave written by mistake, with the reason."""
    leave = get_object_or_404(kept_records(Leave, request.user), pk=pk)
    return record_page(
        request,
        ReasonForm(posted(request)),
        lambda data: remove_leave(leave, by=request.user, **data),
        subject=leave.staff,
        name="leave_remove",
        title=f"Bỏ lượt nghỉ {leave.get_kind_display().lower()} năm {leave.year}",
        said="Đã bỏ lượt nghỉ khỏi hồ sơ.",
    )


def _write(request: HttpRequest, leave: Leave, name: str) -> HttpResponse:
    is_new = leave._state.adding
    initial = {"year": timezone.localdate().year} if is_new else None
    form = LeaveForm(posted(request), instance=leave, initial=initial)
    return record_page(
        request,
        form,
        lambda data: write_leave(form.instance, by=request.user),
        subject=leave.staff,
        name=name,
        title="Ghi nghỉ trong năm" if is_new else "Sửa lượt nghỉ",
        leave=leave,
    )
