"""Pages of the guide as HTML: headings, paragraphs, lists, bold words; nothing else is read into a text."""

import re
from collections.abc import Iterator

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

_BOLD = re.compile(r"\*\*(.+?)\*\*")
_ITEM = re.compile(r"(?:-|\d+\.) ")


def title_of(text: str) -> str:
    """Return the heading of a page."""
    return next((line[2:].strip() for line in text.splitlines() if line.startswith("# ")), "")


def guide_html(text: str) -> SafeString:
    """Return a page without its heading as HTML; every word of it is escaped."""
    blocks = (block.strip() for block in re.split(r"\n\s*\n", text))
    parts = [_block(block) for block in blocks if block and not block.startswith("# ")]
    return mark_safe("\n".join(parts))  # noqa: S308 - every word went through escape()


def _block(block: str) -> str:
    if block.startswith("## "):
        return f"<h2>{_words(block[3:])}</h2>"
    if _ITEM.match(block):
        tag = "ul" if block.startswith("- ") else "ol"
        return f"<{tag}>{''.join(f'<li>{_words(item)}</li>' for item in _items(block))}</{tag}>"
    return f"<p>{_words(block)}</p>"


def _items(block: str) -> Iterator[str]:
    item = ""
    for line in block.splitlines():
        if _ITEM.match(line) and item:
            yield item
            item = ""
        item += f" {_ITEM.sub('', line, count=1) if _ITEM.match(line) else line.strip()}"
    yield item


def _words(text: str) -> str:
    return _BOLD.sub(r"<b>\1</b>", escape(" ".join(text.split())))
