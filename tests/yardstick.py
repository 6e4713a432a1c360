"""A fixed piece of work, timed beside what has an end in seconds: a slow or busy machine is no slow program."""

import gc
import re
import time
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

_SPACES = re.compile(r"\s+")
# Seconds that the work takes one core of a hospital's server, as the bounds in seconds mean it.
SERVER = 0.055
# A machine is as fast as it was some seconds ago: many short commands need not be measured one by one.
_LATELY = 5.0
# So slow a machine tells nothing any more.
_SLOWEST = 4.0
# What took too long is done again so often: a machine that was slow between two measures is no slow program either.
TRIES = 3
_last = (0.0, -_LATELY)


@dataclass
class Watch:
    """Seconds of a server's processor; what a slower machine takes longer is taken off, a faster one adds nothing."""

    seconds: float = 0.0


@contextmanager
def watch() -> Iterator[Watch]:
    """Time a block; its seconds are told at its end, also of a block that fails."""
    found, before, start = Watch(), _measured(), time.process_time()
    try:
        yield found
    finally:
        spent = time.process_time() - start
        found.seconds = spent / min(max((before + _measured()) / 2 / SERVER, 1), _SLOWEST)


def least(bound: float, seconds: float, again: Callable[[], float]) -> float:
    """Return the least seconds of work that is done again while it took more than the bound, `TRIES` times in all."""
    for _ in range(TRIES - 1):
        if seconds <= bound:
            break
        seconds = min(seconds, again())
    return seconds


def took(bound: float, work: Callable[[], object]) -> float:
    """Carry work out and return its least seconds; what took more than the bound is carried out again."""

    def once() -> float:
        with watch() as found:
            work()
        return found.seconds

    return least(bound, once(), once)


def _measured() -> float:
    global _last
    if time.monotonic() - _last[1] > _LATELY:
        _last = min(_measure(), _measure()), time.monotonic()
    return _last[0]


def _measure() -> float:
    """Return the seconds of a processor that the work takes here and now: texts are cleaned, looked up and kept."""
    was_on = gc.isenabled()
    gc.disable()
    start = time.process_time()
    found: dict[str, list] = {}
    for number in range(15_000):
        text = _SPACES.sub(" ", unicodedata.normalize("NFD", f"Nguyễn  Thị Số {number:x}, Khoa Nội").lower())
        found.setdefault(text, []).append((number, text.split(), {"row": number}))
    spent = time.process_time() - start
    if was_on:
        gc.enable()
    return spent
