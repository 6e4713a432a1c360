"""A line of a staff list that somebody chose a person for is not asked about again while nothing speaks against it."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.sheets.reader import read
from emulation.audit import history
from emulation.builders.staff_list import read_staff
from emulation.builders.staff_plan import plan_staff
from emulation.models import AuditEvent, Staff, StaffAlias
from emulation.services import workbook as service
from emulation.services.staff_import import import_staff
from emulation.tasks import run_jobs
from tests.emulation.imports.test_staff_pages import HEAD, preview, take
from tests.emulation.imports.test_undo_records import stored, undo
from tests.emulation.imports.workbooks import workbook
from tests.factories import person

NOT_DATED = [1, "", "Lê Thị Hoa", "Nữ", "", "Khoa Nhi", "Y sĩ", ""]
MISSPELT = [1, "", "Le Thi Hoa", "Nữ", "01/02/1980", "Khoa Nhi", "Y sĩ", ""]


@pytest.fixture
def browser(as_, office):
    return as_(office)


@pytest.fixture
def hoa(tree):
    return person(
        "Lê Thị Hoa", tree.nhi, code="A1", birth_date=date(1980, 2, 1), position="Y sĩ", gender="F", joined_on=None
    )


def numbers(shown):
    """Return how many lines of a preview are new, changed, as before, held."""
    return shown.context["total"]


def test_the_same_person_with_nothing_to_change_is_asked_about_once(browser, office, hoa):
    shown = preview(browser, NOT_DATED)
    assert (numbers(shown), shown.context["doubts"][0]["ways"][0][0]) == ([0, 0, 0, 1], str(hoa.pk))
    done = take(browser, shown, dong_2=str(hoa.pk)).content.decode()
    assert "Đã nhập: 0 người mới, 0 người thay đổi; đã nhớ lựa chọn cho 1 dòng." in done
    again = preview(browser, NOT_DATED)
    assert (numbers(again), again.context["doubts"]) == ([0, 0, 1, 0], [])
    assert "Nhận ra người theo câu trả lời lần trước." in again.content.decode()
    alias = StaffAlias.objects.get()
    assert (alias.staff, alias.by, alias.source, str(alias)) == (hoa, office, "ns.xlsx", "Lê Thị Hoa, Khoa Nhi")
    last = history(hoa).last()
    assert (last.action, last.note) == ("remember_alias", "Từ tệp ns.xlsx: Lê Thị Hoa, Khoa Nhi, Y sĩ")


def test_another_person_is_not_asked_about_again_either(browser, hoa):
    take(browser, preview(browser, NOT_DATED), dong_2="new")
    assert numbers(preview(browser, NOT_DATED)) == [0, 0, 1, 0]
    other = Staff.objects.exclude(pk=hoa.pk).get()
    assert (StaffAlias.objects.get().staff, other.full_name) == (other, "Lê Thị Hoa")
    moved = [1, "", "Lê Thị Hoa", "Nữ", "", "Khoa Nhi", "Điều dưỡng", ""]
    assert numbers(preview(browser, moved)) == [0, 0, 0, 1]


@pytest.mark.parametrize(
    ("lines", "chosen"),
    [
        ([[1, "B7", *NOT_DATED[2:]]], {"dong_2": "new"}),
        ([NOT_DATED, [*NOT_DATED[:6], "y sĩ", ""]], {"dong_2": "{hoa}", "dong_3": "new"}),
    ],
    ids=["somebody-new-with-a-code", "two-lines-with-one-sign"],
)
def test_answers_that_are_not_kept_are_not_said_to_be(browser, hoa, lines, chosen):
    shown = preview(browser, *lines)
    done = take(browser, shown, **{line: way.format(hoa=hoa.pk) for line, way in chosen.items()}).content.decode()
    assert "Đã nhập: 1 người mới, 0 người thay đổi." in done
    assert (Staff.objects.filter(unit=hoa.unit).count(), StaffAlias.objects.count()) == (2, 0)


def test_a_line_that_was_left_is_asked_about_again(browser, hoa):
    take(browser, preview(browser, NOT_DATED), dong_2="")
    assert (numbers(preview(browser, NOT_DATED)), StaffAlias.objects.count()) == ([0, 0, 0, 1], 0)


def test_two_lists_with_codes_of_their_own_do_not_turn_the_code_back_and_forth(browser, hoa):
    first = [1, "B7", "Lê Thị Hoa", "Nữ", "01/02/1980", "Khoa Nhi", "Y sĩ", ""]
    other = [1, "A1", *first[2:]]
    take(browser, preview(browser, first), dong_2=str(hoa.pk))
    take(browser, preview(browser, other), dong_2=str(hoa.pk))
    assert [numbers(preview(browser, row)) for row in (first, other)] == [[0, 0, 1, 0], [0, 0, 1, 0]]
    hoa.refresh_from_db()
    assert hoa.code == "A1"


def test_a_name_spelt_otherwise_may_be_kept_as_it_is_stored(browser, hoa):
    shown = preview(browser, [1, "A1", "Le Thi Hoa", "", "", "Khoa Nhi", "Điều dưỡng", ""])
    assert [value for value, _ in shown.context["doubts"][0]["ways"]] == [f"giu:{hoa.pk}", str(hoa.pk), ""]
    take(browser, shown, dong_2=f"giu:{hoa.pk}")
    hoa.refresh_from_db()
    assert (hoa.full_name, hoa.position) == ("Lê Thị Hoa", "Điều dưỡng")
    assert numbers(preview(browser, [1, "A1", "Le Thi Hoa", "", "", "Khoa Nhi", "Y sĩ", ""])) == [0, 1, 0, 0]


def test_the_name_of_the_list_may_be_taken_too(browser, hoa):
    shown = preview(browser, [1, "A1", "Lê Thị Hoài", "", "", "Khoa Nhi", "Y sĩ", ""])
    take(browser, shown, dong_2=str(hoa.pk))
    hoa.refresh_from_db()
    assert hoa.full_name == "Lê Thị Hoài"


@pytest.mark.parametrize(
    "changed", [{"birth_date": date(1991, 1, 1)}, {"unit": "ngoai"}, {"left_on": date(2020, 1, 1)}]
)
def test_an_answer_holds_only_while_nothing_speaks_against_it(browser, tree, hoa, changed):
    take(browser, preview(browser, MISSPELT), dong_2=f"giu:{hoa.pk}")
    assert numbers(preview(browser, MISSPELT)) == [0, 0, 1, 0]
    values = {name: getattr(tree, value) if name == "unit" else value for name, value in changed.items()}
    Staff.objects.filter(pk=hoa.pk).update(**values)
    assert numbers(preview(browser, MISSPELT))[2] == 0


def test_a_code_that_somebody_else_has_by_now_is_asked_about(browser, tree, hoa):
    row = [1, "B7", "Lê Thị Hoa", "Nữ", "01/02/1980", "Khoa Nhi", "Y sĩ", ""]
    take(browser, preview(browser, row), dong_2=str(hoa.pk))
    Staff.objects.filter(pk=hoa.pk).update(code="A1")
    person("Ngô Ký", tree.nhi, code="B7")
    shown = preview(browser, row)
    assert (numbers(shown), shown.context["doubts"][0]["why"]) == (
        [0, 0, 0, 1], ["Mã B7 đang là của Ngô Ký, không phải Lê Thị Hoa."],
    )  # fmt: skip


def test_a_new_answer_takes_the_place_of_the_one_before(browser, tree, hoa):
    take(browser, preview(browser, NOT_DATED), dong_2=str(hoa.pk))
    Staff.objects.filter(pk=hoa.pk).update(unit=tree.ngoai)
    other = person("Lê Thị Hoa", tree.nhi, code="A5", position="Y sĩ", gender="F")
    take(browser, preview(browser, NOT_DATED), dong_2=str(other.pk))
    assert [alias.staff for alias in StaffAlias.objects.all()] == [other]


@pytest.mark.parametrize("chosen", ["same", "new"])
@pytest.mark.parametrize("at_once", [32 * 1024, 0])
def test_undoing_the_list_takes_the_answer_back(browser, hoa, monkeypatch, chosen, at_once):
    monkeypatch.setattr(service, "AT_ONCE", at_once)
    before = stored()
    url = hand_in(browser, NOT_DATED)
    decisions = {"chon:NS|2": str(hoa.pk) if chosen == "same" else "new"}
    browser.post(f"{url}ghi/", {"seen": browser.get(url).context["seen"], **decisions})
    run_jobs()
    assert StaffAlias.objects.count() == 1
    undo(browser, url)
    run_jobs()
    assert stored() == before
    assert numbers(browser.get(url)) == [0, 0, 0, 1]


def hand_in(browser, *rows):
    """Hand a list in, a long one to its end; return the address of its preview."""
    shown = preview(browser, *rows)
    run_jobs()
    return shown.wsgi_request.path


def test_whoever_keeps_the_files_takes_an_answer_out_with_a_reason(browser, as_, head, hoa, office):
    shown = preview(browser, NOT_DATED)
    take(browser, shown, dong_2=str(hoa.pk))
    remove = f"/ho-so/cach-goi/{StaffAlias.objects.get().pk}/bo/"
    assert remove in browser.get(f"/ho-so/nhan-su/{hoa.pk}/").content.decode()
    assert as_(head).get(remove).status_code == 404
    browser = as_(office)
    browser.post(remove, {"reason": ""})
    assert StaffAlias.objects.count() == 1
    browser.post(remove, {"reason": "Chọn nhầm"})
    assert AuditEvent.objects.get(action="forget_alias").note == "Lê Thị Hoa, Khoa Nhi, Y sĩ. Chọn nhầm"
    assert numbers(preview(browser, NOT_DATED)) == [0, 0, 0, 1]
    assert "Đã hoàn tác" in undo(browser, shown.wsgi_request.path)


def test_an_answer_about_somebody_who_moved_away_is_kept_where_he_or_she_is_now(
    browser, as_, office, other_tree, other_office, hoa
):
    take(browser, preview(browser, NOT_DATED), dong_2=str(hoa.pk))
    remove = f"/ho-so/cach-goi/{StaffAlias.objects.get().pk}/bo/"
    Staff.objects.filter(pk=hoa.pk).update(unit=other_tree.noi, facility=other_tree.hospital)
    assert [as_(who).get(remove).status_code for who in (office, other_office)] == [404, 200]


def test_the_command_line_knows_the_answers_and_asks_for_them_with_one_query(browser, tree, hoa):
    take(browser, preview(browser, NOT_DATED), dong_2=str(hoa.pk))
    asked = []
    for size in (1, 60):
        rows = [[*NOT_DATED[:6], f"Y sĩ {number}", ""] for number in range(size)]
        found = read_staff(read(workbook({"NS": [HEAD, NOT_DATED, *rows]}), "ns.xlsx"))
        with CaptureQueriesContext(connection) as queries:
            plan = plan_staff(found, tree.hospital)
        asked.append((len(queries), plan.counts["same"]))
    assert asked == [(asked[0][0], 1)] * 2
    found = read_staff(read(workbook({"NS": [HEAD, NOT_DATED]}), "ns.xlsx"))
    assert import_staff(found, facility=tree.hospital, source="ns.xlsx", by=None).counts["same"] == 1
