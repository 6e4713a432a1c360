"""Vietnamese from before Unicode: TCVN3 (.VnTime), VNI, and UTF-8 that was read twice.

Source of the TCVN3 table: TCVN 5712:1993. VNI writes a letter and, after it, its marks.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache

from core.sheets.syllables import share
from core.text import nfc

_TCVN3 = str.maketrans(
    "¡¢£¤¥¦§¨©ª«¬\u00ad®¯°±²³´µ¶·¸¹º»¼½¾¿ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖ×ØÙÚÛÜÝÞßàáâãäåæçèéêëìíîïðñòóôõö÷øùúûüýþÿ",
    "ĂÂÊÔƠƯĐăâêôơưđẰ\u0300\u0309\u0303\u0301\u0323àảãáạẲằẳẵắẴẮẦẨẪẤỀặầẩẫấậèỂẻẽéẹềểễếệìỉỄẾỒĩíịòỔỏõóọồổỗốộờởỡớợùỖủũúụừửữứựỳỷỹýỵỐ",
)
_VNI_ALONE = {"ñ": "đ", "ô": "ơ", "ö": "ư", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ", "í": "í", "ì": "ì"}
_VNI_MARKS = {
    "ù": "\u0301", "ø": "\u0300", "û": "\u0309", "õ": "\u0303", "ï": "\u0323",
    "â": "\u0302", "á": "\u0302\u0301", "à": "\u0302\u0300", "å": "\u0302\u0309", "ã": "\u0302\u0303",
    "ä": "\u0302\u0323",
    "ê": "\u0306", "é": "\u0306\u0301", "è": "\u0306\u0300", "ú": "\u0306\u0309", "ü": "\u0306\u0303",
    "ë": "\u0306\u0323",
}  # fmt: skip
_VNI_BASES = "aeouyôö"
_WORD = re.compile(r"[^\W\d_]+")
_PHRASE = re.compile(r"[^\W\d_]+(?: +[^\W\d_]+)*")
_TWICE = re.compile(r"[ÃÂÄÅÆáº»\u0080-\u009f‚-›€™œ]")
_UNICODE_ONLY = re.compile(r"[ăđĩũơưĂĐĨŨƠƯ\u1ea0-\u1ef9\u0300-\u036f]")
_MOSTLY = 0.75
_AT_ONCE = 1024 * 1024
_CP1252 = {bytes([code]).decode("cp1252", "replace"): code for code in range(0x80, 0xA0)}

NAMES = {"tcvn3": "TCVN3 (.VnTime)", "vni": "VNI", "twice": "UTF-8 bị mã hóa hai lần"}


def from_tcvn3(text: str) -> str:
    """Return text typed in a TCVN3 font as Unicode."""
    return _PHRASE.sub(lambda found: _in_one_case(found[0]), nfc(text.translate(_TCVN3)))


def _in_one_case(phrase: str) -> str:
    plain = [sign for sign in phrase if sign.isascii() and sign.isalpha()]
    shouts = len(plain) > 1 and all(map(str.isupper, plain))
    return _WORD.sub(lambda word: _one_case(word[0], shouts), phrase)


def _one_case(word: str, shouts: bool) -> str:
    """Most accented capitals have no sign of their own: "THÞ" is "THỊ", but "Lª" beside small letters is "Lê"."""
    plain = [sign for sign in word if sign.isascii()]
    is_told = len(plain) > 1 or (plain and shouts)
    return word.upper() if len(word) > 1 and is_told and all(map(str.isupper, plain)) else word


def from_vni(text: str) -> str:
    """Return text typed in a VNI font as Unicode."""
    out: list[str] = []
    base = ""
    for sign in text:
        low = sign.lower()
        if base and low in _VNI_MARKS:
            out.append(_VNI_MARKS[low])
            base = ""
            continue
        found = _VNI_ALONE.get(low, sign)
        out.append(found.upper() if sign.isupper() and low in _VNI_ALONE else found)
        base = low if low in _VNI_BASES else ""
    return nfc("".join(out))


def from_twice(text: str) -> str:
    """Return text whose UTF-8 bytes were taken for Western letters; unchanged where that is not so."""
    if not _TWICE.search(text):
        return text
    try:
        raw = bytes(_CP1252[sign] if sign in _CP1252 else ord(sign) for sign in text)
        return nfc(raw.decode("utf-8"))
    except ValueError:
        return text


# All that is deleted from a table of texts, so that what is left tells whether one of them may be old.
_OF_NO_ENCODING = bytes(set(range(128)) - set(b"/&#_"))


def may_hold_old(texts: bytes) -> bool:
    """Return whether an XML table of texts can hold one that is neither ASCII nor surely Unicode.

    Each text ends with a closing tag, so that its signs are whole between two strokes.
    """
    left = texts.translate(None, _OF_NO_ENCODING)
    if b"&#" in left or (b"_" in left and b"_x" in texts):
        return True
    # Two closing tags end most texts; a stroke that is left belongs to a text, or parts it.
    ends = (run for runs in _parted(left) for run in runs.translate(None, b"&#_").split(b"/"))
    return any(run and not _UNICODE_ONLY.search(run.decode("utf-8", "replace")) for run in ends)


def _parted(left: bytes) -> Iterator[bytes]:
    """Yield what stands between double strokes, some at a time: a hostile part has millions of them."""
    at = 0
    while at < len(left):
        end = left.find(b"//", at + _AT_ONCE)
        end = end if end >= 0 else len(left)
        yield from set(left[at:end].split(b"//"))
        at = end + 2


READINGS: dict[str, Callable[[str], str]] = {"tcvn3": from_tcvn3, "vni": from_vni, "twice": from_twice}


def family_of_font(font: str) -> str:
    """Return "tcvn3", "vni" or "" by the name of a font."""
    low = font.strip().lower()
    if low.startswith(".vn"):
        return "tcvn3"
    return "vni" if low.startswith(("vni-", "vni ")) else ""


def is_capital_font(font: str) -> bool:
    """Return whether a font shows small letters as capitals (.VnTimeH)."""
    low = font.strip().lower()
    return low.startswith(".vn") and low.endswith("h")


def encoding_of(texts: Iterable[str]) -> str:
    """Return which old encoding the texts of a sheet are in, or "" for Unicode.

    A sheet is old when reading it so makes clearly more words Vietnamese.
    """
    sample = [text for text in texts if not text.isascii() and not _UNICODE_ONLY.search(text)]
    joined = "\n".join(sample)[:60_000]
    best, gain = "", share(joined) + 0.15
    for name, read in READINGS.items():
        score = share("\n".join(read(text) for text in joined.split("\n")))
        if score > gain:
            best, gain = name, score
    return best


@lru_cache(maxsize=20_000)
def encoding_of_cell(text: str) -> str:
    """Return which old encoding one cell among Unicode ones is surely in, or ""."""
    if text.isascii() or _UNICODE_ONLY.search(text):
        return ""
    if from_twice(text) != text:
        return "twice"
    if share(text) > _MOSTLY:
        return ""
    return next((name for name, read in READINGS.items() if share(read(text)) == 1), "")


@lru_cache(maxsize=20_000)
def converted(text: str, encoding: str) -> str:
    """Return a text of an old sheet as Unicode; what is Unicode already stays."""
    if text.isascii() or _UNICODE_ONLY.search(text):
        return text
    return READINGS[encoding](text)
