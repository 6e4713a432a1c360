"""The hospital's list as plain rows: one statement however long it is, and nothing kept."""

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from itertools import groupby

from django.db.models import CharField, F, Func, QuerySet, Value

from core.aggregates import Joined
from emulation.choices import SubjectKind, form_text
from emulation.models import Entry, Target
from emulation.selectors.sheets import LIST_ORDER


def target_years(entries: QuerySet[Entry]) -> list[int]:
    """Return the years for which lines of a list aim at anything."""
    aims = Target.objects.filter(entry__in=entries.order_by().values("pk"))
    return list(aims.order_by("year").values_list("year", flat=True).distinct())


def list_rows(entries: QuerySet[Entry], years: Sequence[int]) -> Iterator[list[str]]:
    """Yield name, kind, position, unit, and the titles of each year as the official form writes them."""
    parts = (F("targets__year"), Value(" "), F("targets__title"))
    aim = Func(*parts, template="(%(expressions)s)", arg_joiner=" || ", output_field=CharField())
    plain = entries.select_related(None).prefetch_related(None).annotate(aims=Joined(aim))
    kinds, texts = dict(SubjectKind.choices), _reader(years)
    found = plain.order_by(*LIST_ORDER).values_list("name", "kind", "position", "sheet__unit__name", "aims")
    for name, kind, position, unit, aims in found.iterator(2_000):
        yield [name, kinds[kind], position, unit, *texts(aims or "", kind)]


def _reader(years: Sequence[int]) -> Callable[[str, str], list[str]]:
    """Return what reads the aims of a line; lists hold few different ones."""

    @lru_cache(4_096)
    def texts(aims: str, kind: str) -> list[str]:
        pairs = sorted(aim.split(" ", 1) for aim in aims.split(",") if aim)
        chosen = {int(year): [code for _, code in own] for year, own in groupby(pairs, key=lambda pair: pair[0])}
        return [form_text(chosen.get(year, ()), kind) for year in years]

    return texts
