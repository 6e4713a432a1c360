"""A sender as the worker runs it, in a process of its own so that a test can kill it at any point.

``python -m tests.services.sender`` sends until it is killed; with the name of a point it kills
itself there, as a power cut would.
"""

import os
import signal
import sys
import time
from collections.abc import Callable

import django

django.setup()

from reports.services import outbox  # noqa: E402 - Django has to be set up first

# point: (function of the outbox, whether it still does its work)
POINTS = {
    "claimed": ("_send", False),
    "before_leaving": ("_leaving", False),
    "after_leaving": ("_leaving", True),
    "before_the_answer_is_kept": ("_taken", False),
    "after_the_answer_is_kept": ("_taken", True),
}


def die_at(point: str) -> None:
    name, works = POINTS[point]
    real: Callable = getattr(outbox, name)

    def deadly(*args, **kwargs):
        if works:
            real(*args, **kwargs)
        os.kill(os.getpid(), signal.SIGKILL)

    setattr(outbox, name, deadly)


def run() -> None:
    if len(sys.argv) > 1:
        die_at(sys.argv[1])
    print("ready", flush=True)  # noqa: T201 - the test waits for this word
    while True:
        outbox.send_due()
        time.sleep(0.02)


if __name__ == "__main__":
    run()
