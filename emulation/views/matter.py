"""What is still being looked into about a person or a unit: opened, ended, taken back."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone

from core.views import posted
from emulation.forms.record import MatterEndForm, MatterForm, ReasonForm
from emulation.models import Matter
from emulation.selectors.people import kept_staff, kept_units
from emulation.selectors.timeline import kept_records
from emulation.services.matter import close_matter, open_matter
from emulation.services.record import withdraw_record
from emulation.views.record_page import record_page


@login_required
def matter_open(request: HttpRequest, pk: int) -> HttpResponse:
    return _open(request, Matter(staff=get_object_or_404(kept_staff(request.user), pk=pk)), "matter_open")


@login_required
def unit_matter_open(request: HttpRequest, pk: int) -> HttpResponse:
    return _open(request, Matter(unit=get_object_or_404(kept_units(request.user), pk=pk)), "unit_matter_open")


@login_required
def matter_close(request: HttpRequest, pk: int) -> HttpResponse:
    running = kept_records(Matter, request.user).filter(withdrawn_at=None, closed_on=None)
    matter = get_object_or_404(running, pk=pk)
    return record_page(
        request,
        MatterEndForm(posted(request), initial={"closed_on": timezone.localdate()}),
        lambda data: close_matter(matter, by=request.user, **data),
        subject=matter.staff or matter.unit,
        name="matter_close",
        title=f"Kết thúc: {matter.get_kind_display()}",
        said="Đã ghi kết luận. Việc xét khen thưởng không còn phải chờ việc này.",
        matter=matter,
    )


@login_required
def matter_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    matter = get_object_or_404(kept_records(Matter, request.user).filter(withdrawn_at=None), pk=pk)
    return record_page(
        request,
        ReasonForm(posted(request)),
        lambda data: withdraw_record(matter, by=request.user, **data),
        subject=matter.staff or matter.unit,
        name="matter_withdraw",
        title=f"Rút: {matter.get_kind_display()} từ {matter.opened_on:%d/%m/%Y}",
        said="Đã rút. Dòng này còn trong hồ sơ nhưng không còn tính.",
    )


def _open(request: HttpRequest, matter: Matter, name: str) -> HttpResponse:
    form = MatterForm(posted(request), instance=matter, initial={"opened_on": timezone.localdate()})
    return record_page(
        request,
        form,
        lambda data: open_matter(form.instance, by=request.user),
        subject=matter.staff or matter.unit,
        name=name,
        title="Ghi việc đang xem xét",
    )
