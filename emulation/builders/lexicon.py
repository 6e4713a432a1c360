"""The many spellings of titles, made into one table of keys.

A key is a phrase without accents, spaces and small words: "Giấy khen của Giám đốc Sở Y tế" and
"GK GĐ SYT" both lead to GK_SYT. The spellings stand in ``awards/rules/titles``; what people
shorten is listed here once for all of them.
"""

from collections.abc import Iterator
from functools import cache, lru_cache

from rapidfuzz.distance import OSA

from core.text import fold
from emulation.choices import titles

SHORT = {
    "uy ban nhan dan": ("ubnd", "ub"),
    "chien si thi dua": ("cstd", "chien sy thi dua", "chien si td", "cs thi dua"),
    "trung tam y te": ("ttyt",),
    "giay khen": ("gk", "g khen"),
    "bang khen": ("bk", "b khen"),
    "so y te": ("syt", "so yt"),
    "bo y te": ("byt", "bo yt"),
    "benh vien": ("bv",),
    "giam doc": ("gd",),
    "chu tich": ("ct",),
    "bo truong": ("bt",),
    "thu tuong": ("ttg", "tt"),
    "chinh phu": ("cp",),
    "huan chuong": ("hc",),
    "tap the": ("tt",),
    "lao dong": ("ld",),
    "tien tien": ("tt",),
    "xuat sac": ("xs",),
    "toan quoc": ("tq",),
    "co so": ("cs",),
    "thi dua": ("td",),
    "thanh pho": ("tp",),
    "don vi": ("dv",),
    "thay thuoc": ("tt",),
    "uu tu": ("ut",),
}
SMALL_WORDS = {"cua", "cap", "hang", "dat", "duoc", "tang", "do", "cac", "loai"}
SMALL_PHRASES = {
    ("danh", "hieu"),
    ("hinh", "thuc"),
    ("dang", "ky"),
    ("de", "nghi"),
    ("phan", "dau"),
    ("xet", "tang"),
    ("du", "kien"),
}
_LONGEST_GLUED = 80
TAIL = 12
JOINING = {"va", "cung", "voi", "kem"}
# What is not yet a title: the head alone, the possible endings.
OPEN_HEADS = {
    "Giấy khen": ("GK_DV", "GK_SYT"),
    "Bằng khen": ("BK_TINH", "BK_BYT", "BK_TTG"),
    "Chiến sĩ thi đua": ("CSTDCS", "CSTDT", "CSTDTQ"),
    "Chiến sĩ thi đua cơ sở tỉnh": ("CSTDCS", "CSTDT"),
    "Cờ thi đua": ("CO_TINH", "CO_CP"),
    "Huân chương Lao động": ("HCLD3", "HCLD2", "HCLD1"),
    "Huân chương": ("HCLD3", "HCLD2", "HCLD1"),
    "Tập thể lao động": ("TTLDTT", "TTLDXS"),
}
# Who gives; such words alone, after a comma, leave open which title is meant.
GIVERS = {
    "tinh", "ubnd", "ub", "uy", "ban", "nhan", "dan", "so", "y", "te", "syt", "bo", "byt", "nganh", "co", "cs",
    "benh", "vien", "bv", "chinh", "phu", "cp", "thu", "tuong", "ttg", "giam", "doc", "gd", "chu", "tich", "ct",
    "truong", "thanh", "pho", "tp", "toan", "quoc", "tq", "huyen", "xa", "quan", "phuong", "trung", "tam", "ttyt",
    "don", "vi", "dv", "cong", "doan", "lien", "dang",
}  # fmt: skip
HEAD_WORDS = {
    "giay", "bang", "khen", "gk", "bk", "co", "huan", "chuong", "hc", "hcld",
}  # fmt: skip
# Titles of one level only: "LĐTT cấp cơ sở" says nothing more than "LĐTT".
LEVELLESS = {"LDTT", "TTLDTT", "TTLDXS", "CSTDTQ", "TTUT", "TTND", "KNC_BYT"}
PLACES = {"tinh", "thanh", "tp", "huyen", "thi"}
# A title of the province that goes on with one of these is another title: "Bằng khen UBND huyện".
LOWER_LEVELS = {"huyen", "xa", "phuong", "quan", "thi"}
NEGATIONS = {"khong", "chua", "huy", "bo", "thoi", "rut", "ko"}
ALTERNATIVES = {"hoac", "hay"}
NO_TITLES = (
    "hoanthanhtotnhiemvu", "hoanthanhxuatsacnhiemvu", "hoanthanhnhiemvu", "khonghoanthanhnhiemvu",
    "htxsnv", "httnv", "htnv", "khtnv", "htxs", "htt", "sangkien", "danhgia", "xeploai",
)  # fmt: skip


def words_of(phrase: str) -> list[str]:
    """Return the words of a phrase without accents and small words."""
    plain = "".join(sign if sign.isalnum() else " " for sign in fold(phrase))
    return without_small_words(plain.split())


@lru_cache(maxsize=65_536)
def key_of(words: tuple[str, ...]) -> str:
    """Return the key of a stretch of folded words."""
    return "".join(without_small_words(list(words)))


def without_small_words(words: list[str]) -> list[str]:
    kept: list[str] = []
    place = 0
    while place < len(words):
        if place + 1 < len(words) and (words[place], words[place + 1]) in SMALL_PHRASES:
            place += 2
            continue
        if words[place] not in SMALL_WORDS:
            kept.append(words[place])
        place += 1
    return kept


@cache
def closed_keys() -> dict[str, str]:
    """Return the code of every key that names one title."""
    found: dict[str, str] = {}
    for title in titles().values():
        for spelling in (title.name, title.short, title.code.replace("_", " "), *title.spellings):
            for key in _keys(spelling):
                found.setdefault(key, title.code)
    return found


@cache
def open_keys() -> dict[str, tuple[str, ...]]:
    """Return the possible codes of every key that leaves the title open."""
    closed = closed_keys()
    return {key: codes for spelling, codes in OPEN_HEADS.items() for key in _keys(spelling) if key not in closed}


@cache
def known_tails() -> set[str]:
    """Return the last letters of every key, of each length: a stretch that ends otherwise can be no title."""
    return {key[-size:] for key in (*closed_keys(), *open_keys()) for size in range(1, TAIL + 1)}


@cache
def longest_key() -> int:
    return max(map(len, closed_keys()))


def _keys(spelling: str) -> set[str]:
    return {"".join(words_of(variant)) for variant in _variants(" ".join(words_of(spelling)))}


def _variants(phrase: str) -> Iterator[str]:
    """Yield a phrase with every choice of its shortened parts."""
    for long, shorts in SHORT.items():
        before, found, after = phrase.partition(long)
        if found and (not before or before.endswith(" ")) and (not after or after.startswith(" ")):
            for rest in _variants(after):
                for choice in (long, *shorts):
                    for start in _variants(before):
                        yield f"{start}{choice}{rest}"
            return
    yield phrase


@cache
def glued(key: str) -> tuple[str, ...]:
    """Return the codes of titles written without a space ("LĐTTCSTĐCS"), () when it can be no such thing."""
    if len(key) > _LONGEST_GLUED:
        return ()
    for end in range(4, len(key) + 1):
        if code := closed_keys().get(key[:end]):
            if end == len(key):
                return (code,)
            if rest := glued(key[end:]):
                return (code, *rest)
    return ()


@lru_cache(maxsize=4096)
def likely(key: str) -> str:
    """Return the one title whose key is nearest to a misspelt one, or "" when none or several are.

    The distance counts letters that were missed, added, changed or swapped.
    """
    limit = 1 if len(key) < 10 else 2 if len(key) < 20 else 3
    nearest: dict[str, int] = {}
    for known, code in closed_keys().items():
        if known[0] == key[0] and abs(len(known) - len(key)) <= limit:
            far = OSA.distance(known, key, score_cutoff=limit)
            nearest[code] = min(nearest.get(code, limit + 1), far)
    ranked = sorted((far, code) for code, far in nearest.items() if far <= limit)
    if not ranked or (len(ranked) > 1 and ranked[1][0] <= ranked[0][0] + (len(key) < 10)):
        return ""
    return ranked[0][1]
