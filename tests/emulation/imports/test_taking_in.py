"""A workbook taken in: sheets opened and filled, namesakes asked about, nothing half done."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.workflow import Refused
from emulation.audit import history
from emulation.builders.batch_reading import place_of
from emulation.choices import SheetStatus
from emulation.models import Entry, ImportBatch, Sheet, Unit
from emulation.services.entry import set_targets
from emulation.services.registration_import import (
    mend_workbook,
    plan_of,
    put_workbook_away,
    receive_workbook,
    take_workbook_in,
)
from emulation.tasks import run_jobs
from tests.emulation.imports.workbooks import HEAD, workbook
from tests.factories import person
from tests.factories.sheets import open_round, sheet_at

FORM = [["KHOA/PHÒNG: Khoa Nội tổng hợp"], HEAD]


def rows(*lines):
    return [*FORM, *[[number, *line] for number, line in enumerate(lines, start=1)]]


def received(content_rows, round, by, unit=None):
    content = workbook({"DS": content_rows})
    batch = receive_workbook(content, name="ds.xlsx", round=round, unit=unit, by=by)
    run_jobs()
    return ImportBatch.objects.get(pk=batch.pk)


def taken(batch, by):
    return take_workbook_in(batch, seen=plan_of(batch).fingerprint, by=by)


def targets(entry):
    found = {}
    for target in entry.targets.all():
        found.setdefault(target.year, set()).add(target.title)
    return found


@pytest.fixture
def called(tree):
    return open_round(tree)


@pytest.fixture
def hoa(tree):
    return person("Lê Thị Hoa", tree.noi, position="Bác sĩ")


def test_a_list_opens_the_sheet_and_fills_it(called, tree, office, hoa):
    batch = received(
        rows(
            ["Khoa Nội tổng hợp", None, "TTLĐTT"],
            ["BS. LÊ THỊ HOA", "Phó khoa", "LĐTT – GK SYT"],
        ),
        called,
        office,
    )
    assert plan_of(batch).counts == {"new": 2, "changed": 0, "same": 0, "held": 0}
    taken(batch, office)
    sheet = Sheet.objects.get(round=called, unit=tree.noi)
    first, second = sheet.entries.all()
    assert (first.subject_unit, first.kind, targets(first)) == (tree.noi, "tap_the", {2022: {"TTLDTT"}})
    assert (second.staff, second.position, targets(second)) == (hoa, "Phó khoa", {2022: {"LDTT", "GK_SYT"}})
    assert [event.action for event in history(sheet)] == ["open", "import"]


def test_twice_changes_nothing(called, office, hoa):
    content = rows(["Lê Thị Hoa", "Bác sĩ", "LĐTT"])
    taken(received(content, called, office), office)
    again = received(content, called, office)
    assert plan_of(again).counts == {"new": 0, "changed": 0, "same": 1, "held": 0}
    taken(again, office)
    assert Entry.objects.count() == 1


def test_an_edited_list_changes_cells_and_position(called, office, hoa):
    taken(received(rows(["Lê Thị Hoa", "Bác sĩ", "LĐTT", "LĐTT"]), called, office), office)
    batch = received(rows(["Lê Thị Hoa", "Trưởng khoa", "LĐTT – CSTĐ cơ sở", None]), called, office)
    line = plan_of(batch).lines[0]
    assert line.cells == {2022: (["LDTT"], ["LDTT", "CSTDCS"]), 2023: (["LDTT"], [])}
    assert line.position == ("Bác sĩ", "Trưởng khoa")
    taken(batch, office)
    entry = Entry.objects.get()
    assert (entry.position, targets(entry)) == ("Trưởng khoa", {2022: {"LDTT", "CSTDCS"}})


def test_what_changed_since_the_preview_is_not_overwritten(called, office, hoa):
    taken(received(rows(["Lê Thị Hoa", "Bác sĩ", "LĐTT"]), called, office), office)
    batch = received(rows(["Lê Thị Hoa", "Bác sĩ", "LĐTT – GK SYT"]), called, office)
    seen = plan_of(batch).fingerprint
    set_targets(Entry.objects.get(), 2022, chosen=["LDTT", "CSTDCS"], by=office)
    with pytest.raises(Refused):
        take_workbook_in(batch, seen=seen, by=office)
    assert targets(Entry.objects.get()) == {2022: {"LDTT", "CSTDCS"}}


def test_namesakes_are_asked_about(called, tree, office, hoa):
    other = person("Lê Thị Hoa", tree.noi, position="Điều dưỡng")
    batch = received(rows(["Lê Thị Hoa", "Bác sĩ", "LĐTT"]), called, office)
    plan = plan_of(batch)
    assert [(f.place, f.code) for f in plan.findings] == [("B3", "AMBIGUOUS_PERSON")]
    assert set(plan.lines[0].candidates) == {hoa, other}
    mend_workbook(batch, place=place_of("DS", 3, "B"), fix={"staff": other.pk}, by=office)
    batch.refresh_from_db()
    taken(batch, office)
    assert Entry.objects.get().staff == other


def test_somebody_unknown_or_of_another_unit_is_held(called, tree, office):
    person("Trần Văn Bình", tree.ngoai)
    batch = received(rows(["Trần Văn Bình", "Bác sĩ", "LĐTT"], ["Ngô Văn Mới", "Bác sĩ", "LĐTT"]), called, office)
    plan = plan_of(batch)
    assert [(f.place, f.code) for f in plan.findings] == [("B3", "UNKNOWN_PERSON"), ("B4", "UNKNOWN_PERSON")]
    assert "Khoa Ngoại" in plan.findings[0].message
    taken(batch, office)
    assert not Entry.objects.exists()


def test_a_doubtful_cell_is_mended_on_the_page(called, office, hoa):
    batch = received(rows(["Lê Thị Hoa", "Bác sĩ", "LĐTT, CSTĐ", "Gương sáng"]), called, office)
    assert plan_of(batch).counts["held"] == 1
    mend_workbook(batch, place=place_of("DS", 3, "D"), fix={"titles": ["CSTDCS"]}, by=office)
    batch.refresh_from_db()
    mend_workbook(batch, place=place_of("DS", 3, "E"), fix={"drop": True}, by=office)
    batch.refresh_from_db()
    taken(batch, office)
    assert targets(Entry.objects.get()) == {2022: {"LDTT", "CSTDCS"}}


def test_the_sure_lines_go_in_and_the_others_wait(called, tree, office, hoa):
    person("Trần Văn Bình", tree.noi)
    batch = received(rows(["Lê Thị Hoa", "Bác sĩ", "LĐTT"], ["Trần Văn Bình", "Bác sĩ", "TTLĐTT"]), called, office)
    assert plan_of(batch).counts == {"new": 1, "changed": 0, "same": 0, "held": 1}
    taken(batch, office)
    assert [entry.staff for entry in Entry.objects.all()] == [hoa]


def test_a_line_that_waited_follows_once_it_is_mended(called, office, hoa):
    batch = received(rows(["Lê Thị Hoa", "Bác sĩ", "LĐTT, CSTĐ"]), called, office)
    taken(batch, office)
    assert not Entry.objects.exists()
    batch.refresh_from_db()
    mend_workbook(batch, place=place_of("DS", 3, "D"), fix={"titles": ["CSTDCS"]}, by=office)
    batch.refresh_from_db()
    taken(batch, office)
    assert targets(Entry.objects.get()) == {2022: {"LDTT", "CSTDCS"}}
    batch.refresh_from_db()
    assert not batch.is_open


def test_a_sheet_that_was_sent_is_not_written_to(called, tree, office, hoa):
    sheet = sheet_at("submitted", tree, round=called)
    before = sheet.entries.count()
    batch = received(rows(["Lê Thị Hoa", "Bác sĩ", "LĐTT"]), called, office)
    plan = plan_of(batch)
    assert [(f.row, f.code, f.severity) for f in plan.findings] == [
        (None, "SHEETS_CLOSED", "warning"), (3, "SHEET_CLOSED", "error"),
    ]  # fmt: skip
    taken(batch, office)
    assert (sheet.entries.count(), sheet.status) == (before, SheetStatus.SUBMITTED)


def test_a_head_fills_only_the_own_unit(called, tree, head, hoa):
    person("Trần Văn Bình", tree.ngoai)
    content = [
        HEAD,
        ["I", "Khoa Nội tổng hợp"],
        [1, "Lê Thị Hoa", "Bác sĩ", "LĐTT"],
        ["II", "Khoa Ngoại"],
        [1, "Trần Văn Bình", "Bác sĩ", "LĐTT"],
    ]
    batch = received(content, called, head, unit=tree.noi)
    assert [(f.place, f.code) for f in plan_of(batch).findings] == [("B5", "OUT_OF_SCOPE")]
    assert [f.message for f in plan_of(batch).findings] == ["Dòng này thuộc Khoa Ngoại, ngoài phạm vi của bạn."]
    with pytest.raises(Refused):
        received(content, called, head)


def test_who_keeps_the_house_is_told_once_to_choose_the_unit_of_the_list(called, tree, office):
    for name in ("Trần Văn Bình", "Võ Thị Mai"):
        person(name, tree.ngoai)
    content = [HEAD, ["I", "Khoa Ngoại"], [1, "Trần Văn Bình", "Bác sĩ", "LĐTT"], [2, "Võ Thị Mai", "Y sĩ", "LĐTT"]]
    told = [(f.row, f.message) for f in plan_of(received(content, called, office, unit=tree.noi)).findings]
    assert told == [
        (None, "Tệp này là của Khoa Ngoại; hãy chọn Khoa Ngoại hoặc “Nhiều khoa, phòng” khi nộp."),
        (3, "Dòng này thuộc Khoa Ngoại."),
        (4, "Dòng này thuộc Khoa Ngoại."),
    ]


def test_a_list_of_several_units_is_told_apart_from_one_of_another_unit(called, tree, office, hoa):
    person("Trần Văn Bình", tree.ngoai)
    content = [
        HEAD, ["I", "Khoa Nội tổng hợp"], [1, "Lê Thị Hoa", "", "LĐTT"], ["II", "Khoa Ngoại"],
        [1, "Trần Văn Bình", "", "LĐTT"],
    ]  # fmt: skip
    plan = plan_of(received(content, called, office, unit=tree.noi))
    assert [f.message for f in plan.findings if f.code == "OTHER_UNITS"] == [
        "Tệp này có cả dòng của Khoa Ngoại; hãy chọn “Nhiều khoa, phòng” khi nộp."
    ]


def test_a_list_that_names_no_unit_is_of_the_unit_chosen(called, tree, head, hoa):
    batch = received([HEAD, [1, "Lê Thị Hoa", "Bác sĩ", "LĐTT"]], called, head, unit=tree.noi)
    taken(batch, head)
    assert Entry.objects.get().sheet.unit == tree.noi


def test_models_are_known_by_their_name(called, tree, office):
    content = rows(["Mô hình: Bệnh viện không khói thuốc", None, "Giấy khen SYT"])
    taken(received(content, called, office), office)
    entry = Entry.objects.get()
    assert (entry.kind, entry.name, targets(entry)) == ("mo_hinh", "Bệnh viện không khói thuốc", {2022: {"GK_SYT"}})
    assert plan_of(received(content, called, office)).counts["same"] == 1


def test_a_file_that_cannot_be_read_says_why_and_can_only_be_put_away(called, office):
    batch = receive_workbook(b"%PDF-1.7", name="ds.xlsx", round=called, unit=None, by=office)
    run_jobs()
    batch.refresh_from_db()
    assert "không phải bảng tính" in batch.refusals[0]
    with pytest.raises(Refused):
        take_workbook_in(batch, seen="", by=office)
    put_workbook_away(batch, by=office)


def test_of_a_workbook_that_is_put_away_only_its_name_and_fingerprint_stay(
    called, office, django_capture_on_commit_callbacks
):
    batch = received(rows(["Lê Thị Hoa", "Bác sĩ", "LĐTT"]), called, office)
    stored, name, mark = batch.file.name, batch.name, batch.sha256
    assert (batch.file.storage.exists(stored), batch.pages.exists()) == (True, True)
    with django_capture_on_commit_callbacks(execute=True):
        put_workbook_away(batch, by=office)
    batch.refresh_from_db()
    assert (batch.file.storage.exists(stored), batch.pages.exists()) == (False, False)
    assert (batch.file.name, batch.reading, batch.fixes, batch.overview, batch.seen) == ("", {}, {}, {}, "")
    assert (batch.name, batch.sha256) == (name, mark)


def test_a_workbook_is_taken_in_once(called, office, hoa):
    batch = received(rows(["Lê Thị Hoa", "Bác sĩ", "LĐTT"]), called, office)
    taken(batch, office)
    with pytest.raises(Refused):
        taken(batch, office)
    other = received(rows(["Lê Thị Hoa", "Bác sĩ", "LĐTT"]), called, office)
    put_workbook_away(other, by=office)
    with pytest.raises(Refused):
        taken(other, office)


@pytest.mark.parametrize("is_active", [True, False])
def test_telling_of_people_of_other_units_asks_the_database_for_none_of_them(
    called, tree, office, django_assert_num_queries, is_active
):
    Unit.objects.filter(pk=tree.ngoai.pk).update(is_active=is_active)
    names = ["Trần Văn An", "Trần Văn Bình", "Trần Văn Châu", "Trần Văn Dũng"]
    for name in names:
        person(name, tree.ngoai)
    few = received(rows(*[[name, "Bác sĩ", "LĐTT"] for name in names[:1]]), called, office)
    many = received(rows(*[[name, "Bác sĩ", "LĐTT"] for name in names]), called, office)
    with CaptureQueriesContext(connection) as asked:
        plan_of(few)
    with django_assert_num_queries(len(asked)):
        plan = plan_of(many)
    assert {f.code for f in plan.findings} == {"UNKNOWN_PERSON"}
    assert all(f.message.endswith(f"ở {tree.ngoai.label}.") for f in plan.findings), plan.findings
