"""Workbooks spoilt at random: read, refused with a word, never a crash, never a wait; the database is out of reach.

A fixed share runs with the other tests. The whole: ``FUZZ_INPUTS=10000 python -m pytest -p no:xdist
tests/emulation/imports/test_fuzz.py``; ``FUZZ_SEED`` chooses other inputs.
"""

import os
import random
import signal
import zipfile
from collections.abc import Callable
from contextlib import contextmanager
from io import BytesIO

import pytest

from awards.builders.history_plan import plan_history
from awards.builders.history_reader import history_in
from core.sheets.refusals import MESSAGES
from emulation.builders.import_report import registrations_report
from emulation.builders.registration_form import registrations_in
from emulation.builders.staff_list import staff_in
from tests.emulation.imports.formats import SheetText, as_csv, as_ods, as_xls, as_xlsx
from tests.emulation.imports.test_books import BOOKS, book_of
from tests.emulation.imports.test_examples import EXAMPLES
from tests.emulation.imports.workbooks import PERIOD

INPUTS, SEED, SHARES, SECONDS = int(os.environ.get("FUZZ_INPUTS", "240")), os.environ.get("FUZZ_SEED", "1"), 8, 10
FORMATS: dict[str, Callable[[list[SheetText]], bytes]] = {"xlsx": as_xlsx, "xls": as_xls, "ods": as_ods, "csv": as_csv}
PIECES = [
    "", "x", "-", "?", "LĐTT", "LĐTT – CSTĐ", "TTLĐTT", "Giấy khen", "Nguyễn Văn A…", "BS CKI", "Khoa Nội", "I",
    "II. Phòng", "STT", "Họ và tên", "2022", "Năm 2023", "20222", "31/02/1985", "1/1/1985", "=1+1", "#REF!",
    "@SUM(A1)", "<b>", "\u200b", "NguyÔn V¨n", "Nguyeãn", "á»…", "L" * 400, "((((", "a\u0301" * 90, "\ud7ff\uffff",
    "0" * 40, "1e308", "٣", "𝟐𝟎𝟐𝟐", "\u202e", "²", "Năm ２０２２", "tháng 13/2020", "29/02/2023", "NaN", "inf", "-0.0",
    "9999999999999999999999", "TỔNG CỘNG", "KHOA/PHÒNG:",
]  # fmt: skip


@contextmanager
def at_most(seconds: int):
    def late(*_):
        raise AssertionError(f"more than {seconds} s")

    before = signal.signal(signal.SIGALRM, late)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def spoilt_cells(chance: random.Random) -> tuple[bytes, str]:
    """Return a hand-written list with cells, rows and merged areas changed, in some format."""
    sheets = book_of(chance.choice(BOOKS)).sheets
    for sheet in sheets:
        for _ in range(chance.randint(1, 12)):
            row = chance.choice(sheet.rows)
            row[chance.randrange(len(row))] = (
                chance.choice(PIECES) + chance.choice(["", "", "\n", " "]) + chance.choice(PIECES)
            )
        if chance.random() < 0.3:
            chance.shuffle(sheet.rows)
        if chance.random() < 0.3:
            left, top = chance.randint(1, 5), chance.randint(1, 9)
            sheet.merges.append((left, top, left + chance.randint(0, 6), top + chance.randint(0, 3)))
    kind = chance.choice(list(FORMATS))
    try:
        return FORMATS[kind](sheets), f"a.{kind}"
    except ValueError:  # what openpyxl does not save
        return as_csv(sheets), "a.csv"


def spoilt_bytes(chance: random.Random) -> tuple[bytes, str]:
    """Return a file with bytes changed, left out, doubled, or its end cut off."""
    content, name = _sound(chance)
    return _spoil(bytearray(content), chance), name


def spoilt_parts(chance: random.Random) -> tuple[bytes, str]:
    """Return a packed file with one part spoilt, its check sums in order."""
    content, name = _sound(chance, ("xlsx", "ods"))
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        chosen = chance.choice([part for part in old.namelist() if part.endswith(".xml")])
        for part in old.namelist():
            raw = old.read(part)
            new.writestr(part, _spoil(bytearray(raw), chance) if part == chosen else raw)
    return out.getvalue(), name


def _sound(chance: random.Random, kinds: tuple[str, ...] = ("xlsx", "xls", "ods", "csv")) -> tuple[bytes, str]:
    if "xls" in kinds and chance.random() < 0.1:
        path = chance.choice(sorted(EXAMPLES.glob("*.xlsx")))
        return path.read_bytes(), path.name
    kind = chance.choice(kinds)
    return FORMATS[kind](book_of(chance.choice(BOOKS)).sheets), f"a.{kind}"


def _spoil(content: bytearray, chance: random.Random) -> bytes:
    for _ in range(chance.choice([1, 1, 2, 5, 30])):
        at = chance.randrange(len(content) or 1)
        way = chance.randrange(5)
        if way == 0 and content:
            content[at : at + 1] = bytes([chance.randrange(256)])
        elif way == 1:
            content[at:at] = content[max(at - chance.randrange(200), 0) : at]
        elif way == 2:
            del content[at : at + chance.randrange(60)]
        elif way == 3:
            content[at:at] = chance.choice([b"\0", b"<", b">", b'"', b"&x;", b"\xff\xfe", b"999999999", b"-1", b"\r"])
        elif chance.random() < 0.2:
            del content[at:]
    return bytes(content)


WAYS = (spoilt_cells, spoilt_cells, spoilt_bytes, spoilt_parts)


def read_every_way(content: bytes, name: str) -> list[tuple[bool, list[str]]]:
    """Return whether each reader refused a file, and its codes."""
    form = registrations_in(content, name, period=PERIOD)
    registrations_report(form, seconds=0.0, peak_rss_mb=0)
    staff = staff_in(content, name)
    history = history_in(content, name)
    plan_history(history, None, is_dry=True)
    return [(found.is_refused, found.codes) for found in (form, staff, history)]


@pytest.mark.parametrize("share", range(SHARES))
def test_a_spoilt_workbook_is_read_or_refused(share):
    for number in range(share, INPUTS, SHARES):
        chance = random.Random(f"{SEED}-{number}")
        content, name = WAYS[number // SHARES % len(WAYS)](chance)
        try:
            with at_most(SECONDS):
                found = read_every_way(content, name)
        except Exception as error:
            raise AssertionError(f"input {number} of seed {SEED}, {name}") from error
        assert all(not is_refused or set(codes) & {"NO_DATA", *MESSAGES} for is_refused, codes in found)
