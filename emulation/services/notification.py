from collections.abc import Iterable

from django.utils import timezone

from emulation.models import Notification, User


def notify(users: Iterable[User], *, key: str, text: str, url: str = "") -> None:
    """Leave a sentence for people; the same key is stored once a person, however often it is told."""
    Notification.objects.bulk_create(
        [Notification(user=user, key=key, text=text[:400], url=url) for user in users], ignore_conflicts=True
    )


def read_notification(told: Notification) -> None:
    if told.read_at is None:
        told.read_at = timezone.now()
        told.save(update_fields=["read_at"])


def read_notifications(user: User, key: str) -> None:
    """Mark as read what one person was told under keys that begin so."""
    Notification.objects.filter(user=user, key__startswith=key, read_at=None).update(read_at=timezone.now())


def unread_notification(told: Notification) -> None:
    told.read_at = None
    told.save(update_fields=["read_at"])


def read_all(user: User) -> int:
    """Mark everything that the person has been told as read; return how much was new."""
    return Notification.objects.filter(user=user, read_at__isnull=True).update(read_at=timezone.now())
