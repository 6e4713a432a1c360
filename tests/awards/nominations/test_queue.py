"""The office's queue, work on the home page, search, and the number of queries of every list."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from awards.models import Nomination
from awards.selectors.nomination_work import nominations_found, nominations_to_do
from emulation.services.review import accept_sheet
from emulation.services.sheet import submit_sheet
from tests.factories import person
from tests.factories.nominations import draft, nomination_at
from tests.factories.sheets import appraised, filled_sheet, head_of, open_round, sheet_at

QUEUE = "/khen-thuong/cho-xem/"
ACCEPT = "/khen-thuong/cho-xem/tiep-nhan/"


def send(count, tree, head, office):
    start = Nomination.objects.count()
    return [
        nomination_at("submitted", unit=tree.noi, staff=person(f"Lê Văn {n}", tree.noi), by=head, office=office)
        for n in range(start, start + count)
    ]


def test_the_queue_shows_the_oldest_first_with_papers_and_registration(tree, head, office, as_):
    sheet = sheet_at("accepted", tree, unit=tree.noi)
    staff = sheet.entries.get(kind="ca_nhan").staff
    nomination_at("submitted", unit=tree.noi, staff=staff, by=head, office=office, year=2022)
    send(1, tree, head, office)

    rows = as_(office).get(QUEUE).context["window"].rows

    assert [(row.name, row.papers, bool(row.was_registered)) for row in rows] == [
        (staff.full_name, 1, True), ("Lê Văn 1", 1, False),
    ]  # fmt: skip


@pytest.mark.parametrize("who", ["head", "clerk", "director", "member", "admin", "stranger", "department"])
def test_the_queue_is_the_office_s_alone(who, tree, as_, request):
    assert as_(request.getfixturevalue(who)).get(QUEUE).status_code == 404


def test_accepting_many_shows_what_changes_before_it_changes(tree, head, office, as_):
    rows, client = send(2, tree, head, office), as_(office)
    keys = {"chon": [row.pk for row in rows]}

    preview = client.post(ACCEPT, keys)
    unchanged = Nomination.objects.filter(status="submitted").count()
    client.post(ACCEPT, {**keys, "confirmed": "1"})

    assert "Tiếp nhận 2 đề nghị" in preview.content.decode()
    assert (unchanged, Nomination.objects.filter(status="accepted").count()) == (2, 2)


def test_another_hospital_s_office_accepts_nothing(tree, head, office, other_office, as_):
    rows = send(1, tree, head, office)

    as_(other_office).post(ACCEPT, {"chon": [rows[0].pk], "confirmed": "1"})

    assert Nomination.objects.get().status == "submitted"


def test_the_office_finds_its_queue_among_its_work(tree, head, office):
    send(2, tree, head, office)

    work = nominations_to_do(office)

    assert [(w.title, w.detail, w.url) for w in work] == [
        ("2 đề nghị khen thưởng chờ xem", "Cũ nhất: Lê Văn 0, Khoa Nội tổng hợp", QUEUE)
    ]


def test_a_unit_finds_what_was_returned_and_what_lies_unsent(tree, nurse, head, clerk, office, other_head):
    returned = nomination_at("returned", unit=tree.noi, staff=nurse, by=head, office=office)
    draft(tree.noi, by=head)

    work = nominations_to_do(head)

    assert [(w.title, w.url) for w in work] == [
        ("Sửa đề nghị của Nguyễn Thị Đào", returned.get_absolute_url()),
        ("1 đề nghị khen thưởng chưa gửi", "/khen-thuong/?status=draft"),
    ]
    assert nominations_to_do(clerk) == work
    assert nominations_to_do(other_head) == []


def test_the_search_finds_without_accents_what_the_person_may_see(sent, head, other_head):
    assert [hit.title for hit in nominations_found(head, "dao")] == ["Nguyễn Thị Đào"]
    assert nominations_found(other_head, "dao") == []


@pytest.mark.parametrize("address", ["/khen-thuong/", QUEUE, "/khen-thuong/nguon/?year=2022"])
def test_a_list_asks_as_often_with_many_rows_as_with_one(address, tree, head, office, as_):
    called = open_round(tree)
    accept_sheet(appraised(submit_sheet(filled_sheet(called, tree.noi, people=1), by=head)), by=office)
    send(1, tree, head, office)
    client = as_(office)
    client.get(address)
    few = _queries(client, address)
    send(9, tree, head, office)
    for unit in (tree.ngoai, tree.nhi):
        sheet = filled_sheet(called, unit, people=3)
        accept_sheet(appraised(submit_sheet(sheet, by=head_of(unit))), by=office)

    assert _queries(client, address) == few


def test_the_page_of_a_nomination_asks_as_often_with_many_papers_and_acts(sent, head, office, as_):
    client = as_(office)
    client.get(sent.get_absolute_url())
    few = _queries(client, sent.get_absolute_url())
    for number in range(5):
        nomination_at(
            "endorsed", unit=sent.unit, staff=sent.staff, by=head, office=office, title="LDTT", year=2020 + number
        )

    assert _queries(client, sent.get_absolute_url()) == few


def test_home_work_is_one_query(sent, office):
    nominations_to_do(office)

    with CaptureQueriesContext(connection) as asked:
        nominations_to_do(office)

    assert len(asked) == 1


def _queries(client, address):
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)
