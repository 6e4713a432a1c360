from collections.abc import Iterable

from emulation.models import Notification, User


def notify(users: Iterable[User], *, key: str, text: str, url: str = "") -> None:
    """Leave a sentence for people; the same key is stored once a person, however often it is told."""
    Notification.objects.bulk_create(
        [Notification(user=user, key=key, text=text[:400], url=url) for user in users], ignore_conflicts=True
    )
