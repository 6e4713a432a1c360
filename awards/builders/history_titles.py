"""Titles and commendations that were won: the title by its code or its words, the year of the achievement."""

import re
from dataclasses import replace

from django.utils import timezone

from awards.builders import history_words as words
from awards.builders.history_columns import AWARD, OF_UNITS
from awards.builders.history_lines import HELD, Line
from awards.builders.history_rows import Row
from awards.choices import Occasion
from core.sense import year_refusal
from emulation.builders.findings import Issue, error
from emulation.builders.title_cells import LONGEST_CELL, Reading
from emulation.builders.title_reader import TitleReader
from emulation.choices import SubjectKind, title, titles

_OCCASION = r"(?:đột xuất|chuyên đề|phong trào|(?:quá trình )?cống hiến|niên hạn|thường xuyên|công trạng)"
_LEAD = r"(?:(?:có )?thành tích|khen thưởng|khen|theo|vì|do|cho|trong|về|loại)"
_TAIL = re.compile(rf"[\s,;:(\-–]*(?:\b{_LEAD}\s+)*{_OCCASION}\b.*$", re.IGNORECASE)
_INSIDE = re.compile(rf"(?:\b{_LEAD}\s+)*{_OCCASION}\s*:?", re.IGNORECASE)
_LEVELS = (
    ("nha_nuoc", r"\b(nha nuoc|chinh phu|thu tuong|quoc gia|toan quoc|chu tich nuoc)\b"),
    ("tinh", r"\b(tinh|ubnd|thanh pho|tp)\b"),
    ("bo", r"\b(bo|byt)\b"),
    ("so", r"\b(so|syt|nganh)\b"),
    ("co_so", r"\b(co so|benh vien|bv|don vi|trung tam|ttyt|cs)\b"),
)


def award_lines(row: Row) -> list[Line]:
    """Return one line for every title of a row; usually one."""
    base = row.line(AWARD, year=row.year())
    codes = _codes(row)
    values = _values(row, base.year, codes)
    base.outcome = HELD if row.is_wrong else ""
    return [replace(base, values={"title": code, **values}) for code in codes or [""]]


def _values(row: Row, year: int | None, codes: list[str]) -> dict[str, object]:
    told: dict[str, object] = {"occasion": _occasion(row, codes), **row.decision(year)}
    if row.text("status"):
        told["is_revoked"] = _is_revoked(row)
    for role, size in (("authority", 200), ("revoked_note", 300), ("position", 120)):
        if text := row.text(role):
            told[role] = text[:size]
    if day := row.day("revoked_on"):
        told["revoked_on"], told["is_revoked"] = day.on, True
    if since := _since(row):
        told["period_from"] = since
    return told


def _since(row: Row) -> int | None:
    """Return the first year of an achievement of several years, where it is told."""
    text = row.text("period_from")
    if not re.fullmatch(r"(19|20)\d\d", text):
        return None
    if int(text) > timezone.localdate().year:
        row.tell("period_from", error("BAD_YEAR", year_refusal(int(text), "Thành tích từ năm"), text))
    return int(text)


def _occasion(row: Row, codes: list[str]) -> str:
    """Return the occasion by its column, else by the words of a title that is one; yearly work is the rule."""
    text = row.text("occasion")
    found = words.occasion(text or row.text("title")) if text or codes else None
    if text and found is None:
        row.tell("occasion", error("UNKNOWN_OCCASION", f"Không rõ loại hình khen thưởng “{text}”.", text))
    return str(found or Occasion.YEARLY)


def _is_revoked(row: Row) -> bool:
    text = row.text("status")
    found = words.award_status(text)
    if found is None:
        told = f"Không rõ tình trạng “{text}”; ghi Hiệu lực hoặc Thu hồi."
        row.tell("status", error("UNKNOWN_STATUS", told, text))
    return found == "revoked"


def _codes(row: Row) -> list[str]:
    """Return the titles that a row means, or tell why that cannot be said."""
    code, text = row.text("title_code"), row.text("title")
    by_code, by_words = _by_code(code, row.titles), _by_words(text, row.text("grade"), row.titles)
    found, issue = _agreed(code, text, by_code, by_words)
    if issue is None:
        issue = _mismatch(found, row)
    role = "title_code" if code and (not text or (issue and issue.code == "UNKNOWN_TITLE")) else "title"
    if issue:
        row.tell(role, issue)
    for slip in by_words.issues if not code else ():
        if slip.code == "TYPO":
            row.tell("title", slip)
    return found


def _agreed(code: str, text: str, by_code: Reading, by_words: Reading) -> tuple[list[str], Issue | None]:
    if not code and not text:
        return [], error("NO_TITLES", "Dòng không ghi danh hiệu nào.")
    if not code:
        wrong = next((issue for issue in by_words.issues if issue.severity == "error"), None)
        return list(by_words.codes), wrong or (None if by_words.codes else _unknown(text))
    if not by_code.codes:
        return [], _unknown(code)
    if text and not _may_mean(by_words, by_code.codes):
        told = f"Mã “{code}” và “{text}” không cùng một danh hiệu; hãy sửa cho khớp."
        return [], error("AMBIGUOUS_TITLE", told, text, (*by_code.codes, *by_words.codes))
    return list(by_code.codes), None


def _may_mean(by_words: Reading, codes: tuple[str, ...]) -> bool:
    """Whether the words may stand for the titles of the code: open words may, words of no title say nothing."""
    if by_words.codes:
        return set(by_words.codes) == set(codes)
    if any(issue.code == "NOT_A_TITLE" for issue in by_words.issues):
        return False
    options = {option for issue in by_words.issues for option in issue.options}
    return not options or set(codes) <= options


def _by_code(text: str, reader: TitleReader) -> Reading:
    plain = text.strip().upper().replace("-", "_").replace(" ", "_")
    return Reading((plain,)) if plain in titles() else reader.read(text)


def _by_words(text: str, grade: str, reader: TitleReader) -> Reading:
    """Read the words of a title; the occasion beside it is no part of it, and the level may close an open head."""
    found, text = reader.read(text), text[:LONGEST_CELL]
    for pattern in (_TAIL, _INSIDE):
        if not text or reader.has_given_up(text) or (found.codes and found.is_sure):
            break
        rest = pattern.sub(" ", text).strip(" ,;:()-–")
        if rest and rest != text and (shorter := reader.read(rest)).issues != found.issues:
            found = shorter
    options = next((issue.options for issue in found.issues if issue.options), ())
    level = _level(grade) if options and not found.codes else ""
    fitting = tuple(code for code in options if level and title(code).level == level)
    return Reading(fitting) if len(fitting) == 1 else found


def _level(text: str) -> str:
    low = words.plain(text)
    return next((level for level, pattern in _LEVELS if re.search(pattern, low)), "")


def _mismatch(codes: list[str], row: Row) -> Issue | None:
    of_unit = row.kind in OF_UNITS
    kind = SubjectKind.COLLECTIVE if of_unit else SubjectKind.PERSON
    for code in codes:
        if kind not in title(code).subjects:
            told = f"{title(code).name} không dành cho {'tập thể' if of_unit else 'cá nhân'}."
            return error("KIND_MISMATCH", told, code)
    return None


def _unknown(text: str) -> Issue:
    return error("UNKNOWN_TITLE", f"Danh hiệu không có trong danh mục: “{text}”.", text)
