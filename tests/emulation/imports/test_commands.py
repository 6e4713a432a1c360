"""The commands that administrators script: reports to the letter, exit status, nothing written when dry."""

import json
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.utils import timezone
from openpyxl import load_workbook

from emulation.choices import UnitKind
from emulation.models import Entry, Sheet, Staff
from emulation.services.entry import add_entry, set_targets
from emulation.services.review import accept_sheet
from emulation.services.sheet import open_sheet, record_endorsement, submit_sheet
from tests.emulation.imports.test_examples import EXAMPLES, truth_of
from tests.emulation.imports.workbooks import HEAD, workbook
from tests.factories import person
from tests.factories.people import unit
from tests.factories.sheets import answered, appraised, head_of, office_of, open_round, sheet_at


def run(name, *args, **options):
    """Run a command; return its exit status and its report."""
    report = options.pop("report")
    try:
        call_command(name, *map(str, args), report=str(report), stdout=StringIO(), stderr=StringIO(), **options)
        status = 0
    except SystemExit as leaving:
        status = leaving.code
    return status, json.loads(report.read_text(encoding="utf-8"))


@pytest.fixture
def report(tmp_path):
    return tmp_path / "r.json"


def test_a_dry_run_needs_no_database(report):
    status, found = run(
        "import_registrations", EXAMPLES / "dev4_dong_loi.xlsx", period="2021-2025", dry_run=True, report=report
    )
    assert status == 1
    assert list(found) == [
        "outcome", "kind", "codes", "rows", "held", "errors", "seconds", "peak_rss_mb",
    ]  # fmt: skip
    assert (found["outcome"], found["kind"], found["codes"]) == ("import", "registrations", [])
    assert found["rows"][0] == {
        "sheet": "Đăng ký", "row": 4, "unit": "Khoa Khám bệnh - Cấp cứu", "subject": "Khoa Khám bệnh - Cấp cứu",
        "kind": "tap_the", "position": None,
        "titles": {
            "2022": ["TTLDTT", "TTLDXS"], "2023": ["TTLDTT", "TTLDXS"], "2024": ["TTLDTT", "GK_SYT"],
            "2025": ["TTLDTT", "TTLDXS", "BK_TINH"],
        },
    }  # fmt: skip
    assert found["errors"][0] == {
        "sheet": "Đăng ký", "row": 6, "column": "F", "code": "UNKNOWN_TITLE", "severity": "error",
        "message": "Danh hiệu không có trong danh mục: “Gương sáng”.",
    }  # fmt: skip
    assert found["held"][0] == {"sheet": "Đăng ký", "row": 6}


def test_a_clean_file_ends_with_nought(report):
    status, found = run(
        "import_registrations", EXAMPLES / "dev1_mau_goc.xlsx", period="2021-2025", dry_run=True, report=report
    )
    assert (status, len(found["rows"]), found["errors"]) == (0, 50, [])


def test_a_refused_file_says_why(report, tmp_path):
    file = tmp_path / "a.xlsx"
    file.write_bytes(b"PK\x03\x04 broken")
    status, found = run("import_registrations", file, period="2021-2025", dry_run=True, report=report)
    assert (status, found["outcome"], found["codes"], found["rows"]) == (1, "reject", ["FILE_CORRUPT"], [])


@pytest.mark.parametrize("period", ["2025", "hai nghìn", "2025-2021"])
def test_wrong_usage_ends_with_two(period, tmp_path):
    with pytest.raises(CommandError) as wrong:
        call_command("import_registrations", str(tmp_path / "none.xlsx"), period=period, dry_run=True)
    assert wrong.value.returncode == 2


def test_staff_rows_are_those_of_the_truth(report):
    status, found = run("import_staff", EXAMPLES / "dev2_nhan_su_300.xlsx", dry_run=True, report=report)
    truth = truth_of("dev2_nhan_su_300")
    assert status == 1
    assert found["rows"] == truth["rows"]
    wanted = [(e["sheet"], e["row"], e["column"], e["code"], e["severity"]) for e in truth["errors"]]
    assert [(e["sheet"], e["row"], e["column"], e["code"], e["severity"]) for e in found["errors"]] == wanted


def test_staff_are_taken_in_once(tree, report):
    for row in {row["unit"] for row in truth_of("dev2_nhan_su_300")["rows"]} - {"Ban Giám đốc"}:
        unit(row, UnitKind.KHOA, tree.hospital)
    file, code = EXAMPLES / "dev2_nhan_su_300.xlsx", tree.hospital.code
    status, found = run("import_staff", file, facility=code, report=report)
    assert (status, len(found["rows"]), Staff.objects.count()) == (1, 300, 300)
    nga = Staff.objects.get(code="VS0003")
    assert (nga.full_name, nga.prefix, nga.gender, nga.birth_date.isoformat()) == (
        "Vũ Thị Nga",
        "BS CKI",
        "F",
        "1991-09-09",
    )
    assert Staff.objects.get(code="VS0053").birth_precision == "year"
    run("import_staff", file, facility=code, report=report)
    assert Staff.objects.count() == 300


def test_registrations_are_taken_in(tree, report, tmp_path):
    called = open_round(tree)
    person("Lê Thị Hoa", tree.noi)
    file = tmp_path / "ds.xlsx"
    file.write_bytes(
        workbook(
            {
                "DS": [
                    ["KHOA/PHÒNG: Khoa Nội tổng hợp"],
                    HEAD,
                    [1, "Lê Thị Hoa", "Bác sĩ", "LĐTT"],
                    [2, "Ngô Lạ", "Y sĩ", "LĐTT"],
                ]
            }
        )
    )
    status, found = run("import_registrations", file, period="2021-2025", report=report)
    assert (status, [row["subject"] for row in found["rows"]]) == (1, ["Lê Thị Hoa"])
    assert [(e["row"], e["code"]) for e in found["errors"]] == [(4, "UNKNOWN_PERSON")]
    assert Sheet.objects.get(round=called).entries.count() == 1


def test_a_dry_run_writes_nothing(tree, report, tmp_path):
    open_round(tree)
    person("Lê Thị Hoa", tree.noi)
    file = tmp_path / "ds.xlsx"
    file.write_bytes(workbook({"DS": [["KHOA/PHÒNG: Khoa Nội tổng hợp"], HEAD, [1, "Lê Thị Hoa", "Bác sĩ", "LĐTT"]]}))
    status, found = run("import_registrations", file, period="2021-2025", dry_run=True, report=report)
    assert (status, len(found["rows"]), Entry.objects.count()) == (0, 1, 0)


def accepted_sheet(tree, *people):
    """Return an accepted sheet of the unit and some people."""
    sheet = open_sheet(open_round(tree), tree.noi, by=None)
    set_targets(add_entry(sheet, unit=tree.noi, by=None), 2022, chosen=["TTLDTT"], by=None)
    for name in people:
        entry = add_entry(sheet, staff=person(name, tree.noi, position="Y sĩ"), by=None)
        set_targets(entry, 2023, chosen=["LDTT", "CSTDCS", "GK_SYT"], by=None)
    record_endorsement(answered(sheet), endorsed_on=timezone.localdate(), votes_for=9, votes_total=9, by=None)
    appraised(submit_sheet(sheet, by=head_of(tree.noi)))
    accept_sheet(sheet, by=office_of(tree.hospital))


def test_the_form_is_exported_and_read_back(tree, tmp_path, report):
    accepted_sheet(tree, "Lê Thị Hoa", "Ngô Văn Ký", "Trần Thanh Bình")
    out = tmp_path / "ds.xlsx"
    call_command("export_registrations", period="2021-2025", out=str(out), stdout=StringIO())
    book = load_workbook(BytesIO(out.read_bytes()))
    assert (book.sheetnames, book.active["A1"].value) == (["Toàn bệnh viện"], "BỆNH VIỆN AN HÒA")
    status, found = run("import_registrations", out, period="2021-2025", years="2022-2025", dry_run=True, report=report)
    assert (status, [row["unit"] for row in found["rows"]]) == (0, ["Khoa Nội tổng hợp"] * 4)
    again, _ = run("import_registrations", out, period="2021-2025", report=report)
    assert (again, Entry.objects.count()) == (0, 4)  # nothing is asked of the accepted sheet that it does not say
    title = next(cell for row in book.active.iter_rows() for cell in row if "CSTĐ cơ sở" in str(cell.value))
    title.value = "LĐTT"
    book.save(out)
    changed, found = run("import_registrations", out, period="2021-2025", report=report)
    assert changed == 1  # the sheet has been accepted: an amendment is needed
    assert {(row["sheet"], row["row"]) for row in found["held"]} == {("Toàn bệnh viện", title.row)}


def test_one_unit_may_be_exported(tree, tmp_path):
    sheet_at("draft", tree)
    out = tmp_path / "ds.xlsx"
    call_command("export_registrations", period="2021-2025", unit=tree.noi.code, out=str(out), stdout=StringIO())
    assert load_workbook(out).sheetnames == ["Khoa Nội tổng hợp"]
    with pytest.raises(CommandError):
        call_command("export_registrations", period="2021-2025", unit=tree.nhi.code, out=str(out), stdout=StringIO())
    assert Path(out).exists()
