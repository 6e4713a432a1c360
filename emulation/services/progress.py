"""How far long work has come, told to the row of its job, and the quiet in which it goes fastest."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

from emulation.builders.import_plan import Told
from emulation.models import Job

WHOLE = 100


def teller(job: Job | None) -> Told | None:
    """Return what keeps the progress of a job on its row; the job's heartbeat passes it on."""
    if job is None:
        return None

    def tell(done: int, total: int) -> None:
        job.done, job.total = done, total

    return tell


def part_of(told: Told | None, start: int, end: int) -> Told | None:
    """Return what tells the progress of one part of the work, from ``start`` to ``end`` in hundredths of the whole."""
    if told is None:
        return None
    tell_whole = told

    def tell(done: int, total: int) -> None:
        tell_whole(start + (end - start) * done // max(total, 1), WHOLE)

    return tell


@contextmanager
def undisturbed() -> Iterator[None]:
    """Keep the collector from going through a million small objects again and again that all live to the end."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
