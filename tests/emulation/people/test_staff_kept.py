"""People kept by the office: added, moved, gone, back again."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from core.workflow import Refused
from emulation.audit import history
from emulation.models import Notification, Staff
from emulation.services.people import end_employment, enter_staff, return_staff, transfer_staff
from tests.factories import person

LIST = "/ho-so/nhan-su/"


def form_for(unit, **more):
    return {
        "full_name": "  lê thị   Đào ", "code": "007", "prefix": "", "gender": "F", "born": "05/1980", "unit": unit.pk,
        "position": "Điều dưỡng", "job_type": "dieu_duong", "is_direct": "on", "email": "", "joined_on": "01/09/2010",
    } | more  # fmt: skip


def test_somebody_is_added_with_a_posting(as_, office, tree):
    as_(office).post(f"{LIST}them/", form_for(tree.noi))

    found = Staff.objects.get(code="007")
    assert (found.full_name, found.birth_date, found.birth_precision) == ("lê thị Đào", date(1980, 5, 1), "month")
    assert (found.facility, found.postings.get().since) == (tree.hospital, date(2010, 9, 1))
    assert history(found).get().by == office


@pytest.mark.parametrize(
    "changes, sentence",
    [
        ({"born": "30/02/1980"}, "Ghi ngày dạng 12/05/1980, 05/1980 hoặc 1980."),
        ({"born": "1800"}, "Năm sinh 1800 không hợp lý"),
        ({"code": "NV-CU"}, "Đã có Nhân sự với"),
        ({"joined_on": "32/01/2010"}, "Ghi ngày dạng ngày/tháng/năm"),
        ({"full_name": ""}, "Phải điền mục này."),
    ],
)
def test_a_wrong_form_says_why(as_, office, tree, changes, sentence):
    person("Người Cũ", tree.noi, code="NV-CU")
    answer = as_(office).post(f"{LIST}them/", form_for(tree.noi, **changes))

    assert sentence in answer.content.decode()
    assert Staff.objects.filter(code="007").count() == 0


def test_nobody_is_added_to_another_hospital(as_, office, other_tree):
    as_(office).post(f"{LIST}them/", form_for(other_tree.noi))

    assert Staff.objects.count() == 0


def test_a_transfer_keeps_the_earlier_posting(as_, office, tree):
    staff = person("Lê Thị Đào", tree.noi, position="Điều dưỡng", joined_on=date(2010, 9, 1))
    form = {"unit": tree.ngoai.pk, "position": "Điều dưỡng trưởng", "on": "01/06/2022"}
    as_(office).post(f"{LIST}{staff.pk}/chuyen/", form)

    staff.refresh_from_db()
    assert (staff.unit, staff.position) == (tree.ngoai, "Điều dưỡng trưởng")
    assert [(one.unit, one.since, one.until) for one in staff.postings.all()] == [
        (tree.ngoai, date(2022, 6, 1), None), (tree.noi, date(2010, 9, 1), date(2022, 5, 31)),
    ]  # fmt: skip
    assert "Từ 01/06/2022" in history(staff).last().note


def test_the_history_says_what_a_change_changed_and_who_made_it(as_, office, tree):
    staff = person("Lê Thị Đào", tree.noi, code="007")
    client = as_(office)
    form = form_for(tree.noi, full_name="Lê Thị Hoa Đào", joined_on="01/01/2015", is_party="on")
    client.post(f"{LIST}{staff.pk}/sua/", form)

    line = client.get(f"{LIST}{staff.pk}/").context["history"][0]
    assert (line.label, line.by) == ("Sửa", "Nguyễn Thu Hà")
    assert "Họ và tên: Lê Thị Đào → Lê Thị Hoa Đào" in line.note
    assert "Đảng viên: không → có" in line.note
    assert "Loại công việc: Khác → Điều dưỡng" in line.note
    assert "Ngày sinh: – → 01/05/1980" in line.note


def test_the_first_day_of_the_present_posting_corrects_it(tree, office):
    staff = person("Lê Thị Đào", tree.noi, joined_on=date(2010, 9, 1))
    transfer_staff(staff, unit=tree.ngoai, position="Hộ lý", on=date(2010, 9, 1), by=office)

    assert [(one.unit, one.position) for one in staff.postings.all()] == [(tree.ngoai, "Hộ lý")]


def test_a_transfer_has_a_day_that_can_be(tree, office):
    staff = person("Lê Thị Đào", tree.noi, joined_on=date(2010, 9, 1))
    for day in (date(2009, 1, 1), timezone.localdate() + timedelta(days=1)):
        with pytest.raises(Refused):
            transfer_staff(staff, unit=tree.ngoai, position="", on=day, by=office)


def test_a_transfer_reminds_of_parts_left_behind(as_, office, head, tree):
    form = {"unit": tree.ngoai.pk, "position": "", "on": "01/06/2022"}
    shown = as_(office).post(f"{LIST}{head.staff.pk}/chuyen/", form, follow=True).content.decode()

    assert "còn giữ vai trò: Trưởng đơn vị · Khoa Nội tổng hợp" in shown


def test_who_leaves_is_gone_from_lists_and_the_administrator_is_told(as_, office, admin, head, tree):
    as_(office).post(f"{LIST}{head.staff.pk}/thoi-viec/", {"on": "01/10/2026", "reason": "Nghỉ hưu"})

    assert as_(office).get(LIST).context["rows"] == []
    assert head.staff.postings.get().until == date(2026, 10, 1)
    assert Notification.objects.get(user=admin).text == (
        "Trần Đình Phúc thôi việc từ 01/10/2026. Hãy khóa tài khoản “truong.noi”."
    )


def test_who_left_may_come_back_with_a_new_posting(tree, office):
    staff = person("Lê Thị Đào", tree.noi, joined_on=date(2010, 9, 1))
    end_employment(staff, on=date(2020, 1, 1), by=office)
    staff.position = "Hộ lý"
    enter_staff(staff, by=office)
    assert staff.postings.count() == 1

    return_staff(staff, on=date(2022, 1, 1), by=office)
    assert [(one.since, one.until) for one in staff.postings.all()] == [
        (date(2022, 1, 1), None), (date(2010, 9, 1), date(2020, 1, 1)),
    ]  # fmt: skip


def test_nobody_leaves_before_joining(tree, office):
    staff = person("Lê Thị Đào", tree.noi, joined_on=date(2010, 9, 1))
    with pytest.raises(Refused):
        end_employment(staff, on=date(2010, 8, 31), by=office)
