"""From the data of a paper to its bytes: PDF by Typst, lists by openpyxl, files that people added."""

from dataclasses import dataclass
from io import BytesIO
from typing import Any

from core.documents import fingerprint, page_count, pdf, pictures
from core.workflow import Refused
from emulation.models import Attachment
from reports.documents.workbook import workbook

PDF = "application/pdf"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_TYPES = {
    ".pdf": PDF, ".xlsx": XLSX, ".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}  # fmt: skip


@dataclass(frozen=True)
class Rendered:
    """One finished file. ``pages`` is 0 for what has no pages."""

    kind: str
    name: str
    title: str
    content_type: str
    content: bytes
    pages: int

    @property
    def sha256(self) -> str:
        return fingerprint(self.content)


def render(spec: dict[str, Any]) -> Rendered:
    """Return the file of one paper, or raise DocumentError or Refused."""
    if not spec["template"]:
        return _attached(spec)
    if spec["template"].endswith(".xlsx"):
        return Rendered(spec["kind"], spec["file"], spec["title"], XLSX, workbook(spec["data"]), 0)
    content = pdf(spec["template"], spec["data"])
    pages = page_count(spec["template"], spec["data"])
    return Rendered(spec["kind"], spec["file"], spec["title"], PDF, content, pages)


def page_pictures(spec: dict[str, Any]) -> list[bytes]:
    """Return a paper as PNG pages; nothing for what is not a Typst paper."""
    return pictures(spec["template"], spec["data"]) if spec["template"].endswith(".typ") else []


def whole_fingerprint(files: list[Rendered]) -> str:
    """Return one fingerprint for the package: of the list of names and fingerprints of its files."""
    lines = "".join(f"{file.sha256}  {file.name}\n" for file in files)
    return fingerprint(lines.encode())


def _attached(spec: dict[str, Any]) -> Rendered:
    kept = Attachment.objects.get(pk=spec["data"]["pk"])
    with kept.file.open("rb") as stream:
        content = BytesIO(stream.read()).getvalue()
    if fingerprint(content) != spec["data"]["sha256"]:
        raise Refused([f"Tệp “{kept.name}” trên máy chủ không còn như lúc tải lên. Hãy bỏ tệp và tải lại."])
    suffix = "." + kept.name.rpartition(".")[2].lower()
    return Rendered(spec["kind"], kept.name, spec["title"], _TYPES.get(suffix, "application/octet-stream"), content, 0)
