"""Ratings by year and leave: words, shapes, contradictions."""

import pytest

from emulation.models import Leave, YearRating
from tests.awards.history_import.books import LEAVE, RATING, dry, hints, people, take_in, told

pytestmark = pytest.mark.django_db


def levels():
    rows = YearRating.objects.select_related("staff", "unit")
    return sorted((r.staff.code if r.staff else r.unit.name, r.scope, r.year, r.level) for r in rows)


@pytest.mark.parametrize(
    "word, level",
    [
        ("HTXSNV", "HTXSNV"), ("Hoàn thành xuất sắc nhiệm vụ", "HTXSNV"), ("HT xuất sắc", "HTXSNV"),
        ("Xuất sắc", "HTXSNV"), ("htxs", "HTXSNV"), ("HTTNV", "HTTNV"), ("HT tốt", "HTTNV"), ("Tốt", "HTTNV"),
        ("Hoàn thành tốt nhiệm vụ", "HTTNV"), ("HTNV", "HTNV"), ("Hoàn thành nhiệm vụ", "HTNV"),
        ("KHTNV", "KHTNV"), ("Không hoàn thành nhiệm vụ", "KHTNV"), ("không hoàn thành", "KHTNV"),
    ],
)  # fmt: skip
def test_a_level_is_read_in_its_many_words(word, level):
    plan = dry({"NhanSu": people(), "Xếp loại": [RATING, ["A1", "Lê Văn An", word]]})
    assert [line.values["level"] for line in plan.history.lines] == [level]


def test_an_unknown_word_costs_its_own_cell_only(tree):
    rows = [RATING, ["A1", "Lê Văn An", "Loại A", "HTTNV"], ["A2", "Trần Thị Bình", "Giỏi"]]
    plan = take_in({"NhanSu": people(), "XepLoai": rows}, tree)
    assert told(plan)[-2:] == [
        ("XepLoai", "C2", "UNKNOWN_RATING", "error"), ("XepLoai", "C3", "UNKNOWN_RATING", "error")
    ]  # fmt: skip
    assert levels() == [("A1", "cong_viec", 2023, "HTTNV")]
    assert plan.history.held == [("XepLoai", 3)]


def test_blank_is_unknown_and_not_rated_is_told(tree):
    rows = [RATING, ["A1", "Lê Văn An", None, "Không xếp loại", "KXL", "-"]]
    plan = take_in({"NhanSu": people(), "XepLoai": rows}, tree)
    assert levels() == []
    assert [place for place, code in hints(plan) if code == "NOT_RATED"] == ["D2", "E2"]


@pytest.mark.parametrize("head", ["Năm 2022", "2022.0", 2022.0, "Xếp loại 2022", "XL năm 2022"])
def test_the_header_of_a_year_is_read_in_any_form(head):
    rows = [["Danh sách"], ["Họ tên", "Mã nhân viên", head], ["Lê Văn An", "A1", "HTTNV"]]
    plan = dry({"NhanSu": people(), "XEP LOAI": rows})
    assert [(line.year, line.row, line.column("level")) for line in plan.history.lines] == [(2022, 3, "C")]


def test_years_may_stand_under_a_merged_header():
    head = [["Mã NV", "Họ và tên", "Xếp loại", None], [None, None, "2022", "2023"]]
    plan = dry({"NhanSu": people(), "XepLoai": [*head, ["A1", "Lê Văn An", "HTTNV", "HTNV"]]})
    assert [(line.year, line.values["level"]) for line in plan.history.lines] == [(2022, "HTTNV"), (2023, "HTNV")]


def test_one_rating_a_row_is_accepted_too(tree):
    rows = [["Mã NV", "Họ và tên", "Năm", "Xếp loại", "Số QĐ"], ["A1", "Lê Văn An", "Năm 2022", "HT tốt", "9/QĐ"]]
    take_in({"NhanSu": people(), "XepLoai": rows}, tree)
    rating = YearRating.objects.get()
    assert (rating.year, rating.level, rating.decision_number) == (2022, "HTTNV", "9/QĐ")


def test_two_ratings_of_one_year_contradict_each_other_and_neither_is_taken(tree):
    rows = [RATING, ["A1", "Lê Văn An", "HTTNV", "HTNV"], ["A1", "Lê Văn An", "HTNV", "HTNV"]]
    plan = take_in({"NhanSu": people(), "XepLoai": rows}, tree)
    assert told(plan)[-3:] == [
        ("XepLoai", "C2", "CONTRADICTION", "error"), ("XepLoai", "C3", "CONTRADICTION", "error"),
        ("XepLoai", "D3", "DUPLICATE_ROW", "warning"),
    ]  # fmt: skip
    assert levels() == [("A1", "cong_viec", 2023, "HTNV")]


def test_a_sheet_without_years_is_told():
    plan = dry({"NhanSu": people(), "XepLoai": [["Mã NV", "Họ và tên", "Ghi chú"], ["A1", "Lê Văn An", "HTTNV"]]})
    assert ("XepLoai", "", "NO_YEAR_COLUMNS", "error") in told(plan)


def test_ratings_of_units_and_of_the_party_have_sheets_of_their_own(tree):
    units = [["Khoa/Phòng", 2022, 2023], ["Khoa Nội tổng hợp", "HTXSNV", ""], ["Khoa Lạ", "HTTNV", ""]]
    party = [RATING, ["A1", "Lê Văn An", "HTXSNV"]]
    plan = take_in({"NhanSu": people(), "Xếp loại tập thể": units, "XepLoaiDang": party}, tree)
    assert told(plan)[-1] == ("Xếp loại tập thể", "A3", "UNKNOWN_UNIT", "error")
    assert levels() == [("A1", "dang", 2022, "HTXSNV"), ("Khoa Nội tổng hợp", "cong_viec", 2022, "HTXSNV")]


def test_a_corrected_rating_replaces_the_first_one(tree):
    sheets = {"NhanSu": people(), "XepLoai": [RATING, ["A1", "Lê Văn An", "HTTNV"]]}
    take_in(sheets, tree)
    sheets["XepLoai"][1][2] = "HTXSNV"
    assert take_in(sheets, tree).counts == {"new": 0, "changed": 1, "same": 2, "held": 0}
    assert levels() == [("A1", "cong_viec", 2022, "HTXSNV")]
    assert [past.level for past in YearRating.objects.get().history.all()] == ["HTXSNV", "HTTNV"]


def test_leave_of_one_kind_in_a_year_is_summed(tree):
    rows = [LEAVE, ["A1", "Lê Văn An", 2024, "Ốm", 5], ["A1", "Lê Văn An", 2024, "Nghỉ ốm", "7 ngày"],
            ["A2", "Trần Thị Bình", 2024, "Thai sản", 130], ["A2", "Trần Thị Bình", 2023, "Không lương", 20],
            ["A2", "Trần Thị Bình", 2023, "Đi học", 12], ["A2", "Trần Thị Bình", 2022, "Việc riêng", 2]]  # fmt: skip
    sheets = {"NhanSu": people(), "Nghỉ": rows}
    take_in(sheets, tree)
    found = Leave.objects.order_by("staff__code", "-year", "kind").values_list("staff__code", "year", "kind", "days")
    assert list(found) == [
        ("A1", 2024, "om", 12), ("A2", 2024, "thai_san", 130), ("A2", 2023, "hoc", 12), ("A2", 2023, "khong_luong", 20),
        ("A2", 2022, "khac", 2),
    ]  # fmt: skip
    assert take_in(sheets, tree).counts["same"] == 7


@pytest.mark.parametrize(
    "row, place, code",
    [
        ([2024, "Trăng mật", 5], "D2", "UNKNOWN_LEAVE"),
        ([2024, "Ốm", "nửa năm"], "E2", "BAD_DAYS"),
        ([2024, "Ốm", 400], "E2", "BAD_DAYS"),
        (["hai ngàn", "Ốm", 4], "C2", "BAD_YEAR"),
        ([None, "Ốm", 4], "C2", "BAD_YEAR"),
    ],
)
def test_wrong_leave_is_held_at_its_cell(row, place, code):
    plan = dry({"NhanSu": people(), "Nghi": [LEAVE, ["A1", "Lê Văn An", *row]]})
    assert told(plan)[-1] == ("Nghi", place, code, "error")
    assert plan.history.held == [("Nghi", 2)]
