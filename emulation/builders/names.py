"""Who a name means: a person (with degree and numbering parted off), a collective, a model, a sample row."""

import re
from dataclasses import dataclass
from functools import lru_cache

from core.sheets.normalise import one_line, plain_dashes
from core.text import fold
from emulation.builders import words
from emulation.builders.findings import Issue, error, info, warning
from emulation.builders.leftovers import HOSTILE

LONGEST_NAME = 60
_LONGEST_CELL = 300
_NUMBERING = re.compile(
    r"^\s*(?:[-–—•*+·]|\(?\d{1,3}(?:\.\d{1,3})*[.)/]|\d{1,3}\s*[-–]|[ivx]{1,4}[.)]|[a-h](?:\)|\.(?=\s)))\s*",
    re.IGNORECASE,
)
_ROMAN = re.compile(r"(?=[ivx])(x{0,3})(ix|iv|v?i{0,3})[.)]?|[a-h][.)]?", re.IGNORECASE)
_BRACKETS = re.compile(r"\s*[(\[]([^)\]]*)[)\]]\s*")
_LETTERS = re.compile(r"[^\W\d_]+(?:['’.\-][^\W\d_]+)*['’.]?")
_POST = re.compile(r"(?:phó )?(?:trưởng (?:khoa|phòng|trạm|ban)|giám đốc)\s+", re.IGNORECASE)
_PLAIN = re.compile(r"[^\W\d_]+(?: [^\W\d_]+){1,5}")
_SAMPLE = re.compile(
    r"(?:phong|khoa|nguyen van|tran van|le thi|le van|pham thi|tran thi|ho va ten|ho ten)\s*[a-z]?\s*(?:…|\.{2,})+"
)


@dataclass(frozen=True)
class PersonName:
    """A name as it is compared and stored, and what was parted from it."""

    name: str
    prefix: str = ""
    position: str = ""
    issues: tuple[Issue, ...] = ()


@lru_cache(maxsize=8192)
def person(text: str) -> PersonName:
    """Return a person's name without numbering, degree, remark; with what is wrong about it."""
    if _is_plain(text):
        return PersonName(spoken_case(text))
    if len(text) > _LONGEST_CELL:
        return PersonName(one_line(text)[:_LONGEST_CELL], issues=(_too_long(text),))
    if HOSTILE.search(text):
        return PersonName(one_line(text), issues=(error("SUSPICIOUS_TEXT", "Ô tên chứa công thức hoặc mã.", text),))
    if several(text):
        return PersonName(one_line(text), issues=(error("MULTI_NAME", "Một dòng chỉ ghi một người.", text),))
    name, position = _part_position(without_numbering(text))
    name, remark = _part_remark(name)
    prefix, name = part_prefix(name)
    name, suffix = _part_suffix(name)
    name, post = _part_post(name)
    position = position or post
    issues = _wrong_with(name, text)
    if remark and looks_like_position(remark):
        position, remark = position or remark, ""
    if remark and is_degree(remark.replace(" ", "")):
        suffix, remark = suffix or remark, ""
    if remark:
        issues.append(info("EXTRA_TEXT", f"Phần ghi thêm “{remark}” không thuộc tên.", text))
    return PersonName(spoken_case(name), prefix or suffix, position, tuple(issues))


def _is_plain(text: str) -> bool:
    """Whether a text is a name and nothing else, as most are: words of letters, a surname first, no degree."""
    if len(text) > LONGEST_NAME or not _PLAIN.fullmatch(text) or not is_surname(text):
        return False
    parts = text.split(" ")
    return fold(parts[0]) not in words.HONORIFICS and "và" not in parts and not _degree_end(parts)


def several(text: str) -> bool:
    """Return whether a cell names more than one person."""
    if len(re.findall(r"(?:^|\n)\s*\d{1,2}[.)]", text)) > 1:
        return True
    parts = [part.strip() for part in re.split(r"[,;\n/&+]|\s-\s|\bvà\b", plain_dashes(text)) if part.strip()]
    names = [part for part in parts if len(part.split()) > 1 and is_surname(part_prefix(without_numbering(part))[1])]
    return len(names) > 1


def without_numbering(text: str) -> str:
    """Drop "1.", "2)", "-" before a name."""
    return _NUMBERING.sub("", text, count=1).strip()


@lru_cache(maxsize=8192)
def part_prefix(name: str) -> tuple[str, str]:
    """Return the degree as it is written, and the name without it: "BS CKI Vũ Thị Nga"."""
    parts = one_line(name).split(" ")
    place = _degree_end(parts)
    if place == 0 and _is_honorific(parts):
        return "", " ".join(parts[1:])
    if place == 0 or place >= len(parts):
        return _glued_prefix(parts)
    return " ".join(parts[:place]), " ".join(parts[place:])


def _is_honorific(parts: list[str]) -> bool:
    """Whether a first "Ông" is a courtesy and not the surname of "Ông Văn Tùng"."""
    called = len(parts) > 2 and fold(parts[0]).rstrip(".:") in words.HONORIFICS
    return called and is_surname(parts[1]) and fold(parts[1]) not in {"van", "thi"}


def _glued_prefix(parts: list[str]) -> tuple[str, str]:
    """Part a degree that shares a word with the surname: "BS.Nguyễn Văn A"."""
    first = parts[0]
    at = first.rfind(".")
    if 0 < at < len(first) - 1 and is_degree(first[: at + 1]) and is_surname(first[at + 1 :]):
        return first[: at + 1], " ".join([first[at + 1 :], *parts[1:]])
    return "", " ".join(parts)


def _degree_end(parts: list[str]) -> int:
    place = 0
    while place < len(parts) - 1:
        step = _degree_phrase(parts[place:]) or (1 if is_degree(parts[place]) else 0)
        if not step and place:
            is_tail = parts[place].strip(".,-") in words.DEGREE_TAILS
            step = int(is_tail or fold(parts[place]).strip(".,-") in {"i", "ii", "1", "2", "-", ""})
        if not step:
            break
        place += step
    return place


def _degree_phrase(parts: list[str]) -> int:
    if fold(parts[0].strip(".,:")) not in words.DEGREE_STARTS:
        return 0
    text = fold(" ".join(part.strip(".,:") for part in parts[:5]))
    found = next((p for p in words.DEGREE_PHRASES if text == p or text.startswith(p + " ")), "")
    return len(found.split())


def is_degree(word: str) -> bool:
    """Return whether every part of a word is a degree: "ThS.BS."."""
    parts = [part for part in re.split(r"[.\-/,:]", fold(word)) if part]
    known = words.DEGREES | {"i", "ii", "1", "2"}
    return bool(parts) and ("".join(parts) in words.DEGREES or all(part in known for part in parts))


def is_surname(text: str) -> bool:
    """Return whether a text begins with a Vietnamese surname, with or without accents."""
    first = one_line(text).split(" ")[0].lower()
    return first in words.SURNAMES or (first.isascii() and first in words.BARE_SURNAMES)


def looks_like_position(text: str) -> bool:
    low = fold(text)
    return any(low == word or low.startswith(word + " ") for word in words.POSITIONS)


def is_numbering(text: str) -> bool:
    """Return whether a text is a Roman or lettered number of a section: "I", "II.", "A"."""
    return bool(_ROMAN.fullmatch(text.strip()))


def is_sample(text: str) -> bool:
    """Return whether a name is that of the blank form: "Phòng A…", "Nguyễn Văn A…"."""
    return bool(_SAMPLE.fullmatch(fold(without_numbering(text))))


def spoken_case(name: str) -> str:
    """Return a name typed all in capitals or all in small letters as names are written."""
    if name.isupper() or name.islower():
        return " ".join(word[:1].upper() + word[1:].lower() for word in name.split(" "))
    return name


def _part_position(text: str) -> tuple[str, str]:
    """Part a position written after the name ("Nguyễn Văn A – Trưởng khoa") or on its own line."""
    for pattern in (r"\n", r"\s+[-–—]\s+", r"\s*[,;]\s*"):
        first, *rest = re.split(pattern, text, maxsplit=1)
        is_name = is_surname(part_prefix(first)[1]) and not is_degree(first)
        if rest and is_name and looks_like_position(rest[0].strip("( ")):
            return one_line(first), one_line(rest[0]).strip("() ")
    return one_line(text), ""


def _part_remark(name: str) -> tuple[str, str]:
    found = _BRACKETS.search(name)
    return (_BRACKETS.sub(" ", name).strip(), found[1].strip()) if found else (name, "")


def _part_suffix(name: str) -> tuple[str, str]:
    """Part a degree written after the name ("Nguyễn Văn A, BSCKI", "… - BSCKI") and the marks of footnotes."""
    name = name.strip(" *.,;:_-–")
    before, sign, after = re.sub(r"\s[-–]\s", ",", name).rpartition(",")
    return (before.strip(), after.strip()) if sign and is_degree(after.replace(" ", "")) else (name, "")


def _part_post(name: str) -> tuple[str, str]:
    """Part a post written before the name: "Trưởng khoa Lê Hoa"."""
    found = _POST.match(name)
    is_person = found and is_surname(name[found.end() :]) and " " in name[found.end() :]
    return (name[found.end() :], found[0].strip()) if found and is_person else (name, "")


def _too_long(text: str) -> Issue:
    return error("NAME_TOO_LONG", f"Tên dài quá {LONGEST_NAME} ký tự.", text[:_LONGEST_CELL])


def _wrong_with(name: str, text: str) -> list[Issue]:
    parts = name.split()
    if len(name) > LONGEST_NAME:
        return [_too_long(text)]
    if not parts or not all(_LETTERS.fullmatch(part) for part in parts) or len("".join(parts)) < 2:
        return [error("BAD_NAME", f"“{text}” không phải họ tên.", text)]
    if len(parts) == 1:
        return [warning("BAD_NAME", f"“{text}” chỉ có một chữ, hãy kiểm tra họ tên.", text)]
    return []
