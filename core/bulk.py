"""Many rows written at once, with their history of changes: a number of statements, not of rows."""

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from django.db import connection
from django.db.models import Model
from django.utils import timezone

BATCH = 2000


def parts(keys: Sequence[int]) -> Iterator[Sequence[int]]:
    """Return keys by bounded numbers, as many as one statement may name."""
    return (keys[start : start + BATCH] for start in range(0, len(keys), BATCH))


def create_all(model: type[Model], made: Sequence[Any], *, by: Any) -> None:
    """Store new rows; what a model that keeps its history has to remember of them is copied by the database."""
    if not made:
        return
    model._default_manager.bulk_create(made, batch_size=BATCH)
    if hasattr(model, "history"):
        _remember_new(model, [row.pk for row in made], by)


def update_all(model: type[Model], changed: Sequence[Any], names: Collection[str], *, by: Any) -> None:
    """Store the named columns of changed rows and when that was; remember the rows where a history is kept.

    Rows are locked in the order of their keys, as by everybody who holds several of them.
    """
    changed = sorted(changed, key=lambda row: row.pk)
    fields: list[Any] = list({model._meta.get_field(name): True for name in sorted(names)})
    fields += _stamps(model, changed) if fields else []
    for start in range(0, len(changed) if fields else 0, BATCH):
        rows = changed[start : start + BATCH]
        _update(model, rows, fields)
        if hasattr(model, "history"):
            _remember_changed(model, [row.pk for row in rows], by)


def _stamps(model: type[Model], changed: Sequence[Any]) -> list[Any]:
    """Return the columns that say when a row was last changed, filled with now."""
    stamps = [field for field in model._meta.concrete_fields if getattr(field, "auto_now", False)]
    now = timezone.now()
    for field in stamps:
        for row in changed:
            setattr(row, field.attname, now)
    return stamps


def delete_all(model: type[Model], keys: Sequence[int], *, by: Any) -> None:
    """Delete rows that nothing refers to, and remember them as deleted where a history is kept."""
    table, own = connection.ops.quote_name(model._meta.db_table), _column_of_key(model)
    for start in range(0, len(keys), BATCH):
        some = list(keys[start : start + BATCH])
        which = f"{own} IN ({', '.join(['%s'] * len(some))})"
        if hasattr(model, "history"):
            _copy(model, "-", by, which, some)
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {table} WHERE {which}", some)


def _update(model: type[Model], rows: Sequence[Any], fields: list[Any]) -> None:
    quote, key = connection.ops.quote_name, _key(model)
    table, own = quote(model._meta.db_table), quote(key.column)
    columns = [quote(field.column) for field in fields]
    values = list(_values(rows, [*fields, key]))
    with connection.cursor() as cursor:
        if connection.vendor != "postgresql":
            told = ", ".join(f"{column} = %s" for column in columns)
            cursor.executemany(f"UPDATE {table} SET {told} WHERE {own} = %s", values)
            return
        arrays = ", ".join(f"%s::{_type(field)}[]" for field in (*fields, key))
        given = ", ".join((*columns, own))
        told = ", ".join(f"{column} = given.{column}" for column in columns)
        keys = f"SELECT {own} FROM {table} WHERE {own} = ANY(%s) ORDER BY {own} FOR NO KEY UPDATE"
        cursor.execute(keys, [[row.pk for row in rows]])
        cursor.execute(
            f"UPDATE {table} SET {told} FROM unnest({arrays}) AS given ({given}) WHERE {table}.{own} = given.{own}",
            [list(column) for column in zip(*values, strict=True)],
        )


def _values(rows: Sequence[Any], fields: list[Any]) -> Iterator[list[Any]]:
    for row in rows:
        row._prepare_related_fields_for_save(operation_name="bulk_update", fields=fields)
        yield [field.get_db_prep_save(getattr(row, field.attname), connection) for field in fields]


def _type(field: Any) -> str:
    """Return the type of a column, of a key that counts up by itself that of its numbers."""
    found: str = field.rel_db_type(connection) if field.primary_key else field.db_type(connection)
    return found


def _remember_changed(model: type[Model], keys: list[int], by: Any) -> None:
    """Copy rows into the table of their history as changed now."""
    own, marks = _column_of_key(model), ", ".join(["%s"] * len(keys))
    _copy(model, "~", by, f"{own} IN ({marks})", keys)


def _remember_new(model: type[Model], keys: list[int], by: Any) -> None:
    """Copy rows into the table of their history as created now; one that is remembered already is left alone."""
    past, own = model.history.model, _column_of_key(model)  # type: ignore[attr-defined]
    table, key = connection.ops.quote_name(past._meta.db_table), own.rpartition(".")[2]
    known = f"SELECT 1 FROM {table} WHERE {table}.{key} = {own}"
    _copy(model, "+", by, f"{own} BETWEEN %s AND %s AND NOT EXISTS ({known})", [min(keys), max(keys)])


def _copy(model: type[Model], kind: str, by: Any, which: str, given: list[int]) -> None:
    past, quote = model.history.model, connection.ops.quote_name  # type: ignore[attr-defined]
    columns = ", ".join(quote(field.column) for field in past.tracked_fields)
    now = connection.ops.adapt_datetimefield_value(timezone.now())
    statement = (
        f"INSERT INTO {quote(past._meta.db_table)} ({columns}, history_date, history_type, history_user_id) "
        f"SELECT {columns}, %s, %s, %s FROM {quote(model._meta.db_table)} WHERE {which}"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [now, kind, by.pk if by else None, *given])


def _column_of_key(model: type[Model]) -> str:
    """Return the column of a table's key with the name of its table."""
    quote = connection.ops.quote_name
    return f"{quote(model._meta.db_table)}.{quote(_key(model).column)}"


def _key(model: type[Model]) -> Any:
    return model._meta.pk
