"""Local settings: dated values with source and author; unset means that a person decides."""

from datetime import date

import pytest

from core.rulebook import UnknownRule
from core.workflow import Refused
from emulation.audit import history
from emulation.choices import Role
from emulation.models import LocalSetting
from emulation.selectors.settings import definitions, setting
from emulation.services.setting import set_setting
from tests.factories import user_with

PLACE = "/cai-dat/"
SOURCE = "Quy chế 12/QC-HĐTĐKT ngày 05/01/2026"


def decide(facility, name, value, since, by, until=None):
    return set_setting(facility, name, value, since=since, until=until, source=SOURCE, by=by)


def test_unset_is_none_and_never_a_default(tree):
    assert {setting(tree.hospital, name, date(2026, 11, 22)) for name in definitions()} == {None}


def test_the_value_of_a_day_is_the_last_one_decided_before_it(tree, office):
    decide(tree.hospital, "council.quorum", "1/2", date(2024, 1, 1), office)
    decide(tree.hospital, "council.quorum", "2/3", date(2026, 1, 1), office)

    days = (date(2023, 12, 31), date(2024, 1, 1), date(2025, 12, 31), date(2026, 1, 1))
    assert [setting(tree.hospital, "council.quorum", day) for day in days] == [None, "1/2", "1/2", "2/3"]


def test_a_value_that_has_run_out_leaves_nothing_behind(tree, office):
    decide(tree.hospital, "council.quorum", "1/2", date(2024, 1, 1), office)
    decide(tree.hospital, "council.quorum", "2/3", date(2026, 1, 1), office, until=date(2026, 6, 30))

    assert setting(tree.hospital, "council.quorum", date(2026, 6, 30)) == "2/3"
    assert setting(tree.hospital, "council.quorum", date(2026, 7, 1)) is None


def test_the_hospitals_value_comes_before_the_provinces(tree, other_tree, office, department):
    decide(tree.department, "council.base", "present", date(2026, 6, 1), department)
    decide(tree.hospital, "council.base", "appointed", date(2026, 1, 1), office)

    day = date(2026, 11, 22)
    assert setting(tree.hospital, "council.base", day) == "appointed"
    assert setting(other_tree.hospital, "council.base", day) == "present"
    assert setting(tree.department, "council.base", day) == "present"


def test_an_unknown_name_is_an_error_of_the_caller(tree, office):
    with pytest.raises(UnknownRule):
        setting(tree.hospital, "council.thresold", date(2026, 1, 1))
    with pytest.raises(Refused):
        decide(tree.hospital, "la", 1, date(2026, 1, 1), office)


def test_false_and_lists_are_values_too(tree, office):
    decide(tree.hospital, "council.absent_opinion", False, date(2026, 1, 1), office)
    decide(tree.hospital, "reminder.lead_days", [14, 7], date(2026, 1, 1), office)

    day = date(2026, 11, 22)
    assert setting(tree.hospital, "council.absent_opinion", day) is False
    assert setting(tree.hospital, "reminder.lead_days", day) == [14, 7]


def test_a_value_of_the_same_day_is_corrected_and_the_book_keeps_the_first(tree, office):
    decide(tree.hospital, "council.quorum", "1/2", date(2026, 1, 1), office)
    decide(tree.hospital, "council.quorum", "2/3", date(2026, 1, 1), office)

    assert LocalSetting.objects.get().value == "2/3"
    assert (history(tree.hospital).last().before, history(tree.hospital).last().after) == ("1/2", "2/3")


def test_no_value_without_a_document(tree, office):
    with pytest.raises(Refused):
        set_setting(tree.hospital, "council.quorum", "1/2", since=date(2026, 1, 1), source="  ", by=office)


# --- the pages ---


@pytest.mark.parametrize("who", ["head", "clerk", "director", "member", "department", "stranger"])
def test_settings_are_for_the_office_and_the_administrator(request, as_, tree, who):
    client = as_(request.getfixturevalue(who))

    assert [client.get(url).status_code for url in (PLACE, f"{PLACE}council.quorum/")] == [404, 404]


def test_the_page_says_what_is_unset_and_what_holds(as_, office, tree):
    decide(tree.hospital, "council.base", "present", date(2026, 1, 1), office)
    shown = as_(office).get(PLACE).content.decode()

    assert "Số thành viên có mặt" in shown and SOURCE in shown and "Nguyễn Thu Hà" in shown
    assert "Chưa đặt, cần người quyết định" in shown
    assert "Theo “Ngưỡng thông qua chung”" in shown


def post(client, name, value, **more):
    form = {"value": value, "since": "01/12/2026", "source": SOURCE} | more
    return client.post(f"{PLACE}{name}/", form)


@pytest.mark.parametrize(
    "name, typed, kept",
    [
        ("council.threshold.default", " 2 / 3 ", "2/3"),
        ("council.threshold.CSTDTQ", "90/100", "90/100"),
        ("council.tie", "chair", "chair"),
        ("council.absent_opinion", "khong", False),
        ("report.focal_office", "  Phòng  TCCB ", "Phòng TCCB"),
        ("report.number_pattern", "{number}/BC-BVAH", "{number}/BC-BVAH"),
        ("report.department_email", "tdkt@soyte.example", "tdkt@soyte.example"),
        ("registration.minimum_per_unit", "1", 1),
        ("reminder.lead_days", "3, 14;7 1", [14, 7, 3, 1]),
    ],
)
def test_a_form_keeps_the_value_in_its_kind(as_, office, tree, name, typed, kept):
    assert post(as_(office), name, typed).status_code == 302

    row = LocalSetting.objects.get()
    assert (row.name, row.value, row.since, row.source, row.by) == (name, kept, date(2026, 12, 1), SOURCE, office)


@pytest.mark.parametrize(
    "name, typed, sentence",
    [
        ("council.threshold.default", "1/3", "Phải từ 1/2 đến 1/1."),
        ("council.threshold.CSTDTQ", "80/100", "Phải từ 90/100 đến 1/1."),
        ("council.threshold.CO_CP", "2/3", "Phải từ 80/100 đến 1/1."),
        ("council.quorum", "4/3", "Phải từ 1/2 đến 1/1."),
        ("council.quorum", "hai phần ba", "Ghi dạng phân số, ví dụ 2/3 hoặc 80/100."),
        ("council.quorum", "1/0", "Ghi dạng phân số, ví dụ 2/3 hoặc 80/100."),
        ("council.tie", "xx", "không có trong danh sách"),
        ("report.number_pattern", "BC-BVAH", "Phải có chữ {number} ở chỗ sẽ ghi số."),
        ("report.department_email", "khong phai thu", "Ghi một địa chỉ thư điện tử"),
        ("registration.minimum_per_unit", "0", "Phải từ 1 đến 50."),
        ("reminder.lead_days", "ba ngày", "Ghi các số nguyên cách nhau bằng dấu phẩy"),
    ],
)
def test_a_value_outside_the_rules_is_refused(as_, office, tree, name, typed, sentence):
    assert sentence in post(as_(office), name, typed).content.decode()
    assert LocalSetting.objects.count() == 0


def test_an_office_sets_nothing_for_another_hospital(as_, office, tree, other_tree):
    form = {"value": "2/3", "since": "01/12/2026", "source": SOURCE}
    as_(office).post(f"{PLACE}council.quorum/?co-so={other_tree.hospital.pk}", form)

    assert LocalSetting.objects.get().facility == tree.hospital


def test_the_administrator_of_the_department_chooses_a_hospital(as_, tree, other_tree):
    boss = user_with("quantri.so", "Quản Trị Sở", (Role.ADMIN, tree.department))
    shown = as_(boss).get(f"{PLACE}?co-so={other_tree.hospital.pk}")

    assert shown.context["facility"] == other_tree.hospital
    assert as_(boss).get(f"{PLACE}la/").status_code == 404
