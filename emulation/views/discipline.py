"""Decisions of discipline on a person: written, mended, taken back."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from core.views import posted
from emulation.forms.record import DisciplineForm, ReasonForm
from emulation.models import Discipline
from emulation.selectors.people import kept_staff
from emulation.selectors.timeline import kept_records
from emulation.services.discipline import write_discipline
from emulation.services.record import withdraw_record
from emulation.views.record_page import record_page


@login_required
def discipline_create(request: HttpRequest, pk: int) -> HttpResponse:
    person = get_object_or_404(kept_staff(request.user), pk=pk)
    return _write(request, Discipline(staff=person), "discipline_create", "Ghi kỷ luật")


@login_required
def discipline_edit(request: HttpRequest, pk: int) -> HttpResponse:
    standing = kept_records(Discipline, request.user).filter(withdrawn_at=None)
    return _write(request, get_object_or_404(standing, pk=pk), "discipline_edit", "Sửa kỷ luật")


@login_required
def discipline_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    standing = kept_records(Discipline, request.user).filter(withdrawn_at=None)
    discipline = get_object_or_404(standing, pk=pk)
    return record_page(
        request,
        ReasonForm(posted(request)),
        lambda data: withdraw_record(discipline, by=request.user, **data),
        subject=discipline.staff,
        name="discipline_withdraw",
        title=f"Rút kỷ luật {discipline.get_form_display().lower()} ngày {discipline.decided_on:%d/%m/%Y}",
        said="Đã rút. Dòng này còn trong hồ sơ nhưng không còn tính.",
    )


def _write(request: HttpRequest, discipline: Discipline, name: str, title: str) -> HttpResponse:
    form = DisciplineForm(posted(request), instance=discipline)
    return record_page(
        request,
        form,
        lambda data: write_discipline(form.instance, by=request.user),
        subject=discipline.staff,
        name=name,
        title=title,
    )
