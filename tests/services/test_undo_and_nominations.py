"""A workbook is taken back and somebody is nominated by what it said at one moment, on a real PostgreSQL."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Event

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction

import awards.imports  # noqa: F401 - the kinds of workbooks are known by them
from awards.choices import AWARDS
from awards.models import Nomination
from awards.services import nomination as nominating
from awards.services.nomination import take_nomination_step
from core.workflow import Refused
from emulation.choices import Role
from emulation.models import Posting, Staff, Taking, YearRating
from emulation.services import workbook_undo
from emulation.services.record import hold_subjects
from emulation.services.workbook import KINDS, receive, take_in
from emulation.services.workbook import plan_of as planned
from tests.awards.history_import.books import RATING
from tests.emulation.imports.test_undo_records import STAFF
from tests.emulation.imports.workbooks import workbook
from tests.factories import facility_tree, person, user_with
from tests.factories.nominations import draft, ready
from tests.factories.sheets import head_of, office_of
from tests.services.stack import wait_for

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
MEANWHILE = 1.5  # so long the one who is looked at waits for the other, who should wait as well
RATED = {"XepLoai": [RATING, ["A1", "Lê Văn An", "", "", "HTTNV", ""]]}
MOVED = {"NS": [STAFF, [1, "A1", "Lê Văn An", "Nam", 1990, "Khoa Nhi", "Bác sĩ"]]}


@pytest.fixture
def tree():
    tree = facility_tree()
    user_with("tccb", "Nguyễn Thu Hà", (Role.OFFICE, tree.hospital))
    for unit in (tree.noi, tree.nhi):
        user_with(f"truong{unit.pk}", f"Trưởng {unit.name}", (Role.HEAD, unit))
    return tree


@pytest.fixture
def an(tree):
    an = person("Lê Văn An", tree.noi, code="A1", position="Y sĩ", joined_on=date(2020, 1, 1))
    Posting.objects.get_or_create(staff=an, until=None, defaults={"unit": tree.noi, "since": date(2020, 1, 1)})
    return an


def taken(kind, sheets, tree):
    """Take a small workbook in; return what takes it back."""
    office = office_of(tree.hospital)
    kept = receive(KINDS[kind], SimpleUploadedFile("ds.xlsx", workbook(sheets)), facility=tree.hospital, by=office)
    take_in(KINDS[kind], kept, seen=planned(KINDS[kind], kept).fingerprint, by=office)
    taking = Taking.objects.get()
    return lambda: workbook_undo.undo_records(KINDS[kind], kept, taking=taking.pk, by=office)


def paused(monkeypatch, module, name):
    """Let a function wait, once it has looked, for the event ``other``; ``looked`` says that it has."""
    looked, other, function = Event(), Event(), getattr(module, name)

    def look_and_wait(*args):
        found = function(*args)
        looked.set()
        other.wait(MEANWHILE)
        return found

    monkeypatch.setattr(module, name, look_and_wait)
    return looked, other


def both(first, second, looked, other):
    """Run the second act while the first one waits; return the refusal of each, None for one that passed."""

    def run(act, begins, ends):
        begins.wait(20)
        try:
            act()
            return None
        except Refused as refused:
            return refused.reasons
        finally:
            ends.set()
            connection.close()

    now, never = Event(), Event()
    now.set()
    with ThreadPoolExecutor(2) as pool:
        acts = [pool.submit(run, first, now, never), pool.submit(run, second, looked, other)]
        return [act.result(timeout=30) for act in acts]


def sent(nomination, by):
    return lambda: take_nomination_step(Nomination.objects.get(pk=nomination.pk), "submit", by=by)


def test_a_nomination_that_is_sent_while_records_are_taken_back_is_judged_by_what_is_left(tree, an, monkeypatch):
    undo, head = taken(AWARDS, RATED, tree), head_of(tree.noi)
    nomination = ready(draft(tree.noi, staff=an, by=head), by=head)
    judged, assessed = [], nominating.assessed
    monkeypatch.setattr(nominating, "assessed", lambda one: judged.append(YearRating.objects.count()) or assessed(one))
    told = both(undo, sent(nomination, head), *paused(monkeypatch, workbook_undo, "_check"))
    nomination.refresh_from_db()
    assert (told[0], Taking.objects.get().undone_at is None, judged) == (None, False, [0])


def test_records_are_not_taken_back_while_a_nomination_is_judged_by_them(tree, an, monkeypatch):
    undo, head = taken(AWARDS, RATED, tree), head_of(tree.noi)
    nomination = ready(draft(tree.noi, staff=an, by=head), by=head)
    told = both(sent(nomination, head), undo, *paused(monkeypatch, nominating, "assessed"))
    assert (told[0], "Đề nghị khen thưởng “Lê Văn An" in " ".join(told[1] or [])) == (None, True)
    assert (Taking.objects.get().undone_at, YearRating.objects.count()) == (None, 1)


def test_who_is_nominated_while_a_staff_list_is_taken_back_stands_under_the_position_that_is_left(
    tree, an, monkeypatch
):
    undo, head = taken("staff", MOVED, tree), head_of(tree.noi)
    seen = Staff.objects.get(pk=an.pk)
    told = both(undo, lambda: draft(tree.noi, staff=seen, by=head), *paused(monkeypatch, workbook_undo, "_check"))
    an.refresh_from_db()
    assert (told, seen.position, an.position) == ([None, None], "Y sĩ", "Y sĩ")
    assert Nomination.objects.get().position == "Y sĩ"


def test_a_staff_list_is_not_taken_back_while_somebody_is_nominated_under_the_new_position(tree, an, monkeypatch):
    undo, head = taken("staff", MOVED, tree), head_of(tree.noi)
    seen = Staff.objects.get(pk=an.pk)
    told = both(lambda: draft(tree.noi, staff=seen, by=head), undo, *paused(monkeypatch, nominating, "_held"))
    assert (told[0], "Đề nghị khen thưởng “Lê Văn An" in " ".join(told[1] or [])) == (None, True)
    assert Staff.objects.get(pk=an.pk).position == "Bác sĩ"


def test_a_staff_list_waits_for_people_in_one_order_with_those_who_hold_several(tree, an):
    last = person("Vũ Lan", tree.noi, code="A0", position="Y sĩ")
    Staff.objects.filter(pk=an.pk).update(position="Y sĩ")  # now the table holds it behind the other one
    office = office_of(tree.hospital)
    rows = [STAFF, [1, "A0", "Vũ Lan", "Nữ", 1990, "Khoa Nhi", "Bác sĩ"], [2, *MOVED["NS"][1][1:]]]
    kind, upload = KINDS["staff"], SimpleUploadedFile("ds.xlsx", workbook({"NS": rows}))
    kept = receive(kind, upload, facility=tree.hospital, by=office)
    seen = planned(kind, kept).fingerprint

    def take():
        try:
            return take_in(kind, kept, seen=seen, by=office)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            hold_subjects(people=[an.pk], units=[])
            done = pool.submit(take)
            wait_for(waiting_for_a_lock, seconds=20)
            held = Staff.objects.select_for_update(no_key=True, nowait=True)
            assert (an.pk < last.pk, held.get(pk=last.pk)) == (True, last)
        assert "2 người thay đổi" in done.result(timeout=30)


def waiting_for_a_lock():
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
        return cursor.fetchone()[0]
