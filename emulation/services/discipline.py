"""What weighs on a person: decisions of discipline, violations."""

from django.db import transaction

from core.sense import choice_refusal, day_refusal, insist, order_refusal
from core.text import clean
from emulation.audit import record
from emulation.choices import DisciplineForm, ViolationKind
from emulation.models import Discipline, User, Violation
from emulation.services.record import lock_subject, withdrawn_refusal


@transaction.atomic
def write_discipline(discipline: Discipline, *, by: User | None) -> Discipline:
    """Store a decision of discipline; without an end of its own it lasts as long as the law says."""
    discipline.decision_number = clean(discipline.decision_number)
    insist(
        withdrawn_refusal(discipline),
        choice_refusal(discipline.form, DisciplineForm, "Hình thức kỷ luật"),
        day_refusal(discipline.decided_on, "Ngày quyết định"),
        order_refusal(discipline.decided_on, discipline.ends_on, "Ngày hết hiệu lực phải từ ngày quyết định trở đi."),
        _disciplined_before(discipline),
    )
    discipline.full_clean()
    discipline.save()
    number = f", {discipline.decision_number}" if discipline.decision_number else ""
    note = f"{discipline.get_form_display()} ngày {discipline.decided_on:%d/%m/%Y}{number}"
    record(discipline.staff, "write_discipline", by=by, note=note)
    return discipline


@transaction.atomic
def write_violation(violation: Violation, *, by: User | None) -> Violation:
    """Store a violation of one of the kinds that bar an exemplar, or of somebody in the family."""
    violation.note = clean(violation.note)
    insist(
        withdrawn_refusal(violation),
        choice_refusal(violation.kind, ViolationKind, "Loại vi phạm"),
        day_refusal(violation.happened_on, "Ngày vi phạm"),
        _violated_before(violation),
    )
    violation.full_clean()
    violation.save()
    note = f"{violation.get_kind_display()} ngày {violation.happened_on:%d/%m/%Y}"
    record(violation.staff, "write_violation", by=by, note=note)
    return violation


def _disciplined_before(discipline: Discipline) -> str:
    """Say that the same side decided the same on the same day already."""
    lock_subject(discipline.staff)
    same = {"staff": discipline.staff, "side": discipline.side, "decided_on": discipline.decided_on}
    earlier = Discipline.objects.filter(**same, form=discipline.form, withdrawn_at=None).exclude(pk=discipline.pk)
    if not (found := earlier.first()):
        return ""
    number = found.decision_number or "chưa ghi số quyết định"
    return f"Đã ghi {found.get_form_display().lower()} ngày {found.decided_on:%d/%m/%Y} ({number}). Hãy sửa dòng đó."


def _violated_before(violation: Violation) -> str:
    lock_subject(violation.staff)
    same = {"staff": violation.staff, "kind": violation.kind, "happened_on": violation.happened_on}
    found = Violation.objects.filter(**same, withdrawn_at=None).exclude(pk=violation.pk).first()
    if found is None:
        return ""
    return f"Đã ghi “{found.get_kind_display()}” ngày {found.happened_on:%d/%m/%Y}. Hãy sửa dòng đó."
