"""The lists of deadlines and of packages as rows of a file: one statement however long they are, and nothing kept."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import CharField, F, FilteredRelation, Func, Q, QuerySet, Value
from django.db.models.functions import Cast
from django.utils import timezone

from core.aggregates import Joined
from reports.choices import PackageStatus
from reports.models import DueReport, Package
from reports.selectors.looks import fate_of, look_of_state, look_without_package

_DUE = ("title", "recipient", "recipient_name", "due_on", "period_to", "status", "closed_at", "late_days")


def due_rows(dues: QuerySet[DueReport], today: date) -> Iterator[list[Any]]:
    """Yield report, receiver, last good day, how it stands to it, state, exemplar of the package."""
    live = FilteredRelation("packages", condition=~Q(packages__status=PackageStatus.CANCELLED))
    plain = dues.select_related(None).only(*_DUE).annotate(live=live)
    found = plain.annotate(
        state=F("live__status"), who=F("live__featured__entry__name"), letters=_letters("live__deliveries")
    )
    for due in found.iterator(500):
        fate = fate_of(due, today).label if due.due_on else "chưa đặt ngày"
        yield [due.title, due.to, due.due_on, fate, _look(due), due.who or ""]


def package_rows(packages: QuerySet[Package]) -> Iterator[list[Any]]:
    """Yield report, hospital, exemplar, day and hour of sending, days late, state."""
    found = packages.select_related(None).annotate(letters=_letters("deliveries")).values_list(
        "due__title", "facility__name", "featured__entry__name", "sent_at", "late_days", "status", "due__recipient",
        "letters",
    )  # fmt: skip
    for title, facility, who, sent_at, late, status, recipient, letters in found.iterator(500):
        hour = f"{timezone.localtime(sent_at):%H:%M}" if sent_at else ""
        look = look_of_state(PackageStatus(status), recipient, _read(letters))
        yield [title, facility, who or "", sent_at, hour, late or None, look.label]


def _look(due: Any) -> str:
    if due.state is None:
        return look_without_package(due).label
    return look_of_state(PackageStatus(due.state), due.recipient, _read(due.letters)).label


def _letters(way: str) -> Joined:
    """Return the states and tries of the letters that lie a way off, as one text."""
    parts = (F(f"{way}__status"), Value(" "), Cast(f"{way}__tries", CharField()))
    return Joined(Func(*parts, template="(%(expressions)s)", arg_joiner=" || ", output_field=CharField()))


def _read(letters: str | None) -> list[tuple[str, int]]:
    pairs = (letter.split(" ") for letter in (letters or "").split(",") if letter)
    return [(state, int(tries)) for state, tries in pairs]
