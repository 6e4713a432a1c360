"""Who may hand a history workbook in for which facility, and the workbooks that wait for their confirmation."""

from django.db.models import QuerySet

from awards.choices import AWARDS
from emulation.access import within
from emulation.choices import Role, UnitKind
from emulation.models import Attachment, Unit, User
from emulation.selectors.uploads import uploads_of


def importing_houses(user: User) -> QuerySet[Unit]:
    """Return the facilities whose history the person may take in: those of the office."""
    return Unit.objects.filter(within(user, (Role.OFFICE,), ""), kind=UnitKind.FACILITY)


def visible_history_uploads(user: User, kind: str = AWARDS) -> QuerySet[Attachment]:
    """Return the workbooks that the person handed in and may go on with; nobody else sees them."""
    return uploads_of(user, kind).filter(within(user, (Role.OFFICE,), "facility"))
