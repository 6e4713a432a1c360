import re
from datetime import date

import django_tables2
import pytest
from django import forms
from django.template import Context, Template
from django.template.loader import render_to_string
from django.test import RequestFactory

from core.views import Window
from core.workflow import Step


class DecisionForm(forms.Form):
    number = forms.CharField(label="Số quyết định", help_text="Ghi cả ký hiệu")
    note = forms.CharField(label="Ghi chú", required=False)
    signed = forms.BooleanField(label="Đã ký")


class PeopleTable(django_tables2.Table):
    name = django_tables2.Column(verbose_name="Họ tên")
    unit = django_tables2.Column(verbose_name="Đơn vị", orderable=False)


@pytest.fixture
def request_of():
    return RequestFactory().get


def part(file, request=None, /, **context) -> str:
    return render_to_string(f"ui/{file}.html", context, request=request)


def step(name="return", **extra) -> Step:
    return Step(name, "Trả lại", ("sent",), "returned", lambda user, obj: True, **extra)


def test_an_open_step_is_a_form_to_its_own_address():
    html = part("step_buttons", steps=[(step(), [])], base="/dang-ky/5/")
    assert 'action="/dang-ky/5/buoc/return/"' in html


def test_a_closed_step_says_why_beside_its_button():
    html = part("step_buttons", steps=[(step(), ["Còn 2 dòng chưa chọn danh hiệu."])], base="/dang-ky/5/")
    assert 'aria-disabled="true" aria-describedby="vi-sao-return"' in html
    assert 'id="vi-sao-return"><span class="blk">Còn 2 dòng chưa chọn danh hiệu.</span>' in html
    assert "<form" not in html


def test_a_step_that_needs_a_reason_unfolds_a_form():
    html = part("step_buttons", steps=[(step(note_required=True, note_label="Lý do trả lại"), [])], base="/dang-ky/5/")
    assert html.index("<details") < html.index("Lý do trả lại") < html.index('name="note"')


def test_a_step_tells_its_consequences_first():
    html = part("step_buttons", steps=[(step(confirm="41 người được báo ngay."), [])], base="/x/")
    assert html.index("41 người được báo ngay.") < html.index('class="btn btn-primary">Trả lại')


def _rendered(form, how: str) -> str:
    sources = {
        "ours": lambda: part("form", form=form),
        "django": lambda: str(form),
        "crispy": lambda: Template("{% load crispy_forms_tags %}{{ form|crispy }}").render(Context({"form": form})),
    }
    return sources[how]()


@pytest.mark.parametrize("how", ["ours", "django", "crispy"])
def test_a_field_shows_label_hint_error_and_input_in_this_order(how):
    html = _rendered(DecisionForm({}), how)
    marks = ['<label for="id_number"', 'id="id_number_helptext"', 'id="id_number_error"', 'name="number"']
    places = [html.index(mark) for mark in marks]
    assert places == sorted(places)


@pytest.mark.parametrize("how", ["ours", "django", "crispy"])
def test_an_input_points_to_its_hint_and_its_error(how):
    html = _rendered(DecisionForm({}), how)
    box = re.search(r"<input[^>]*name=\"number\"[^>]*>", html)[0]
    assert 'aria-describedby="id_number_helptext id_number_error"' in box
    assert 'aria-invalid="true"' in box


@pytest.mark.parametrize("how", ["ours", "django", "crispy"])
def test_a_field_that_may_stay_empty_says_so(how):
    html = _rendered(DecisionForm(), how)
    assert html.count("(nếu có)") == 1


def test_errors_are_summed_up_with_links():
    html = part("error_summary", form=DecisionForm({}))
    assert re.findall(r'href="#(\w+)"', html) == ["id_number", "id_signed"]


def test_a_form_without_errors_has_no_summary():
    assert part("error_summary", form=DecisionForm()).strip() == ""


def test_the_reasons_of_a_refusal_are_listed():
    assert "<li>Chưa có biên bản.</li>" in part("error_summary", reasons=["Chưa có biên bản."])


def test_a_pager_keeps_the_filter(request_of):
    html = part("pager", request_of("/nhan-su/?q=lan&sau=old"), window=Window([], "next", ""))
    assert 'href="?q=lan&amp;sau=next"' in html


def test_a_single_page_has_no_pager(request_of):
    assert part("pager", request_of("/"), window=Window([], "", "")).strip() == ""


def test_a_table_sorts_by_links_and_labels_its_cells(request_of):
    table = PeopleTable([{"name": "Hoàng Thị Lan", "unit": "Khoa Nội"}], order_by="name")
    html = table.as_html(request_of("/nhan-su/?q=lan"))
    assert 'aria-sort="ascending"' in html
    assert 'href="?q=lan&amp;sort=-name"' in html
    assert 'data-l="Đơn vị"' in html


def test_an_empty_table_says_so_in_words(request_of):
    table = PeopleTable([], empty_text="Chưa có nhân sự nào")
    assert "<h3>Chưa có nhân sự nào</h3>" in table.as_html(request_of("/"))


def test_a_picker_follows_the_combobox_pattern():
    html = part("combobox", name="staff", label="Người", url="/tim-nguoi/")
    box = re.search(r"<input[^>]*role=\"combobox\"[^>]*>", html)[0]
    assert 'aria-controls="staff-chon"' in box
    assert 'aria-expanded="false"' in box
    assert '<label for="staff-go">Người</label>' in html
    assert 'id="staff-chon" role="listbox"' in html


def test_a_picker_without_scripts_asks_which_one_was_meant():
    html = part("combobox", name="staff", label="Người", url="/x/", matches=[{"value": 7, "label": "Nguyễn Thị Hà"}])
    assert '<input type="radio" name="staff_pick" value="7">' in html


def test_an_option_that_may_not_be_chosen_says_why():
    html = part(
        "combobox_options", options=[{"value": 1, "label": "Võ Văn Tám", "why": "Đã có trong bản của khoa Ngoại"}]
    )
    assert 'aria-disabled="true"' in html
    assert "Đã có trong bản của khoa Ngoại" in html


def test_the_strip_marks_today_and_the_first_of_a_month():
    days = [{"date": date(2026, 11, 30), "today": True, "events": []}, {"date": date(2026, 12, 1), "events": []}]
    html = part("strip", days=days, late=0, url="/lich/")
    assert re.findall(r'<span class="d">([^<]+)</span>', html) == ["30", "01/12"]
    assert html.count('class="today"') == 1


def test_numbers_on_chips_are_written_with_dots():
    html = part("chips", chips=[{"label": "Tất cả", "url": "?", "count": 2995, "current": True}])
    assert '<b class="num">2.995</b>' in html
