"""What a cell says besides titles: marks, dashes, notes, giver's names, slips of the pen.

Each is told with its own code; only a slip with one possible meaning is mended, with a word.
"""

import re
from typing import Protocol

from core.sheets.grid import FORMULA_ERROR
from core.text import fold
from emulation.builders import lexicon
from emulation.builders.findings import Issue, error, info, warning
from emulation.choices import title

_EMPTY = re.compile(
    r"[-–—_.…,/\\~=\s]+|0(?:[.,]0)?|khong|k|ko|k0|khong co|khong dang ky|chua dang ky|(?:khong|ko|k|chua) dk|chua|trong"
)
_MARK = re.compile(r"x+|v|✓|✔|√|☑|☒|1|co|dat|d|\+|\*|yes|y|ok|true|duoc|dang ky|dk|dong y")
DITTO = re.compile(r"[-–]?\s*n[./]?t\.?\s*[-–]?|nhu tren|\"+|''|〃|”|″")
_FORMULA = re.compile(r"#(?:REF!|DIV/0!|N/A|NAME\?|VALUE!|NUM!|NULL!|SPILL!|CALC!)", re.IGNORECASE)
HOSTILE = re.compile(
    r"^[=@]|^[+-]\s*[A-Za-z]+\(|<\s*(?:/\s*)?(?:script|img|iframe|svg|a|b|i)\b|javascript:|https?://", re.IGNORECASE
)
_REACHING_OUT = re.compile(
    r"hyperlink|webservice|\bcmd\b|\|'|dde|importxml|importdata|rtd\(|call\(|exec\(", re.IGNORECASE
)
_YEAR = re.compile(r"20\d\d")


class Stretch(Protocol):
    """A run of words, as ``title_cells`` makes it."""

    words: tuple
    codes: tuple[str, ...]
    head: tuple[str, ...]

    @property
    def text(self) -> str: ...

    @property
    def key(self) -> str: ...


def whole_cell(text: str) -> Issue | None:
    """Return the issue of a cell that holds no words to read at all, or None."""
    low = fold(text)
    if _FORMULA.fullmatch(text.strip()):
        return error("FORMULA_ERROR", f"Công thức trong tệp bị lỗi ({text}), không đọc được danh hiệu.", text)
    if HOSTILE.search(text):
        return hostile(text)
    if _EMPTY.fullmatch(low):
        return info("EMPTY_MARK", f"“{text}” được hiểu là không đăng ký.", text)
    if DITTO.fullmatch(low):
        return error("NOT_A_TITLE", f"“{text}” (như trên) không cho biết danh hiệu nào; hãy ghi rõ.", text)
    if _MARK.fullmatch(low) or re.fullmatch(r"[\d\s.,/:]+", low) or not any(map(str.isalnum, low)):
        return error("NOT_A_TITLE", f"“{text}” không cho biết danh hiệu nào.", text)
    return None


def hostile(text: str) -> Issue:
    return error("SUSPICIOUS_TEXT", "Ô chứa công thức hoặc mã, không phải tên danh hiệu.", text)


def formula(kind: str, text: str) -> Issue:
    """Return the issue of a formula that gives no value; one that reaches out of the workbook is hostile."""
    if _REACHING_OUT.search(text):
        return error("SUSPICIOUS_TEXT", "Ô chứa công thức gọi ra ngoài tệp, không đọc.", text)
    if kind == FORMULA_ERROR:
        return error("FORMULA_ERROR", f"Công thức trong tệp bị lỗi ({text}), không đọc được.", text)
    return error("FORMULA_NO_VALUE", "Công thức chưa có kết quả; mở tệp trong Excel, lưu lại rồi nhập.", text)


def doubts(text: str) -> list[Issue]:
    """Return the issue of a cell that offers a choice or denies."""
    words = set(re.findall(r"[a-z0-9]+", fold(text)))
    if words & lexicon.ALTERNATIVES:
        return [error("AMBIGUOUS_TITLE", f"“{text}”: cần chọn một, không ghi “hoặc”.", text)]
    return []


def judge(run: Stretch, previous: Stretch | None) -> tuple[list[str], Issue | None]:
    """Return the codes and the issue of a run that is no plain title."""
    words = [word.folded for word in run.words]
    if run.codes:
        return [], _open_head(run)
    if all(word.in_brackets for word in run.words) and not set(words) & lexicon.NEGATIONS:
        return [], info("EXTRA_TEXT", f"Bỏ qua phần ghi thêm trong ngoặc “{run.text}”.", run.text)
    if all(word.isdigit() for word in words):
        return [], _number(run)
    neighbour = previous if previous and len(previous.codes) == 1 and not run.words[0].is_parted else None
    if neighbour and _is_name_of_giver(run, neighbour):
        return [], None
    if neighbour and not run.head and set(words) <= lexicon.GIVERS and neighbour.codes[0] in lexicon.LEVELLESS:
        return [], None
    if not run.head and set(words) <= lexicon.GIVERS | lexicon.SMALL_WORDS:
        return [], _giver_alone(run, previous)
    return _mended(run, words) or ([], _unread(run, words, neighbour))


def _open_head(run: Stretch) -> Issue:
    names = " hoặc ".join(title(code).short for code in run.codes)
    return error("AMBIGUOUS_TITLE", f"“{run.text}” chưa rõ: có thể là {names}.", run.text, run.codes)


def _number(run: Stretch) -> Issue | None:
    if _YEAR.fullmatch(run.text):
        return None
    return warning("EXTRA_TEXT", f"Bỏ qua số “{run.text}” ghi cạnh danh hiệu.", run.text)


def _is_name_of_giver(run: Stretch, title_before: Stretch) -> bool:
    """Whether the words go on naming who gives: "… UBND tỉnh" + "Quảng Bình"."""
    if run.words[0].folded in lexicon.LOWER_LEVELS and title_before.codes[0] not in ("GK_DV", "CSTDCS"):
        return False
    if title_before.codes[0] == "GK_DV":
        return title_before.words[-1].folded in lexicon.GIVERS
    ends_with_giver = title_before.words[-1].folded in lexicon.GIVERS
    return ends_with_giver and (run.words[0].folded in lexicon.PLACES or run.text[:1].isupper()) and not run.head


def _giver_alone(run: Stretch, previous: Stretch | None) -> Issue:
    whole = f"{previous.text} {run.text}" if previous else run.text
    return error("AMBIGUOUS_TITLE", f"“{whole}” chưa rõ là một hay nhiều danh hiệu; hãy ghi đủ tên.", run.text)


def _mended(run: Stretch, words: list[str]) -> tuple[list[str], Issue | None] | None:
    """A slip of the pen with one possible meaning. Who gives is never mended: SYT is not BYT."""
    tail = [word for word in words if word not in lexicon.HEAD_WORDS]
    if len(run.key) < 5 or not tail or set(tail) <= lexicon.GIVERS:
        return None
    code = lexicon.likely(run.key)
    codes = [code] if code else list(lexicon.glued(run.key))
    if not codes:
        return None
    names = ", ".join(title(code).name for code in codes)
    return codes, warning("TYPO", f"“{run.text}” được hiểu là {names}; hãy kiểm tra lại.", run.text)


def _unread(run: Stretch, words: list[str], neighbour: Stretch | None) -> Issue:
    if run.key.startswith(lexicon.NO_TITLES):
        return error("NOT_A_TITLE", f"“{run.text}” không phải danh hiệu hay hình thức khen thưởng.", run.text)
    if neighbour is not None and run.text.islower() and not set(words) & lexicon.NEGATIONS:
        return warning("EXTRA_TEXT", f"Bỏ qua phần ghi thêm “{run.text}”.", run.text)
    return error("UNKNOWN_TITLE", f"Danh hiệu không có trong danh mục: “{run.text}”.", run.text)
