"""What a workbook carries beside what people see, to be found again when the workbook comes back.

A very hidden sheet of one column: a mark, a seal over the rest, then one JSON value a row. It is written
in ASCII, so that no program that saves the workbook anew has anything to change in it; what does not
fit its seal any more is as good as not there.
"""

import json
from collections.abc import Sequence
from typing import Any

from django.utils.crypto import constant_time_compare, salted_hmac
from openpyxl import Workbook

from core.sheets.grid import Grid
from core.sheets.writer import put, sheet_name

MARK = "kept-aside/1"
_SALT = "core.sheets.aside"
# The seal and the first value tell such a sheet too, where the mark or the seal is spoilt.
_SEALED, _BEGIN = "hmac:", '["'


def put_aside(book: Workbook, name: str, values: Sequence[Any]) -> None:
    """Add the sheet to a workbook; no value may take more than the 32,767 signs of a cell."""
    rows = [json.dumps(value, separators=(",", ":")) for value in values]
    sheet = book.create_sheet(sheet_name(name, book.sheetnames))
    sheet.sheet_state = "veryHidden"
    for row, text in enumerate([MARK, _seal(rows), *rows], start=1):
        put(sheet.cell(row, 1), text)


def is_aside(grid: Grid) -> bool:
    """Whether a sheet is such a one, whatever became of it; one that is seen needs both mark and seal to be no list."""
    mark, seal, first = (grid.value(row, 1) for row in (1, 2, 3))
    is_marked, is_sealed = mark == MARK, str(seal).startswith(_SEALED)
    if grid.visible:
        return is_marked and is_sealed
    return is_marked or is_sealed or str(first).startswith(_BEGIN)


def taken_aside(grid: Grid) -> list[Any] | None:
    """Return the values as they were put aside, None when anything about them has changed."""
    cells = [grid.value(row, column) for row in range(1, grid.height + 1) for column in range(1, grid.width + 1)]
    texts = [cell for cell in cells if cell not in (None, "")]
    seal, rows = str(texts[1]) if len(texts) > 1 else "", [str(text) for text in texts[2:]]
    if grid.troubles or not constant_time_compare(seal, _seal(rows)):
        return None
    return [json.loads(row) for row in rows]


def _seal(rows: list[str]) -> str:
    return f"{_SEALED}{salted_hmac(_SALT, chr(10).join(rows), algorithm='sha256').hexdigest()}"
