"""The pages of workbooks: who may use them, what they show, that nothing is written before the button."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from emulation.models import Entry, ImportBatch, Sheet
from emulation.services import registration_import
from emulation.services.registration_import import plan_of
from emulation.tasks import run_jobs
from tests.emulation.imports.workbooks import HEAD, workbook
from tests.factories import person
from tests.factories.sheets import open_round, sheet_at

CREATE = "emulation:registration_import"
ROWS = [
    ["KHOA/PHÒNG: Khoa Nội tổng hợp"], HEAD, [1, "Khoa Nội tổng hợp", None, "TTLĐTT"],
    [2, "Lê Thị Hoa", "Bác sĩ", "LĐTT", "CSTĐ"], [3, "Trần Văn Bình", "Y sĩ", "LĐTT"],
]  # fmt: skip


def upload(rows=ROWS, name="ds.xlsx"):
    return SimpleUploadedFile(name, workbook({"DS": rows}))


@pytest.fixture
def called(tree):
    person("Lê Thị Hoa", tree.noi)
    person("Trần Văn Bình", tree.noi)
    return open_round(tree)


@pytest.fixture
def batch(called, as_, office):
    as_(office).post(reverse(CREATE), {"round": called.pk, "unit": "", "file": upload()})
    run_jobs()
    return ImportBatch.objects.get()


def test_an_upload_leads_to_the_preview_and_writes_nothing(called, as_, office):
    response = as_(office).post(reverse(CREATE), {"round": called.pk, "unit": "", "file": upload()}, follow=True)
    batch = ImportBatch.objects.get()
    assert response.redirect_chain[0][0] == batch.get_absolute_url()
    assert "Đọc tệp ds.xlsx" in response.content.decode()
    run_jobs()
    assert not Sheet.objects.exists()
    text = as_(office).get(batch.get_absolute_url()).content.decode()
    assert "Xem trước, chưa ghi gì" in text
    assert "Nhập 2 dòng đúng" in text
    assert '<b class="strong">Ô E4:</b> “CSTĐ” chưa rõ' in text


def test_the_button_takes_in_what_was_shown(batch, as_, office):
    shown = as_(office).get(batch.get_absolute_url())
    as_(office).post(reverse("emulation:import_take", args=[batch.pk]), {"seen": shown.context["batch"].seen})
    assert Entry.objects.count() == 2
    page = as_(office).get(batch.get_absolute_url())
    assert "2 dòng mới, 0 dòng thay đổi, 0 dòng như cũ, 1 dòng giữ lại" in page.content.decode()


def test_another_state_than_the_one_shown_is_not_taken_in(batch, as_, office):
    response = as_(office).post(reverse("emulation:import_take", args=[batch.pk]), {"seen": "cũ"}, follow=True)
    assert "đã thay đổi từ lúc xem trước" in response.content.decode()
    assert not Entry.objects.exists()


def test_a_doubt_is_settled_on_the_page(batch, as_, office):
    address = reverse("emulation:import_mend", args=[batch.pk])
    as_(office).post(address, {"place": "DS|4|E", "way": "title:CSTDCS"})
    batch.refresh_from_db()
    assert plan_of(batch).counts == {"new": 3, "changed": 0, "same": 0, "held": 0}


def test_that_held_rows_are_kept_is_said_only_where_some_are(batch, as_, office):
    url = batch.get_absolute_url()
    assert "Dòng giữ lại không mất" in as_(office).get(url).content.decode()
    as_(office).post(reverse("emulation:import_mend", args=[batch.pk]), {"place": "DS|4|E", "way": "title:CSTDCS"})
    shown = as_(office).get(url)
    assert (shown.context["shown"]["counts"]["held"], shown.context["reasons"]) == (0, [])
    assert "Dòng giữ lại không mất" not in shown.content.decode()


def test_a_preview_that_was_taken_in_is_spent_until_the_rest_is_read_again(batch, as_, office, monkeypatch):
    take = reverse("emulation:import_take", args=[batch.pk])
    with monkeypatch.context() as meanwhile:
        meanwhile.setattr("emulation.services.registration_import.stage_workbook", lambda batch: None)
        as_(office).post(take, {"seen": batch.seen})
    text = as_(office).get(batch.get_absolute_url()).content.decode()
    assert ("Nhập 2 dòng đúng" in text, "Xem lại các dòng còn lại" in text) == (False, True)
    as_(office).post(take)
    again = as_(office).get(batch.get_absolute_url()).content.decode()
    assert ("vi-sao-nhap" in again, "Xem lại các dòng còn lại" in again) == (True, False)


@pytest.mark.parametrize(
    "sent",
    [{"place": "DS|4|E", "way": "delete"}, {"place": "x", "way": "drop"}, {"place": "a|b|c", "way": "drop"}, {}],
)
def test_a_made_up_answer_is_none(batch, as_, office, sent):
    assert as_(office).post(reverse("emulation:import_mend", args=[batch.pk]), sent).status_code == 404


@pytest.mark.parametrize("place", ["DS|99|E", "Khác|4|E", "DS|4|ZZ", "|4|E"])
def test_a_place_that_the_workbook_does_not_have_is_refused(batch, as_, office, place):
    address = reverse("emulation:import_mend", args=[batch.pk])
    page = as_(office).post(address, {"place": place, "way": "drop"}, follow=True)
    batch.refresh_from_db()
    assert ("Tệp không có ô hay dòng này" in page.content.decode(), batch.fixes) == (True, {})


def test_so_much_is_mended_on_the_page_and_no_more(batch, as_, office, monkeypatch):
    monkeypatch.setattr(registration_import, "MOST_FIXES", 1)
    address = reverse("emulation:import_mend", args=[batch.pk])
    as_(office).post(address, {"place": "DS|4|E", "way": "drop"})
    page = as_(office).post(address, {"place": "DS|3|D", "way": "drop"}, follow=True)
    as_(office).post(address, {"place": "DS|4|E", "way": "title:CSTDCS"})
    batch.refresh_from_db()
    assert "Đã sửa quá nhiều chỗ" in page.content.decode()
    assert batch.fixes == {"DS|4|E": {"titles": ["CSTDCS"]}}


def test_rows_are_chosen_by_what_would_come_of_them(batch, as_, office):
    held = as_(office).get(batch.get_absolute_url()).context["rows"]
    new = as_(office).get(batch.get_absolute_url(), {"ket-qua": "new"}).context["rows"]
    assert ([row["row"] for row in held], [row["row"] for row in new]) == ([4], [3, 5])


def test_the_same_workbook_comes_back_with_its_doubts_marked(batch, as_, office):
    response = as_(office).get(reverse("emulation:import_marked", args=[batch.pk]))
    sheet = load_workbook(BytesIO(b"".join(response.streaming_content)))["DS"]
    assert sheet["E4"].fill.fgColor.rgb == "FFF8D7DA"
    assert sheet["H4"].value.startswith("E4: “CSTĐ” chưa rõ")
    assert sheet["E4"].value == "CSTĐ"


def test_a_file_that_is_none_says_why_on_its_page(called, as_, office):
    bad = SimpleUploadedFile("ds.xlsx", b"%PDF-1.7")
    as_(office).post(reverse(CREATE), {"round": called.pk, "unit": "", "file": bad})
    run_jobs()
    address = ImportBatch.objects.get().get_absolute_url()
    assert "không phải bảng tính" in as_(office).get(address).content.decode()
    wrong = SimpleUploadedFile("ds.docx", b"x")
    assert as_(office).post(reverse(CREATE), {"round": called.pk, "file": wrong}).status_code == 422


def test_the_page_asks_for_progress_until_the_work_has_ended(called, as_, office):
    as_(office).post(reverse(CREATE), {"round": called.pk, "unit": "", "file": upload()})
    address = ImportBatch.objects.get().get_absolute_url()
    waiting = as_(office).get(address, headers={"HX-Request": "true"})
    assert f'hx-get="{address}"' in waiting.content.decode()
    run_jobs()
    assert as_(office).get(address, headers={"HX-Request": "true"}).headers["HX-Refresh"] == "true"


def test_a_head_hands_in_the_list_of_the_own_unit(called, tree, as_, head):
    page = as_(head).get(reverse(CREATE))
    assert [unit for unit in page.context["form"].fields["unit"].queryset] == [tree.noi]
    as_(head).post(reverse(CREATE), {"round": called.pk, "unit": tree.ngoai.pk, "file": upload()})
    assert not ImportBatch.objects.exists()
    as_(head).post(reverse(CREATE), {"round": called.pk, "unit": tree.noi.pk, "file": upload()})
    assert ImportBatch.objects.get().unit == tree.noi


def test_a_workbook_is_nobody_elses(batch, as_, other_head, other_office, stranger, member, admin, clerk):
    places = [reverse(f"emulation:{name}", args=[batch.pk]) for name in ("import_detail", "import_marked")]
    places.append(reverse("emulation:import_undo", args=[batch.pk]))
    for person_ in (other_head, other_office, stranger, member, clerk):
        assert [as_(person_).get(place).status_code for place in places] == [404, 404, 404]
        assert as_(person_).post(reverse("emulation:import_take", args=[batch.pk])).status_code == 404
    assert as_(admin).get(places[0]).status_code == 200
    assert [as_(nobody).get(reverse(CREATE)).status_code for nobody in (stranger, member)] == [404, 404]


def test_a_workbook_may_be_put_away(batch, as_, office):
    as_(office).post(reverse("emulation:import_put_away", args=[batch.pk]))
    assert as_(office).get(batch.get_absolute_url()).status_code == 404


EXPORT = "emulation:registration_export"


def opened(response):
    return load_workbook(BytesIO(b"".join(response.streaming_content)))


def seen(book):
    return [sheet.title for sheet in book.worksheets if sheet.sheet_state == "visible"]


def test_the_form_of_a_sheet_is_downloaded(tree, as_, head, other_head):
    sheet = sheet_at("draft", tree)
    asked = {"don-vi": tree.noi.pk, "dot": sheet.round_id}
    page = opened(as_(head).get(reverse(EXPORT), asked)).active
    assert (page["A2"].value, page["B10"].value) == ("KHOA/PHÒNG: Khoa Nội tổng hợp", "Khoa Nội tổng hợp")
    assert as_(other_head).get(reverse(EXPORT), asked).status_code == 404


def test_the_list_of_the_house_is_downloaded(tree, as_, office, other_head):
    sheet_at("accepted", tree)
    assert seen(opened(as_(office).get(reverse(EXPORT)))) == ["Toàn bệnh viện"]
    each = as_(office).get(reverse(EXPORT), {"kieu": "tung-khoa"})
    assert seen(opened(each)) == ["Khoa Nội tổng hợp"]
    empty = as_(other_head).get(reverse(EXPORT))
    assert (empty.status_code, empty.url) == (302, reverse("emulation:sheet_list"))


def test_what_the_council_endorsed_is_downloaded(tree, as_, office, stranger):
    sheet_at("endorsed", tree)
    sheet = opened(as_(office).get(reverse("emulation:endorsed_export"))).active
    assert (sheet["A2"].value, sheet["B10"].value) == ("KHOA/PHÒNG: Toàn bệnh viện", "Khoa Nội tổng hợp")
    assert as_(stranger).get(reverse("emulation:endorsed_export")).status_code == 404


def test_a_blank_form_is_downloaded(called, tree, as_, head):
    response = as_(head).get(reverse("emulation:form_export", args=[called.pk]))
    sheet = opened(response).active
    assert (sheet["A2"].value, sheet["A10"].value, sheet["A19"].value) == ("KHOA/PHÒNG: Khoa Nội tổng hợp", 1, 10)
