"""Whether a word could be Vietnamese: the shape of a syllable. Tells which reading of old bytes is right."""

import re
import unicodedata
from functools import lru_cache

_TONES = dict.fromkeys(map(ord, "\u0300\u0301\u0303\u0309\u0323"))
_SHORT = re.compile(r"[B-DF-HJ-NP-TV-XĐ]+")
_WORD = re.compile(r"[^\W\d_]+")
_FIRST = "ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|b|c|d|đ|g|h|k|l|m|n|p|q|r|s|t|v|x|"
# Vowels that end a syllable, and those that a last consonant may follow.
_ENDING = (
    "iêu|yêu|oai|oay|oao|oeo|uao|uây|uôi|uya|uyu|uêu|ươi|ươu|"
    "ai|ao|au|ay|âu|ây|eo|êu|ia|iu|oi|ôi|ơi|ua|ui|uơ|ưa|ưi|ưu|"
    "oa|oe|uê|uy|a|e|ê|i|o|ô|ơ|u|ư|y"
)
_BEFORE = "iê|oa|oă|oe|oo|uâ|uă|uê|uô|uy|uyê|ươ|yê|a|ă|â|e|ê|i|o|ô|ơ|u|ư|y"
_LAST = "ch|nh|ng|c|m|n|p|t"
_SYLLABLE = re.compile(rf"(?:{_FIRST})(?:(?:{_ENDING})|(?:{_BEFORE})(?:{_LAST}))")
# Falling, asking and tumbling tones; no syllable that is stopped has one of them.
_LONG_TONES = re.compile("[\u0300\u0303\u0309]")
_STOPPED = ("c", "ch", "p", "t")
# Given in families of other peoples, and written so: Khmer women.
_NAMES = frozenset({"neáng", "néang"})


@lru_cache(maxsize=20_000)
def is_syllable(word: str) -> bool:
    """Return whether a word has the shape of a Vietnamese syllable."""
    parted = unicodedata.normalize("NFD", word.lower())
    bare = unicodedata.normalize("NFC", parted.translate(_TONES))
    if bare.endswith(_STOPPED) and _LONG_TONES.search(parted):
        return False
    return bool(_SYLLABLE.fullmatch(bare)) or unicodedata.normalize("NFC", parted) in _NAMES


def share(text: str) -> float:
    """Return the share of words, by letters, that could be Vietnamese (0 to 1); capital abbreviations are left out."""
    words = [
        word for word in _WORD.findall(text) if not (word.isupper() and (word.isascii() or _SHORT.fullmatch(word)))
    ]
    letters = sum(map(len, words))
    return sum(len(word) for word in words if is_syllable(word)) / letters if letters else 1.0
