"""A workbook that was taken in several times is taken back as one, with an eye on all that others did in between."""

import pytest
from django.urls import reverse

from core.workflow import Refused
from emulation.builders.batch_reading import place_of
from emulation.choices import Role, Track
from emulation.models import Entry, ImportBatch, Sheet, SheetComment
from emulation.services.comment import comment_on
from emulation.services.entry import add_entry, change_entry, set_targets
from emulation.services.registration_import import import_registrations, mend_workbook, plan_of
from emulation.services.registration_undo import undo_refusals, undo_workbook
from emulation.services.sheet import open_sheet
from tests.emulation.imports.test_renamed import admin, book, model, renamed_in
from tests.emulation.imports.test_taking_in import received, rows, taken
from tests.emulation.imports.test_undo import stored
from tests.emulation.imports.workbooks import registrations
from tests.factories import person
from tests.factories.sheets import open_round

__all__ = ["admin", "book", "model"]
HOA, BINH, MAI = "Lê Thị Hoa", "Trần Văn Bình", "Võ Thị Mai"


@pytest.fixture
def called(tree):
    person(HOA, tree.noi, position="Bác sĩ")
    person(BINH, tree.noi, position="Bác sĩ")
    return open_round(tree)


def taken_once(called, office):
    """Take in the first of two lines; the title of the other one cannot be read."""
    batch = received(rows([HOA, "Bác sĩ", "LĐTT"], [BINH, "Bác sĩ", "CSTĐ"]), called, office)
    return again(batch, office)


def again(batch, office):
    return taken(ImportBatch.objects.get(pk=batch.pk), office)


def mended(batch, office):
    mend_workbook(batch, place=place_of("DS", 4, "D"), fix={"titles": ["CSTDCS"]}, by=office)
    return again(batch, office)


def hoa():
    return Entry.objects.get(name=HOA)


def other_year(called, office):
    set_targets(hoa(), 2023, chosen=["LDTT", "CSTDCS"], by=office)


def summary(called, office):
    change_entry(hoa(), values={"summary": "Viết tay"}, seen={"summary": ""}, by=office)


def remark(called, office):
    comment_on(Sheet.objects.get(), text="Xem lại cả bản", by=office)


def command(called, office):
    unit = Sheet.objects.get().unit
    found = registrations(rows([HOA, "Bác sĩ", "LĐTT", "LĐTT"]))
    import_registrations(found, round=called, source="ds.xlsx", unit=unit, by=None)


def another_workbook(called, office):
    taken(received(rows([HOA, "Bác sĩ", "LĐTT", "LĐTT"]), called, office), office)


GAP = [other_year, summary, remark, command, another_workbook]


def test_both_takings_are_taken_back_where_nobody_did_anything_in_between(called, office):
    batch = mended(taken_once(called, office), office)
    assert [name for name, _, _ in stored()[1]] == [HOA, BINH]
    undo_workbook(batch, by=office)
    assert (Sheet.objects.count(), Entry.objects.count()) == (0, 0)


@pytest.mark.parametrize("act", GAP)
def test_what_others_did_between_two_takings_stands_in_the_way(called, office, act):
    first = taken_once(called, office)
    act(called, office)
    batch = mended(first, office)
    before = stored()
    with pytest.raises(Refused) as refusal:
        undo_workbook(batch, by=office)
    assert refusal.value.reasons[0].startswith("Khoa Nội")
    assert (stored(), Sheet.objects.count()) == (before, 1)


def test_what_the_command_wrote_after_it_stands_in_the_way(called, office):
    batch = taken_once(called, office)
    command(called, office)
    with pytest.raises(Refused, match="đã có người sửa"):
        undo_workbook(batch, by=office)


def test_another_workbook_in_between_that_was_taken_back_is_no_obstacle(called, office):
    first = taken_once(called, office)
    other = taken(received(rows([HOA, "Bác sĩ", "LĐTT", "LĐTT"]), called, office), office)
    undo_workbook(other, by=office)
    undo_workbook(mended(first, office), by=office)
    assert not Sheet.objects.exists()


def test_another_workbook_in_between_with_lines_of_its_own_outlives_it(called, tree, office):
    person(MAI, tree.noi, position="Y sĩ")
    first = taken_once(called, office)
    other = taken(received(rows([MAI, "Y sĩ", "LĐTT"]), called, office), office)
    batch = mended(first, office)
    assert "hãy hoàn tác tệp đó trước" in undo_refusals(other)[0]
    undo_workbook(batch, by=office)
    assert [name for _, name, *_ in stored()[0]] == [MAI]
    undo_workbook(other, by=office)
    assert not Entry.objects.exists()


@pytest.mark.parametrize("field, text", [
    ("position", "Phó khoa"), ("name", "Lê Thị Hòa"), ("summary", "Viết tay"), ("track", Track.values[0]),
])  # fmt: skip
def test_a_new_line_that_is_not_as_it_was_written_is_kept_though_the_book_is_silent(called, office, field, text):
    batch = taken_once(called, office)
    Entry.objects.update(**{field: text})
    with pytest.raises(Refused, match="không còn như lúc nhập"):
        undo_workbook(batch, by=office)


def test_titles_of_other_years_are_kept_though_the_book_of_acts_is_silent(called, office):
    batch = taken_once(called, office)
    hoa().targets.create(year=2025, title="LDTT")
    with pytest.raises(Refused, match="không còn như lúc nhập"):
        undo_workbook(batch, by=office)


def test_a_remark_on_a_sheet_that_it_opened_is_kept_though_the_book_of_acts_is_silent(called, office):
    batch = taken_once(called, office)
    SheetComment.objects.create(sheet=Sheet.objects.get(), text="Xem lại cả bản", by=office)
    with pytest.raises(Refused, match="bản đăng ký vừa mở"):
        undo_workbook(batch, by=office)
    assert SheetComment.objects.exists()


def test_the_page_counts_entries_over_all_takings(called, tree, as_, office):
    sheet = open_sheet(called, tree.noi, by=office)
    add_entry(sheet, staff=person(MAI, tree.noi), by=office)
    lines = [[HOA, "Bác sĩ", "LĐTT"], [BINH, "Bác sĩ", "CSTĐ"], [HOA, "Bác sĩ", None, "LĐTT"], [MAI, "", "LĐTT"]]
    batch = mended(again(received(rows(*lines), called, office), office), office)
    facts = as_(office).get(reverse("emulation:import_undo", args=[batch.pk])).context["facts"]
    assert [number for _, number in facts] == ["2", "1"]


def test_who_may_not_give_names_back_is_told_before_confirming(book, called, model, as_, office, admin):
    batch = again(renamed_in(book, called, office), office)
    address = reverse("emulation:import_undo", args=[batch.pk])
    shown = as_(admin).get(address, follow=True)
    assert "không trả lại tên mô hình được" in shown.content.decode()
    assert shown.redirect_chain[-1][0] == batch.get_absolute_url()
    assert as_(office).get(address).status_code == 200
    assert admin.holds(Role.ADMIN, batch.facility)
    assert plan_of(batch).counts["held"] == 0
