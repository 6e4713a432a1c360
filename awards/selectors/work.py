"""What this app has waiting for a person, and what its search finds."""

from awards.selectors.nomination_work import nominations_found, nominations_to_do
from awards.selectors.session_work import council_found, council_work
from core.work import Found, Work
from emulation.models import User


def work_of(user: User) -> list[Work]:
    """Return what waits for the person here."""
    return [*nominations_to_do(user), *council_work(user)]


def found_for(user: User, query: str) -> list[Found]:
    """Return the objects of this app that a search finds among what the person may see."""
    return [*nominations_found(user, query), *council_found(user, query)]
