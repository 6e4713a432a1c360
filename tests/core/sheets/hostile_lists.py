"""Lists made to hurt: sound files whose many rows are each wrong in a way of their own."""

import random
from collections.abc import Callable, Iterator
from io import BytesIO

from openpyxl import Workbook

from tests.core.sheets.hostile import sheet, with_sheet

_LETTERS = "abcdeghiklmnopqrstuvxy"
_REGISTRATIONS, _AWARDS = ("registrations",), ("awards",)
_HEAD = ["STT", "Họ và tên", "Chức vụ", 2022, 2023, 2024, 2025]
_WON = ["STT", "Mã NV", "Họ và tên", "Đơn vị", "Danh hiệu", "Năm", "Số QĐ", "Ngày QĐ"]


def _words() -> Iterator[str]:
    chance = random.Random(11)
    while True:
        yield "".join(chance.choices(_LETTERS, k=6))


def _saved(name: str, rows: Iterator[list]) -> bytes:
    book = Workbook(write_only=True)
    page = book.create_sheet(name)
    for row in rows:
        page.append(row)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def misspelt(people: int) -> bytes:
    """Return a list of people with four titles each, no two of them spelt alike and none right."""
    words = _words()

    def rows() -> Iterator[list]:
        yield _HEAD
        for number in range(1, people + 1):
            titles = [f"Lao động {next(words)} tiên tiến {number}" for _ in range(4)]
            yield [number, f"Nguyễn Văn {next(words).title()}", "Bác sĩ", *titles]

    return _saved("DS", rows())


def nearly_right(people: int) -> bytes:
    """Return a list of people whose titles are a slip away from a right one, each in its own way."""
    words = _words()

    def rows() -> Iterator[list]:
        yield _HEAD
        for number in range(1, people + 1):
            titles = [f"Chiến sĩ thi đua c{next(words)[:2]}ơ sở ({next(words)})" for _ in range(4)]
            yield [number, f"Nguyễn Văn {next(words).title()}", "Bác sĩ", *titles]

    return _saved("DS", rows())


def long_text(people: int) -> bytes:
    lines = "".join(f"{n},Nguyễn Thị Số {n},Bác sĩ,x{n},y{n}\n" for n in range(1, people + 1))
    return f"STT,Họ và tên,Chức vụ,2022,2023\n{lines}".encode()


def won(people: int) -> bytes:
    words = _words()

    def rows() -> Iterator[list]:
        yield _WON
        for number in range(1, people + 1):
            title = f"Chiến sĩ thi đua cơ s {next(words)}"
            name = f"Nguyễn Thị {next(words).title()}"
            yield [number, f"NV{number:06}", name, "Khoa Nội", title, 2021, f"{number}/QĐ-SYT", "12/03/2021"]

    return _saved("Khen thưởng", rows())


def without_header(rows: int) -> bytes:
    lines = "".join(f"Chiến sĩ thi đua a{n},b{n},c{n},d{n}\n" for n in range(rows))
    return f"{lines}".encode()


def namesakes(people: int) -> bytes:
    """Return a small file of people who are all called alike, of one unit; only their codes tell them apart."""

    def rows() -> Iterator[list]:
        yield ["Mã NV", "Họ và tên", "Khoa/Phòng", "Chức vụ", 2022]
        for number in range(1, people + 1):
            yield [f"NV{number}", "Nguyễn Văn An", "Khoa Nội", "Bác sĩ", "LĐTT"]

    return _saved("DS", rows())


def like_rows(people: int) -> bytes:
    """Return a file of a few packed bytes: one line again and again, its name where the code and the date belong."""
    heads = ["Mã NV", "Họ và tên", "Khoa/Phòng", "Chức vụ", "Ngày sinh", "Giới tính"]
    cells = [f'<c t="inlineStr"><is><t>{text}</t></is></c>' for text in (*heads, "Nguyễn Văn An")]
    return with_sheet(sheet(f"<row>{''.join(cells[:6])}</row>" + f"<row>{cells[6] * 6}</row>" * people))


def _stories(letters: int) -> Iterator[str]:
    """Yield texts of so many letters that look like names, units and titles all the way."""
    chance = random.Random(5)
    phrases = ("Nguyễn Thị", "Khoa Nội - ", "lao động tiên tiến, ", "Trần Văn", "giấy khen 2024; ", "BS CKI", "cơ sở ")
    while True:
        yield " ".join(chance.choices(phrases, k=letters // 8))[:letters]


def stories(head: list, people: int, letters: int) -> bytes:
    """Return a list each of whose cells but the first holds a story: the most letters that a file may have."""
    texts = _stories(letters)

    def rows() -> Iterator[list]:
        yield head
        for number in range(1, people + 1):
            yield [number, *(next(texts) for _ in head[1:])]

    return _saved("Khen thưởng" if head == _WON else "DS", rows())


def bare_cells() -> bytes:
    cell = "<c><v>1</v></c>"
    return with_sheet(sheet(f"<row>{cell * 5_000}</row>" + f"<row>{cell}</row>" * 30_000))


# name of the list, its maker, the codes with which it may be refused
LISTS: dict[str, tuple[str, Callable[[], bytes], tuple[str, ...]]] = {
    "twenty thousand people, eighty thousand misspelt titles": ("a.xlsx", lambda: misspelt(20_000), ()),
    "titles a slip away from right ones": ("a.xlsx", lambda: nearly_right(20_000), ()),
    "long text of wrong names": ("a.csv", lambda: long_text(58_000), ()),
    "won titles, all unlike": ("a.xlsx", lambda: won(50_000), ()),
    "no header over titles": ("a.csv", lambda: without_header(90_000), ("NO_DATA", "NO_HEADER")),
    "twenty thousand namesakes": ("a.xlsx", lambda: namesakes(20_000), ()),
    "one line twenty thousand times": ("a.xlsx", lambda: like_rows(20_000), ()),
    "cells without places": ("a.xlsx", bare_cells, ("FILE_TOO_LARGE",)),
    "stories for names and titles": ("a.xlsx", lambda: stories(_HEAD, 1_500, 2_100), ()),
    "stories of won titles": ("a.xlsx", lambda: stories(_WON, 1_300, 2_100), ()),
}
# What they hold at least, where they are read.
ROWS = dict(zip(LISTS, (20_000, 20_000, 58_000, 50_000, 0, 20_000, 20_000, 0, 1_500, 1_300), strict=True))
# The imports that a list is meant for; the others only find no header in it.
OF_THE_KIND = {
    "twenty thousand people, eighty thousand misspelt titles": _REGISTRATIONS,
    "titles a slip away from right ones": _REGISTRATIONS,
    "long text of wrong names": ("registrations", "staff"),
    "won titles, all unlike": _AWARDS,
    "twenty thousand namesakes": ("registrations", "staff"),
    "one line twenty thousand times": ("staff",),
    "stories for names and titles": _REGISTRATIONS,
    "stories of won titles": _AWARDS,
}
