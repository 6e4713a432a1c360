"""Cells longer than anything a list has room for: read in little time, told at their place, never taken in cut."""

import unicodedata

import pytest

from awards.builders.history_reader import history_in
from campaigns.builders.quota_list import quotas_in
from core.sheets.grid import Grid
from emulation.builders.long_cells import LONGEST_PAGE, shorten
from emulation.builders.staff_list import staff_in
from emulation.builders.title_cells import LONGEST_CELL as MOST
from emulation.builders.title_reader import TitleReader
from tests.emulation.imports.workbooks import workbook
from tests.yardstick import took

STORY = "Đã có nhiều thành tích trong công tác khám chữa bệnh. " * 400
HEAD = ["STT", "Họ và tên", "Đơn vị", "Chức vụ", "Ghi chú"]


def cut(*cells, **how):
    grid = Grid("DS", [list(cells)])
    places = shorten(grid, **how)
    return grid.rows[0], places


def test_a_story_in_a_cell_is_cut_and_what_is_hostile_at_its_end_is_still_seen():
    cells, places = cut("An", STORY, f"{STORY}<script>x</script>", 7, None, "b" * MOST)
    assert cells == ["An", f"{STORY[:MOST]}…", f"{STORY[:MOST]}… <script", 7, None, "b" * MOST]
    assert places == [(1, 2), (1, 3)]


@pytest.mark.parametrize("before", range(MOST - 12, MOST + 1))
@pytest.mark.parametrize("token", ["<script>", "https://"])
def test_what_is_hostile_is_seen_wherever_the_cut_falls(before, token):
    cells, _ = cut("b" * (before - 1) + " " + token + "a.vn " + "c" * 900)
    assert token.rstrip(">") in cells[0]


def test_a_cell_that_is_long_by_its_spaces_alone_is_not_cut():
    wide = f"CSTĐCS{' ' * 520}\n\n{' ' * 520}Bằng khen UBND tỉnh"
    cells, places = cut(wide, unicodedata.normalize("NFD", "ễ" * (MOST - 1)))
    assert (cells, places) == (["CSTĐCS\nBằng khen UBND tỉnh", "ễ" * (MOST - 1)], [])


def test_what_is_told_in_sentences_has_a_page_to_itself():
    cells, places = cut(STORY, STORY, STORY[:LONGEST_PAGE].strip(), told_in=(1, 3))
    assert [len(cell) for cell in cells] == [LONGEST_PAGE + 1, MOST + 1, len(STORY[:LONGEST_PAGE].strip())]
    assert places == [(1, 1), (1, 2)]


@pytest.mark.parametrize("filling", [" ", "\n", "\t", "\u00a0", "/ ", "< ", "</ "])
def test_what_only_begins_like_a_tag_takes_little_time(filling):
    assert took(3, lambda: cut(*["b" * MOST + "<" + filling * 12_000] * 3)) < 3


def test_a_story_under_a_title_is_no_title_however_often_it_names_one():
    found = TitleReader().read("Lao động tiên tiến, " * (MOST // 20 + 1))
    assert found.codes == ()
    assert [issue.code for issue in found.issues] == ["UNKNOWN_TITLE"]


def test_a_person_whose_note_is_a_story_is_taken_in_and_one_whose_name_is_a_story_is_not():
    rows = [[1, "Nguyễn Văn An", "Khoa Nhi", "Bác sĩ", STORY], [2, STORY, "Khoa Nhi", "Bác sĩ", ""]]
    found = staff_in(workbook({"DS": [HEAD, *rows]}), "ds.xlsx")
    assert [one.name for one in found.people if not one.is_held] == ["Nguyễn Văn An"]
    assert ("NAME_TOO_LONG", 3, "B") in {(told.code, told.row, told.column) for told in found.findings}


def history(sheet, head, *rows):
    found = history_in(workbook({sheet: [head, *rows]}), "ls.xlsx")
    return found, {(told.code, told.row, told.column) for told in found.findings}


def test_a_reason_of_discipline_is_read_to_the_end_of_a_page_and_beyond_it_that_is_told():
    head = ["STT", "Mã NV", "Họ và tên", "Đơn vị", "Hình thức", "Lý do", "Ngày quyết định"]
    end = "vi phạm quy định chuyên môn khi thực hiện nhiệm vụ"
    rows = [
        [number, f"NV{number}", "Lê Văn An", "Khoa Nhi", "Khiển trách", f"{STORY[:size]}{end}", "01/02/2023"]
        for number, size in enumerate((650, 6_000), start=1)
    ]
    found, told = history("Kỷ luật", head, *rows)
    assert [line.values["cause"] for line in found.lines] == ["cong_vu", ""]
    assert [place for place in told if place[0] == "TEXT_TOO_LONG"] == [("TEXT_TOO_LONG", 3, "F")]


def test_a_title_with_its_long_reason_is_that_title_and_of_that_occasion():
    head = ["STT", "Mã NV", "Họ và tên", "Đơn vị", "Danh hiệu", "Năm", "Số QĐ", "Ngày QĐ"]
    title = f"Bằng khen của Chủ tịch UBND tỉnh vì đã có thành tích xuất sắc đột xuất trong {STORY[:1_200]}"
    found, _ = history(
        "Danh hiệu đã nhận", head, [1, "NV1", "Lê Văn An", "Khoa Nhi", title, 2023, "1/QĐ", "01/02/2023"]
    )
    assert [(line.values["title"], line.values["occasion"]) for line in found.lines] == [("BK_TINH", "dot_xuat")]


def test_the_quota_of_a_campaign_whose_name_is_a_story_is_refused_and_not_passed_over():
    rows = [["Phong trào", "Tập thể", "Cá nhân"], [f"Xanh sạch đẹp{' ' * 900}", 2, 3], [STORY, 4, 5]]
    found = quotas_in(workbook({"CT": rows}), "ct.xlsx")
    assert [row.title for row in found.rows] == ["Xanh sạch đẹp"]
    assert [(told.code, told.row, told.severity) for told in found.findings] == [("NAME_TOO_LONG", 3, "error")]
