"""Who is who in a council: parts in force today, asked once a request.

``obj`` is a session, or anything that has one. A person who has no part in the council has no
part in its sessions, whatever else they are: the administrator of the system sees none.
"""

from typing import Any

from django.db.models import Q
from django.utils import timezone

from awards.choices import KEY_PARTS, PRESIDING_PARTS, CouncilPart
from awards.models import CouncilMember
from emulation.access import is_admin, is_office
from emulation.models import User

RUNNING_PARTS = (*PRESIDING_PARTS, CouncilPart.SECRETARY)


def in_force(prefix: str = "") -> Q:
    """Return the filter for parts in force today."""
    today = timezone.localdate()
    ends = Q(**{f"{prefix}until__isnull": True}) | Q(**{f"{prefix}until__gte": today})
    return ends & Q(**{f"{prefix}since__lte": today})


def council_parts(user: User) -> list[CouncilMember]:
    """Return the person's parts in councils today; one query per request."""
    if not hasattr(user, "_council_parts"):
        user._council_parts = list(CouncilMember.objects.filter(in_force(), user=user))
    return user._council_parts


def councils_of(user: User, parts: tuple[str, ...] = ()) -> list[int]:
    """Return the keys of the councils where the person plays a part (one of ``parts``)."""
    return [found.council_id for found in council_parts(user) if not parts or found.part in parts]


def is_in_council(user: User, obj: Any) -> bool:
    return _council_id(obj) in councils_of(user)


def presides(user: User, obj: Any) -> bool:
    """Say whether the person is the chair or the standing vice-chair."""
    return _council_id(obj) in councils_of(user, PRESIDING_PARTS)


def runs_the_session(user: User, obj: Any) -> bool:
    """Say whether the person sits at the desk: chair, standing vice-chair or secretary."""
    return _council_id(obj) in councils_of(user, RUNNING_PARTS)


def prepares_the_session(user: User, obj: Any) -> bool:
    """Say whether the person prepares papers and agenda: the office, or the council's secretary."""
    return is_office(user, obj) or _council_id(obj) in councils_of(user, (CouncilPart.SECRETARY,))


def keeps_a_key(user: User, obj: Any) -> bool:
    """Say whether the person is one of the session's key holders."""
    return _session(obj).holders.filter(member__user=user).exists()


def keeps_councils(user: User, obj: Any) -> bool:
    """Say whether the person writes down councils and their members: the office or the administrator."""
    return is_office(user, obj) or is_admin(user, obj)


def _session(obj: Any) -> Any:
    return getattr(obj, "session", obj)


def _council_id(obj: Any) -> int:
    return _session(obj).council_id


__all__ = [
    "KEY_PARTS",
    "RUNNING_PARTS",
    "council_parts",
    "councils_of",
    "in_force",
    "is_in_council",
    "keeps_a_key",
    "keeps_councils",
    "prepares_the_session",
    "presides",
    "runs_the_session",
]
