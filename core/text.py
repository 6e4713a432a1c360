"""Vietnamese text: one stored form (NFC), search without accents, order by given name."""

import re
import unicodedata
from functools import lru_cache

_SPACES = re.compile(r"\s+")
_NO_NAME = re.compile(r"[^a-z0-9]+")
_SHORT = 60


class _WithoutMarks(dict[int, int | None]):
    """A table for ``str.translate`` that learns each sign once."""

    def __missing__(self, code: int) -> int | None:
        self[code] = None if unicodedata.combining(chr(code)) else code
        return self[code]


_WITHOUT_MARKS = _WithoutMarks()
_INVISIBLE = re.compile("[\u200b\u200c\u200d\u2060\ufeff\u00ad]")
_LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_ORDER = {sign: rank for rank, sign in enumerate(" 0123456789" + _LETTERS, start=1)}
# The order of tones in Vietnamese dictionaries: level, huyền, hỏi, ngã, sắc, nặng.
_TONES = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}


def nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def clean(text: str | None) -> str:
    """Return text as it is stored: NFC, no invisible signs, single spaces, no edges."""
    return _SPACES.sub(" ", nfc(_INVISIBLE.sub("", text or ""))).strip()


def fold(text: str | None) -> str:
    """Return text as it is searched: lower case without accents, đ as d.

    >>> fold("Nguyễn Thị  Đào")
    'nguyen thi dao'
    """
    text = text or ""
    return _folded_often(text) if len(text) <= _SHORT else _folded(text)


def _folded(text: str) -> str:
    bare = clean(text).lower().replace("đ", "d")
    return bare if bare.isascii() else unicodedata.normalize("NFD", bare).translate(_WITHOUT_MARKS)


# Words, names and heads come back thousands of times in a list.
_folded_often = lru_cache(maxsize=32_768)(_folded)


def file_name(text: str, most: int = 48) -> str:
    """Return text as a part of a file's name, cut after a whole word.

    >>> file_name("Phong trào “Bệnh viện xanh” 2026")
    'phong-trao-benh-vien-xanh-2026'
    """
    name = _NO_NAME.sub("-", fold(text)).strip("-")
    return name if len(name) <= most else name[: most + 1].rpartition("-")[0] or name[:most]


def sort_key(text: str | None) -> str:
    """Return a hex string that sorts as a Vietnamese dictionary does, under any collation.

    Letters decide first (a < ă < â < b … d < đ …), then tones.
    """
    letters, tones = [], []
    for sign in clean(text).lower():
        letter, tone = _part(sign)
        letters.append(_ORDER.get(letter, min(ord(letter), 0xBF) + 64))
        tones.append(tone)
    return bytes(letters).hex() + "00" + bytes(tones).hex()


def name_key(full_name: str | None) -> str:
    """Return the sort key of a person's name: given name first, then family and middle names."""
    words = clean(full_name).split(" ")
    return sort_key(" ".join([words[-1], *words[:-1]]))


def grouped(value: float) -> str:
    """Return a whole number with dots between thousands: 12.500.000."""
    return f"{value:,.0f}".replace(",", ".")


def initials(full_name: str | None) -> str:
    """Return the two letters of a person's picture: middle or family name, then given name."""
    words = clean(full_name).split(" ")
    return "".join(word[:1] for word in words[-2:]).upper()


def _part(sign: str) -> tuple[str, int]:
    tone = 0
    kept = []
    for piece in unicodedata.normalize("NFD", sign):
        if piece in _TONES:
            tone = _TONES[piece]
        else:
            kept.append(piece)
    return nfc("".join(kept))[:1] or " ", tone
