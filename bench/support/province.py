"""A province in a scratch database: facilities, their staff, and the records of careers, loaded in bulk."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, date, datetime
from io import StringIO
from random import Random
from typing import Any

from django.db import connection, models, transaction

from awards.models import Award
from emulation.choices import UnitKind
from emulation.models import (
    Discipline,
    Initiative,
    InitiativeAuthor,
    Leave,
    LocalSetting,
    Matter,
    Posting,
    Staff,
    Unit,
    User,
    YearRating,
)
from support.careers import Career, careers

FACILITIES, UNITS = 20, 10
NOW = datetime(2025, 12, 20, tzinfo=UTC)
Rows = dict[type[models.Model], list[dict[str, Any]]]


def fill(people: int, *, has_history: bool) -> int:
    """Put a province of so many people into the database, year after year as records come in; return the rows."""
    chance = Random(people)
    houses = _units()
    rows: Rows = defaultdict(list)
    for number, career in enumerate(careers(people, has_history=has_history)):
        house = number * FACILITIES // people
        _person(rows, number + 1, houses[house], career, chance)
    for model in (YearRating, Award, InitiativeAuthor, Leave):
        rows[model].sort(key=lambda row: row.get("year", 0))
    number = sum(map(len, rows.values()))
    with transaction.atomic():
        for model in (Staff, Posting, YearRating, Award, Initiative, InitiativeAuthor, Discipline, Leave, Matter):
            load(model, rows.pop(model, []))
    _analyse()
    return number


def _units() -> list[list[int]]:
    """Return for each facility its key and those of its units; every fourth house has decided some settings."""
    department = Unit.objects.create(code="SYT", name="Sở Y tế", kind=UnitKind.DEPARTMENT)
    houses = []
    for number in range(FACILITIES):
        house = Unit.objects.create(
            code=f"BV{number:02}", name=f"Bệnh viện {number:02}", kind=UnitKind.FACILITY, parent=department
        )
        Unit.objects.filter(pk=house.pk).update(facility=house)
        inner = [
            Unit.objects.create(
                code=f"BV{number:02}-{place}", name=f"Khoa {place}", kind=UnitKind.KHOA, parent=house, facility=house
            )
            for place in range(UNITS)
        ]
        houses.append([house.pk, *(unit.pk for unit in inner)])
        if number % 4 == 3:
            _decide(house)
    return houses


DECIDED = {"title.least_months": 10, "title.include_current.CSTDT": False, "title.after_prerequisite.BK_TTG": True}


def _decide(house: Unit) -> None:
    clerk, _ = User.objects.get_or_create(username="tccb", full_name="Phòng Tổ chức cán bộ")
    since = date(2024, 1, 1)
    for name, value in DECIDED.items():
        LocalSetting.objects.create(facility=house, name=name, value=value, since=since, source="QĐ 1", by=clerk)


def _person(rows: Rows, pk: int, house: list[int], career: Career, chance: Random) -> None:
    unit = chance.choice(house[1:])
    about = {"staff_id": pk}
    rows[Staff].append(
        {
            "id": pk, "code": f"NV{pk:06}", "full_name": f"Nguyễn Thị Số {pk}", "unit_id": unit,
            "facility_id": house[0], "joined_on": career.joined, "left_on": career.left,
            "came_from": career.came_from, "job_type": career.job, "is_manager": career.is_manager,
        }
    )  # fmt: skip
    _postings(rows, pk, house, unit, career, chance)
    rows[YearRating] += [about | {"year": year, "level": level} for year, level in career.ratings.items()]
    if chance.random() < 0.2:
        rows[YearRating] += [
            about | {"year": year, "level": level, "scope": "dang"} for year, level in career.ratings.items()
        ]
    rows[Award] += [
        about | {"facility_id": house[0], "name": f"Nguyễn Thị Số {pk}", "title": title, "year": year,
                 "occasion": occasion, "is_revoked": chance.random() < 0.002}
        for title, year, occasion in sorted(career.awards)
    ]  # fmt: skip
    _works(rows, pk, house[0], career)
    for day, form, cause, ends in career.disciplines:
        more = {"withdrawn_at": NOW if chance.random() < 0.1 else None}
        rows[Discipline].append(about | {"decided_on": day, "form": form, "cause": cause, "ends_on": ends} | more)
    rows[Leave] += [about | {"year": year, "kind": kind, "days": days} for (year, kind), days in career.leaves.items()]
    rows[Matter] += [about | {"kind": kind, "opened_on": opened, "closed_on": closed}
                     for kind, opened, closed in career.matters]  # fmt: skip


def _postings(rows: Rows, pk: int, house: list[int], unit: int, career: Career, chance: Random) -> None:
    """One person in eight has moved within the house since joining."""
    since = career.joined or date(2000, 1, 1)
    if since.year < 2023 and chance.random() < 0.125:
        moved = date(2023, 6, 1)
        rows[Posting].append({"staff_id": pk, "unit_id": house[1], "since": since, "until": date(2023, 5, 31)})
        since = moved
    rows[Posting].append({"staff_id": pk, "unit_id": unit, "since": since, "until": None})


def _works(rows: Rows, pk: int, facility: int, career: Career) -> None:
    """Each work has one author more where a colleague had one too: the last author of the house before."""
    for year, kind, level, recognition, is_applied in career.works:
        key = len(rows[Initiative]) + 1
        rows[Initiative].append(
            {
                "id": key, "facility_id": facility, "code": f"SK{key}", "name": f"Sáng kiến {key}", "kind": kind,
                "level": level, "recognition": recognition, "year": year, "is_applied": is_applied,
            }
        )  # fmt: skip
        rows[InitiativeAuthor].append({"initiative_id": key, "staff_id": pk})


def load(model: type[models.Model], rows: list[dict[str, Any]]) -> None:
    """Store rows by the fastest way of the database; columns that are not given take their defaults."""
    if not rows:
        return
    fields = [field for field in model._meta.concrete_fields if not field.primary_key or "id" in rows[0]]
    usual = {field.column: _default(field) for field in fields}
    names = list(usual)
    complete = ([(usual | row)[name] for name in names] for row in rows)
    _copy(model._meta.db_table, names, complete)


def _default(field: models.Field) -> Any:
    if isinstance(field, models.DateTimeField) and (field.auto_now or field.auto_now_add):
        return NOW
    return field.get_default()


def _copy(table: str, columns: list[str], rows: Iterable[list[Any]]) -> None:
    names = ", ".join(f'"{column}"' for column in columns)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.cursor.copy_expert(f'COPY "{table}" ({names}) FROM STDIN', StringIO("".join(map(_line, rows))))
        else:
            marks = ", ".join("?" * len(columns))
            cursor.connection.executemany(
                f'INSERT INTO "{table}" ({names}) VALUES ({marks})', (list(map(_plain, row)) for row in rows)
            )


def _line(row: list[Any]) -> str:
    return "\t".join("\\N" if value is None else str(value) for value in row) + "\n"


def _plain(value: Any) -> Any:
    return str(value) if isinstance(value, date) else value


def _analyse() -> None:
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
