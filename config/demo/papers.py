"""Real, readable PDF papers for the demo's attachments."""

from functools import cache

import typst
from django.conf import settings

TEMPLATE = """#set page(paper: "a4", margin: 25mm)
#set text(font: "Tinos", size: 14pt, lang: "vi")
#align(center)[*{title}*]
#v(1em)
Tài liệu mẫu của bệnh viện mẫu.
"""


@cache
def paper(title: str) -> bytes:
    """Return a one-page PDF with a heading."""
    fonts = typst.Fonts(include_system_fonts=False, font_paths=[str(settings.BASE_DIR / "static" / "fonts-documents")])
    return typst.compile(TEMPLATE.format(title=title).encode(), font_paths=fonts, format="pdf")
