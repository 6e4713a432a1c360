"""A list goes out as it is seen: its filter, its order, its columns; without JavaScript with every column."""

import csv
from io import StringIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.factories import person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LIST = "/ho-so/nhan-su/?q=le&sort=-name"
EXCEL, TEXT = "Xuất Excel những gì đang xem", "CSV"


@pytest.fixture
def staff(tree):
    person("Lê Thị Đào", tree.noi, code="007", position="Điều dưỡng")
    person("Lê Văn Tám", tree.nhi, code="008", position="Bác sĩ")
    person("Trần Văn Chín", tree.nhi, code="009")


def column(page, name):
    return page.locator("[data-columns-menu]").get_by_role("checkbox", name=name, exact=True)


def download(page, name):
    with page.expect_download() as waited:
        page.get_by_role("link", name=name).first.click()
    return Path(waited.value.path()), waited.value.suggested_filename


def rows_of(page):
    path, name = download(page, EXCEL)
    with path.open("rb") as file:
        return name, list(load_workbook(file).active.values)


def test_a_column_that_is_hidden_stays_out_of_the_workbook_and_of_the_text(visit, office, staff):
    page = visit(office)
    page.goto(LIST)
    page.get_by_text("Cột", exact=True).click()
    column(page, "Mã").uncheck()
    column(page, "Là").uncheck()

    name, rows = rows_of(page)
    assert name.startswith("nhan-su-") and name.endswith(".xlsx")
    assert [row[:3] for row in rows] == [
        ("Họ và tên", "Chức vụ, chức danh", "Đơn vị"),
        ("Lê Văn Tám", "Bác sĩ", "Khoa Nhi"),
        ("Lê Thị Đào", "Điều dưỡng", "Khoa Nội tổng hợp"),
    ]
    assert len(rows[0]) == 4
    lines = list(csv.reader(StringIO(download(page, TEXT)[0].read_text("utf-8-sig"))))
    assert [line[:3] for line in lines] == [list(row[:3]) for row in rows]

    page.reload()
    assert len(rows_of(page)[1][0]) == 4
    page.get_by_text("Cột", exact=True).click()
    column(page, "Mã").check()
    assert rows_of(page)[1][1][:2] == ("Lê Văn Tám", "008")


def test_a_choice_of_columns_outlives_a_filter_typed_after_it(visit, office, staff):
    page = visit(office)
    page.goto("/ho-so/nhan-su/")
    page.get_by_text("Cột", exact=True).click()
    column(page, "Chức vụ, chức danh").uncheck()
    page.fill("#id_q", "chin")
    page.get_by_role("link", name="Lê Thị Đào").wait_for(state="detached")

    assert [row[:3] for row in rows_of(page)[1]] == [("Họ và tên", "Mã nhân viên", "Đơn vị"),
                                                     ("Trần Văn Chín", "009", "Khoa Nhi")]  # fmt: skip


def test_a_column_that_stands_apart_goes_out_once_somebody_shows_it(visit, office, tree):
    page = visit(office)
    page.goto("/ho-so/")
    assert not page.get_by_role("columnheader", name="Thuộc").is_visible()
    assert "Thuộc" not in rows_of(page)[1][0]

    page.get_by_text("Cột", exact=True).click()
    column(page, "Thuộc").check()
    assert page.get_by_role("columnheader", name="Thuộc").is_visible()
    assert rows_of(page)[1][0][:2] == ("Đơn vị", "Thuộc")

    page.reload()
    assert page.get_by_role("columnheader", name="Thuộc").is_visible()


def test_without_javascript_every_column_goes_out(visit, office, staff, chromium, live_server):
    signed_in = visit(office).context.storage_state()
    context = chromium.new_context(base_url=live_server.url, java_script_enabled=False, storage_state=signed_in)
    page = context.new_page()
    page.goto(LIST)

    rows = rows_of(page)[1]
    assert (rows[0][:2], len(rows[0]), len(rows)) == (("Họ và tên", "Mã nhân viên"), 11, 3)
    context.close()
