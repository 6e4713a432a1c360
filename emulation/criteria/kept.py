"""Criteria as plain data and back: what a signed sheet was asked stays word for word as it was."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from emulation.criteria.sets import CriteriaSet, Item

Asked = list[tuple[CriteriaSet, list[Item]]]


def words_of(sets: Iterable[CriteriaSet]) -> list[dict[str, Any]]:
    """Return sets with their items as plain data; what is empty is left out."""
    return [{**_filled(asdict(one)), "items": [_filled(asdict(item)) for item in one.items]} for one in sets]


def keys_of(asked: Asked) -> dict[str, list[str]]:
    """Return what is asked of one line as keys by set."""
    return {one.slug: [item.key for item in items] for one, items in asked}


def sets_in(words: Iterable[Mapping[str, Any]]) -> list[CriteriaSet]:
    """Return the sets that ``words_of`` made data of."""
    return [_set(row) for row in words]


def asked_in(sets: Sequence[CriteriaSet], keys: Mapping[str, Sequence[str]]) -> Asked:
    """Return what was asked of one line, in the order of the sets."""
    return [(one, [item for item in one.items if item.key in keys[one.slug]]) for one in sets if one.slug in keys]


def _filled(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if value}


def _set(row: Mapping[str, Any]) -> CriteriaSet:
    rows: dict[str, Any] = {name: _tuples(row[name]) for name in ("objects", "directions") if name in row}
    items = tuple(_item(item) for item in row["items"])
    plain = {name: row[name] for name in ("slug", "name", "source", "track", "only_for", "lead") if name in row}
    return CriteriaSet(code=row.get("code", ""), subjects=tuple(row["subjects"]), items=items, **plain, **rows)


def _item(row: Mapping[str, Any]) -> Item:
    more = {"kinds": tuple(row.get("kinds", ())), "spans": _tuples(row.get("spans", ()))}
    return Item(**{**row, **more})


def _tuples(rows: Iterable[Iterable[Any]]) -> tuple[tuple[Any, ...], ...]:
    return tuple(tuple(row) for row in rows)
