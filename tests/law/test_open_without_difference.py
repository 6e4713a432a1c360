"""A setting that nobody has decided takes nothing away of what a file lacks, where it would change nothing."""

from datetime import date

import pytest

from awards.criteria import law
from awards.criteria.facts import Facts
from awards.criteria.findings import Result
from awards.criteria.titles import judge_title

pytestmark = pytest.mark.once
DAY = date(2026, 12, 20)
OLD_HAND = Facts(joined=date(2009, 3, 1), ratings={year: "HTXSNV" for year in range(2019, 2026)})


@pytest.mark.parametrize("title", ["LDTT", "BK_TINH"])
@pytest.mark.parametrize("on", [date(2026, 9, 1), date(2026, 10, 1), DAY])
def test_who_has_no_rating_of_2026_is_told_so_though_the_house_has_not_decided_by_which_decree(title, on):
    found = judge_title(OLD_HAND, title, year=2026, on=on, local={})
    texts = [leaf.text for leaf in found.finding.leaves()]
    assert any(text.endswith("Chưa có kết quả xếp loại năm 2026. Phòng TCCB bổ sung.") for text in texts), texts
    assert title != "LDTT" or found.result in (Result.MISSING_DATA, Result.NEEDS_PERSON)


def test_where_a_setting_makes_a_difference_it_is_still_named():
    recruit = Facts(joined=date(2025, 4, 1), ratings={2025: "HTTNV"})
    found = judge_title(recruit, "LDTT", year=2025, on=date(2025, 12, 20), local={})
    texts = [leaf.text for leaf in found.finding.leaves()]
    assert any(f"“{law.label('title.least_months')}”" in text for text in texts), texts
    assert found.unset == ("title.least_months",)
