"""An attacker with full read access: every table, every hidden column, before and after each vote."""

from collections import defaultdict

from django.db import connection


def tables() -> list[str]:
    return sorted(connection.introspection.table_names())


def rows(table: str) -> list[dict]:
    """Return all rows of a table with the columns that the database hides."""
    hidden = "xmin::text, cmin::text, ctid::text AS place" if connection.vendor == "postgresql" else "rowid AS place"
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT {hidden}, t.* FROM "{table}" t')
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def visible(table: str) -> list[tuple]:
    """Return the ordinary content of a table in a fixed order."""
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT * FROM "{table}"')
        return sorted(map(repr, cursor.fetchall()))


def snapshot() -> dict[str, list]:
    return {table: visible(table) for table in tables()}


def changed(before: dict[str, list], after: dict[str, list]) -> set[str]:
    """Return the tables whose content differs between two moments."""
    return {table for table in after if before.get(table) != after[table]}


def groups(column: str) -> list[set[int]]:
    """Return the members that a hidden column of the marks sets apart; one group means that it tells nothing."""
    found = defaultdict(set)
    for row in rows("awards_mark"):
        found[row[column]].add(row["seat_id"])
    return list(found.values())


def transactions(section_id: int) -> set[str]:
    """Return the transaction numbers that last wrote the urns and marks of a section."""
    return {
        row["xmin"] for table in ("awards_urn", "awards_mark") for row in rows(table) if row["section_id"] == section_id
    }


def order_of_marks() -> list[int]:
    """Return the marks by physical place: an update of one row alone would move it to the end."""
    return [row["id"] for row in sorted(rows("awards_mark"), key=lambda row: _place(row["place"]))]


def updates() -> dict[str, int]:
    """Return how many rows PostgreSQL's statistics say were ever rewritten, per table."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_stat_force_next_flush()")
        cursor.execute("SELECT pg_stat_clear_snapshot()")
        cursor.execute(
            "SELECT relname, n_tup_upd FROM pg_stat_user_tables WHERE relname IN ('awards_urn', 'awards_mark')"
        )
        return dict(cursor.fetchall())


def rows_holding(text: str) -> list[tuple[str, dict]]:
    """Return every row of every table in which a text occurs."""
    return [(table, row) for table in tables() for row in rows(table) if text in repr(row)]


def _place(place) -> tuple[int, ...]:
    if isinstance(place, str):
        return tuple(int(part) for part in place.strip("()").split(","))
    return (place,)
