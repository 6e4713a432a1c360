"""Every address of the product, and for each the object of the demo that stands in it."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse

APPS = ("emulation", "campaigns", "awards", "reports")


def pages() -> list[tuple[str, URLPattern]]:
    """Return (app, pattern) of every address of the four apps."""
    return list(_walk(get_resolver().url_patterns, ""))


def names(with_arguments: bool) -> list[str]:
    return [f"{app}:{p.name}" for app, p in pages() if bool(p.pattern.converters) == with_arguments]


@cache
def pattern_of(name: str) -> URLPattern:
    return next(pattern for app, pattern in pages() if f"{app}:{pattern.name}" == name)


def address(name: str, objects: dict[str, Any]) -> str:
    """Return the address of a page for the world's objects.

    ``objects`` maps "app:prefix" to keyword arguments; the longest prefix of the name wins.
    """
    app, _, page = name.partition(":")
    wanted = pattern_of(name).pattern.converters
    if not wanted:
        return reverse(name)
    found = [key for key in objects if key.startswith(f"{app}:") and page.startswith(key.partition(":")[2])]
    if not found:
        raise LookupError(f"tests/house/world.py names no object for {name}")
    given = objects[max(found, key=len)]
    return reverse(name, kwargs={key: given.get(key, _SPARE.get(key)) for key in wanted})


_SPARE = {"step": "submit", "year": 2026, "version": 1}


def _walk(patterns: list, namespace: str) -> Iterator[tuple[str, URLPattern]]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern.url_patterns, pattern.namespace or namespace)
        elif namespace in APPS:
            yield namespace, pattern
