"""The lists of sheets and of endorsed exemplars as workbooks: what is seen, and nothing else."""

from io import BytesIO

import openpyxl
import pytest

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
    assert rows[-1][1] == "Cá nhân"
    assert "LĐTT – CSTĐ cơ sở" in rows[-1]
    assert "Khoa Nội tổng hợp" not in [row[0] for row in rows]
