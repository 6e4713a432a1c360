"""Work in the background: run once, told how far, rescued from dead workers."""

import os
import signal
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone

from core.registry import job as registry
from core.workflow import Refused
from emulation import tasks
from emulation.audit import history
from emulation.choices import JobStatus
from emulation.models import Job, Notification
from emulation.services.job import (
    Overtaken,
    finish_job,
    order_job,
    report_progress,
    rescue_jobs,
    take_job,
)
from emulation.tasks import run_job, run_jobs
from tests.emulation.people.slow_worker import STEPS, count_slowly

WORKER = Path(__file__).with_name("slow_worker.py")


@pytest.fixture
def kind(monkeypatch):
    """Return a function that makes a job kind out of a function for one test."""

    def register(function):
        monkeypatch.setitem(registry, function.__name__, function)
        return function.__name__

    return register


def silent_for(job, minutes):
    Job.objects.filter(pk=job.pk).update(beat_at=timezone.now() - timedelta(minutes=minutes))


def test_a_job_runs_and_its_owner_is_told(office, kind):
    def greet(row):
        return f"Chào {row.arguments['name']}"

    job = order_job(kind(greet), "Chào hỏi", by=office, name="Lan")

    assert run_jobs() == 1
    job.refresh_from_db()
    assert (job.status, job.message, job.tries) == (JobStatus.DONE, "Chào Lan", 1)
    assert Notification.objects.get(user=office).text == "Chào hỏi: xong"
    assert [line.action for line in history(job)] == ["start", "finish"]


def test_a_process_that_has_grown_leaves_the_rest_to_the_next_one(office, kind, settings):
    settings.CELERY_WORKER_MAX_MEMORY_PER_CHILD = 1
    for number in range(2):
        order_job(kind(greeting), f"Chào {number}", by=office)
    assert [run_jobs(), run_jobs(), run_jobs()] == [1, 1, 0]


def greeting(row):
    return "Chào"


def test_a_job_leaves_a_file_that_its_owner_alone_can_take(as_, office, director, kind):
    def write(row):
        finish_job(row, "Xong.", name="ds.txt", content="Nguyễn Thị Đào".encode())

    job = order_job(kind(write), "Xuất", by=office)
    run_jobs()

    answer = as_(office).get(f"/viec-nen/{job.pk}/tep/")
    assert b"".join(answer.streaming_content).decode() == "Nguyễn Thị Đào"
    assert 'filename="ds.txt"' in answer["Content-Disposition"]
    assert as_(director).get(f"/viec-nen/{job.pk}/tep/").status_code == 404
    assert as_(director).get(f"/viec-nen/{job.pk}/").status_code == 404


def test_a_refusal_ends_the_job_with_its_sentences(office, kind):
    def refuse(row):
        raise Refused(["Thiếu cột “Họ và tên”."])

    job = order_job(kind(refuse), "Nhập", by=office)
    run_jobs()

    job.refresh_from_db()
    assert (job.status, job.message) == (JobStatus.FAILED, "Thiếu cột “Họ và tên”.")


def test_an_error_that_nobody_foresaw_is_tried_three_times_and_then_said(office, kind):
    def breaks(row):
        raise ZeroDivisionError

    job = order_job(kind(breaks), "Hỏng", by=office)
    run_jobs()

    job.refresh_from_db()
    assert (job.status, job.tries) == (JobStatus.FAILED, 3)
    assert job.message.startswith("Hệ thống gặp lỗi khi làm việc này nên chưa xong.")


def test_an_unknown_kind_fails_in_vietnamese(office):
    job = order_job("khong_co", "Lạ", by=office)
    run_jobs()

    job.refresh_from_db()
    assert job.message == "Máy chủ chưa biết làm việc “khong_co”. Hãy báo quản trị hệ thống."


def test_progress_is_written_once_a_second_and_at_the_end(office, django_assert_num_queries):
    order_job("x", "Đếm", by=office)
    job = take_job()

    with django_assert_num_queries(1):
        for done in range(50):
            report_progress(job, done + 1, 50)
    job.refresh_from_db()
    assert (job.done, job.total) == (50, 50)


def test_two_workers_never_take_the_same_job(office):
    order_job("x", "Một", by=office)

    assert take_job() is not None
    assert take_job() is None


def test_a_dead_workers_job_is_queued_again_and_the_third_death_is_the_last(office):
    order_job("x", "Chết", by=office)
    for expected in (JobStatus.QUEUED, JobStatus.QUEUED, JobStatus.FAILED):
        job = take_job()
        assert rescue_jobs() == 0
        silent_for(job, 3)
        rescue_jobs()
        job.refresh_from_db()
        assert job.status == expected
    assert job.message.startswith("Máy chủ dừng giữa chừng 3 lần nên việc này chưa xong.")


def test_a_worker_given_up_for_dead_cannot_speak_or_end_the_job_again(office):
    order_job("x", "Ngủ quên", by=office)
    sleeper = take_job()
    silent_for(sleeper, 3)
    rescue_jobs()
    second = take_job()

    sleeper.beat_at = None
    with pytest.raises(Overtaken):
        report_progress(sleeper, 1, 2)
    with pytest.raises(Overtaken):
        finish_job(sleeper, "Muộn")
    finish_job(second, "Đúng")
    with pytest.raises(Overtaken):
        finish_job(second, "Hai lần")
    assert Job.objects.get().message == "Đúng"


def test_the_job_page_answers_htmx_with_the_progress_alone(as_, office):
    order_job("x", "Nhập danh sách", by=office)
    job = take_job()
    report_progress(job, 3, 10)

    page = as_(office).get(f"/viec-nen/{job.pk}/")
    part = as_(office).get(f"/viec-nen/{job.pk}/", headers={"hx-request": "true"})

    assert "<html" in page.content.decode() and "<html" not in part.content.decode()
    assert 'hx-trigger="every 1s"' in part.content.decode()


def test_the_list_shows_my_jobs_alone(as_, office, director):
    order_job("x", "Việc của TCCB", by=office)

    assert "Việc của TCCB" in as_(office).get("/viec-nen/").content.decode()
    assert "Việc của TCCB" not in as_(director).get("/viec-nen/").content.decode()


@pytest.mark.django_db(transaction=True)
def test_a_killed_worker_loses_nothing_and_does_nothing_twice(office, kind):
    kind(count_slowly)
    job = order_job("count_slowly", "Đếm chậm", by=office)
    worker = start_worker(slow="0.7")
    wait_for(lambda: Job.objects.get().done >= 1)
    os.kill(worker.pid, signal.SIGKILL)
    worker.wait()

    job.refresh_from_db()
    assert job.status == JobStatus.RUNNING
    assert Notification.objects.filter(key__startswith="effect:").count() == 0
    silent_for(job, 3)
    assert start_worker(slow="0").wait(timeout=60) == 0

    job.refresh_from_db()
    assert (job.status, job.tries, job.message) == (JobStatus.DONE, 2, f"Đã làm {STEPS} bước.")
    assert Notification.objects.filter(key__startswith="effect:").count() == STEPS
    assert Notification.objects.filter(key__startswith=f"job:{job.pk}:").count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_job_that_a_live_worker_holds_is_left_alone(office, kind):
    job = order_job("count_slowly", "Đếm chậm", by=office)
    worker = start_worker(slow="0.3")
    wait_for(lambda: Job.objects.get().status == JobStatus.RUNNING)

    assert run_jobs() == 0
    assert worker.wait(timeout=60) == 0
    job.refresh_from_db()
    assert (job.status, job.tries) == (JobStatus.DONE, 1)


@pytest.mark.django_db(transaction=True)
def test_progress_that_a_function_keeps_on_its_row_is_told_by_the_heartbeat(office, kind, monkeypatch):
    monkeypatch.setattr(tasks, "LOOK_SECONDS", 0.05)

    def go_far(row):
        row.done, row.total = 3, 7
        wait_for(lambda: Job.objects.get().done == 3)

    order_job(kind(go_far), "Đi xa", by=office)
    run_jobs()
    job = Job.objects.get()
    assert (job.status, job.done, job.total) == (JobStatus.DONE, 3, 7)


def test_running_a_job_twice_by_mistake_leaves_the_first_result(office, kind):
    def once(row):
        return "Xong"

    order_job(kind(once), "Một lần", by=office)
    job = take_job()
    run_job(job)
    job.refresh_from_db()
    stale = Job(pk=job.pk, kind="once", tries=job.tries, by=office, status=JobStatus.RUNNING)

    run_job(stale)

    assert Job.objects.get().message == "Xong"
    assert history(job).count() == 2


def start_worker(*, slow):
    """Start a worker on the test's own database."""
    name, host = connection.settings_dict["NAME"], connection.settings_dict
    url = f"sqlite:///{name}" if connection.vendor == "sqlite" else (
        f"postgres://{host['USER']}:{host['PASSWORD']}@{host['HOST']}:{host['PORT']}/{name}"
    )  # fmt: skip
    places = {"PYTHONPATH": str(settings.BASE_DIR), "THIDUA_DATA": str(settings.DATA_DIR)}
    env = {**os.environ, **places, "DATABASE_URL": url, "SLOW": slow, "DJANGO_SETTINGS_MODULE": "config.settings"}
    return subprocess.Popen([sys.executable, str(WORKER)], env=env, cwd=settings.BASE_DIR)


def wait_for(condition, seconds=40):
    ends = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < ends, "waited too long"
        time.sleep(0.05)
