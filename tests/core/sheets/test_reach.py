"""How far a sheet reaches is known before a table is made of it, however its cells name their places."""

import pytest

from core.sheets.reader import read
from core.sheets.refusals import FileRefused
from tests.core.sheets.hostile import repacked, sheet, with_sheet

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_ONE = '<row r="1"><c r="A1"><v>1</v></c></row>'
_BARE = "<c><v>1</v></c>"


def code_of(content):
    with pytest.raises(FileRefused) as refusal:
        read(content, "a.xlsx")
    return refusal.value.code


@pytest.mark.parametrize(
    "rows",
    [
        f"<row>{_BARE * 5_000}</row>" + f"<row>{_BARE}</row>" * 30_000,
        _ONE + '<row r="9"><c r = "XFD1048576"><v>1</v></c></row>',
        _ONE + '<row r="9"><c s="1" r="XFD1048576"><v>1</v></c></row>',
        _ONE + '<row r="9"><c mr="A1" r="XFD1048576"><v>1</v></c></row>',
        _ONE + """<row r="9"><c x=' r="A1"' r="XFD1048576"><v>1</v></c></row>""",
        _ONE + '<row r="9"><x:c r="XFD1048576"><v>1</v></x:c></row>',
        _ONE + '<row r="9"><c r="xfd1048576"><v>1</v></c></row>',
        _ONE + '<row r="9"><c r="B99999999"><v>1</v></c></row>',
        _ONE + '<row r="99999999"><c r="A99999999"><v>1</v></c></row>',
        _ONE + '<row r="01048576"><c r="A01048576"><v>1</v></c></row>',
        _ONE + '<row r="9"><c r="AAAAAA9"><v>1</v></c></row>',
        _ONE + f'<row r="1048576">{_BARE}</row><row r="5">{"<c/>" * 16_000}{_BARE}</row>',
        _ONE + "<row/>" * 1_100_000 + f"<row>{_BARE}</row>",
        f"<row>{_BARE * 700_000}</row>",
    ],
)
def test_cells_far_apart_are_refused_however_they_are_written(rows):
    assert code_of(with_sheet(sheet(rows))) == "FILE_TOO_LARGE"


@pytest.mark.parametrize(
    "row",
    [
        '<row r="9"><c x=">" r="XFD1048576"><v>1</v></c></row>',
        '<row r="9"><c x="1"r="XFD1048576"><v>1</v></c></row>',
        '<row r="9"><c r="XFD0000001048576"><v>1</v></c></row>',
        '<row r="9"><c s="1" r="9"><v>1</v></c></row>',
        f'<row r="x">{_BARE}</row>',
        f'<row r="9">{_BARE}<!-- <c r="A1"> -->{_BARE}</row>',
    ],
)
def test_what_cannot_be_followed_is_refused(row):
    assert code_of(with_sheet(sheet(_ONE + row))) in ("FILE_CORRUPT", "FILE_TOO_LARGE")


def test_cells_that_name_no_place_follow_each_other():
    rows = f'<row>{_BARE * 3}</row><row r="4"><c r="B4"><v>2</v></c>{_BARE}</row><row/><row>{_BARE}</row>'
    found = read(with_sheet(sheet(rows)), "a.xlsx").grids[0]
    texts = ["".join(found.text(row, column) or "." for column in (1, 2, 3)) for row in range(1, 7)]
    assert texts == ["111", "...", "...", ".21", "...", "1.."]


def test_rows_in_any_order_and_wide_ones_are_read():
    wide = "".join(f'<c r="{sign}7"><v>{place}</v></c>' for place, sign in enumerate(("A", "Z", "AA", "AZ")))
    found = read(with_sheet(sheet(f'<row r="7">{wide}</row>{_ONE}')), "a.xlsx").grids[0]
    assert (found.height, found.width, found.text(1, 1), found.text(7, 52)) == (7, 52, "1", "3")


@pytest.mark.parametrize("number", ["", " 2", "2 ", "+2", "2.0", "²", "٢", "9" * 5000])
def test_a_row_whose_number_is_none_ends_in_an_answer(number):
    rows = _ONE + f'<row r="{number}"><c r="A{number}"><v>1</v></c></row>'
    try:
        found = read(with_sheet(sheet(rows)), "a.xlsx").grids[0].height
    except FileRefused as refusal:
        found = refusal.code
    assert found in (1, 2, "FILE_CORRUPT", "FILE_TOO_LARGE")


def test_an_empty_row_at_the_end_of_the_sheet_does_not_count():
    assert read(with_sheet(sheet(f'{_ONE}<row r="1048576" hidden="1"/>')), "a.xlsx").grids[0].height == 1


_LONG = "x" * 30_000


@pytest.mark.parametrize(
    ("texts", "cell"),
    [
        (f"<si><t>{_LONG}</t></si>", "<v >0</v>"),
        (f"<si><t>{_LONG}</t></si>", "<v>00000000000</v>"),
        (f"<si><t>{_LONG}</t></si>", "<v> 1</v>"),
        (f"<si><t>{_LONG}</t></si><si><t>y</t></si>", "<v>1</v><v>0</v>"),
        (f"<si><t>y</t></si ><si><t>{_LONG}</t></si >", "<v>1</v>"),
        (f"<si><t><![CDATA[{'</si>' * 6_000}]]></t></si>", "<v>0</v>"),
        (f"<si><t>{('x' * 99 + '<!--</si>-->') * 300}</t></si>", "<v>0</v>"),
        (f"<si><t>{('x' * 99 + '<?a </si>?>') * 300}</t></si>", "<v>0</v>"),
        ("<si>" + ('<t z="</si>">' + "x" * 99 + "</t>") * 300 + "</si>", "<v>0</v>"),
    ],
)
def test_a_long_text_is_not_repeated_however_it_is_written(texts, cell):
    rows = "".join(f'<row r="{n}"><c r="A{n}" t="s">{cell}</c></row>' for n in range(1, 5_000))
    changes = {"xl__worksheets__sheet1_dot_xml": sheet(rows)}
    shared = f'<sst xmlns="{_MAIN}">{texts}</sst>'
    assert code_of(with_shared(shared, changes)) in ("FILE_TOO_LARGE", "FILE_CORRUPT")


def with_shared(table, changes):
    return repacked(with_sheet(sheet(_ONE)), xl__sharedStrings_dot_xml=table, **changes)


def test_a_text_with_quotes_and_runs_is_read_whole():
    table = (
        f'<sst xmlns="{_MAIN}"><si><r><t xml:space="preserve">Lê "</t></r><r><t>An"! </t></r></si>'
        f"<si><t>{'a' * 400}</t></si></sst>"
    )
    row = '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>'
    found = read(with_shared(table, {"xl__worksheets__sheet1_dot_xml": sheet(row)}), "a.xlsx").grids[0]
    assert (found.text(1, 1), len(found.text(1, 2))) == ('Lê "An"!', 400)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Nguyễn Thị Hoa", "Nguyễn Thị Hoa"),
        ("NguyÔn ThÞ Hoa", "Nguyễn Thị Hoa"),
        ("Nguy&#212;n Th&#222; Hoa", "Nguyễn Thị Hoa"),
        ("Nguy_x00D4_n Th_x00DE_ Hoa", "Nguyễn Thị Hoa"),
        ("Bác/sĩ", "Bác/sĩ"),
        ("Khoa/NguyÔn ThÞ Hoa", "Khoa/Nguyễn Thị Hoa"),
    ],
)
def test_an_old_text_among_shared_ones_is_turned_into_unicode(text, meant):
    table = f'<sst xmlns="{_MAIN}"><si><t>{text}</t></si></sst>'
    row = '<row r="1"><c r="A1" t="s"><v>0</v></c></row>'
    found = read(with_shared(table, {"xl__worksheets__sheet1_dot_xml": sheet(row)}), "a.xlsx").grids[0]
    assert found.text(1, 1) == meant
