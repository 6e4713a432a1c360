"""Which sheet is the one put aside: hidden, by any of its signs; one that is seen, only by mark and seal together."""

import pytest

from core.sheets.aside import MARK, is_aside
from core.sheets.grid import Grid
from tests.emulation.imports.workbooks import HEAD, registrations

SEAL, FIRST = "hmac:0", '["head",{}]'


def grid(*cells, visible):
    return Grid("S", [[cell] for cell in cells], visible=visible)


@pytest.mark.parametrize(
    "cells", [(MARK, SEAL, FIRST), (MARK, "", ""), ("", SEAL, ""), ("", "", FIRST), ("x", "y", FIRST), (MARK, "y", "z")]
)
def test_a_hidden_sheet_is_told_by_any_sign(cells):
    assert is_aside(grid(*cells, visible=False))


@pytest.mark.parametrize(
    ("cells", "is_one"),
    [
        ((MARK, SEAL, "x"), True),
        ((MARK, "", FIRST), False),
        (("STT", SEAL, FIRST), False),
        (("Danh sách", "STT", '["1"]'), False),
        (("Danh sách", "STT", "1"), False),
    ],
)
def test_a_sheet_that_is_seen_is_told_by_mark_and_seal_together(cells, is_one):
    assert is_aside(grid(*cells, visible=True)) is is_one


def test_a_list_whose_third_row_begins_like_a_value_is_read():
    rows = [["KHOA NỘI"], HEAD[:4], ['["1"]', "Lê Thị Hoa", "Bác sĩ", "LĐTT"]]
    assert [subject.name for subject in registrations(rows, unit="Khoa Nội").ready] == ["Lê Thị Hoa"]
