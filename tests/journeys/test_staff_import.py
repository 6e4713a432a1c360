"""The office takes a staff list in: hand it in, decide who is who, see the change in the file of the person."""

from datetime import date

import pytest

from tests.emulation.imports.workbooks import workbook
from tests.factories import person
from tests.journeys.axe import Lookout

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
HEAD = ["STT", "Mã NV", "Họ và tên", "Giới tính", "Ngày sinh", "Khoa/Phòng", "Chức vụ"]
ROWS = [
    HEAD,
    [1, "A1", "Lê Thị Hoa", "Nữ", "01/02/1980", "Khoa Nội tổng hợp", "Điều dưỡng trưởng"],
    [2, "B7", "Ngô Ký", "Nam", "03/04/1975", "Khoa Nhi", "Bác sĩ"],
    [3, "B8", "Vũ An", "Nam", "03/04/1985", "Khoa Mắt", "Bác sĩ"],
]


def test_a_doubt_is_decided_side_by_side_and_the_list_is_taken_in(visit, tree, office):
    hoa = person("Lê Thị Hoa", tree.nhi, code="A1", birth_date=date(1980, 2, 1), position="Y sĩ")
    ky = person("Ngô Ký", tree.nhi, code="A2", birth_date=date(1975, 4, 3), position="Bác sĩ")
    page, lookout = visit(office), Lookout()
    page.goto("/nhap-excel/")
    lookout.at(page, "kinds")
    page.get_by_role("link", name="Nhân sự", exact=True).last.click()
    lookout.at(page, "hand in")
    page.set_input_files("input[type=file]", {
        "name": "ns.xlsx", "mimeType": "application/octet-stream", "buffer": workbook({"NS": ROWS}),
    })  # fmt: skip
    page.get_by_role("button", name="Đọc tệp và xem trước").click()
    page.get_by_role("heading", name="Dòng 3: Ngô Ký là ai?").wait_for()
    lookout.at(page, "preview")
    page.get_by_label("Cùng một người với Ngô Ký (A2)").check()
    page.get_by_role("button", name="Nhập các dòng đúng và đã chọn").click()
    page.get_by_text("Đã nhập: 0 người mới, 2 người thay đổi; đã nhớ lựa chọn cho 1 dòng.").wait_for()
    lookout.at(page, "taken")
    page.goto("/nhap-excel/")
    lookout.at(page, "kinds with a list handed in")
    page.goto("/tro-giup/nhap-nhan-su/")
    lookout.at(page, "guide")
    hoa.refresh_from_db()
    ky.refresh_from_db()
    assert (hoa.unit, hoa.position, ky.code) == (tree.noi, "Điều dưỡng trưởng", "B7")
    assert lookout.faults == [], str(lookout)


def test_a_name_nearly_known_is_chosen_once_and_the_choice_is_found_in_the_file_of_the_person(visit, tree, office):
    hoa = person("Lê Thị Hoa", tree.nhi, code="A1", birth_date=date(1980, 2, 1), position="Y sĩ", gender="F")
    page, lookout = visit(office), Lookout()
    rows = [HEAD, [1, "", "Le Thi Hoa", "Nữ", 1980, "Khoa Nhi", "Y sĩ"]]
    for time in ("first", "again"):
        page.goto("/ho-so/nhan-su/nhap/")
        page.set_input_files("input[type=file]", {
            "name": "ns.xlsx", "mimeType": "application/octet-stream", "buffer": workbook({"NS": rows}),
        })  # fmt: skip
        page.get_by_role("button", name="Đọc tệp và xem trước").click()
        if time == "first":
            page.get_by_label("Cùng một người với Lê Thị Hoa (A1), giữ tên trong hồ sơ").check()
            lookout.at(page, "question")
            page.get_by_role("button", name="Nhập các dòng đúng và đã chọn").click()
            page.get_by_text("đã nhớ lựa chọn cho 1 dòng.").wait_for()
    page.get_by_text("Nhận ra người theo câu trả lời lần trước.").wait_for()
    assert page.get_by_role("heading", name="Le Thi Hoa là ai?").count() == 0
    lookout.at(page, "known")
    page.goto(f"/ho-so/nhan-su/{hoa.pk}/")
    lookout.at(page, "file")
    page.get_by_role("link", name="Bỏ cách gọi").click()
    page.get_by_label("Lý do").fill("Chọn nhầm")
    lookout.at(page, "removal")
    page.get_by_role("button", name="Bỏ cách gọi này").click()
    page.get_by_text("Đã bỏ cách gọi.").wait_for()
    assert (hoa.aliases.count(), lookout.faults) == (0, []), str(lookout)
