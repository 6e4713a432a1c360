"""What a run of years says: what is there already, what breaks it, what is only in doubt."""

from datetime import date

import pytest

from awards.criteria.facts import Facts, Punished, Won, Work
from awards.criteria.findings import Result
from awards.criteria.titles import judge_title, tried
from awards.selectors.explanation import explained, grounds

JOINED = date(2009, 3, 1)


def years_text(facts, title, year=2025, local=None):
    found = judge_title(facts, title, year=year, on=date(year, 12, 20), local=local or {})
    return next(leaf.text for leaf in found.finding.leaves() if leaf.criterion == "years")


@pytest.mark.parametrize(
    "ratings, told",
    [
        pytest.param(
            dict.fromkeys(range(2021, 2025), "HTXSNV"),
            "đã có 4 năm (2021–2024). Chưa có kết quả xếp loại năm 2025. Phòng TCCB bổ sung.",
            id="good years are counted though this one is not rated yet",
        ),
        pytest.param(
            {2021: "HTTNV", 2022: "HTTNV", 2023: "HTTNV", 2024: "KHTNV"},
            "chưa có năm nào. Năm 2024 xếp loại KHTNV (không hoàn thành nhiệm vụ), "
            "cần từ HTTNV (hoàn thành tốt nhiệm vụ) trở lên.",
            id="the year that breaks a run is named before one that is only missing",
        ),
    ],
)
def test_a_run_tells_what_is_there_and_what_breaks_it(ratings, told):
    facts = Facts(joined=JOINED, ratings=ratings, awards=(Won(2020, "BK_TINH"),))
    head = "Cần 5 năm liên tục từ HTTNV trở lên đến năm 2025 (tính từ năm 2021, sau lần khen năm 2020)"
    assert years_text(facts, "BK_TTG") == f"{head}; {told}"


def test_years_with_a_gap_of_records_are_written_as_spans():
    ratings = {2021: "HTTNV", 2022: "HTTNV", 2024: "HTTNV", 2025: "HTTNV"}
    facts = Facts(joined=JOINED, ratings=ratings, awards=(Won(2020, "BK_TINH"),))
    assert "đã có 4 năm (2021–2022, 2024–2025). Chưa có kết quả xếp loại năm 2023." in years_text(facts, "BK_TTG")


def test_years_that_discipline_took_say_so():
    punished = (Punished(date(2024, 9, 1), "canh_cao", "khac", date(2025, 9, 1)),)
    facts = Facts(joined=JOINED, ratings=dict.fromkeys(range(2019, 2025), "HTXSNV"), disciplines=punished)
    found = judge_title(facts, "BK_TINH", year=2024, on=date(2024, 12, 20), local={})
    said = " ".join(leaf.text for leaf in found.finding.leaves())
    assert "chỉ tính từ năm 2025, năm hết thời hạn kỷ luật (Nghị định 98/2023/NĐ-CP, Điều 4)." in said


def test_a_window_that_may_reach_further_back_tells_what_it_hangs_on():
    ratings = {2022: "HTXSNV", 2024: "HTXSNV", 2025: "HTXSNV"}
    works = tuple(Work(2022, "co_so") for _ in range(2))
    found = judge_title(
        Facts(joined=JOINED, ratings=ratings, works=works), "BK_TINH", year=2025, on=date(2025, 12, 20), local={}
    )
    assert found.result == Result.MISSING_DATA
    assert any(
        "Năm trước đó có thể cũng được tính: chưa có kết quả xếp loại năm 2023" in text for text, _ in grounds(found)
    )
    assert explained(found).todo


def test_conditions_that_were_only_heard_of_say_so_as_something_to_do():
    won = tuple(Won(year, "TTLDXS") for year in range(2018, 2024))
    unit = Facts(
        kind="tap_the", founded=date(2000, 1, 1), ratings=dict.fromkeys(range(2018, 2024), "HTXSNV"), awards=won
    )
    found = judge_title(unit, "BK_TINH", year=2023, on=date(2023, 12, 20), local={})
    assert found.result == Result.NEEDS_PERSON
    notice = "Quy định này chưa có nguyên văn, cần người có thẩm quyền đối chiếu."
    assert notice in explained(found).todo
    assert not any("sau Quy định" in leaf.text for leaf in found.finding.leaves())


def test_a_standard_that_is_not_set_is_told_beside_the_rating_that_is_missing():
    found, _ = tried(judge_title(Facts(joined=JOINED), "GK_SYT", year=2026, on=date(2026, 12, 20), local={}))
    assert found.result == Result.MISSING_DATA
    text = next(found.finding.leaves()).text
    assert (
        text.startswith("Chưa có kết quả xếp loại năm 2026.") and "Tiêu chuẩn GK Sở Y tế do bộ, tỉnh quy định" in text
    )


def test_who_was_not_here_in_the_year_is_told_that_alone():
    found = judge_title(Facts(joined=date(2026, 3, 1)), "CSTDCS", year=2025, on=date(2026, 3, 20), local={})
    assert [leaf.text for leaf in found.finding.leaves()] == ["Không làm việc tại đơn vị trong năm 2025."]
