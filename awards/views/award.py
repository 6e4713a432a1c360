"""The history of what was won: listed, written down, revoked."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse, reverse_lazy
from django.utils import timezone

from awards.forms.award import ORDERS, AwardFilterForm, AwardForm, RevokeForm
from awards.models import Award
from awards.selectors.award_history import (
    awards_matching,
    kept_awards,
    titles_won,
    visible_awards,
    with_order,
    years_won,
)
from awards.selectors.history_uploads import importing_houses
from awards.services.award import revoke_award, write_award
from awards.views.tabs import award_tabs
from core.views import acted, exported, number, page, posted, window
from emulation.choices import SubjectKind
from emulation.selectors.people import kept_staff, kept_units, visible_units

HERE = ("Khen thưởng đã nhận", reverse_lazy("awards:award_list"))
KINDS = (SubjectKind.PERSON, SubjectKind.COLLECTIVE)
COLUMNS = (
    ("Đối tượng", 12, "ten"), ("Tập thể, cá nhân", 32, "ten"), ("Chức vụ khi được tặng", 28, "ten"),
    ("Mã", 14, "ten"), ("Đơn vị hiện nay", 34, "ten"), ("Danh hiệu, hình thức", 40, "danh-hieu"),
    ("Năm thành tích", 10, "nam"), ("Thành tích từ năm", 10, "nam"), ("Loại hình", 30, "danh-hieu"),
    ("Số quyết định", 22, "quyet-dinh"), ("Ngày quyết định", 14, "quyet-dinh"), ("Cơ quan quyết định", 34, "co-quan"),
    ("Thu hồi ngày", 14, "danh-hieu"), ("Lý do thu hồi", 40, "danh-hieu"),
)  # fmt: skip


@login_required
def award_list(request: HttpRequest) -> HttpResponse:
    form, found, order = _listed(request)
    context = {
        "form": form,
        "window": window(found, request, order=order, size=50),
        "may_keep": kept_units(request.user).exists(),
        "may_import": importing_houses(request.user).exists(),
        "is_filtered": bool(request.GET),
        "tabs": award_tabs("award_list", request.user),
    }
    return page(request, "awards/award_list.html", context, part="rows")


@login_required
def award_export(request: HttpRequest) -> StreamingHttpResponse:
    """Send what the list shows, row by row."""
    _, found, order = _listed(request)
    may_keep = kept_units(request.user).exists()
    name = f"khen-thuong-da-nhan-{timezone.localdate():%Y%m%d}"
    rows = _cells(found.order_by(*order).iterator(500), may_keep)
    return exported(request, name, "Khen thưởng đã nhận", COLUMNS, rows)


@login_required
def award_create(request: HttpRequest) -> HttpResponse:
    """Write what was won; a file hands its person or unit on, else one is chosen."""
    if not kept_units(request.user).exists():
        raise Http404
    staff = kept_staff(request.user).filter(pk=number(request.GET.get("nhan-su"))).first()
    unit = kept_units(request.user).filter(pk=number(request.GET.get("don-vi"))).first()
    wants_unit = unit or request.GET.get("loai") == SubjectKind.COLLECTIVE
    kind = SubjectKind.COLLECTIVE if wants_unit and not staff else SubjectKind.PERSON
    award = Award(staff=staff, unit=None if staff else unit, year=timezone.localdate().year)
    is_open = award.staff is None and award.unit is None
    tabs = [{"label": one.label, "url": f"?loai={one.value}", "current": one == kind} for one in KINDS]
    return _write(request, award, kind, "award_create", kinds=tabs if is_open else [])


@login_required
def award_edit(request: HttpRequest, pk: int) -> HttpResponse:
    award = get_object_or_404(kept_awards(request.user).filter(is_revoked=False), pk=pk)
    kind = SubjectKind.PERSON if award.staff else SubjectKind.COLLECTIVE
    return _write(request, award, kind, "award_edit")


@login_required
def award_revoke(request: HttpRequest, pk: int) -> HttpResponse:
    award = get_object_or_404(kept_awards(request.user).filter(is_revoked=False), pk=pk)
    form = RevokeForm(posted(request), initial={"on": timezone.localdate()})
    if acted(form, lambda data: revoke_award(award, by=request.user, **data)):
        messages.success(request, f"Đã ghi thu hồi {award.title_name} {award.year} của {award.name}.")
        return redirect(_file(award))
    context = {"form": form, "award": award, "back": _file(award), "crumbs": [HERE, ("Ghi thu hồi", "")]}
    return page(request, "awards/award_revoke.html", context)


def _write(request: HttpRequest, award: Award, kind: str, name: str, **more: Any) -> HttpResponse:
    form = AwardForm(
        posted(request),
        instance=award,
        kind=kind,
        people=kept_staff(request.user),
        units=kept_units(request.user).exclude(kind="department").order_by("facility", "position", "name"),
        url=reverse("emulation:staff_options"),
    )
    is_known = award.staff_id or award.unit_id
    back = _file(award) if is_known else HERE[1]
    if acted(form, lambda data: write_award(form.instance, by=request.user)):
        messages.success(request, f"Đã ghi {award.title_name} {award.year} của {award.name}.")
        return redirect(_file(award))
    title = "Ghi khen thưởng đã nhận" if award._state.adding else "Sửa khen thưởng đã nhận"
    subject = (award.staff or award.unit) if is_known else None
    context = {"form": form, "award": award, "subject": subject, "title": title, "back": back}
    return page(request, f"awards/{name}.html", {**context, "crumbs": [HERE, (title, "")], **more})


def _file(award: Award) -> str:
    """Return the file in which the award stands."""
    if award.staff_id:
        return reverse("emulation:staff_detail", args=[award.staff_id])
    return reverse("emulation:unit_detail", args=[award.unit_id])


def _listed(request: HttpRequest) -> tuple[AwardFilterForm, QuerySet[Award], tuple[str, ...]]:
    seen = visible_awards(request.user)
    units = visible_units(request.user).filter(is_active=True)
    form = AwardFilterForm(request.GET, units=units, years=years_won(seen), codes=titles_won(seen))
    found = dict(form.cleaned_data) if form.is_valid() else {"sort": ""}
    order = ORDERS[found.pop("sort")]
    return form, with_order(awards_matching(seen, **found)), order


def _cells(awards: Iterable[Award], may_keep: bool) -> Iterator[list[Any]]:
    for row in awards:
        unit = row.staff.unit if row.staff else row.unit
        yield [
            "Cá nhân" if row.staff else "Tập thể", row.name, row.position, row.staff.code if row.staff else unit.code,
            unit.name, row.title_name, row.year, row.period_from, row.get_occasion_display(), row.decision_number,
            row.decided_on, row.authority, row.revoked_on, row.revoked_note if may_keep else "",
        ]  # fmt: skip
