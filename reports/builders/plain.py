"""A letter with files that people add: for deadlines that no data can answer."""

from datetime import date
from typing import Any

from reports.builders.base import attachment_specs, content, draft, file_name, head_of, signature_of, start_words
from reports.choices import FileKind
from reports.models import DueReport, Package
from reports.selectors.recipient import recipient_name


@draft
def plain_letter(due: DueReport) -> dict[str, Any]:
    return {**start_words(due), "subject": due.title[:1].lower() + due.title[1:], "body": ""}


def _content(package: Package, on: date) -> list[dict[str, Any]]:
    data = {
        "title": str(package),
        "head": head_of(package, on),
        "about": f"V/v {package.subject}",
        "to": [recipient_name(package.due)],
        "body": package.body,
        "attached": [file.name for file in package.attachments.order_by("pk")],
        "ending": "Trân trọng",
        **signature_of(package),
    }
    number = package.paper_number.replace("/", "-")
    letter = {
        "kind": FileKind.LETTER, "file": f"{file_name('cong van', number)}.pdf",
        "title": f"Công văn {package.paper_number}".strip(), "template": "cong_van.typ", "data": data,
    }  # fmt: skip
    return [letter, *attachment_specs(package)]


content["plain_letter"] = _content
