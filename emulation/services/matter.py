"""What is still being looked into: opened, closed with what came of it."""

from datetime import date

from django.db import transaction

from core.sense import choice_refusal, day_refusal, insist, order_refusal
from core.text import clean
from emulation.audit import record
from emulation.choices import MatterKind
from emulation.models import Matter, User
from emulation.services.record import lock_subject, subject_of, withdrawn_refusal


@transaction.atomic
def open_matter(matter: Matter, *, by: User | None) -> Matter:
    """Store what is being looked into; awards of the person or the unit wait until it is closed."""
    matter.note = clean(matter.note)
    insist(
        choice_refusal(matter.kind, MatterKind, "Việc"),
        day_refusal(matter.opened_on, "Ngày bắt đầu"),
        _open_already(matter),
    )
    matter.full_clean()
    matter.save()
    note = f"{matter.get_kind_display()} từ {matter.opened_on:%d/%m/%Y}"
    record(subject_of(matter), "open_matter", by=by, note=note)
    return matter


@transaction.atomic
def close_matter(matter: Matter, *, closed_on: date, outcome: str, by: User | None) -> Matter:
    """Write the day on which it ended and what came of it; a discipline is written for itself."""
    opened = f"Ngày kết thúc phải từ ngày bắt đầu ({matter.opened_on:%d/%m/%Y}) trở đi."
    insist(
        withdrawn_refusal(matter),
        f"Việc này đã kết thúc ngày {matter.closed_on:%d/%m/%Y}." if matter.closed_on else "",
        day_refusal(closed_on, "Ngày kết thúc"),
        order_refusal(matter.opened_on, closed_on, opened),
        "" if clean(outcome) else "Ghi kết luận: không vi phạm, nhắc nhở, hay đã xử lý kỷ luật.",
    )
    matter.closed_on, matter.outcome = closed_on, clean(outcome)
    matter.full_clean()
    matter.save()
    note = f"{matter.get_kind_display()}, {closed_on:%d/%m/%Y}: {matter.outcome}"
    record(subject_of(matter), "close_matter", by=by, note=note)
    return matter


def _open_already(matter: Matter) -> str:
    """Say what is open of the same kind already; the subject is locked, so that two do not open at once."""
    lock_subject(subject_of(matter))
    running = Matter.objects.filter(closed_on=None, withdrawn_at=None, staff=matter.staff, unit=matter.unit)
    if not (found := running.filter(kind=matter.kind).exclude(pk=matter.pk).first()):
        return ""
    return f"“{found.get_kind_display()}” từ {found.opened_on:%d/%m/%Y} chưa kết thúc. Hãy kết thúc việc đó trước."
