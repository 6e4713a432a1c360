"""The texts that cells of an .xlsx share: a small file can repeat a long one a million times.

What is written so that its size cannot be told counts as long as it could be at most.
"""

import re
from dataclasses import dataclass, field
from functools import cached_property

from core.sheets.refusals import FileRefused

_END = re.compile(rb"</(?:[^\s<>/]*:)?si\s*>|<(?:[^\s<>/]*:)?si(?:\s[^<>]*)?/>")
_SIMPLE_TAG = re.compile(rb"<[^<>\"'!?]*(?:(?:\"[^\"<>]*\"|'[^'<>]*')[^<>\"'!?]*)*>")
_SHARED = re.compile(rb"t\s*=\s*[\"']s[\"']")
_NUMBERED = re.compile(rb"t=\"s\"[^<>t]*><(?:\w+:)?v>(\d{1,9})</(?:\w+:)?v></(?:\w+:)?c>")
_LONG = 120


@dataclass(frozen=True)
class Longs:
    """The sizes of the long texts by their number; ``other`` is the size of one that is not among them."""

    sizes: dict[int, int] = field(default_factory=dict)
    other: int = 0

    def letters(self, block: bytes) -> int:
        """Return how many letters of long texts the cells of some rows show."""
        if not self.sizes and not self.other:
            return 0
        numbers = _NUMBERED.findall(block)
        odd = len(_SHARED.findall(block)) - len(numbers)
        return sum(self.sizes.get(int(number), self.other) for number in numbers) + max(odd, 0) * self.longest

    @cached_property
    def longest(self) -> int:
        return max(self.sizes.values(), default=self.other)


def long_strings(content: bytes, most: int) -> Longs:
    """Return the long texts of a table; one of more than ``most`` texts is refused, no list shows so many."""
    if content.count(b"<si") > most:
        raise FileRefused("FILE_TOO_LARGE")
    start = max(content.find(b"<si"), 0)
    if not _is_simple(content, start):
        return Longs(other=len(content))
    if not _may_hold_long(content, start):
        return Longs()
    sizes: dict[int, int] = {}
    start = 0
    for place, match in enumerate(_END.finditer(content)):
        if place >= most:
            raise FileRefused("FILE_TOO_LARGE")
        if match.end() - start > _LONG:
            sizes[place] = match.end() - start
        start = match.end()
    return Longs(sizes)


def _is_simple(content: bytes, start: int) -> bool:
    """Return whether every < begins a tag, so that no end of a text is only written in a comment or between quotes."""
    if not any(content.find(sign, start) >= 0 for sign in (b'"', b"'", b"!", b"?")):
        return True
    return sum(1 for _ in _SIMPLE_TAG.finditer(content, start)) == content.count(b"<", start)


def _may_hold_long(content: bytes, start: int) -> bool:
    """Leap from the end of one text to the farthest end that is near enough."""
    at, last, end_before = start, len(content) - _LONG, content.rfind
    while at < last:
        end = end_before(b"</si>", at, at + _LONG)
        if end < 0:
            return True
        at = end + 5
    return False
