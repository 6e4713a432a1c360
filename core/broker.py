"""The queue of the embedded edition: kombu's folder of message files, made safe for a reader beside a writer.

Kombu writes a message under the very name a reader looks for and locks it only after it was made, so a
worker can meet half a message and die of it. Here a message gets its name once it is whole.
"""

import contextlib
import logging
import os
from time import monotonic
from typing import Any
from uuid import uuid4

from kombu.exceptions import ChannelError
from kombu.transport import filesystem
from kombu.utils.encoding import str_to_bytes
from kombu.utils.json import dumps

logger = logging.getLogger(__name__)


class Channel(filesystem.Channel):
    """A channel whose messages and tables of queues are never seen half written."""

    def _put(self, queue: str, payload: Any, **options: Any) -> None:  # type: ignore[override]
        name = os.path.join(self.data_folder_out, f"{round(monotonic() * 1000)}_{uuid4()}.{queue}.msg")
        part = f"{name}.part"
        try:
            with open(part, "wb") as file:
                file.write(str_to_bytes(dumps(payload)))
            os.replace(part, name)
        except OSError as trouble:
            with contextlib.suppress(OSError):
                os.remove(part)
            raise ChannelError(f"Cannot add file {name!r} to directory") from trouble

    def _get(self, queue: str, timeout: float | None = None) -> Any:
        """Return the next whole message; one that a power cut left in pieces is put away: its row is still there."""
        while True:
            try:
                return super()._get(queue)
            except ValueError:
                logger.warning("A message of %s is not whole and is passed over", queue)

    def _queue_bind(self, exchange: str, *told: str) -> None:
        """Make the table of an exchange whole before it is read: kombu empties a new one before it locks it."""
        file = self._exchange_file(exchange)
        part = file.with_name(f"{file.name}.{uuid4()}.part")
        if not file.exists():
            part.write_text("[]")
            with contextlib.suppress(FileExistsError):
                os.link(part, file)
            part.unlink()
        super()._queue_bind(exchange, *told)


class Transport(filesystem.Transport):
    """Kombu's transport over folders, with the channel above."""

    Channel = Channel
