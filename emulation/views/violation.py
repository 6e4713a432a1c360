"""Violations of a person, or of somebody in the family: written, mended, taken back."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from core.views import posted
from emulation.forms.record import ReasonForm, ViolationForm
from emulation.models import Violation
from emulation.selectors.people import kept_staff
from emulation.selectors.timeline import kept_records
from emulation.services.discipline import write_violation
from emulation.services.record import withdraw_record
from emulation.views.record_page import record_page


@login_required
def violation_create(request: HttpRequest, pk: int) -> HttpResponse:
    person = get_object_or_404(kept_staff(request.user), pk=pk)
    return _write(request, Violation(staff=person), "violation_create", "Ghi vi phạm")


@login_required
def violation_edit(request: HttpRequest, pk: int) -> HttpResponse:
    standing = kept_records(Violation, request.user).filter(withdrawn_at=None)
    return _write(request, get_object_or_404(standing, pk=pk), "violation_edit", "Sửa vi phạm")


@login_required
def violation_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    violation = get_object_or_404(kept_records(Violation, request.user).filter(withdrawn_at=None), pk=pk)
    return record_page(
        request,
        ReasonForm(posted(request)),
        lambda data: withdraw_record(violation, by=request.user, **data),
        subject=violation.staff,
        name="violation_withdraw",
        title=f"Rút vi phạm ngày {violation.happened_on:%d/%m/%Y}",
        said="Đã rút. Dòng này còn trong hồ sơ nhưng không còn tính.",
    )


def _write(request: HttpRequest, violation: Violation, name: str, title: str) -> HttpResponse:
    form = ViolationForm(posted(request), instance=violation)
    return record_page(
        request,
        form,
        lambda data: write_violation(form.instance, by=request.user),
        subject=violation.staff,
        name=name,
        title=title,
    )
