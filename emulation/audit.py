"""The book of acts: append-only, written in the same transaction as the change."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Model, QuerySet

from core.bulk import BATCH
from emulation.models import AuditEvent, User


def record(
    obj: Model, action: str, *, by: User | None, before: Any = "", after: Any = "", note: str = ""
) -> None:
    """Write one line: who did what to which object, from which state to which."""
    AuditEvent.objects.create(
        target=label(obj), action=action, by=by, before=str(before)[:50], after=str(after)[:50], note=note
    )


def record_each(notes: Mapping[str, str], action: str, *, by: User | None, after: str = "") -> None:
    """Write one line about each of many objects, by their marks, in a number of statements and not of lines."""
    lines = (AuditEvent(target=target, action=action, by=by, after=after, note=note) for target, note in notes.items())
    AuditEvent.objects.bulk_create(lines, batch_size=BATCH)


def history(obj: Model) -> QuerySet[AuditEvent]:
    """Return the lines about an object, oldest first."""
    return AuditEvent.objects.filter(target=label(obj)).select_related("by")


def label(obj: Model) -> str:
    return f"{obj._meta.label_lower}:{obj.pk}"


def label_of(model: type[Model], key: int) -> str:
    """Return the same of an object that was not read."""
    return f"{model._meta.label_lower}:{key}"
