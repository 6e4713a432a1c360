"""A head downloads the unit's list, edits it offline, and meets what was typed meanwhile when it is handed in."""

from io import BytesIO

import pytest
from openpyxl import load_workbook

import emulation.imports  # noqa: F401 - the worker knows the jobs by it
from emulation.choices import Role
from emulation.services.entry import add_entry, set_targets
from emulation.services.sheet import open_sheet
from emulation.tasks import run_jobs
from tests.emulation.imports.downloads import titles_of, write
from tests.emulation.imports.workbooks import saved
from tests.factories import person, user_with
from tests.factories.sheets import open_round
from tests.journeys.axe import Lookout

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
HOA, BINH = "Lê Thị Hoa", "Trần Văn Bình"
OLD, NEW = "Bếp ăn tình thương", "Bếp ăn nghĩa tình"


@pytest.fixture
def head(tree):
    return user_with("truong.noi", "Trần Đình Phúc", (Role.HEAD, tree.noi))


@pytest.fixture
def sheet(tree, head):
    """Two people, each with LĐTT in 2022."""
    sheet = open_sheet(open_round(tree), tree.noi, by=head)
    for name in (HOA, BINH):
        entry = add_entry(sheet, staff=person(name, tree.noi, position="Bác sĩ"), by=head)
        set_targets(entry, 2022, chosen=["LDTT"], by=head)
    return sheet


def downloaded(page, sheet):
    page.goto(sheet.get_absolute_url())
    page.locator("summary", has_text="Excel").click()
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Tải danh sách để sửa").click()
    return load_workbook(BytesIO(waiting.value.path().read_bytes()))


def type_in_the_grid(page, sheet):
    """Give Hoa a second title in 2022, by the keyboard."""
    entry = sheet.entries.get(name=HOA)
    page.locator(f"#o-{entry.pk}-2022").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Space")
    page.locator("#tu-luu", has_text="Đã lưu lúc").wait_for()
    page.keyboard.press("Escape")


def handed_in(page, book):
    page.locator("summary", has_text="Excel").click()
    page.get_by_role("link", name="Nhập tệp Excel").click()
    page.set_input_files("input[type=file]", {
        "name": "sua.xlsx", "mimeType": "application/octet-stream", "buffer": saved(book),
    })  # fmt: skip
    page.get_by_role("button", name="Đọc tệp và xem trước").click()
    page.wait_for_url("**/nhap-excel/*/")
    run_jobs()
    page.reload()


def test_what_clashes_is_shown_side_by_side_chosen_and_taken_in(visit, sheet, head):
    page, lookout = visit(head), Lookout()
    book = downloaded(page, sheet)
    write(book, HOA, "D", "LĐTT – Giấy khen Sở Y tế")
    write(book, BINH, "D", "LĐTT – CSTĐ cơ sở")
    type_in_the_grid(page, sheet)
    handed_in(page, book)

    page.get_by_text("Từ khi tải về, cả tệp và hệ thống đều đã đổi").wait_for()
    sides = page.locator(".ix-sides li span").all_inner_texts()
    assert sides == [
        "Tệp\nLĐTT – Giấy khen Sở Y tế", "Hệ thống\nLĐTT – CSTĐ cơ sở", "Lúc tải về\nLĐTT",
    ]  # fmt: skip
    lookout.at(page, "clash")
    page.get_by_role("button", name="Theo tệp").click()
    page.goto(f"{page.url.split('?')[0].split('#')[0]}?ket-qua=all")
    page.get_by_text("Đã chọn theo tệp.").wait_for()
    lookout.at(page, "chosen")
    page.get_by_role("button", name="Nhập 2 dòng đúng").click()
    page.get_by_text("0 dòng mới, 2 dòng thay đổi, 0 dòng như cũ, 0 dòng giữ lại").wait_for()

    taken = [titles_of(entry)[2022] for entry in sheet.entries.order_by("order")]
    assert taken == [{"LDTT", "GK_SYT"}, {"LDTT", "CSTDCS"}]
    assert lookout.faults == [], str(lookout)


def test_a_model_renamed_in_the_file_is_renamed_on_its_sheet_and_named_as_before_again(visit, sheet, head):
    model = add_entry(sheet, name=OLD, by=head)
    page, lookout = visit(head), Lookout()
    book = downloaded(page, sheet)
    write(book, f"Mô hình: {OLD}", "B", f"Mô hình: {NEW}")
    page.reload()
    handed_in(page, book)

    page.get_by_text(f"Tên đã đổi trong tệp: “{OLD}” → “{NEW}”").wait_for()
    lookout.at(page, "asked")
    page.get_by_role("button", name="Đổi tên").click()
    page.get_by_text(f"Đã chọn đổi tên cho “{NEW}”").wait_for()
    page.goto(f"{page.url.split('?')[0].split('#')[0]}?ket-qua=changed")
    assert page.locator("del").inner_text() == OLD
    lookout.at(page, "renamed")
    page.get_by_role("button", name="Nhập 1 dòng đúng").click()
    page.get_by_text("0 dòng mới, 1 dòng thay đổi, 2 dòng như cũ, 0 dòng giữ lại").wait_for()
    model.refresh_from_db()
    assert model.name == NEW

    page.get_by_role("link", name="Hoàn tác lần nhập").click()
    page.get_by_role("button", name="Hoàn tác").click()
    page.get_by_role("heading", name="Đã hoàn tác").wait_for()
    model.refresh_from_db()
    assert model.name == OLD
    assert lookout.faults == [], str(lookout)
