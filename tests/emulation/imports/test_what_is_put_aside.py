"""The hidden sheet of a downloaded list: what it holds, that spoilt or foreign ones are told and left out."""

import json
import random
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from core.sheets.aside import MARK, put_aside
from core.sheets.reader import read
from emulation.builders.batch_reading import loaded
from emulation.builders.import_plan import plan_import
from emulation.builders.registration_form import read_registrations, registrations_in
from emulation.models import Sheet
from emulation.selectors.registration_lists import exported_sheets
from emulation.services.entry import add_entry, set_targets
from emulation.services.registration_import import period_of, plan_of
from emulation.services.sheet import amend_sheet, open_sheet
from tests.emulation.imports.downloads import ASIDE, download, download_of, filled, hand_in, renamed, told_of
from tests.emulation.imports.formats import SheetText, as_csv, as_ods, as_xls
from tests.emulation.imports.workbooks import saved
from tests.factories.sheets import open_round, round_of, sheet_at

SAME = {"new": 0, "changed": 0, "same": 2, "held": 0}
EXPORT = "emulation:registration_export"


@pytest.fixture
def called(tree):
    return open_round(tree)


@pytest.fixture
def sheet(called, tree, office):
    return filled(called, tree.noi, by=office)


@pytest.fixture
def book(sheet, called, tree):
    return download(called, tree.noi)


def as_texts(book):
    """Return the sheets as another program would save them: cells and whether they are seen, nothing else."""
    return [
        SheetText(s.title, [[c.value for c in row] for row in s.iter_rows()], is_hidden=s.sheet_state != "visible")
        for s in book.worksheets
    ]


def values_in(book):
    return [json.loads(cell.value) for cell in book[ASIDE]["A"][2:]]


def test_it_holds_keys_and_what_the_list_shows_and_nothing_else(book, sheet, called, tree):
    collective, someone = sheet.entries.all()
    assert (book[ASIDE].sheet_state, book[ASIDE]["A1"].value, book.active.title) == ("veryHidden", MARK, tree.noi.name)
    (head, about), *rest = values_in(book)
    assert (head, about["facility"], sorted(about)) == ("head", tree.hospital.code, ["at", "facility"])
    place = [called.pk, tree.noi.pk]
    assert rest == [
        ["sheet", *place],
        ["line", *place, collective.pk, "tap_the", tree.noi.pk, collective.name, "", {"2022": ["TTLDTT"]}],
        ["line", *place, someone.pk, "ca_nhan", someone.staff_id, someone.name, "Nhân viên",
         {"2022": ["CSTDCS", "LDTT"]}],
    ]  # fmt: skip


def test_the_downloads_carry_it_and_the_blank_form_does_not(called, tree, as_, office):
    sheet_at("accepted", tree, round=called)
    asks = [{}, {"kieu": "tung-khoa"}, {"don-vi": tree.noi.pk, "dot": called.pk}]
    pages = [reverse(EXPORT)] * 3 + [reverse("emulation:form_export", args=[called.pk])]
    for page, asked in zip(pages, [*asks, {"don-vi": tree.noi.pk}], strict=True):
        response = as_(office).get(page, asked)
        book = load_workbook(BytesIO(b"".join(response.streaming_content)))
        assert (ASIDE in book.sheetnames) is (page == pages[0])
        assert [one.title for one in book.worksheets if one.sheet_state == "visible"][0] == book.active.title


@pytest.mark.parametrize("saver, name", [(as_ods, "ds.ods"), (as_xls, "ds.xls")])
def test_another_program_that_saves_the_list_keeps_it(book, called, sheet, office, saver, name):
    someone = sheet.entries.last()
    set_targets(someone, 2022, chosen=["BK_TINH"], by=office)
    plan = plan_of(hand_in(saver(as_texts(book)), called, office, name=name))
    assert (plan.counts, told_of(plan)) == (SAME, [(11, "CHANGED_SINCE", "info")])


def test_without_it_the_file_is_compared_with_the_system_alone(book, called, sheet, office):
    set_targets(sheet.entries.last(), 2022, chosen=["BK_TINH"], by=office)
    plan = plan_of(hand_in(as_csv(as_texts(book)), called, office, name="ds.csv"))
    assert (plan.counts["changed"], told_of(plan)) == (1, [])


@pytest.mark.parametrize("layout", ["one_list", "sheet_per_unit"])
def test_the_list_of_the_house_comes_back_in_either_layout(called, tree, sheet, office, layout):
    other = filled(called, tree.ngoai, people=2, by=office)
    sheets = [*exported_sheets(Sheet.objects.filter(is_latest=True), round=called.pk, unit=None)]
    assert sheets == []
    sheets = [
        exported_sheets(Sheet.objects.all(), round=called.pk, unit=pk).get() for pk in (tree.noi.pk, tree.ngoai.pk)
    ]
    book = download_of(sheets, layout)
    set_targets(other.entries.last(), 2023, chosen=["LDTT"], by=office)
    plan = plan_of(hand_in(book, called, office))
    assert (plan.counts, len(told_of(plan))) == ({"new": 0, "changed": 0, "same": 5, "held": 0}, 1)


def test_the_accepted_list_is_compared_with_the_version_that_is_being_amended(called, tree, office):
    accepted = renamed(sheet_at("accepted", tree, round=called))
    book = download_of([*exported_sheets(Sheet.objects.all(), round=None, unit=None)], "one_list")
    again = amend_sheet(accepted, reason="Bổ sung năm 2024", by=office)
    set_targets(again.entries.last(), 2024, chosen=["LDTT"], by=office)
    plan = plan_of(hand_in(book, called, office))
    assert (plan.counts, told_of(plan)) == (SAME, [(11, "CHANGED_SINCE", "info")])


def test_lines_of_another_round_that_were_not_touched_stay_there(tree, called, sheet, office):
    later = round_of(called.plan)
    own = open_sheet(later, tree.ngoai, by=office)
    set_targets(add_entry(own, unit=tree.ngoai, by=office), 2022, chosen=["TTLDTT"], by=office)
    pks = [sheet.pk, own.pk]
    both = [exported_sheets(Sheet.objects.filter(pk=pk), round=None, unit=u).get() for pk, u in zip(
        pks, (tree.noi.pk, tree.ngoai.pk), strict=True)]  # fmt: skip
    plan = plan_of(hand_in(download_of(both, "one_list"), later, office))
    assert [(row, code) for row, code, _ in told_of(plan)] == [(10, "OTHER_ROUND"), (11, "OTHER_ROUND")]
    assert plan.counts == {"new": 0, "changed": 0, "same": 3, "held": 0}


def spoilt_text(book):
    book[ASIDE]["A5"] = book[ASIDE]["A5"].value.replace("LDTT", "CSTDCS")


def spoilt_seal(book):
    book[ASIDE]["A2"] = "hmac:0"


def blank_mark(book):
    book[ASIDE]["A1"] = None


def spoilt_mark_and_seal(book):
    book[ASIDE]["A1"], book[ASIDE]["A2"] = "x", "y"


def without_a_line(book):
    book[ASIDE].delete_rows(5)


def only_the_mark(book):
    book[ASIDE].delete_rows(2, 99)


def doubled(book):
    book.copy_worksheet(book[ASIDE])


def full_of_formulas(book):
    for row in range(2, 40):
        book[ASIDE][f"A{row}"] = '=HYPERLINK("http://example.org","x")'


def deep(book):
    book[ASIDE]["A4"] = "[" * 30_000


def sealed_nonsense(book):
    del book[ASIDE]
    put_aside(book, ASIDE, [["head", {}], ["line"], ["nothing"]])


WAYS = [
    spoilt_text, spoilt_seal, blank_mark, spoilt_mark_and_seal, without_a_line, only_the_mark, doubled,
    full_of_formulas, deep, sealed_nonsense,
]  # fmt: skip


@pytest.mark.parametrize("spoil", WAYS)
def test_a_spoilt_one_is_told_and_left_out(book, called, sheet, office, spoil):
    spoil(book)
    set_targets(sheet.entries.last(), 2022, chosen=["BK_TINH"], by=office)
    plan = plan_of(hand_in(book, called, office))
    assert told_of(plan) == [(None, "DOWNLOAD_IGNORED", "warning")]
    assert "những gì người khác đã sửa từ lúc tải về sẽ bị đổi lại" in told_of(plan, "DOWNLOAD_IGNORED")[0]
    assert plan.counts["changed"] == 1


def test_one_that_somebody_made_visible_is_no_list_and_still_counts(book, called, office):
    book[ASIDE].sheet_state = "visible"
    assert (plan_of(hand_in(book, called, office)).counts, book[ASIDE].sheet_state) == (SAME, "visible")


@pytest.mark.parametrize("seed", range(12))
def test_random_damage_to_it_never_stops_the_reading(book, called, seed):
    chance = random.Random(seed)
    for _ in range(3):
        cell = book[ASIDE].cell(chance.randint(1, 6), chance.randint(1, 3))
        text = str(cell.value or "")
        at = chance.randint(0, len(text))
        cell.value = text[:at] + chance.choice(["\u0301", "}", "[", '"', "Lê", "=1+1", ""]) + text[at + 1 :]
    found = read_registrations(read(saved(book), "a.xlsx"), period=period_of(called))
    assert (found.is_refused, len(found.ready)) == (False, 2)


def test_one_of_another_round_or_house_is_told_and_left_out(book, called, tree, other_office, other_tree):
    elsewhere = open_round(other_tree)
    plan = plan_of(hand_in(book, elsewhere, other_office))
    assert [code for _, code, _ in told_of(plan)] == ["DOWNLOAD_IGNORED"]
    assert "cơ sở khác hoặc đợt đăng ký khác" in told_of(plan, "DOWNLOAD_IGNORED")[0]


def test_reading_alone_needs_no_database_and_tells_nothing_of_it(book, called, django_assert_num_queries):
    content, period = saved(book), period_of(called)
    del book[ASIDE]
    bare = registrations_in(saved(book), "a.xlsx", period=period)
    with django_assert_num_queries(0):
        found = registrations_in(content, "a.xlsx", period=period)
    assert (found.findings, len(found.ready)) == (bare.findings, 2)
    assert (bool(found.aside), bool(bare.aside)) == (True, False)


def test_units_whose_list_was_not_downloaded_are_compared_with_the_system_alone(book, called, sheet, tree, office):
    other = filled(called, tree.ngoai, by=office)
    page = book.worksheets[0]
    for column, text in zip("ABCD", (9, other.entries.last().name, "Nhân viên", "BK tỉnh"), strict=True):
        page[f"{column}12"] = text
    for column, text in zip("ABCD", (None, "KHOA/PHÒNG: Khoa Ngoại", None, None), strict=True):
        page[f"{column}11"], page[f"{column}13"] = text, None
    plan = plan_of(hand_in(book, called, office))
    assert [line.outcome for line in plan.lines if line.unit == tree.ngoai] == ["held"]
    assert told_of(plan, "CONFLICT")[0].endswith("hệ thống “LĐTT – CSTĐ cơ sở”, lúc tải về không rõ.")
    assert told_of(plan, "DOWNLOADED")[0].startswith("Danh sách của Khoa Nội tổng hợp tải về lúc ")
    assert told_of(plan, "NOT_DOWNLOADED")[0].startswith("Danh sách tải về này không có Khoa Ngoại nên ")


def test_comparing_with_it_asks_the_database_nothing_more(called, tree, office, django_assert_num_queries):
    filled(called, tree.noi, people=1, by=office)
    filled(called, tree.ngoai, people=4, by=office)
    for unit, lines in ((tree.noi, 2), (tree.ngoai, 5)):
        reading = hand_in(download(called, unit), called, office).reading
        with CaptureQueriesContext(connection) as asked:
            plan_import(loaded(reading | {"aside": None}), called, scope=unit)
        with django_assert_num_queries(len(asked)):
            assert plan_import(loaded(reading), called, scope=unit).counts["same"] == lines
