"""Accounts kept by the administrator: opened, given parts, closed; never beyond the own facility."""

import re
from datetime import date, timedelta
from io import BytesIO

import pytest
from django.utils import timezone
from openpyxl import load_workbook

from core.workflow import Refused
from emulation.audit import history
from emulation.choices import Role
from emulation.models import AuditEvent, Notification, RoleGrant, User
from emulation.services.account import create_account, device_of, free_username, one_time_password, reset_password
from emulation.services.people import end_role, grant_role
from tests.factories import person, user_with

LIST = "/ho-so/tai-khoan/"
TODAY = timezone.localdate


def count_queries(client, url, django_assert_max_num_queries):
    with django_assert_max_num_queries(60) as seen:
        assert client.get(url).status_code == 200
    return len(seen)


# --- the list ---


@pytest.mark.parametrize("who", ["head", "office", "director", "member", "department", "stranger"])
@pytest.mark.parametrize("url", [LIST, f"{LIST}them/", f"{LIST}xuat/"])
def test_the_accounts_are_the_administrators_alone(request, as_, tree, who, url):
    assert as_(request.getfixturevalue(who)).get(url).status_code == 404


def test_the_list_holds_the_own_facility_alone(as_, admin, head, other_office):
    shown = as_(admin).get(LIST).content.decode()

    assert "truong.noi" in shown
    assert "tccb.bm" not in shown


@pytest.mark.parametrize(
    "query, names",
    [
        ({"q": "tran dinh"}, ["truong.noi"]),
        ({"q": "QUANTRI"}, ["quantri"]),
        ({"role": "office"}, ["tccb"]),
        ({"role": "office", "q": "khong co ai"}, []),
    ],
)
def test_the_list_is_searched_without_accents_and_by_role(as_, admin, head, office, query, names):
    rows = as_(admin).get(LIST, query).context["rows"]

    assert [row["account"].username for row in rows] == names


def test_the_list_costs_the_same_for_one_and_for_thirty(as_, admin, tree, django_assert_max_num_queries):
    client = as_(admin)
    before = count_queries(client, LIST, django_assert_max_num_queries)
    for number in range(29):
        staff = person(f"Nguyễn Văn Số{number}", tree.noi)
        user_with(f"nv{number}", staff.full_name, (Role.STAFF, tree.hospital), staff=staff)

    assert count_queries(client, LIST, django_assert_max_num_queries) == before


def test_the_export_is_what_the_list_shows(as_, admin, head, office):
    answer = as_(admin).get(f"{LIST}xuat/", {"q": "tran dinh phuc"})
    sheet = load_workbook(BytesIO(b"".join(answer.streaming_content))).active

    unit, role = "Khoa Nội tổng hợp", "Trưởng đơn vị · Khoa Nội tổng hợp"
    assert [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)] == [
        ["Trần Đình Phúc", head.staff.code, "truong.noi", unit, role, "Đang dùng"]
    ]


# --- opening one ---


def test_an_account_is_opened_for_somebody_on_the_staff_list_with_a_password_shown_once(as_, admin, tree, client):
    staff = person("Lê Thị Đào", tree.noi)
    part = {"role": "clerk", "unit": tree.noi.pk, "since": "01/11/2026"}
    form = {"staff": staff.pk, "username": "dao.lt", "email": "", **part}
    answer = as_(admin).post(f"{LIST}them/?nhan-su={staff.pk}", form)

    user = User.objects.get(username="dao.lt")
    password = re.search(r'class="code"[^>]*>([^<]+)<', answer.content.decode()).group(1)
    assert user.check_password(password)
    assert (user.staff, user.full_name, user.must_change_password) == (staff, "Lê Thị Đào", True)
    grant = user.grants.get()
    assert (grant.role, grant.unit, grant.since) == ("clerk", tree.noi, date(2026, 11, 1))
    assert "no-store" in answer["Cache-Control"]
    assert password not in repr(list(AuditEvent.objects.values())) + repr(list(Notification.objects.values()))


def test_without_javascript_the_typed_name_comes_back_as_a_choice(as_, admin, tree):
    staff = person("Lê Thị Đào", tree.noi)
    answer = as_(admin).post(f"{LIST}them/", {"staff_text": "le thi dao", "username": "dao.lt"})
    assert 'name="staff_pick"' in answer.content.decode()

    as_(admin).post(f"{LIST}them/", {"staff_text": "le thi dao", "staff_pick": staff.pk, "username": "dao.lt"})
    assert User.objects.get(username="dao.lt").staff == staff


def test_an_account_without_a_name_gets_a_free_one(as_, admin, tree):
    staff = person("Lê Thị Đào", tree.noi)
    as_(admin).post(f"{LIST}them/", {"staff": staff.pk, "username": ""})

    assert User.objects.get(staff=staff).username == "dao.lt"


def test_nobody_of_another_hospital_is_given_an_account(as_, admin, other_tree):
    theirs = person("Ngô Văn Bình", other_tree.noi)
    as_(admin).post(f"{LIST}them/", {"staff": theirs.pk, "username": "binh.nv"})

    assert User.objects.filter(username="binh.nv").count() == 0


def test_a_taken_name_is_refused_and_nothing_is_left(as_, admin, head, tree):
    staff = person("Lê Thị Đào", tree.noi)
    answer = as_(admin).post(f"{LIST}them/?nhan-su={staff.pk}", {"staff": staff.pk, "username": "truong.noi"})

    assert "Tên đăng nhập “truong.noi” đã có người dùng." in answer.content.decode()


def test_a_refused_part_leaves_no_account_behind(admin, tree, other_tree):
    with pytest.raises(Refused):
        create_account(username="la", full_name="Lạ", by=admin, role=Role.OFFICE, unit=other_tree.hospital)

    assert User.objects.filter(username="la").count() == 0


def test_names_and_passwords_are_made_for_people(head, tree):
    user_with("ha.nt", "Nguyễn Thị Hà")

    assert free_username("Nguyễn Thu Hà") == "ha.nt2"
    assert free_username("Đặng Đức") == "duc.d"
    assert re.fullmatch(r"[a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4}", one_time_password())
    assert one_time_password() != one_time_password()


@pytest.mark.parametrize(
    "agent, words",
    [
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/109.0.0.0 Safari/537.36 Edg/109.0", "Edge, Máy Windows"),
        ("Mozilla/5.0 (Linux; Android 13) Chrome/120.0 Mobile Safari/537.36", "Chrome, Điện thoại Android"),
        ("curl/8", "Trình duyệt khác, Máy tính"),
    ],
)
def test_a_device_is_named_in_words(agent, words):
    assert device_of(agent) == words


# --- passwords, locks, closing ---


def test_a_reset_is_audited_told_and_signs_out(as_, admin, head, client):
    client.force_login(head)
    reset_password(head, by=admin)

    head.refresh_from_db()
    assert head.must_change_password is True
    assert [line.action for line in history(head)][-1] == "reset_password"
    assert Notification.objects.get(user=head).text == "Đỗ Minh Khôi đã đặt lại mật khẩu của anh/chị."
    assert client.get("/tai-khoan/").status_code == 302


@pytest.mark.parametrize("what", ["mat-khau", "mo-khoa", "dong", "mo-lai"])
def test_an_account_with_a_part_elsewhere_is_out_of_reach(as_, admin, tree, other_tree, what):
    both = user_with("haibenh", "Hai Bệnh Viện", (Role.COUNCIL, tree.hospital), (Role.OFFICE, other_tree.hospital))
    client = as_(admin)

    assert client.get(f"{LIST}{both.pk}/").status_code == 200
    assert client.post(f"{LIST}{both.pk}/{what}/").status_code == 404


def test_parts_played_elsewhere_are_not_told(as_, admin, tree, other_tree):
    both = user_with("haibenh", "Hai Bệnh Viện", (Role.COUNCIL, tree.hospital), (Role.OFFICE, other_tree.hospital))
    client = as_(admin)

    assert "BV Bình Minh" not in client.get(LIST).content.decode()
    assert [grant.role for grant in client.get(f"{LIST}{both.pk}/").context["grants"]] == ["council"]
    assert client.get(LIST, {"role": "office"}).context["rows"] == []


def test_an_officer_of_the_department_cannot_be_taken_over_from_a_hospital(as_, admin, tree, department):
    grant_role(department, Role.COUNCIL, unit=tree.hospital, since=date(2026, 1, 1), by=admin)

    assert as_(admin).post(f"{LIST}{department.pk}/mat-khau/").status_code == 404


def test_closing_signs_out_and_reopening_lets_in_again(as_, admin, head, client):
    answer = as_(admin).post(f"{LIST}{head.pk}/dong/", {"note": "Nghỉ hưu"}, follow=True)
    assert "Đã đóng tài khoản của Trần Đình Phúc" in answer.content.decode()
    head.refresh_from_db()
    assert head.is_active is False
    assert history(head).last().note == "Nghỉ hưu"

    as_(admin).post(f"{LIST}{head.pk}/mo-lai/")
    head.refresh_from_db()
    assert head.is_active is True


def test_nobody_closes_the_own_account(as_, admin):
    answer = as_(admin).post(f"{LIST}{admin.pk}/dong/", follow=True)

    assert "Không tự khóa tài khoản đang dùng." in answer.content.decode()


# --- parts to play ---


def test_a_part_is_given_with_dates_and_audited(as_, admin, head, tree):
    form = {"role": "council", "unit": tree.hospital.pk, "since": "01/12/2026", "until": "31/12/2026"}
    as_(admin).post(f"{LIST}{head.pk}/vai-tro/", form)

    grant = RoleGrant.objects.get(user=head, role="council")
    assert (grant.since, grant.until) == (date(2026, 12, 1), date(2026, 12, 31))
    assert history(head).last().action == "grant_role"


@pytest.mark.parametrize(
    "role, over, sentence",
    [
        (Role.OFFICE, "noi", "Vai trò “Cơ quan thường trực (TCCB)” giao trên cả cơ sở"),
        (Role.HEAD, "hospital", "Vai trò “Trưởng đơn vị” giao theo khoa, phòng"),
        (Role.DEPARTMENT, "hospital", "Vai trò “Chuyên viên Sở Y tế” chỉ giao ở Sở Y tế."),
    ],
)
def test_a_part_fits_the_kind_of_unit(admin, head, tree, role, over, sentence):
    with pytest.raises(Refused) as refusal:
        grant_role(head, role, unit=getattr(tree, over), since=date(2026, 1, 1), by=admin)

    assert refusal.value.reasons[0].startswith(sentence)


@pytest.mark.parametrize("place", ["hospital", "noi", "department"])
def test_no_part_is_given_outside_the_own_facility(admin, head, other_tree, place):
    role = Role.HEAD if place == "noi" else Role.OFFICE
    with pytest.raises(Refused) as refusal:
        grant_role(head, role, unit=getattr(other_tree, place), since=date(2026, 1, 1), by=admin)

    assert "nằm ngoài phạm vi đó" in refusal.value.reasons[0]


@pytest.mark.parametrize("role", [Role.LEADER, Role.COUNCIL])
def test_nobody_makes_himself_a_leader_or_a_councillor(admin, tree, role):
    with pytest.raises(Refused):
        grant_role(admin, role, unit=tree.hospital, since=date(2026, 1, 1), by=admin)


def test_an_administrator_may_take_the_offices_work_and_it_is_written_down(admin, tree):
    grant_role(admin, Role.OFFICE, unit=tree.hospital, since=date(2026, 1, 1), by=admin)

    assert history(admin).last().by == admin


def test_a_part_ends_after_its_last_day(as_, admin, head, tree):
    grant = head.grants.get()
    as_(admin).post(f"/ho-so/vai-tro/{grant.pk}/ket-thuc/", {"on": f"{TODAY() - timedelta(days=1):%d/%m/%Y}"})

    assert User.objects.get(pk=head.pk).holds(Role.HEAD) is False
    assert RoleGrant.objects.filter(pk=grant.pk).exists()


def test_a_part_that_has_not_begun_is_withdrawn(admin, head, tree):
    grant = grant_role(head, Role.CLERK, unit=tree.nhi, since=TODAY() + timedelta(days=5), by=admin)
    end_role(grant, on=TODAY(), by=admin)

    assert RoleGrant.objects.filter(pk=grant.pk).count() == 0
    assert history(head).last().action == "withdraw_role"


def test_the_administrator_does_not_end_the_own_administration(admin):
    with pytest.raises(Refused):
        end_role(admin.grants.get(), on=TODAY(), by=admin)


def test_the_grants_of_another_facility_do_not_exist_here(as_, admin, other_office):
    grant = other_office.grants.get()

    assert as_(admin).get(f"/ho-so/vai-tro/{grant.pk}/ket-thuc/").status_code == 404
    assert as_(admin).get(f"{LIST}{other_office.pk}/").status_code == 404
    assert as_(admin).get(f"{LIST}{other_office.pk}/vai-tro/").status_code == 404
