"""What was won: who sees which lines of the history, what is found in it, by year of a subject."""

from collections import defaultdict

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce

from awards.models import Award
from core.text import fold
from emulation.access import within
from emulation.choices import titles
from emulation.models import Staff, Unit, User
from emulation.selectors.initiatives import UNIT_READERS, WHOLE_READERS
from emulation.selectors.people import KEEPERS

_RELATED = ("facility", "staff__unit__facility", "staff__facility", "unit__facility")
STATES = (("", "Còn hiệu lực"), ("revoked", "Đã thu hồi"), ("all", "Tất cả"))


def visible_awards(user: User) -> QuerySet[Award]:
    """Return the hospital's for whoever works for all of it, the unit's for its head, else one's own."""
    seen = within(user, WHOLE_READERS, "facility")
    seen |= within(user, UNIT_READERS, "staff__unit") | within(user, UNIT_READERS, "unit")
    if user.staff_id:
        seen |= Q(staff=user.staff_id)
    return Award.objects.filter(seen).select_related(*_RELATED)


def kept_awards(user: User) -> QuerySet[Award]:
    """Return the lines that the person keeps, among them revoked ones."""
    return Award.objects.filter(within(user, KEEPERS, "facility")).select_related(*_RELATED)


def awards_matching(
    awards: QuerySet[Award],
    *,
    q: str = "",
    title: str = "",
    year: int | None = None,
    kind: str = "",
    unit: Unit | None = None,
    state: str = "",
) -> QuerySet[Award]:
    """Narrow the history; words without accents are looked for in names, codes and decision numbers."""
    for word in fold(q).split():
        named = Q(staff__search_key__contains=word) | Q(unit__search_key__contains=word)
        number = word.partition("/")[0]
        awards = awards.filter(named | Q(decision_number__contains=number) if number.isdecimal() else named)
    exact = {"title": title, "year": year}
    awards = awards.filter(**{name: value for name, value in exact.items() if value})
    if kind:
        awards = awards.filter(staff__isnull=kind == "tap_the")
    if unit:
        here = Q(staff__unit=unit) | Q(staff__unit__parent=unit) | Q(unit=unit) | Q(unit__parent=unit)
        awards = awards.filter(here | Q(facility=unit))
    return awards if state == "all" else awards.filter(is_revoked=state == "revoked")


def with_order(awards: QuerySet[Award]) -> QuerySet[Award]:
    """Return awards with the column by which names stand in Vietnamese order."""
    return awards.annotate(order_name=Coalesce("staff__name_key", "unit__search_key"))


def awards_by_year(subject: Staff | Unit) -> dict[int, list[Award]]:
    """Return what a person or a collective has won, in the order of documents; revoked ones among it."""
    rank = {code: place for place, code in enumerate(titles())}
    found: dict[int, list[Award]] = defaultdict(list)
    rows = Award.objects.filter(**{"staff" if isinstance(subject, Staff) else "unit": subject})
    for award in sorted(rows, key=lambda row: (rank.get(row.title, len(rank)), row.pk)):
        found[award.year].append(award)
    return dict(found)


def years_won(awards: QuerySet[Award]) -> list[int]:
    return list(awards.order_by("-year").values_list("year", flat=True).distinct())


def titles_won(awards: QuerySet[Award]) -> list[str]:
    """Return the codes that occur, in the order of documents."""
    there = set(awards.order_by().values_list("title", flat=True).distinct())
    return [code for code in titles() if code in there]
