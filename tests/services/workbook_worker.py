"""A worker of its own process that dies, as in a power cut, when all of a workbook is written, undone or planned anew
but not kept.

``python -m tests.services.workbook_worker die`` dies there; without the word it works as usual.
"""

import os
import signal
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

import emulation.imports  # noqa: E402, F401 - the worker knows the jobs by it
from emulation.services import registration_import, registration_preview, workbook, workbook_undo  # noqa: E402
from emulation.tasks import run_jobs  # noqa: E402


def die(*args: object, **more: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    if "die" in sys.argv:
        registration_import.keep_written = registration_preview.finish_job = die
        workbook.note_taken = die
        workbook_undo.close_work = die
    run_jobs()
