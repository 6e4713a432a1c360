"""Many rows written at once, with their history of changes: a number of statements, not of rows."""

from collections.abc import Collection, Sequence
from typing import Any

from django.db import connection
from django.db.models import Model
from django.utils import timezone
from simple_history.utils import bulk_update_with_history

BATCH = 2000


def create_all(model: type[Model], made: Sequence[Any], *, by: Any) -> None:
    """Store new rows; what a model that keeps its history has to remember of them is copied by the database."""
    if not made:
        return
    model._default_manager.bulk_create(made, batch_size=BATCH)
    if hasattr(model, "history"):
        _remember(model, [row.pk for row in made], by)


def update_all(model: type[Model], changed: Sequence[Any], names: Collection[str], *, by: Any) -> None:
    """Store the named columns of changed rows."""
    if not changed:
        return
    if hasattr(model, "history"):
        bulk_update_with_history(changed, model, sorted(names), batch_size=BATCH, default_user=by)
    else:
        model._default_manager.bulk_update(changed, sorted(names), batch_size=BATCH)


def _remember(model: type[Model], keys: list[int], by: Any) -> None:
    """Copy rows into the table of their history as created now; one that is remembered already is left alone."""
    past, quote = model.history.model, connection.ops.quote_name  # type: ignore[attr-defined]
    columns = ", ".join(quote(field.column) for field in past.tracked_fields)
    key, now = quote(str(model._meta.pk.column)), connection.ops.adapt_datetimefield_value(timezone.now())
    table, own = quote(past._meta.db_table), quote(model._meta.db_table)
    statement = (
        f"INSERT INTO {table} ({columns}, history_date, history_type, history_user_id) "
        f"SELECT {columns}, %s, '+', %s FROM {own} WHERE {own}.{key} BETWEEN %s AND %s "
        f"AND NOT EXISTS (SELECT 1 FROM {table} WHERE {table}.{key} = {own}.{key})"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [now, by.pk if by else None, min(keys), max(keys)])
