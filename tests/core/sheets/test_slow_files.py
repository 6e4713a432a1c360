"""The time that a sheet takes grows with its size and not faster, whatever is written in it."""

import pytest

from core.sheets.reader import read
from core.sheets.refusals import FileRefused
from core.sheets.xlsx_area import Area
from core.sheets.xlsx_parts import Scan, _cells, _hidden_rows, _look_at
from core.sheets.xlsx_strings import Longs
from tests.core.sheets.hostile import sheet, with_sheet
from tests.core.sheets.hostile_tags import CROWDED
from tests.yardstick import took

SECONDS = 4.0


@pytest.mark.parametrize("name", CROWDED)
def test_a_crowded_file_is_read_or_refused_at_once(name):
    file, make, codes = CROWDED[name]
    content, found = make(), set()

    def work():
        try:
            found.add("NO_DATA" if read(content, file).grids[0].shown(1, 1) == "x" else "")
        except FileRefused as refusal:
            found.add(refusal.code)

    assert took(SECONDS, work) < SECONDS
    assert len(found) == 1 and found <= set(codes)


@pytest.mark.parametrize(
    "part", [b'<c r="A1" >', b"<c ", b' r="1"', b't="s"', b"<v>", b"<f>", b"<f ", b"<row ", b"</c "]
)
@pytest.mark.parametrize("head", [b"", b'<c r="A1" t="e"><f>', b"<row ", b'<c r="A1" t="s"><v>'])
def test_no_part_of_the_first_pass_looks_back(head, part):
    block = head + part * (400_000 // len(part)) + b"</c></row>"

    def work():
        found = Scan(Area(10**9))
        list(_hidden_rows(block))
        Longs({0: 200}).letters(block)
        try:
            for told in _cells(block):
                _look_at(*told, found, {})
        except FileRefused as refusal:
            assert refusal.code == "FILE_CORRUPT"

    assert took(SECONDS, work) < SECONDS


def test_cells_and_rows_are_told_whatever_the_order_and_the_spaces():
    rows = (
        '<row hidden="1" r="1"><c r="A1"><f>B1+1</f></c><c r="B1" t="e"><f>1/0</f><v>#DIV/0!</v></c ></row>'
        '<row r="2"><c r="A2"/><c r="B2"><f si="0"/><v>7</v></c><c r="C2"><f a="/"><![CDATA[x]]></f></c></row>'
    )
    grid = read(with_sheet(sheet(rows)), "a.xlsx").grids[0]
    assert grid.hidden_rows == {1}
    assert {place: (trouble.kind, trouble.text) for place, trouble in grid.troubles.items()} == {
        (1, 1): ("no_value", "=B1+1"),
        (1, 2): ("error", "#DIV/0!"),
        (2, 3): ("no_value", "=<![CDATA[x]]>"),
    }
