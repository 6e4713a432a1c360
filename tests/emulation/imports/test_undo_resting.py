"""A workbook of records is not taken back from under what people have built on the values that it wrote."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

import awards.imports  # noqa: F401 - the worker knows the kinds by them
from awards.choices import AWARDS
from core.workflow import Refused
from emulation.choices import AuthorRole
from emulation.models import CriterionAnswer, Initiative, Posting, Staff, Taking, YearRating
from emulation.selectors.resting import built_on_places
from emulation.services.entry import add_entry, change_entry
from emulation.services.initiative import write_initiative
from emulation.services.review import accept_sheet
from emulation.services.workbook import KINDS
from emulation.services.workbook_undo import undoing
from tests.awards.history_import.books import AWARD, INITIATIVE, RATING
from tests.emulation.imports.test_undo_records import STAFF, take, undo
from tests.factories import person
from tests.factories.nominations import nomination_at
from tests.factories.sheets import sheet_at


@pytest.fixture
def an(tree):
    an = person("Lê Văn An", tree.noi, code="A1", position="Y sĩ", joined_on=date(2020, 1, 1))
    Posting.objects.get_or_create(staff=an, until=None, defaults={"unit": tree.noi, "since": date(2020, 1, 1)})
    return an


@pytest.fixture
def browser(as_, office, an):
    return as_(office)


LETTERS = "BDHKLMNSTX"
MOVES = {"NS": [STAFF, [1, "A1", "Lê Văn An", "Nam", 1990, "Khoa Nhi", "Bác sĩ"]]}


def test_who_was_registered_where_the_list_moved_him_stands_in_the_way(browser, an, tree, office):
    url = take(browser, "staff", MOVES)
    an.refresh_from_db()
    add_entry(sheet_at("draft", tree, unit=tree.nhi, people=0), staff=an, by=office)
    said = undo(browser, url)
    assert "Điển hình “Lê Văn An” (Khoa Nhi) được ghi sau khi nhập, theo đơn vị hoặc chức vụ mới." in said
    assert "hoàn tác tệp nhập sau (nếu có) rồi thử lại" in said
    an.refresh_from_db()
    assert (an.unit, an.position) == (tree.nhi, "Bác sĩ")


def test_who_was_nominated_under_the_new_position_stands_in_the_way(browser, an, tree, head, office):
    rows = {"NS": [STAFF, [1, "A1", "Lê Văn An", "Nam", 1990, "Khoa Nội tổng hợp", "Bác sĩ"]]}
    url = take(browser, "staff", rows)
    an.refresh_from_db()
    nomination_at("draft", staff=an, unit=tree.noi, by=office)
    assert "Đề nghị khen thưởng “Lê Văn An”" in undo(browser, url)
    assert Staff.objects.get(pk=an.pk).position == "Bác sĩ"


def test_what_was_registered_before_the_list_or_elsewhere_does_not(browser, an, tree, office):
    sheet = sheet_at("draft", tree, unit=tree.noi, people=0)
    entry = add_entry(sheet, staff=an, by=office)
    url = take(browser, "staff", MOVES)
    change_entry(entry, values={"summary": "Trực nhiều"}, seen={}, by=office)
    assert "Đã hoàn tác: xóa" in undo(browser, url)
    an.refresh_from_db()
    assert (an.unit, an.position) == (tree.noi, "Y sĩ")


@pytest.mark.parametrize("people", [1, 9])
def test_looking_for_what_rests_on_changed_people_takes_the_same_number_of_queries(
    tree, office, people, django_assert_num_queries
):
    sheet = sheet_at("draft", tree, unit=tree.nhi, people=0)
    moved = {}
    for number in range(people):
        someone = person(f"Ngô Văn {chr(65 + number)}n", tree.nhi, code=f"M{number}")
        add_entry(sheet, staff=someone, by=office)
        moved[someone.pk] = {"unit_id": [tree.noi.pk, tree.nhi.pk]}
    since = timezone.now() - timedelta(hours=1)
    with django_assert_num_queries(5):
        assert len(list(built_on_places(moved, since=since))) == people


HISTORY = {
    "XepLoai": [RATING, ["A1", "Lê Văn An", "", "", "HTTNV", ""]],
    "DanhHieu": [AWARD, [1, "A1", "Lê Văn An", 2024, "LĐTT", "LDTT"]],
}


@pytest.mark.parametrize("part", HISTORY)
def test_a_nomination_that_was_sent_since_stands_in_the_way_of_the_records_that_it_was_judged_by(
    browser, an, tree, part
):
    url = take(browser, "history", {part: HISTORY[part]})
    assert Taking.objects.count() == 1
    nomination_at("draft", staff=an, unit=tree.noi, year=2025)
    assert browser.get(f"{url}hoan-tac/").status_code == 200
    nomination_at("accepted", staff=an, unit=tree.noi, year=2026)
    assert "Đề nghị khen thưởng “Lê Văn An" in undo(browser, url)
    assert Taking.objects.get().undone_at is None


def test_a_sheet_that_was_received_since_stands_in_the_way_of_the_ratings_of_its_people(browser, tree, office):
    sheet = sheet_at("submitted", tree, unit=tree.noi)
    someone = sheet.entries.last().staff
    url = take(browser, "history", {"XepLoai": [RATING, [someone.code, someone.full_name, "", "", "HTTNV", ""]]})
    assert browser.get(f"{url}hoan-tac/").status_code == 200
    accept_sheet(sheet, by=office)
    assert f"trong đó có {someone.full_name}, được tiếp nhận hoặc thông qua sau khi nhập." in undo(browser, url)
    assert YearRating.objects.filter(staff=someone).count() == 1


def test_an_answer_that_names_a_changed_initiative_since_stands_in_the_way(browser, an, tree, office):
    rows = {"SangKien": [INITIATIVE, ["SK1", "A1", "Lê Văn An", 2024, "Mổ nhanh", "Cơ sở", "Tác giả", "Chờ", ""]]}
    take(browser, "initiatives", rows)
    rows["SangKien"][1][7] = "Công nhận"
    url = take(browser, "initiatives", rows)
    sheet = sheet_at("draft", tree, unit=tree.noi)
    answer = CriterionAnswer.objects.filter(entry__sheet=sheet).last()
    assert browser.get(f"{url}hoan-tac/").status_code == 200
    answer.initiative = Initiative.objects.get()
    answer.save()
    said = undo(browser, url)
    assert f"Sáng kiến “Mổ nhanh” được dùng trong câu trả lời tiêu chí của {answer.entry.name}" in said
    assert Initiative.objects.get().recognition == "cong_nhan"


def test_an_initiative_that_was_changed_is_named_once_and_so_are_the_lines_of_its_authors(browser, an, tree, office):
    ky, line = person("Ngô Ký", tree.noi, code="A2"), [2024, "Mổ nhanh", "Cơ sở", "Tác giả", "Công nhận", ""]
    rows = [INITIATIVE, ["SK1", "A1", "Lê Văn An", *line], ["SK1", "A2", "Ngô Ký", *line]]
    url = take(browser, "initiatives", {"SangKien": rows})
    initiative = Initiative.objects.get()
    initiative.effect = "Toàn viện"
    write_initiative(initiative, authors=[(an, AuthorRole.AUTHOR), (ky, AuthorRole.CO_AUTHOR)], by=office)

    said = undo(browser, url)
    assert said.count("“Mổ nhanh”") == said.count("“Mổ nhanh” đã được sửa hoặc xóa sau khi nhập.") == 1
    assert said.count("Một dòng “tác giả sáng kiến”") == 1
    assert "đang được dùng ở mục" not in said


@pytest.mark.parametrize("is_one", [True, False])
def test_telling_who_uses_new_rows_takes_no_more_queries_for_many_than_for_few(browser, tree, is_one):
    asked, people = [], [f"{family} Văn {letter}n" for family in ("Vũ", "Ngô", "Trịnh", "Hoàng") for letter in LETTERS]
    for number, names in ((3, people[:3]), (30, people[10:])):
        lines = [[i, f"N{number}A{i}", name, "Nam", 1960 + i, "Khoa Nhi", "Bác sĩ"] for i, name in enumerate(names)]
        take(browser, "staff", {"NS": [STAFF, *lines]})
        made = list(Staff.objects.filter(code__startswith=f"N{number}A").order_by("pk"))
        for i in range(number):
            YearRating.objects.create(staff=made[0 if is_one else i], year=1990 + i, level="HTTNV")
        with CaptureQueriesContext(connection) as queries, pytest.raises(Refused) as refused:
            undoing(KINDS["staff"], Taking.objects.latest("pk").kept)
        asked.append(len(queries))
        told = [reason for reason in refused.value.reasons if "đang được dùng" in reason]
        assert len(told) == (1 if is_one else min(number, 10))
    assert asked[1] <= asked[0]


def moved_people(browser, tree, people, is_new):
    """Take in a staff list of new people, or one that moves people, and move them on; return its kind."""
    lines = [(f"M{one.code}", f"Đỗ {one.full_name}") if is_new else (one.code, one.full_name) for one in people]
    sheet = [STAFF, *([i, *line, "Nam", 1960, "Khoa Nhi", "Bác sĩ"] for i, line in enumerate(lines))]
    take(browser, "staff", {"NS": sheet})
    Staff.objects.filter(unit=tree.nhi).update(unit=tree.ngoai)
    return "staff"


def rated_people(browser, tree, people, is_new):
    """Take in new or other ratings of people and rate them otherwise; return the kind of workbook."""
    if not is_new:
        YearRating.objects.bulk_create(YearRating(staff=one, year=2024, level="HTNV") for one in people)
    lines = [[one.code, one.full_name, "", "", "HTTNV", ""] for one in people]
    take(browser, "history", {"XepLoai": [RATING, *lines]})
    YearRating.objects.filter(staff__in=people).update(level="KHTNV")
    return AWARDS


@pytest.mark.parametrize("changed_since", [moved_people, rated_people])
@pytest.mark.parametrize("is_new", [True, False])
def test_naming_rows_that_were_changed_since_takes_no_more_queries_for_many_than_for_few(
    browser, tree, changed_since, is_new
):
    asked = []
    for number in (2, 9):
        people = [person(f"Vũ Văn {letter}n", tree.noi, code=f"N{number}{letter}") for letter in LETTERS[:number]]
        kind = changed_since(browser, tree, people, is_new)
        with CaptureQueriesContext(connection) as queries, pytest.raises(Refused) as refused:
            undoing(KINDS[kind], Taking.objects.latest("pk").kept)
        asked.append(len(queries))
        assert len([one for one in refused.value.reasons if "đã được sửa hoặc xóa" in one]) == number
    assert asked[1] <= asked[0]
