"""An attacker with full read access: every table, every hidden column, before and after each vote."""

import json
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


def suspects(item_id: int) -> dict[int, set[str]]:
    """Return the papers of one urn that cannot be ruled out for each member who voted.

    A row number, a place or a transaction that one member's mark has for itself would tie the
    member to the paper that came with it; marks that nothing sets apart leave every paper possible.
    """
    urn = next(row for row in rows("awards_urn") if row["item_id"] == item_id)
    papers = {repr(paper) for paper in _list(urn["sealed"]) + _list(urn["opened"])}
    marks = [row for row in rows("awards_mark") if row["item_id"] == item_id and row["has_voted"]]
    telling = [column for column in ("xmin", "cmin") if len({mark.get(column) for mark in marks}) > 1]
    return {mark["seat_id"]: set() if telling else papers for mark in marks}


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


def _list(value) -> list:
    return json.loads(value) if isinstance(value, str) else value


def _place(place) -> tuple[int, ...]:
    if isinstance(place, str):
        return tuple(int(part) for part in place.strip("()").split(","))
    return (place,)
