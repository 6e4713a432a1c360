"""Who may hand in a list of quotas for which house, and the lists that were handed in."""

from django.db.models import QuerySet

from emulation.choices import Role
from emulation.models import Attachment, Unit, User
from emulation.selectors.uploads import uploads_of


def quota_houses(user: User) -> QuerySet[Unit]:
    """Return the houses whose campaigns the person runs: of the office, and the Department itself."""
    units = user.units_of(Role.OFFICE, Role.DEPARTMENT)
    return Unit.objects.filter(pk__in=[unit.pk for unit in units])


def visible_quota_uploads(user: User) -> QuerySet[Attachment]:
    """Return the lists that the person handed in and may go on with; nobody else sees them."""
    return uploads_of(user, "quotas").filter(facility__in=quota_houses(user))
