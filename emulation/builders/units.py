"""Which words name a collective: khoa, phòng, trạm, mass organisations, models."""

import re
from functools import cache, lru_cache

from core.sheets.normalise import one_line, plain_dashes
from core.text import fold
from emulation.builders import words
from emulation.builders.names import is_surname, without_numbering

_HOSPITALS = ("benh vien", "bv", "bvdk", "bvdkkv", "trung tam y te", "ttyt", "so y te", "syt", "bo y te", "cong ty")
_SHORT = re.compile(r"^(?:k|p|kh|ph)\.\s*\S", re.IGNORECASE)
# "Ban" is a surname too.
_PERSON = re.compile(r"ban (?:văn|thị)(?! (?:thư|phòng|nghệ|thể|hóa|hoá)\b)(?: \w+){1,3}")
_WHOLE = re.compile(
    r"toan (?:benh )?vien|toan (?:trung tam|don vi|co quan|bv|ttyt|nganh)(?: y te)?|tong hop.*|cac khoa.*"
)
_COUNT = re.compile(
    r"\s*[(\[]\s*(?:(?:gồm|có|tổng(?:\s+số)?|cộng)\s*:?\s*)?\d+\s*"
    r"(?:người|cá nhân|nv|cb|viên chức|đồng chí)?[^)\]]*[)\]]$",
    re.IGNORECASE,
)
_PARTS = re.compile(r"\s*[,;\n]\s*|\s+[-–]\s+")
_POST_OF_UNIT = re.compile(r"(\S.*?)\s+(khoa|phòng|trạm|ban|trung tâm|đội|tổ)\s+(\S.*)", re.IGNORECASE)
_MODEL = re.compile(r"^mo hinh\b|^mh\b\s*[:.]")
_GROUPS = (
    (re.compile(r"(?:phan|danh sach|doi voi|cac|khoi)?\s*tap the(?: dang ky)?(?: tieu bieu| dien hinh)?"), "tap_the"),
    (re.compile(r"(?:phan|danh sach|doi voi|cac)?\s*ca nhan(?: dang ky)?(?: tieu bieu| dien hinh)?"), "ca_nhan"),
    (re.compile(r"(?:phan|danh sach|doi voi|cac)?\s*mo hinh(?: dang ky)?(?: tieu bieu| dien hinh)?"), "mo_hinh"),
)


@lru_cache(maxsize=8192)
def is_collective(text: str) -> bool:
    """Return whether a text begins as the name of a collective."""
    name = without_numbering(one_line(text))
    low = name.lower()
    if _PERSON.fullmatch(low):
        return False
    if _SHORT.match(name) and not is_surname(name):
        return True
    if name.isascii():
        return _starts_with(low, words.BARE_COLLECTIVES) and not _is_bare_person(low)
    return _starts_with(low, words.COLLECTIVES)


def _starts_with(low: str, starts: tuple[str, ...]) -> bool:
    return low in starts or low.startswith(_openings(starts))


@cache
def _openings(starts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(start + sign for start in starts for sign in " -/:")


def _is_bare_person(low: str) -> bool:
    """Without accents "Doan Thanh Tuan" and "To Thi Lan" are people."""
    parts = low.split()
    is_body = low.startswith(("doan thanh nien", "doan tn", "doan co so", "doan vien"))
    return (
        parts[0] in {"doan", "ban", "to", "hoi", "vien", "doi"}
        and 2 <= len(parts) <= 5
        and is_surname(low)
        and not is_body
    )


def is_hospital(text: str) -> bool:
    """Return whether a text names the hospital itself, or what stands above it."""
    low = fold(text)
    return any(low == word or low.startswith(word + " ") for word in _HOSPITALS)


def is_whole(text: str) -> bool:
    """Return whether a text stands for the whole hospital: "Toàn bệnh viện"."""
    return bool(_WHOLE.fullmatch(fold(text).strip(" .:")))


def is_model(text: str) -> bool:
    return bool(_MODEL.match(fold(without_numbering(text))))


def group_kind(text: str) -> str:
    """Return the kind of subjects that a group heading announces ("I. TẬP THỂ"), or ""."""
    low = fold(without_numbering(text)).strip(" .:")
    return next((kind for pattern, kind in _GROUPS if pattern.fullmatch(low)), "")


def is_block(text: str) -> bool:
    """Return whether a text names a block of units, not one: "Khối lâm sàng"."""
    return fold(without_numbering(text)).startswith(("khoi ", "cac khoa", "cac phong", "he noi", "he ngoai"))


def collective_name(text: str) -> str:
    """Return the name of a collective without numbering and without "Tập thể"."""
    name = without_numbering(one_line(text)).strip(" :;.-–")
    name = _COUNT.sub("", name).strip()
    rest = re.sub(r"^tập thể\s+(?:cán bộ\s+|viên chức\s+|cb\s*,?\s*vc\s+)?(?=\S)", "", name, flags=re.IGNORECASE)
    rest = rest.strip()
    if rest and rest != name:
        return rest[:1].upper() + rest[1:]
    return name


def part_unit(text: str) -> tuple[str, str]:
    """Part a post from the unit that stands with it: "Bác sĩ, Khoa Nhi", "Trưởng khoa Nội A"."""
    parts = _PARTS.split(text)
    for place in range(1, len(parts)):
        if is_collective(parts[place]):
            return ", ".join(parts[:place]), collective_name(" - ".join(parts[place:]))
    found = _POST_OF_UNIT.fullmatch(one_line(text))
    if not found:
        return ("", collective_name(text)) if is_collective(text) else (text, "")
    post = f"{found[1]} {found[2]}" if fold(found[1]).split()[-1] in ("truong", "pho") else found[1]
    return post, f"{found[2].capitalize()} {found[3]}"


def model_name(text: str) -> str:
    """Return the name of a model without "Mô hình:" before it."""
    name = without_numbering(one_line(text)).strip(" ;.-–")
    rest = re.sub(r"^mô hình\s*:\s*", "", name, flags=re.IGNORECASE)
    return rest[:1].upper() + rest[1:]


@lru_cache(maxsize=8192)
def unit_sign(text: str) -> str:
    """Return the sign by which names of units are compared: no accents, case, dashes, "và", long or short words."""
    low = fold(plain_dashes(collective_name(text)))
    low = re.sub(r"^p\.\s*", "phong ", low)
    low = re.sub(r"^k\.\s*", "khoa ", low)
    low = re.sub(r"\bva\b|&|[^a-z0-9]+", " ", low)
    return " ".join(low.split())
