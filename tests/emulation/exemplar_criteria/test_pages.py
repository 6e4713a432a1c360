"""The pages of criteria: what they show, what they keep, who may see them."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from emulation.models import CriterionAnswer, Sheet, TypicalityScore, UnitCriterion, Violation, ViolationOverride
from emulation.services.criterion import Given, answer_criteria
from emulation.services.entry import add_entry
from emulation.services.sheet import open_sheet, submit_sheet
from tests.factories.people import person
from tests.factories.sheets import draft_plan, filled_sheet, head_of, open_round, sheet_at

pytestmark = pytest.mark.django_db
KEY = "s0_general_individual-y_duc"
HTMX = {"HTTP_HX_REQUEST": "true"}


def url(name, *args):
    return reverse(f"emulation:{name}", args=args)


@pytest.fixture
def entry(tree, head):
    staff = person("Hoàng Thị Lan", tree.noi, position="Điều dưỡng")
    return add_entry(open_sheet(open_round(tree), tree.noi, by=head), staff=staff, by=head)


def test_the_page_lists_every_criterion_with_its_words(entry, as_, head):
    text = as_(head).get(url("entry_criteria", entry.pk)).text

    assert "0/9 tiêu chí đã trả lời" in text
    assert "Có tinh thần đoàn kết, xây dựng tập thể" in text
    assert "Sổ vi phạm không ghi ai trong giai đoạn này." in text
    assert "Có năng lực lãnh đạo, quản lý" not in text


def test_the_whole_page_is_saved_without_javascript(entry, as_, head):
    data = {f"{KEY}-answer": "dat", f"{KEY}-evidence": "Có thư khen", f"{KEY}-seen": ""}
    upload = {f"{KEY}-file": SimpleUploadedFile("thu-khen.pdf", b"%PDF-1.7")}

    answer = as_(head).post(url("entry_criteria", entry.pk), {**data, **upload}, follow=True).text

    assert "Đã lưu 1 tiêu chí." in answer and "1/9 tiêu chí đã trả lời" in answer
    kept = CriterionAnswer.objects.get()
    assert as_(head).get(url("answer_file", kept.pk)).status_code == 200


def test_one_answer_saves_itself_and_says_so(entry, as_, head):
    address = url("entry_answer", entry.pk, "s0_general_individual", "y_duc")
    answer = as_(head).post(address, {f"{KEY}-answer": "dat", f"{KEY}-seen": ""}, **HTMX).text

    assert "Đã trả lời nhưng chưa ghi minh chứng." in answer
    assert 'id="tien-do"' in answer and "1/9" in answer
    assert CriterionAnswer.objects.get().at.isoformat() in answer


def test_an_answer_that_moved_meanwhile_is_told_beside_it(entry, as_, head, clerk):
    answer_criteria(entry, {"s0_general_individual.y_duc": Given("dat", "Bản một")}, by=clerk)
    address = url("entry_answer", entry.pk, "s0_general_individual", "y_duc")

    answer = as_(head).post(address, {f"{KEY}-answer": "chua", f"{KEY}-seen": ""}, **HTMX).text

    assert "vừa được Bùi Thị Thịnh sửa" in answer
    assert CriterionAnswer.objects.get().answer == "dat"


def test_answering_alike_from_the_page(entry, as_, head):
    data = {"answer": "dat", "evidence": "Báo cáo năm", "scope": "ban"}

    assert "Đã ghi 9 tiêu chí" in as_(head).post(url("entry_fill", entry.pk), data, follow=True).text
    assert "9/9 tiêu chí" in as_(head).get(entry.sheet.get_absolute_url()).text


def test_the_sheet_leads_to_what_is_missing(entry, as_, head):
    text = as_(head).get(entry.sheet.get_absolute_url()).text

    assert "còn 9/9 tiêu chí chưa trả lời." in text
    assert f'href="{url("entry_criteria", entry.pk)}"' in text


def test_a_sent_line_is_read_only(tree, as_, head, office):
    sheet = sheet_at("submitted", tree)
    address = url("entry_criteria", sheet.entries.last().pk)

    for who in (head, office):
        text = as_(who).get(address).text
        assert "Báo cáo tổng kết năm của khoa" in text and "<textarea" not in text


@pytest.mark.parametrize("who", ["other_head", "other_office", "stranger", "member", "department"])
def test_a_draft_s_criteria_are_the_unit_s_and_the_office_s(entry, as_, request, who):
    client = as_(request.getfixturevalue(who))

    assert client.get(url("entry_criteria", entry.pk)).status_code == 404
    assert client.post(url("entry_fill", entry.pk), {}).status_code == 404


def test_the_office_appraises_during_review(tree, as_, office):
    sheet = submit_sheet(filled_sheet(open_round(tree), tree.noi), by=head_of(tree.noi))
    first = sheet.entries.first()
    client = as_(office)
    page = client.get(url("review_detail", sheet.pk)).text
    assert "Tiêu chí và thẩm định" in page and "chưa thẩm định đủ 4 câu" in page

    data = {"also_rest": "on"}
    for question in ("tieu_bieu", "lan_toa", "tac_dong", "hoc_tap"):
        data |= {f"muc-{question}": "4", f"loi-{question}": "Đã xem tại khoa."}
    client.post(url("review_appraise", first.pk), data)

    assert TypicalityScore.objects.count() == 8
    assert "chưa thẩm định đủ" not in client.get(url("review_detail", sheet.pk)).text


def test_an_appraisal_that_is_refused_keeps_what_was_chosen_and_typed(tree, as_, office):
    sheet = submit_sheet(filled_sheet(open_round(tree), tree.noi), by=head_of(tree.noi))
    line = sheet.entries.last()
    data = {"muc-tieu_bieu": "4", "loi-tieu_bieu": "Đã xem tại khoa.", "loi-lan_toa": "Cả viện học theo."}
    data["also_rest"] = "on"

    answer = as_(office).post(url("review_appraise", line.pk), data)

    page = answer.text
    assert answer.status_code == 422 and not TypicalityScore.objects.exists()
    assert "“Có sức lan tỏa”: hãy chọn mức từ 1 đến 5." in page
    assert page.count('value="Đã xem tại khoa."') == page.count('value="Cả viện học theo."') == 1
    assert re.findall(r'name="muc-tieu_bieu" value="(.)"[^>]* checked', page) == ["4"]
    assert re.findall(r'name="also_rest"[^>]* checked', page) and f'id="tham-dinh-{line.pk}" open' in page
    assert page.count('" open>') == 1


def test_the_office_overrides_a_violation_during_review(tree, as_, office):
    sheet = sheet_at("submitted", tree)
    line = sheet.entries.last()
    Violation.objects.create(staff=line.staff, kind="giao_thong", happened_on="2023-05-04")
    client = as_(office)
    assert "Vẫn tiếp nhận dù có vi phạm" in client.get(url("review_detail", sheet.pk)).text

    client.post(url("review_override", line.pk), {"reason": "Đã khắc phục."})

    assert ViolationOverride.objects.get().reason == "Đã khắc phục."


@pytest.mark.parametrize("who, reads", [("head", True), ("director", True), ("member", False), ("department", False)])
def test_what_weighs_on_whom_is_told_to_few(tree, as_, request, who, reads):
    reader = request.getfixturevalue(who)
    sheet = sheet_at("accepted", tree)
    member = person("Trần Văn Bình", tree.noi)
    Violation.objects.create(staff=member, kind="giao_thong", happened_on="2023-05-04")

    text = as_(reader).get(url("entry_criteria", sheet.entries.first().pk)).text

    assert ("Trần Văn Bình" in text) is reads
    assert "Có vi phạm" in text


def test_the_unit_keeps_its_own_criteria_on_a_page(entry, as_, head, office):
    client = as_(head)
    address = url("own_criterion_list", entry.sheet_id)

    client.post(address, {"words": "Làm chủ bệnh án điện tử"})
    assert "Làm chủ bệnh án điện tử" in client.get(url("entry_criteria", entry.pk)).text
    client.post(url("own_criterion_remove", entry.sheet_id, UnitCriterion.objects.get().pk))
    assert UnitCriterion.objects.count() == 0
    assert client.post(address, {"words": ""}).status_code == 422


def test_a_plan_shows_its_sets_with_their_words(tree, as_, head, office):
    plan = open_round(tree).plan

    text = as_(head).get(plan.get_absolute_url()).text
    assert "có phương pháp, giải pháp mới, sáng tạo" in text
    assert "Tiêu chí chung đối với tập thể" in as_(head).get(url("criteria_set_list")).text
    page = as_(head).get(url("criteria_set_detail", "s2")).text
    assert "Có mô hình mới, cách làm hay" in page and "an ninh mạng" in page
    assert as_(head).get(url("criteria_set_detail", "khong-co")).status_code == 404


def test_the_sets_are_chosen_on_the_plan_s_form(tree, as_, office):
    plan = draft_plan(tree, criteria_sets=[])
    client = as_(office)
    text = client.get(url("plan_change", plan.pk)).text

    assert 'value="s0_hcm_individual"' in text and 'value="s3_party"' in text


def test_a_model_is_asked_nothing_and_the_page_says_so(tree, as_, head):
    sheet = open_sheet(open_round(tree), tree.noi, by=head)
    model = add_entry(sheet, name="Tủ thuốc một chạm", summary="…", by=head)

    assert "Không có tiêu chí nào hỏi dòng này" in as_(head).get(url("entry_criteria", model.pk)).text
    assert "tiêu chí chưa trả lời" not in as_(head).get(Sheet.objects.get().get_absolute_url()).text
