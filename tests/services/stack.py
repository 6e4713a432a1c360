"""The product's real processes beside a test: web, worker and clock on the test's own database.

They are killed as a power cut would (SIGKILL) and started again; mail goes to a real SMTP server
in this process.
"""

import email
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import closing
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

from aiosmtpd.controller import Controller
from django.conf import settings
from django.db import connection

PATIENCE = 60.0


def free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(condition, *, seconds: float = PATIENCE, every: float = 0.1):
    """Return the first true answer of a condition, or fail after the given seconds."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if answer := condition():
            return answer
        time.sleep(every)
    raise AssertionError(f"nothing after {seconds} seconds: {condition}")


class Mailbox:
    """A real SMTP server that keeps what it accepted."""

    def __init__(self):
        self.messages: list[EmailMessage] = []
        self.port = free_port()
        self.controller = Controller(self, hostname="127.0.0.1", port=self.port)

    async def handle_DATA(self, server, session, envelope):
        self.messages.append(email.message_from_bytes(envelope.content, policy=default))
        return "250 2.0.0 OK queued"

    def __enter__(self) -> "Mailbox":
        self.controller.start()
        return self

    def __exit__(self, *error: object) -> None:
        self.controller.stop()


class Stack:
    """Web, worker and clock as processes of their own, sharing the test's database and settings."""

    def __init__(self, data: Path, *, mail_port: int | None = None, **env: str):
        self.port = free_port()
        mail = {"EMAIL_URL": f"smtp://127.0.0.1:{mail_port}"} if mail_port else {}
        self.env = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "DATABASE_URL": database_url(),
            "SECRET_KEY": settings.SECRET_KEY,
            "THIDUA_DATA": str(data),
            "DEBUG": "1",
            "PORT": str(self.port),
            **mail,
            **env,
        }
        self.data = data
        self.running: dict[str, subprocess.Popen] = {}

    def command(self, name: str) -> list[str]:
        celery = [sys.executable, "-m", "celery", "-A", "config"]
        return {
            "web": [
                sys.executable,
                "-m",
                "gunicorn",
                "config.wsgi",
                "-b",
                f"127.0.0.1:{self.port}",
                "--no-control-socket",
            ],
            "worker": [*celery, "worker", "-l", "WARNING", "-c", "1", "--without-gossip", "--without-mingle"],
            "clock": [*celery, "beat", "-l", "WARNING", "-s", str(self.data / "beat"), "--pidfile="],
        }[name]

    def start(self, *names: str) -> None:
        for name in names:
            self.running[name] = subprocess.Popen(
                self.command(name), cwd=settings.BASE_DIR, env=self.env, start_new_session=True
            )

    def kill(self, name: str) -> None:
        """Kill a process and its children at once, as a power cut does."""
        process = self.running.pop(name)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def manage(self, *arguments: str) -> subprocess.CompletedProcess:
        return subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=settings.BASE_DIR,
            env=self.env,
            capture_output=True,
            text=True,
            timeout=120,
        )

    def __enter__(self) -> "Stack":
        return self

    def __exit__(self, *error: object) -> None:
        for name in list(self.running):
            self.kill(name)


def database_url() -> str:
    """Return the URL of the database that this test runs on."""
    found = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{found['NAME']}"
    user = found["USER"] or "postgres"
    return f"postgres://{user}:{found['PASSWORD']}@{found['HOST']}:{found['PORT']}/{found['NAME']}"
