"""Accounts as a catalogue, and what goes out: text stays text, no password leaves."""

from datetime import date

from django.core.files.uploadedfile import SimpleUploadedFile

from emulation.choices import Role
from emulation.models import Unit, User
from tests.emulation.people.workbooks import ACCOUNTS, STAFF, confirm, preview, workbook_of
from tests.factories import person, user_with
from tests.factories.people import PASSWORD


def test_accounts_come_in_without_a_password_and_wait_for_one(as_, admin, tree):
    lan = person("Lê Thị Đào", tree.noi, code="NV-9")
    client = as_(admin)
    rows = [["Tên đăng nhập", "Họ và tên", "Mã nhân viên", "Thư điện tử"], ["Dao.LT", "", "NV-9", "dao@bv.example"]]
    confirm(client, ACCOUNTS, preview(client, ACCOUNTS, rows))

    user = User.objects.get(username="dao.lt")
    assert (user.full_name, user.staff, user.has_usable_password(), user.must_change_password) == (
        "Lê Thị Đào", lan, False, True,
    )  # fmt: skip
    assert user.search_key == "dao.lt le thi dao"


def test_an_account_outside_the_scope_is_not_touched(as_, admin, tree, department):
    rows = [["Tên đăng nhập", "Họ và tên", "Mã nhân viên", "Thư điện tử"], ["soyte", "Người Khác", "", ""]]
    answer = preview(as_(admin), ACCOUNTS, rows)

    found = answer.context["result"].invalid_rows[0]
    assert found.field_specific_errors == {"Tên đăng nhập": ["“soyte” là tài khoản ngoài phạm vi anh/chị quản trị."]}


def test_an_account_that_also_plays_a_part_elsewhere_is_only_read(as_, admin, tree, other_tree):
    both = user_with("haibenh", "Hai Bệnh Viện", (Role.COUNCIL, tree.hospital), (Role.OFFICE, other_tree.hospital))
    client = as_(admin)

    assert "Hai Bệnh Viện" in client.get(ACCOUNTS).content.decode()
    client.post(f"{ACCOUNTS}{both.pk}/change/", {"username": "haibenh", "full_name": "Đổi tên", "email": ""})
    both.refresh_from_db()
    assert both.full_name == "Hai Bệnh Viện"


# --- out ---


def test_people_go_out_as_text_that_nothing_evaluates(as_, admin, tree, other_tree):
    person('=HYPERLINK("http://xau.example")', tree.noi, code="0012", joined_on=date(2010, 6, 5))
    person("Ngô Văn Bình", other_tree.noi)
    sheet = workbook_of(as_(admin).get(f"{STAFF}export/"))

    heads = [cell.value for cell in sheet[1]]
    row = {head: cell for head, cell in zip(heads, sheet[2], strict=True)}
    assert sheet.max_row == 2
    assert (row["Mã nhân viên"].value, row["Mã nhân viên"].data_type) == ("0012", "s")
    assert row["Họ và tên"].data_type == "s"
    assert row["Ngày vào"].value.date() == date(2010, 6, 5)
    assert (row["Lao động trực tiếp"].value, row["Đảng viên"].value) == ("Có", None)


def test_what_went_out_comes_in_again_unchanged(as_, admin, tree):
    person("Lê Thị Đào", tree.noi, code="0012", birth_date=date(1975, 1, 1), birth_precision="year")
    person("Trần Văn Ánh", tree.ngoai, position="Bác sĩ", job_type="bac_si", is_party=True)
    client = as_(admin)
    content = client.get(f"{STAFF}export/").content
    form = {"import_file": SimpleUploadedFile("x.xlsx", content), "format": "0", "resource": "0"}

    assert client.post(f"{STAFF}import/", form).context["result"].totals["skip"] == 2


def test_no_password_leaves(as_, admin, head, tree):
    answer = as_(admin).get(f"{ACCOUNTS}export/")
    sheet = workbook_of(answer)

    assert [cell.value for cell in sheet[1]] == [
        "Tên đăng nhập", "Họ và tên", "Mã nhân viên", "Thư điện tử", "Vai trò", "Đang dùng",
    ]  # fmt: skip
    everything = "".join(str(cell.value) for row in sheet.iter_rows() for cell in row)
    assert head.password not in everything and "truong.noi" in everything


def test_the_book_of_acts_is_only_read(as_, admin, tree):
    person("Lê Thị Đào", tree.noi)
    client = as_(admin)

    assert client.get("/quan-tri/emulation/auditevent/").status_code == 200
    assert client.get("/quan-tri/emulation/auditevent/add/").status_code == 403


def test_the_operator_sets_a_new_server_up(as_, db):
    boss = User.objects.create_superuser("vanhanh", password=PASSWORD, full_name="Người Vận Hành")
    client = as_(boss)
    places = (("SYT", "Sở Y tế", "department", ""), ("AH", "Bệnh viện An Hòa", "facility", "SYT"))
    for code, name, kind, parent in places:
        over = Unit.objects.filter(code=parent).values_list("pk", flat=True).first() or ""
        form = {"name": name, "code": code, "kind": kind, "parent": over, "position": "0", "is_active": "on"}
        client.post("/quan-tri/emulation/unit/add/", form)
    hospital = Unit.objects.get(code="AH")
    form = {"user": boss.pk, "role": "admin", "unit": hospital.pk, "since": "01/11/2026"}
    client.post("/quan-tri/emulation/rolegrant/add/", form)

    assert boss.grants.get().unit == hospital
    assert client.get("/ho-so/tai-khoan/them/").status_code == 200


def test_parts_are_given_in_the_product_not_here(as_, admin):
    assert as_(admin).get("/quan-tri/emulation/rolegrant/").status_code == 200
    assert as_(admin).get("/quan-tri/emulation/rolegrant/add/").status_code == 403
