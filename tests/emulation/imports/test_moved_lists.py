"""A list that stands in the download of another unit: what others have typed there gives way by choice only."""

import pytest

from emulation.choices import form_text
from emulation.models import Entry
from emulation.services.entry import add_entry, change_entry, set_targets
from emulation.services.registration_import import plan_of
from emulation.services.sheet import open_sheet
from tests.emulation.imports.downloads import ASIDE, download, hand_in, row_of, take, titles_of, told_of, write
from tests.emulation.imports.test_renamed import book as renamed_book
from tests.emulation.imports.test_renamed import choose as answer
from tests.emulation.imports.test_renamed import model, ways_of
from tests.emulation.imports.test_round_trip import BINH, HOA, called, choose, sheet
from tests.emulation.imports.test_round_trip import book as own_book
from tests.factories import person

__all__ = ["called", "model", "own_book", "renamed_book", "sheet"]
MAI = "Vũ Thị Mai"


@pytest.fixture
def mai(called, tree, office):
    """A person of another unit, with a title."""
    staff = person(MAI, tree.nhi, position="Bác sĩ")
    entry = add_entry(open_sheet(called, tree.nhi, by=office), staff=staff, by=office)
    return set_targets(entry, 2022, chosen=["LDTT"], by=office)


@pytest.fixture
def moved(own_book, mai, called, tree):
    """The list of the other unit, in the file that was downloaded for the first one."""
    book = download(called, tree.nhi)
    seal, given = book[ASIDE], own_book[ASIDE]
    seal.delete_rows(1, seal.max_row)
    for row in given.iter_rows():
        seal[row[0].coordinate] = row[0].value
    return book


def test_a_cell_that_nobody_touched_does_not_overwrite_what_was_typed_since(moved, mai, called, office):
    set_targets(mai, 2022, chosen=["CSTDCS"], by=office)
    batch = hand_in(moved, called, office)
    row, plan = row_of(moved, MAI), plan_of(batch)
    assert (plan.counts["changed"], plan.counts["held"]) == (0, 1)
    file, system = form_text(["LDTT"], "ca_nhan"), form_text(["CSTDCS"], "ca_nhan")
    assert told_of(plan, "CONFLICT") == [
        "Tệp khác hệ thống, lúc tải về không rõ là gì; hãy chọn theo tệp hay giữ hệ thống. "
        f"Năm 2022 (ô D{row}): tệp “{file}”, hệ thống “{system}”, lúc tải về không rõ."
    ]
    take(batch, office)
    assert titles_of(mai) == {2022: {"CSTDCS"}}


@pytest.mark.parametrize("side, titles, position", [
    ("file", {2022: {"LDTT"}, 2023: {"LDTT"}}, "Bác sĩ"), ("system", {2022: {"CSTDCS"}, 2023: {"LDTT"}}, "Phó khoa"),
])  # fmt: skip
def test_the_side_that_is_chosen_stands_what_only_adds_goes_in(moved, mai, called, office, side, titles, position):
    set_targets(mai, 2022, chosen=["CSTDCS"], by=office)
    change_entry(mai, values={"position": "Phó khoa"}, seen={"position": "Bác sĩ"}, by=office)
    write(moved, MAI, "E", "LĐTT")
    batch = hand_in(moved, called, office)
    choose(batch, row_of(moved, MAI), side, office)
    take(batch, office)
    assert (titles_of(mai), Entry.objects.get(pk=mai.pk).position) == (titles, position)


def test_what_takes_nothing_away_is_not_asked_about(moved, mai, called, office):
    write(moved, MAI, "D", "LĐTT – CSTĐ cơ sở")
    batch = hand_in(moved, called, office)
    assert plan_of(batch).counts == {"new": 0, "changed": 1, "same": 0, "held": 0}
    take(batch, office)
    assert titles_of(mai) == {2022: {"LDTT", "CSTDCS"}}


def test_the_units_that_were_downloaded_and_those_that_were_not_are_named(moved, called, office):
    plan = plan_of(hand_in(moved, called, office))
    [told] = told_of(plan, "DOWNLOADED")
    assert told.startswith("Danh sách của Khoa Nội tổng hợp tải về lúc ")
    assert told.endswith(". Ở các dòng ấy, chỉ những ô đã sửa trong tệp mới được nhập.")
    [warned] = told_of(plan, "NOT_DOWNLOADED")
    assert warned.startswith("Danh sách tải về này không có Khoa Nhi nên các dòng ấy chỉ được so với hệ thống hiện nay")
    assert [finding.severity for finding in plan.findings if finding.code == "NOT_DOWNLOADED"] == ["warning"]


def test_a_list_with_the_lines_of_its_own_unit_only_is_told_as_before(own_book, called, office):
    plan = plan_of(hand_in(own_book, called, office))
    assert told_of(plan, "NOT_DOWNLOADED") == []
    assert told_of(plan, "DOWNLOADED")[0].startswith("Danh sách tải về lúc ")


def test_lines_of_both_units_in_one_file_are_compared_each_in_its_way(own_book, mai, sheet, called, office):
    page, last = own_book.worksheets[0], own_book.worksheets[0].max_row
    for number, line in enumerate([["KHOA/PHÒNG: Khoa Nhi"], [1, MAI, "Bác sĩ", "LĐTT"]], start=last + 1):
        for column, text in zip("BBCD" if len(line) == 1 else "ABCD", line, strict=False):
            page[f"{column}{number}"] = text
    for entry in (mai, sheet.entries.get(name=HOA)):
        set_targets(entry, 2022, chosen=["CSTDCS"], by=office)
    plan = plan_of(hand_in(own_book, called, office))
    outcomes = {line.subject.name: line.outcome for line in plan.lines}
    assert (outcomes[HOA], outcomes[BINH], outcomes[MAI]) == ("same", "same", "held")


def test_a_model_is_not_called_missing_while_it_is_asked_whether_it_was_renamed(renamed_book, called, model, office):
    batch = hand_in(renamed_book, called, office)
    assert [code for _, code, _ in told_of(plan_of(batch))] == ["RENAMED"]
    answer(batch, *ways_of(batch)["Thêm mới"], office)
    assert sorted(code for _, code, _ in told_of(plan_of(batch))) == ["MISSING_ROWS", "RENAMED"]
