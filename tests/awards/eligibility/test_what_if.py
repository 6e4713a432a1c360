"""Other rules tried on a house: what would change is shown, nothing is written."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from awards.selectors.what_if import compare
from emulation.models import AuditEvent, LocalSetting

ON = date(2025, 12, 31)
PAGE = "/khen-thuong/thu-quy-dinh/"


def changes(found):
    return {
        (change.row.name, change.row.title): (str(change.row.judgement.result), str(change.after.result))
        for change in found.changes
        if change.row.kind == "ca_nhan"
    }


def test_a_setting_laid_over_changes_only_what_hangs_on_it(tree, people):
    found = compare(tree.hospital, year=2025, on=ON, settings={"title.least_months": 10}, titles=("LDTT",))
    assert changes(found) == {("Lương Khánh Duy", "LDTT"): ("needs_person", "not_eligible")}


def test_the_law_of_another_day_is_tried(tree, people):
    found = compare(tree.hospital, year=2025, on=ON, after_on=date(2023, 12, 31), titles=("CSTDCS",))
    assert changes(found) == {
        ("Đinh Thị Mơ", "CSTDCS"): ("eligible", "not_eligible"),
        ("Ngô Thị Yên", "CSTDCS"): ("missing_data", "not_eligible"),
    }


def test_a_draft_that_is_not_law_is_tried(tree, people):
    found = compare(tree.hospital, year=2025, on=ON, settings={"draft": "du_thao_12_2025"}, titles=("CSTDCS",))
    assert changes(found)["Đinh Thị Mơ", "CSTDCS"] == ("eligible", "not_eligible")


def test_a_trial_writes_nothing(tree, people, office, as_):
    before = AuditEvent.objects.count()
    client = as_(office)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        client.get(PAGE, {"year": 2025, "title.least_months": "10", "after_on": "31/12/2023"})
    written = [query["sql"] for query in queries if query["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]
    assert written == [] and AuditEvent.objects.count() == before and not LocalSetting.objects.exists()


def test_the_page_counts_the_changes(tree, people, office, as_):
    page = as_(office).get(PAGE, {"year": 2025, "title.least_months": "10"}).content.decode()
    assert "Lương Khánh Duy" in page and "cần người kết luận → chưa đủ điều kiện" in page


def test_a_new_value_of_a_setting_is_previewed_before_it_is_written(tree, people, office, as_):
    page = as_(office).get(f"{PAGE}thiet-lap/title.least_months/", {"value": "10"}).content.decode()
    assert "Lương Khánh Duy" in page and "Chưa ghi gì" in page


def test_a_value_that_cannot_be_is_told(tree, people, office, as_):
    page = as_(office).get(f"{PAGE}thiet-lap/title.least_months/", {"value": "99"}).content.decode()
    assert "Phải từ 0 đến 12." in page


def test_a_setting_that_decides_no_verdict_has_no_preview(tree, people, office, as_):
    assert as_(office).get(f"{PAGE}thiet-lap/council.quorum/", {"value": "2/3"}).status_code == 404


def test_the_page_of_a_setting_offers_the_preview(tree, people, office, as_):
    page = as_(office).get("/cai-dat/title.least_months/").content.decode()
    assert "Xem trước kết luận nào đổi" in page


@pytest.mark.parametrize("who", ["head", "clerk", "director", "member", "stranger", "department"])
def test_only_who_keeps_the_settings_tries_others(tree, people, as_, request, who):
    assert as_(request.getfixturevalue(who)).get(PAGE).status_code == 404
