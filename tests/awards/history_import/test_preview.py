"""What the preview of a history workbook lists before anything is written: whose, of which year, before and after."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from awards.models import Award
from emulation.audit import history
from emulation.choices import InitiativeKind
from emulation.models import Initiative, Staff, Violation, YearRating
from emulation.services import workbook as service
from tests.awards.history_import.books import AWARD, INITIATIVE, RATING, dry, people, take_in, told
from tests.awards.history_import.test_pages import confirm, hand_in
from tests.emulation.imports.workbooks import workbook

pytestmark = pytest.mark.django_db
WHO = ["A1", "Lê Văn An"]
WITH_AUTHORITY = [*AWARD, "Cơ quan quyết định"]
FIRST = [1, *WHO, 2023, "LĐTT", "LDTT", "", "1/QĐ", "05/01/2024", "", "Bệnh viện An Hòa"]
INITIATIVES = "/ho-so/sang-kien/nhap/"
KHAY = ["SK1", *WHO, 2024, "Khay thuốc", "Cơ sở", "Tác giả", "Công nhận", "1/QĐ"]


@pytest.fixture
def at_the_office(as_, office):
    return as_(office)


@pytest.fixture
def awarded(tree):
    """An with a title of 2023 by decision 1/QĐ of the hospital."""
    take_in({"NhanSu": people(), "DanhHieu": [WITH_AUTHORITY, FIRST]}, tree)
    return Award.objects.get()


def preview(client, sheets):
    return client.get(hand_in(client, workbook(sheets)).url)


def corrected():
    return {"DanhHieu": [AWARD, [1, *WHO, 2023, "LĐTT", "LDTT", "", "2/QĐ", "06/01/2024", ""]]}


def test_an_overwritten_award_is_listed_with_before_and_after_and_what_stays(at_the_office, awarded):
    shown = preview(at_the_office, corrected())
    (row,) = shown.context["rows"]
    assert (row["who"], row["code"], row["year"], row["is_new"]) == ("Lê Văn An", "A1", 2023, False)
    assert row["changes"] == [
        ("Số quyết định", "1/QĐ", "2/QĐ"),
        ("Ngày quyết định", "05/01/2024", "06/01/2024"),
    ]
    assert row["kept"] == [("Cơ quan quyết định", "Bệnh viện An Hòa")]
    text = " ".join(shown.content.decode().split())
    assert "Số quyết định: <del>1/QĐ</del> <ins>2/QĐ</ins>" in text
    assert "Giữ nguyên: Cơ quan quyết định Bệnh viện An Hòa" in text


def test_what_is_taken_in_leaves_before_and_after_in_the_book_of_acts(at_the_office, awarded):
    confirm(at_the_office, preview(at_the_office, corrected()))
    stored = Award.objects.get()
    assert (stored.decision_number, stored.authority) == ("2/QĐ", "Bệnh viện An Hòa")
    assert stored.updated_at > awarded.updated_at
    line = history(Staff.objects.get(code="A1")).filter(action="import_records").last()
    assert line.note == (
        "ls.xlsx: sửa 1 khen thưởng. Khen thưởng LĐTT 2023: Số quyết định 1/QĐ → 2/QĐ; "
        "Ngày quyết định 05/01/2024 → 06/01/2024."
    )


def test_a_new_row_is_listed_after_those_that_overwrite(at_the_office, tree):
    take_in({"NhanSu": people(), "XepLoai": [RATING, [*WHO, "HTTNV", "", "", ""]]}, tree)
    rows = preview(at_the_office, {"XepLoai": [RATING, [*WHO, "HTXSNV", "HTTNV", "", ""]]}).context["rows"]
    assert [(row["year"], row["is_new"], row["changes"]) for row in rows] == [
        (2022, False, [("Mức xếp loại", "Hoàn thành tốt nhiệm vụ", "Hoàn thành xuất sắc nhiệm vụ")]),
        (2023, True, []),
    ]
    assert rows[1]["what"] == "Xếp loại: Viên chức, người lao động · Hoàn thành tốt nhiệm vụ"


def test_a_moved_person_is_listed_with_both_units(at_the_office, tree):
    take_in({"NhanSu": people()}, tree)
    sheet = people()
    sheet[1] = [*sheet[1][:4], "Khoa Mắt", *sheet[1][5:]]
    rows = preview(at_the_office, {"NhanSu": sheet}).context["rows"]
    assert [(row["who"], row["changes"]) for row in rows] == [
        ("Lê Văn An", [("Đơn vị", "Khoa Nội tổng hợp", "Khoa Mắt")])
    ]


def test_the_preview_of_initiatives_lists_them_too(at_the_office, tree):
    take_in({"NhanSu": people(), "SangKien": [INITIATIVE, KHAY]}, tree)
    Initiative.objects.update(kind=InitiativeKind.RESEARCH, effect="Toàn viện")
    changed = [*KHAY[:4], "Khay chia thuốc", *KHAY[5:]]
    sheets = {"SangKien": [INITIATIVE, changed, ["SK2", *WHO, 2024, "Tủ thuốc", "", "", "", ""]]}
    book = workbook(sheets)
    page = at_the_office.post(INITIATIVES, {"file": SimpleUploadedFile("sk.xlsx", book)}).url
    shown = at_the_office.get(page)
    rows = shown.context["rows"]
    assert shown.content.decode().count("<ins>") == 1
    assert "Dòng giữ lại không được nhập" not in shown.content.decode()
    assert [(row["what"], row["is_new"], row["changes"]) for row in rows] == [
        (
            "Sáng kiến, đề tài: SK1 · Khay chia thuốc",
            False,
            [("Tên sáng kiến, đề tài", "Khay thuốc", "Khay chia thuốc")],
        ),
        ("Sáng kiến, đề tài: SK2 · Tủ thuốc", True, []),
    ]
    kept = dict(rows[0]["kept"])
    assert (kept["Hiệu quả, phạm vi áp dụng"], kept["Loại"]) == ("Toàn viện", InitiativeKind.RESEARCH.label)


def test_words_that_a_file_does_not_repeat_stay(tree):
    head = ["Mã NV", "Họ và tên", "Loại vi phạm", "Ngày", "Ghi chú"]
    take_in({"NhanSu": people(), "ViPham": [head, [*WHO, "Giao thông", "02/03/2024", "Biên bản 7"]]}, tree)
    take_in({"ViPham": [head, [*WHO, "Giao thông", "02/03/2024", ""]]}, tree)
    assert Violation.objects.get().note == "Biên bản 7"


def test_the_rows_are_listed_by_pages_with_the_same_queries(at_the_office, tree, monkeypatch):
    take_in({"NhanSu": people(), "XepLoai": [RATING, [*WHO, "HTTNV", "HTTNV", "HTTNV", "HTTNV"]]}, tree)
    monkeypatch.setattr(service, "PAGE_ROWS", 3)
    sheets = {"XepLoai": [RATING, [*WHO, "HTXSNV", "HTXSNV", "HTXSNV", "HTXSNV"]]}
    page = hand_in(at_the_office, workbook(sheets)).url
    at_the_office.get(page)
    asked, seen = [], []
    for number in (1, 2):
        with CaptureQueriesContext(connection) as queries:
            context = at_the_office.get(page, {"dong": number}).context
        asked.append(len(queries))
        seen.append(([row["year"] for row in context["rows"]], context["previous_rows"], context["next_rows"]))
    assert seen == [([2022, 2023, 2024], 0, 2), ([2025], 1, 0)]
    assert asked[0] == asked[1]


def test_a_record_that_changed_meanwhile_is_previewed_again(at_the_office, awarded):
    shown = preview(at_the_office, corrected())
    Award.objects.update(decision_number="9/QĐ", decided_on=date(2024, 2, 1))
    assert "Dữ liệu đã thay đổi từ lúc xem trước." in confirm(at_the_office, shown).content.decode()
    assert Award.objects.get().decision_number == "9/QĐ"


def test_a_rating_that_changed_is_stamped_now(tree):
    take_in({"NhanSu": people(), "XepLoai": [RATING, [*WHO, "HTTNV", "HTTNV", "", ""]]}, tree)
    before = {rating.year: rating.updated_at for rating in YearRating.objects.all()}
    take_in({"XepLoai": [RATING, [*WHO, "HTXSNV", "HTTNV", "", ""]]}, tree)
    after = {rating.year: rating.updated_at for rating in YearRating.objects.all()}
    assert {year: after[year] > before[year] for year in before} == {2022: True, 2023: False}


def test_errors_stand_first_and_notices_of_one_kind_once(at_the_office, tree):
    nameless = [["", f"Ngô Thị {name}", "Nữ", "1990", "Khoa Nhi", "", "", ""] for name in ("Lan", "Mai", "Cúc")]
    sheets = {"NhanSu": people(*nameless), "DanhHieu": [AWARD, [1, "A1", "Lê Văn Ân", 2023, "LĐTT", "LDTT"]]}
    context = preview(at_the_office, sheets).context
    found = [finding for finding, _, _ in context["told"]]
    weights = [("error", "warning", "info").index(finding.severity) for finding in found]
    assert weights == sorted(weights)
    assert found[0].code == "AMBIGUOUS_PERSON"
    (given,) = [finding for finding in found if finding.code == "CODE_GIVEN"]
    assert (given.row, given.message.partition(". ")[2]) == (4, "Lưu ý này có ở 3 ô, từ dòng 4 đến dòng 6.")
    assert context["chips"][0]["count"] == len(found)


def test_a_decision_before_the_year_of_the_achievement_is_doubted_at_its_cell():
    sheet = [AWARD, [1, *WHO, 2017, "LĐTT", "LDTT", "", "1/QĐ", "05/01/2010", ""], [2, *WHO, 2018, "LĐTT", "LDTT", "",
        "2/QĐ", "05/01/2018", ""]]  # fmt: skip
    plan = dry({"NhanSu": people(), "DanhHieu": sheet})
    assert told(plan) == [("DanhHieu", "I2", "DECIDED_BEFORE", "warning")]
    assert next(f.message for f in plan.findings if f.code == "DECIDED_BEFORE") == (
        "Quyết định ngày 05/01/2010 có trước năm 2017. Xem lại ngày và năm."
    )
