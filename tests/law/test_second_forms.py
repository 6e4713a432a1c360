"""Several forms aimed at for one achievement: what the law in force on the day says of them."""

from datetime import date

import pytest

from awards.selectors.second_forms import second_forms

pytestmark = pytest.mark.once


def test_from_2024_on_one_form_has_to_be_chosen():
    told = second_forms("GK_SYT", ["LDTT", "BK_TINH"], date(2024, 1, 1))
    assert told.startswith("Cùng năm còn BK UBND tỉnh: một thành tích không khen thưởng nhiều hình thức")
    assert told.endswith("(Luật 06/2022/QH15, Điều 5 khoản 2 điểm c), chọn một.")


def test_before_2024_nobody_is_told_to_choose_by_a_text_that_was_not_read():
    told = second_forms("GK_SYT", ["LDTT", "BK_TINH"], date(2023, 12, 31))
    assert told.startswith("Cùng năm còn BK UBND tỉnh: chưa có nguyên văn quy định về việc khen thêm")
    assert "chọn một" not in told and "Luật 39/2013/QH13" in told


@pytest.mark.parametrize(
    "code, others", [("LDTT", ["BK_TINH"]), ("BK_TINH", ["LDTT", "CSTDCS"]), ("BK_TINH", ["KNC_BYT"])]
)
def test_titles_and_what_honours_a_life_at_work_may_stand_beside_a_form(code, others):
    assert second_forms(code, others, date(2025, 12, 20)) == ""
