"""Signing in and out, lock-out, forced change, devices."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from emulation.audit import history
from emulation.models import SignIn
from emulation.services.account import lift_lock, reset_password
from tests.factories.people import PASSWORD

LOGIN = "/dang-nhap/"
CHROME = "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/109.0 Safari/537.36"
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Version/17.0 Safari/604.1"


def sign_in(client, username, password=PASSWORD, **more):
    return client.post(LOGIN, {"username": username, "password": password, **more}, headers={"user-agent": CHROME})


def test_signing_in_leads_to_the_page_that_was_asked_for(client, head):
    answer = sign_in(client, "truong.noi", next="/tai-khoan/")

    assert (answer.status_code, answer.url) == (302, "/tai-khoan/")


def test_signing_in_never_leads_to_a_foreign_site(client, head):
    assert sign_in(client, "truong.noi", next="https://xau.example/").url == "/"


def test_a_phone_may_begin_the_name_with_a_capital_letter(client, head):
    assert sign_in(client, "Truong.Noi").status_code == 302


def test_a_wrong_password_says_so_in_vietnamese(client, head):
    answer = sign_in(client, "truong.noi", "sai")

    assert answer.status_code == 200
    assert "Tên đăng nhập hoặc mật khẩu chưa đúng. Sai 5 lần liên tiếp thì tạm khóa." in answer.content.decode()


def test_five_wrong_passwords_lock_and_the_page_tells_when_it_ends(client, head):
    answers = [sign_in(client, "truong.noi", "sai") for _ in range(5)]

    ends = timezone.localtime(timezone.now() + timedelta(minutes=15))
    assert [answer.status_code for answer in answers] == [200, 200, 200, 200, 429]
    assert f"{ends:%H:}" in answers[-1].content.decode()
    assert "quản trị hệ thống của bệnh viện mở khóa được" in answers[-1].content.decode()


def test_trying_on_does_not_move_the_end_of_the_lock(client, head):
    first = [sign_in(client, "truong.noi", "sai") for _ in range(5)][-1]
    again = sign_in(client, "truong.noi", "sai")

    assert again.status_code == 429
    assert again.context["until"] == first.context["until"]


def test_the_administrator_lifts_a_lock(client, head, admin):
    for _ in range(5):
        sign_in(client, "truong.noi", "sai")
    assert sign_in(client, "truong.noi").status_code == 429

    lift_lock(head, by=admin)

    assert sign_in(client, "truong.noi").status_code == 302
    assert [line.action for line in history(head)][-1] == "lift_lock"


def test_a_password_set_by_somebody_else_has_to_be_changed_first(client, head, admin):
    password = reset_password(head, by=admin)
    sign_in(client, "truong.noi", password)

    assert client.get("/").url == reverse("emulation:password_change")
    answer = client.post("/tai-khoan/mat-khau/", {"new": "Mot cau de nho 26", "again": "Mot cau de nho 26"})
    assert answer.url == "/"
    head.refresh_from_db()
    assert head.must_change_password is False
    assert client.get("/tai-khoan/").status_code == 200


@pytest.mark.parametrize(
    "form, sentence",
    [
        ({"old": "sai", "new": "Mot cau de nho 26", "again": "Mot cau de nho 26"}, "Mật khẩu hiện nay chưa đúng."),
        ({"old": PASSWORD, "new": "ngan", "again": "ngan"}, "ít nhất 10 ký tự"),
        ({"old": PASSWORD, "new": "Mot cau de nho 26", "again": "khac"}, "Hai lần gõ mật khẩu mới chưa giống nhau."),
        ({"old": PASSWORD, "new": PASSWORD, "again": PASSWORD}, "Mật khẩu mới phải khác mật khẩu hiện nay."),
    ],
)
def test_a_new_password_is_refused_with_the_reason(as_, head, form, sentence):
    answer = as_(head).post("/tai-khoan/mat-khau/", form)

    assert sentence in answer.content.decode()


def test_changing_the_password_signs_other_devices_out(head):
    phone, desk = Client(headers={"user-agent": PHONE}), Client()
    sign_in(phone, "truong.noi")
    sign_in(desk, "truong.noi")

    desk.post("/tai-khoan/mat-khau/", {"old": PASSWORD, "new": "Mot cau de nho 26", "again": "Mot cau de nho 26"})

    assert phone.get("/tai-khoan/").status_code == 302
    assert desk.get("/tai-khoan/").status_code == 200
    assert SignIn.objects.filter(user=head).count() == 1


def test_the_account_page_lists_devices_and_ends_the_others(head):
    phone, desk = Client(), Client()
    phone.post(LOGIN, {"username": "truong.noi", "password": PASSWORD}, headers={"user-agent": PHONE})
    sign_in(desk, "truong.noi")

    shown = desk.get("/tai-khoan/").content.decode()
    assert "Safari, iPhone" in shown
    assert "Chrome, Máy Windows" in shown
    assert "Trưởng đơn vị" in shown and "Khoa Nội tổng hợp" in shown

    desk.post("/tai-khoan/may-khac/dang-xuat/")

    assert phone.get("/tai-khoan/").status_code == 302
    assert desk.get("/tai-khoan/").status_code == 200


def test_signing_out_is_a_post(as_, head):
    client = as_(head)

    assert client.get("/dang-xuat/").status_code == 405
    assert client.post("/dang-xuat/").url == LOGIN
    assert client.get("/tai-khoan/").status_code == 302


def test_the_theme_can_be_set_without_javascript(as_, head):
    answer = as_(head).post("/tai-khoan/nen/", {"theme": "dark"})

    assert answer.cookies["theme"].value == "dark"


def test_a_form_sent_after_the_session_ended_leads_back_to_its_own_page(client, head):
    answer = client.post("/tai-khoan/nen/", {"theme": "dark"}, headers={"referer": "http://testserver/tai-khoan/?a=1"})
    assert answer.url == "/dang-nhap/?next=%2Ftai-khoan%2F%3Fa%3D1"

    foreign = client.post("/tai-khoan/nen/", {"theme": "dark"}, headers={"referer": "https://xau.example/x/"})
    assert foreign.url == "/dang-nhap/?next=/tai-khoan/nen/"
