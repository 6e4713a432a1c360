"""Who may hand in a workbook for which facility, and the workbooks that were handed in."""

from django.db.models import CharField, Exists, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Concat

from emulation.access import within
from emulation.audit import label_of
from emulation.choices import UnitKind
from emulation.models import Attachment, AuditEvent, Taking, Unit, User
from emulation.selectors.people import KEEPERS


def staff_houses(user: User) -> QuerySet[Unit]:
    """Return the facilities whose staff list the person may take in: those of the office and the administrator."""
    return Unit.objects.filter(within(user, KEEPERS, ""), kind=UnitKind.FACILITY)


def visible_staff_uploads(user: User) -> QuerySet[Attachment]:
    """Return the staff lists that the person handed in and may go on with; nobody else sees them."""
    return uploads_of(user, "staff").filter(within(user, KEEPERS, "facility"))


def uploads_of(user: User, kind: str) -> QuerySet[Attachment]:
    """Return the workbooks of a kind that a person handed in, the latest first.

    ``is_taken`` says what came of them, ``taken_at`` and ``taken_note`` when and with what it was last;
    ``is_undoable`` that what was written is known and may be asked back, ``is_undone`` that all of it was taken back.
    """
    start = label_of(Attachment, 0).removesuffix("0")
    mark = Concat(Value(start), Cast(OuterRef("pk"), CharField()), output_field=CharField())
    events = AuditEvent.objects.filter(target=mark)
    found = Attachment.objects.filter(Exists(events.filter(action=f"receive_{kind}")), by=user)
    acts = events.filter(action=f"take_{kind}").order_by("-pk")
    told = {"taken_at": Subquery(acts.values("at")[:1]), "taken_note": Subquery(acts.values("note")[:1])}
    takings = Taking.objects.filter(kept=OuterRef("pk"))
    standing = takings.filter(undone_at=None)
    undone = Exists(takings) & ~Exists(standing)
    known = Exists(standing.filter(written__isnull=False))
    related = found.annotate(is_taken=Exists(acts) & ~undone, is_undoable=known, is_undone=undone, **told)
    related = related.select_related("facility", "by", "work__job").defer("work__shown")
    return related.order_by("-at", "-pk")
