"""What an import has to tell: one finding per cell, row or sheet, with the sentence for the person."""

from collections import Counter
from collections.abc import Collection, Hashable, Iterable, Sequence
from dataclasses import dataclass, field, replace

from core.text import grouped

ERROR, WARNING, INFO = "error", "warning", "info"
_WEIGHTS = {ERROR: 0, WARNING: 1, INFO: 2}
# Notices that name a person or a code of their own in each cell and say the same nevertheless.
_ALIKE = {"SAMPLE_ROW", "CODE_GIVEN"}
# So many are told one by one; after them a row keeps only the first error that holds it.
MOST = 10_000
# So many rows are held one by one; the rows after them wait unread for a list that is in better order.
MOST_HELD = 10_000


@dataclass(frozen=True)
class Issue:
    """Something found in one cell, before it is known where the cell stands.

    ``options`` are what may have been meant: codes of titles, or what may be done about the name of a model.
    """

    code: str
    severity: str
    message: str
    value: str = ""
    options: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """Something found at a place of the workbook; ``row`` and ``column`` are those of the margin."""

    sheet: str
    row: int | None
    column: str
    code: str
    severity: str
    message: str
    value: str = ""
    options: tuple[str, ...] = ()

    @property
    def place(self) -> str:
        return f"{self.column}{self.row}" if self.row and self.column else str(self.row or "")


@dataclass
class Findings:
    """The findings of one import; one that was told already is not told again, and ``count`` counts each once.

    ``holding`` are the codes of the errors that hold a row; without them every error does.
    """

    items: list[Finding] = field(default_factory=list)
    holding: Collection[str] | None = None

    def __post_init__(self) -> None:
        self._seen = {hash(found) for found in self.items}
        self._bad = {(f.sheet, f.row) for f in self.items if f.severity == ERROR}
        self._held = {(f.sheet, f.row) for f in self.items if self._holds(f)}
        self._first: dict[str, int] = {}
        self._unlisted: Counter[str] = Counter()
        self._silent: dict[tuple[str, int], dict[str, str]] = {}
        self.count = len(self.items)

    def add(self, sheet: str, row: int | None, column: str, issue: Issue) -> None:
        found = Finding(sheet, row, column, issue.code, issue.severity, issue.message, issue.value, issue.options)
        if (sign := hash(found)) in self._seen:
            return
        self._seen.add(sign)
        self.count += 1
        is_first = self._holds(found) and (sheet, row) not in self._held
        if row and len(self.items) >= MOST and not is_first:
            self._unlisted[sheet] += 1
            self._first.setdefault(sheet, row)
            if found.severity == ERROR:
                self._silent.setdefault((sheet, row), {}).setdefault(column, found.code)
        else:
            self.items.append(found)
        if found.severity == ERROR:
            self._bad.add((sheet, row))
        if is_first:
            self._held.add((sheet, row))

    def told(self) -> list[Finding]:
        """Return the findings, with a word for each sheet about those that are not listed."""
        return [*self.items, *self.more()]

    def more(self) -> list[Finding]:
        return [Finding(sheet, self._first[sheet], "", *_more(number)) for sheet, number in self._unlisted.items()]

    def _holds(self, found: Finding) -> bool:
        return found.severity == ERROR and (self.holding is None or found.code in self.holding)

    def extend(self, sheet: str, row: int | None, column: str, issues: Iterable[Issue]) -> None:
        for issue in issues:
            self.add(sheet, row, column, issue)

    def has_error(self, sheet: str, row: int) -> bool:
        return (sheet, row) in self._bad

    @property
    def is_spent(self) -> bool:
        """Return whether so many rows are held that the others are not read any more."""
        return len(self._held) >= MOST_HELD

    def is_held(self, sheet: str, row: int) -> bool:
        return (sheet, row) in self._held

    def silent(self, sheet: str, row: int) -> tuple[tuple[str, str], ...]:
        """Return the columns of a row whose errors are not listed, each with the code of its first one."""
        return tuple(self._silent.get((sheet, row), {}).items())


def error(code: str, message: str, value: str = "", options: tuple[str, ...] = ()) -> Issue:
    return Issue(code, ERROR, message, value, options)


def unread() -> Issue:
    """Return the word for a row of a list that has too many wrong ones to be read on."""
    text = (
        f"Đã có {grouped(MOST_HELD)} dòng phải giữ lại; từ đây các dòng chưa được đọc. Hãy sửa danh sách rồi nhập lại."
    )
    return error("ROW_NOT_READ", text)


def silent(code: str, value: str) -> Issue:
    """Return the word for an error that was not listed, once it is the one that holds its row."""
    return error(code, "Ô này cũng có lỗi, trước đây chưa nêu. Hãy sửa trong tệp rồi nhập lại, hoặc bỏ.", value)


def warning(code: str, message: str, value: str = "", options: tuple[str, ...] = ()) -> Issue:
    return Issue(code, WARNING, message, value, options)


def info(code: str, message: str, value: str = "") -> Issue:
    return Issue(code, INFO, message, value)


def _more(number: int) -> tuple[str, str, str]:
    text = f"Từ đây mỗi dòng chỉ nêu một lỗi; còn {number} lỗi, lưu ý chưa nêu. Hãy sửa rồi nhập lại."
    return "MORE_FINDINGS", WARNING, text


def in_order(items: list[Finding], sheets: list[str]) -> list[Finding]:
    """Return findings in the order of the workbook: sheet, row, column."""
    places = {name: place for place, name in enumerate(dict.fromkeys(sheets), start=1)}
    return sorted(items, key=lambda f: (places.get(f.sheet, 0), f.row or 0, len(f.column), f.column))


def weightiest_first(items: Sequence[Finding]) -> list[Finding]:
    """Return findings as a person works through them: errors, warnings, notices, each by sheet, row and column.

    The sheets keep the order in which they first appear. A notice of one kind about many cells of a sheet
    is told once, at the first of them, with their number.
    """
    found: dict[Hashable, list[Finding]] = {}
    for item in items:
        told = "" if item.code in _ALIKE else item.message
        key = (item.sheet, item.code, told) if item.severity == INFO else (item, len(found))
        found.setdefault(key, []).append(item)
    once = [_together(alike) for alike in found.values()]
    return sorted(in_order(once, [item.sheet for item in items]), key=lambda item: _WEIGHTS[item.severity])


def _together(alike: list[Finding]) -> Finding:
    first, last = alike[0], alike[-1]
    if len(alike) == 1:
        return first
    rows = f", từ dòng {first.row} đến dòng {last.row}" if first.row and last.row != first.row else ""
    return replace(first, message=f"{first.message} Lưu ý này có ở {grouped(len(alike))} ô{rows}.")
