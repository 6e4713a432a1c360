"""Who may hand a history workbook in for which facility, and the workbooks that wait for their confirmation."""

from django.db.models import QuerySet

from emulation.access import within
from emulation.choices import AttachmentKind, Role, UnitKind
from emulation.models import Attachment, Unit, User


def importing_houses(user: User) -> QuerySet[Unit]:
    """Return the facilities whose history the person may take in: those of the office."""
    return Unit.objects.filter(within(user, (Role.OFFICE,), ""), kind=UnitKind.FACILITY)


def visible_history_uploads(user: User) -> QuerySet[Attachment]:
    """Return the workbooks that the person handed in and may go on with; nobody else sees them."""
    mine = Attachment.objects.filter(within(user, (Role.OFFICE,), "facility"), by=user, kind=AttachmentKind.OTHER)
    return mine.filter(name__iregex=r"\.(xlsx|xls|ods)$").select_related("facility")
