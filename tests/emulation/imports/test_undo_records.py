"""A workbook of records of any kind that was taken in is taken back exactly, while nothing rests on what it wrote."""

from datetime import date

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile

import awards.imports  # noqa: F401 - the worker knows the kinds by them
import campaigns.imports  # noqa: F401
from awards.models import Award
from campaigns.models import Quota
from campaigns.selectors.quotas import say_places
from emulation.audit import history
from emulation.choices import JobStatus
from emulation.models import Attachment, AuditEvent, Initiative, Job, Posting, Staff, Taking, Unit
from emulation.services import ledger
from emulation.services import workbook as service
from emulation.services.entry import add_entry
from emulation.tasks import run_jobs
from tests.awards.history_import.books import AWARD, INITIATIVE, people
from tests.emulation.imports.workbooks import workbook
from tests.factories import person
from tests.factories.campaigns import campaign_at, proposal_at
from tests.factories.sheets import sheet_at

STAFF = ["STT", "Mã NV", "Họ và tên", "Giới tính", "Ngày sinh", "Khoa/Phòng", "Chức vụ"]
QUOTAS = ["Năm", "Phong trào", "Chương trình", "Tập thể", "Cá nhân", "Lý do, văn bản giao"]
ROWS = {
    "staff": {
        "NS": [
            STAFF,
            [1, "A1", "Lê Văn An", "Nam", 1990, "Khoa Nhi", "Bác sĩ"],
            [2, "S2", "Ngô Ký", "Nam", 1970, "Khoa Nhi", "Y sĩ"],
        ]
    },
    "history": {
        "NhanSu": people(["B1", "Ngô Ký", "Nam", "1990", "Khoa Mắt"], ["B2", "Vũ Lan", "Nữ", "1991", "Khoa Nhi"]),
        "DanhHieu": [AWARD, [1, "B1", "Ngô Ký", 2023, "LĐTT", "LDTT"], [2, "B2", "Vũ Lan", 2023, "LĐTT", "LDTT"]],
    },
    "initiatives": {
        "SangKien": [INITIATIVE, ["SK1", "A1", "Lê Văn An", 2024, "Mổ nhanh", "Cơ sở", "Tác giả", "Công nhận", ""]]
    },
    "quotas": {"ChiTieu": [QUOTAS, [None, "Phong trào 0", "", 7, 8, "Công văn 15"]]},
}
ADDRESSES = {
    "staff": ("/ho-so/nhan-su/nhap/", "ghi/"),
    "history": ("/khen-thuong/nhap-lich-su/", "nhap/"),
    "initiatives": ("/ho-so/sang-kien/nhap/", "ghi/"),
    "quotas": ("/phong-trao/nhap-so-luong/", "ghi/"),
}
BESIDE = (Attachment, AuditEvent, Job, Taking)


def stored():
    """Return every row of what people work with, as it stands; not the books kept about it nor when it was touched."""
    found = {}
    for app in ("emulation", "campaigns", "awards"):
        for model in apps.get_app_config(app).get_models():
            name = model.__name__
            if model not in BESIDE and not name.startswith(
                ("Historical", "Workbook", "FindingPage", "TakenRows", "Not")
            ):
                fields = [
                    field.attname for field in model._meta.concrete_fields if not getattr(field, "auto_now", False)
                ]
                found[name] = list(model._base_manager.order_by("pk").values(*fields))
    return found


@pytest.fixture
def campaign(tree, office, director):
    return campaign_at("launched", facility=tree.hospital, office=office, leader=director, title="Phong trào 0")


@pytest.fixture
def an(tree):
    an = person("Lê Văn An", tree.noi, code="A1", position="Y sĩ", joined_on=date(2020, 1, 1))
    Posting.objects.get_or_create(staff=an, until=None, defaults={"unit": tree.noi, "since": date(2020, 1, 1)})
    return an


@pytest.fixture
def browser(as_, office, an, campaign):
    return as_(office)


def hand_in(browser, kind, rows=None):
    address, _ = ADDRESSES[kind]
    return browser.post(address, {"file": SimpleUploadedFile("ds.xlsx", workbook(rows or ROWS[kind]))}).url


def take(browser, kind, rows=None):
    """Hand a workbook in and take it in; return the address of its page."""
    url = hand_in(browser, kind, rows)
    browser.post(f"{url}{ADDRESSES[kind][1]}", {"seen": browser.get(url).context["seen"]})
    return url


def undo(browser, url, taking=None):
    """Confirm; return what the page of the workbook then says."""
    taking = taking or Taking.objects.latest("pk").pk
    return browser.post(f"{url}hoan-tac/", {"taking": taking, "confirmed": "1"}, follow=True).content.decode()


@pytest.mark.parametrize("kind", ROWS)
def test_every_row_is_as_it_was_before(browser, kind):
    before = stored()
    url = take(browser, kind)
    taken = stored()
    assert taken != before
    assert "Hoàn tác lần nhập" in browser.get(url).content.decode()
    assert "Đã hoàn tác: xóa" in undo(browser, url)
    assert stored() == before
    assert "Hoàn tác lần nhập" not in browser.get(url).content.decode()
    assert "Đã hoàn tác" in browser.get(ADDRESSES[kind][0]).content.decode()


@pytest.mark.parametrize("kind", ROWS)
def test_it_may_be_taken_in_again_afterwards(browser, kind):
    url = take(browser, kind)
    undo(browser, url)
    browser.post(f"{url}{ADDRESSES[kind][1]}", {"seen": browser.get(url).context["seen"]})
    assert "Đã hoàn tác: xóa" in undo(browser, url)
    assert Taking.objects.filter(undone_at=None).count() == 0


@pytest.mark.parametrize("kind", ROWS)
def test_a_second_press_undoes_nothing_more(browser, kind):
    url = take(browser, kind)
    taking = Taking.objects.latest("pk").pk
    undo(browser, url, taking)
    once = stored()
    assert "lần nhập này đã được hoàn tác" in undo(browser, url, taking)
    acts = [event.action.partition("_")[0] for event in history(Attachment.objects.get())]
    assert (stored() == once, acts) == (True, ["upload", "receive", "take", "undo"])


@pytest.mark.parametrize("kind", ROWS)
def test_a_long_one_is_undone_by_the_worker(browser, kind, monkeypatch):
    monkeypatch.setattr(service, "AT_ONCE", 0)
    before, url = stored(), hand_in(browser, kind)
    run_jobs()
    browser.post(f"{url}{ADDRESSES[kind][1]}", {"seen": browser.get(url).context["seen"]})
    run_jobs()
    taken = stored()
    undo(browser, url)
    assert stored() == taken
    run_jobs()
    assert stored() == before
    page = browser.get(url)
    assert ("Đã hoàn tác: xóa" in page.content.decode(), bool(page.context["seen"])) == (True, True)
    assert set(Job.objects.values_list("status", flat=True)) == {JobStatus.DONE}


def test_a_long_one_that_cannot_be_undone_says_why_on_its_page(browser, monkeypatch):
    monkeypatch.setattr(service, "AT_ONCE", 0)
    url = hand_in(browser, "staff")
    run_jobs()
    browser.post(f"{url}ghi/", {"seen": browser.get(url).context["seen"]})
    run_jobs()
    Staff.objects.filter(code="S2").update(position="Bác sĩ")
    undo(browser, url)
    run_jobs()
    assert "Nhân sự “Ngô Ký” đã được sửa hoặc xóa sau khi nhập." in browser.get(url).content.decode()
    assert Staff.objects.filter(code="S2").exists()


def test_the_page_of_confirmation_says_how_much_goes_and_comes_back(browser):
    url = take(browser, "staff")
    shown = browser.get(f"{url}hoan-tac/")
    assert [value for _, value in shown.context["facts"]] == ["3", "2"]
    assert "Mục đã ghi thêm sẽ bị xóa" in shown.content.decode()
    assert "Một dòng của tệp có thể ghi nhiều mục" in shown.content.decode()
    assert Staff.objects.filter(code="S2").exists()


def test_undoing_stands_in_the_book_and_in_the_history_of_the_people(browser, office, an):
    url = take(browser, "staff")
    made = Staff.objects.get(code="S2")
    undo(browser, url)
    assert [(history(one).last().action, history(one).last().by) for one in (an, made)] == [("undo_import", office)] * 2
    assert [e.action for e in history(Attachment.objects.get())][-2:] == ["take_staff", "undo_staff"]
    assert [(one.history_type, one.history_user) for one in Staff.history.filter(id=made.pk)] == [
        ("-", office), ("+", office)
    ]  # fmt: skip
    assert Staff.history.filter(id=an.pk).first().position == "Y sĩ"


def test_a_changed_row_that_somebody_changed_again_stands_in_the_way(browser, an):
    url = take(browser, "staff")
    Staff.objects.filter(pk=an.pk).update(position="Trưởng khoa")
    after = stored()
    assert "Nhân sự “Lê Văn An” đã được sửa hoặc xóa sau khi nhập." in undo(browser, url)
    assert browser.get(f"{url}hoan-tac/").status_code == 302
    assert stored() == after


def test_a_column_that_the_workbook_did_not_write_may_change(browser, an):
    url = take(browser, "staff")
    Staff.objects.filter(pk=an.pk).update(email="an@bv.vn")
    assert "Đã hoàn tác: xóa" in undo(browser, url)
    an.refresh_from_db()
    assert (an.position, an.email) == ("Y sĩ", "an@bv.vn")


def test_a_new_person_who_is_registered_stands_in_the_way(browser, tree, office):
    url = take(browser, "staff")
    add_entry(sheet_at("draft", tree, unit=tree.nhi, people=0), staff=Staff.objects.get(code="S2"), by=office)
    said = undo(browser, url)
    assert "Nhân sự “Ngô Ký” đang được dùng ở mục" in said
    assert "hoàn tác tệp nhập sau (nếu có) rồi thử lại" in said
    assert Staff.objects.filter(code="S2").exists()


def test_the_later_of_two_files_is_undone_first(browser, an):
    first = take(browser, "staff")
    second = take(browser, "history", {"DanhHieu": [AWARD, [1, "S2", "Ngô Ký", 2023, "LĐTT", "LDTT"]]})
    before = Taking.objects.earliest("pk").pk
    assert "đang được dùng ở mục" in undo(browser, first, before)
    undo(browser, second)
    assert "Đã hoàn tác: xóa" in undo(browser, first, before)
    assert (Award.objects.count(), Staff.objects.filter(code="S2").count()) == (0, 0)


def test_a_new_unit_with_somebody_who_came_later_stands_in_the_way(browser):
    url = take(browser, "history")
    person("Trần Bình", Unit.objects.get(name="Khoa Mắt"), code="T9")
    assert "“Khoa Mắt” đang được dùng ở mục" in undo(browser, url)
    assert Award.objects.count() == 2


def test_an_initiative_that_was_changed_by_hand_stands_in_the_way(browser):
    url = take(browser, "initiatives")
    Initiative.objects.update(name="Mổ nhanh hơn")
    assert "đã được sửa hoặc xóa sau khi nhập" in undo(browser, url)
    assert Initiative.objects.count() == 1


def test_a_number_whose_places_are_taken_stands_in_the_way(browser, campaign, head, an):
    Quota.objects.filter(campaign=campaign, kind="ca_nhan").update(places=0)
    url = take(browser, "quotas")
    proposal_at("submitted", campaign=campaign, unit=an.unit, staff=an, by=head)
    assert "Đã dùng 1 chỗ cá nhân, không giảm xuống 0 được." in undo(browser, url)
    assert Quota.objects.get(campaign=campaign, kind="ca_nhan").places == 8


def test_undone_numbers_stand_in_the_history_of_the_campaign_with_their_reason(browser, campaign, office):
    before = dict(Quota.objects.filter(campaign=campaign).values_list("kind", "places"))
    undo(browser, take(browser, "quotas"))
    acts = [(one.action, one.before, one.after, one.by) for one in history(campaign)][-2:]
    assert acts == [
        ("set_quota", new, say_places(before[kind]), office) for kind, new in (("tap_the", "7"), ("ca_nhan", "8"))
    ]
    assert all(one.note.endswith("Hoàn tác tệp ds.xlsx") for one in list(history(campaign))[-2:])


def test_a_code_that_somebody_else_has_now_is_not_given_back(browser, an, tree):
    url = hand_in(browser, "staff", {"NS": [STAFF, [1, "B7", "Lê Văn An", "Nam", "", "Khoa Nội tổng hợp", "Y sĩ"]]})
    shown = browser.get(url)
    chosen = {shown.context["doubts"][0]["name"]: str(an.pk)}
    browser.post(f"{url}ghi/", {"seen": shown.context["seen"], **chosen})
    person("Trần Bình", tree.noi, code="A1")
    after = stored()
    assert "nay không ghi lại được" in undo(browser, url)
    assert (stored() == after, Staff.objects.get(pk=an.pk).code) == (True, "B7")


def test_the_first_ten_that_stand_in_the_way_are_named(browser):
    rows = {"NS": [STAFF, *([n, f"S{n}", f"Ngô Văn {chr(65 + n)}n", "Nam", 1970, "Khoa Nhi", ""] for n in range(14))]}
    url = take(browser, "staff", rows)
    Staff.objects.filter(code__startswith="S").update(position="Y sĩ")
    assert undo(browser, url).count("đã được sửa hoặc xóa sau khi nhập.") == 10


def test_what_was_written_is_kept_by_bounded_sets(browser, monkeypatch):
    monkeypatch.setattr(ledger, "BATCH", 4)
    rows = {"NS": [STAFF, *([n, f"S{n}", f"Ngô Văn {chr(65 + n)}n", "Nam", 1970, "Khoa Nhi", ""] for n in range(9))]}
    before = stored()
    url = take(browser, "staff", rows)
    sets = Taking.objects.get().written.filter(model="emulation.staff")
    assert [len(ledger.unpacked(one)) for one in sets] == [4, 4, 1]
    undo(browser, url)
    assert stored() == before


@pytest.mark.parametrize("taking", ["²", "9" * 25, "9" * 5000])
def test_a_number_that_no_page_sends_undoes_nothing(browser, taking):
    assert "lần nhập này đã được hoàn tác" in undo(browser, take(browser, "staff"), taking)
    assert Taking.objects.get().undone_at is None


@pytest.mark.parametrize("part", ["head", "clerk", "director", "stranger"])
def test_others_have_no_such_page(request, as_, browser, part):
    url = take(browser, "staff")
    other = as_(request.getfixturevalue(part))
    assert [other.get(f"{url}hoan-tac/").status_code, other.post(f"{url}hoan-tac/").status_code] == [404, 404]
    assert Staff.objects.filter(code="S2").exists()
