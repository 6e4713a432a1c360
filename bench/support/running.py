"""The product's own processes for a benchmark, started as `dev.py run` starts them, and how much memory they take."""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread
from urllib.request import urlopen

import redis as client

from support.scratch import ROOT

sys.path.insert(0, str(ROOT))
import dev  # noqa: E402 - it stands above this folder

_PAGE_KB = os.sysconf("SC_PAGE_SIZE") // 1024
_FIRST, _LAST = 10, 15


@contextmanager
def redis(server: str) -> Iterator[str]:
    """Yield the URL of a database of Redis that nobody uses; it is emptied again afterwards."""
    for number in range(_FIRST, _LAST + 1):
        url = f"{server.rstrip('/')}/{number}"
        database = client.Redis.from_url(url)
        if database.dbsize() == 0:
            try:
                yield url
            finally:
                database.flushdb()
            return
    raise SystemExit(f"The databases {_FIRST} to {_LAST} of {server} are all in use.")


@dataclass
class Watch:
    """The most memory that one process of the worker has taken, in MB."""

    most: int = 0


class Product:
    """Web, worker and clock on the environment of a benchmark."""

    def __init__(self, environment: dict[str, str], data: Path):
        self.port = dev.free_port(8600)
        self.environment = {**environment, "PORT": str(self.port), "PYTHONUTF8": "1"}
        self.commands = dev.services(self.port, data)
        self.running: dict[str, object] = {}

    def __enter__(self) -> "Product":
        self.running = {name: dev.start(command, self.environment) for name, command in self.commands.items()}
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            try:
                urlopen(f"http://127.0.0.1:{self.port}/dang-nhap/", timeout=5).read()
                time.sleep(5)  # the worker comes up
                return self
            except OSError:
                time.sleep(0.5)
        raise SystemExit("The product did not come up.")

    def __exit__(self, *error: object) -> None:
        dev.stop(self.running)

    def worker_memory(self) -> int:
        """Return what the largest process of the worker takes now, in MB."""
        return max(map(_resident, self._worker_processes()), default=0)

    @contextmanager
    def watched(self) -> Iterator[Watch]:
        """Yield the watch on the worker's memory while something is measured."""
        watch, stop = Watch(), Event()

        def look() -> None:
            while not stop.wait(0.2):
                watch.most = max(watch.most, self.worker_memory())

        thread = Thread(target=look, daemon=True)
        thread.start()
        try:
            yield watch
        finally:
            stop.set()
            thread.join()

    def _worker_processes(self) -> list[int]:
        group = self.running["worker"].pid  # type: ignore[attr-defined]
        found = []
        for folder in Path("/proc").iterdir():
            try:
                if folder.name.isdigit() and os.getpgid(int(folder.name)) == group:
                    found.append(int(folder.name))
            except ProcessLookupError:
                continue
        return found


def _resident(process: int) -> int:
    try:
        return int(Path(f"/proc/{process}/statm").read_text().split()[1]) * _PAGE_KB // 1024
    except (OSError, IndexError):
        return 0
