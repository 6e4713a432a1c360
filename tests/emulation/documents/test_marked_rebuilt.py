"""The marked workbook of files that cannot be opened with their looks: the values come back, and the marks."""

from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Font

from core.sheets import opened
from core.sheets.reader import read
from core.sheets.weight import Weights, is_light
from core.sheets.writer import saved
from emulation.documents.marked_workbook import HEADING, marked_workbook
from tests.core.sheets.hostile import repacked
from tests.core.sheets.hostile_areas import ods_rows, ods_span
from tests.emulation.imports.formats import as_ods, as_xls, parsed
from tests.emulation.imports.workbooks import workbook

RED = "FFF8D7DA"
SHEET, STYLES = "xl/worksheets/sheet1.xml", "xl/styles.xml"
ROWS = [["Danh sách"], ["STT", "Họ tên", "Mã"], [0, "An", "=A1"], [2, "Bình", "007"]]
MARK = ("S", 3, "C", "error", "Mã trùng.")
_MAIN, _STRICT = b"openxmlformats.org/spreadsheetml/2006/main", b"oclc.org/ooxml/spreadsheetml/main"
_OFFICE, _STRICT_OFFICE = (
    b"schemas.openxmlformats.org/officeDocument/2006/relationships",
    b"purl.oclc.org/ooxml/officeDocument/relationships",
)


def changed(content, place, old, new):
    part = opened.open_zip(content).read(place)
    assert old in part
    return repacked(content, **{place: part.replace(old, new, 1)})


def strict():
    """Return a workbook in the strict language, as Excel saves it when it is asked to."""
    content = workbook({"S": ROWS})
    archive = opened.open_zip(content)
    parts = {
        name: archive.read(name).replace(b"schemas." + _MAIN, b"purl." + _STRICT).replace(_OFFICE, _STRICT_OFFICE)
        for name in archive.namelist()
        if name.startswith("xl/")
    }
    return repacked(content, **parts)


def marked(content, *marks, name="ds.xlsx", heads=(("S", 2),)):
    return load_workbook(BytesIO(marked_workbook(content, name, marks or (MARK,), heads)))


@pytest.mark.parametrize(
    "make",
    [
        strict,
        lambda: changed(workbook({"S": ROWS}), STYLES, b"</fills>", b"<fill/></fills>"),
        lambda: changed(workbook({"S": ROWS}), STYLES, b"<left", b'<left style="wavy"'),
        lambda: changed(workbook({"S": ROWS}), SHEET, b'left="0.75"', b'left="abc"'),
    ],
    ids=["strict", "a fill of nothing", "a border nobody knows", "margins that are no number"],
)
def test_looks_that_cannot_be_opened_are_left_and_the_marks_given(make):
    sheet = marked(make())["S"]
    assert [[cell.value for cell in row] for row in sheet] == [
        ["Danh sách", None, None, None],
        ["STT", "Họ tên", "Mã", HEADING],
        [0, "An", "=A1", "C3: Mã trùng."],
        [2, "Bình", "007", None],
    ]
    assert (sheet["C3"].fill.fgColor.rgb, sheet["C4"].fill.fill_type, sheet["C3"].data_type) == (RED, None, "s")
    assert sheet.column_dimensions["D"].width == 60


@pytest.mark.parametrize(("save", "name"), [(as_ods, "ds.ods"), (as_ods, "ds.xlsx"), (as_xls, "ds.xls")])
def test_a_file_is_what_its_content_says_whatever_it_is_called(save, name):
    content = save(parsed("== Khoa Nội\nSTT | Họ và tên\n1 | Lê An"))
    sheet = marked(content, ("Khoa Nội", 2, "B", "error", "Sai."), name=name, heads=[("Khoa Nội", 1)])["Khoa Nội"]
    assert [[cell.value for cell in row] for row in sheet] == [["STT", "Họ và tên", HEADING], [1, "Lê An", "B2: Sai."]]
    assert sheet["B2"].fill.fgColor.rgb == RED


def test_a_list_saved_as_text_comes_back_as_a_workbook():
    content = "Mã,Họ tên\n007,Lê An\n".encode()
    sheet = marked(content, ("ds", 2, "A", "warning", "Lạ."), name="ds.csv", heads=()).worksheets[0]
    assert [sheet["A2"].value, sheet["B2"].value] == ["007", "Lê An"]


def test_a_span_without_end_is_cut_to_what_is_filled():
    last = '<table:table-cell office:value-type="string"><text:p>y</text:p></table:table-cell>'
    content = ods_rows('<table:table-cell table:number-columns-spanned="20000"/>', last * 3)
    sheet = marked(content, ("A", 3, "A", "error", "Sai."), name="a.ods", heads=())["A"]
    assert [str(area) for area in sheet.merged_cells.ranges] == ["A2:C2"]
    assert (sheet["D3"].value, sheet["D1"].value) == ("A3: Sai.", HEADING)
    assert not marked(ods_span(20_000, 20_000), ("A", 1, "A", "error", "Sai."), name="a.ods")["A"].merged_cells.ranges


def titled(*areas):
    """Return a list with a title and looks of its own."""
    book = Workbook()
    sheet = book.active
    sheet.title = "S"
    for row in ROWS:
        sheet.append(row)
    sheet["B3"].font = Font(name="Arial", size=22)
    content = saved(book, title="")
    merged = "".join(f'<mergeCell ref="{area}"/>' for area in areas)
    return changed(content, SHEET, b"</sheetData>", f"</sheetData><mergeCells>{merged}</mergeCells>".encode())


def test_a_title_merged_over_the_whole_sheet_keeps_its_looks_and_the_sentences_stand_beside_the_list():
    content = titled("A1:XFD1", "A6:XFD1048576")
    sheet = marked(content)["S"]
    assert sorted(str(area) for area in sheet.merged_cells.ranges) == ["A1:C1", "A6:C6"]
    assert (sheet["B3"].font.name, sheet["D2"].value, sheet["D3"].value) == ("Arial", HEADING, "C3: Mã trùng.")


def test_a_title_a_little_wider_than_the_list_keeps_its_width():
    sheet = marked(titled("A1:F1"))["S"]
    assert [str(area) for area in sheet.merged_cells.ranges] == ["A1:F1"]
    assert (sheet["G2"].value, sheet["G3"].value) == (HEADING, "C3: Mã trùng.")


def test_a_mark_within_a_merged_area_colours_its_first_cell():
    sheet = marked(titled("B3:C4"), ("S", 4, "C", "error", "Sai."))["S"]
    assert (sheet["B3"].fill.fgColor.rgb, sheet["D4"].value) == (RED, "C4: Sai.")


def test_the_column_of_sentences_is_seen_where_all_columns_behind_the_list_are_hidden():
    hidden = b'<cols><col min="4" max="16384" width="9" hidden="1"/></cols><sheetData>'
    sheet = marked(changed(workbook({"S": ROWS}), SHEET, b"<sheetData>", hidden))["S"]
    own = sheet.column_dimensions["D"]
    assert (own.hidden, own.min, own.max, own.width) == (False, 4, 4, 60)


def test_a_link_over_columns_is_cut_to_what_is_filled():
    link = b'</sheetData><hyperlinks><hyperlink ref="A3:XFD3" location="A1" display="x"/></hyperlinks>'
    sheet = marked(changed(workbook({"S": ROWS}), SHEET, b"</sheetData>", link))["S"]
    assert [cell.hyperlink is not None for cell in sheet[3]] == [True, True, True, False]


def test_what_was_hidden_stays_hidden_and_one_sheet_is_always_seen(monkeypatch):
    monkeypatch.setattr("emulation.documents.marked_workbook.opened", lambda *told: None)
    book = load_workbook(BytesIO(workbook({"S": ROWS, "T": [["x"]]})))
    book["T"].sheet_state = "hidden"
    assert [sheet.sheet_state for sheet in marked(saved(book, title=""))] == ["visible", "hidden"]


def test_a_day_a_number_and_a_long_row_come_back_as_they_were(monkeypatch):
    content = marked_workbook(
        as_ods(parsed("== S\nNgày | Số\n05/03/2020 | 2.5")), "a.ods", [("S", 2, "A", "error", "Sai.\n" * 3)]
    )
    again = read(content, "a.xlsx").grids[0]
    assert [again.text(2, column) for column in (1, 2)] == ["05/03/2020", "2.5"]
    assert load_workbook(BytesIO(content))["S"].row_dimensions[2].height > 40


@pytest.mark.parametrize(
    ("limits", "is_so"),
    [
        (Weights(), True),
        (Weights(cells=5), False),
        (Weights(things=5), False),
        (Weights(size=99), False),
        (Weights(covered=2), False),
    ],
)
def test_a_workbook_is_weighed_before_it_is_opened(limits, is_so):
    assert is_light(titled("A1:C1"), limits) is is_so
