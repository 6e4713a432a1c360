"""People: the list, the file of each, and the picker that forms use."""

from collections.abc import Iterable, Iterator
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse, reverse_lazy
from django.utils import timezone

from core.views import acted, exported, number, page, posted, window
from emulation.access import is_admin, knows_person
from emulation.builders.staff_words import alias_words
from emulation.forms.staff import MARKS, LeavingForm, ReturnForm, StaffFilterForm, StaffForm, TransferForm, birth_text
from emulation.models import Staff, StaffAlias, User
from emulation.selectors.people import (
    kept_staff,
    kept_units,
    namesakes,
    staff_matching,
    visible_staff,
    visible_units,
)
from emulation.selectors.records import history_of
from emulation.services.people import end_employment, enter_staff, return_staff, transfer_staff
from emulation.views.record_page import file_parts
from emulation.views.tabs import record_tabs

ORDERS = {
    "": ("name_key", "pk"),
    "-name": ("-name_key", "-pk"),
    "unit": ("unit__name", "name_key", "pk"),
}
COLUMNS = (
    ("Họ và tên", 28, "ten"),
    ("Mã nhân viên", 14, "ma"),
    ("Chức vụ, chức danh", 28, "chuc-vu"),
    ("Đơn vị", 36, "don-vi"),
    ("Loại công việc", 18, "loai"),
    *((label, 14, "la") for _, label in MARKS),
)
OPTIONS = 12
PEOPLE = ("Nhân sự", reverse_lazy("emulation:staff_list"))


@login_required
def staff_list(request: HttpRequest) -> HttpResponse:
    form, staff, order = _listed(request)
    shown = window(staff, request, order=order, size=50)
    context = {
        "form": form,
        "people": shown,
        "rows": [
            {"person": person, "is_known": knows_person(request.user, person), "marks": _marks(person)}
            for person in shown.rows
        ],
        "may_keep": kept_units(request.user).exists(),
        "tabs": record_tabs(request.user, "staff_list"),
    }
    return page(request, "emulation/staff_list.html", context, part="rows")


@login_required
def staff_export(request: HttpRequest) -> StreamingHttpResponse:
    """Send what the list shows, row by row; codes only of people whom the reader knows."""
    _, staff, order = _listed(request)
    name = f"nhan-su-{timezone.localdate():%Y%m%d}"
    rows = _cells(staff.order_by(*order).iterator(500), request.user)
    return exported(request, name, "Nhân sự", COLUMNS, rows)


@login_required
def staff_detail(request: HttpRequest, pk: int) -> HttpResponse:
    unit_is_open = Exists(visible_units(request.user).filter(pk=OuterRef("unit")))
    person = get_object_or_404(visible_staff(request.user).annotate(unit_is_open=unit_is_open), pk=pk)
    is_kept = kept_staff(request.user).filter(pk=pk).exists()
    is_known = knows_person(request.user, person)
    unit = person.unit
    unit_url = reverse("emulation:unit_detail", args=[unit.pk]) if person.unit_is_open else ""
    context = {
        "person": person,
        "unit_url": unit_url,
        "is_kept": is_kept,
        "is_known": is_known,
        "born": birth_text(person) if is_known else "",
        "marks": [label for name, label in MARKS if getattr(person, name)],
        "postings": person.postings.select_related("unit"),
        "aliases": _aliases(person) if is_kept else [],
        **file_parts(person, request.user, is_kept=is_kept),
        "account": User.objects.filter(staff=person).first() if is_kept else None,
        "opens_accounts": is_admin(request.user, person),
        "history": history_of(person) if is_kept else None,
        "today": timezone.localdate(),
        "crumbs": [PEOPLE, (unit.label, unit_url), (person.full_name, "")],
    }
    return page(request, "emulation/staff_detail.html", context)


@login_required
def staff_options(request: HttpRequest) -> HttpResponse:
    """Answer the picker: people whom the reader may see, namesakes told apart."""
    unit = visible_units(request.user).filter(pk=number(request.GET.get("don-vi"))).first()
    found = staff_matching(visible_staff(request.user), q=request.GET.get("q", ""), unit=unit)
    people = list(found.order_by("name_key", "pk")[:OPTIONS]) if request.GET.get("q", "").strip() else []
    alike = namesakes(people)
    options = [
        {"value": person.pk, "label": person.full_name, "note": _note(person, person.pk in alike, request.user)}
        for person in people
    ]
    if request.GET.get("dang") == "json":
        return JsonResponse({"options": options})
    prefix = f"{request.GET.get('cho', 'nhan-su')}-"
    return render(request, "ui/combobox_options.html", {"options": options, "prefix": prefix})


@login_required
def staff_create(request: HttpRequest) -> HttpResponse:
    if not kept_units(request.user).exists():
        raise Http404
    unit = kept_units(request.user).filter(pk=number(request.GET.get("don-vi"))).first()
    form = StaffForm(posted(request), user=request.user, initial={"unit": unit})
    if acted(form, lambda data: enter_staff(form.instance, by=request.user)):
        messages.success(request, f"Đã thêm {form.instance.full_name}.")
        return redirect("emulation:staff_detail", form.instance.pk)
    crumbs = [PEOPLE, ("Thêm nhân sự", "")]
    context = {"form": form, "back": reverse("emulation:staff_list"), "crumbs": crumbs}
    return page(request, "emulation/staff_create.html", context)


@login_required
def staff_edit(request: HttpRequest, pk: int) -> HttpResponse:
    person = get_object_or_404(kept_staff(request.user), pk=pk)
    form = StaffForm(posted(request), instance=person, user=request.user)
    if acted(form, lambda data: enter_staff(form.instance, by=request.user)):
        messages.success(request, "Đã lưu.")
        return redirect("emulation:staff_detail", pk)
    return page(request, "emulation/staff_edit.html", _form_context(person, form, "Sửa thông tin"))


@login_required
def staff_transfer(request: HttpRequest, pk: int) -> HttpResponse:
    person = get_object_or_404(kept_staff(request.user), pk=pk)
    initial = {"unit": person.unit_id, "position": person.position, "on": timezone.localdate()}
    form = TransferForm(posted(request), user=request.user, initial=initial)
    if acted(form, lambda data: transfer_staff(person, by=request.user, **data)):
        messages.success(request, f"Đã ghi {person.full_name} làm việc tại {person.unit}.")
        _warn_of_parts(request, person)
        return redirect("emulation:staff_detail", pk)
    return page(request, "emulation/staff_transfer.html", _form_context(person, form, "Chuyển đơn vị, đổi chức vụ"))


@login_required
def staff_leave(request: HttpRequest, pk: int) -> HttpResponse:
    person = get_object_or_404(kept_staff(request.user), pk=pk)
    form = LeavingForm(posted(request), initial={"on": timezone.localdate()})
    if acted(form, lambda data: end_employment(person, by=request.user, **data)):
        messages.success(request, f"Đã ghi {person.full_name} thôi việc, ngày cuối {person.left_on:%d/%m/%Y}.")
        _warn_of_parts(request, person)
        return redirect("emulation:staff_detail", pk)
    return page(request, "emulation/staff_leave.html", _form_context(person, form, "Ghi thôi việc"))


@login_required
def staff_return(request: HttpRequest, pk: int) -> HttpResponse:
    person = get_object_or_404(kept_staff(request.user), pk=pk, left_on__isnull=False)
    form = ReturnForm(posted(request), initial={"on": timezone.localdate()})
    if acted(form, lambda data: return_staff(person, by=request.user, **data)):
        messages.success(request, f"Đã ghi {person.full_name} trở lại làm việc.")
        return redirect("emulation:staff_detail", pk)
    return page(request, "emulation/staff_return.html", _form_context(person, form, "Trở lại làm việc"))


def _listed(request: HttpRequest) -> tuple[StaffFilterForm, QuerySet[Staff], tuple[str, ...]]:
    """Return the filter form, the people it leaves, and their order."""
    form = StaffFilterForm(request.GET, units=visible_units(request.user).filter(is_active=True))
    found = dict(form.cleaned_data) if form.is_valid() else {"sort": "", "marks": ""}
    order, mark = ORDERS[found.pop("sort")], found.pop("marks")
    return form, staff_matching(visible_staff(request.user), marks=[mark] if mark else [], **found), order


def _marks(person: Staff) -> list[str]:
    """Return what sets a person apart in the list: a manager, a Party member, gone since."""
    marks = ["quản lý"] if person.is_manager else []
    marks += ["đảng viên"] if person.is_party else []
    return marks + ([f"thôi việc {person.left_on:%d/%m/%Y}"] if person.left_on else [])


def _cells(people: Iterable[Staff], reader: User) -> Iterator[list[Any]]:
    for person in people:
        yield [
            person.full_name,
            person.code if knows_person(reader, person) else "",
            person.position,
            person.unit.name,
            person.get_job_type_display(),
            *(getattr(person, name) for name, _ in MARKS),
        ]


def _note(person: Staff, has_namesake: bool, reader: User) -> str:
    """Return position and unit; for namesakes also the code, and the birth year where it may be known."""
    parts = [person.position, person.unit.label]
    if has_namesake:
        parts.append(f"mã {person.code}")
    if has_namesake and person.birth_date and knows_person(reader, person):
        parts.append(f"sinh {person.birth_date.year}")
    return " · ".join(part for part in parts if part)


def _aliases(person: Staff) -> list[tuple[StaffAlias, str]]:
    """Return how lists name somebody, as was answered when they were taken in."""
    return [(alias, alias_words(alias)) for alias in person.aliases.select_related("unit", "by")]


def _form_context(person: Staff, form: forms.BaseForm, title: str) -> dict[str, Any]:
    back = reverse("emulation:staff_detail", args=[person.pk])
    return {"person": person, "form": form, "back": back, "crumbs": [PEOPLE, (person.full_name, back), (title, "")]}


def _warn_of_parts(request: HttpRequest, person: Staff) -> None:
    """Remind of parts that a moved person still plays over other units."""
    account = User.objects.filter(staff=person).first()
    left = [grant for grant in account.grants_now if grant.unit_id != person.unit_id] if account else []
    if left:
        names = "; ".join(str(grant) for grant in left)
        messages.warning(request, f"{person.full_name} còn giữ vai trò: {names}. Quản trị hệ thống xem lại.")
