"""The pages: who sees which, what they show, and that lists ask a constant number of questions."""

from io import BytesIO

import pytest
import time_machine
from django.urls import reverse
from openpyxl import load_workbook

from emulation.choices import Role
from emulation.models import Notification
from reports.choices import DueStatus, PackageStatus
from reports.models import DueReport
from reports.selectors.work import found_for, work_of
from reports.services.due import store_dues
from tests.factories import facility_tree, user_with
from tests.factories.reports import at, month_open, package_at

pytestmark = pytest.mark.django_db
TODAY = "2026-12-02T09:30"


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(at(TODAY), tick=False):
        yield


def page(client, name, *args, **query):
    return client.get(reverse(f"reports:{name}", args=args), query)


# --- who sees what ---


def pages_of(package):
    letter = package.deliveries.first()
    due = package.due_id
    pages = [
        ("due_detail", due),
        ("due_nil", due),
        ("package_detail", package.pk),
        ("package_edit", package.pk),
        ("package_exemplar", package.pk),
        ("package_approve", package.pk),
        ("package_paper", package.pk, 1),
        ("package_page", package.pk, 1, 1),
        ("package_mail", package.pk),
        ("package_receipt", package.pk),
    ]
    if letter:
        pages += [
            ("package_proof", package.pk),
            ("letter_file", package.pk, letter.pk),
            ("letter_part", package.pk, letter.pk, 1),
        ]
    return pages


@pytest.mark.parametrize("who", ["stranger", "head", "clerk", "member", "other_office", "admin"])
def test_people_who_have_no_part_in_it_get_nothing(who, tree, as_, request):
    package = package_at("sent", tree)
    client = as_(request.getfixturevalue(who))
    assert {page(client, *found).status_code for found in pages_of(package)} == {404}


def test_the_department_sees_what_was_sent_to_it_and_no_more(tree, department, as_):
    package = package_at("sent", tree)
    client = as_(department)
    open_pages = {found[0] for found in pages_of(package) if page(client, *found).status_code == 200}
    assert open_pages == {
        "package_detail",
        "package_paper",
        "package_page",
        "package_mail",
        "package_receipt",
        "package_proof",
        "letter_file",
        "letter_part",
    }


@pytest.mark.parametrize("state", ["prepared", "submitted", "queued"])
def test_the_department_does_not_see_what_has_not_left(state, tree, department, as_):
    assert page(as_(department), "package_detail", package_at(state, tree).pk).status_code == 404


def test_the_department_does_not_see_what_goes_to_the_party_committee(tree, department, as_):
    package = package_at("sent", tree)
    DueReport.objects.filter(pk=package.due_id).update(recipient="dang_uy_so_y_te")
    assert page(as_(department), "package_detail", package.pk).status_code == 404


def test_another_departments_officer_sees_nothing(tree, as_):
    elsewhere = facility_tree("Bệnh viện Xa")
    officer = user_with("soyte.xa", "Người Sở khác", (Role.DEPARTMENT, elsewhere.department))
    assert page(as_(officer), "package_detail", package_at("sent", tree).pk).status_code == 404


@pytest.mark.parametrize("name", ["due_list", "due_export", "clock_detail", "duty_list", "hospital_board"])
def test_a_stranger_has_no_reports(name, tree, stranger, as_):
    assert page(as_(stranger), name).status_code == 404


def test_pages_ask_for_a_login(client, tree):
    assert page(client, "due_list").url.startswith("/dang-nhap/")


@pytest.mark.parametrize(
    "name, who", [("due_prepare", "director"), ("package_step", "department"), ("package_attach", "director")]
)
def test_acts_of_the_office_are_the_offices(name, who, tree, as_, request):
    package = package_at("prepared", tree)
    args = {"due_prepare": [package.due_id], "package_step": [package.pk, "submit"], "package_attach": [package.pk]}[
        name
    ]
    assert as_(request.getfixturevalue(who)).post(reverse(f"reports:{name}", args=args)).status_code == 404


# --- the calendar and the list ---


def test_the_calendar_shows_the_day_that_counts(tree, office, as_):
    month_open(tree)
    text = page(as_(office), "due_list").content.decode()
    assert "Gương điển hình hằng tháng" in text
    assert "Sở Y tế · trước ngày 05" in text
    assert 'class="cal due"' in text
    assert "<b>04</b><i>2 ngày</i>" in text


def test_the_office_finds_packages_without_accents(tree, office, as_):
    month_open(tree)
    client = as_(office)
    assert "Gương điển hình tháng 11/2026" in page(client, "due_list", q="guong thang 11").content.decode()
    assert "Không tìm thấy" in page(client, "due_list", q="khong co bao cao nao").content.decode()


def test_the_list_of_deadlines_goes_out_as_it_is_narrowed(tree, office, as_):
    month_open(tree)
    answer = page(as_(office), "due_export", q="guong thang 11")
    rows = list(load_workbook(BytesIO(b"".join(answer.streaming_content))).active.values)
    assert [row[0] for row in rows] == ["Báo cáo, kỳ", "Gương điển hình tháng 11/2026"]


@pytest.mark.parametrize("chip, shown", [("mo", True), ("qua-han", False), ("tat-ca", True), ("sap-toi", False)])
def test_chips_narrow_the_list(chip, shown, tree, office, as_):
    due = month_open(tree)
    rows = page(as_(office), "due_list", loc=chip).context["lines"]
    assert (due in [line["due"] for line in rows]) is shown


def test_an_officer_of_the_department_is_led_to_the_board(tree, department, as_):
    response = page(as_(department), "due_list")
    assert response.url == reverse("reports:hospital_board")


def test_an_empty_calendar_says_where_deadlines_come_from(tree, office, as_):
    assert "Hạn sinh ra từ kế hoạch đã ban hành" in page(as_(office), "due_list").content.decode()


def test_the_list_asks_a_constant_number_of_questions(tree, office, as_, django_assert_max_num_queries):
    package_at("sent", tree)
    client = as_(office)
    page(client, "due_list")
    store_dues(today=at("2026-06-01T08:00").date(), since=at("2026-06-01T08:00").date())
    DueReport.objects.filter(period__lt="2027").exclude(status=DueStatus.SENT).update(status=DueStatus.NIL)
    with django_assert_max_num_queries(45):
        assert len(page(client, "due_list").context["lines"]) > 5


# --- the Department ---


def test_the_board_counts_on_time_late_and_missing(tree, other_tree, department, as_):
    package_at("sent", tree, on="2026-12-06T08:00")
    lines = {line.facility: line for line in page(as_(department), "hospital_board").context["board"]}
    assert (lines[tree.hospital].late, lines[tree.hospital].on_time) == (1, 0)
    assert lines[other_tree.hospital].expected == 0


def test_the_department_nudges_a_hospital_once_a_day(tree, office, department, as_):
    month_open(tree)
    DueReport.objects.filter(period="2026-11").update(due_on="2026-11-30")
    client = as_(department)
    for _ in range(2):
        client.post(reverse("reports:hospital_nudge", args=[tree.hospital.pk]))
    told = Notification.objects.filter(user=office, key__startswith="department-nudge")
    assert [row.text for row in told] == ["Sở Y tế nhắc: còn thiếu 1 báo cáo quá hạn: Gương điển hình tháng 11/2026."]


def test_the_department_notes_a_receipt(tree, department, as_):
    package = package_at("sent", tree, on="2026-12-02T09:00")
    form = {"number": "SYT-87", "at": "02/12/2026 09:20"}
    as_(department).post(reverse("reports:package_receipt", args=[package.pk]), form)
    package.refresh_from_db()
    assert (package.status, package.receipt_number) == (PackageStatus.RECEIVED, "SYT-87")


# --- what waits, what is found ---


def test_work_waits_for_whose_move_it_is(tree, office, director, department):
    month_open(tree)
    assert [work.button for work in work_of(office)] == ["Soạn tiếp"]
    assert work_of(director) == []


def test_a_submitted_package_waits_for_the_leader(tree, office, director):
    package_at("submitted", tree)
    assert work_of(office) == []
    assert [work.button for work in work_of(director)] == ["Xem và duyệt"]


def test_a_sent_package_waits_for_the_departments_receipt(tree, department):
    package_at("sent", tree)
    assert [work.button for work in work_of(department)] == ["Ghi biên nhận"]


def test_work_is_found_by_few_questions(tree, office, django_assert_max_num_queries):
    month_open(tree)
    assert office.grants_now
    with django_assert_max_num_queries(1):
        work_of(office)


def test_search_finds_reports_without_accents(tree, office, department, other_office):
    month_open(tree)
    assert found_for(office, "guong thang 11")[0].title == "Gương điển hình tháng 11/2026"
    assert found_for(other_office, "guong thang 11") == []
    assert found_for(department, "guong thang 11") == []
