"""Notifications, help, files that were handed in, the search."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from emulation.choices import AttachmentKind
from emulation.models import Notification
from emulation.services.attachment import keep_file
from emulation.services.notification import notify
from tests.factories import person

TOLD = "/thong-bao/"


# --- notifications ---


def test_a_notification_opens_its_page_and_is_read(as_, head):
    notify([head], key="a", text="Bản đăng ký bị trả lại", url="/tai-khoan/")
    told = Notification.objects.get()
    client = as_(head)
    assert "Bản đăng ký bị trả lại" in client.get(TOLD, {"moi": "1"}).content.decode()

    assert client.post(f"{TOLD}{told.pk}/mo/").url == "/tai-khoan/"
    told.refresh_from_db()
    assert told.read_at is not None
    assert "Đã đọc hết" in client.get(TOLD, {"moi": "1"}).content.decode()
    client.post(f"{TOLD}{told.pk}/chua-doc/")
    told.refresh_from_db()
    assert told.read_at is None


def test_everything_is_read_at_once(as_, head, office):
    for key in "abc":
        notify([head, office], key=key, text=key)
    as_(head).post(f"{TOLD}da-doc-het/")

    assert [Notification.objects.filter(user=user, read_at=None).count() for user in (head, office)] == [0, 3]


def test_the_same_key_is_told_once(head):
    for _ in range(2):
        notify([head], key="han:5:2026-12-02", text="Còn 3 ngày")

    assert Notification.objects.count() == 1


@pytest.mark.parametrize("what", ["mo", "chua-doc"])
def test_a_notification_is_its_owners_alone(as_, head, office, what):
    notify([head], key="a", text="x")

    assert as_(office).post(f"{TOLD}{Notification.objects.get().pk}/{what}/").status_code == 404


def test_a_notification_never_leads_to_a_foreign_site(as_, head):
    notify([head], key="a", text="x", url="https://xau.example/")

    assert as_(head).post(f"{TOLD}{Notification.objects.get().pk}/mo/").url == TOLD


def test_the_list_costs_the_same_for_one_and_for_thirty(as_, head, django_assert_max_num_queries):
    client = as_(head)
    costs = []
    for number in range(30):
        notify([head], key=f"k{number}", text="x")
        if number in (0, 29):
            with django_assert_max_num_queries(40) as seen:
                client.get(TOLD)
            costs.append(len(seen))
    assert costs[0] == costs[1]


# --- help ---


def test_the_help_opens_at_the_readers_own_part(as_, head, office):
    opened = '<details class="panel" open><summary>Trưởng khoa, phòng'

    assert opened in as_(head).get("/tro-giup/").content.decode()
    assert opened not in as_(office).get("/tro-giup/").content.decode()


# --- files ---


@pytest.fixture
def kept(head, tree):
    upload = SimpleUploadedFile("Biên bản họp.pdf", b"%PDF-1.4 <script>alert(1)</script>")
    return keep_file(upload, kind=AttachmentKind.MINUTES, facility=tree.hospital, by=head)


@pytest.mark.parametrize("who", ["head", "office"])
def test_a_file_goes_to_its_sender_and_to_the_office_to_be_saved(request, as_, kept, who):
    answer = as_(request.getfixturevalue(who)).get(f"/tep/{kept.pk}/")

    assert b"".join(answer.streaming_content).startswith(b"%PDF")
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"


@pytest.mark.parametrize("who", ["other_head", "other_office", "director", "member", "department", "stranger"])
def test_a_file_does_not_exist_for_others(request, as_, kept, who):
    assert as_(request.getfixturevalue(who)).get(f"/tep/{kept.pk}/").status_code == 404


# --- search ---


def found(client, words):
    return [(hit.kind, hit.title) for hit in client.get("/tim/", {"q": words}).context["found"]]


def test_people_and_units_are_found_without_accents(as_, office, tree):
    person("Lê Thị Đào", tree.noi)

    assert ("Nhân sự", "Lê Thị Đào") in found(as_(office), "le thi dao")
    assert ("Khoa, phòng", "Khoa Nội tổng hợp") in found(as_(office), "NOI TONG HOP")


def test_more_than_eight_lead_on_to_the_list(as_, office, tree):
    for number in range(9):
        person(f"Lê Thị Đào {number}", tree.noi)
    hits = as_(office).get("/tim/", {"q": "dao"}).context["found"]

    assert (len(hits), hits[-1].url) == (9, "/ho-so/nhan-su/?q=dao")


def test_only_what_one_may_see_is_found(as_, other_head, stranger, tree):
    person("Lê Thị Đào", tree.noi)

    assert found(as_(other_head), "dao") == []
    assert found(as_(stranger), "khoa noi") == []


def test_accounts_are_found_by_the_administrator_alone(as_, admin, office, head):
    assert ("Tài khoản", "Trần Đình Phúc") in found(as_(admin), "tran dinh phuc")
    assert ("Tài khoản", "Trần Đình Phúc") not in found(as_(office), "tran dinh phuc")


def test_typing_gets_the_hits_alone(as_, office, tree):
    shown = as_(office).get("/tim/", {"q": "khoa"}, headers={"hx-request": "true"}).content.decode()

    assert shown.strip().startswith('<div id="ket-qua"')


def test_one_letter_searches_nothing(as_, office, tree):
    assert found(as_(office), "k") == []
