"""Scratch databases that a benchmark makes and drops itself, and fresh processes that work on them."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit
from uuid import uuid4

ROOT = Path(__file__).resolve().parents[2]


def start_django() -> None:
    """Make the product's code usable in this process, on the database that DATABASE_URL names."""
    sys.path.insert(0, str(ROOT))
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
    import django  # noqa: PLC0415 - it must not be read before the environment is set

    django.setup()


@contextmanager
def sqlite() -> Iterator[dict[str, str]]:
    """Yield the environment of a scratch file."""
    folder = tempfile.mkdtemp(prefix="thidua-bench-")
    try:
        yield _environment(f"sqlite:///{folder}/bench.sqlite3", folder)
    finally:
        shutil.rmtree(folder)


@contextmanager
def postgresql(server: str) -> Iterator[dict[str, str]]:
    """Yield the environment of a scratch database beside the one that a URL names."""
    import psycopg2  # noqa: PLC0415 - absent where only SQLite is measured

    name = f"bench_{uuid4().hex[:12]}"
    folder = tempfile.mkdtemp(prefix="thidua-bench-")
    connection = psycopg2.connect(server)
    connection.autocommit = True
    try:
        connection.cursor().execute(f'CREATE DATABASE "{name}"')
        yield _environment(urlunsplit(urlsplit(server)._replace(path=f"/{name}")), folder)
    finally:
        connection.cursor().execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        connection.close()
        shutil.rmtree(folder)


def _environment(url: str, folder: str) -> dict[str, str]:
    return {**os.environ, "DATABASE_URL": url, "THIDUA_DATA": folder, "DEBUG": "0"}


def fresh(environment: dict[str, str], *arguments: str) -> dict[str, Any]:
    """Run a part of the calling benchmark in a new process; return what it printed last, as JSON."""
    command = [sys.executable, sys.argv[0], *arguments]
    done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, check=True, text=True)
    return json.loads(done.stdout.splitlines()[-1])
