"""Fill a document template and fingerprint the result.

A template is a Typst file in ``templates/documents``. Data goes in as JSON under ``sys.inputs``,
so that no text of a user is ever read as markup; a field that the template asks for and the data
lacks is an error. Fonts come from the repository alone, and the date inside the file is fixed, so
that the same data always gives the same bytes.
"""

import json
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import typst
from django.conf import settings


class DocumentError(ValueError):
    """The template could not be filled; the message names the template and the place."""


def pdf(template: str, data: dict[str, Any]) -> bytes:
    """Return the PDF of ``templates/documents/<template>`` filled with ``data``."""
    root = Path(settings.BASE_DIR) / "templates" / "documents"
    try:
        return typst.compile(
            str(root / template),
            root=str(root),
            format="pdf",
            font_paths=_fonts(),
            sys_inputs={"data": json.dumps(data, ensure_ascii=False, default=str)},
            timestamp=0,
        )
    except typst.TypstError as error:
        raise DocumentError(f"{template}: {error}") from error


def fingerprint(content: bytes) -> str:
    """Return the SHA-256 of a document, in hex."""
    return sha256(content).hexdigest()


@cache
def _fonts() -> typst.Fonts:
    folder = Path(settings.BASE_DIR) / "static" / "fonts-documents"
    return typst.Fonts(include_system_fonts=False, font_paths=[str(folder)])
