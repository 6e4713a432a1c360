"""A long register as three writers write it: ours, csv, xlsxwriter with the same borders, wrap and merged head."""

import csv
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import python_calamine
import xlsxwriter
from openpyxl import load_workbook

from core.sheets.listing import Register, listing

COLUMNS = (
    ("STT", 6), ("Mã", 12), ("Họ và tên", 28), ("Chức vụ", 24), ("Đơn vị", 30), ("2022", 24), ("2023", 24),
    ("2024", 24), ("2025", 24), ("Cơ sở", 30),
)  # fmt: skip
REGISTER = Register(["DANH SÁCH", "Giai đoạn 2021–2025"], [(6, 9, "Đăng ký thành tích qua các năm")])
_HEAD = 5
_POSTS = ("Điều dưỡng trưởng", "Bác sĩ chính", "Nữ hộ sinh", "Kỹ thuật y", "Trưởng khoa", "Dược sĩ", "Hộ lý")
_TITLES = ("LĐTT", "LĐTT – CSTĐ cơ sở", "", "LĐTT – CSTĐ cơ sở – Giấy khen Sở Y tế", "CSTĐ tỉnh – Bằng khen UBND tỉnh")
_NAMES = ("Nguyễn Thị Đào", "Trần Văn Út", "Lê Thị Mận", "Phạm Hồng Ngọc", "Hoàng Đức Thắng", "Vũ Thị Thu Hằng")

Rows = list[tuple[int | str, ...]]


def made_up(number: int) -> Rows:
    """Return rows of a number and nine texts; codes and names are unlike each other, the rest repeats."""
    chance = Random(number)
    return [
        (
            line, f"0{line:06}", f"{chance.choice(_NAMES)} {line}", chance.choice(_POSTS),
            f"Khoa Nội tổng hợp số {chance.randrange(300)}", *(chance.choice(_TITLES) for _ in range(4)),
            f"Bệnh viện Đa khoa khu vực {chance.randrange(20)}",
        )
        for line in range(1, number + 1)
    ]  # fmt: skip


def by_csv(rows: Rows, path: Path) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(rows)


def by_us(rows: Rows, path: Path) -> None:
    with path.open("wb") as file:
        file.writelines(listing("Danh sách", COLUMNS, rows, register=REGISTER))


def by_xlsxwriter(rows: Rows, path: Path) -> None:
    book = xlsxwriter.Workbook(path, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    font = {"font_name": "Times New Roman", "text_wrap": True}
    cell, head = book.add_format({**font, "border": 1}), book.add_format({**font, "border": 1, "bold": True})
    sheet = book.add_worksheet("Danh sách")
    for place, (_, width) in enumerate(COLUMNS):
        sheet.set_column(place, place, width)
    for row, line in enumerate(REGISTER.lines):
        sheet.merge_range(row, 0, row, len(COLUMNS) - 1, line, head)
    sheet.merge_range(3, 5, 3, 8, REGISTER.groups[0][2], head)
    for place, (heading, _) in enumerate(COLUMNS):
        sheet.write_string(4, place, heading, head)
    for place, row in enumerate(rows, start=_HEAD):
        sheet.write_row(place, 0, row, cell)
    book.close()


WRITERS: dict[str, Callable[[Rows, Path], None]] = {"csv": by_csv, "ours": by_us, "xlsxwriter": by_xlsxwriter}


def check(rows: Rows, path: Path) -> None:
    """Raise AssertionError unless both readers give back every cell as it was, borders and all."""
    found = python_calamine.load_workbook(str(path)).get_sheet_by_index(0).to_python()
    assert len(found) == len(rows) + _HEAD
    assert all(tuple(one) == row for one, row in zip(found[_HEAD:], rows, strict=True)), "calamine reads other cells"
    sheet = load_workbook(path, read_only=True).worksheets[0]
    again = (tuple("" if cell is None else cell for cell in row) for row in _filled(sheet))
    assert all(one == row for one, row in zip(again, rows, strict=True)), "openpyxl reads other cells"
    styled = next(sheet.iter_rows(min_row=_HEAD + 1))
    assert all(cell.border.left.style == "thin" and cell.alignment.wrap_text for cell in styled), "a cell has no border"


def _filled(sheet: object) -> Iterator[tuple]:
    yield from sheet.iter_rows(min_row=_HEAD + 1, values_only=True)  # type: ignore[attr-defined]
