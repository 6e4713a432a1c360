"""A stored letter taken apart for reading: heads, text, attachments."""

from dataclasses import dataclass

from core.mail import parsed
from reports.models import Delivery


@dataclass(frozen=True)
class Enclosure:
    """One attachment of a letter, counted from 1."""

    place: int
    name: str
    content_type: str
    size: int


@dataclass(frozen=True)
class LetterParts:
    """What a reader of the letter sees."""

    sender: str
    to: str
    subject: str
    date: str
    message_id: str
    text: str
    enclosures: list[Enclosure]


def letter_parts(row: Delivery) -> LetterParts | None:
    """Return the parts of a letter whose bytes were stored, None before its first try."""
    if not row.message:
        return None
    message = parsed(bytes(row.message))
    body = message.get_body(("plain",))  # type: ignore[attr-defined]
    enclosures = [
        Enclosure(
            place, part.get_filename() or "tệp", part.get_content_type(), len(part.get_payload(decode=True) or b"")
        )
        for place, part in enumerate(message.iter_attachments(), 1)  # type: ignore[attr-defined]
    ]
    return LetterParts(
        sender=str(message["From"]),
        to=str(message["To"]),
        subject=str(message["Subject"]).strip(),
        date=str(message["Date"]),
        message_id=str(message["Message-ID"]),
        text=body.get_content() if body else "",
        enclosures=enclosures,
    )
