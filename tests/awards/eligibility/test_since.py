"""Since when somebody has worked is told as exactly as it matters to the years of work."""

from datetime import date

import pytest

from awards.criteria.case import Case
from awards.criteria.facts import Facts
from awards.criteria.titles import meets_title
from awards.criteria.works import service


def told(joined: date, on: date, *, hard: bool = False) -> str:
    case = Case(Facts(joined=joined), on.year, on, "TTUT", {"facility.hard_area": hard}, meets_title)
    return service(case, {"direct": 15, "managers": 20}, "").text


@pytest.mark.parametrize(
    "joined, on, words",
    [
        (date(2010, 3, 5), date(2025, 12, 20), "Công tác 15 năm (từ năm 2010), đạt yêu cầu ít nhất 15 năm."),
        (date(2011, 3, 5), date(2025, 12, 20), "Công tác 14 năm (từ năm 2011), cần 15 năm."),
        (date(2010, 12, 20), date(2025, 12, 20), "Công tác 15 năm (từ năm 2010), đạt yêu cầu ít nhất 15 năm."),
        (date(2010, 12, 21), date(2025, 12, 20), "Công tác 14 năm (từ 21/12/2010), cần 15 năm."),
        (date(2016, 2, 29), date(2025, 2, 28), "Công tác 9 năm (từ 29/02/2016), cần 15 năm."),
        (date(2010, 1, 31), date(2025, 1, 31), "Công tác 15 năm (từ năm 2010), đạt yêu cầu ít nhất 15 năm."),
        (date(2011, 9, 1), date(2026, 6, 30), "Công tác 14 năm (từ tháng 09/2011), cần 15 năm."),
        (date(2011, 5, 1), date(2026, 6, 30), "Công tác 15 năm (từ năm 2011), đạt yêu cầu ít nhất 15 năm."),
    ],
)
def test_the_month_or_the_day_is_told_where_the_year_does_not_say_it(joined, on, words):
    assert told(joined, on) == words


def test_the_month_is_told_where_years_count_twice():
    assert told(date(2018, 3, 5), date(2025, 12, 20), hard=True) == (
        "Công tác 7 năm (từ tháng 03/2018, nhân hệ số 2), đạt yêu cầu ít nhất 15 năm."
    )
