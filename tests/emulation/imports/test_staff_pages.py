"""Staff lists by web: previewed person by person, doubts side by side, taken in as previewed or not at all."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from emulation.audit import history
from emulation.models import Attachment, AuditEvent, Posting, Staff
from tests.emulation.imports.workbooks import workbook
from tests.factories import person

UPLOAD = "/ho-so/nhan-su/nhap/"
HEAD = ["STT", "Mã NV", "Họ và tên", "Giới tính", "Ngày sinh", "Khoa/Phòng", "Chức vụ", "Học vị"]


def book(*rows):
    return workbook({"NS": [HEAD, *rows]})


def preview(client, *rows):
    """Hand a list in and return its preview."""
    answer = client.post(UPLOAD, {"file": SimpleUploadedFile("ns.xlsx", book(*rows))})
    return client.get(answer.url)


def take(client, shown, **decisions):
    """Send the preview's form; ``decisions`` by row: dong_2="new"."""
    chosen = {f"chon:NS|{key.removeprefix('dong_')}": value for key, value in decisions.items()}
    url = f"{shown.wsgi_request.path}ghi/"
    return client.post(url, {"seen": shown.context["seen"], **chosen}, follow=True)


@pytest.fixture
def at_the_office(as_, office):
    return as_(office)


@pytest.fixture
def hoa(tree):
    return person("Lê Thị Hoa", tree.nhi, code="A1", birth_date=date(1980, 2, 1), position="Y sĩ")


def test_a_list_is_previewed_and_taken_in_as_one_act(at_the_office, tree, hoa):
    shown = preview(
        at_the_office,
        [1, "A1", "Lê Thị Hoa", "", "", "Khoa Nội tổng hợp", "Điều dưỡng", ""],
        [2, "A2", "Ngô Ký", "Nam", 1970, "Khoa Nhi", "Bác sĩ", ""],
        [3, "A3", "Vũ An", "Nam", 1971, "Khoa Mắt", "Bác sĩ", ""],
    )
    assert (shown.context["total"], Staff.objects.count()) == ([1, 1, 0, 1], 1)
    assert shown.context["changed"][0][1] == [
        ("Đơn vị", "Khoa Nhi", "Khoa Nội tổng hợp"), ("Chức vụ", "Y sĩ", "Điều dưỡng")
    ]  # fmt: skip
    done = take(at_the_office, shown)
    assert "Đã nhập: 1 người mới, 1 người thay đổi." in done.content.decode()
    hoa.refresh_from_db()
    assert (hoa.unit, hoa.position, hoa.search_key) == (tree.noi, "Điều dưỡng", "a1 le thi hoa")
    postings = [(post.unit, post.position, post.until is None) for post in hoa.postings.order_by("since")]
    assert postings == [(tree.nhi, "Y sĩ", False), (tree.noi, "Điều dưỡng", True)]
    assert history(hoa).last().note == (
        "Từ tệp ns.xlsx: Đơn vị Khoa Nhi → Khoa Nội tổng hợp; Chức vụ Y sĩ → Điều dưỡng"
    )
    assert Staff.history.filter(id=hoa.pk).count() == 2
    assert Posting.objects.get(staff__code="A2", until=None).unit == tree.nhi


def test_birth_and_start_are_shown_before_they_are_written(at_the_office, hoa):
    Staff.objects.filter(pk=hoa.pk).update(
        birth_date=date(1980, 1, 1), birth_precision="year", joined_on=date(2020, 1, 1)
    )
    head = ["STT", "Mã NV", "Họ và tên", "Khoa/Phòng", "Ngày sinh", "Ngày vào làm", "Chức vụ", "Giới tính"]
    rows = [[1, "A1", "Lê Thị Hoa", "Khoa Nhi", "05/03/1980", "02/01/2020", "Y sĩ", ""],
            [2, "A2", "Ngô Ký", "Khoa Nhi", "1970", "01/02/2010", "Bác sĩ", "Nam"],
            [3, "A3", "Vũ An", "Khoa Nhi", "07/08/1991", "", "Bác sĩ", "Nam"]]  # fmt: skip
    file = SimpleUploadedFile("ns.xlsx", workbook({"NS": [head, *rows]}))
    shown = at_the_office.get(at_the_office.post(UPLOAD, {"file": file}).url)

    assert shown.context["changed"][0][1] == [
        ("Ngày sinh", "1980", "05/03/1980"), ("Ngày vào", "01/01/2020", "02/01/2020")
    ]  # fmt: skip
    assert [(line["born"], line["joined"]) for line in shown.context["made"]] == [
        ("1970", "01/02/2010"), ("07/08/1991", "")
    ]  # fmt: skip
    text = shown.content.decode()
    assert [f'data-l="Ngày sinh">{day}<' in text for day in ("1970", "07/08/1991")] == [True, True]
    assert [f'data-l="Ngày vào">{day}<' in text for day in ("01/02/2010", "–")] == [True, True]


def test_the_same_list_again_changes_nothing(at_the_office, tree):
    rows = [[1, "A2", "Ngô Ký", "Nam", 1970, "Khoa Nhi", "Bác sĩ", "ThS."]]
    take(at_the_office, preview(at_the_office, *rows))
    again = preview(at_the_office, *rows)
    assert again.context["total"] == [0, 0, 1, 0]
    assert "Mọi dòng của tệp đã có trong hồ sơ." in again.content.decode()


def test_a_likely_duplicate_stands_beside_the_one_it_may_be(at_the_office, hoa):
    shown = preview(at_the_office, [1, "B7", "Lê Thị Hoa", "Nữ", "01/02/1980", "Khoa Ngoại", "Y sĩ", ""])
    doubt = shown.context["doubts"][0]
    assert doubt["heads"] == ["Trong tệp", "Đã có"]
    assert ("Đơn vị", ["Khoa Ngoại", "Khoa Nhi"]) in doubt["rows"]
    assert [value for value, _ in doubt["ways"]] == [str(hoa.pk), "new", ""]
    assert "chon:NS|2" in shown.content.decode()


def test_the_same_person_is_changed_another_person_is_added_and_who_is_left_waits(at_the_office, tree, hoa):
    row = [1, "B7", "Lê Thị Hoa", "Nữ", "01/02/1980", "Khoa Ngoại", "Y sĩ", ""]
    take(at_the_office, preview(at_the_office, row))
    assert Staff.objects.count() == 1
    take(at_the_office, preview(at_the_office, row), dong_2=str(hoa.pk))
    hoa.refresh_from_db()
    assert (Staff.objects.count(), hoa.code, hoa.unit) == (1, "B7", tree.ngoai)
    other = [1, "B8", "Lê Thị Hoa", "Nữ", "", "Khoa Ngoại", "Y sĩ", ""]
    take(at_the_office, preview(at_the_office, other), dong_2="new")
    assert sorted(Staff.objects.values_list("code", flat=True)) == ["B7", "B8"]


def test_a_choice_that_was_not_offered_is_no_choice(at_the_office, tree, hoa):
    ky = person("Ngô Ký", tree.nhi, code="A9")
    taken = [1, "A9", "Lê Thị Hoa", "Nữ", "", "Khoa Nhi", "", ""]
    for chosen in ("new", str(hoa.pk), "999999", "x"):
        take(at_the_office, preview(at_the_office, taken), dong_2=chosen)
    assert sorted(Staff.objects.values_list("code", "full_name")) == [("A1", "Lê Thị Hoa"), ("A9", ky.full_name)]


def test_every_fault_is_told_at_its_own_cell(at_the_office, tree):
    head = ["STT", "Mã NV", "Họ và tên", "Khoa/Phòng", "Ngày sinh", "Ngày vào làm", "Chức vụ", "Giới tính", "Email"]
    row = [1, "A" * 40, "Ngô Ký", "Khoa Nhi", 1970, "01/02/2010", "Bác sĩ", "Nam", "ngo.ky@"]
    other = [2, "", "Vũ An", *row[3:-1], "vu.an@bv.vn"]
    file = SimpleUploadedFile("ns.xlsx", workbook({"NS": [head, row, other]}))
    told = at_the_office.get(at_the_office.post(UPLOAD, {"file": file}).url).context["told"]
    places = sorted((finding.place, finding.code, finding.value[:7]) for finding, _, _ in told if finding.row)
    assert places == [("B2", "BAD_ROW", "A" * 7), ("B3", "CODE_GIVEN", ""), ("I2", "BAD_ROW", "ngo.ky@")]


def test_two_lines_about_one_person_are_not_both_taken(at_the_office, hoa):
    rows = [1, "A1", "Lê Thị Hoa", "", "", "Khoa Nhi", "Y sĩ", ""], [2, "", "Lê Thị Hoa", "", "01/02/1980", "Khoa Nhi",
                                                                  "Điều dưỡng", ""]  # fmt: skip
    shown = preview(at_the_office, *rows)
    assert shown.context["total"][3] == 1
    take(at_the_office, shown)
    hoa.refresh_from_db()
    assert hoa.position == "Y sĩ"


def test_a_year_of_birth_does_not_blur_the_day_that_is_known(at_the_office, hoa):
    shown = preview(at_the_office, [1, "A1", "Lê Thị Hoa", "", 1980, "Khoa Nhi", "Y sĩ", ""])
    assert shown.context["total"] == [0, 0, 1, 0]


def test_a_code_of_somebody_who_left_is_not_given_again(at_the_office, hoa):
    Staff.objects.filter(pk=hoa.pk).update(left_on=date(2020, 1, 1))
    shown = preview(at_the_office, [1, "A1", "Ngô Ký", "Nam", 1970, "Khoa Nhi", "", ""])
    assert shown.context["total"] == [0, 0, 0, 1]
    assert "đã thôi việc (01/01/2020)" in shown.content.decode()


def test_nothing_is_taken_when_the_house_has_moved_on(at_the_office, hoa):
    shown = preview(at_the_office, [1, "A1", "Lê Thị Hoa", "", "", "Khoa Nhi", "Điều dưỡng", ""])
    Staff.objects.filter(pk=hoa.pk).update(position="Hộ lý")
    done = take(at_the_office, shown)
    hoa.refresh_from_db()
    assert (hoa.position, "Dữ liệu đã thay đổi từ lúc xem trước" in done.content.decode()) == ("Hộ lý", True)


def test_a_file_that_is_no_list_is_told_on_the_form_and_not_kept(at_the_office, tree):
    answer = at_the_office.post(UPLOAD, {"file": SimpleUploadedFile("a.xlsx", workbook({"S": [["Kế hoạch"]]}))})
    assert (answer.status_code, Attachment.objects.count()) == (422, 0)
    assert "Không tìm thấy dòng dữ liệu nào" in answer.content.decode()


def test_a_preview_asks_the_same_for_any_size_and_taking_in_only_grows_by_batches(at_the_office, tree):
    asked = []
    for size, unit in ((5, "Khoa Nhi"), (120, "Khoa Ngoại")):
        rows = [[n, f"S{size}N{n}", f"Lê Văn {chr(65 + n % 26)}n", "Nam", 1990, unit, "", ""] for n in range(size)]
        shown = preview(at_the_office, *rows)
        with CaptureQueriesContext(connection) as reading:
            at_the_office.get(shown.wsgi_request.path)
        with CaptureQueriesContext(connection) as writing:
            at_the_office.post(f"{shown.wsgi_request.path}ghi/", {"seen": shown.context["seen"]})
        asked.append((len(reading), len(writing)))
    assert asked[0][0] == asked[1][0]
    assert asked[1][1] - asked[0][1] < 10
    assert Staff.objects.count() == 125


def test_the_page_remembers_what_was_taken_in(at_the_office, tree):
    preview(at_the_office, [1, "A2", "Ngô Ký", "Nam", 1970, "Khoa Nhi", "", ""])
    take(at_the_office, preview(at_the_office, [1, "A3", "Vũ An", "Nam", 1970, "Khoa Nhi", "", ""]))
    uploads = at_the_office.get(UPLOAD).context["uploads"]
    assert [upload.is_taken for upload in uploads] == [True, False]
    assert AuditEvent.objects.filter(action="import_staff").count() == 1


def test_what_was_taken_in_stays_told_without_a_button_that_does_nothing(at_the_office, office, tree):
    shown = preview(at_the_office, [1, "A2", "Ngô Ký", "Nam", 1970, "Khoa Nhi", "", ""])
    take(at_the_office, shown)
    text = at_the_office.get(shown.wsgi_request.path).content.decode()
    assert f"{office} nhập lần cuối lúc" in text and ": 1 mới, 0 đổi</span>" in text
    assert ("Xem trước, chưa ghi gì" in text, "vi-sao-nhap" in text) == (False, False)


def test_a_list_saved_as_text_is_read_and_another_kind_of_file_is_not(at_the_office, tree):
    rows = [HEAD, ["1", "A2", "Ngô Ký", "Nam", "1970", "Khoa Nhi", "Bác sĩ", ""]]
    content = "\n".join(",".join(row) for row in rows).encode()
    shown = at_the_office.get(at_the_office.post(UPLOAD, {"file": SimpleUploadedFile("ns.csv", content)}).url)
    assert shown.context["total"] == [1, 0, 0, 0]
    take(at_the_office, shown)
    assert Staff.objects.get(code="A2").full_name == "Ngô Ký"
    other = at_the_office.post(UPLOAD, {"file": SimpleUploadedFile("ns.txt", content)})
    assert "Không nhận tệp “.txt”. Hãy gửi .xlsx, .xls, .ods hoặc .csv." in other.content.decode()


@pytest.mark.parametrize("part", ["head", "clerk", "director", "member", "stranger", "department"])
def test_others_have_no_such_page(request, as_, office, part):
    shown = preview(as_(office), [1, "A2", "Ngô Ký", "Nam", 1970, "Khoa Nhi", "", ""]).wsgi_request.path
    client = as_(request.getfixturevalue(part))
    assert [client.get(url).status_code for url in (UPLOAD, f"{UPLOAD}mau/", shown)] == [404, 404, 404]
    assert client.post(f"{shown}ghi/", {"seen": "x"}).status_code == 404


def test_the_administrator_may_and_another_hospital_sees_none_of_it(as_, admin, other_office):
    shown = preview(as_(admin), [1, "A2", "Ngô Ký", "Nam", 1970, "Khoa Nhi", "", ""])
    assert shown.context["total"] == [1, 0, 0, 0]
    client = as_(other_office)
    assert (client.get(UPLOAD).status_code, client.get(shown.wsgi_request.path).status_code) == (200, 404)
