"""The pages of a list that went out and came back: downloaded, handed in, decided about, taken in."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from emulation.models import Entry, ImportBatch
from emulation.services.entry import remove_entry, set_targets
from emulation.services.registration_import import plan_of
from emulation.tasks import run_jobs
from tests.emulation.imports.downloads import ASIDE, filled, row_of, titles_of, write
from tests.emulation.imports.test_commands import run
from tests.emulation.imports.workbooks import saved
from tests.factories.sheets import open_round

SOMEONE = "Nguyễn Văn An"


@pytest.fixture
def sheet(tree, office):
    return filled(open_round(tree), tree.noi, people=2, by=office)


@pytest.fixture
def someone(sheet):
    return sheet.entries.get(name=SOMEONE)


@pytest.fixture
def book(sheet, as_, head):
    asked = {"don-vi": sheet.unit_id, "dot": sheet.round_id}
    response = as_(head).get(reverse("emulation:registration_export"), asked)
    return load_workbook(BytesIO(b"".join(response.streaming_content)))


@pytest.fixture
def both_changed(book, someone, head):
    """The file and the system have changed the same cell, the system another one too."""
    write(book, SOMEONE, "D", "LĐTT")
    set_targets(someone, 2022, chosen=["LDTT", "GK_SYT"], by=head)
    set_targets(someone, 2024, chosen=["LDTT"], by=head)
    return book


@pytest.fixture
def hand_in(sheet, as_, head):
    def work(book):
        sent = SimpleUploadedFile("sua.xlsx", saved(book))
        asked = {"round": sheet.round_id, "unit": sheet.unit_id, "file": sent}
        as_(head).post(reverse("emulation:registration_import"), asked)
        run_jobs()
        return ImportBatch.objects.get()

    return work


def shown(as_, head, batch):
    return as_(head).get(batch.get_absolute_url(), {"ket-qua": "all"})


def word_of(page, name=SOMEONE):
    return next(row for row in page.context["rows"] if row["name"]["text"] == name)["words"][0]


def test_the_three_values_stand_side_by_side_with_a_button_for_each_side(both_changed, hand_in, as_, head):
    page = shown(as_, head, hand_in(both_changed))
    word = word_of(page)
    values = ["2022", "LĐTT", "LĐTT – Giấy khen Sở Y tế", "LĐTT – CSTĐ cơ sở"]
    assert [list(side) for side in word["sides"]] == [values]
    assert [label for _, label in word["ways"]] == ["Theo tệp", "Giữ hệ thống"]
    text = page.content.decode()
    assert '<small class="muted blk">Lúc tải về</small>LĐTT – CSTĐ cơ sở</span>' in text
    assert "đã đổi trong hệ thống từ khi tải về, giữ nguyên" in text
    assert "Danh sách tải về lúc" in text


@pytest.mark.parametrize("place, left", [(0, {"LDTT"}), (1, {"LDTT", "GK_SYT"})])
def test_a_side_is_chosen_on_the_page_and_taken_in(both_changed, hand_in, someone, as_, head, place, left):
    batch = hand_in(both_changed)
    word = word_of(shown(as_, head, batch))
    mend = reverse("emulation:import_mend", args=[batch.pk])
    as_(head).post(mend, {"place": word["key"], "way": word["ways"][place][0]})
    again = shown(as_, head, batch)
    other = ["Giữ hệ thống", "Theo tệp"][place]
    assert [label for _, label in word_of(again)["ways"]] == [other]
    as_(head).post(reverse("emulation:import_take", args=[batch.pk]), {"seen": again.context["batch"].seen})
    assert titles_of(someone)[2024] == {"LDTT"}
    assert titles_of(someone)[2022] == left


def test_the_choice_of_a_side_may_be_taken_back(both_changed, hand_in, as_, head):
    batch = hand_in(both_changed)
    mend = reverse("emulation:import_mend", args=[batch.pk])
    for place in (0, 0):
        word = word_of(shown(as_, head, batch))
        as_(head).post(mend, {"place": word["key"], "way": word["ways"][place][0]})
    assert word_of(shown(as_, head, batch))["text"] == "Đã chọn giữ hệ thống."


def test_what_was_chosen_is_told_with_a_way_back(both_changed, hand_in, as_, head):
    batch = hand_in(both_changed)
    mend = reverse("emulation:import_mend", args=[batch.pk])
    word = word_of(shown(as_, head, batch))
    chosen = as_(head).post(f"{mend}?ket-qua=held", {"place": word["key"], "way": word["ways"][0][0]})
    page = as_(head).get(chosen.url.partition("#")[0])
    row = row_of(both_changed, SOMEONE)
    assert page.context["just"]["text"] == f"Đã chọn theo tệp cho “{SOMEONE}” (dòng {row})."
    assert "Chọn lại" in page.content.decode()
    back = as_(head).post(f"{mend}?ket-qua=held", {"place": page.context["just"]["place"], "way": "back"})
    again = as_(head).get(back.url.partition("#")[0])
    assert (again.context["just"], plan_of(batch).counts["held"]) == ({}, 1)


def test_a_row_that_was_left_out_can_be_taken_back(both_changed, hand_in, as_, head):
    batch = hand_in(both_changed)
    mend = reverse("emulation:import_mend", args=[batch.pk])
    key = word_of(shown(as_, head, batch))["key"]
    chosen = as_(head).post(mend, {"place": key, "way": "skip"})
    page = as_(head).get(chosen.url.partition("#")[0])
    assert page.context["just"]["text"] == f"Đã chọn bỏ dòng này cho dòng {key.split('|')[-2]}."


def test_rows_that_go_in_with_a_warning_have_a_chip_of_their_own(both_changed, hand_in, as_, head):
    batch = hand_in(both_changed)
    word = word_of(shown(as_, head, batch))
    mend = reverse("emulation:import_mend", args=[batch.pk])
    as_(head).post(mend, {"place": word["key"], "way": word["ways"][0][0]})
    page = as_(head).get(batch.get_absolute_url(), {"ket-qua": "warned"})
    assert [row["name"]["text"] for row in page.context["rows"]] == [SOMEONE]
    assert "nhập được, có lưu ý" in page.content.decode()


@pytest.mark.parametrize("way", ["file:", "file:x", "system:0123456789AB", "was:0123456789ab"])
def test_a_made_up_choice_is_none(both_changed, hand_in, as_, head, way):
    batch = hand_in(both_changed)
    word = word_of(shown(as_, head, batch))
    mend = reverse("emulation:import_mend", args=[batch.pk])
    assert as_(head).post(mend, {"place": word["key"], "way": way}).status_code == 404


def test_a_choice_about_other_values_settles_nothing(both_changed, hand_in, as_, head):
    batch = hand_in(both_changed)
    word = word_of(shown(as_, head, batch))
    mend = reverse("emulation:import_mend", args=[batch.pk])
    as_(head).post(mend, {"place": word["key"], "way": "file:0123456789ab"})
    assert word_of(shown(as_, head, batch))["ways"] == word["ways"]


def test_an_edited_line_deleted_meanwhile_is_asked_about_by_the_years_that_were_edited(
    book, someone, hand_in, as_, head
):
    write(book, SOMEONE, "E", "LĐTT")
    remove_entry(someone, by=head)
    word = word_of(shown(as_, head, hand_in(book)))
    assert [label for _, label in word["ways"]] == ["Thêm lại", "Để ngoài"]
    assert [side[:3] for side in word["sides"]] == [["2023", "LĐTT", "đã xóa"]]


def test_a_line_deleted_meanwhile_that_nobody_edited_stays_out_and_says_so(book, someone, hand_in, as_, head):
    remove_entry(someone, by=head)
    page = shown(as_, head, hand_in(book))
    row = next(row for row in page.context["rows"] if row["name"]["text"] == SOMEONE)
    word = row["words"][0]
    assert (row["outcome"], row["label"], word["text"]) == ("same", "Để ngoài", "Đã xóa trên hệ thống, không thêm lại.")
    assert ([label for _, label in word["ways"]], list(word["sides"])) == (["Thêm lại"], [])
    assert page.context["shown"]["has_marks"] is False


def test_what_is_missing_in_the_file_is_told_at_the_head_of_the_page(book, hand_in, as_, head):
    book.worksheets[0].delete_rows(row_of(book, SOMEONE))
    text = shown(as_, head, hand_in(book)).content.decode()
    assert "Không còn trong tệp: 1 dòng, vẫn giữ trong hệ thống: “Nguyễn Văn An”." in text


def test_the_copy_with_marks_still_knows_the_download(both_changed, hand_in, as_, head, office):
    batch = hand_in(both_changed)
    response = as_(head).get(reverse("emulation:import_marked", args=[batch.pk]))
    copy = load_workbook(BytesIO(b"".join(response.streaming_content)))
    assert copy[ASIDE].sheet_state == "veryHidden"
    row = row_of(copy, SOMEONE)
    assert copy.worksheets[0][f"D{row}"].fill.fgColor.rgb == "FFF8D7DA"
    ImportBatch.objects.all().delete()
    assert plan_of(hand_in(copy)).counts["held"] == 1


def test_the_command_holds_what_clashes_and_reports_it(both_changed, someone, tree, tmp_path):
    both_changed.save(tmp_path / "sua.xlsx")
    asked = {"period": "2021-2025", "facility": tree.hospital.code, "report": tmp_path / "r.json"}
    status, told = run("import_registrations", tmp_path / "sua.xlsx", **asked)
    row = row_of(both_changed, SOMEONE)
    assert (status, told["held"]) == (1, [{"sheet": "Khoa Nội tổng hợp", "row": row}])
    assert [(e["row"], e["severity"]) for e in told["errors"] if e["code"] == "CONFLICT"] == [(row, "error")]
    assert titles_of(Entry.objects.get(pk=someone.pk))[2022] == {"LDTT", "GK_SYT"}
