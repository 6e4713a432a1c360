"""The register of initiatives: who sees which, what is found in it, who keeps it."""

from django.db.models import Prefetch, Q, QuerySet

from emulation.access import HOSPITAL_ROLES, within
from emulation.choices import Role, UnitKind
from emulation.models import Initiative, InitiativeAuthor, Unit, User
from emulation.selectors.people import KEEPERS, kept_units, matching

WHOLE_READERS = (*HOSPITAL_ROLES, Role.COUNCIL, Role.DEPARTMENT)
UNIT_READERS = (Role.HEAD, Role.CLERK)


def visible_initiatives(user: User) -> QuerySet[Initiative]:
    """Return the hospital's for whoever works for all of it, the unit's for its head, else one's own."""
    mine = within(user, UNIT_READERS, "staff__unit")
    if user.staff_id:
        mine |= Q(staff=user.staff_id)
    parts = InitiativeAuthor.objects.filter(mine).values("initiative")
    seen = within(user, WHOLE_READERS, "facility") | Q(pk__in=parts)
    return Initiative.objects.filter(seen).select_related("facility")


def kept_initiatives(user: User) -> QuerySet[Initiative]:
    return Initiative.objects.filter(within(user, KEEPERS, "facility")).select_related("facility")


def kept_facilities(user: User) -> QuerySet[Unit]:
    """Return the hospitals whose records the person keeps."""
    return kept_units(user).filter(kind=UnitKind.FACILITY, is_active=True).order_by("position", "name")


def with_authors(initiatives: QuerySet[Initiative]) -> QuerySet[Initiative]:
    """Return initiatives that know their authors; two queries however many there are."""
    parts = InitiativeAuthor.objects.select_related("staff__unit__facility")
    return initiatives.prefetch_related(Prefetch("authors", parts))


def initiatives_matching(
    initiatives: QuerySet[Initiative],
    *,
    q: str = "",
    year: int | None = None,
    level: str = "",
    recognition: str = "",
    unit: Unit | None = None,
) -> QuerySet[Initiative]:
    """Narrow the register; words without accents are looked for in codes, names and authors."""
    exact = {"year": year, "level": level, "recognition": recognition}
    found = matching(initiatives, q).filter(**{name: value for name, value in exact.items() if value})
    if unit:
        here = Q(staff__unit=unit) | Q(staff__unit__parent=unit) | Q(staff__facility=unit)
        found = found.filter(pk__in=InitiativeAuthor.objects.filter(here).values("initiative"))
    return found


def years_of(initiatives: QuerySet[Initiative]) -> list[int]:
    return list(initiatives.order_by("-year").values_list("year", flat=True).distinct())
