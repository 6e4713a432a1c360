"""What the words over a column mean: the roles of columns, and the year that stands over one."""

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from core.sheets.grid import Value
from core.text import fold
from emulation.builders.findings import Issue, error, warning
from emulation.builders.title_cells import read_titles

NUMBER, NAME, POSITION, UNIT, KIND, CODE, NOTE = "number", "name", "position", "unit", "kind", "code", "note"
TITLES, YEAR_OF_ROW, OTHER = "titles", "year_of_row", "other"

_ROLES = (
    (NUMBER, r"stt|tt|so tt|s ?t ?t|so thu tu|thu tu|no|#|so"),
    (OTHER, r"nam sinh.*|ngay.*sinh.*|ntns"),
    (OTHER, r"gioi tinh|gt|trinh do.*|chuyen mon.*|dan toc|ngay vao.*|(so )?dien thoai|sdt"),
    (OTHER, r"ket qua.*|.*da dat.*|chu ky|ky ten|ky nhan|phieu.*|cccd.*|cmnd.*|email|ton giao|tham nien.*"),
    (CODE, r"ma( so)?( nv| nhan vien| can bo| cb| cbvc| vien chuc| nhan su| ns)?|msnv|so hieu( vien chuc)?|manv"),
    (NOTE, r"ghi chu.*|y kien.*|ly do.*"),
    (YEAR_OF_ROW, r"nam|nam dang ky"),
    (KIND, r"loai\b.*|phan loai.*|ca nhan hay tap the"),
    (NAME, r"ho (va )?(chu lot |dem )?(va )?ten.*|ten|nguoi dang ky|nhan su|doi tuong.*|(ho )?ten.*dang ky.*"),
    (NAME, r"ten (ca nhan|tap the|nhan vien|can bo|vien chuc|doi tuong).*"),
    (NAME, r"(ten )?((don vi|mo hinh) )?(tap the|ca nhan)\b(?!.*(danh hieu|thanh tich)).*"),
    (NAME, r"(ten )?don vi ca nhan.*|(ten )?(guong )?dien hinh.*|guong (?!sang).*|(ten )?mo hinh.*"),
    (NAME, r".*\b(ca nhan|tap the)\b(?!.*(danh hieu|thanh tich|khen thuong)).*"),
    (POSITION, r"(chuc|c) (vu|danh).*|vi tri( viec lam)?|cong viec.*|nhiem vu.*|nghe nghiep|cv"),
    (UNIT, r"(ten )?(khoa|phong|don vi|bo phan|tram|to)( (phong|khoa|tram|to|ban|don vi|bo phan|cong tac|lam viec))*"),
    (UNIT, r"noi (cong tac|lam viec)|dv cong tac|don vi.*cong tac"),
    (TITLES, r"(dang ky |cac )?(danh hieu|thanh tich|hinh thuc|khen thuong|thi dua|muc tieu)\b.*"),
    (TITLES, r"noi dung dang ky.*|dang ky.*"),
)
LONGEST_HEAD = 400
_COMPILED = tuple((role, re.compile(pattern)) for role, pattern in _ROLES)
_ANY = re.compile("|".join(f"(?:{pattern})" for _, pattern in _ROLES))
_PUNCTUATION = re.compile(r"[^a-z0-9#]+")
_FULL_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_SHORT_YEAR = re.compile(r"(?:nam|n|dk|')[ .:']*(\d\d)")
_MISREAD = str.maketrans({"o": "0", "l": "1", "i": "1", "s": "5"})


@lru_cache(maxsize=4096)
def role_of(text: str) -> str:
    """Return the role that a header text gives to its column, or ""."""
    if len(text) > LONGEST_HEAD:
        return ""
    low = " ".join(_PUNCTUATION.sub(" ", fold(text)).split())
    if not low or len(low.split()) > 12:
        return ""
    if not _ANY.fullmatch(low):
        return ""
    return next((role for role, pattern in _COMPILED if pattern.fullmatch(low)), "")


@dataclass(frozen=True)
class YearReading:
    """The year over a column: sure, or none; ``looks_meant`` when a year was meant but cannot be read."""

    year: int | None = None
    looks_meant: bool = False
    issue: Issue | None = None


NO_YEAR = YearReading()


def read_year(value: Value, text: str) -> YearReading:
    """Return the year that a header cell gives: 2022, 2022.0, "Năm 2022", "N2022", a date, "'22"."""
    if isinstance(value, bool) or not text:
        return NO_YEAR
    if isinstance(value, date):
        return YearReading(value.year)
    if isinstance(value, int | float):
        is_year = 1990 <= value <= 2100 and float(value).is_integer()
        return YearReading(int(value)) if is_year else _bad(text, value > 999)
    return _from_text(text)


def _from_text(text: str) -> YearReading:
    low = fold(text)
    if role_of(text) in (OTHER, NUMBER, CODE, NOTE, POSITION, UNIT):
        return NO_YEAR
    found = {int(year) for year in _FULL_YEAR.findall(low)}
    if len(found) == 1 and not re.search(r"20\d\d\s*[-–/]\s*\d\d(?!\d)", low):
        return YearReading(found.pop()) if len(low.split()) <= 12 else NO_YEAR
    if found:
        return _bad(text, "giai doan" not in low)
    short = _SHORT_YEAR.fullmatch(low)
    if short:
        return YearReading(2000 + int(short[1]))
    mended = re.sub(r"\b2[o0]\w\w\b", lambda seen: seen[0].translate(_MISREAD), low)
    again = _FULL_YEAR.findall(mended)
    if len(again) == 1:
        return YearReading(int(again[0]), True, warning("TYPO", f"“{text}” được hiểu là năm {again[0]}.", text))
    return _bad(text, bool(re.search(r"\bnam\b|\d{3}", low)) and len(low.split()) <= 4)


def _bad(text: str, looks_meant: bool) -> YearReading:
    return YearReading(None, looks_meant, bad_year(text) if looks_meant else None)


def bad_year(text: str) -> Issue:
    shown = f"“{text}” không phải là một năm" if text else "Cột trong phần đăng ký theo năm không ghi năm"
    return error("BAD_YEAR_HEADER", f"{shown}; các ô của cột này không được nhập.", text)


@lru_cache(maxsize=1024)
def titles_over(text: str) -> tuple[str, ...]:
    """Return the titles that a header names: the columns of a list that is filled with x marks."""
    reading = read_titles(text) if len(text) <= 60 else None
    return reading.codes if reading and reading.codes and reading.is_sure else ()
