"""Mail that can be accounted for: who took it, when, and whether that is certain.

Two backends for Django's mail, chosen by EMAIL_URL. Both tell a ``Watch`` about the only moment
that matters: just before the message itself leaves (from here on a crash leaves the outcome
unknown), and as soon as the other side has answered for it.

* ``FileBackend`` (embedded edition) writes one .eml a message, named after its Message-ID. A file
  appears whole or not at all, and never twice, so ``known`` can always tell.
* ``SmtpBackend`` hands over by SMTP. It cannot ask a server whether it has a message.
"""

import contextlib
import os
import re
import smtplib
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message
from email.policy import SMTP
from email.utils import parseaddr
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.backends.smtp import EmailBackend as DjangoSmtpBackend


class Stopped(Exception):
    """Raised by ``Watch.leaving`` to stop a message before one byte of it is sent."""


@dataclass(frozen=True)
class Watch:
    """``leaving()`` is called before the message leaves, ``taken(answer)`` once it is taken."""

    leaving: Callable[[], None]
    taken: Callable[[str], None]


class StoredMessage(EmailMessage):
    """A message that was built and stored before: every try sends the very same bytes."""

    def __init__(self, content: bytes, **more: Any):
        heads = parsed(content)
        super().__init__(
            subject=str(heads["Subject"] or "").strip(),
            from_email=str(heads["From"]),
            to=[str(heads["To"])],
            headers={"Message-ID": str(heads["Message-ID"])},
            **more,
        )
        self.content = content

    def message(self, **options: Any) -> Any:
        return _Bytes(self.content)


class _Bytes:
    """What Django's backends ask of a built message, answered from stored bytes."""

    def __init__(self, content: bytes):
        self.content = content

    def as_bytes(self, unixfrom: bool = False, linesep: str = "\n") -> bytes:
        return self.content.replace(b"\r\n", b"\n").replace(b"\n", linesep.encode())

    def as_string(self, unixfrom: bool = False, linesep: str = "\n") -> str:
        return self.as_bytes(linesep=linesep).decode("ascii", "replace")


class FileBackend(BaseEmailBackend):
    """Writes every message to a folder, one file each, at once or not at all."""

    def __init__(self, *args: Any, file_path: str | None = None, watch: Watch | None = None, **kwargs: Any):
        super().__init__(fail_silently=kwargs.get("fail_silently", False))
        self.folder = Path(file_path or settings.EMAIL_FILE_PATH)
        self.watch = watch

    def send_messages(self, email_messages: Iterable[EmailMessage]) -> int:
        return sum(1 for message in email_messages if message.recipients() and self._keep(message))

    def known(self, message_id: str) -> str | None:
        """Return where a message was kept, "" when it was not; None would mean "cannot tell"."""
        file = mail_file(message_id, self.folder)
        return f"Đã ghi tệp {file.name}" if file.exists() else ""

    def _keep(self, email_message: EmailMessage) -> bool:
        message = email_message.message()
        content = message.as_bytes(linesep="\r\n")  # type: ignore[call-arg]
        file = mail_file(str(_header(content, "Message-ID")), self.folder)
        if self.watch:
            self.watch.leaving()
        write_once(file, content)
        if self.watch:
            self.watch.taken(f"Đã ghi thành tệp thư, {len(content)} byte")
        return True


class SmtpBackend(DjangoSmtpBackend):
    """Django's SMTP backend, with a watch on the moment of handing over."""

    def __init__(self, *args: Any, watch: Watch | None = None, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.watch = watch

    @property
    def connection_class(self) -> type[smtplib.SMTP]:
        watch = self.watch
        base: type[smtplib.SMTP] = super().connection_class
        return type("Watched", (_WatchedConnection, base), {"watch": watch}) if watch else base

    def known(self, message_id: str) -> str | None:
        return None


class _WatchedConnection:
    """Mixed into smtplib's connection: DATA is the command, the next thing sent is the message."""

    watch: Watch
    in_data = False

    def data(self, msg: Any) -> tuple[int, bytes]:
        self.in_data = True
        try:
            code, reply = super().data(msg)  # type: ignore[misc]
        finally:
            self.in_data = False
        if code == 250:
            self.watch.taken(f"{code} {reply.decode('utf-8', 'replace')}")
        return code, reply

    def send(self, s: Any) -> None:
        if self.in_data and s not in ("data\r\n", b"data\r\n"):
            try:
                self.watch.leaving()
            except BaseException:
                self.close()  # type: ignore[attr-defined]  # the server waits for a message that will not come
                raise
        super().send(s)  # type: ignore[misc]


def mail_file(message_id: str, folder: Path | None = None) -> Path:
    """Return the file that holds, or would hold, the message of an id."""
    name = re.sub(r"[^A-Za-z0-9._-]+", "_", message_id.strip("<> \t\r\n"))[:180]
    return (folder or Path(settings.EMAIL_FILE_PATH)) / f"{name}.eml"


def write_once(file: Path, content: bytes) -> None:
    """Put a file in place whole or not at all; one that is there already stays as it is."""
    file.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=file.parent, suffix=".part")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        with contextlib.suppress(FileExistsError):
            os.link(name, file)
    finally:
        os.unlink(name)


def parsed(content: bytes) -> Message:
    """Return a stored message for reading: headers and texts decoded."""
    return message_from_bytes(content, policy=SMTP)


def own_address() -> str:
    """Return the bare address that letters come from, whatever name stands beside it in the settings."""
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[1]


def message_id(name: str) -> str:
    """Return the Message-ID of a letter that has a name of its own: same name, same id."""
    return f"<{name}@{own_address().rpartition('@')[2] or 'thidua'}>"


def _header(content: bytes, name: str) -> str:
    return str(message_from_bytes(content)[name] or "")
