"""The pages of sheets, with and without JavaScript."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from emulation.models import Entry, Sheet
from emulation.services.entry import add_entry, set_targets
from emulation.services.sheet import open_sheet
from tests.factories.people import person
from tests.factories.sheets import filled_sheet, open_round, sheet_at

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def sheet(tree, head):
    return filled_sheet(open_round(tree), tree.noi)


def url(name, *args):
    return reverse(f"emulation:{name}", args=args)


def queries_of(client, address):
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def test_the_list_finds_units_people_and_receipts_without_accents(tree, as_, office):
    sheet = sheet_at("submitted", tree)
    client = as_(office)

    for words in ("noi tong hop", "nguyen van nguoi", sheet.receipt_number[-4:]):
        assert "Khoa Nội tổng hợp" in client.get(url("sheet_list"), {"q": words}, headers=HTMX).text
    assert "Không có bản nào khớp" in client.get(url("sheet_list"), {"q": "khoa mat"}, headers=HTMX).text


@pytest.mark.parametrize(("part", "offered"), [("head", True), ("clerk", True), ("office", True), ("director", False)])
def test_the_list_leads_whoever_may_take_a_workbook_in_to_that_page(request, as_, part, offered):
    page = as_(request.getfixturevalue(part)).get(url("sheet_list")).text
    assert (f'href="{url("registration_import")}"' in page) == offered


def test_the_list_is_narrowed_by_round_state_and_kind(tree, as_, office):
    round = open_round(tree)
    sheet_at("submitted", tree, unit=tree.noi, round=round)
    sheet_at("draft", tree, unit=tree.tccb, round=round)
    client = as_(office)

    def shown(**wanted):
        answer = client.get(url("sheet_list"), wanted)
        return [row.unit.name for row in answer.context["window"].rows]

    assert shown(trang_thai="submitted") == ["Khoa Nội tổng hợp"]
    assert shown(loai="phong", sap="don-vi") == ["Phòng Tổ chức cán bộ"]
    assert shown(dot=round.pk, sap="don-vi") == ["Khoa Nội tổng hợp", "Phòng Tổ chức cán bộ"]


def test_the_list_and_the_sheet_ask_the_same_for_few_and_many(tree, as_, office, head):
    round = open_round(tree)
    first = sheet_at("draft", tree, unit=tree.noi, round=round)
    client = as_(office)
    few = (queries_of(client, url("sheet_list")), queries_of(client, first.get_absolute_url()))
    for unit in (tree.ngoai, tree.nhi, tree.tccb):
        sheet_at("draft", tree, unit=unit, round=round)
    for number in range(8):
        entry = add_entry(first, staff=person(f"Trần Thị {number}", tree.noi, position="Điều dưỡng"), by=head)
        set_targets(entry, 2023, chosen=["LDTT"], by=head)

    assert (queries_of(client, url("sheet_list")), queries_of(client, first.get_absolute_url())) == few


@pytest.mark.parametrize("who", ["other_head", "other_office", "stranger", "member", "department"])
def test_a_draft_does_not_exist_for_others(sheet, as_, request, who):
    client = as_(request.getfixturevalue(who))

    for name in ("sheet_detail", "sheet_print", "sheet_amend", "sheet_compare", "sheet_paste", "entry_create"):
        assert client.get(url(name, sheet.pk)).status_code == 404
    assert client.post(url("sheet_step", sheet.pk, "submit")).status_code == 404
    assert client.get(url("entry_change", sheet.entries.first().pk)).status_code == 404


def test_a_head_starts_a_sheet_from_the_list(tree, as_, head):
    round = open_round(tree)
    client = as_(head)

    assert "Bắt đầu đăng ký" in client.get(url("sheet_list")).text
    answer = client.post(url("sheet_create"), {"dot": round.pk, "don-vi": tree.noi.pk})
    assert answer.url == Sheet.objects.get(unit=tree.noi).get_absolute_url()
    assert client.post(url("sheet_create"), {"dot": round.pk, "don-vi": tree.ngoai.pk}, follow=True).context["messages"]
    assert Sheet.objects.count() == 1


def test_the_picker_finds_people_units_and_offers_a_model(sheet, tree, as_, head):
    person("Đặng Quốc Huy", tree.noi, position="Bác sĩ")
    client = as_(head)

    assert "Đặng Quốc Huy" in client.get(url("subject_options", sheet.pk), {"q": "dang huy"}).text
    taken = client.get(url("subject_options", sheet.pk), {"q": "noi tong hop"}).text
    assert "Đã có trong bản này" in taken and "Thêm mô hình" in taken


def test_a_name_that_means_one_person_is_added_without_javascript(sheet, tree, as_, head):
    person("Đặng Quốc Huy", tree.noi, position="Bác sĩ")

    answer = as_(head).post(url("entry_create", sheet.pk), {"who_text": "dang quoc huy"})

    added = sheet.entries.get(name="Đặng Quốc Huy")
    assert answer.url == f"{sheet.get_absolute_url()}#dong-{added.pk}"


def test_a_name_that_means_several_is_asked_back(sheet, tree, as_, head):
    first, second = (person("Bùi Thị Mai", tree.noi, position="Điều dưỡng") for _ in range(2))
    client = as_(head)

    answer = client.post(url("entry_create", sheet.pk), {"who_text": "bui thi mai"})
    assert first.code in answer.text and second.code in answer.text
    client.post(url("entry_create", sheet.pk), {"who_text": "bui thi mai", "who_pick": f"staff:{second.pk}"})
    assert sheet.entries.filter(staff=second).count() == 1


def test_adding_with_javascript_answers_with_the_table(sheet, tree, as_, head):
    staff = person("Đặng Quốc Huy", tree.noi)
    answer = as_(head).post(url("entry_create", sheet.pk), {"who": f"staff:{staff.pk}"}, headers=HTMX)

    assert 'id="bang"' in answer.text and 'id="cho-gui"' in answer.text and "<html" not in answer.text


def test_a_cell_is_saved_and_comes_back_with_what_is_missing(sheet, as_, head):
    entry = sheet.entries.last()

    answer = as_(head).post(url("entry_targets", entry.pk, 2023), {"chosen": "LDTT GK_SYT", "seen": ""}, headers=HTMX)

    assert f'id="o-{entry.pk}-2023"' in answer.text and "Đã lưu lúc" in answer.text
    assert set(entry.targets.filter(year=2023).values_list("title", flat=True)) == {"LDTT", "GK_SYT"}


def test_a_title_that_does_not_fit_is_refused_by_the_server(sheet, as_, head):
    entry = sheet.entries.last()
    answer = as_(head).post(url("entry_targets", entry.pk, 2023), {"chosen": "TTLDXS", "seen": ""}, headers=HTMX)

    assert answer.status_code == 409
    assert "không dùng cho cá nhân" in answer.text


def test_a_whole_line_is_saved_as_one_form(sheet, as_, head):
    entry = sheet.entries.last()
    data = {"position": "Tổ trưởng", "seen_position": "Nhân viên", "summary": "", "seen_summary": "",
            "y2022": ["LDTT"], "seen_y2022": "LDTT CSTDCS", "y2024": ["GK_SYT"], "seen_y2024": ""}  # fmt: skip

    assert as_(head).post(url("entry_change", entry.pk), data).status_code == 302

    entry = Entry.objects.get(pk=entry.pk)
    assert entry.position == "Tổ trưởng"
    assert sorted(entry.targets.values_list("year", "title")) == [(2022, "LDTT"), (2024, "GK_SYT")]


def test_a_line_changed_meanwhile_is_shown_and_a_second_saving_holds(sheet, as_, head):
    entry = sheet.entries.last()
    Entry.objects.filter(pk=entry.pk).update(position="Phó khoa")
    data = {"position": "Tổ trưởng", "seen_position": "Nhân viên", "summary": "", "seen_summary": ""}
    client = as_(head)

    answer = client.post(url("entry_change", entry.pk), data)
    assert answer.status_code == 422 and "“Phó khoa”" in answer.text
    again = answer.context["form"]["seen_position"].value()
    assert client.post(url("entry_change", entry.pk), {**data, "seen_position": again}).status_code == 302
    assert Entry.objects.get(pk=entry.pk).position == "Tổ trưởng"


def test_the_meeting_is_checked_before_it_is_written(tree, as_, head):
    sheet = open_sheet(open_round(tree), tree.noi, by=head)
    client, today = as_(head), timezone.localdate().strftime("%d/%m/%Y")

    wrong = client.post(url("sheet_endorsement", sheet.pk), {"endorsed_on": today, "votes_for": 9, "votes_total": 8})
    assert wrong.status_code == 422 and "Không thể nhiều hơn số người dự." in wrong.text
    client.post(url("sheet_endorsement", sheet.pk), {"endorsed_on": today, "votes_for": 8, "votes_total": 9})
    assert Sheet.objects.get(pk=sheet.pk).votes_for == 8


def test_sending_shows_the_receipt_and_the_clerk_is_told_why_not(sheet, as_, client, head, clerk):
    assert "Chỉ trưởng đơn vị gửi được" in as_(clerk).get(sheet.get_absolute_url()).text
    answer = as_(head).post(url("sheet_step", sheet.pk, "submit"), follow=True)

    assert f"Số biên nhận {Sheet.objects.get(pk=sheet.pk).receipt_number}" in answer.text


def test_the_reason_for_returning_stands_large_on_the_page(tree, as_, head):
    sheet = sheet_at("returned", tree)

    assert '<h2 id="h-tra">Đề nghị ghi rõ chức vụ.</h2>' in as_(head).get(sheet.get_absolute_url()).text


def test_an_unknown_step_is_refused_not_a_crash(sheet, as_, head):
    assert "Không có bước này." in as_(head).post(url("sheet_step", sheet.pk, "xyz"), follow=True).text


def test_the_print_preview_is_the_official_form(sheet, as_, head):
    text = as_(head).get(url("sheet_print", sheet.pk)).text

    for words in (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập – Tự do – Hạnh phúc",
        "KHOA NỘI TỔNG HỢP",
        "Đăng ký xây dựng, bồi dưỡng và nhân rộng gương điển hình tiên tiến giai đoạn 2021 - 2025",
        "LĐTT – CSTĐ cơ sở",
        "TRƯỞNG KHOA",
    ):
        assert words in text


def test_removing_a_line_is_asked_first(sheet, as_, head):
    entry = sheet.entries.last()
    client = as_(head)

    assert "Xóa dòng" in client.get(url("entry_remove", entry.pk)).text
    client.post(url("entry_remove", entry.pk), {"confirmed": "1"})
    assert sheet.entries.filter(pk=entry.pk).count() == 0


def test_a_pasted_list_is_previewed_then_written(sheet, tree, as_, head):
    person("Hoàng Thị Lan", tree.noi, position="Điều dưỡng")
    client, text = as_(head), "1\tHoàng Thị Lan\tĐiều dưỡng\tLĐTT\t\t\t"

    assert "Ghi 1 dòng" in client.post(url("sheet_paste", sheet.pk), {"text": text}).text
    assert sheet.entries.filter(name="Hoàng Thị Lan").count() == 0
    client.post(url("sheet_paste", sheet.pk), {"text": text, "confirmed": "1"})
    assert sheet.entries.get(name="Hoàng Thị Lan").targets.get().title == "LDTT"


def test_the_hospital_list_is_for_the_whole_house_and_nobody_else(tree, as_, director, other_office):
    sheet_at("endorsed", tree)

    assert "Nguyễn Văn Người" in as_(director).get(url("entry_list"), {"q": "nguyen van nguoi"}).text
    assert "Danh sách còn trống" in as_(other_office).get(url("entry_list")).text
