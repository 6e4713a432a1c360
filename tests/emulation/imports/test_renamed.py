"""A model under another name in a list that comes back: renamed where somebody says so, and named as before again."""

import pytest
from django.urls import reverse

from core.workflow import Refused
from emulation.audit import history
from emulation.builders.batch_reading import choices_for, fix_of, place_of
from emulation.choices import Role
from emulation.models import Entry
from emulation.selectors.imports import preview_row
from emulation.services.entry import add_entry, change_entry, remove_entry, set_targets
from emulation.services.registration_import import marked_copy, may_rename, mend_workbook, plan_of, take_workbook_in
from emulation.services.registration_undo import undo_refusals, undo_workbook
from emulation.services.sheet import open_sheet
from tests.emulation.imports.downloads import download, hand_in, row_of, take, titles_of, told_of, write
from tests.factories import user_with
from tests.factories.sheets import open_round

OLD, NEW, OTHER = "Bếp ăn tình thương", "Bếp ăn nghĩa tình", "Bếp ăn không đồng"
IN_FILE, NOW_IN_FILE = f"Mô hình: {OLD}", f"Mô hình: {NEW}"


@pytest.fixture
def called(tree):
    return open_round(tree)


@pytest.fixture
def model(called, tree, office):
    sheet = open_sheet(called, tree.noi, by=office)
    entry = add_entry(sheet, name=OLD, by=office)
    set_targets(entry, 2022, chosen=["GK_SYT"], by=office)
    return entry


@pytest.fixture
def book(model, called, tree):
    """The list as it was downloaded, with another name of the model in it."""
    book = download(called, tree.noi)
    write(book, IN_FILE, "B", NOW_IN_FILE)
    return book


@pytest.fixture
def admin(tree):
    return user_with("quantri", "Lê Quản Trị", (Role.ADMIN, tree.hospital))


def name_of(entry):
    return Entry.objects.get(pk=entry.pk).name


def rename(entry, name, by):
    entry.refresh_from_db()
    change_entry(entry, values={"name": name}, seen={"name": entry.name}, by=by)


def ways_of(batch):
    """Return the ways out of what is asked about the name, by their labels, and where they are taken."""
    asked = next(finding for finding in plan_of(batch).findings if finding.code == "RENAMED")
    place = place_of(asked.sheet, asked.row, asked.column)
    return {label: (place, way) for way, label in choices_for(asked, "mo_hinh")}


def sides_of(batch):
    """Return the same where both sides have another name."""
    line = plan_of(batch).lines[0]
    place = place_of(line.subject.sheet, line.subject.row, "")
    return {side: (place, f"{side}:{line.beside.sign}") for side in ("rename", "system", "add", "file")}


def choose(batch, place, way, by):
    mend_workbook(batch, place=place, fix=fix_of(way), by=by)
    batch.refresh_from_db()


def renamed_in(book, called, by):
    """Return the workbook handed in with the new name chosen."""
    batch = hand_in(book, called, by)
    choose(batch, *ways_of(batch)["Đổi tên"], by)
    return batch


def test_a_model_that_is_said_to_be_renamed_keeps_its_line_with_all_that_rests_on_it(book, called, model, office):
    batch = renamed_in(book, called, office)
    plan = plan_of(batch)
    assert plan.counts == {"new": 0, "changed": 1, "same": 0, "held": 0}
    assert told_of(plan) == [(row_of(book, NOW_IN_FILE), "RENAMED", "warning")]
    assert told_of(plan, "RENAMED") == [f"Đã chọn đổi tên “{OLD}” thành “{NEW}”."]
    take(batch, office)
    assert [*Entry.objects.values_list("pk", "name")] == [(model.pk, NEW)]
    assert titles_of(model) == {2022: {"GK_SYT"}}
    assert Entry.objects.get().search_key.strip() == "bep an nghia tinh"


def test_the_preview_shows_both_names_and_offers_the_other_way(book, called, model, office):
    batch = renamed_in(book, called, office)
    line = plan_of(batch).lines[0].subject
    shown = preview_row(batch, line.sheet, line.row)
    assert (shown["label"], shown["name"]) == ("Đổi", {"text": NEW, "old": OLD})
    assert [label for word in shown["words"] for _, label in word["ways"]] == ["Thêm mới"]


def test_titles_edited_beside_the_name_go_in_with_it(book, called, model, office):
    write(book, NOW_IN_FILE, "E", "Giấy khen Sở Y tế")
    take(renamed_in(book, called, office), office)
    assert (name_of(model), titles_of(model)) == (NEW, {2022: {"GK_SYT"}, 2023: {"GK_SYT"}})


def test_titles_that_clash_are_asked_about_after_the_name(book, called, model, office):
    write(book, NOW_IN_FILE, "D", "Bằng khen UBND tỉnh")
    set_targets(model, 2022, chosen=["GK_SYT", "BK_TTG"], seen=["GK_SYT"], by=office)
    batch = renamed_in(book, called, office)
    row = row_of(book, NOW_IN_FILE)
    assert [told for told in told_of(plan_of(batch)) if told[2] == "error"] == [(row, "CONFLICT", "error")]
    choose(batch, *sides_of(batch)["file"], office)
    take(batch, office)
    assert (name_of(model), titles_of(model)) == (NEW, {2022: {"BK_TINH"}})


def test_the_book_of_acts_tells_the_old_and_the_new_name(book, called, model, office):
    take(renamed_in(book, called, office), office)
    notes = [event.note for event in history(model.sheet) if event.action == "import"]
    assert f"{OLD} – tên: {NEW}" in notes


def test_a_name_changed_between_preview_and_taking_in_writes_nothing(book, called, model, office):
    batch = renamed_in(book, called, office)
    rename(model, OTHER, office)
    with pytest.raises(Refused):
        take_workbook_in(batch, seen=batch.seen, by=office)
    assert name_of(model) == OTHER
    assert [code for _, code, severity in told_of(plan_of(batch)) if severity == "error"] == ["CONFLICT"]


def test_a_name_changed_on_both_sides_is_held_with_the_three_names(book, called, model, office):
    rename(model, OTHER, office)
    batch = hand_in(book, called, office)
    plan = plan_of(batch)
    assert (plan.counts["held"], told_of(plan)) == (1, [(row_of(book, NOW_IN_FILE), "CONFLICT", "error")])
    assert told_of(plan, "CONFLICT") == [
        "Từ khi tải về, cả tệp và hệ thống đều đã đổi tên mô hình này; hãy chọn một cách. "
        f"Tên mô hình: tệp “{NEW}”, hệ thống “{OTHER}”, lúc tải về “{OLD}”."
    ]
    line = plan.lines[0].subject
    shown = preview_row(batch, line.sheet, line.row)
    assert [label for _, label in shown["words"][0]["ways"]] == ["Đổi tên theo tệp", "Giữ hệ thống", "Thêm mới"]
    assert shown["name"] == {"text": NEW, "is_wrong": True}
    assert "is_wrong" not in shown["position"]
    marked_copy(batch)


@pytest.mark.parametrize("side, names, counts", [
    ("rename", [NEW], ("changed", 1)), ("system", [OTHER], ("same", 1)), ("add", [OTHER, NEW], ("new", 1)),
])  # fmt: skip
def test_the_way_that_is_chosen_about_two_new_names_is_carried_out(book, called, model, office, side, names, counts):
    rename(model, OTHER, office)
    batch = hand_in(book, called, office)
    choose(batch, *sides_of(batch)[side], office)
    plan = plan_of(batch)
    assert (plan.counts[counts[0]], plan.counts["held"]) == (counts[1], 0)
    assert [told for told in told_of(plan) if told[2] == "warning"] == [
        (row_of(book, NOW_IN_FILE), "CONFLICT", "warning")
    ]
    take(batch, office)
    assert [*Entry.objects.order_by("order").values_list("name", flat=True)] == names


def test_a_choice_between_names_does_not_hold_for_another_name(book, called, model, office):
    rename(model, OTHER, office)
    batch = hand_in(book, called, office)
    choose(batch, *sides_of(batch)["rename"], office)
    rename(model, "Bếp ăn sẻ chia", office)
    assert plan_of(batch).counts["held"] == 1


def test_the_choice_of_a_side_of_other_cells_renames_nothing(book, called, model, office):
    rename(model, OTHER, office)
    batch = hand_in(book, called, office)
    with pytest.raises(Refused, match="không có cách sửa ấy"):
        choose(batch, *sides_of(batch)["file"], office)
    assert plan_of(batch).counts["held"] == 1


def test_a_model_deleted_meanwhile_is_not_renamed(book, called, model, office):
    batch = renamed_in(book, called, office)
    remove_entry(model, by=office)
    assert told_of(plan_of(batch)) == []
    assert plan_of(batch).counts["new"] == 1


def test_two_lines_of_one_new_name_rename_nothing(called, model, tree, office):
    add_entry(model.sheet, name="Vườn thuốc nam", by=office)
    book = download(called, tree.noi)
    write(book, "Mô hình: Vườn thuốc nam", "B", NOW_IN_FILE)
    write(book, NOW_IN_FILE, "E", "Giấy khen Sở Y tế")
    write(book, IN_FILE, "B", NOW_IN_FILE)
    batch = hand_in(book, called, office)
    renaming = [finding for finding in plan_of(batch).findings if "rename" in finding.options]
    assert renaming == []


def test_undoing_brings_the_old_name_back(book, called, model, office):
    batch = take(renamed_in(book, called, office), office)
    undo_workbook(batch, by=office)
    entry = Entry.objects.get(pk=model.pk)
    assert (entry.name, entry.search_key.strip()) == (OLD, "bep an tinh thuong")
    last = [event.note for event in history(model.sheet) if event.action == "undo_import"]
    assert f"{NEW} – tên: {OLD}" in last


def test_a_renaming_and_the_workbook_before_it_are_undone_one_after_the_other(called, model, tree, office):
    first = download(called, tree.noi)
    write(first, IN_FILE, "E", "Giấy khen Sở Y tế")
    one = take(hand_in(first, called, office), office)
    second = download(called, tree.noi)
    write(second, IN_FILE, "B", NOW_IN_FILE)
    two = take(renamed_in(second, called, office), office)
    undo_workbook(two, by=office)
    undo_workbook(one, by=office)
    assert (name_of(model), titles_of(model)) == (OLD, {2022: {"GK_SYT"}})


def test_a_renaming_is_not_undone_once_the_name_has_changed_again(book, called, model, office):
    batch = take(renamed_in(book, called, office), office)
    Entry.objects.filter(pk=model.pk).update(name=OTHER)
    assert len(undo_refusals(batch)) == 1
    with pytest.raises(Refused):
        undo_workbook(batch, by=office)
    assert name_of(model) == OTHER


def test_a_model_stored_with_the_word_before_its_name_gets_it_back(called, model, tree, office):
    rename(model, IN_FILE, office)
    book = download(called, tree.noi)
    write(book, IN_FILE, "B", NOW_IN_FILE)
    batch = take(renamed_in(book, called, office), office)
    assert name_of(model) == NEW
    undo_workbook(batch, by=office)
    assert name_of(model) == IN_FILE


def test_who_may_not_type_on_the_sheet_chooses_no_new_name(book, called, model, office, admin):
    batch = hand_in(book, called, office)
    with pytest.raises(Refused, match="Chỉ người sửa được bản đăng ký của đơn vị mới đổi tên mô hình được"):
        choose(batch, *ways_of(batch)["Đổi tên"], admin)
    choose(batch, *ways_of(batch)["Thêm mới"], admin)
    assert plan_of(batch).counts["new"] == 1


def test_to_type_on_one_sheet_is_not_enough_to_rename_in_a_list_of_the_whole_house(book, called, model, office, tree):
    both = user_with("kiem", "Lê Kiêm Nhiệm", (Role.ADMIN, tree.hospital), (Role.HEAD, tree.noi))
    whole, own = hand_in(book, called, office), hand_in(book, called, office, tree.noi)
    assert [may_rename(both, batch) for batch in (whole, own)] == [False, True]


def test_who_may_not_type_on_the_sheet_takes_no_new_name_in_that_somebody_else_chose(
    book, called, model, office, admin
):
    batch = renamed_in(book, called, office)
    with pytest.raises(Refused, match="không đổi tên mô hình ở đó được"):
        take_workbook_in(batch, seen=batch.seen, by=admin)
    assert (name_of(model), batch.taken_at) == (OLD, None)


def test_who_may_not_type_on_the_sheet_takes_no_new_name_back(book, called, model, office, admin):
    batch = take(renamed_in(book, called, office), office)
    with pytest.raises(Refused, match="Bạn không có quyền sửa bản đăng ký của đơn vị này"):
        undo_workbook(batch, by=admin)
    batch.refresh_from_db()
    assert (name_of(model), batch.undone_at) == (NEW, None)


def test_the_page_says_why_to_who_may_not_rename(book, called, model, as_, office, head, admin, tree):
    batch = hand_in(book, called, office)
    pages = {user: as_(user).get(batch.get_absolute_url()).content.decode() for user in (office, admin)}
    said = ["Chỉ người sửa được bản đăng ký" in text for text in pages.values()]
    offered = [">Đổi tên</button>" in text for text in pages.values()]
    assert (said, offered) == ([False, True], [True, False])
    mine = hand_in(book, called, head, tree.noi)
    assert ">Đổi tên</button>" in as_(head).get(mine.get_absolute_url()).content.decode()


def test_a_model_is_renamed_on_the_page_of_the_preview(book, called, model, as_, head, tree):
    batch = hand_in(book, called, head, tree.noi)
    place, way = ways_of(batch)["Đổi tên"]
    chosen = as_(head).post(reverse("emulation:import_mend", args=[batch.pk]), {"place": place, "way": way})
    text = as_(head).get(chosen.url.partition("#")[0]).content.decode()
    assert "Đã chọn đổi tên cho “Bếp ăn nghĩa tình”" in text
    page = as_(head).get(batch.get_absolute_url(), {"ket-qua": "all"})
    assert f"<del>{OLD}</del> {NEW}" in page.content.decode()
    as_(head).post(reverse("emulation:import_take", args=[batch.pk]), {"seen": page.context["batch"].seen})
    assert name_of(model) == NEW
