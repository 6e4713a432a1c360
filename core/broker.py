"""The queue of the embedded edition: kombu's folder of message files, made safe for a reader beside a writer.

Kombu writes a message under the very name a reader looks for and locks it only after it was made, so a
worker can meet half a message and die of it. Here a message gets its name once it is whole. A table of an
exchange that a power cut left in pieces is begun anew: every queue enters itself again when it is used.
"""

import contextlib
import logging
import os
import time
from pathlib import Path
from queue import Empty
from time import monotonic
from typing import Any
from uuid import uuid4

from kombu.exceptions import ChannelError
from kombu.transport import filesystem
from kombu.utils.encoding import str_to_bytes
from kombu.utils.json import dumps

logger = logging.getLogger(__name__)
_STALE_SECONDS = 3600  # a message is written in less than a second
_MOST_BROKEN = 100


class Channel(filesystem.Channel):
    """A channel whose messages and tables of queues are never seen half written."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        _sweep(Path(self.data_folder_out), self.control_folder)

    def _put(self, queue: str, payload: Any, **options: Any) -> None:  # type: ignore[override]
        name = os.path.join(self.data_folder_out, f"{round(monotonic() * 1000)}_{uuid4()}.{queue}.msg")
        part = f"{name}.part"
        try:
            _write(part, str_to_bytes(dumps(payload)))
            os.replace(part, name)
        except OSError as trouble:
            with contextlib.suppress(OSError):
                os.remove(part)
            raise ChannelError(f"Cannot add file {name!r} to directory") from trouble

    def _get(self, queue: str, timeout: float | None = None) -> Any:
        """Return the next whole message; one that a power cut left in pieces is put away: its row is still there.

        After so many of them the queue is called empty, so that the worker looks at its other work in between.
        """
        for _ in range(_MOST_BROKEN):
            try:
                return super()._get(queue)
            except ValueError:
                logger.warning("A message of %s is not whole and is passed over", queue)
        raise Empty

    def get_table(self, exchange: str) -> list:
        """Return the queues of an exchange; a table in pieces is begun anew."""
        try:
            return super().get_table(exchange)
        except (ValueError, TypeError):
            self._begin_anew(exchange)
            return []

    def _queue_bind(self, exchange: str, *told: str) -> None:
        """Make the table of an exchange whole before it is read: kombu empties a new one before it locks it."""
        file = self._exchange_file(exchange)
        if not file.exists():
            _begin(file)
        try:
            super()._queue_bind(exchange, *told)
        except (ValueError, TypeError):
            self._begin_anew(exchange)
            super()._queue_bind(exchange, *told)

    def _delete(self, queue: str, exchange: str, *told: Any, **options: Any) -> None:
        try:
            super()._delete(queue, exchange, *told, **options)
        except (ValueError, TypeError):
            self._begin_anew(exchange)

    def _begin_anew(self, exchange: str) -> None:
        """Put an empty table in the place of one in pieces, at once: nobody reads less than a whole one."""
        file = self._exchange_file(exchange)
        logger.warning("The table of the exchange %s is not whole and is begun anew", exchange)
        part = _part_of(file)
        _write(part, b"[]")
        os.replace(part, file)


class Transport(filesystem.Transport):
    """Kombu's transport over folders, with the channel above."""

    Channel = Channel


def _begin(file: Path) -> None:
    """Make an empty table, unless another process was first; some disks (exFAT) know no second name of a file."""
    part = _part_of(file)
    _write(part, b"[]")
    try:
        os.link(part, file)
    except FileExistsError:
        pass
    except OSError:
        if not file.exists():
            os.replace(part, file)
    part.unlink(missing_ok=True)


def _part_of(file: Path) -> Path:
    return file.with_name(f"{file.name}.{uuid4()}.part")


def _write(part: str | Path, content: bytes) -> None:
    """Write a file to the disk itself: a name given to it afterwards never leads to less than all of it."""
    with open(part, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _sweep(*folders: Path) -> None:
    """Remove what writers that were cut off left unfinished."""
    old = time.time() - _STALE_SECONDS
    for folder in folders:
        for part in folder.glob("*.part"):
            with contextlib.suppress(OSError):
                if part.stat().st_mtime < old:
                    part.unlink()
