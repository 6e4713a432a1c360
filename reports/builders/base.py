"""What every package begins with: the letterhead, the people who sign and get it, the legal basis.

A builder has two functions: a draft (the words to start from) and the content (the data of every
paper). Both only read. A spec is one paper: kind, file name, title, template and its data.
"""

import re
from datetime import date
from typing import Any

from core.registry import Registry
from core.text import clean, fold
from emulation.choices import Purpose, RecipientKind, Role
from emulation.models import Plan, PlanBasis, Unit
from emulation.selectors.people import holders
from emulation.selectors.settings import setting
from reports.choices import PAPERS, FileKind, PackageStatus, Recipient
from reports.models import DueReport, Package
from reports.selectors.recipient import recipient_name

draft: Registry = Registry()
"""Functions ``(due) -> dict`` of the words a new package starts from, by builder."""

content: Registry = Registry()
"""Functions ``(package, on) -> list of specs``, by builder."""

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def start_words(due: DueReport) -> dict[str, Any]:
    """Return what is common to all drafts: who signs, the symbol, the place, who gets copies.

    The last package of the same kind comes first: what people corrected there stays corrected.
    """
    builder = due.duty.builder if due.duty else "plain_letter"
    last = Package.objects.filter(facility=due.facility, builder=builder, due__recipient=due.recipient).exclude(
        status=PackageStatus.CANCELLED
    ).order_by("-pk").first()  # fmt: skip
    if last:
        return {name: getattr(last, name) for name in ("symbol", "place", "receivers", "signer", "signer_title")}
    title, signer = _signer(due)
    return {
        "symbol": _symbol(due, is_letter=PAPERS[builder].is_letter),
        "place": due.facility.place,
        "receivers": "\n".join(_copies(due, PAPERS[builder].is_letter)),
        "signer_title": title,
        "signer": signer,
    }


def head_of(package: Package, on: date) -> dict[str, Any]:
    """Return the letterhead: state papers and Party papers differ."""
    facility, parent = package.facility, package.facility.parent
    is_party = package.due.recipient == Recipient.PARTY
    above = "Đảng bộ Sở Y tế" if is_party else (parent.header_name or parent.name if parent else "")
    own = facility.header_name or facility.name
    return {
        "style": "party" if is_party else "state",
        "parent": above.upper(),
        "issuer": (f"Chi bộ {facility.name}" if is_party else own).upper(),
        "number": package.number,
        "symbol": package.symbol,
        "place": package.place,
        "date": on.isoformat(),
    }


def signature_of(package: Package) -> dict[str, Any]:
    lines = [clean(line) for line in package.receivers.splitlines() if clean(line)]
    return {
        "receivers": [line.lstrip("-– ").rstrip(";.") for line in lines],
        "signer_title": [clean(line) for line in package.signer_title.splitlines() if clean(line)] or [""],
        "signer": package.signer,
    }


def attachment_specs(package: Package) -> list[dict[str, Any]]:
    """Return the files that people added, as papers of the package."""
    return [
        {
            "kind": FileKind.ATTACHMENT,
            "file": file.name,
            "title": file.name,
            "template": "",
            "data": {"pk": file.pk, "sha256": file.sha256},
        }
        for file in package.attachments.order_by("pk")
    ]


def basis_text(plan: Plan | None) -> str:
    """Return the document that asks for the report, in words: "Kế hoạch số 2437/KH-SYT ngày 06/4/2026 của …"."""
    if plan is None:
        return ""
    basis = next((found for found in plan.bases.all() if found.number and found.issued_on), None)
    return _said(basis) if basis else plan.title


def file_name(*parts: str) -> str:
    """Return a file name of plain letters, which every mail program and every archive keeps."""
    words = "-".join(part for part in (fold(part) for part in parts) if part)
    return re.sub(r"[^a-z0-9.]+", "-", words).strip("-")[:90]


def _said(basis: PlanBasis) -> str:
    kind = "Kế hoạch" if "/KH" in basis.number else "Chỉ thị" if "CT" in basis.number else "Văn bản"
    day = f" ngày {_paper_day(basis.issued_on)}" if basis.issued_on else ""
    return f"{kind} số {basis.number}{day} của {basis.issuer} về việc {basis.title}"


def _paper_day(day: date) -> str:
    """Return a day as papers write it: 06/4/2026; only months 1 and 2 carry a zero."""
    return f"{day.day:02}/{day.month:02}/{day.year}" if day.month < 3 else f"{day.day:02}/{day.month}/{day.year}"


def _signer(due: DueReport) -> tuple[str, str]:
    if due.plan and due.plan.signer:
        return due.plan.signer_position, due.plan.signer
    leader = holders(Role.LEADER, due.facility).order_by("pk").first()
    return ("GIÁM ĐỐC", leader.full_name) if leader else ("GIÁM ĐỐC", "")


def _symbol(due: DueReport, *, is_letter: bool) -> str:
    name = "report.letter_pattern" if is_letter else "report.number_pattern"
    pattern = setting(due.facility, name, due.period_to) or ""
    return str(pattern).partition("{number}")[2].lstrip("/-")


def _copies(due: DueReport, is_letter: bool) -> list[str]:
    """Return "Nơi nhận": the addressee, those whom the plan reports to, the file copy."""
    first = "Như trên" if is_letter else recipient_name(due)
    rows = list(due.plan.recipients.all()) if due.plan else []
    inside = [f"{row.name} (b/c)" for row in rows if row.kind == RecipientKind.INSIDE and row.purpose == Purpose.REPORT]
    filed = [row.name for row in rows if row.kind == RecipientKind.FILING]
    return [first, *(inside or [f"Ban Giám đốc {_short(due.facility)} (b/c)"]), *(filed or ["Lưu: VT"])]


def _short(facility: Unit) -> str:
    return facility.short_name or facility.name
