"""The history by web: handed in by the office, previewed, taken in as previewed or not at all."""

import re
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from awards.builders.history_columns import find_table, kind_of_sheet, missing
from awards.models import Award
from core.sheets.grid import Grid
from emulation.choices import Rating
from emulation.models import Attachment, Staff
from tests.awards.history_import.books import AWARD, EXAMPLE, people
from tests.emulation.imports.workbooks import workbook

UPLOAD = "/khen-thuong/nhap-lich-su/"
WRONG = {"NhanSu": people(), "DanhHieu": [AWARD, [1, "A1", "Lê Văn Ân", 2023, "LĐTT", "LDTT"]]}


def hand_in(client, content, name="ls.xlsx"):
    return client.post(UPLOAD, {"file": SimpleUploadedFile(name, content)})


def confirm(client, preview):
    return client.post(f"{preview.wsgi_request.path}nhap/", {"seen": preview.context["seen"]}, follow=True)


@pytest.fixture
def at_the_office(as_, office):
    return as_(office)


def test_the_office_previews_and_takes_a_workbook_in(at_the_office, tree):
    preview = at_the_office.get(hand_in(at_the_office, EXAMPLE.read_bytes()).url)
    assert [name for name, *_ in preview.context["sheets"]] == [
        "NhanSu", "XepLoai", "DanhHieu", "SangKien", "KyLuat", "Nghi", "DanhHieuTapThe"
    ]  # fmt: skip
    assert (preview.context["total"], Staff.objects.count()) == ((56, 0, 0, 0), 0)
    done = confirm(at_the_office, preview)
    assert "Đã nhập: 56 mục mới, 0 mục thay đổi." in done.content.decode()
    assert (done.context["total"], Award.objects.count()) == ((0, 0, 56, 0), 20)
    assert "nhập lần cuối lúc" in done.content.decode()
    again = at_the_office.get(hand_in(at_the_office, EXAMPLE.read_bytes()).url)
    assert "Mọi dòng của tệp đã có trên hệ thống." in again.content.decode()


def test_every_doubt_stands_at_its_cell(at_the_office):
    preview = at_the_office.get(hand_in(at_the_office, workbook(WRONG)).url)
    found = [(f.sheet, f.row, f.column, f.code) for f, _, _ in preview.context["told"]]
    assert ("DanhHieu", 2, "C", "AMBIGUOUS_PERSON") in found
    text = preview.content.decode()
    assert "Mã A1 là của Lê Văn An, không phải Lê Văn Ân." in text
    assert dict((row[0], row[4]) for row in preview.context["sheets"]) == {"NhanSu": 0, "DanhHieu": 1}


def test_what_changed_meanwhile_is_previewed_again(at_the_office, tree):
    preview = at_the_office.get(hand_in(at_the_office, workbook({"NhanSu": people()})).url)
    confirm(at_the_office, preview)
    Staff.objects.filter(code="A1").update(position="Y sĩ")
    done = confirm(at_the_office, preview)
    assert "Dữ liệu đã thay đổi từ lúc xem trước." in done.content.decode()
    assert Staff.objects.get(code="A1").position == "Y sĩ"


def test_a_stored_file_that_was_exchanged_is_refused(at_the_office, tree):
    preview = at_the_office.get(hand_in(at_the_office, workbook({"NhanSu": people()})).url)
    kept = Attachment.objects.get()
    with kept.file.storage.open(kept.file.name, "wb") as stored:
        stored.write(workbook({"NhanSu": people(["X1", "Ai Đó", "Nam", "1990", "Khoa Nhi"])}))
    done = confirm(at_the_office, preview)
    assert "Tệp đã lưu không còn là tệp đã tải lên." in done.content.decode()
    assert Staff.objects.count() == 0


@pytest.mark.parametrize(
    "content, name, words",
    [
        (b"PK\x03\x04 broken", "a.xlsx", "Tệp bị hỏng"),
        (b"%PDF-1.7", "a.pdf", "Tệp này không phải bảng tính"),
        (workbook({"Ghi chú": [["x"]]}), "a.xlsx", "Không tìm thấy dòng dữ liệu nào"),
    ],
)
def test_a_refused_file_is_told_on_the_form_and_not_kept(at_the_office, content, name, words):
    response = hand_in(at_the_office, content, name)
    assert (response.status_code, Attachment.objects.count()) == (422, 0)
    assert words in response.content.decode()


def test_a_preview_asks_the_same_of_the_database_for_any_size(at_the_office, tree):
    asked = []
    for size in (10, 200):
        rows = people(*([f"B{n}", f"Lê Văn {chr(65 + n % 26)}n", "Nam", "1990", "Khoa Nhi"] for n in range(size)))
        preview = hand_in(at_the_office, workbook({"NhanSu": rows})).url
        at_the_office.get(preview)
        with CaptureQueriesContext(connection) as queries:
            at_the_office.get(preview)
        asked.append(len(queries))
    assert asked[0] == asked[1]


@pytest.mark.parametrize("part", ["head", "clerk", "director", "member", "stranger", "department"])
def test_others_have_no_such_page(request, as_, office, part):
    preview = hand_in(as_(office), workbook({"NhanSu": people()})).url
    client = as_(request.getfixturevalue(part))
    pages = (UPLOAD, f"{UPLOAD}mau/", preview)
    assert [client.get(url).status_code for url in pages] == [404, 404, 404]
    assert client.post(f"{preview}nhap/", {"seen": "x"}).status_code == 404


def test_another_hospital_sees_none_of_it(as_, office, other_office):
    preview = hand_in(as_(office), workbook({"NhanSu": people()})).url
    client = as_(other_office)
    assert (client.get(UPLOAD).status_code, client.get(preview).status_code) == (200, 404)


def test_a_file_without_a_list_is_told_the_sheets_of_the_template(at_the_office):
    response = at_the_office.get(reverse("awards:history_import_template"))
    book = load_workbook(BytesIO(b"".join(response.streaming_content)))
    refused = hand_in(at_the_office, workbook({"Khác": [["Ghi chú"]]})).content.decode()
    asked = re.findall("“(.*?)”", refused[refused.index("mang tên như") :])[:4]
    assert (asked, set(asked) <= set(book.sheetnames)) == (["Nhân sự", "Xếp loại", "Danh hiệu", "Sáng kiến"], True)


def test_the_template_is_read_by_the_reader_and_offers_choices(at_the_office):
    response = at_the_office.get(reverse("awards:history_import_template"))
    book = load_workbook(BytesIO(b"".join(response.streaming_content)))
    assert book.sheetnames[-2:] == ["Hướng dẫn", "DanhMuc"]
    for sheet in book.worksheets[:-2]:
        grid = Grid(sheet.title, [[cell.value or "" for cell in sheet[1]]])
        table = find_table(grid, kind_of_sheet(sheet.title))
        assert (sheet.title, missing(table)) == (sheet.title, [])
    rules = [rule.formula1 for rule in book["Xếp loại"].data_validations.dataValidation]
    area = rules[0].removeprefix("=DanhMuc!").replace("$", "")
    assert (len(rules), len(set(rules))) == (4, 1)
    assert [row[0].value for row in book["DanhMuc"][area]] == Rating.values
