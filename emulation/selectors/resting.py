"""What rests on what a workbook has written, told by name: who takes the workbook back would pull it from under that.

Rows that refer to new ones are found by their keys; here is what rests on the values. A fixed number of
statements for every set of rows.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from django.db.models import Model

from core.bulk import parts
from emulation.choices import REGISTERED_SHEETS
from emulation.models import CriterionAnswer, Entry, Initiative, InitiativeAuthor, Staff, Unit, Violation, YearRating

Values = Mapping[int, Mapping[str, list[Any]]]  # by key and column: before, after
_CITED = (YearRating, Violation)  # what the criteria of a sheet look at by themselves


def built_on_places(changed: Values, *, since: datetime) -> Iterator[str]:
    """Say what was written since under the new unit or position of people, in any part of the product."""
    moved = {key: (_new(row, "unit_id"), _new(row, "position")) for key, row in changed.items()}
    moved = {key: place for key, place in moved.items() if place != (None, None)}
    over = dict(Unit.objects.filter(pk__in={unit for unit, _ in moved.values() if unit}).values_list("pk", "parent"))
    for relation in Staff._meta.related_objects:
        model: Any = relation.related_model
        names = {field.name for field in model._meta.concrete_fields}
        unit, stamp = ("sheet__unit", "sheet__updated_at") if "sheet" in names else ("unit", "updated_at")
        if not {"position", "name", *(() if "sheet" in names else ("unit", "updated_at"))} <= names:
            continue
        for some in parts(sorted(moved)):
            rows = model._base_manager.filter(staff__in=some, **{f"{stamp}__gt": since}).order_by("pk")
            for key, name, place, where, position in rows.values_list(
                "staff", "name", unit, f"{unit}__name", "position"
            ):
                new_unit, new_position = moved[key]
                if new_unit and place in (new_unit, over.get(new_unit)) or new_position and position == new_position:
                    yield _built(model, name, where)


def _new(row: Mapping[str, list[Any]], column: str) -> Any:
    return row[column][1] if column in row else None


def _built(model: type[Model], name: str, where: str | None) -> str:
    kind = str(model._meta.verbose_name)
    place = f" ({where})" if where else ""
    return f"{kind[:1].upper()}{kind[1:]} “{name}”{place} được ghi sau khi nhập, theo đơn vị hoặc chức vụ mới."


def subjects_of(written: Mapping[type[Model], Iterable[int]]) -> tuple[set[int], set[int]]:
    """Return the keys of the people and of the units whom written records are about."""
    people: set[int] = set()
    units: set[int] = set()
    for model, keys in written.items():
        names = {field.name for field in model._meta.concrete_fields}
        for some in parts(sorted(keys)):
            rows = model._base_manager.filter(pk__in=some)
            people |= set(rows.values_list("staff", flat=True)) if "staff" in names else set()
            units |= set(rows.values_list("unit", flat=True)) if {"staff", "unit"} <= names else set()
            if model is Initiative:
                people |= set(InitiativeAuthor.objects.filter(initiative__in=some).values_list("staff", flat=True))
    return people - {None}, units - {None}


def sheets_on(written: Mapping[type[Model], Iterable[int]], *, since: datetime) -> Iterator[str]:
    """Say whose registrations were received since with the records that their criteria are judged by."""
    people, units = subjects_of({model: keys for model, keys in written.items() if model in _CITED})
    for column, keys in (("staff", people), ("subject_unit", units)):
        for some in parts(sorted(keys)):
            lines = Entry.objects.filter(
                **{f"{column}__in": some}, sheet__status__in=REGISTERED_SHEETS, sheet__state_since__gt=since
            )
            for name, unit in lines.order_by("pk").values_list("name", "sheet__unit__name"):
                yield f"Bản đăng ký của {unit}, trong đó có {name}, được tiếp nhận hoặc thông qua sau khi nhập."


def answers_on(written: Mapping[type[Model], Iterable[int]], *, since: datetime) -> Iterator[str]:
    """Say whose answers to criteria name an initiative since, which was changed or has other authors now."""
    works = set(written.get(Initiative, ()))
    for some in parts(sorted(written.get(InitiativeAuthor, ()))):
        works |= set(InitiativeAuthor.objects.filter(pk__in=some).values_list("initiative", flat=True))
    for some in parts(sorted(works)):
        answers = CriterionAnswer.objects.filter(initiative__in=some, at__gt=since).order_by("pk")
        for work, name in answers.values_list("initiative__name", "entry__name").distinct():
            yield f"Sáng kiến “{work}” được dùng trong câu trả lời tiêu chí của {name} sau khi nhập."
