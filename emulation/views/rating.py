"""Ratings of people and units by year."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from core.views import posted, year_asked
from emulation.forms.record import RatingForm, ReasonForm
from emulation.models import YearRating
from emulation.selectors.people import kept_staff, kept_units
from emulation.selectors.timeline import kept_records
from emulation.services.record import remove_rating, write_rating
from emulation.views.record_page import record_page


@login_required
def rating_create(request: HttpRequest, pk: int) -> HttpResponse:
    return _write(request, YearRating(staff=get_object_or_404(kept_staff(request.user), pk=pk)), "rating_create")


@login_required
def unit_rating_create(request: HttpRequest, pk: int) -> HttpResponse:
    return _write(request, YearRating(unit=get_object_or_404(kept_units(request.user), pk=pk)), "unit_rating_create")


@login_required
def rating_edit(request: HttpRequest, pk: int) -> HttpResponse:
    return _write(request, get_object_or_404(kept_records(YearRating, request.user), pk=pk), "rating_edit")


@login_required
def rating_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take out a rating written by mistake, with the reason."""
    rating = get_object_or_404(kept_records(YearRating, request.user), pk=pk)
    return record_page(
        request,
        ReasonForm(posted(request)),
        lambda data: remove_rating(rating, by=request.user, **data),
        subject=rating.staff or rating.unit,
        name="rating_remove",
        title=f"Bỏ xếp loại {rating.level} năm {rating.year}",
        said=f"Đã bỏ xếp loại năm {rating.year} khỏi hồ sơ.",
    )


def _write(request: HttpRequest, rating: YearRating, name: str) -> HttpResponse:
    is_new = rating._state.adding
    initial = {"year": _year(request)} if is_new else None
    form = RatingForm(posted(request), instance=rating, initial=initial)
    return record_page(
        request,
        form,
        lambda data: write_rating(form.instance, by=request.user),
        subject=rating.staff or rating.unit,
        name=name,
        title="Ghi xếp loại năm" if is_new else f"Sửa xếp loại năm {rating.year}",
        rating=rating,
    )


def _year(request: HttpRequest) -> int:
    return year_asked(request.GET.get("nam"))
