"""An error that was not listed when the workbook was read, told once it is the one that holds its row.

Of such an error only the code was kept. What a cell of titles says is read again, so that the sentence and the titles
that may have been meant are those that would have been told at once.
"""

from collections.abc import Iterator
from dataclasses import replace

from emulation.builders.findings import Finding, Issue, error, silent
from emulation.builders.subjects import Subject
from emulation.builders.target_cells import mismatch
from emulation.builders.title_cells import Reading, read_titles
from emulation.choices import title

LATE = "Lỗi này trước đây chưa nêu."


def late_error(subject: Subject) -> Finding:
    """Return the next error of a row whose listed ones are mended."""
    column, code = subject.silent[0]
    texts = [subject.texts.get(year, "") for year, letter in subject.columns.items() if letter == column]
    found = next((issue for text in texts for issue in _read_again(text, subject.kind) if issue.code == code), None)
    issue = replace(found, message=f"{found.message} {LATE}") if found else silent(code, next(iter(texts), ""))
    return Finding(
        subject.sheet, subject.row, column, issue.code, issue.severity, issue.message, issue.value, issue.options
    )


def _read_again(text: str, kind: str) -> Iterator[Issue]:
    found = read_titles(text)
    yield from (issue for issue in found.issues if issue.severity == "error")
    yield from (mismatch(code, kind) for code in found.codes if kind not in title(code).subjects)
    yield from _likely(text, found)


def _likely(text: str, found: Reading) -> Iterator[Issue]:
    """Yield the question about a slip of the pen that was not looked into among too many of them."""
    if found.is_sure and len(found.codes) == 1:
        message = f"Danh hiệu không có trong danh mục: “{text}”. Có phải {title(found.codes[0]).short} không?"
        yield error("UNKNOWN_TITLE", message, text, found.codes)
