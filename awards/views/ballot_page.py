"""What the pages around a ballot share: how the member is addressed, and what a posted paper says."""

from django.http import HttpRequest

from awards.choices import Choice
from awards.models import AgendaItem
from emulation.choices import Gender
from emulation.models import User


def you(user: User) -> str:
    """Return how a page speaks to the person: chị, anh, or bạn where it is not known."""
    gender = user.staff.gender if user.staff else ""
    return {Gender.FEMALE: "chị", Gender.MALE: "anh"}.get(gender, "bạn")


def picked(request: HttpRequest, items: list[AgendaItem]) -> dict[int, str]:
    """Return the choices of a posted ballot by item; anything that is no choice is left out."""
    found = {item.pk: request.POST.get(f"p{item.pk}", "") for item in items}
    return {pk: choice for pk, choice in found.items() if choice in Choice.values}
