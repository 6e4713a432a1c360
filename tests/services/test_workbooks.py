"""Workbooks mended and taken in on a real PostgreSQL: by a worker that is killed, and by two people at once."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone

from core.workflow import Refused
from emulation.audit import history
from emulation.choices import JobStatus, Role
from emulation.models import Entry, ImportBatch, Job, Sheet, Target
from emulation.services import registration_import as service
from emulation.services import registration_preview
from emulation.services.entry import add_entry
from emulation.services.registration_import import (
    mend_workbook,
    order_work,
    read_workbook,
    receive_workbook,
    take_workbook_in,
)
from emulation.services.registration_lines import Moved
from emulation.services.registration_undo import undo_workbook
from emulation.tasks import run_jobs
from tests.emulation.imports.workbooks import HEAD, workbook
from tests.factories import facility_tree, person, user_with
from tests.factories.sheets import open_round
from tests.services.stack import database_url

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
FAMILIES = ("Lê Thị", "Trần Văn", "Phạm Minh", "Võ Hồng")
GIVEN = ("An", "Bình", "Châu", "Dũng", "Giang")
PEOPLE = 2 * len(FAMILIES) * len(GIVEN)


@pytest.fixture
def batch():
    """Return a workbook of forty people in two units that has been read."""
    tree = facility_tree()
    office = user_with("tccb", "Nguyễn Thu Hà", (Role.OFFICE, tree.hospital))
    sheets = {}
    for unit in (tree.noi, tree.ngoai):
        names = [person(f"{family} {given}", unit).full_name for family in FAMILIES for given in GIVEN]
        lines = [[n, name, "Bác sĩ", "LĐTT", "LĐTT – CSTĐ cơ sở"] for n, name in enumerate(names, start=1)]
        sheets[unit.short_name or unit.name] = [[f"KHOA/PHÒNG: {unit.name}"], HEAD, *lines]
    kept = receive_workbook(workbook(sheets), name="ds.xlsx", round=open_round(tree), unit=None, by=office)
    Job.objects.all().delete()
    kept.job = None
    read_workbook(kept)
    return ImportBatch.objects.select_related("by", "round__plan__facility").get(pk=kept.pk)


def worker(*words):
    """Run a worker on the test's own database until it ends; return its exit status."""
    environment = {**os.environ, "DATABASE_URL": database_url()}
    command = [sys.executable, "-m", "tests.services.workbook_worker", *words]
    return subprocess.run(command, cwd=settings.BASE_DIR, env=environment, timeout=120, check=False).returncode


def test_a_killed_worker_leaves_nothing_half_taken_in_and_the_next_one_does_it_once(batch):
    job = order_work(batch, "take_registrations", "Nhập tệp", by=batch.by, seen=batch.seen)
    assert worker("die") == -9
    assert (Entry.objects.count(), Sheet.objects.count()) == (0, 0)
    Job.objects.filter(pk=job.pk).update(beat_at=timezone.now() - timedelta(minutes=3))
    assert worker() == 0
    job.refresh_from_db()
    batch.refresh_from_db()
    assert (job.status, job.tries, Entry.objects.count(), Target.objects.count()) == (JobStatus.DONE, 2, 40, 120)
    assert (batch.counts["new"], [event.action for event in history(batch)]) == (40, ["receive", "take_in"])


def test_two_who_press_at_once_take_it_in_once(batch):
    start = Barrier(2)

    def press(_):
        try:
            start.wait(timeout=20)
            take_workbook_in(batch, seen=batch.seen, by=batch.by)
            return "taken"
        except Refused:
            return "refused"
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(press, range(2))) == ["refused", "taken"]
    assert Entry.objects.count() == PEOPLE


def test_a_sheet_that_changed_between_planning_and_writing_is_not_overwritten(batch, monkeypatch):
    take_workbook_in(batch, seen=batch.seen, by=batch.by)
    sheet = Sheet.objects.first()
    other = ImportBatch.objects.get(pk=batch.pk)
    other.pk, other.taken_at, other.counts = None, None, {}
    other.save()
    Target.objects.filter(entry__sheet=sheet).delete()
    read_workbook(other)
    real = Sheet.objects.get(pk=sheet.pk)
    plan = service.plan_of

    def plan_then_meddle(*args, **more):
        made = plan(*args, **more)
        monkeypatch.setattr(service, "plan_of", plan)
        add_entry(real, name="Mô hình chen ngang", by=batch.by)
        return made

    monkeypatch.setattr(service, "plan_of", plan_then_meddle)
    with pytest.raises(Moved):
        take_workbook_in(other, seen=other.seen, by=batch.by)
    assert not Target.objects.filter(entry__sheet=sheet).exists()


def test_it_is_taken_back_whole(batch):
    taken = take_workbook_in(batch, seen=batch.seen, by=batch.by)
    undo_workbook(taken, by=batch.by)
    assert (Entry.objects.count(), Target.objects.count(), Sheet.objects.count()) == (0, 0, 0)


def leave_out(batch, row):
    """Leave a row of the first sheet out on a connection of its own, as another process of the web does."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = '10s'")
        return mend_workbook(batch, place=f"{batch.overview['sheets'][0]}|{row}|", fix={"skip": True}, by=batch.by)
    finally:
        connection.close()


def in_the_plan(batch):
    batch.refresh_from_db()
    return len(batch.fixes), batch.overview["counts"]["new"]


def test_two_who_mend_at_once_lose_nothing_though_the_worker_is_killed_meanwhile(batch, monkeypatch):
    monkeypatch.setattr(service, "LONG", 1)
    start = Barrier(2)

    def mend(row):
        start.wait(timeout=20)
        leave_out(batch, row)

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(mend, (3, 4)))
    job = Job.objects.get(kind="stage_registrations")
    assert worker("die") == -9
    with ThreadPoolExecutor(1) as pool:
        pool.submit(leave_out, batch, 5).result(timeout=20)
    assert in_the_plan(batch) == (3, PEOPLE)
    with pytest.raises(Refused):
        order_work(batch, "take_registrations", "Nhập tệp", by=batch.by, seen=batch.seen)
    with pytest.raises(Refused):
        take_workbook_in(batch, seen=batch.seen, by=batch.by)
    Job.objects.filter(pk=job.pk).update(beat_at=timezone.now() - timedelta(minutes=3))
    assert worker() == 0
    job.refresh_from_db()
    assert (job.status, job.tries, Job.objects.count(), in_the_plan(batch)) == (JobStatus.DONE, 2, 1, (3, PEOPLE - 3))


@pytest.mark.parametrize("step", ["plan_of", "_keep_pages"])
def test_who_mends_while_the_worker_plans_or_writes_waits_for_neither_and_is_heard(batch, monkeypatch, step):
    monkeypatch.setattr(service, "LONG", 1)
    leave_out(batch, 3)
    real, rows = getattr(registration_preview, step), [4, 5]

    def then_mended(*args, **more):
        made = real(*args, **more)
        if rows:
            with ThreadPoolExecutor(1) as pool:
                pool.submit(leave_out, batch, rows.pop()).result(timeout=20)
        return made

    monkeypatch.setattr(registration_preview, step, then_mended)
    run_jobs()
    assert (Job.objects.count(), Job.objects.get().status, in_the_plan(batch)) == (1, JobStatus.DONE, (3, PEOPLE - 3))


def test_two_who_mend_a_short_list_at_once_leave_one_preview_with_both(batch):
    start = Barrier(2)

    def mend(row):
        start.wait(timeout=20)
        leave_out(batch, row)

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(mend, (3, 4)))
    assert (in_the_plan(batch), Job.objects.exists()) == ((2, PEOPLE - 2), False)
