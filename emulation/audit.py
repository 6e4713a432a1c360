"""The book of acts: append-only, written in the same transaction as the change."""

from typing import Any

from django.db.models import Model, QuerySet

from emulation.models import AuditEvent, User


def record(
    obj: Model, action: str, *, by: User | None, before: Any = "", after: Any = "", note: str = ""
) -> None:
    """Write one line: who did what to which object, from which state to which."""
    AuditEvent.objects.create(
        target=label(obj), action=action, by=by, before=str(before)[:50], after=str(after)[:50], note=note
    )


def history(obj: Model) -> QuerySet[AuditEvent]:
    """Return the lines about an object, oldest first."""
    return AuditEvent.objects.filter(target=label(obj)).select_related("by")


def label(obj: Model) -> str:
    return f"{obj._meta.label_lower}:{obj.pk}"
