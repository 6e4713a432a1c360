"""Long pure work spread over processes of this machine."""

import gc
import multiprocessing
import os
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from django.db import connections

Item = TypeVar("Item")
Done = TypeVar("Done")


def each(work: Callable[[Item], Done], items: Sequence[Item], *, jobs: int = 1) -> Iterator[Done]:
    """Yield what ``work`` makes of every item, in their order, by so many processes at once.

    With one job, or where processes cannot be forked, the work is done here. ``work`` is a function of
    a module; what it takes and returns is copied between processes, and each reads the database over
    a connection of its own.
    """
    if jobs <= 1 or len(items) <= 1 or not hasattr(os, "fork"):
        yield from map(work, items)
        return
    connections.close_all()
    with multiprocessing.get_context("fork").Pool(min(jobs, len(items)), _begin) as pool:
        yield from pool.imap(work, items)


def _begin() -> None:
    """Start a process that ends with its work: references free what is done with, nobody has to look for cycles."""
    connections.close_all()
    gc.freeze()
    gc.disable()
