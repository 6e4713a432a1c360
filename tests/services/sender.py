"""A sender as the worker runs it, in a process of its own so that a test can kill it at any point."""

import time

import django

django.setup()

from reports.services.outbox import send_due  # noqa: E402 - Django has to be set up first


def run() -> None:
    print("ready", flush=True)  # noqa: T201 - the test waits for this word
    while True:
        send_due()
        time.sleep(0.02)


if __name__ == "__main__":
    run()
