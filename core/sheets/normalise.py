"""Text of cells made comparable: one form of letters, spaces and dashes; names told apart as people do."""

import re
import unicodedata
from functools import lru_cache

from core.text import nfc

_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060\ufeff\u00ad]")
_DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\uff0d\u00ac"), "-")
_SPACES = re.compile(r"[^\S\n]+")
_ESCAPED = re.compile(r"_x(000[DA9]|00[01][0-9A-F])_")
# Letters of other alphabets that look like đ: Eth and the African D.
_LOOKALIKES, _LIKE = str.maketrans("ÐðƉ", "ĐđĐ"), re.compile("[ÐðƉ]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_TONES = {"\u0300": "2", "\u0309": "3", "\u0303": "4", "\u0301": "1", "\u0323": "5"}


@lru_cache(maxsize=50_000)
def tidy(text: str) -> str:
    """Return the text of a cell: NFC, no invisible signs, single spaces, lines kept, no empty lines."""
    found = tidied(text)
    return text if found == text else found  # a long list keeps each text once


def tidied(text: str) -> str:
    """Return the same of a text that is looked at once, and is too long to be remembered."""
    text = _ESCAPED.sub(lambda found: "\n" if found[1] == "000A" else "", text)
    text = _INVISIBLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    text = nfc(text.translate(_LOOKALIKES) if _LIKE.search(text) else text)
    text = _CONTROL.sub("", text.replace("\u2028", "\n").replace("\x0b", "\n"))
    lines = (_SPACES.sub(" ", line).strip() for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


def one_line(text: str) -> str:
    """Return tidy text on one line."""
    return tidy(text).replace("\n", " ")


def plain_dashes(text: str) -> str:
    """Return text with every kind of dash as a hyphen."""
    return text.translate(_DASHES)


@lru_cache(maxsize=20_000)
def name_sign(name: str) -> str:
    """Return the sign by which names are compared: letter case, spaces and the place of the tone do not count.

    "hòa" and "hoà" are one, "Lan" and "Lân" are two.
    """
    return " ".join(_syllable_sign(word) for word in one_line(name).lower().split())


@lru_cache(maxsize=16_384)
def _syllable_sign(word: str) -> str:
    letters, tone = [], ""
    for sign in unicodedata.normalize("NFD", word):
        if sign in _TONES:
            tone += _TONES[sign]
        else:
            letters.append(sign)
    return nfc("".join(letters)) + tone
