"""How the houses of a province are shared out among processes that judge side by side."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from django.db.models import Count

from awards.selectors.assessment import decided_as, local_of
from emulation.models import Staff, Unit

# So many people, judged by a panel that has met many, take as long as what a new panel has to find out first.
NEW_PANEL = 6000


def shares(houses: Sequence[Unit], on: date, *, jobs: int) -> list[list[int]]:
    """Return the keys of houses in as many shares as there are jobs, or fewer, that take about as long.

    Houses that decided the same are judged by one panel; they come one after another.
    """
    rows = Staff.objects.filter(facility__in=houses).order_by().values_list("facility").annotate(Count("pk"))
    people = dict(rows)
    alike: dict[str, dict[int, int]] = defaultdict(dict)
    for house in houses:
        alike[decided_as(local_of(house, on))][house.pk] = people.get(house.pk, 0)
    return shared_out(alike.values(), jobs)


def shared_out(alike: Iterable[Mapping[int, int]], jobs: int) -> list[list[int]]:
    """Return keys in shares, in their order; ``alike`` has the people by key of each panel's houses."""
    groups = list(alike)
    people = sum(number for houses in groups for number in houses.values())
    # Where a share ends among houses that decided the same, the next one needs a panel of its own.
    fair = (people + NEW_PANEL * (len(groups) + jobs - 1)) / jobs
    found: list[list[int]] = [[]]
    cost = 0.0
    for houses in groups:
        cost += NEW_PANEL
        for key, number in houses.items():
            if found[-1] and len(found) < jobs and cost + number / 2 > fair:
                found.append([])
                cost = NEW_PANEL
            found[-1].append(key)
            cost += number
    return found
