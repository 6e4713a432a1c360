"""A misspelt unit in a staff list is asked about once, with a button, and its lines wait for the answer."""

from datetime import date

import pytest

from core.sheets.reader import read
from emulation.builders.staff_list import read_staff
from emulation.models import Staff, StaffAlias
from emulation.services import workbook as service
from emulation.services.staff_import import import_staff
from emulation.tasks import run_jobs
from tests.emulation.imports.test_staff_pages import HEAD, preview, take
from tests.emulation.imports.test_undo_records import stored, undo
from tests.emulation.imports.workbooks import workbook
from tests.factories import person

MISSPELT = "Khoa Nhii"


def line(number, name, code="", born="", unit=MISSPELT):
    return [number, code, name, "Nữ", born, unit, "Y sĩ", ""]


@pytest.fixture
def hoa(tree):
    return person("Lê Thị Hoa", tree.nhi, code="A1", birth_date=date(1980, 2, 1), position="Y sĩ", gender="F")


@pytest.fixture
def browser(as_, office):
    return as_(office)


def asked(shown):
    """Return the question about the unit, by which it is answered and what may be chosen."""
    doubt = next(one for one in shown.context["doubts"] if one.get("title"))
    return doubt["name"], doubt["ways"], [cells for _, cells in doubt["rows"]]


def choose(browser, shown, **decisions):
    url = f"{shown.wsgi_request.path}ghi/"
    return browser.post(url, {"seen": shown.context["seen"], **decisions}, follow=True)


@pytest.mark.parametrize("at_once", [service.AT_ONCE, 0], ids=["short", "long"])
def test_the_unit_is_confirmed_once_for_all_its_lines(browser, tree, hoa, monkeypatch, at_once):
    monkeypatch.setattr(service, "AT_ONCE", at_once)
    shown = preview(browser, line(1, "Lê Thị Hoa", "A1"), line(2, "Ngô Kỳ Anh", "B2", "02/03/1990"))
    run_jobs()
    shown = browser.get(shown.wsgi_request.path)
    name, ways, rows = asked(shown)
    assert [tuple(way) for way in ways] == [
        (str(tree.nhi.pk), "Khoa Nhi"), ("", "Để lại, chưa nhập các dòng này")
    ]  # fmt: skip
    assert rows == [["Lê Thị Hoa", "A1", "Lê Thị Hoa (A1) đã có"], ["Ngô Kỳ Anh", "B2", "người mới"]]
    assert "“Khoa Nhii” là đơn vị nào?" in shown.content.decode()
    choose(browser, shown, **{name: str(tree.nhi.pk)})
    run_jobs()
    assert Staff.objects.get(code="B2").unit == tree.nhi
    assert (Staff.objects.count(), StaffAlias.objects.count()) == (2, 0)


def test_without_an_answer_the_lines_wait(browser, tree, hoa):
    lines = [line(1, "Lê Thị Hoa", "A1"), line(2, "Ngô Kỳ Anh", "B2"), line(3, "Vũ Lan", "B3", unit="Khoa Nhi")]
    shown = preview(browser, *lines)
    name, _, _ = asked(shown)
    before = Staff.objects.count()
    choose(browser, shown, **{name: str(tree.ngoai.pk)})
    assert (Staff.objects.count(), Staff.objects.filter(code="B2").exists()) == (before + 1, False)


def test_it_is_said_who_would_move_to_the_unit(browser, tree, hoa):
    Staff.objects.filter(pk=hoa.pk).update(unit=tree.ngoai)
    shown = preview(browser, line(1, "Lê Thị Hoa", "A1"))
    assert asked(shown)[2] == [["Lê Thị Hoa", "A1", "Lê Thị Hoa (A1) đã có, chuyển về Khoa Nhi"]]


def test_it_is_taken_back_like_the_rest(browser, tree, hoa):
    before = stored()
    shown = preview(browser, line(1, "Ngô Kỳ Anh", "B2"))
    choose(browser, shown, **{asked(shown)[0]: str(tree.nhi.pk)})
    assert Staff.objects.filter(code="B2").exists()
    assert "Đã hoàn tác: xóa" in undo(browser, shown.wsgi_request.path)
    assert stored() == before


def test_who_is_doubtful_there_is_chosen_with_the_unit(browser, tree, hoa):
    shown = preview(browser, line(1, "Lê Thị Hoa"))
    doubt = shown.context["doubts"][0]
    assert (doubt.get("title"), len(doubt["why"])) == (None, 2)
    assert ("new", "Người khác, lập hồ sơ mới ở Khoa Nhi") in doubt["ways"]
    take(browser, shown, dong_2="new")
    assert (Staff.objects.exclude(pk=hoa.pk).get().unit, StaffAlias.objects.get().unit) == (tree.nhi, tree.nhi)


def test_a_unit_that_may_mean_none_or_several_is_told_in_words_only(browser, tree, hoa):
    shown = preview(browser, line(1, "Ngô Kỳ Anh", "B2", unit="Khoa Chấn thương"))
    assert (shown.context["doubts"], bool(shown.context["reasons"])) == ([], True)


def test_many_lines_of_it_are_one_question_that_shows_the_first(browser, tree):
    names = [f"{family} Thị {given}" for family in ("Lê", "Ngô", "Vũ") for given in ("An", "Lan", "Mai", "Nga", "Thu")]
    shown = preview(browser, *(line(n, name, f"B{n}") for n, name in enumerate(names, start=1)))
    assert len(shown.context["doubts"]) == 1
    doubt = shown.context["doubts"][0]
    assert (len(doubt["rows"]), doubt["rows"][-1][0]) == (11, "và 5 dòng nữa")


def test_the_command_line_holds_the_lines(tree, hoa):
    found = read_staff(read(workbook({"NS": [HEAD, line(1, "Ngô Kỳ Anh", "B2")]}), "ns.xlsx"))
    plan = import_staff(found, facility=tree.hospital, source="ns.xlsx", by=None)
    assert (plan.counts["new"], plan.counts["held"]) == (0, 1)
