"""Sheets pressed for by several people at once, on a real PostgreSQL."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from core.workflow import Refused
from emulation.audit import history
from emulation.choices import Role
from emulation.models import Sheet
from emulation.services.entry import add_entry, set_targets
from emulation.services.review import accept_sheet, return_sheet
from emulation.services.round import excuse_unit, move_round, nudge_units
from emulation.services.sheet import amend_sheet, endorse_entries, open_sheet, recall_sheet, submit_sheet
from tests.factories import facility_tree, person, user_with
from tests.factories.sheets import filled_sheet, head_of, office_of, open_round, sheet_at

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def all_at_once(*acts):
    """Run every act in a thread of its own, started together; return the refusals, None for each that passed."""
    start = Barrier(len(acts))

    def run(act):
        try:
            start.wait(timeout=20)
            act()
            return None
        except Refused as refused:
            return refused.reasons
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def copy_of(sheet):
    """Return the sheet as another request fetched it: every thread works on its own."""
    return Sheet.objects.select_related("round__plan__facility", "unit", "facility").get(pk=sheet.pk)


@pytest.fixture
def tree():
    tree = facility_tree()
    user_with("tccb", "Nguyễn Thu Hà", (Role.OFFICE, tree.hospital))
    for unit in (tree.noi, tree.ngoai, tree.nhi, tree.tccb, tree.tckt):
        user_with(f"truong{unit.pk}", f"Trưởng {unit.name}", (Role.HEAD, unit))
    return tree


def test_a_double_press_sends_once(tree):
    sheet = filled_sheet(open_round(tree), tree.noi)
    copies = [copy_of(sheet) for _ in range(6)]

    outcomes = all_at_once(*[lambda s=copy: submit_sheet(s, by=head_of(tree.noi)) for copy in copies])

    assert outcomes.count(None) == 1
    assert [line.action for line in history(sheet)].count("submit") == 1
    assert sheet.sent_copies.count() == 1


def test_units_sending_at_once_get_numbers_of_their_own(tree):
    round = open_round(tree)
    units = [tree.noi, tree.ngoai, tree.nhi, tree.tccb, tree.tckt]
    copies = [copy_of(filled_sheet(round, unit)) for unit in units]

    outcomes = all_at_once(*[lambda s=copy: submit_sheet(s, by=head_of(s.unit)) for copy in copies])

    assert outcomes == [None] * 5
    numbers = sorted(Sheet.objects.values_list("receipt_number", flat=True))
    assert [number[-4:] for number in numbers] == ["0001", "0002", "0003", "0004", "0005"]


def test_of_accept_return_and_recall_at_once_one_wins(tree):
    sheet = sheet_at("submitted", tree)
    office, head = office_of(tree.hospital), head_of(tree.noi)
    accept, give_back, recall = copy_of(sheet), copy_of(sheet), copy_of(sheet)

    outcomes = all_at_once(
        lambda: accept_sheet(accept, by=office),
        lambda: return_sheet(give_back, note="Sửa dòng 2.", by=office),
        lambda: recall_sheet(recall, by=head),
    )

    assert outcomes.count(None) == 1
    after = Sheet.objects.get(pk=sheet.pk)
    assert after.is_in_force == (after.status == "accepted")
    assert after.status in ("accepted", "returned", "draft")


def test_opening_at_once_gives_one_sheet(tree):
    round = open_round(tree)
    head = head_of(tree.noi)

    all_at_once(*[lambda: open_sheet(round, tree.noi, by=head) for _ in range(6)])

    assert Sheet.objects.filter(round=round, unit=tree.noi).count() == 1


def test_amending_at_once_gives_one_version(tree):
    sheet = sheet_at("accepted", tree)
    head = head_of(tree.noi)

    copies = [copy_of(sheet) for _ in range(4)]

    outcomes = all_at_once(*[lambda s=copy: amend_sheet(s, reason="Thêm người", by=head) for copy in copies])

    assert outcomes.count(None) == 1
    assert Sheet.objects.filter(unit=tree.noi).count() == 2


def test_titles_typed_into_one_cell_at_once_all_stand(tree):
    sheet = filled_sheet(open_round(tree), tree.noi)
    head = head_of(tree.noi)
    entry = add_entry(sheet, staff=person("Hoàng Thị Lan", tree.noi, position="Điều dưỡng"), by=head)
    titles = ["LDTT", "CSTDCS", "GK_DV", "GK_SYT", "BK_TINH"]

    def typed(code):
        mine = copy_of(sheet).entries.get(pk=entry.pk)
        return lambda: set_targets(mine, 2023, chosen=[code], seen=[], by=head)

    assert all_at_once(*[typed(code) for code in titles]) == [None] * 5
    assert sorted(entry.targets.values_list("title", flat=True)) == sorted(titles)


def test_typing_and_sending_at_once_never_changes_what_was_sent(tree):
    sheet = filled_sheet(open_round(tree), tree.noi)
    head = head_of(tree.noi)
    line = copy_of(sheet).entries.first()
    send = copy_of(sheet)

    all_at_once(
        lambda: submit_sheet(send, by=head), lambda: set_targets(line, 2024, chosen=["TTLDXS"], seen=[], by=head)
    )

    copy = sheet.sent_copies.get()
    kept = {int(year): set(codes) for year, codes in copy.content["lines"][0]["targets"].items()}
    stored = {}
    for target in line.targets.all():
        stored.setdefault(target.year, set()).add(target.title)
    assert kept == stored


def test_a_result_published_twice_at_once_is_written_once(tree):
    sheet = sheet_at("accepted", tree)
    office = office_of(tree.hospital)
    results = {pk: True for pk in sheet.entries.values_list("pk", flat=True)}

    assert all_at_once(*[lambda: endorse_entries(results, by=office) for _ in range(3)]) == [None] * 3
    assert [line.action for line in history(sheet)].count("endorse_entries") == 1
    assert Sheet.objects.get(pk=sheet.pk).status == "endorsed"


def test_closing_a_round_and_sending_at_once_leave_nothing_unseen(tree):
    round = open_round(tree)
    office = office_of(tree.hospital)
    sheet = filled_sheet(round, tree.noi)
    for unit in round.owing_units():
        excuse_unit(round, unit, reason="Đơn vị mới", by=office)
    send = copy_of(sheet)

    outcomes = all_at_once(
        lambda: move_round(round, "close", by=office), lambda: submit_sheet(send, by=head_of(tree.noi))
    )

    assert outcomes.count(None) == 1


def test_reminding_at_once_reminds_once(tree):
    round = open_round(tree)
    office = office_of(tree.hospital)

    all_at_once(*[lambda: nudge_units(round, [tree.noi], by=office) for _ in range(5)])

    assert round.nudges.count() == 1
    assert head_of(tree.noi).notifications.filter(text__startswith="Nhắc").count() == 1
