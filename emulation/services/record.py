"""What is known of a person or a unit by year: ratings and days of leave; and how a record is taken back."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone

from core.bulk import parts
from core.sense import choice_refusal, day_refusal, insist, year_refusal
from core.text import clean
from emulation.audit import record
from emulation.choices import Rating, UnitKind
from emulation.models import Discipline, Leave, Matter, Staff, Unit, User, Violation, YearRating

MOST_DAYS = 366


@transaction.atomic
def write_rating(rating: YearRating, *, by: User | None) -> YearRating:
    """Store the rating of a person or a unit for a year; there is one a year, and one by the Party."""
    rating.decision_number = clean(rating.decision_number)
    insist(
        choice_refusal(rating.level, Rating, "Mức xếp loại"),
        year_refusal(rating.year, "Năm xếp loại"),
        day_refusal(rating.decided_on, "Ngày quyết định"),
        _rated_before(rating),
    )
    rating.full_clean()
    rating.save()
    record(subject_of(rating), "write_rating", by=by, note=_rating_line(rating))
    return rating


@transaction.atomic
def remove_rating(rating: YearRating, *, reason: str, by: User) -> None:
    """Take out a rating that was written for the wrong person or year; the book keeps it."""
    insist(_reason_refusal(reason))
    record(subject_of(rating), "remove_rating", by=by, note=f"{_rating_line(rating)}. {clean(reason)}")
    rating.delete()


@transaction.atomic
def write_leave(leave: Leave, *, by: User | None) -> Leave:
    """Store how many working days a person was away in a year, once for each kind of leave."""
    leave.note = clean(leave.note)
    is_possible = leave.days is not None and 1 <= leave.days <= MOST_DAYS
    insist(
        year_refusal(leave.year, "Năm nghỉ"),
        "" if is_possible else f"Số ngày nghỉ phải từ 1 đến {MOST_DAYS}.",
        _left_before(leave),
    )
    leave.full_clean()
    leave.save()
    record(leave.staff, "write_leave", by=by, note=_leave_line(leave))
    return leave


@transaction.atomic
def remove_leave(leave: Leave, *, reason: str, by: User) -> None:
    insist(_reason_refusal(reason))
    record(leave.staff, "remove_leave", by=by, note=f"{_leave_line(leave)}. {clean(reason)}")
    leave.delete()


@transaction.atomic
def withdraw_record(row: Discipline | Violation | Matter, *, reason: str, by: User) -> None:
    """Take back what proved wrong: the row stays in the file with the reason and counts for nothing."""
    done = row.withdrawn_at and f"Đã rút ngày {timezone.localtime(row.withdrawn_at):%d/%m/%Y}, không cần rút lại."
    insist(done or "", _reason_refusal(reason))
    row.withdrawn_at, row.withdrawn_note = timezone.now(), clean(reason)
    row.save(update_fields=["withdrawn_at", "withdrawn_note", "updated_at"])
    record(subject_of(row), "withdraw_record", by=by, note=f"{row}. {row.withdrawn_note}")


def withdrawn_refusal(row: Discipline | Violation | Matter) -> str:
    return "Dòng này đã rút. Hãy ghi một dòng mới." if row.withdrawn_at else ""


def subject_of(row: Any) -> Staff | Unit:
    """Return whose file a row stands in."""
    subject = row.staff or row.unit
    if subject is None:
        raise ValueError("A record belongs to a person or to a unit.")
    return subject


def lock_subject(subject: Staff | Unit) -> None:
    """Lock whose file is written to, so that two people do not write the same twice."""
    type(subject)._default_manager.select_for_update(of=("self",)).get(pk=subject.pk)


def hold_subjects(*, people: Iterable[int], units: Iterable[int]) -> None:
    """Hold whose records are judged, or taken back, until the transaction ends; what only refers to them need not wait.

    Everybody holds them in one order. Houses come first: whoever takes a workbook in or back holds the house already.
    """
    if asked := sorted(units):
        rows = Unit.objects.select_for_update(no_key=True, of=("self",)).filter(pk__in=asked).order_by("pk")
        list(rows.filter(kind=UnitKind.FACILITY).values_list("pk", flat=True))
        list(rows.exclude(kind=UnitKind.FACILITY).values_list("pk", flat=True))
    for some in parts(sorted(people)):
        staff = Staff.objects.select_for_update(no_key=True, of=("self",)).filter(pk__in=some).order_by("pk")
        list(staff.values_list("pk", flat=True))


def _reason_refusal(reason: str) -> str:
    return "" if clean(reason) else "Ghi lý do, để người sau hiểu vì sao."


def _rating_line(rating: YearRating) -> str:
    decided = f", {rating.decision_number}" if rating.decision_number else ""
    return f"{rating.year}: {rating.level} ({rating.get_scope_display()}){decided}"


def _leave_line(leave: Leave) -> str:
    return f"{leave.year}: {leave.get_kind_display()}, {leave.days} ngày"


def _rated_before(rating: YearRating) -> str:
    same = {"staff": rating.staff, "unit": rating.unit, "scope": rating.scope, "year": rating.year}
    earlier = YearRating.objects.filter(**same).exclude(pk=rating.pk).first()
    if earlier is None:
        return ""
    return f"Năm {earlier.year} đã có xếp loại {earlier.level}. Hãy sửa dòng đó, không ghi thêm."


def _left_before(leave: Leave) -> str:
    same = Leave.objects.filter(staff=leave.staff, year=leave.year, kind=leave.kind).exclude(pk=leave.pk)
    if not (earlier := same.first()):
        return ""
    days = f"{earlier.get_kind_display()} năm {earlier.year}"
    return f"Đã ghi {days}: {earlier.days} ngày. Hãy sửa dòng đó, ghi tổng số ngày của cả năm."
