"""Initiatives alone: by web, by command, and the workbook to fill in."""

import json
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from openpyxl import load_workbook

from awards.builders.history_columns import INITIATIVE as SHEET
from awards.builders.history_reader import history_in
from awards.documents.history_template import history_template, initiative_template
from emulation.models import Initiative, Staff
from tests.awards.history_import.books import EXAMPLE, INITIATIVE, people
from tests.emulation.imports.workbooks import saved, workbook
from tests.factories import person

UPLOAD = "/ho-so/sang-kien/nhap/"
ROW = ["SK1", "A1", "Lê Văn An", 2024, "Giảm thời gian chờ khám", "Cơ sở", "Tác giả", "Công nhận", "12/QĐ-BV"]


@pytest.fixture
def an(tree):
    return person("Lê Văn An", tree.noi, code="A1")


def run(path, report, **options):
    """Run the command; return its exit status and its report."""
    try:
        call_command("import_initiatives", str(path), report=str(report), **options)
        status = 0
    except SystemExit as left:
        status = left.code
    return status, json.loads(report.read_text(encoding="utf-8"))


def file_of(tmp_path, sheets):
    file = tmp_path / "sk.xlsx"
    file.write_bytes(workbook(sheets))
    return file


def test_a_sheet_of_any_name_is_read_by_its_headers_and_only_initiatives_are_taken(tmp_path, an, tree):
    file = file_of(tmp_path, {"Sheet1": [INITIATIVE, ROW], "NhanSu": people(), "XepLoai": [["Mã NV", 2024]]})
    status, report = run(file, tmp_path / "r.json", facility=tree.hospital.code)
    assert (status, report["kind"], report["outcome"], len(report["rows"])) == (0, "initiatives", "import", 1)
    assert set(report) == {"outcome", "kind", "codes", "rows", "held", "errors", "seconds", "peak_rss_mb"}
    assert (report["rows"][0]["staff_code"], report["rows"][0]["level"]) == ("A1", "co_so")
    assert (Initiative.objects.get().code, Staff.objects.count()) == ("SK1", 1)


def test_dry_nothing_is_written_and_nobody_is_needed(tmp_path, db):
    status, report = run(file_of(tmp_path, {"SangKien": [INITIATIVE, ROW]}), tmp_path / "r.json", dry_run=True)
    assert (status, len(report["rows"]), Initiative.objects.count()) == (0, 1, 0)


def test_a_file_without_initiatives_is_refused(tmp_path, db):
    status, report = run(file_of(tmp_path, {"NhanSu": people()}), tmp_path / "r.json", dry_run=True)
    assert (status, report["outcome"], report["codes"]) == (1, "reject", ["NO_DATA"])


def test_an_unknown_author_is_held_and_told(tmp_path, tree):
    file = file_of(tmp_path, {"SangKien": [INITIATIVE, ROW]})
    status, report = run(file, tmp_path / "r.json", facility=tree.hospital.code)
    assert (status, report["held"]) == (1, [{"sheet": "SangKien", "row": 2}])
    assert [item["code"] for item in report["errors"]] == ["UNKNOWN_PERSON"]


def test_the_office_previews_and_takes_initiatives_in(as_, office, an):
    client = as_(office)
    upload = SimpleUploadedFile("sk.xlsx", workbook({"SangKien": [INITIATIVE, ROW], "NhanSu": people()}))
    shown = client.get(client.post(UPLOAD, {"file": upload}).url)
    assert (shown.context["total"], Initiative.objects.count()) == ((1, 0, 0, 0), 0)
    done = client.post(f"{shown.wsgi_request.path}ghi/", {"seen": shown.context["seen"]}, follow=True)
    assert (done.context["total"], Initiative.objects.get().name) == ((0, 0, 1, 0), "Giảm thời gian chờ khám")
    assert [upload.is_taken for upload in client.get(UPLOAD).context["uploads"]] == [True]


def test_a_history_is_not_opened_as_initiatives(as_, office, tree):
    client = as_(office)
    whole = client.post("/khen-thuong/nhap-lich-su/", {"file": SimpleUploadedFile("ls.xlsx", EXAMPLE.read_bytes())})
    number = whole.url.rstrip("/").rpartition("/")[2]
    assert (client.get(whole.url).status_code, client.get(f"{UPLOAD}{number}/").status_code) == (200, 404)


@pytest.mark.parametrize("part", ["head", "clerk", "director", "admin", "stranger"])
def test_others_have_no_such_page(request, as_, part):
    client = as_(request.getfixturevalue(part))
    assert [client.get(url).status_code for url in (UPLOAD, f"{UPLOAD}mau/")] == [404, 404]


def filled(content, rows):
    """Return a template with a row under the example of each sheet."""
    book = load_workbook(BytesIO(content))
    for name, row in rows.items():
        for column, value in enumerate(row, start=1):
            book[name].cell(3, column, value)
    return saved(book)


def problems(found):
    return [(f.sheet, f.place, f.code) for f in found.findings if f.severity in ("error", "warning")]


def test_the_empty_workbooks_hold_nothing(tree):
    for content, only in ((history_template(tree.hospital), ""), (initiative_template(), SHEET)):
        found = history_in(content, "mau.xlsx", only=only)
        assert (found.is_refused, found.codes) == (True, ["NO_DATA"])
        assert {f.code for f in found.findings} == {"SAMPLE_ROW", "NO_DATA"}


def test_the_workbook_of_initiatives_is_read_back_without_a_word():
    row = ["SK1", "A1", "Lê Văn An", 2024, "Giảm thời gian chờ", "Đề tài", "Tỉnh", "Đồng tác giả", "Công nhận",
           "12/QĐ", "05/06/2024", "Có"]  # fmt: skip
    found = history_in(filled(initiative_template(), {"Sáng kiến": row}), "mau.xlsx", only=SHEET)
    assert (problems(found), len(found.lines)) == ([], 1)
    values = found.lines[0].values
    assert (values["kind"], values["level"], values["role"], values["is_applied"]) == (
        "de_tai", "tinh", "dong_tac_gia", True
    )  # fmt: skip


def test_the_workbook_of_history_is_read_back_without_a_word(tree):
    who = ["A1", "Lê Văn An"]
    content = filled(
        history_template(tree.hospital),
        {
            "Nhân sự": [
                *who,
                "Nam",
                "01/02/1980",
                "Khoa Nhi",
                "Bác sĩ",
                "01/03/2010",
                "Đang làm việc",
                None,
                None,
                "Có",
            ],
            "Xếp loại": [*who, "HTTNV", "HTXSNV", "HTNV", "KHTNV"],
            "Xếp loại đảng viên": [*who, "HTTNV"],
            "Xếp loại tập thể": ["Khoa Nhi", "HTTNV"],
            "Danh hiệu": [*who, 2024, "Lao động tiên tiến", "LDTT", "Thường xuyên", "1/QĐ", "05/01/2025", "Hiệu lực"],
            "Danh hiệu tập thể": ["Khoa Nhi", 2024, "Tập thể lao động tiên tiến", "TTLDTT", "Thường xuyên"],
            "Sáng kiến": ["SK1", *who, 2024, "Giảm thời gian chờ", "Sáng kiến", "Cơ sở", "Tác giả", "Công nhận"],
            "Kỷ luật": [*who, "Khiển trách", "Chính quyền", "Trễ hồ sơ", "2/QĐ", "05/01/2024", None, "Hiệu lực"],
            "Vi phạm": [*who, "An toàn giao thông", "05/01/2024", "Nồng độ cồn"],
            "Nghỉ": [*who, 2024, "Ốm", 10],
        },
    )
    found = history_in(content, "mau.xlsx")
    assert problems(found) == []
    assert (len(found.staff), len({line.kind for line in found.lines})) == (1, 6)
