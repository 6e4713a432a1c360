"""The columns of a list that its reader has hidden stay out of its file."""

from io import BytesIO, StringIO

import pytest
from django.test import RequestFactory
from openpyxl import load_workbook

from core.sheets.listing import Register
from core.sheets.seen import places_seen
from core.views import exported

COLUMNS = (("Tên", 30, "ten"), ("Số", 10, "qd"), ("Ngày", 14, "qd"), ("2026", 9, "y2026"), ("2027", 9, "y2027"))
ROW = ["Đào", "12", "5/12", "a", "b"]
REGISTER = Register(lines=["DANH SÁCH"], groups=[(4, 5, "Qua các năm")])


def sent(rows=(ROW,), register=None, **asked):
    request = RequestFactory().get("/", asked)
    return b"".join(exported(request, "ten", "Tên", COLUMNS, rows, register=register).streaming_content)


def book(**asked):
    return load_workbook(BytesIO(sent(**asked))).active


def test_without_a_choice_every_column_goes_out():
    assert list(book().values) == [("Tên", "Số", "Ngày", "2026", "2027"), tuple(ROW)]


def test_a_hidden_column_takes_all_that_belongs_to_it_with_it():
    hidden = {"an-cot": "qd,y2026"}

    assert list(book(**hidden).values) == [("Tên", "2027"), ("Đào", "b")]
    assert sent(dang="csv", **hidden).decode("utf-8-sig").splitlines() == ["Tên,2027", "Đào,b"]


def test_one_column_alone_is_still_a_list():
    assert list(book(**{"an-cot": "qd,y2026,y2027"}).values) == [("Tên",), ("Đào",)]


@pytest.mark.parametrize("hidden", ["", ",", "khong-co", "TEN", "<script>", "ten,qd,y2026,y2027"])
def test_unknown_names_change_nothing_and_something_always_stays(hidden):
    assert places_seen(COLUMNS, set(hidden.split(","))) == [0, 1, 2, 3, 4]


@pytest.mark.parametrize("hidden, merged", [
    ("", {"D3:E3"}), ("qd", {"B3:C3"}), ("y2027", set()), ("ten,qd", {"A3:B3"}), ("y2026,y2027", set()),
])  # fmt: skip
def test_a_heading_over_columns_reaches_over_those_that_are_left(hidden, merged):
    sheet = book(register=REGISTER, **{"an-cot": hidden})

    assert {str(area) for area in sheet.merged_cells.ranges if area.min_row == area.max_row == 3} == merged
    assert ("Qua các năm" in [cell.value for cell in sheet[3]]) == ("y2026,y2027" not in hidden)


def test_an_empty_list_still_has_its_head():
    assert list(book(rows=()).values) == [("Tên", "Số", "Ngày", "2026", "2027")]
    assert StringIO(sent(rows=(), dang="csv").decode("utf-8-sig")).read() == "Tên,Số,Ngày,2026,2027\r\n"
