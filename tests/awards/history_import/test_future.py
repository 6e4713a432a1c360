"""What lies ahead is no history: its cell is told, its row waits, the rest of the workbook is taken in."""

import json
from datetime import date
from io import StringIO

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command

from awards.models import Award
from emulation.models import Discipline, Staff, YearRating
from tests.awards.history_import.books import (
    AN,
    AWARD,
    BINH,
    DISCIPLINE,
    INITIATIVE,
    LEAVE,
    RATING,
    STAFF,
    people,
    take_in,
    told,
)
from tests.emulation.imports.workbooks import workbook

pytestmark = pytest.mark.django_db
WHO = ["A1", "Lê Văn An"]
NEXT_YEAR = "Năm 2027 chưa đến. Ghi năm 2026 trở về trước."


@pytest.fixture(autouse=True)
def in_november():
    with time_machine.travel(date(2026, 11, 26)):
        yield


def won(year, decided="", **more):
    head, row = [*AWARD, *more], [1, *WHO, year, "LĐTT", "LDTT", "", "5/QĐ", decided, "", *more.values()]
    return {"NhanSu": people(), "DanhHieu": [head, row]}


@pytest.mark.parametrize(
    "sheet, rows, place, code, words",
    [
        ("DanhHieu", won(2027)["DanhHieu"], "D2", "BAD_YEAR", NEXT_YEAR),
        ("DanhHieu", won(2025, "15/01/2027")["DanhHieu"], "I2", "BAD_DATE",
         "Ngày quyết định 15/01/2027 chưa đến. Ghi ngày hôm nay trở về trước."),
        ("DanhHieu", won(2025, **{"Ngày thu hồi": "01/12/2026"})["DanhHieu"], "K2", "BAD_DATE",
         "Ngày thu hồi 01/12/2026 chưa đến. Ghi ngày hôm nay trở về trước."),
        ("DanhHieu", won(2025, **{"Thành tích từ năm": "2027"})["DanhHieu"], "K2", "BAD_YEAR",
         "Thành tích từ năm 2027 chưa đến. Ghi năm 2026 trở về trước."),
        ("SangKien", [INITIATIVE, ["SK1", *WHO, 2027, "Khay thuốc", "Cơ sở", "Tác giả", "Công nhận", "1/QĐ"]], "D2",
         "BAD_YEAR", NEXT_YEAR),
        ("KyLuat", [DISCIPLINE, [*WHO, "Khiển trách", "5/QĐ", "01/12/2026", ""]], "E2", "BAD_DATE",
         "Ngày quyết định 01/12/2026 chưa đến. Ghi ngày hôm nay trở về trước."),
        ("KyLuat", [DISCIPLINE, [*WHO, "Đang xem xét kỷ luật", "", "01/12/2026", ""]], "E2", "BAD_DATE",
         "Ngày quyết định 01/12/2026 chưa đến. Ghi ngày hôm nay trở về trước."),
        ("ViPham", [["Mã NV", "Loại vi phạm", "Ngày vi phạm"], ["A1", "Giao thông", "01/12/2026"]], "C2", "BAD_DATE",
         "Ngày vi phạm 01/12/2026 chưa đến. Ghi ngày hôm nay trở về trước."),
        ("Nghi", [LEAVE, [*WHO, 2027, "Thai sản", 130]], "C2", "BAD_YEAR", NEXT_YEAR),
        ("XepLoai", [["Mã NV", "Họ và tên", "Năm", "Xếp loại", "Ngày quyết định"],
                     [*WHO, 2025, "HTTNV", "01/12/2026"]], "E2", "BAD_DATE",
         "Ngày quyết định 01/12/2026 chưa đến. Ghi ngày hôm nay trở về trước."),
    ],
)  # fmt: skip
def test_a_row_that_tells_of_the_future_is_held_at_its_cell(tree, sheet, rows, place, code, words):
    plan = take_in({"NhanSu": people(), sheet: rows}, tree)
    assert told(plan) == [(sheet, place, code, "error")]
    assert [finding.message for finding in plan.findings if finding.severity == "error"] == [words]
    assert plan.history.held == [(sheet, 2)]


def test_a_rating_of_a_year_to_come_costs_its_own_cell_only(tree):
    plan = take_in({"NhanSu": people(), "XepLoai": [[*RATING, 2026, 2027], [*WHO, *["HTTNV"] * 6]]}, tree)
    assert told(plan) == [("XepLoai", "H2", "BAD_YEAR", "error")]
    assert list(YearRating.objects.order_by("year").values_list("year", flat=True)) == [2022, 2023, 2024, 2025, 2026]


def test_the_end_of_a_discipline_and_a_last_day_at_work_may_lie_ahead(tree):
    away = [*AN[:7], "Nghỉ hưu", "01/01/2027"]
    row = ["A2", BINH[1], "Khiển trách", "5/QĐ", "01/10/2026", "", "01/10/2027"]
    punished = [[*DISCIPLINE, "Ngày hết hiệu lực"], row]
    plan = take_in({"NhanSu": [STAFF, away, BINH], "KyLuat": punished}, tree)
    assert told(plan) == []
    assert (Staff.objects.get(code="A1").left_on, Discipline.objects.get().ends_on) == (
        date(2026, 12, 31), date(2027, 10, 1)
    )  # fmt: skip


def test_somebody_who_has_not_come_yet_is_taken_in_without_the_day(tree):
    plan = take_in({"NhanSu": [STAFF, [*AN[:6], "01/03/2027", "Đang làm việc"]]}, tree)
    assert told(plan) == [("NhanSu", "G2", "BAD_DATE", "error")]
    assert (Staff.objects.get().joined_on, plan.history.held) == (None, [])


def test_a_list_of_a_day_to_come_speaks_of_today(tree):
    head = [text.replace("31/12/2025", "31/12/2026") for text in STAFF]
    plan = take_in({"NhanSu": [head, [*AN[:6], "", "Đang làm việc"]]}, tree)
    assert told(plan) == [("NhanSu", "E1", "BAD_DATE", "warning")]
    assert Staff.objects.get().postings.get().since == date(2026, 11, 26)


def test_the_command_ends_with_one_and_reports_the_cell(tree, tmp_path):
    file, report = tmp_path / "ls.xlsx", tmp_path / "r.json"
    file.write_bytes(workbook(won(2027)))
    with pytest.raises(SystemExit) as leaving:
        call_command("import_awards", str(file), report=str(report), stdout=StringIO(), stderr=StringIO())
    found = json.loads(report.read_text(encoding="utf-8"))
    assert (leaving.value.code, found["held"]) == (1, [{"sheet": "DanhHieu", "row": 2}])
    told_of = {name: found["errors"][-1][name] for name in ("sheet", "row", "column", "code", "severity", "message")}
    assert told_of == {
        "sheet": "DanhHieu", "row": 2, "column": "D", "code": "BAD_YEAR", "severity": "error", "message": NEXT_YEAR
    }  # fmt: skip
    assert (Staff.objects.count(), Award.objects.count()) == (2, 0)


def test_the_preview_by_web_tells_the_cell(as_, office, tree):
    client = as_(office)
    file = SimpleUploadedFile("ls.xlsx", workbook(won(2025, "15/01/2027")))
    preview = client.get(client.post("/khen-thuong/nhap-lich-su/", {"file": file}).url)
    assert "Ngày quyết định 15/01/2027 chưa đến." in preview.content.decode()
    client.post(f"{preview.wsgi_request.path}nhap/", {"seen": preview.context["seen"]})
    assert (Staff.objects.count(), Award.objects.count()) == (2, 0)
