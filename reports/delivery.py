"""How a letter is built and handed over, and what an error of the other side means.

Nothing here touches the outbox rows: the service decides what to write down.
"""

import smtplib
import ssl
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import formataddr
from typing import Any

from django.conf import settings
from django.core.mail import get_connection
from django.template.loader import render_to_string

from core.documents import fingerprint
from core.mail import Stopped, StoredMessage, Watch, own_address
from reports.choices import LetterKind, Outcome
from reports.criteria import VIETNAM, days_late
from reports.models import Delivery


class Tampered(Exception):
    """A frozen file is no longer what was approved."""


@dataclass(frozen=True)
class Result:
    """What became of one try: the outcome, a sentence for people, the other side's own words."""

    outcome: str
    sentence: str
    reply: str = ""


# --- the letter ---

_POLICY = SMTP.clone(cte_type="7bit")  # every server takes it, whatever it says about 8-bit text


def letter_of(delivery: Delivery, now: datetime) -> bytes:
    """Return the bytes of a letter; a package carries its frozen files, checked against their fingerprints."""
    message = EmailMessage(policy=_POLICY)
    message["From"] = formataddr((delivery.facility.name, own_address()))
    message["To"] = formataddr((delivery.recipient, delivery.address))
    message["Date"] = now.astimezone(VIETNAM)
    message["Message-ID"] = delivery.message_id
    message["Auto-Submitted"] = "auto-generated"
    if delivery.facility.email:
        message["Reply-To"] = delivery.facility.email
    if delivery.kind == LetterKind.DIGEST:
        message["Subject"] = f"Việc báo cáo cần làm – {delivery.facility.name}"
        message.set_content(delivery.text, cte="base64")
    else:
        _write_package(message, delivery, now)
    return message.as_bytes()


def _write_package(message: EmailMessage, delivery: Delivery, now: datetime) -> None:
    package, edition = delivery.package, delivery.edition
    assert package is not None and edition is not None
    files = list(edition.files.order_by("order"))
    if any(fingerprint(bytes(file.content)) != file.sha256 for file in files):
        raise Tampered
    late = days_late(package.due.due_on, now)
    words = {
        "package": package,
        "edition": edition,
        "files": files,
        "late": late,
        "due": package.due,
        "delivery": delivery,
    }
    subject = f"{package.due.title} – {package.facility.name}"
    message["Subject"] = f"{subject} (gửi chậm {late} ngày)" if late else subject
    message.set_content(render_to_string("emails/package.txt", words), cte="base64")
    for file in files:
        main, _, sub = file.content_type.partition("/")
        message.add_attachment(bytes(file.content), maintype=main, subtype=sub, filename=file.name)


# --- handing over ---


def hand_over(message: bytes, watch: Watch) -> Result:
    """Send stored bytes. ``watch`` is told before they leave and once they are taken.

    The result says what is certain: an answer "no" is a no; silence after the message began to
    leave is unknown, and never a reason to send again by itself.
    """
    flag = _Flag(watch)
    connection = _watched(flag.watch)
    if connection is None:
        return _hand_over_blind(message, flag)
    try:
        connection.send_messages([StoredMessage(message, connection=connection)])
    except Stopped:
        raise
    except Exception as error:  # noqa: BLE001 - every failure of the other side becomes a sentence
        return _sent(flag) if flag.taken else _judge(error, has_left=flag.has_left)
    return _sent(flag) if flag.taken else Result(Outcome.AGAIN, "Thư không có địa chỉ nhận.")


def known_place(message_id: str) -> str | None:
    """Ask the way of sending whether it has a message: where, "" for no, None when it cannot tell."""
    known = getattr(get_connection(), "known", None)
    return known(message_id) if known else None


class _Flag:
    """Remembers in this process what the watch was told."""

    def __init__(self, watch: Watch):
        self.has_left = self.taken = False
        self.reply = ""
        self.outer = watch
        self.watch = Watch(self._leaving, self._taken)

    def _leaving(self) -> None:
        self.outer.leaving()
        self.has_left = True

    def _taken(self, reply: str) -> None:
        self.taken, self.reply = True, reply
        self.outer.taken(reply)


def _watched(watch: Watch) -> Any:
    """Return a connection that keeps the watch informed, or None where the backend knows no watch."""
    try:
        connection = get_connection(watch=watch)
    except TypeError:
        return None
    return connection if getattr(connection, "watch", None) else None


def _sent(flag: _Flag) -> Result:
    return Result(Outcome.SENT, "Máy chủ thư đã nhận.", flag.reply)


def _hand_over_blind(message: bytes, flag: _Flag) -> Result:
    """Send by a backend that knows no watch (tests in memory): the whole call is the moment."""
    connection = get_connection()
    flag.watch.leaving()
    sent = connection.send_messages([StoredMessage(message, connection=connection)])
    if not sent:
        return Result(Outcome.UNKNOWN, "Chưa rõ thư đã đi hay chưa.")
    flag.watch.taken("Đã giao cho máy chủ thư")
    return _sent(flag)


# --- what an error means ---


def _judge(error: Exception, *, has_left: bool) -> Result:
    said = _said(error)
    code = _code(error)
    if code and 500 <= code < 600 and code not in (530, 534, 535):
        return Result(
            Outcome.REFUSED, f"Máy chủ thư từ chối ({code}). Kiểm tra địa chỉ nơi nhận rồi bấm “Gửi lại”.", said
        )
    if code:
        return Result(Outcome.AGAIN, f"Máy chủ thư tạm chưa nhận ({code}).", said)
    if has_left:
        sentence = "Mất kết nối khi đang chuyển thư: chưa rõ nơi nhận đã có hay chưa. Không tự gửi lại để tránh trùng."
        return Result(Outcome.UNKNOWN, sentence, said)
    return Result(Outcome.AGAIN, _reason(error), said)


def _code(error: Exception) -> int:
    if isinstance(error, smtplib.SMTPResponseException):
        return int(error.smtp_code)
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return int(next(iter(error.recipients.values()))[0])
    return 0


def _reason(error: Exception) -> str:
    if isinstance(error, ConnectionRefusedError):
        return "Máy chủ thư không mở cổng nhận."
    if isinstance(error, TimeoutError):
        return f"Máy chủ thư không trả lời sau {settings.EMAIL_TIMEOUT} giây."
    if isinstance(error, ssl.SSLError):
        return "Không lập được kết nối bảo mật tới máy chủ thư."
    if isinstance(error, OSError) and not isinstance(error, smtplib.SMTPException):
        return "Không nối được tới máy chủ thư. Kiểm tra mạng và cấu hình thư."
    return "Máy chủ thư ngắt kết nối trước khi nhận thư."


def _said(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, text = next(iter(error.recipients.values()))
        return f"{code} {text.decode('utf-8', 'replace') if isinstance(text, bytes) else text}"[:500]
    if isinstance(error, smtplib.SMTPResponseException):
        text = error.smtp_error
        return f"{error.smtp_code} {text.decode('utf-8', 'replace') if isinstance(text, bytes) else text}"[:500]
    return f"{type(error).__name__}: {error}"[:500]
