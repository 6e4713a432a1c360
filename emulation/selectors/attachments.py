from django.db.models import Q, QuerySet

from emulation.access import within
from emulation.choices import Role
from emulation.models import Attachment, User


def visible_attachments(user: User) -> QuerySet[Attachment]:
    """Return the files that the person handed in, and for the office every file of its facility.

    Files of a nomination, a session or a report have doors of their own in those apps.
    """
    return Attachment.objects.filter(within(user, (Role.OFFICE,), "facility") | Q(by=user)).select_related("facility")
