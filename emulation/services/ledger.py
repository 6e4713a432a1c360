"""What a workbook writes, kept beside it set by set so that it can be taken back; see services/workbook_undo.py.

It holds what stood there before, of people too, and so it has an end: it goes once it was taken back, and after
``KEPT_DAYS``.
"""

import json
import zlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import blake2b
from typing import Any, Self

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Model, Q

from core.bulk import BATCH, create_all, update_all
from core.workflow import Refused
from emulation.models import Attachment, TakenRows, Taking, User

KEPT_DAYS = 90
OUTDATED = "Phần mềm đã nâng cấp từ lần nhập này nên không hoàn tác được nữa. Hãy sửa trực tiếp từng dòng."
Changes = dict[int, dict[str, list[Any]]]  # by key and column: before, after


class Ledger:
    """Writes rows like core.bulk; one that ``keeps`` also reads what was stored, before and after."""

    def __init__(self, *, keeps: bool = True):
        self.keeps = keeps
        self.sets: list[TakenRows] = []
        self.created = self.changed = 0

    def create(self, model: type[Model], made: Sequence[Any], *, by: User | None) -> None:
        """Store new rows."""
        create_all(model, made, by=by)
        if not self.keeps:
            return
        columns = own_columns(model)
        stored = values_of(model, [row.pk for row in made], columns)
        self.created += len(stored)
        self._enter(model, True, columns, [[key, digest(values)] for key, values in stored.items()])

    def update(self, model: type[Model], changed: Sequence[Any], names: Collection[str], *, by: User | None) -> None:
        """Store the named columns of changed rows."""
        with self.changing(model, [row.pk for row in changed], names):
            update_all(model, changed, names, by=by)

    @contextmanager
    def changing(self, model: type[Model], keys: Sequence[int], names: Collection[str]) -> Iterator[None]:
        """Note what becomes of the named columns of rows meanwhile."""
        if not self.keeps:
            yield
            return
        columns = sorted({model._meta.get_field(name).attname for name in names})  # type: ignore[union-attr]
        before = values_of(model, keys, columns)
        yield
        after = values_of(model, keys, columns)
        changed = [[key, _differing(columns, values, after[key])] for key, values in before.items()]
        changed = [row for row in changed if row[1]]
        self.changed += len(changed)
        self._enter(model, False, columns, changed)

    def _enter(self, model: type[Model], is_new: bool, columns: list[str], rows: list[list[Any]]) -> None:
        for start in range(0, len(rows), BATCH):
            number, label, some = len(self.sets), model._meta.label_lower, packed(rows[start : start + BATCH])
            self.sets.append(TakenRows(number=number, model=label, is_new=is_new, columns=columns, rows=some))

    def keep(self, kept: Attachment, *, by: User) -> None:
        """Store what was written beside the workbook, where it wrote anything."""
        if not self.sets:
            return
        taking = Taking.objects.create(kept=kept, by=by, created=self.created, changed=self.changed)
        for one in self.sets:
            one.taking = taking
        TakenRows.objects.bulk_create(self.sets, batch_size=20)


@dataclass
class Written:
    """What one taking wrote, by table in the order in which it was written; ``at`` is when that was."""

    at: datetime
    columns: dict[type[Model], list[str]] = field(default_factory=dict)
    created: dict[type[Model], dict[int, str]] = field(default_factory=dict)
    changed: dict[type[Model], Changes] = field(default_factory=dict)

    @classmethod
    def of(cls, taking: Taking) -> Self:
        """Read it back; raise Refused when a table is no longer what it was."""
        found = cls(taking.at)
        for one in taking.written.all():
            found._enter(one)
        return found

    def _enter(self, one: TakenRows) -> None:
        try:
            model: type[Model] = apps.get_model(one.model)
            for column in one.columns:
                model._meta.get_field(column)
        except (LookupError, FieldDoesNotExist) as error:
            raise Refused([OUTDATED]) from error
        if one.is_new:
            self.columns[model] = one.columns
        kinds: Any = self.created if one.is_new else self.changed
        kinds.setdefault(model, {}).update(unpacked(one))

    def tables(self) -> Iterator[tuple[type[Model], list[int]]]:
        """Return the keys of all rows by table."""
        for model in dict.fromkeys((*self.changed, *self.created)):
            yield model, sorted({*self.changed.get(model, ()), *self.created.get(model, ())})


def forget_takings(*, now: datetime) -> int:
    """Let go what was kept of takings that are undone, or too old to be; return how many sets of rows that were."""
    is_old = Q(taking__at__lt=now - timedelta(days=KEPT_DAYS))
    gone, _ = TakenRows.objects.filter(is_old | Q(taking__undone_at__isnull=False)).delete()
    return gone


def packed(rows: list[list[Any]]) -> bytes:
    """Return some rows as they are kept."""
    return zlib.compress(json.dumps(rows).encode())


def unpacked(one: TakenRows) -> list[list[Any]]:
    """Return the rows of a set as they were entered."""
    rows: list[list[Any]] = json.loads(zlib.decompress(one.rows))
    return rows


def own_columns(model: type[Model]) -> list[str]:
    """Return the columns that say what a row is; not its key, nor when it was touched last."""
    fields = model._meta.concrete_fields
    return [field.attname for field in fields if not field.primary_key and not getattr(field, "auto_now", False)]


def values_of(model: type[Model], keys: Sequence[int], columns: Sequence[str]) -> dict[int, list[Any]]:
    """Return the stored values of columns by key, in plain values as JSON has them."""
    found: dict[int, list[Any]] = {}
    for start in range(0, len(keys) if columns else 0, BATCH):
        rows = model._base_manager.filter(pk__in=keys[start : start + BATCH]).order_by("pk")
        told = json.dumps(list(rows.values_list("pk", *columns)), cls=DjangoJSONEncoder)
        found |= {key: values for key, *values in json.loads(told)}
    return found


def digest(values: list[Any]) -> str:
    """Return what stands for the values of a row."""
    return blake2b(json.dumps(values).encode(), digest_size=8).hexdigest()


def _differing(columns: Sequence[str], before: list[Any], after: list[Any]) -> Mapping[str, list[Any]]:
    pairs = zip(columns, before, after, strict=True)
    return {column: [was, now] for column, was, now in pairs if was != now}
