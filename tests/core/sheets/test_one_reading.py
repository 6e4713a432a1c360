"""A file that could be read in two ways is refused before the quick reader builds anything of it."""

import pytest
import python_calamine

from core.sheets import reader
from core.sheets.reader import read
from core.sheets.refusals import FileRefused
from tests.core.sheets.hostile import plain
from tests.core.sheets.hostile_twins import (
    TWINS,
    dimensions,
    long_text,
    number,
    ods_cell,
    ods_row,
    ods_table,
    stored,
    two_sheets,
    xls,
)


@pytest.fixture
def opened(monkeypatch):
    """Return the list of what the quick reader was asked to open."""
    asked = []

    def load(stream):
        asked.append(stream)
        return python_calamine.load_workbook(stream)

    monkeypatch.setattr(reader.calamine, "load_workbook", load)
    return asked


@pytest.mark.parametrize("name", TWINS)
def test_a_file_of_two_readings_is_refused_before_it_is_opened(opened, name):
    file, make, codes = TWINS[name]
    with pytest.raises(FileRefused) as refusal:
        read(make(), file)
    assert refusal.value.code in codes
    assert refusal.value.message
    assert opened == []


def test_a_sheet_that_was_not_measured_is_not_read(monkeypatch):
    parts = reader.sheet_parts
    monkeypatch.setattr(reader, "sheet_parts", lambda archive: dict(list(parts(archive).items())[:1]))
    with pytest.raises(FileRefused) as refusal:
        read(two_sheets, "a.xlsx")
    assert refusal.value.code == "FILE_CORRUPT"


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (plain, "a.xlsx"),
        (plain + b"\r\n", "a.xlsx"),
        (stored("docs/a.bin", b"PK\x05\x06" + bytes(40)), "a.xlsx"),
        (two_sheets, "a.xlsx"),
        (ods_table(ods_row("1", ods_cell("2"))), "a.ods"),
        (ods_table(ods_row("1", ods_cell("2")) + ods_row("1048570", ods_cell("1024", "", ""))), "a.ods"),
        (xls(number(0, 0) + number(1, 1)), "a.xls"),
        (long_text(2), "a.xls"),
        (xls(dimensions(0, 65_536, 0, 256) + number(0, 0) + number(1, 1)), "a.xls"),
        (xls(dimensions(0, 0, 0, 0) + number(0, 0) + number(1, 1)), "a.xls"),
    ],
)
def test_a_sound_file_is_read_as_before(content, name):
    assert read(content, name).grids[0].shown(1, 1) != ""
