"""Cells copied from a spreadsheet: read by the lexicon of titles, doubts told, never guessed at."""

import csv
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from io import StringIO
from itertools import islice

from django.db import transaction

from core.text import clean, fold
from core.workflow import Refused
from emulation.access import may_type
from emulation.builders.title_cells import read_titles
from emulation.choices import OPEN_SHEETS, SubjectKind
from emulation.criteria import title_refusal
from emulation.models import Entry, Sheet, Staff, Unit, User
from emulation.selectors.subjects import persons_for, units_for
from emulation.services.entry import add_entry, change_entry, set_targets

POSITION = "chuc-vu"
MOST_ROWS = 500
_HEADING = re.compile(r"(stt|so tt|tt|ho va ten|ho ten|ten|chuc vu)|(tap the,? ca nhan|dang ky thanh tich)\b.*")


@dataclass(frozen=True)
class Problem:
    """A pasted cell that was not taken, and why."""

    row: int
    column: str
    text: str
    message: str


@dataclass
class PastedRow:
    """One pasted line: whom it means, what it asks for, and what keeps it from being taken."""

    number: int
    name: str
    position: str = ""
    staff: Staff | None = None
    unit: Unit | None = None
    entry: Entry | None = None
    targets: dict[int, tuple[str, ...]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    is_unknown: bool = False

    @property
    def is_ready(self) -> bool:
        return not self.is_unknown

    @property
    def kind(self) -> str:
        return SubjectKind.COLLECTIVE if self.unit else SubjectKind.PERSON


@transaction.atomic
def paste_cells(entry: Entry, *, column: str, text: str, by: User | None) -> tuple[int, list[Problem]]:
    """Write a block of cells whose left upper corner is ``column`` of ``entry``.

    Empty cells change nothing. Returns how many cells were written, and those that were not.
    """
    lines = list(entry.sheet.entries.all())
    columns = [POSITION, *map(str, entry.sheet.round.years)]
    top, left = [line.pk for line in lines].index(entry.pk), columns.index(column)
    written, problems = 0, []
    for down, row in enumerate(_rows(text)):
        for right, cell in enumerate(row):
            if not clean(cell):
                continue
            if top + down >= len(lines) or left + right >= len(columns):
                problems.append(Problem(down + 1, "", clean(cell), "Nằm ngoài bảng: thêm dòng trước rồi dán."))
            elif message := _write(lines[top + down], columns[left + right], cell, by):
                problems.append(Problem(top + down + 1, columns[left + right], clean(cell), message))
            else:
                written += 1
    return written, problems


def read_list(sheet: Sheet, text: str) -> list[PastedRow]:
    """Return the lines of a pasted list: number, name, position, years; headings are passed over."""
    found = [row for row in _rows(text) if any(clean(cell) for cell in row) and not _is_heading(row)]
    people, units = _by_name(persons_for(sheet)), _by_name(units_for(sheet))
    there = {(entry.staff_id, entry.subject_unit_id): entry for entry in sheet.entries.all()}
    return [_read_row(sheet, number, row, people, units, there) for number, row in enumerate(found, start=1)]


@transaction.atomic
def paste_list(sheet: Sheet, text: str, *, by: User | None) -> tuple[int, int]:
    """Add the lines that are sure, and fill those that stand there already; return both counts."""
    if not may_type(by, sheet) or sheet.status not in OPEN_SHEETS:
        raise Refused(["Bản đăng ký này không sửa được lúc này."])
    added = filled = 0
    for row in read_list(sheet, text):
        if not row.is_ready:
            continue
        entry = row.entry
        if entry is None:
            entry = add_entry(sheet, staff=row.staff, unit=row.unit, position=row.position or None, by=by)
            added += 1
        else:
            filled += 1
        for year, codes in row.targets.items():
            set_targets(entry, year, chosen=codes, by=by)
    return added, filled


def _rows(text: str) -> list[list[str]]:
    """Return pasted text as rows of cells; Excel quotes cells that hold line breaks."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    try:
        return list(islice(csv.reader(StringIO(plain), delimiter="\t"), MOST_ROWS)) if plain.strip() else []
    except csv.Error as error:
        raise Refused(["Không đọc được nội dung đã dán. Hãy chép lại từ Excel."]) from error


def _write(entry: Entry, column: str, cell: str, by: User | None) -> str:
    """Write one cell; return why it could not be written, "" when it was."""
    if column == POSITION:
        if entry.kind != SubjectKind.PERSON:
            return "Tập thể, mô hình không có chức vụ."
        change_entry(entry, values={"position": cell}, seen={}, by=by)
        return ""
    codes, message = _titles(cell, entry.kind)
    if not message:
        set_targets(entry, int(column), chosen=codes, by=by)
    return message


def _titles(cell: str, kind: str) -> tuple[tuple[str, ...], str]:
    reading = read_titles(cell)
    if not reading.is_sure:
        return (), " ".join(issue.message for issue in reading.issues if issue.severity == "error")
    return reading.codes, title_refusal(reading.codes, kind)


def _read_row(
    sheet: Sheet, number: int, row: list[str], people: dict[str, list], units: dict[str, list],
    there: dict[tuple, Entry],
) -> PastedRow:  # fmt: skip
    name, position, cells = _parts(row, len(sheet.round.years))
    read = PastedRow(number, name, position)
    found = people.get(fold(name), []) or units.get(fold(name), [])
    if len(found) == 1 and isinstance(found[0], Staff):
        read.staff, read.entry = found[0], there.get((found[0].pk, None))
    elif len(found) == 1:
        read.unit, read.entry = found[0], there.get((None, found[0].pk))
    else:
        read.is_unknown = True
        why = f"Có {len(found)} người trùng tên: hãy thêm bằng ô tìm, chọn theo mã." if found else NOT_FOUND
        read.problems.append(Problem(number, "Tên", name, why))
    for year, cell in zip(sheet.round.years, cells, strict=False):
        codes, message = _titles(cell, read.kind)
        if message:
            read.problems.append(Problem(number, str(year), clean(cell), message))
        elif codes:
            read.targets[year] = codes
    return read


NOT_FOUND = "Không tìm thấy trong đơn vị. Kiểm tra tên, hoặc nhờ phòng TCCB thêm vào danh sách nhân sự."


def _parts(row: list[str], years: int) -> tuple[str, str, list[str]]:
    """Split a row into name, position and the cells of the years; a leading number is dropped."""
    cells = list(row)
    while len(cells) > 1 and re.fullmatch(r"\d{0,3}\.?", clean(cells[0])):
        cells.pop(0)
    name, rest = clean(cells[0]), cells[1:]
    if len(rest) > years:
        return name, clean(rest[0]), rest[1:]
    return name, "", rest


def _is_heading(row: Iterable[str]) -> bool:
    words = [fold(cell) for cell in row if clean(cell)]
    return all(re.fullmatch(r"20\d\d", word) for word in words) or any(_HEADING.fullmatch(word) for word in words[:2])


def _by_name(things: Iterable[Staff | Unit]) -> dict[str, list]:
    found: dict[str, list] = {}
    for thing in things:
        name = thing.full_name if isinstance(thing, Staff) else thing.name
        found.setdefault(fold(name), []).append(thing)
    return found
