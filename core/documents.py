"""Fill a document template and fingerprint the result.

A template is a Typst file in ``templates/documents``. Data goes in as JSON under ``sys.inputs``,
so that no text of a user is ever read as markup; a field that the template asks for and the data
lacks is an error, and so is a font that the repository does not hold. The date inside the file is
fixed, so that the same data always gives the same bytes.
"""

import json
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, Literal

import typst
from django.conf import settings

PREVIEW_PPI = 110.0


class DocumentError(ValueError):
    """The template could not be filled; the message names the template and the place."""


def pdf(template: str, data: dict[str, Any]) -> bytes:
    """Return the PDF of ``templates/documents/<template>`` filled with ``data``."""
    made = _compile(template, data, "pdf")
    return made if isinstance(made, bytes) else b"".join(made)


def pictures(template: str, data: dict[str, Any]) -> list[bytes]:
    """Return the same pages as PNG pictures, for looking at them inside a web page."""
    made = _compile(template, data, "png")
    return [made] if isinstance(made, bytes) else list(made)


def page_count(template: str, data: dict[str, Any]) -> int:
    """Return how many pages the document has."""
    made = _compile(template, data, "png", ppi=6.0)
    return 1 if isinstance(made, bytes) else len(made)


def fingerprint(content: bytes) -> str:
    """Return the SHA-256 of a document, in hex."""
    return sha256(content).hexdigest()


def data_fingerprint(data: Any) -> str:
    """Return the SHA-256 of data in one canonical spelling: equal data, equal fingerprint."""
    return fingerprint(_json(data, sort_keys=True).encode())


def _compile(
    template: str, data: dict[str, Any], kind: Literal["pdf", "png"], ppi: float = PREVIEW_PPI
) -> bytes | list[bytes]:
    root = Path(settings.BASE_DIR) / "templates" / "documents"
    try:
        made, warnings = typst.compile_with_warnings(
            str(root / template),
            root=str(root),
            format=kind,
            ppi=ppi,
            font_paths=_fonts(),
            sys_inputs={"data": _json(data)},
            timestamp=0,
        )
    except typst.TypstError as error:
        raise DocumentError(f"{template}: {error}") from error
    if warnings:
        raise DocumentError(f"{template}: " + "; ".join(str(warning) for warning in warnings))
    return made


def _json(data: Any, **options: Any) -> str:
    return json.dumps(data, ensure_ascii=False, default=str, **options)


@cache
def _fonts() -> typst.Fonts:
    """Return the repository's own fonts; one object serves all threads (a shared compiler does not)."""
    folder = Path(settings.BASE_DIR) / "static" / "fonts-documents"
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(folder)])
