"""Quotas from a workbook: by web and by command, previewed number by number, never below what is used."""

import json
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from openpyxl import load_workbook

from campaigns.builders.quota_list import quotas_in
from campaigns.documents.quota_template import quota_template
from campaigns.models import Quota
from campaigns.services.quota import add_programme
from emulation.audit import history
from tests.emulation.imports.workbooks import saved, workbook
from tests.factories.campaigns import campaign_at, proposal_at

UPLOAD = "/phong-trao/nhap-so-luong/"
HEAD = ["Năm", "Phong trào", "Chương trình", "Tập thể", "Cá nhân", "Lý do, văn bản giao"]


def book(*rows):
    return workbook({"ChiTieu": [HEAD, *rows]})


def told(found):
    return [(f.place, f.code) for f in found.findings if f.severity != "info"]


def places(campaign):
    rows = Quota.objects.filter(campaign=campaign).order_by("programme__order", "kind")
    return [(str(quota.programme or ""), str(quota.kind), quota.places) for quota in rows]


def preview(client, *rows):
    answer = client.post(UPLOAD, {"file": SimpleUploadedFile("ct.xlsx", book(*rows))})
    return client.get(answer.url)


def take(client, shown):
    return client.post(f"{shown.wsgi_request.path}ghi/", {"seen": shown.context["seen"]}, follow=True)


def run(tmp_path, *rows, **options):
    """Run the command on rows; return its exit status and its report."""
    file, report = tmp_path / "ct.xlsx", tmp_path / "r.json"
    file.write_bytes(book(*rows))
    try:
        call_command("import_quotas", str(file), report=str(report), **options)
        status = 0
    except SystemExit as left:
        status = left.code
    return status, json.loads(report.read_text(encoding="utf-8"))


def test_numbers_are_previewed_with_what_they_were_and_changed_with_their_reason(as_, office, campaign):
    client = as_(office)
    shown = preview(client, [campaign.year, campaign.title, "", 4, "chưa giao", "Công văn 15"])
    assert shown.context["total"] == [2, 0, 0]
    assert [(line["kind"], before, after) for line, before, after in shown.context["changed"]] == [
        ("tap_the", "2", "4"), ("ca_nhan", "3", "chưa giao")
    ]  # fmt: skip
    assert "Đã đổi 2 số lượng xét." in take(client, shown).content.decode()
    assert places(campaign) == [("", "ca_nhan", None), ("", "tap_the", 4)]
    assert "Tập thể 2 → 4. Công văn 15" in [line.note for line in history(campaign)]


def test_an_empty_cell_changes_nothing_and_zero_is_a_number(as_, office, campaign):
    client = as_(office)
    take(client, preview(client, [None, campaign.title, "", None, 0, ""]))
    assert places(campaign) == [("", "ca_nhan", 0), ("", "tap_the", 2)]
    assert "Cá nhân 3 → 0. Theo tệp ct.xlsx" in [line.note for line in history(campaign)]


def test_a_number_below_what_is_used_holds_its_row(as_, office, campaign, head, nurse):
    proposal_at("submitted", campaign=campaign, unit=nurse.unit, staff=nurse, by=head)
    client = as_(office)
    shown = preview(client, [None, campaign.title, "", 5, 0, ""])
    assert shown.context["total"] == [0, 0, 1]
    assert "Đã dùng 1 chỗ cá nhân, không giảm xuống 0 được." in shown.content.decode()


def test_nothing_is_taken_when_a_number_has_moved(as_, office, campaign):
    client = as_(office)
    shown = preview(client, [None, campaign.title, "", 5, "", ""])
    Quota.objects.filter(campaign=campaign, kind="tap_the").update(places=7)
    assert "Dữ liệu đã thay đổi từ lúc xem trước" in take(client, shown).content.decode()
    assert places(campaign)[1] == ("", "tap_the", 7)


def test_programmes_have_rows_of_their_own(tmp_path, tree, office, director):
    campaign = campaign_at(
        "launched", facility=tree.hospital, office=office, leader=director, quotas=(1, 1), is_per_programme=True
    )
    add_programme(campaign, name="Nông thôn mới", by=office)
    rows = [None, campaign.title, "nông thôn mới", 3, 4, ""], [None, campaign.title, "Giảm nghèo", 1, 1, ""]
    status, report = run(tmp_path, *rows, facility=tree.hospital.code)
    assert (status, [(item["row"], item["column"], item["code"]) for item in report["errors"]]) == (
        1, [(3, "C", "UNKNOWN_PROGRAMME")]
    )  # fmt: skip
    assert ("Nông thôn mới", "tap_the", 3) in places(campaign)


@pytest.mark.parametrize(
    ("row", "wanted"),
    [
        ([None, "Không có", "", 1, 1, ""], ("B2", "UNKNOWN_CAMPAIGN")),
        ([2020, "TITLE", "", 1, 1, ""], ("B2", "UNKNOWN_CAMPAIGN")),
        ([None, "TITLE", "", "nhiều", 1, ""], ("D2", "BAD_NUMBER")),
        ([None, "TITLE", "", -1, 1, ""], ("D2", "BAD_NUMBER")),
        ([None, "TITLE", "", 1.5, 1, ""], ("D2", "BAD_NUMBER")),
        (["năm nay", "TITLE", "", 1, 1, ""], ("A2", "BAD_YEAR")),
        ([None, "", "", 1, 1, ""], ("B2", "MISSING_NAME")),
    ],
)
def test_what_is_wrong_is_told_at_its_cell_and_nothing_of_the_row_is_taken(tmp_path, tree, campaign, row, wanted):
    row = [campaign.title if cell == "TITLE" else cell for cell in row]
    status, report = run(tmp_path, row, facility=tree.hospital.code)
    errors = [(f"{item['column']}{item['row']}", item["code"]) for item in report["errors"]]
    assert (status, errors, report["rows"]) == (1, [wanted], [])
    assert report["held"] == [{"sheet": "ChiTieu", "row": 2}]
    assert places(campaign) == [("", "ca_nhan", 3), ("", "tap_the", 2)]


def test_one_number_is_not_given_twice(tmp_path, tree, campaign):
    rows = [None, campaign.title, "", 4, None, ""], [None, campaign.title, "", 5, None, ""]
    status, report = run(tmp_path, *rows, facility=tree.hospital.code)
    assert (status, [item["code"] for item in report["errors"]]) == (1, ["DUPLICATE_ROW"])
    assert places(campaign)[1] == ("", "tap_the", 4)


def test_the_report_names_every_number_and_dry_writes_nothing(tmp_path, campaign):
    status, report = run(tmp_path, [campaign.year, campaign.title, "", 4, "chưa giao", "CV 15"], dry_run=True)
    assert set(report) == {"outcome", "kind", "codes", "rows", "held", "errors", "seconds", "peak_rss_mb"}
    assert (status, report["kind"], report["outcome"]) == (0, "quotas", "import")
    assert [(row["row"], row["kind"], row["places"]) for row in report["rows"]] == [
        (2, "tap_the", 4), (2, "ca_nhan", None)
    ]  # fmt: skip
    assert places(campaign) == [("", "ca_nhan", 3), ("", "tap_the", 2)]


def test_the_template_is_empty_and_read_back_without_a_word(tree, campaign):
    content = quota_template(tree.hospital)
    empty = quotas_in(content, "mau.xlsx")
    assert (empty.is_refused, empty.codes) == (True, ["NO_DATA"])
    filled = load_workbook(BytesIO(content))
    assert [cell.value for cell in filled["DanhMuc"]["A"]] == [campaign.title]
    for column, value in enumerate([campaign.year, campaign.title, None, 4, "chưa giao", "CV 15"], start=1):
        filled["Chỉ tiêu"].cell(3, column, value)
    found = quotas_in(saved(filled), "mau.xlsx")
    assert (told(found), [row.places for row in found.rows]) == ([], [{"tap_the": 4, "ca_nhan": None}])


def test_the_department_gives_the_numbers_of_its_own_campaigns(as_, department, province):
    client = as_(department)
    take(client, preview(client, [None, province.title, "", 2, 9, "QĐ 1"]))
    assert places(province) == [("", "ca_nhan", 9), ("", "tap_the", 2)]


def test_a_hospital_does_not_give_the_numbers_of_the_department(as_, office, province):
    shown = preview(as_(office), [None, province.title, "", 2, 9, ""])
    assert shown.context["total"] == [0, 0, 1]


@pytest.mark.parametrize("part", ["head", "clerk", "director", "admin", "stranger"])
def test_others_have_no_such_page(request, as_, office, campaign, part):
    shown = preview(as_(office), [None, campaign.title, "", 5, "", ""]).wsgi_request.path
    client = as_(request.getfixturevalue(part))
    assert [client.get(url).status_code for url in (UPLOAD, f"{UPLOAD}mau/", shown)] == [404, 404, 404]
