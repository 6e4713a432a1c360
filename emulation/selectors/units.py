"""The units of a house as pick lists show them."""

from emulation.choices import UnitKind
from emulation.models import Unit


def unit_names(facility: Unit) -> tuple[str, ...]:
    """Return the names of the active units of a house, in its own order."""
    found = Unit.objects.filter(facility=facility, is_active=True).exclude(kind=UnitKind.FACILITY)
    return tuple(found.order_by("position", "name").values_list("name", flat=True))
