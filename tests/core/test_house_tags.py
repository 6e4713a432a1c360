from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.template import Context, Template, TemplateSyntaxError
from django.utils import timezone

from core.templatetags import house

TODAY = time_machine.travel(datetime(2026, 11, 22, 3, 0, tzinfo=timezone.get_fixed_timezone(0)), tick=False)


def render(source: str, **context) -> str:
    return Template(source).render(Context(context))


def test_an_icon_is_inlined_and_hidden_from_readers():
    assert render('{% icon "plus" "s" %}') == (
        '<svg class="ti s" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-linecap="round"'
        ' stroke-linejoin="round" aria-hidden="true"><path d="M12 5l0 14" /><path d="M5 12l14 0" /></svg>'
    )


@pytest.mark.parametrize("name", ["no-such-icon", "../secrets", ""])
def test_an_unknown_icon_is_an_error(name):
    with pytest.raises(TemplateSyntaxError):
        house.icon(name)


@pytest.mark.parametrize("file", sorted(house.ICONS.glob("*.svg")), ids=lambda file: file.stem)
def test_every_icon_has_strokes(file):
    assert "<path" in house.icon(file.stem)


def test_a_badge_takes_a_tone_or_the_slug_of_a_state():
    assert house.badge("Quá hạn", "late") == '<span class="badge-s late">Quá hạn</span>'
    assert house.badge("Đã gửi", "submitted") == '<span class="badge-s sent">Đã gửi</span>'
    assert house.badge("Lạ", "unheard_of") == '<span class="badge-s hold">Lạ</span>'


def test_a_badge_escapes_its_words():
    assert house.badge("<b>") == '<span class="badge-s draft">&lt;b&gt;</span>'


def test_every_tone_of_a_state_exists():
    assert set(house.STATES.values()) <= house.TONES


@pytest.mark.parametrize("level", sorted(house.MARKS))
def test_a_mark_says_its_word(level):
    assert f'aria-label="{house.MARKS[level][0]}"' in house.fz(level)


@pytest.mark.parametrize(
    ("days", "words", "tone"),
    [
        (-2, "quá 2 ngày", "late"),
        (0, "hôm nay", "soon"),
        (1, "ngày mai", "soon"),
        (3, "còn 3 ngày", "soon"),
        (4, "còn 4 ngày", ""),
    ],
)
@TODAY
def test_a_day_says_how_far_it_is(days, words, tone):
    day = date(2026, 11, 22) + timedelta(days=days)
    assert (house.due(day), house.due_tone(day)) == (words, tone)


@TODAY
def test_an_hour_counts_on_the_day_in_vietnam():
    late_evening_utc = datetime(2026, 11, 22, 18, 0, tzinfo=timezone.get_fixed_timezone(0))
    assert house.due(late_evening_utc) == "ngày mai"


@TODAY
def test_waiting_is_counted_in_days():
    assert [house.ago(date(2026, 11, day)) for day in (22, 21, 18)] == ["hôm nay", "hôm qua", "4 ngày"]


def test_no_day_says_nothing():
    assert (house.due(None), house.due_tone(None), house.ago(None)) == ("", "", "")


def test_the_days_of_the_week():
    assert (house.weekday(date(2026, 11, 22)), house.weekday_short(date(2026, 11, 23))) == ("Chủ nhật", "T2")


@pytest.mark.parametrize(
    ("name", "letters"), [("Nguyễn Thu Hà", "TH"), ("Đặng", "Đ"), ("", ""), ("trần đình phúc", "ĐP")]
)
def test_initials_come_from_the_last_two_words(name, letters):
    assert house.initials(name) == letters


@pytest.mark.parametrize(
    ("size", "words"),
    [(0, "0 byte"), (900, "900 byte"), (1500, "1,5 kB"), (20_480, "20 kB"), (1_468_006, "1,4 MB"), (3 * 2**30, "3 GB")],
)
def test_sizes_are_read_with_a_comma(size, words):
    assert house.filesize_vi(size) == words


def test_numbers_are_grouped_with_dots():
    assert (house.grouped(12_500_000), house.decimal(1234.5), house.decimal(100.0)) == ("12.500.000", "1.234,5", "100")


def test_percentages_have_at_most_one_decimal():
    assert (house.percent(19, 24), house.percent(1, 2), house.percent(1, 0), house.percent(None, 3)) == (
        "79,2%",
        "50%",
        "",
        "",
    )


def test_a_quota_is_shown_as_cells():
    html = render('{% quota "Tập thể" 3 5 %}')
    assert (html.count("f-acc"), html.count("f-h0"), "còn 2/5" in html) == (3, 2, True)


def test_a_used_up_quota_is_red():
    html = render('{% quota "Cá nhân" 10 10 %}')
    assert (html.count("f-bad"), "hết 10" in html) == (10, True)


def test_a_quota_that_nobody_set_is_a_sentence():
    assert "Sở chưa giao" in render('{% quota "Cá nhân" 0 None unset="theo phân bổ, Sở chưa giao" %}')


def test_a_large_quota_is_a_bar():
    assert '<progress value="30" max="80"' in render('{% quota "Cá nhân" 30 80 %}')


def test_a_quota_of_nothing_is_used_up():
    assert "hết 0" in render('{% quota "Cá nhân" 0 0 %}')


def test_a_coverage_bar_leaves_out_empty_parts():
    html = render(
        "{% cover_bar parts %}", parts=[("taken", "Tiếp nhận", 3), ("back", "Trả lại", 0), ("none", "Chưa có gì", 1)]
    )
    assert (html.count("<rect"), 'aria-label="3 tiếp nhận, 0 trả lại, 1 chưa có gì"' in html) == (2, True)


def test_the_quorum_bar_changes_when_enough_are_present():
    assert "f-taken" in render("{% quorum 8 11 8 %}")
    assert "f-back" in render("{% quorum 7 11 8 %}")


@pytest.mark.parametrize(
    ("value", "total", "css"),
    [(0, 5, "b0"), (1, 4, "b1"), (1, 2, "b2"), (2, 3, "b3"), (5, 5, "b4"), (1, 0, "na"), (None, 5, "na")],
)
def test_a_heat_cell_has_five_steps(value, total, css):
    assert house.heat(value, total) == css


def test_a_bar_never_leaves_its_box():
    assert 'width="100.00%"' in render('{% bar 12 10 "taken" %}')
