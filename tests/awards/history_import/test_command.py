"""The command that administrators script: its report, its exit status, nothing written when dry."""

import json
from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from awards.models import Award
from emulation.models import AuditEvent, Discipline, Initiative, Leave, Posting, Staff, Unit, YearRating
from tests.awards.history_import.books import AWARD, EXAMPLE, people
from tests.emulation.imports.workbooks import workbook

TABLES = (Staff, Posting, YearRating, Award, Initiative, Discipline, Leave)


@pytest.fixture
def run(tmp_path):
    """Return a function that runs the command and gives its exit status and its report."""

    def command(file, **options):
        report = tmp_path / "r.json"
        try:
            options |= {"report": str(report), "stdout": StringIO(), "stderr": StringIO()}
            call_command("import_awards", str(file), **options)
            status = 0
        except SystemExit as leaving:
            status = leaving.code
        return status, json.loads(report.read_text(encoding="utf-8"))

    return command


def counts():
    return [table.objects.count() for table in TABLES]


def test_a_dry_run_needs_no_database(run):
    status, found = run(EXAMPLE, dry_run=True)
    assert (status, found["outcome"], found["kind"], found["codes"], found["held"]) == (0, "import", "awards", [], [])
    assert list(found) == ["outcome", "kind", "codes", "rows", "held", "errors", "seconds", "peak_rss_mb"]
    assert [(row["sheet"], row["row"], row["record"]) for row in found["rows"]][:8] == [
        *(("NhanSu", number, "staff") for number in range(2, 9)), ("XepLoai", 2, "rating"),
    ]  # fmt: skip
    assert len(found["rows"]) == 40


def test_the_report_tells_the_meaning_of_every_row(run):
    _, found = run(EXAMPLE, dry_run=True)
    rows = {(row["sheet"], row["row"]): row for row in found["rows"]}
    revoked = rows["DanhHieu", 14]
    assert (revoked["titles"], revoked["title"], revoked["is_revoked"], revoked["year"]) == ({}, "CSTDCS", True, 2022)
    assert rows["DanhHieu", 6] | {"seconds": 0} == {
        "sheet": "DanhHieu", "row": 6, "kind": "ca_nhan", "staff_code": "V001", "subject": "Đinh Thị Mơ",
        "unit": "Khoa Nhi", "record": "award", "year": 2023, "titles": {"2023": ["GK_SYT"]}, "title": "GK_SYT",
        "is_revoked": False, "occasion": "thuong_xuyen", "decision_number": "105/QĐ-BV", "decided_on": "2024-01-15",
        "authority": None, "period_from": None, "revoked_on": None, "seconds": 0,
    }  # fmt: skip
    assert rows["XepLoai", 4]["ratings"] == {"2022": "HTTNV", "2023": "HTTNV", "2025": "HTTNV"}
    assert (rows["XepLoai", 5]["year"], rows["XepLoai", 5]["level"]) == (2025, "HTTNV")
    assert (rows["NhanSu", 7]["left_on"], rows["NhanSu", 5]["came_from"]) == ("2025-06-30", "TTYT huyện")
    unit = rows["DanhHieuTapThe", 3]
    assert (unit["kind"], unit["subject"], unit["titles"]) == ("tap_the", "Khoa Nhi", {"2024": ["TTLDXS"]})
    assert (rows["Nghi", 2]["leave_kind"], rows["Nghi", 2]["days"]) == ("thai_san", 130)


@pytest.mark.django_db
def test_a_fresh_installation_gets_its_facility_and_everything_in_it(run):
    status, found = run(EXAMPLE)
    assert (status, counts()) == (0, [7, 7, 23, 20, 3, 1, 2])
    assert [unit.name for unit in Unit.objects.order_by("pk")] == ["Bệnh viện", "Khoa Nhi", "Khoa Dược"]
    assert [item["code"] for item in found["errors"]] == ["FACILITY_CREATED", "UNIT_CREATED", "UNIT_CREATED"]
    assert Award.objects.filter(is_revoked=True).get().title == "CSTDCS"
    assert AuditEvent.objects.filter(action="import_awards").count() == 1


@pytest.mark.django_db
def test_the_same_file_again_adds_nothing(run):
    run(EXAMPLE)
    before = counts()
    status, found = run(EXAMPLE)
    assert (status, counts(), found["errors"]) == (0, before, [])
    last = AuditEvent.objects.filter(action="import_awards").latest("pk")
    assert last.note == "dev5_lich_su_thi_dua.xlsx: 0 mới, 0 đổi, 56 như cũ, 0 giữ lại"


@pytest.mark.django_db
def test_a_dry_run_writes_nothing(run, tree):
    before = counts()
    assert run(EXAMPLE, dry_run=True)[0] == 0
    assert counts() == before


@pytest.mark.django_db
def test_the_first_facility_is_named_by_the_title_over_a_sheet(run, tmp_path):
    file = tmp_path / "ls.xlsx"
    title = [["SỞ Y TẾ AN HÒA"], ["BỆNH VIỆN ĐA KHOA AN HÒA"], ["LỊCH SỬ THI ĐUA"], []]
    file.write_bytes(workbook({"Nhân sự": [*title, *people()]}))
    status, found = run(file)
    assert (status, found["rows"][0]["row"]) == (0, 6)
    house = Unit.objects.get(kind="facility")
    assert (house.code, house.name) == ("BV", "Bệnh viện đa khoa An Hòa")


@pytest.mark.django_db
def test_several_facilities_need_a_code(run, other_tree):
    with pytest.raises(CommandError) as wrong:
        run(EXAMPLE)
    assert wrong.value.returncode == 2
    assert run(EXAMPLE, facility=other_tree.hospital.code)[0] == 0
    assert set(Staff.objects.values_list("facility", flat=True)) == {other_tree.hospital.pk}


@pytest.mark.django_db
def test_rows_in_error_end_with_one_and_the_others_are_taken(run, tree, tmp_path):
    file = tmp_path / "ls.xlsx"
    rows = [AWARD, [1, "A1", "Lê Văn An", 2023, "LĐTT", "LDTT"], [2, "A9", "Ai Đó", 2023, "LĐTT", "LDTT"]]
    file.write_bytes(workbook({"NhanSu": people(), "DanhHieu": rows}))
    status, found = run(file, facility=tree.hospital.code)
    assert (status, found["held"], Award.objects.count()) == (1, [{"sheet": "DanhHieu", "row": 3}], 1)
    wrong = [item for item in found["errors"] if item["severity"] == "error"]
    assert [(e["sheet"], e["row"], e["column"], e["code"]) for e in wrong] == [("DanhHieu", 3, "B", "UNKNOWN_PERSON")]


@pytest.mark.parametrize(
    "content, codes",
    [
        (b"", ["FILE_EMPTY", "NO_DATA"]),
        (b"PK\x03\x04 broken", ["FILE_CORRUPT"]),
        (b"%PDF-1.7", ["FILE_NOT_SPREADSHEET"]),
        (workbook({"Ghi chú": [["Không có gì"]]}), ["NO_DATA"]),
    ],
)
def test_a_refused_file_says_why(run, tmp_path, content, codes):
    file = tmp_path / "ls.xlsx"
    file.write_bytes(content)
    status, found = run(file, dry_run=True)
    assert (status, found["outcome"], found["codes"], found["rows"]) == (1, "reject", codes, [])
    assert found["errors"][-1]["severity"] == "error"


def test_a_file_that_is_not_there_is_wrong_usage(tmp_path):
    with pytest.raises(CommandError) as wrong:
        call_command("import_awards", str(tmp_path / "none.xlsx"), dry_run=True)
    assert wrong.value.returncode == 2
