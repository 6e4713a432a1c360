"""Days that count: "trước ngày D" is exclusive, in Vietnam's time; nothing is guessed."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reports.choices import Recipient, obligations
from reports.criteria import (
    Period,
    day_refusal,
    days_early,
    days_late,
    is_for_leader,
    last_good_day,
    occurrences,
    reminder_key,
)
from tests.factories.reports import at

DUE = date(2026, 10, 19)


def rule(slug):
    return obligations()[slug]


def found(slug, years=range(2026, 2031), decided=None):
    return {row.period.key: row for row in occurrences(rule(slug), years, decided)}


@pytest.mark.parametrize(
    "moment, late",
    [("2026-10-19T23:59", 0), ("2026-10-20T00:00", 1), ("2026-10-18T08:00", 0), ("2026-10-22T07:00", 3)],
)
def test_the_last_good_moment_is_the_end_of_the_day_before(moment, late):
    assert days_late(DUE, at(moment)) == late


def test_midnight_is_that_of_vietnam_not_of_the_server():
    assert days_late(DUE, datetime(2026, 10, 19, 16, 59, tzinfo=UTC)) == 0
    assert days_late(DUE, datetime(2026, 10, 19, 17, 0, tzinfo=UTC)) == 1


def test_a_report_without_a_day_is_never_late():
    assert days_late(None, at("2030-01-01T00:00")) == 0
    assert days_early(None, at("2030-01-01T00:00")) == 0


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.dates(min_value=date(2020, 1, 2), max_value=date(2040, 12, 31)))
def test_nothing_is_late_on_its_last_good_day(named):
    last = last_good_day(named)
    assert days_late(last, datetime(last.year, last.month, last.day, 23, 59, tzinfo=at("2026-01-01T00:00").tzinfo)) == 0


def test_every_month_ends_with_the_fourth_of_the_next():
    months = found("guong_dien_hinh_thang")
    assert len(months) == 60
    assert months["2026-11"].due_on == date(2026, 12, 4)
    assert months["2026-12"].due_on == date(2027, 1, 4)
    assert {row.due_on.day for row in months.values()} == {4}


@pytest.mark.parametrize(
    "slug, period, due",
    [
        ("bao_cao_nam", "2026", date(2026, 10, 19)),
        ("bao_cao_nam", "2030", date(2030, 10, 19)),
        ("so_ket_2026_2028", "2026-2028", date(2028, 5, 19)),
        ("tong_ket_2026_2030", "2026-2030", date(2030, 7, 19)),
    ],
)
def test_the_plan_of_2026_names_these_days(slug, period, due):
    assert found(slug)[period].due_on == due


@pytest.mark.parametrize("slug", ["bao_cao_nam_theo_quy_dinh", "bao_cao_6_thang_dang_uy", "bao_cao_nam_dang_uy"])
def test_a_text_without_a_day_gives_no_day(slug):
    rows = found(slug, range(2021, 2026))
    assert rows
    assert {(row.due_on, row.opens_on) for row in rows.values()} == {(None, None)}


def test_the_party_cell_reports_twice_a_year_to_the_party_committee():
    slugs = ["bao_cao_6_thang_dang_uy", "bao_cao_nam_dang_uy"]
    assert {rule(slug).recipient for slug in slugs} == {Recipient.PARTY}
    assert list(found("bao_cao_6_thang_dang_uy", [2023])) == ["2023-6T"]
    assert list(found("bao_cao_nam_dang_uy", [2023])) == ["2023"]


def test_a_decided_day_is_exclusive_too_and_may_fall_in_the_next_year():
    assert found("bao_cao_6_thang_dang_uy", [2023], "05/07")["2023-6T"].due_on == date(2023, 7, 4)
    assert found("bao_cao_nam_dang_uy", [2023], "05/01 năm sau")["2023"].due_on == date(2024, 1, 4)
    assert found("tong_ket_2021_2025", [2025], "15/01/2026")["2021-2025"].due_on == date(2026, 1, 14)


@pytest.mark.parametrize("text", ["", "ngày 5", "31/02", "20/13", "20-10", "05/07/2023"])
def test_a_day_that_cannot_be_read_is_refused(text):
    assert day_refusal(text, "year").startswith("Không đọc được ngày")


@pytest.mark.parametrize(
    "text, rhythm", [("20/10", "year"), ("5/1 năm sau", "year"), ("05/07", "half"), ("15/01/2026", "once")]
)
def test_days_are_read_as_people_write_them(text, rhythm):
    assert day_refusal(text, rhythm) == ""


def test_no_year_outside_the_stage_is_asked_for():
    assert found("guong_dien_hinh_thang", range(2021, 2026)) == {}
    assert found("bao_cao_nam_theo_quy_dinh", range(2026, 2031)) == {}


def test_titles_say_month_year_and_stage():
    assert found("guong_dien_hinh_thang")["2026-11"].title == "Gương điển hình tháng 11/2026"
    assert found("so_ket_2026_2028")["2026-2028"].title == "Báo cáo sơ kết giai đoạn 2026–2028"
    assert found("so_ket_1_nam", [2023])["2023-6T"].period == Period("2023-6T", date(2023, 1, 1), date(2023, 6, 30))


def test_every_duty_quotes_its_text_and_its_source():
    assert all(duty.wording and "Kế hoạch" in duty.source for duty in obligations().values())


# --- reminders ---


@pytest.mark.parametrize(
    "today, key",
    [
        (date(2026, 11, 20), ""), (date(2026, 11, 27), "before-7"), (date(2026, 11, 28), "before-7"),
        (date(2026, 12, 1), "before-3"), (date(2026, 12, 3), "before-1"), (date(2026, 12, 4), "day"),
        (date(2026, 12, 5), "after-2026-12-05"),
    ],
)  # fmt: skip
def test_one_milestone_is_right_each_day(today, key):
    assert reminder_key(date(2026, 12, 4), today, [7, 3, 1]) == key


def test_lateness_reaches_the_leader_on_the_first_day_and_then_weekly():
    due = date(2026, 12, 4)
    told = [offset for offset in range(-3, 16) if is_for_leader(due, date.fromordinal(due.toordinal() + offset))]
    assert told == [1, 8, 15]
