"""The lists of sheets and of endorsed exemplars as workbooks: what is seen, and nothing else."""

from io import BytesIO

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from emulation.models import Target
from tests.factories.sheets import open_round, sheet_at

pytestmark = pytest.mark.django_db


def rows_of(response):
    book = openpyxl.load_workbook(BytesIO(b"".join(response.streaming_content)))
    return [row for row in book.active.iter_rows(values_only=True) if any(row)]


@pytest.fixture
def two_sheets(tree):
    called = open_round(tree)
    return sheet_at("accepted", tree, round=called), sheet_at("draft", tree, unit=tree.ngoai, round=called)


def test_the_list_goes_out_as_it_is_filtered(two_sheets, office, as_):
    rows = rows_of(as_(office).get("/dang-ky/xuat/?trang_thai=accepted"))
    assert [row[0] for row in rows][-1:] == ["Khoa Nội tổng hợp"]
    assert "Khoa Ngoại" not in [row[0] for row in rows]


def test_a_head_gets_the_sheets_of_the_own_unit_only(two_sheets, other_head, as_):
    assert [row[0] for row in rows_of(as_(other_head).get("/dang-ky/xuat/"))][-1:] == ["Khoa Ngoại"]


def test_the_hospitals_list_goes_out_with_its_titles_by_year(tree, office, as_):
    sheet_at("endorsed", tree)
    rows = rows_of(as_(office).get("/dang-ky/danh-sach-vien/xuat/?q=nguyen van"))
    assert rows[0][0] == "DANH SÁCH ĐIỂN HÌNH TIÊN TIẾN"
    assert rows[2][:5] == ("Điển hình", "Loại", "Chức vụ", "Đơn vị", "Đăng ký thành tích qua các năm")
    assert rows[-1][1] == "Cá nhân"
    assert "LĐTT – CSTĐ cơ sở" in rows[-1]
    assert "Khoa Nội tổng hợp" not in [row[0] for row in rows]


def test_the_hospitals_list_takes_the_same_few_statements_however_long_it_is(tree, office, as_):
    called, client = open_round(tree), as_(office)
    asked = []
    for unit in (tree.noi, tree.ngoai):
        sheet_at("endorsed", tree, unit=unit, round=called)
        with CaptureQueriesContext(connection) as queries:
            rows_of(client.get("/dang-ky/danh-sach-vien/xuat/"))
        asked.append([query["sql"] for query in queries if "emulation_entry" in query["sql"]])
    assert [len(statements) for statements in asked] == [2, 2]


def test_a_line_that_aims_at_nothing_is_on_the_list_with_empty_years(tree, office, as_):
    sheet_at("endorsed", tree)
    Target.objects.filter(entry__kind="ca_nhan").delete()
    rows = rows_of(as_(office).get("/dang-ky/danh-sach-vien/xuat/?doi_tuong=ca_nhan"))
    assert rows[-1][1] == "Cá nhân"
    assert not any(rows[-1][4:])
