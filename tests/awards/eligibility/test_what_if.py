"""Other rules tried on a house: what would change is shown, nothing is written."""

import re
from datetime import date
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from awards.selectors.what_if import compare
from emulation.models import AuditEvent, LocalSetting

ON = date(2025, 12, 31)
CURRENT = "Danh hiệu của năm đang xét được tính là lần cuối của số lần liên tục"
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


def test_the_result_says_in_words_what_was_tried(tree, people, office, as_):
    asked = {"year": 2025, "after_on": "31/12/2023", "draft": "du_thao_12_2025", "title.least_months": "10"}
    found = as_(office).get(PAGE, asked)
    assert found.context["found"].tried == (
        "Quy định có hiệu lực ngày 31/12/2023 thay cho ngày 31/12/2025",
        "Dự thảo: Luật sửa đổi tháng 12/2025",
        "Số tháng làm việc tối thiểu trong năm của người mới tuyển dụng: chưa đặt → 10 tháng",
    )
    assert all(words in found.content.decode() for words in found.context["found"].tried)


def test_a_setting_that_is_decided_is_told_with_its_old_value(tree, people, office, as_):
    decide = {"facility": tree.hospital, "name": "title.least_months", "since": date(2025, 1, 1), "by": office}
    LocalSetting.objects.create(value=6, source="12/QĐ-BV", **decide)
    found = as_(office).get(PAGE, {"year": 2025, "title.least_months": "chua-dat"}).context["found"]
    assert found.tried == ("Số tháng làm việc tối thiểu trong năm của người mới tuyển dụng: 6 tháng → chưa đặt",)


def test_a_setting_of_one_title_is_told_with_its_title(tree, people, office, as_):
    found = as_(office).get(PAGE, {"year": 2025, "title.include_current.CSTDT": "co"}).context["found"]
    assert found.tried == (f"{CURRENT} (CSTĐ cấp tỉnh): chưa đặt → có",)


def test_a_draft_has_its_name_and_never_its_code(tree, people, office, as_):
    page = as_(office).get(PAGE, {"year": 2025, "draft": "du_thao_12_2025"}).content.decode()
    assert ">Dự thảo: Luật sửa đổi tháng 12/2025</option>" in page
    assert ">du_thao" not in page


def test_nothing_tried_is_said_so(tree, people, office, as_):
    page = as_(office).get(PAGE, {"year": 2025}).content.decode()
    assert "Chưa đổi gì: năm" in page and "đang được xét theo quy định ngày" in page


def test_a_new_value_of_a_setting_is_previewed_before_it_is_written(tree, people, office, as_):
    page = as_(office).get(f"{PAGE}thiet-lap/title.least_months/", {"value": "10"}).content.decode()
    assert "Lương Khánh Duy" in page and "Chưa ghi gì" in page
    assert "Năm 2025: <b" in page and f"Năm {timezone.localdate().year}: không kết luận nào thay đổi" in page


def test_a_long_preview_leads_to_all_the_verdicts_that_would_change(tree, people, office, as_, monkeypatch):
    monkeypatch.setattr("awards.views.what_if.SHOWN", 0)
    page = as_(office).get(f"{PAGE}thiet-lap/title.least_months/", {"value": "10"}).content.decode()
    whole = unescape(re.search(r'<a href="([^"]+)">Xem cả', page)[1])
    assert "Lương Khánh Duy" not in page
    assert "Lương Khánh Duy" in as_(office).get(whole).content.decode()


def test_a_setting_that_is_not_tried_elsewhere_has_no_way_there(tree, people, office, as_, monkeypatch):
    monkeypatch.setattr("awards.views.what_if.SHOWN", 0)
    monkeypatch.setattr("awards.views.what_if.tried_settings", dict)
    page = as_(office).get(f"{PAGE}thiet-lap/title.least_months/", {"value": "10"}).content.decode()
    assert "Chỉ hiện 0 kết luận đầu." in page and "Xem cả" not in page


def test_a_value_that_cannot_be_is_told(tree, people, office, as_):
    page = as_(office).get(f"{PAGE}thiet-lap/title.least_months/", {"value": "99"}).content.decode()
    assert "Phải từ 0 đến 12." in page


def test_a_value_is_previewed_from_the_day_on_which_it_begins(tree, people, office, as_):
    def preview(since):
        asked = {"value": "10", "since": since}
        return as_(office).get(f"{PAGE}thiet-lap/title.least_months/", asked).content.decode()

    assert "Lương Khánh Duy" in preview("01/01/2020") and "các năm trước cũng có thể đổi" in preview("01/01/2020")
    assert "vì giá trị này áp dụng từ ngày 01/01/2090" in preview("01/01/2090")
    assert "Lương Khánh Duy" not in preview("01/01/2090")
    refused = preview("31/02/2026").split('id="thay-doi"')[1]
    assert "Ghi ngày dạng ngày/tháng/năm" in refused and "kết luận" not in refused


def test_a_setting_that_decides_no_verdict_has_no_preview(tree, people, office, as_):
    assert as_(office).get(f"{PAGE}thiet-lap/council.quorum/", {"value": "2/3"}).status_code == 404


def test_the_page_of_a_setting_offers_the_preview(tree, people, office, as_):
    page = as_(office).get("/cai-dat/title.least_months/").content.decode()
    assert "Xem trước kết luận nào đổi" in page


@pytest.mark.parametrize("who", ["head", "clerk", "director", "member", "stranger", "department"])
def test_only_who_keeps_the_settings_tries_others(tree, people, as_, request, who):
    assert as_(request.getfixturevalue(who)).get(PAGE).status_code == 404
