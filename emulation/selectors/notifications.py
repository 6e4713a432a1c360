from django.db.models import QuerySet

from emulation.models import Notification, User


def visible_notifications(user: User) -> QuerySet[Notification]:
    """Return what the person has been told."""
    return Notification.objects.filter(user=user)
