"""One person, one model on several lines of a workbook: what the lines say together is compared and written once."""

import pytest

from emulation.audit import history
from emulation.models import Sheet
from emulation.selectors.imports import preview_rows
from emulation.selectors.registration_lists import exported_sheets
from emulation.services.entry import add_entry, change_entry, set_targets
from emulation.services.registration_import import plan_of
from emulation.services.registration_undo import undo_counts
from emulation.services.sheet import open_sheet
from tests.emulation.imports.downloads import download, download_of, hand_in, row_of, take, titles_of, told_of
from tests.emulation.imports.workbooks import HEAD, workbook
from tests.factories import person
from tests.factories.sheets import open_round, published_plan, round_of

BINH = "Trần Văn Bình"
UNIT = ["KHOA/PHÒNG: Khoa Nội tổng hợp"]
SAME_ONLY = {"new": 0, "changed": 0, "held": 0}


@pytest.fixture
def binh(tree):
    return person(BINH, tree.noi, position="Bác sĩ")


def line(*titles: str | None) -> list:
    return [1, BINH, "Bác sĩ", *titles]


def sheets_of(*sheets: list[list]) -> bytes:
    return workbook({f"S{number}": [UNIT, HEAD, *rows] for number, rows in enumerate(sheets, start=1)})


def entered(round, staff, titles, office):
    entry = add_entry(open_sheet(round, staff.unit, by=office), staff=staff, by=office)
    for year, chosen in titles.items():
        set_targets(entry, year, chosen=chosen, by=office)
    return entry


@pytest.fixture
def two_rounds(tree, binh, office):
    """The person stands in two rounds of one plan."""
    plan = published_plan(tree)
    first, second = round_of(plan), round_of(plan, name="Đợt bổ sung")
    entered(first, binh, {2022: ["LDTT"]}, office)
    entered(second, binh, {2024: ["LDTT"]}, office)
    return first, second


@pytest.mark.parametrize("place", [0, 1])
def test_a_list_of_two_rounds_handed_in_untouched_changes_nothing(two_rounds, tree, office, place):
    book = download_of([*exported_sheets(Sheet.objects.all(), round=None, unit=tree.noi.pk)])
    plan = plan_of(hand_in(book, two_rounds[place], office))
    assert plan.counts == {"same": 2, **SAME_ONLY}
    assert [code for _, code, _ in told_of(plan)] == ["OTHER_ROUND"]


def test_of_a_list_of_two_rounds_the_line_of_the_round_is_taken_in_as_it_was_edited(two_rounds, tree, office):
    book = download_of([*exported_sheets(Sheet.objects.all(), round=None, unit=tree.noi.pk)])
    row = next(c.row for c in book.worksheets[0]["D"] if c.value == "LĐTT")
    book.worksheets[0][f"D{row}"] = "LĐTT – CSTĐ cơ sở"
    plan = plan_of(hand_in(book, two_rounds[0], office))
    assert plan.counts == {"same": 1, "new": 0, "changed": 1, "held": 0}
    assert [one.cells for one in plan.lines if one.cells] == [{2022: (["LDTT"], ["LDTT", "CSTDCS"])}]


def test_one_person_on_two_lines_of_other_years_handed_in_twice_changes_nothing(tree, binh, office):
    called = open_round(tree)
    content = sheets_of([line("LĐTT"), line(None, "LĐTT")])
    take(hand_in(content, called, office), office)
    plan = plan_of(hand_in(content, called, office))
    assert (plan.counts, [one.cells for one in plan.lines]) == ({"same": 2, **SAME_ONLY}, [{}, {}])


def test_a_new_person_on_two_lines_is_counted_once_and_both_rows_are_listed(tree, binh, office):
    called = open_round(tree)
    batch = hand_in(sheets_of([line("LĐTT"), line(None, "LĐTT")]), called, office)
    assert plan_of(batch).counts == {"new": 1, "changed": 0, "same": 0, "held": 0}
    chip = batch.overview["chips"][0]
    assert (chip["number"], chip["words"], batch.overview["ready"]) == (2, "mới, gộp thành 1 dòng", 2)
    assert [row["row"] for row in preview_rows(batch, "new", 0)[0]] == [3, 4]
    assert take(batch, office).counts["new"] == 1
    assert undo_counts(batch) == (1, 0)
    assert history(Sheet.objects.get()).last().note == "Từ tệp ds.xlsx: 1 dòng mới, 0 dòng đổi"


def test_a_year_that_no_line_of_a_person_fills_is_emptied_once(tree, binh, office):
    called = open_round(tree)
    entry = entered(called, binh, {2022: ["LDTT"], 2024: ["LDTT"]}, office)
    batch = hand_in(sheets_of([line("LĐTT"), line(None, "LĐTT")]), called, office)
    assert [one.cells for one in plan_of(batch).lines] == [{2024: (["LDTT"], [])}, {2023: ([], ["LDTT"])}]
    take(batch, office)
    assert titles_of(entry) == {2022: {"LDTT"}, 2023: {"LDTT"}}


def test_a_year_whose_cell_cannot_be_read_on_another_line_is_not_emptied(tree, binh, office):
    called = open_round(tree)
    entered(called, binh, {2022: ["LDTT"], 2023: ["LDTT"]}, office)
    plan = plan_of(hand_in(sheets_of([line("LĐTT"), line(None, "qqq zzz")]), called, office))
    assert [(one.outcome, one.cells) for one in plan.lines] == [("same", {}), ("held", {})]


def test_the_same_line_on_two_sheets_is_written_once_to_a_line_that_is_there(tree, binh, office):
    called = open_round(tree)
    entry = entered(called, binh, {}, office)
    batch = hand_in(sheets_of([line("LĐTT")], [line("LĐTT")]), called, office)
    assert [one.outcome for one in plan_of(batch).lines] == ["changed", "same"]
    take(batch, office)
    assert titles_of(entry) == {2022: {"LDTT"}}


@pytest.mark.parametrize(("title", "outcomes"), [("GK SYT", ["changed", "same"]), ("BK UBND", ["changed", "held"])])
def test_a_model_named_as_it_was_and_as_it_is_called_now_is_one(tree, binh, office, title, outcomes):
    called = open_round(tree)
    model = add_entry(open_sheet(called, tree.noi, by=office), name="Bếp ăn tình thương", by=office)
    entered(called, binh, {}, office)
    book = download(called, tree.noi)
    change_entry(model, values={"name": "Bếp ăn yêu thương"}, seen={"name": "Bếp ăn tình thương"}, by=office)
    page, row = book.worksheets[0], row_of(book, BINH)
    page[f"D{row_of(book, 'Mô hình: Bếp ăn tình thương')}"] = "GK SYT"
    page[f"B{row}"], page[f"C{row}"], page[f"D{row}"] = "Mô hình: Bếp ăn yêu thương", None, title
    batch = hand_in(book, called, office)
    by_name = {one.subject.name: one.outcome for one in plan_of(batch).lines}
    assert sorted(by_name.values()) == sorted(outcomes), plan_of(batch).findings
    take(batch, office)
    assert model.targets.count() == 1
