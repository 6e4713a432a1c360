"""What an import has to tell: one finding per cell, row or sheet, with the sentence for the person."""

from collections.abc import Iterable
from dataclasses import dataclass, field

ERROR, WARNING, INFO = "error", "warning", "info"


@dataclass(frozen=True)
class Issue:
    """Something found in one cell, before it is known where the cell stands.

    ``options`` are the codes of the titles that may have been meant.
    """

    code: str
    severity: str
    message: str
    value: str = ""
    options: tuple[str, ...] = ()


@dataclass(frozen=True)
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
    """The findings of one import; one that was told already is not told again."""

    items: list[Finding] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._seen = set(self.items)
        self._bad = {(f.sheet, f.row) for f in self.items if f.severity == ERROR}

    def add(self, sheet: str, row: int | None, column: str, issue: Issue) -> None:
        found = Finding(sheet, row, column, issue.code, issue.severity, issue.message, issue.value, issue.options)
        if found in self._seen:
            return
        self._seen.add(found)
        self.items.append(found)
        if found.severity == ERROR:
            self._bad.add((sheet, row))

    def extend(self, sheet: str, row: int | None, column: str, issues: Iterable[Issue]) -> None:
        for issue in issues:
            self.add(sheet, row, column, issue)

    def has_error(self, sheet: str, row: int) -> bool:
        return (sheet, row) in self._bad


def error(code: str, message: str, value: str = "", options: tuple[str, ...] = ()) -> Issue:
    return Issue(code, ERROR, message, value, options)


def warning(code: str, message: str, value: str = "") -> Issue:
    return Issue(code, WARNING, message, value)


def info(code: str, message: str, value: str = "") -> Issue:
    return Issue(code, INFO, message, value)


def in_order(items: list[Finding], sheets: list[str]) -> list[Finding]:
    """Return findings in the order of the workbook: sheet, row, column."""
    places = {name: place for place, name in enumerate(sheets, start=1)}
    return sorted(items, key=lambda f: (places.get(f.sheet, 0), f.row or 0, len(f.column), f.column))
