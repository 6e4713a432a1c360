"""The admin site: one door, one scope, workbooks in, all or nothing."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from core.text import fold, name_key
from emulation.audit import history
from emulation.choices import UnitKind
from emulation.models import Staff, Unit
from tests.emulation.people.workbooks import ACCOUNTS, STAFF, UNITS, confirm, preview
from tests.factories import person

UNIT_HEADS = ["Mã đơn vị", "Tên đơn vị", "Loại", "Thuộc (mã)", "Phải đăng ký điển hình", "Đang hoạt động"]
STAFF_HEADS = [
    "Mã nhân viên", "Họ và tên", "Ngày sinh", "Đơn vị (mã)", "Chức vụ", "Loại công việc", "Đảng viên", "Ngày vào",
]  # fmt: skip


# --- the door ---


def test_the_site_has_no_login_of_its_own(client, db):
    assert client.get("/quan-tri/", follow=True).redirect_chain[-1][0] == "/dang-nhap/?next=%2Fquan-tri%2F"


@pytest.mark.parametrize("who", ["head", "office", "director", "member", "department", "stranger"])
@pytest.mark.parametrize("place", ["/quan-tri/", f"{STAFF}export/", f"{UNITS}import/", f"{ACCOUNTS}"])
def test_whoever_is_no_administrator_finds_nothing(request, as_, who, place, tree):
    assert as_(request.getfixturevalue(who)).get(place).status_code == 404


def test_the_administrator_sees_the_own_facility_alone(as_, admin, tree, other_tree):
    ours, theirs = person("Lê Thị Đào", tree.noi), person("Ngô Văn Bình", other_tree.noi)
    client = as_(admin)

    shown = client.get(STAFF).content.decode()
    assert ours.full_name in shown and theirs.full_name not in shown
    assert client.get(f"{STAFF}{theirs.pk}/change/").status_code == 302
    assert client.get(f"{UNITS}{other_tree.noi.pk}/change/").status_code == 302
    assert client.get(f"{UNITS}").content.decode().count("Bệnh viện Bình Minh") == 0


def test_the_search_of_the_site_needs_no_accents(as_, admin, tree):
    person("Lê Thị Đào", tree.noi)

    assert "Lê Thị Đào" in as_(admin).get(STAFF, {"q": "le thi dao"}).content.decode()


def test_nothing_is_deleted_here(as_, admin, tree):
    assert as_(admin).get(f"{UNITS}{tree.noi.pk}/delete/").status_code == 403


def test_a_form_of_the_site_keeps_by_the_service(as_, admin, tree):
    form = {
        "name": "Khoa Đông y", "short_name": "", "code": "AH-DY", "kind": "khoa", "parent": tree.hospital.pk,
        "position": "0", "must_register": "on", "email": "", "header_name": "", "place": "", "is_active": "on",
    }  # fmt: skip
    as_(admin).post(f"{UNITS}add/", form)

    unit = Unit.objects.get(code="AH-DY")
    assert (unit.search_key, unit.facility) == ("ah-dy khoa dong y", tree.hospital)
    assert history(unit).get().by == admin


def test_a_refusal_of_the_service_is_a_sentence_not_an_error(as_, admin, tree):
    form = {"name": "Khoa Nội tổng hợp", "code": "AH-X", "kind": "khoa", "parent": tree.hospital.pk, "position": "0"}
    answer = as_(admin).post(f"{UNITS}add/", form, follow=True)

    assert "Đã có Đơn vị với Cơ sở y tế và Tên đơn vị này." in answer.content.decode()
    assert Unit.objects.filter(code="AH-X").count() == 0


# --- units in ---


def test_units_come_in_with_their_derived_columns(as_, admin, tree):
    rows = [
        UNIT_HEADS,
        ["0012", "Khoa Mắt", "Khoa", tree.hospital.code, "Có", "Có"],
        ["0012-1", "Tổ Khúc xạ", "tổ", "0012", "", "x"],
    ]
    client = as_(admin)
    answer = preview(client, UNITS, rows)
    assert Unit.objects.filter(code="0012").count() == 0

    confirm(client, UNITS, answer)

    eye, team = Unit.objects.get(code="0012"), Unit.objects.get(code="0012-1")
    assert (eye.facility, eye.kind, eye.must_register, eye.search_key) == (
        tree.hospital, UnitKind.KHOA, True, "0012 khoa mat",
    )  # fmt: skip
    assert (team.parent, team.facility, team.kind) == (eye, tree.hospital, UnitKind.TEAM)


def test_one_bad_row_and_no_unit_is_kept(as_, admin, tree):
    rows = [
        UNIT_HEADS,
        ["AH-1", "Khoa Mắt", "Khoa", tree.hospital.code, "Có", "Có"],
        [None] * 6,
        ["AH-2", "Khoa Tai Mũi Họng", "Khoảng", tree.hospital.code, "Có", "Có"],
        ["AH-3", "Khoa Da liễu", "Khoa", "KHONG-CO", "Có", "Có"],
    ]
    answer = preview(as_(admin), UNITS, rows)

    shown = answer.content.decode()
    assert "confirm_form" not in answer.context
    assert [(row.number, row.field_specific_errors) for row in answer.context["result"].invalid_rows] == [
        (4, {"Loại": [f"Không có “Khoảng”. Hãy ghi một trong: {', '.join(UnitKind.labels)}."]}),
        (5, {"Thuộc (mã)": ["Không có đơn vị mã “KHONG-CO” trong phạm vi anh/chị quản trị."]}),
    ]
    assert "3 dòng trong tệp, 2 dòng lỗi." in shown
    assert Unit.objects.filter(code__startswith="AH-").count() == 0


def test_data_that_changes_after_the_preview_keeps_nothing(as_, admin, tree, other_tree):
    rows = [UNIT_HEADS, *([f"AH-{n}", f"Khoa {n}", "Khoa", tree.hospital.code, "", "Có"] for n in (1, 2))]
    client = as_(admin)
    answer = preview(client, UNITS, rows)
    Unit.objects.filter(pk=other_tree.noi.pk).update(code="AH-2")

    shown = confirm(client, UNITS, answer).content.decode()

    assert "Chưa ghi dòng nào" in shown
    assert Unit.objects.filter(code="AH-1").count() == 0


def test_a_unit_of_another_hospital_cannot_be_taken_over(as_, admin, tree, other_tree):
    rows = [UNIT_HEADS, [other_tree.noi.code, "Khoa Nội của tôi", "Khoa", tree.hospital.code, "", "Có"]]
    answer = preview(as_(admin), UNITS, rows)

    assert "confirm_form" not in answer.context
    other_tree.noi.refresh_from_db()
    assert other_tree.noi.name == "Khoa Nội tổng hợp"


def test_an_administrator_of_a_hospital_makes_no_second_hospital(as_, admin, tree):
    answer = preview(as_(admin), UNITS, [UNIT_HEADS, ["BV2", "Bệnh viện Hai", "Bệnh viện, trung tâm", "", "", "Có"]])

    found = answer.context["result"].invalid_rows[0]
    assert found.non_field_specific_errors == ["Đơn vị cấp trên nằm ngoài phạm vi anh/chị quản lý."]


# --- people in ---


def staff_row(code="NV-01", name="Nguyễn Thị Đào", born="12/05/1980", unit="", **more):
    row = {"position": "Điều dưỡng", "job": "Điều dưỡng", "party": "Có", "joined": "01/09/2010"} | more
    return [code, name, born, unit, row["position"], row["job"], row["party"], row["joined"]]


def test_people_come_in_with_keys_postings_and_day_first_dates(as_, admin, tree):
    client = as_(admin)
    second = staff_row("008", "Lê An", "1975", tree.noi.code)
    rows = [STAFF_HEADS, staff_row("007", unit=tree.noi.code, joined="05/06/2010"), second]
    confirm(client, STAFF, preview(client, STAFF, rows))

    lan, an = Staff.objects.get(code="007"), Staff.objects.get(code="008")
    assert (lan.birth_date, lan.joined_on, lan.facility) == (date(1980, 5, 12), date(2010, 6, 5), tree.hospital)
    assert (lan.search_key, lan.name_key) == (fold("007 Nguyễn Thị Đào"), name_key("Nguyễn Thị Đào"))
    assert (an.birth_date, an.birth_precision) == (date(1975, 1, 1), "year")
    assert [(posting.unit, posting.since) for posting in lan.postings.all()] == [(tree.noi, date(2010, 6, 5))]


def test_people_who_come_in_again_are_changed_not_doubled(as_, admin, tree):
    client = as_(admin)
    person("Nguyễn Thị Đào", tree.noi, code="NV-01", position="Hộ lý")
    rows = [STAFF_HEADS, staff_row(unit=tree.ngoai.code)]
    confirm(client, STAFF, preview(client, STAFF, rows))

    found = Staff.objects.get(code="NV-01")
    assert (found.unit, found.position) == (tree.ngoai, "Điều dưỡng")
    assert found.postings.count() == 2
    again = preview(client, STAFF, rows)
    assert again.context["result"].totals["skip"] == 1


@pytest.mark.parametrize(
    "changes, column, sentence",
    [
        ({"born": "31/02/1980"}, "Ngày sinh", "Ghi ngày dạng 12/05/1980, 05/1980 hoặc 1980."),
        ({"job": "Phi công"}, "Loại công việc", "Không có “Phi công”."),
        ({"party": "có lẽ"}, "Đảng viên", "Ghi “Có” hoặc để trống, không phải “có lẽ”."),
        ({"joined": "2010-13-45"}, "Ngày vào", "Ghi ngày dạng ngày/tháng/năm, ví dụ 05/12/2026."),
        ({"name": ""}, "Họ và tên", "Không được để trống."),
        ({"code": ""}, "Mã nhân viên", "Thiếu mã nhân viên."),
        ({"unit": ""}, "Đơn vị (mã)", "Thiếu mã đơn vị của người mới."),
    ],
)
def test_what_is_wrong_in_a_row_is_said_in_vietnamese(as_, admin, tree, changes, column, sentence):
    answer = preview(as_(admin), STAFF, [STAFF_HEADS, staff_row(**{"unit": tree.noi.code} | changes)])

    found = answer.context["result"].invalid_rows[0]
    assert found.number == 2
    assert found.field_specific_errors[column][0].startswith(sentence)


def test_the_same_code_in_another_hospital_is_another_person(as_, admin, tree, other_tree):
    theirs = person("Ngô Văn Bình", other_tree.noi, code="NV-01")
    client = as_(admin)
    confirm(client, STAFF, preview(client, STAFF, [STAFF_HEADS, staff_row(unit=tree.noi.code)]))

    theirs.refresh_from_db()
    assert theirs.full_name == "Ngô Văn Bình"
    assert Staff.objects.filter(code="NV-01").count() == 2


@pytest.mark.parametrize(
    "content, sentence",
    [(b"PK\x03\x04hong", "Tệp bị hỏng"), (b"<html></html>", "Tệp này không phải bảng tính."), (b"", "rỗng")],
)
def test_a_file_that_cannot_be_read_says_why(as_, admin, tree, content, sentence):
    form = {"import_file": SimpleUploadedFile("x.xlsx", content), "format": "0", "resource": "0"}

    assert sentence in as_(admin).post(f"{STAFF}import/", form).content.decode()
