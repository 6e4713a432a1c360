"""Long workbooks of records of every kind: read and taken in by the worker, meanwhile the page tells how far it is."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

import awards.imports  # noqa: F401 - the worker knows the kinds by them
import campaigns.imports  # noqa: F401
from awards.models import Award
from campaigns.models import Quota
from emulation.audit import history
from emulation.choices import JobStatus
from emulation.models import Attachment, FindingPage, Initiative, Job, Staff
from emulation.services import workbook as service
from emulation.services.job import Overtaken
from emulation.tasks import run_jobs
from tests.awards.history_import.books import AWARD, INITIATIVE, people
from tests.core.sheets.hostile_lists import like_rows
from tests.emulation.imports.workbooks import workbook
from tests.factories import person
from tests.factories.campaigns import campaign_at

STAFF = ["STT", "Mã NV", "Họ và tên", "Giới tính", "Ngày sinh", "Khoa/Phòng", "Chức vụ"]
QUOTAS = ["Năm", "Phong trào", "Chương trình", "Tập thể", "Cá nhân", "Lý do, văn bản giao"]
AUTHOR = "A1"


def staff_rows(size):
    lines = [[n, f"S{n}", f"Lê Văn {chr(65 + n % 26)}n", "Nam", 1990, "Khoa Nhi", "Y sĩ"] for n in range(size)]
    return {"NS": [STAFF, *lines, [size, "X1", "Ngô Ký", "Nam", 1970, "Khoa Mắt", ""]]}


def history_rows(size):
    lines = [[n, f"B{n}", f"Lê Văn {chr(65 + n % 26)}n", 2023, "LĐTT", "LDTT"] for n in range(size)]
    known = people(*([f"B{n}", f"Lê Văn {chr(65 + n % 26)}n", "Nam", "1990", "Khoa Nhi"] for n in range(size)))
    return {"NhanSu": known, "DanhHieu": [AWARD, *lines, [size, "Z9", "Ngô Ký", 2023, "LĐTT", "LDTT"]]}


def initiative_rows(size):
    lines = [[f"SK{n}", AUTHOR, "Lê Văn An", 2024, f"Sáng kiến số {n}", "Cơ sở", "Tác giả", "Công nhận", ""]
             for n in range(size)]  # fmt: skip
    strange = ["SKX", "Z9", "Ngô Ký", 2024, "Khác", "Cơ sở", "Tác giả", "Công nhận", ""]
    return {"SangKien": [INITIATIVE, *lines, strange]}


def quota_rows(size):
    lines = [[None, f"Phong trào {n}", "", 7, 8, "Công văn 15"] for n in range(size)]
    return {"ChiTieu": [QUOTAS, *lines, [None, "Không có", "", 1, 1, ""]]}


KINDS = {
    "staff": ("/ho-so/nhan-su/nhap/", "ghi/", staff_rows, Staff, "người mới"),
    "history": ("/khen-thuong/nhap-lich-su/", "nhap/", history_rows, Award, "mục mới"),
    "initiatives": ("/ho-so/sang-kien/nhap/", "ghi/", initiative_rows, Initiative, "dòng mới"),
    "quotas": ("/phong-trao/nhap-so-luong/", "ghi/", quota_rows, Quota, "Đã đổi"),
}


@pytest.fixture
def house(tree, office, director):
    """A hospital with an author of initiatives and four campaigns."""
    person("Lê Văn An", tree.noi, code=AUTHOR)
    for n in range(4):
        campaign_at("launched", facility=tree.hospital, office=office, leader=director, title=f"Phong trào {n}")
    return tree


@pytest.fixture
def long(monkeypatch):
    monkeypatch.setattr(service, "AT_ONCE", 0)


@pytest.fixture
def at_the_office(house, as_, office):
    return as_(office)


def hand_in(client, kind, size):
    """Hand a workbook in; return the address of its page."""
    address, _, rows, _, _ = KINDS[kind]
    return client.post(address, {"file": SimpleUploadedFile("ds.xlsx", workbook(rows(size)))}).url


def press(client, kind, page, seen):
    return client.post(f"{page}{KINDS[kind][1]}", {"seen": seen}, follow=True)


def written(kind):
    """Return how many rows of a kind there are, quotas that were given from the workbook."""
    model = KINDS[kind][3]
    return model.objects.filter(places=7).count() if model is Quota else model.objects.count()


@pytest.mark.parametrize("kind", KINDS)
def test_it_is_read_previewed_and_taken_in_by_the_worker(long, at_the_office, kind):
    page, before = hand_in(at_the_office, kind, 4), written(kind)
    waiting = at_the_office.get(page).content.decode()
    assert ("Đọc tệp ds.xlsx" in waiting, "Đang xử lý tệp" in waiting) == (True, True)
    run_jobs()
    shown = at_the_office.get(page)
    assert "Xem trước, chưa ghi gì" in shown.content.decode()
    assert written(kind) == before
    press(at_the_office, kind, page, shown.context["seen"])
    assert written(kind) == before
    run_jobs()
    done = at_the_office.get(page)
    assert (written(kind) - before, KINDS[kind][4] in done.content.decode()) == (4, True)
    assert ("nhập lần cuối lúc" in done.content.decode(), "vi-sao-nhap" in done.content.decode()) == (True, False)
    assert set(Job.objects.values_list("status", flat=True)) == {JobStatus.DONE}


def test_a_small_file_that_unfolds_to_much_is_left_to_the_worker(at_the_office):
    content = like_rows(10_000)
    at_the_office.post(KINDS["staff"][0], {"file": SimpleUploadedFile("ds.xlsx", content)})
    assert len(content) < service.AT_ONCE
    assert Attachment.objects.get().work.job.status == JobStatus.QUEUED


def test_a_worker_that_was_given_up_leaves_the_kept_preview_alone(long, at_the_office, house):
    hand_in(at_the_office, "staff", 3)
    run_jobs()
    kept = Attachment.objects.get()
    seen = kept.work.seen
    job = service.order_work(service.KINDS["staff"], kept, "take_records", "Nhập tệp", by=kept.by, seen=seen)
    Job.objects.filter(pk=job.pk).update(status=JobStatus.RUNNING, tries=2)
    job.refresh_from_db()
    job.tries = 1
    person("Lê Văn Mới", house.noi, code="S1")
    with pytest.raises(Overtaken):
        service.take_workbook(service.KINDS["staff"], kept, seen=seen, decisions={}, by=kept.by, job=job)
    kept.work.refresh_from_db()
    assert kept.work.seen == seen


@pytest.mark.parametrize("kind", KINDS)
def test_two_presses_take_in_once(long, at_the_office, kind):
    page, before = hand_in(at_the_office, kind, 4), written(kind)
    run_jobs()
    seen = at_the_office.get(page).context["seen"]
    press(at_the_office, kind, page, seen)
    assert "Tệp này đang được xử lý." in press(at_the_office, kind, page, seen).content.decode()
    run_jobs()
    press(at_the_office, kind, page, seen)
    run_jobs()
    again = at_the_office.get(page).content.decode()
    assert (written(kind) - before, "Dữ liệu đã thay đổi từ lúc xem trước" in again) == (4, True)
    kept = Attachment.objects.latest("pk")
    assert [event.action.partition("_")[0] for event in history(kept)] == ["upload", "receive", "take"]


@pytest.mark.parametrize("kind", KINDS)
def test_a_preview_asks_the_same_for_any_size_kept_or_made_anew(house, as_, office, monkeypatch, kind):
    client, asked = as_(office), []
    for most in (0, 10**9):
        monkeypatch.setattr(service, "AT_ONCE", most)
        for size in (2, 4) if kind == "quotas" else (5, 60):
            page = hand_in(client, kind, size)
            run_jobs()
            client.get(page)
            with CaptureQueriesContext(connection) as queries:
                client.get(page)
            asked.append(len(queries))
    assert (asked[0], asked[2]) == (asked[1], asked[3])


def test_a_preview_out_of_date_is_made_anew_and_says_so(long, at_the_office, house):
    page = hand_in(at_the_office, "staff", 2)
    run_jobs()
    person("Lê Văn Bn", house.noi, code="S1")
    press(at_the_office, "staff", page, at_the_office.get(page).context["seen"])
    run_jobs()
    shown = at_the_office.get(page)
    assert "Dữ liệu đã thay đổi từ lúc xem trước" in shown.content.decode()
    assert (shown.context["total"], Staff.objects.filter(code="S0").exists()) == ([1, 1, 0, 1], False)


def test_what_was_decided_on_the_page_is_done_by_the_worker(long, at_the_office, house):
    rows = {"NS": [STAFF, [1, "B7", "Lê Văn An", "Nam", "", "Khoa Nội tổng hợp", "Y sĩ"]]}
    page = at_the_office.post(KINDS["staff"][0], {"file": SimpleUploadedFile("ds.xlsx", workbook(rows))}).url
    run_jobs()
    shown = at_the_office.get(page)
    name = shown.context["doubts"][0]["name"]
    at_the_office.post(f"{page}ghi/", {"seen": shown.context["seen"], name: str(Staff.objects.get(code=AUTHOR).pk)})
    run_jobs()
    assert list(Staff.objects.filter(full_name="Lê Văn An").values_list("code", flat=True)) == ["B7"]


def test_a_file_that_is_no_list_says_why_on_its_page_and_may_be_read_again(long, at_the_office):
    bad = SimpleUploadedFile("a.xlsx", workbook({"S": [["Kế hoạch"]]}))
    page = at_the_office.post(KINDS["staff"][0], {"file": bad}).url
    run_jobs()
    text = at_the_office.get(page).content.decode()
    assert ("Không đọc được tệp" in text, "Không tìm thấy dòng dữ liệu nào" in text) == (True, True)
    assert "Không đọc được" in at_the_office.get(KINDS["staff"][0]).content.decode()
    at_the_office.post(f"{page}ghi/")
    assert Job.objects.filter(kind="read_records").count() == 2


def test_the_fragment_asks_for_progress_until_the_work_has_ended(long, at_the_office):
    page = hand_in(at_the_office, "staff", 2)
    waiting = at_the_office.get(page, headers={"HX-Request": "true"})
    assert (f'hx-get="{page}"' in waiting.content.decode(), "<html" in waiting.content.decode()) == (True, False)
    run_jobs()
    assert at_the_office.get(page, headers={"HX-Request": "true"}).headers["HX-Refresh"] == "true"


def test_what_is_told_is_kept_by_pages_and_chosen_by_severity(long, at_the_office, monkeypatch):
    monkeypatch.setattr(service, "PAGE_ROWS", 2)
    lines = [[n, f"B{n}", "Ngô Ký", 2023, "LĐTT", "LDTT"] for n in range(5)]
    book = SimpleUploadedFile("ds.xlsx", workbook({"DanhHieu": [AWARD, *lines]}))
    page = at_the_office.post(KINDS["history"][0], {"file": book}).url
    run_jobs()
    assert FindingPage.objects.filter(severity="error").count() == 3
    last = at_the_office.get(page, {"muc": "error", "trang": 3}).context
    assert ([f.row for f, _, _ in last["told"]], last["previous_page"], last["next_page"]) == ([6], 2, 0)


def test_what_would_be_written_is_kept_by_pages(long, at_the_office, monkeypatch):
    monkeypatch.setattr(service, "PAGE_ROWS", 2)
    page = hand_in(at_the_office, "initiatives", 5)
    run_jobs()
    asked, seen = [], []
    for number in (1, 3):
        with CaptureQueriesContext(connection) as queries:
            context = at_the_office.get(page, {"dong": number}).context
        asked.append(len(queries))
        seen.append(([row["row"] for row in context["rows"]], context["previous_rows"], context["next_rows"]))
    assert seen == [([2, 3], 0, 2), ([6], 2, 0)]
    assert asked[0] == asked[1]


def test_a_reading_that_starts_again_leaves_one_preview(long, at_the_office):
    page = hand_in(at_the_office, "staff", 3)
    run_jobs()
    before = list(FindingPage.objects.values_list("severity", "number", "rows"))
    Job.objects.update(status=JobStatus.QUEUED, queued_at=timezone.now())
    run_jobs()
    assert list(FindingPage.objects.values_list("severity", "number", "rows")) == before
    assert at_the_office.get(page).context["total"] == [3, 0, 0, 1]


def test_who_watched_the_work_is_told_once_and_of_the_reading_that_follows_not_at_all(long, at_the_office, office):
    page = hand_in(at_the_office, "staff", 2)
    run_jobs()
    unread = office.notifications.filter(key__startswith="job:", read_at=None)
    assert unread.count() == 1
    at_the_office.get(page, headers={"HX-Request": "true"})
    assert unread.count() == 0
    press(at_the_office, "staff", page, at_the_office.get(page).context["seen"])
    run_jobs()
    assert [told.text for told in unread.all()] == ["Nhập tệp ds.xlsx: xong"]
    assert Job.objects.filter(label="Xem lại tệp ds.xlsx").count() == 1
