"""What the book of acts keeps of an import: one line about the file, one about each whom it wrote about."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from emulation.audit import history
from emulation.models import AuditEvent, Initiative, Staff, Unit
from emulation.selectors.records import history_of
from tests.awards.history_import.books import AWARD, DISCIPLINE, INITIATIVE, LEAVE, RATING, STAFF, people, take_in
from tests.awards.history_import.test_people import _crowd

pytestmark = pytest.mark.django_db
WHO = ["A1", "Lê Văn An"]
SHEETS = {
    "NhanSu": people(),
    "XepLoai": [RATING, [*WHO, "HTTNV", "HTTNV", "HTXSNV", ""]],
    "DanhHieu": [AWARD, [1, *WHO, 2023, "LĐTT", "LDTT"]],
    "SangKien": [INITIATIVE, ["SK1", *WHO, 2024, "Khay thuốc", "Cơ sở", "Tác giả", "Công nhận", "1/QĐ"]],
    "KyLuat": [DISCIPLINE, [*WHO, "Khiển trách", "5/QĐ", "02/03/2025", ""]],
    "Nghi": [LEAVE, [*WHO, 2022, "Thai sản", 130]],
    "DanhHieuTapThe": [["Khoa/Phòng", "Năm", "Danh hiệu"], ["Khoa Ngoại", 2024, "TTLĐTT"]],
}


def notes(obj):
    return [line.note for line in history(obj).filter(action="import_records")]


def test_everyone_whom_a_file_wrote_about_has_one_line(tree, office):
    take_in(SHEETS, tree, by=office)
    an, binh = Staff.objects.order_by("code")
    assert notes(an) == [
        "ls.xlsx: lập hồ sơ, thêm 3 xếp loại, thêm 1 khen thưởng, thêm 1 sáng kiến, đề tài, thêm 1 kỷ luật, "
        "thêm 1 lượt nghỉ."
    ]
    assert notes(binh) == ["ls.xlsx: lập hồ sơ."]
    assert notes(Unit.objects.get(name="Khoa Ngoại")) == ["ls.xlsx: thêm 1 khen thưởng."]
    assert notes(Initiative.objects.get()) == ["ls.xlsx: lập sáng kiến, đề tài."]
    assert set(AuditEvent.objects.filter(action__startswith="import").values_list("by", flat=True)) == {office.pk}


def test_a_file_has_one_line_of_its_own(tree, office):
    take_in(SHEETS, tree, by=office)
    line = history(tree.hospital).get(action="import_awards")
    assert (line.by, line.note.split(":")[0]) == (office, "ls.xlsx")


def test_a_corrected_file_tells_of_whom_it_changed_only(tree):
    take_in(SHEETS, tree)
    take_in({"XepLoai": [RATING, [*WHO, "HTXSNV", "HTTNV", "HTXSNV", ""]]}, tree)
    assert notes(Staff.objects.get(code="A1"))[1:] == [
        "ls.xlsx: sửa 1 xếp loại. Xếp loại 2022: Mức xếp loại Hoàn thành tốt nhiệm vụ → Hoàn thành xuất sắc nhiệm vụ."
    ]
    assert AuditEvent.objects.filter(action="import_records").count() == 5


def test_the_same_file_again_leaves_nobody_a_line(tree):
    take_in(SHEETS, tree)
    before = AuditEvent.objects.filter(action="import_records").count()
    take_in(SHEETS, tree)
    assert AuditEvent.objects.filter(action="import_records").count() == before


def test_a_new_unit_and_a_moved_person_have_theirs(tree):
    take_in({"NhanSu": people()}, tree)
    take_in({"NhanSu": [STAFF, ["A1", "Lê Văn An", "Nam", "01/02/1980", "Khoa Mắt", "Bác sĩ", "01/03/2010", ""]]}, tree)
    assert notes(Unit.objects.get(name="Khoa Mắt")) == ["ls.xlsx: lập đơn vị."]
    an = Staff.objects.get(code="A1")
    assert notes(an)[1:] == ["ls.xlsx: sửa hồ sơ. Hồ sơ: Đơn vị Khoa Nội tổng hợp → Khoa Mắt."]


def test_the_page_of_a_person_says_it_in_words(tree, office):
    take_in(SHEETS, tree, by=office)
    line = next(line for line in history_of(Staff.objects.get(code="A1")) if "ls.xlsx" in line.note)
    assert (line.label, line.by) == ("Nhập vào hồ sơ từ tệp", str(office))


def test_the_lines_are_written_in_batches_not_one_by_one(tree):
    with CaptureQueriesContext(connection) as queries:
        take_in(_crowd(200), tree)
    statements = [query["sql"] for query in queries.captured_queries]
    assert sum(sql.startswith('INSERT INTO "emulation_auditevent"') for sql in statements) <= 3
    assert AuditEvent.objects.filter(action="import_records").count() == 200
