"""The facts about people and collectives, gathered before judging: streams of rows, never a query per person.

One statement a kind of record, each grouped by person and in the order of the person's key; the
streams are walked side by side, so that a hundred thousand people take no more memory than one.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Aggregate, Case, CharField, F, Func, Model, QuerySet, TextField, Value, When
from django.db.models.functions import Cast, Coalesce

from awards.criteria.facts import Facts
from awards.criteria.packed import Packed, awards_in, matters_in, ratings_in, unpack
from awards.models import Award
from emulation.choices import RatingScope
from emulation.models import Discipline, InitiativeAuthor, Leave, Matter, Staff, Unit, YearRating

CHUNK = 5000


class Joined(Aggregate):
    """The texts of a group in one, joined by commas."""

    function = "STRING_AGG"
    template = "%(function)s(%(expressions)s, ',')"
    output_field = TextField()

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        return self.as_sql(compiler, connection, function="GROUP_CONCAT", **extra)


class Record(Func):
    """The parts of a record joined by colons; none of them may be null, or the record is lost."""

    template = "%(expressions)s"
    arg_joiner = " || ':' || "
    output_field = TextField()


class Dossier(NamedTuple):
    """One person as lists show them, with the facts that are judged."""

    pk: int
    code: str
    name: str
    unit: int
    facility: int
    is_contract: bool
    packed: Packed


def dossiers(staff: QuerySet[Staff]) -> Iterator[Dossier]:
    """Return the facts of people in the order of their keys: seven statements for any number of them."""
    people = staff.order_by("pk").values_list(
        "pk", "code", "full_name", "unit_id", "facility_id", "is_contract",
        "joined_on", "left_on", "came_from", "job_type", "is_manager",
    )  # fmt: skip
    streams = [_Stream(rows) for rows in _records(staff)]
    for pk, code, name, unit, facility, is_contract, joined, left, came_from, job, manager in people.iterator(CHUNK):
        texts = [stream.of(pk) if stream.key <= pk else "" for stream in streams]
        packed = Packed(joined, left, bool(came_from), job, manager, *texts)
        yield Dossier(pk, code, name, unit, facility, is_contract, packed)


def dossier_of(person: Staff) -> Facts:
    """Return the facts about one person."""
    return unpack(next(dossiers(Staff.objects.filter(pk=person.pk))).packed)


def unit_facts(units: Iterable[Unit]) -> dict[int, Facts]:
    """Return the facts about collectives themselves, without their people: three statements."""
    mine = list(units)
    keys = [unit.pk for unit in mine]
    ratings = dict(_ratings("unit", YearRating.objects.filter(unit__in=keys)))
    awards = dict(_awards("unit", Award.objects.filter(unit__in=keys)))
    matters = dict(_matters("unit", Matter.objects.filter(unit__in=keys)))
    return {
        unit.pk: Facts(
            kind="tap_the",
            founded=unit.founded_on,
            ratings=ratings_in(ratings.get(unit.pk, "")),
            awards=awards_in(awards.get(unit.pk, "")),
            matters=matters_in(matters.get(unit.pk, "")),
        )
        for unit in mine
    }


class _Stream:
    """A list of (key, text) in the order of the keys, asked for key after key."""

    def __init__(self, rows: QuerySet):
        self.rows = rows.iterator(CHUNK)
        self.key: float
        self.text: str
        self.key, self.text = next(self.rows, _END)

    def of(self, key: int) -> str:
        while self.key < key:
            self.key, self.text = next(self.rows, _END)
        return self.text if self.key == key else ""


_END = (float("inf"), "")


def _records(staff: QuerySet[Staff]) -> list[QuerySet]:
    """Return the streams in the order of Packed: ratings, awards, works, disciplines, leaves, matters."""
    return [
        _ratings("staff", _about(YearRating, staff)),
        _awards("staff", _about(Award, staff)),
        _works(_about(InitiativeAuthor, staff)),
        _disciplines(_about(Discipline, staff)),
        _leaves(_about(Leave, staff)),
        _matters("staff", _about(Matter, staff)),
    ]


def _about(model: type[Model], staff: QuerySet[Staff]) -> QuerySet:
    """Return the records of these people; of everybody without asking who they are."""
    rows = model._default_manager.filter(staff__isnull=False)
    return rows.filter(staff__in=staff.order_by().values("pk")) if staff.query.where else rows


def _ratings(subject: str, rows: QuerySet) -> QuerySet:
    return _joined(rows.filter(scope=RatingScope.WORK), subject, "year", "level")


def _awards(subject: str, rows: QuerySet) -> QuerySet:
    return _joined(rows.filter(is_revoked=False), subject, "year", "title", "occasion")


def _works(rows: QuerySet) -> QuerySet:
    applied = Case(
        When(initiative__is_applied=True, then=Value("1")),
        When(initiative__is_applied=False, then=Value("0")),
        default=Value(""),
    )
    about = ("initiative__year", "initiative__level", "initiative__kind", "initiative__recognition")
    return _joined(rows, "staff", *about, applied)


def _disciplines(rows: QuerySet) -> QuerySet:
    return _joined(rows.filter(withdrawn_at__isnull=True), "staff", "decided_on", "form", "cause", "ends_on")


def _leaves(rows: QuerySet) -> QuerySet:
    return _joined(rows, "staff", "year", "kind", "days")


def _matters(subject: str, rows: QuerySet) -> QuerySet:
    return _joined(rows.filter(withdrawn_at__isnull=True), subject, "opened_on", "kind", "closed_on")


def _joined(rows: QuerySet, subject: str, *parts: Any) -> QuerySet:
    """Return (key of the subject, records as one text) in the order of the keys."""
    record = Record(*(_part(rows.model, part) if isinstance(part, str) else part for part in parts))
    grouped = rows.order_by().values(f"{subject}_id").annotate(records=Joined(record))
    return grouped.order_by(f"{subject}_id").values_list(f"{subject}_id", "records")


def _part(model: type[Model], name: str) -> Any:
    """Return a field as text, empty where nothing stands; texts that are always there are taken as they are."""
    first, _, last = name.partition("__")
    field = model._meta.get_field(first)
    if last and field.related_model:
        field = field.related_model._meta.get_field(last)
    text = F(name) if isinstance(field, CharField) else Cast(F(name), CharField())
    return Coalesce(text, Value("")) if field.null else text


def year_end(year: int) -> date:
    return date(year, 12, 31)
