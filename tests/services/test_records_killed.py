"""A long staff list on a real PostgreSQL: the worker that takes it in is killed, two people press at once."""

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from core.workflow import Refused
from emulation.audit import history
from emulation.choices import JobStatus, Role
from emulation.models import Attachment, Job, Posting, Staff, Taking, Unit
from emulation.services import staff_import
from emulation.services import workbook as service
from emulation.services.staff_import import STAFF
from emulation.services.workbook_undo import undo, undo_records
from emulation.tasks import run_jobs
from tests.emulation.imports.workbooks import workbook
from tests.factories import facility_tree, person, user_with
from tests.services.stack import database_url

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
HEAD = ["STT", "Mã NV", "Họ và tên", "Giới tính", "Ngày sinh", "Khoa/Phòng", "Chức vụ"]
PEOPLE = 40


@pytest.fixture
def kept(monkeypatch):
    """Return a staff list of forty new people that the worker has read."""
    monkeypatch.setattr(service, "AT_ONCE", 0)
    tree = facility_tree()
    office = user_with("tccb", "Nguyễn Thu Hà", (Role.OFFICE, tree.hospital))
    rows = [[n, f"S{n}", f"Lê Văn {chr(65 + n % 26)}n", "Nam", 1990, "Khoa Nhi", "Y sĩ"] for n in range(PEOPLE)]
    upload = SimpleUploadedFile("ns.xlsx", workbook({"NS": [HEAD, *rows]}))
    found = service.receive(STAFF, upload, facility=tree.hospital, by=office)
    run_jobs()
    return Attachment.objects.select_related("work", "facility", "by").get(pk=found.pk)


def worker(*words):
    """Run a worker on the test's own database until it ends; return its exit status."""
    environment = {**os.environ, "DATABASE_URL": database_url()}
    command = [sys.executable, "-m", "tests.services.workbook_worker", *words]
    return subprocess.run(command, cwd=settings.BASE_DIR, env=environment, timeout=120, check=False).returncode


def test_a_killed_worker_leaves_nothing_half_taken_in_and_the_next_one_does_it_once(kept):
    service.take_in(STAFF, kept, seen=kept.work.seen, by=kept.by)
    job = Job.objects.get(kind="take_records")
    assert worker("die") == -9
    assert (Staff.objects.count(), Posting.objects.count(), kept.work.seen != "") == (0, 0, True)
    Job.objects.filter(pk=job.pk).update(beat_at=timezone.now() - timedelta(minutes=3))
    assert worker() == 0
    job.refresh_from_db()
    kept.work.refresh_from_db()
    assert (job.status, job.tries, Staff.objects.count(), Posting.objects.count()) == (JobStatus.DONE, 2, 40, 40)
    assert [event.action for event in history(kept)] == ["upload", "receive_staff", "take_staff"]
    assert (kept.work.shown["total"], kept.work.outcome) == ([0, 0, 40, 0], "Đã nhập: 40 người mới, 0 người thay đổi.")


def test_two_who_press_at_once_order_it_once(kept):
    start = Barrier(2)

    def press(_):
        try:
            start.wait(timeout=20)
            service.take_in(STAFF, kept, seen=kept.work.seen, by=kept.by)
            return "ordered"
        except Refused:
            return "refused"
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(press, range(2))) == ["ordered", "refused"]
    run_jobs()
    assert (Staff.objects.count(), Job.objects.filter(kind="take_records").count()) == (PEOPLE, 1)


@pytest.fixture
def taken(kept):
    """Return the same list once it was taken in."""
    service.take_in(STAFF, kept, seen=kept.work.seen, by=kept.by)
    run_jobs()
    return Taking.objects.get()


def test_two_who_undo_at_once_undo_once(kept, taken):
    start = Barrier(2)

    def press(_):
        try:
            start.wait(timeout=20)
            undo_records(STAFF, kept, taking=taken.pk, by=kept.by)
            return "undone"
        except Refused:
            return "refused"
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(press, range(2))) == ["refused", "undone"]
    assert (Staff.objects.count(), Posting.objects.count()) == (0, 0)
    assert [event.action for event in history(kept)].count("undo_staff") == 1


def test_who_is_given_a_new_posting_while_a_list_is_undone_waits_for_the_end(kept, taken):
    """Nothing comes to rest on a row between the look at it and its end."""

    def post():
        staff = Staff.objects.get(code="S1")
        try:
            with transaction.atomic():
                Posting.objects.create(staff=staff, unit_id=staff.unit_id, since="2001-01-01", until="2001-02-01")
            return "posted"
        except IntegrityError:
            return "gone"
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            undo_records(STAFF, kept, taking=taken.pk, by=kept.by)
            waiting = pool.submit(post)
            time.sleep(0.5)
            assert not waiting.done()
        assert waiting.result(timeout=20) == "gone"
    assert (Staff.objects.count(), Posting.objects.count()) == (0, 0)


def test_a_killed_worker_leaves_nothing_half_undone_and_the_next_one_does_it_once(kept, taken):
    kept = Attachment.objects.get(pk=kept.pk)
    undo(STAFF, kept, taking=taken.pk, by=kept.by)
    job = Job.objects.get(kind="undo_records")
    assert worker("die") == -9
    assert (Staff.objects.count(), Posting.objects.count()) == (PEOPLE, PEOPLE)
    Job.objects.filter(pk=job.pk).update(beat_at=timezone.now() - timedelta(minutes=3))
    assert worker() == 0
    assert (Staff.objects.count(), Posting.objects.count(), Taking.objects.get().undone_by) == (0, 0, kept.by)


def test_others_write_about_the_house_while_a_workbook_is_taken_in(kept):
    """What only points to the house does not wait for its lock."""

    def hire():
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL lock_timeout = '3s'")
            person("Ngô Ký", Unit.objects.get(name="Khoa Nhi"), code="Z1")
        connection.close()
        return Staff.objects.filter(code="Z1").exists()

    with transaction.atomic():
        service.lock_house(kept.facility)
        with ThreadPoolExecutor(1) as pool:
            assert pool.submit(hire).result(timeout=20)


def test_a_code_that_somebody_takes_as_the_list_is_stored_ends_in_a_new_preview(kept, monkeypatch):
    write = staff_import.carry_out

    def add():
        try:
            return person("Trần Bình", Unit.objects.get(name="Khoa Nhi"), code="S1").pk
        finally:
            connection.close()

    def late(plan, **told):
        with ThreadPoolExecutor(1) as pool:
            assert pool.submit(add).result(timeout=20)
        write(plan, **told)

    monkeypatch.setattr(staff_import, "carry_out", late)
    before = kept.work.seen
    service.take_in(STAFF, kept, seen=before, by=kept.by)
    run_jobs()
    kept.work.refresh_from_db()
    assert list(Staff.objects.values_list("code", "full_name")) == [("S1", "Trần Bình")]
    assert (kept.work.seen not in ("", before), kept.work.shown["total"]) == (True, [39, 0, 0, 1])
    assert Job.objects.get(kind="take_records").status == JobStatus.FAILED
