"""What this app has waiting for a person, and what its search finds."""

from core.work import Found, Work
from emulation.models import User
from emulation.selectors.search import records_found


def work_of(user: User) -> list[Work]:
    """Return what waits for the person here."""
    return []


def found_for(user: User, query: str) -> list[Found]:
    """Return the objects of this app that a search finds among what the person may see."""
    return records_found(user, query)

