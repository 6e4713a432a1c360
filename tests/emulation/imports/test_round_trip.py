"""A list goes out, is edited, and comes back while the system has moved on: nothing is overwritten in silence."""

import pytest

from core.workflow import Refused
from emulation.builders.batch_reading import choices_for, fix_of, place_of
from emulation.models import Entry
from emulation.services.entry import add_entry, change_entry, remove_entry, set_targets
from emulation.services.registration_import import mend_workbook, plan_of, take_workbook_in
from emulation.services.sheet import open_sheet
from tests.emulation.imports.downloads import download, hand_in, renamed, row_of, take, titles_of, told_of, write
from tests.factories import person
from tests.factories.sheets import open_round, sheet_at

UNTOUCHED = {"new": 0, "changed": 0, "same": 3, "held": 0}
HOA, BINH, MODEL = "Lê Thị Hoa", "Trần Văn Bình", "Mô hình: Bếp ăn tình thương"


@pytest.fixture
def called(tree):
    return open_round(tree)


@pytest.fixture
def sheet(called, tree, office):
    """Two people and a model, each with a title in 2022."""
    sheet = open_sheet(called, tree.noi, by=office)
    for name in (HOA, BINH):
        staff = person(name, tree.noi, position="Bác sĩ")
        set_targets(add_entry(sheet, staff=staff, by=office), 2022, chosen=["LDTT"], by=office)
    set_targets(add_entry(sheet, name="Bếp ăn tình thương", by=office), 2022, chosen=["GK_SYT"], by=office)
    return sheet


@pytest.fixture
def hoa(sheet):
    return sheet.entries.get(name=HOA)


@pytest.fixture
def book(sheet, called, tree):
    return download(called, tree.noi)


def choose(batch, row, way, by):
    """Press one of the two buttons under a row."""
    line = next(line for line in plan_of(batch).lines if line.subject.row == row)
    fix = fix_of(f"{way}:{line.beside.sign}")
    mend_workbook(batch, place=place_of(line.subject.sheet, row, ""), fix=fix, by=by)
    batch.refresh_from_db()


def clash(book, hoa, office):
    """Change one cell in the file and, otherwise, in the system; return its row."""
    write(book, HOA, "D", "LĐTT – CSTĐ cơ sở")
    set_targets(hoa, 2022, chosen=["LDTT", "GK_SYT"], by=office)
    return row_of(book, HOA)


def test_a_list_handed_in_as_it_was_downloaded_changes_nothing(book, called, office):
    plan = plan_of(hand_in(book, called, office))
    assert (plan.counts, told_of(plan)) == (UNTOUCHED, [])
    assert told_of(plan, "DOWNLOADED")[0].startswith("Danh sách tải về lúc ")


def test_what_only_the_system_changed_stays_and_is_told(book, called, hoa, office):
    set_targets(hoa, 2022, chosen=["CSTDCS"], by=office)
    set_targets(hoa, 2023, chosen=["LDTT"], by=office)
    change_entry(hoa, values={"position": "Phó khoa"}, seen={"position": "Bác sĩ"}, by=office)
    batch = hand_in(book, called, office)
    plan = plan_of(batch)
    assert plan.counts == UNTOUCHED
    told = "Năm 2022, năm 2023, chức vụ: đã đổi trong hệ thống từ khi tải về, giữ nguyên."
    assert told_of(plan, "CHANGED_SINCE") == [told]
    take(batch, office)
    assert titles_of(hoa) == {2022: {"CSTDCS"}, 2023: {"LDTT"}}
    assert Entry.objects.get(pk=hoa.pk).position == "Phó khoa"


def test_what_only_the_file_changed_is_taken_in_beside_what_only_the_system_changed(book, called, hoa, office):
    write(book, HOA, "D", "LĐTT – CSTĐ cơ sở")
    write(book, HOA, "C", "Trưởng khoa")
    set_targets(hoa, 2023, chosen=["LDTT"], by=office)
    batch = hand_in(book, called, office)
    assert plan_of(batch).counts == {"new": 0, "changed": 1, "same": 2, "held": 0}
    take(batch, office)
    assert titles_of(hoa) == {2022: {"LDTT", "CSTDCS"}, 2023: {"LDTT"}}
    assert Entry.objects.get(pk=hoa.pk).position == "Trưởng khoa"


def test_what_both_changed_alike_is_nothing(book, called, hoa, office):
    write(book, HOA, "D", "LĐTT – CSTĐ cơ sở")
    set_targets(hoa, 2022, chosen=["LDTT", "CSTDCS"], by=office)
    plan = plan_of(hand_in(book, called, office))
    assert (plan.counts, told_of(plan)) == (UNTOUCHED, [])


def test_what_both_changed_is_held_with_the_three_values(book, called, hoa, office):
    row = clash(book, hoa, office)
    batch = hand_in(book, called, office)
    plan = plan_of(batch)
    assert (plan.counts["held"], told_of(plan)) == (1, [(row, "CONFLICT", "error")])
    assert told_of(plan, "CONFLICT") == [
        "Từ khi tải về, cả tệp và hệ thống đều đã đổi; hãy chọn theo tệp hay giữ hệ thống. "
        f"Năm 2022 (ô D{row}): tệp “LĐTT – CSTĐ cơ sở”, hệ thống “LĐTT – Giấy khen Sở Y tế”, lúc tải về “LĐTT”."
    ]
    take(batch, office)
    assert titles_of(hoa) == {2022: {"LDTT", "GK_SYT"}}


@pytest.mark.parametrize("way, left", [("file", {"LDTT", "CSTDCS"}), ("system", {"LDTT", "GK_SYT"})])
def test_the_side_that_is_chosen_stands_in_the_end(book, called, hoa, office, way, left):
    row = clash(book, hoa, office)
    write(book, HOA, "E", "LĐTT")
    batch = hand_in(book, called, office)
    choose(batch, row, way, office)
    assert told_of(plan_of(batch)) == [(row, "CONFLICT", "warning")]
    take(batch, office)
    assert titles_of(hoa) == {2022: left, 2023: {"LDTT"}}


def test_a_choice_does_not_hold_for_other_values_than_those_shown(book, called, hoa, office):
    row = clash(book, hoa, office)
    batch = hand_in(book, called, office)
    choose(batch, row, "file", office)
    set_targets(hoa, 2022, chosen=["BK_TINH"], by=office)
    with pytest.raises(Refused):
        take_workbook_in(batch, seen=batch.seen, by=office)
    assert told_of(plan_of(batch)) == [(row, "CONFLICT", "error")]
    take(batch, office)
    assert titles_of(hoa) == {2022: {"BK_TINH"}}


def test_positions_clash_too_and_an_empty_one_leaves_the_stored_one(book, called, hoa, office):
    write(book, HOA, "C", "Trưởng khoa")
    write(book, BINH, "C", None)
    change_entry(hoa, values={"position": "Phó khoa"}, seen={"position": "Bác sĩ"}, by=office)
    batch = hand_in(book, called, office)
    assert [(clash.what, clash.file, clash.system, clash.was) for clash in plan_of(batch).lines[0].beside.clashes] == [
        ("Chức vụ", "Trưởng khoa", "Phó khoa", "Bác sĩ")
    ]
    choose(batch, row_of(book, HOA), "file", office)
    take(batch, office)
    assert [*Entry.objects.order_by("order").values_list("position", flat=True)] == ["Trưởng khoa", "Bác sĩ", ""]


def test_a_line_deleted_meanwhile_is_not_silently_added_again(book, called, hoa, office):
    write(book, HOA, "C", "Trưởng khoa")
    remove_entry(hoa, by=office)
    batch, row = hand_in(book, called, office), row_of(book, HOA)
    assert told_of(plan_of(batch)) == [(row, "CONFLICT", "error")]
    choose(batch, row, "system", office)
    assert plan_of(batch).counts == UNTOUCHED
    choose(batch, row, "file", office)
    assert plan_of(batch).counts["new"] == 1
    take(batch, office)
    assert titles_of(Entry.objects.get(name=HOA)) == {2022: {"LDTT"}}


def test_a_line_deleted_meanwhile_that_nobody_edited_stays_out_unless_it_is_asked_for(book, called, hoa, office):
    remove_entry(hoa, by=office)
    batch, row = hand_in(book, called, office), row_of(book, HOA)
    plan = plan_of(batch)
    assert (plan.counts, plan.held) == (UNTOUCHED, [])
    assert told_of(plan, "REMOVED_SINCE") == ["Đã xóa trên hệ thống, không thêm lại."]
    choose(batch, row, "file", office)
    take(batch, office)
    assert titles_of(Entry.objects.get(name=HOA)) == {2022: {"LDTT"}}


def test_a_list_of_accepted_sheets_handed_in_as_it_was_downloaded_is_as_before(called, tree, office):
    sheet = renamed(sheet_at("accepted", tree, round=called))
    plan = plan_of(hand_in(download(called, tree.noi), called, office))
    assert plan.counts == {"new": 0, "changed": 0, "same": sheet.entries.count(), "held": 0}
    assert (told_of(plan), told_of(plan, "SHEET_CLOSED", "SHEETS_CLOSED")) == ([], [])


def test_of_an_accepted_sheet_only_what_would_change_is_held_and_told_once(called, tree, office):
    sheet = renamed(sheet_at("accepted", tree, round=called))
    book = download(called, tree.noi)
    names = sheet.entries.filter(kind="ca_nhan").order_by("order").values_list("name", flat=True)[:2]
    for name in names:
        write(book, name, "E", "Giấy khen Sở Y tế")
    rows = [row_of(book, name) for name in names]
    plan = plan_of(hand_in(book, called, office))
    assert [row for _, row in plan.held] == rows
    assert plan.counts["same"] == sheet.entries.count() - len(rows)
    assert told_of(plan, "SHEETS_CLOSED") == [
        "Bản đăng ký của Khoa Nội tổng hợp đang ở trạng thái “Đã tiếp nhận” nên không nhập vào được. "
        f"Giữ lại {len(rows)} dòng khác với hệ thống: trang tính “Khoa Nội tổng hợp” dòng {', '.join(map(str, rows))}."
    ]


def test_the_rows_that_closed_sheets_hold_are_named_by_the_sheet_of_the_file(called, tree, office):
    renamed(sheet_at("submitted", tree, round=called))
    book = download(called, tree.noi)
    book.copy_worksheet(book.worksheets[0]).title = "Bổ sung"
    name = called.sheets.get().entries.filter(kind="ca_nhan").first().name
    row = row_of(book, name)
    for page, column in zip((book.worksheets[0], book["Bổ sung"]), "DE", strict=True):
        page[f"{column}{row}"] = "Giấy khen Sở Y tế"
    told = told_of(plan_of(hand_in(book, called, office)), "SHEETS_CLOSED")[0]
    assert told.endswith(f": trang tính “Khoa Nội tổng hợp” dòng {row}; trang tính “Bổ sung” dòng {row}.")


def test_a_line_added_on_both_sides_clashes_where_it_differs(book, called, sheet, tree, office):
    staff = person("Võ Thị Mai", tree.noi, position="Y sĩ")
    page = book.worksheets[0]
    page.insert_rows(row_of(book, MODEL))
    for column, text in zip("ABCDE", (3, "Võ Thị Mai", "Y sĩ", "LĐTT", None), strict=True):
        page[f"{column}{row_of(book, MODEL) - 1}"] = text
    entry = add_entry(sheet, staff=staff, by=office)
    set_targets(entry, 2023, chosen=["LDTT"], by=office)
    batch = hand_in(book, called, office)
    take(batch, office)
    assert titles_of(entry) == {2022: {"LDTT"}, 2023: {"LDTT"}}
    set_targets(entry, 2022, chosen=["CSTDCS"], by=office)
    assert told_of(plan_of(hand_in(book, called, office)), "CONFLICT") != []


def test_what_the_system_added_since_is_left_alone(book, called, sheet, tree, office):
    add_entry(sheet, staff=person("Võ Thị Mai", tree.noi), by=office)
    plan = plan_of(hand_in(book, called, office))
    assert (plan.counts, told_of(plan)) == (UNTOUCHED, [])


def test_lines_taken_out_of_the_file_are_named_and_stay(book, called, office):
    for name in (BINH, MODEL):
        book.worksheets[0].delete_rows(row_of(book, name))
    batch = hand_in(book, called, office)
    assert told_of(plan_of(batch), "MISSING_ROWS") == [
        "Không còn trong tệp: 2 dòng, vẫn giữ trong hệ thống: “Trần Văn Bình”, mô hình “Bếp ăn tình thương”. Muốn bỏ "
        "dòng nào, mở bản đăng ký của đơn vị, bấm ⋮ ở dòng đó rồi chọn Xóa dòng."
    ]
    take(batch, office)
    assert Entry.objects.filter(name=BINH).exists()


def test_a_model_renamed_in_the_file_waits_until_it_is_said_to_be_a_new_one(book, called, office):
    write(book, MODEL, "B", "Mô hình: Bếp ăn nghĩa tình")
    row = row_of(book, "Mô hình: Bếp ăn nghĩa tình")
    batch = hand_in(book, called, office)
    plan = plan_of(batch)
    assert told_of(plan) == [(row, "RENAMED", "error")]
    assert plan.counts == {"new": 0, "changed": 0, "same": 2, "held": 1}
    asked = next(finding for finding in plan.findings if finding.code == "RENAMED")
    ways = {label: way for way, label in choices_for(asked, "mo_hinh")}
    assert [*ways] == ["Đổi tên", "Thêm mới", "Bỏ dòng này"]
    mend_workbook(batch, place=place_of(asked.sheet, row, asked.column), fix=fix_of(ways["Thêm mới"]), by=office)
    batch.refresh_from_db()
    assert (plan_of(batch).counts["new"], told_of(plan_of(batch))[1]) == (1, (row, "RENAMED", "warning"))
    assert [chip["number"] for chip in batch.overview["chips"] if chip["outcome"] == "warned"] == [1]


def test_a_model_renamed_on_the_page_too_is_the_same_one(book, called, sheet, office):
    entry = sheet.entries.get(kind="mo_hinh")
    write(book, MODEL, "B", "Mô hình: Bếp ăn nghĩa tình")
    change_entry(entry, values={"name": "Bếp ăn nghĩa tình"}, seen={"name": "Bếp ăn tình thương"}, by=office)
    plan = plan_of(hand_in(book, called, office))
    assert (plan.counts, told_of(plan)) == (UNTOUCHED, [])


def test_a_model_renamed_in_the_system_is_still_the_same_one(book, called, sheet, office):
    entry = sheet.entries.get(kind="mo_hinh")
    change_entry(entry, values={"name": "Bếp ăn nghĩa tình"}, seen={"name": "Bếp ăn tình thương"}, by=office)
    write(book, MODEL, "E", "Giấy khen Sở Y tế")
    batch = hand_in(book, called, office)
    assert (plan_of(batch).counts, told_of(plan_of(batch))) == ({"new": 0, "changed": 1, "same": 2, "held": 0}, [])
    take(batch, office)
    assert titles_of(entry) == {2022: {"GK_SYT"}, 2023: {"GK_SYT"}}


def test_a_line_that_was_held_is_compared_with_the_same_download_later(book, called, hoa, office):
    row = clash(book, hoa, office)
    write(book, BINH, "D", "LĐTT, CSTĐ")
    batch = hand_in(book, called, office)
    take(batch, office)
    batch.refresh_from_db()
    choose(batch, row, "file", office)
    take(batch, office)
    batch.refresh_from_db()
    assert (titles_of(hoa), batch.counts["held"]) == ({2022: {"LDTT", "CSTDCS"}}, 1)


def test_namesakes_are_asked_about_only_where_their_line_was_touched(called, sheet, tree, office):
    person(HOA, tree.noi, position="Điều dưỡng")
    book = download(called, tree.noi)
    assert plan_of(hand_in(book, called, office)).counts == UNTOUCHED
    write(book, HOA, "E", "LĐTT")
    plan = plan_of(hand_in(book, called, office))
    assert [f.code for f in plan.findings if f.severity == "error"] == ["AMBIGUOUS_PERSON"]
    assert told_of(plan, "MISSING_ROWS") == []
