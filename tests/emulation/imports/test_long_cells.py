"""Cells longer than anything a list has room for: read in little time, told at their place, never taken in."""

from core.sheets.grid import Grid
from emulation.builders.long_cells import A_PAGE, MOST, shorten
from emulation.builders.staff_list import staff_in
from emulation.builders.title_reader import LONGEST, TitleReader
from tests.emulation.imports.workbooks import workbook

STORY = "Đã có nhiều thành tích trong công tác khám chữa bệnh. " * 400


def test_a_story_in_a_cell_is_cut_and_what_is_hostile_at_its_end_is_still_seen():
    grid = Grid("DS", [["An", STORY, f"{STORY}<script>x</script>", 7, None, "b" * MOST]])
    shorten(grid)
    assert grid.rows[0][0] == "An"
    assert grid.rows[0][1] == f"{STORY[:MOST]}…"
    assert grid.rows[0][2] == f"{STORY[:MOST]}… <script"
    assert grid.rows[0][3:] == [7, None, "b" * MOST]


def test_what_is_told_in_sentences_has_a_page_to_itself():
    grid = Grid("SK", [[STORY[:A_PAGE], STORY, STORY[:A_PAGE]]])
    shorten(grid, told_in=1)
    assert [len(cell) for cell in grid.rows[0]] == [A_PAGE, MOST + 1, MOST + 1]


def test_a_story_under_a_title_is_no_title_however_often_it_names_one():
    text = "Lao động tiên tiến, " * (LONGEST // 20 + 1)
    found = TitleReader().read(text)
    assert found.codes == ()
    assert [issue.code for issue in found.issues] == ["UNKNOWN_TITLE"]
    assert TitleReader().read(text[:LONGEST]).codes == ("LDTT",)


def test_a_person_whose_note_is_a_story_is_taken_in_and_one_whose_name_is_a_story_is_not():
    head = ["STT", "Họ và tên", "Đơn vị", "Chức vụ", "Ghi chú"]
    rows = [[1, "Nguyễn Văn An", "Khoa Nhi", "Bác sĩ", STORY], [2, STORY, "Khoa Nhi", "Bác sĩ", ""]]
    found = staff_in(workbook({"DS": [head, *rows]}), "ds.xlsx")
    assert [one.name for one in found.people if not one.is_held] == ["Nguyễn Văn An"]
    assert ("NAME_TOO_LONG", 3, "B") in {(told.code, told.row, told.column) for told in found.findings}
