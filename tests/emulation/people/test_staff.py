"""People: who sees whom and what, the list and its workbook, the picker, transfers and leaving."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from django.utils import timezone
from openpyxl import load_workbook

from core.workflow import Refused
from emulation.audit import history
from emulation.choices import JobType, Role
from emulation.models import Notification, Staff
from emulation.services.people import end_employment, enter_staff, return_staff, transfer_staff
from tests.factories import person, user_with

LIST = "/ho-so/nhan-su/"


def names(answer):
    return [row["person"].full_name for row in answer.context["rows"]]


def pages(person):
    return [f"{LIST}{person.pk}/{what}" for what in ("", "sua/", "chuyen/", "thoi-viec/")]


# --- who sees whom ---


@pytest.mark.parametrize("who", ["stranger", "other_head", "other_office"])
def test_whoever_has_no_business_gets_404(request, as_, tree, who):
    ours = person("Lê Thị Đào", tree.noi)
    client = as_(request.getfixturevalue(who))

    assert [client.get(url).status_code for url in pages(ours)] == [404, 404, 404, 404]


def test_a_head_reads_but_does_not_keep(as_, head, tree):
    ours = person("Lê Thị Đào", tree.noi)
    client = as_(head)

    assert [client.get(url).status_code for url in pages(ours)] == [200, 404, 404, 404]
    assert client.get(f"{LIST}them/").status_code == 404


@pytest.mark.parametrize(
    "who, is_shown", [("office", True), ("admin", True), ("head", True), ("clerk", False), ("director", False), ("member", False)]
)
def test_birth_date_and_code_show_only_to_those_who_need_them(request, as_, tree, who, is_shown):
    ours = person("Lê Thị Đào", tree.noi, code="MA-RIENG", birth_date=date(1980, 5, 12))
    shown = as_(request.getfixturevalue(who)).get(f"{LIST}{ours.pk}/").content.decode()

    assert ("MA-RIENG" in shown, "12/05/1980" in shown) == (is_shown, is_shown)


def test_a_person_reads_the_own_file(as_, tree):
    staff = person("Lê Thị Đào", tree.noi, code="MA-RIENG")
    client = as_(user_with("dao", "Lê Thị Đào", staff=staff))

    assert "MA-RIENG" in client.get(f"{LIST}{staff.pk}/").content.decode()
    assert names(client.get(LIST)) == ["Lê Thị Đào"]


def test_codes_are_in_the_list_only_for_those_who_need_them(as_, office, member, tree):
    person("Lê Thị Đào", tree.noi, code="MA-RIENG")

    assert "MA-RIENG" in as_(office).get(LIST).content.decode()
    assert "MA-RIENG" not in as_(member).get(LIST).content.decode()
    assert "MA-RIENG" not in "".join(map(str, workbook(as_(member))))


# --- the list ---


def workbook(client, **query):
    answer = client.get(f"{LIST}xuat/", query)
    sheet = load_workbook(BytesIO(b"".join(answer.streaming_content))).active
    return [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]


def test_names_stand_in_vietnamese_order_of_the_given_name(as_, office, tree):
    for name in ("Trần Văn Đức", "Lê Thị Ánh", "Phạm Văn An", "Ngô Văn Dũng", "Bùi Thị Ân", "Đỗ Văn Anh"):
        person(name, tree.noi)

    assert names(as_(office).get(LIST)) == [
        "Phạm Văn An", "Đỗ Văn Anh", "Lê Thị Ánh", "Bùi Thị Ân", "Ngô Văn Dũng", "Trần Văn Đức",
    ]  # fmt: skip
    assert names(as_(office).get(LIST, {"sort": "-name"}))[0] == "Trần Văn Đức"


@pytest.mark.parametrize(
    "query, expected",
    [
        ({"q": "dao"}, ["Lê Thị Đào"]),
        ({"q": "ĐÀO LE"}, ["Lê Thị Đào"]),
        ({"q": "nv-77"}, ["Trần Văn Tám"]),
        ({"job_type": "bac_si"}, ["Trần Văn Tám"]),
        ({"marks": "is_party"}, ["Trần Văn Tám"]),
        ({"gone": "on"}, ["Ngô Văn Nghỉ"]),
        ({"q": "khong ai"}, []),
    ],
)
def test_the_list_is_searched_and_filtered(as_, office, tree, query, expected):
    person("Lê Thị Đào", tree.noi)
    person("Trần Văn Tám", tree.ngoai, code="NV-77", job_type=JobType.DOCTOR, is_party=True)
    person("Ngô Văn Nghỉ", tree.noi, left_on=date(2020, 1, 1))

    assert names(as_(office).get(LIST, query)) == expected


def test_the_list_is_narrowed_to_a_unit(as_, office, tree):
    person("Lê Thị Đào", tree.noi)
    person("Trần Văn Tám", tree.ngoai)

    assert names(as_(office).get(LIST, {"unit": tree.ngoai.pk})) == ["Trần Văn Tám"]


def test_pages_follow_each_other_without_gap_or_repeat(as_, office, tree):
    for number in range(120):
        person(f"Nguyễn Văn Số{number:03}", tree.noi)
    client = as_(office)

    seen, url = [], LIST
    while url:
        answer = client.get(url)
        seen += names(answer)
        mark = answer.context["people"].next_mark
        url = f"{LIST}?sau={mark}" if mark else ""
    assert len(seen) == len(set(seen)) == 120


def test_the_list_costs_the_same_for_one_and_for_thirty(as_, office, tree, django_assert_max_num_queries):
    client = as_(office)
    costs = []
    for number in range(30):
        person(f"Nguyễn Văn Số{number}", tree.ngoai if number % 2 else tree.noi)
        if number in (0, 29):
            with django_assert_max_num_queries(40) as seen:
                client.get(LIST)
            costs.append(len(seen))
    assert costs[0] == costs[1]


def test_htmx_gets_the_rows_alone(as_, office, tree):
    shown = as_(office).get(LIST, {"q": "x"}, headers={"hx-request": "true"}).content.decode()

    assert shown.strip().startswith('<div id="danh-sach"')


def test_the_workbook_is_what_the_list_shows(as_, office, tree):
    person("=Lê Thị Đào", tree.noi, code="007", position="Điều dưỡng", job_type=JobType.NURSE)
    person("Trần Văn Tám", tree.ngoai)

    assert workbook(as_(office), q="dao") == [
        ["007", "=Lê Thị Đào", "Điều dưỡng", "Khoa Nội tổng hợp", "Điều dưỡng", None, "Có", None, "Có", None]
    ]


# --- the picker ---


def options(client, **query):
    return client.get(f"{LIST}tim/", {"dang": "json", **query}).json()["options"]


def test_the_picker_finds_without_accents_among_visible_people(as_, head, tree):
    ours = person("Lê Thị Đào", tree.noi, position="Điều dưỡng")
    person("Lê Thị Đào", tree.ngoai)

    assert options(as_(head), q="le dao") == [
        {"value": ours.pk, "label": "Lê Thị Đào", "note": "Điều dưỡng · Khoa Nội tổng hợp"}
    ]


def test_the_picker_tells_namesakes_apart(as_, head, clerk, tree):
    for code, year in (("NV-1", 1980), ("NV-2", 1991)):
        person("Lê Thị Đào", tree.noi, code=code, birth_date=date(year, 1, 1))

    assert [option["note"] for option in options(as_(head), q="dao")] == [
        "Khoa Nội tổng hợp · mã NV-1 · sinh 1980", "Khoa Nội tổng hợp · mã NV-2 · sinh 1991",
    ]  # fmt: skip
    assert [option["note"] for option in options(as_(clerk), q="dao")] == [
        "Khoa Nội tổng hợp · mã NV-1", "Khoa Nội tổng hợp · mã NV-2",
    ]  # fmt: skip


def test_the_picker_leaves_out_who_has_left_and_narrows_to_a_unit(as_, office, tree):
    person("Lê Thị Đào", tree.noi, left_on=date(2020, 1, 1))
    person("Lê Văn Đào", tree.ngoai)
    client = as_(office)

    assert [option["label"] for option in options(client, q="dao")] == ["Lê Văn Đào"]
    assert options(client, q="dao", **{"don-vi": tree.noi.pk}) == []
    assert 'role="option"' in client.get(f"{LIST}tim/", {"q": "dao"}).content.decode()


def test_the_picker_shows_a_stranger_nothing(as_, stranger, tree):
    person("Lê Thị Đào", tree.noi)

    assert options(as_(stranger), q="dao") == []


# --- kept by the office ---


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

    assert names(as_(office).get(LIST)) == []
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


def test_a_party_cell_of_a_unit_sees_that_unit(as_, tree):
    person("Lê Thị Đào", tree.noi)
    person("Trần Văn Tám", tree.ngoai)
    client = as_(user_with("chibo", "Chi Bộ", (Role.PARTY, tree.noi)))

    assert names(client.get(LIST)) == ["Lê Thị Đào"]
