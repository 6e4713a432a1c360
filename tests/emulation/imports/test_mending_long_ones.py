"""Mending a long workbook: each answer is kept at once, the list is planned anew in the background."""

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext

from core.workflow import Refused
from emulation.audit import history
from emulation.choices import JobStatus
from emulation.models import Entry, ImportPage, Job
from emulation.selectors.imports import preview_row
from emulation.services import registration_preview
from emulation.services.job import Overtaken, take_job
from emulation.services.registration_import import mend_workbook, order_work, plan_of, take_workbook_in
from emulation.tasks import run_job, run_jobs
from tests.emulation.imports.test_long_workbooks import address, fresh, read_as_long

TITLE, SKIP, DROP = {"titles": ["CSTDCS"]}, {"skip": True}, {"drop": True}
COUNTS = {"new": 1, "changed": 0, "same": 0, "held": 2}


@pytest.fixture
def batch(tree, office, monkeypatch):
    """Return a list in which two of three lines are held, read as a long one."""
    return read_as_long(tree, office, monkeypatch, "LĐTT", "CSTĐ")


def planning():
    return Job.objects.filter(kind="stage_registrations")


def page_of(batch, client):
    return client.get(batch.get_absolute_url())


def test_answers_that_follow_each_other_are_kept_and_planned_once(batch, as_, office):
    for place, way in (("DS|3|E", "title:CSTDCS"), ("DS|5|E", "drop"), ("DS|5|E", "title:CSTDCS"), ("DS|4|", "skip")):
        as_(office).post(address("import_mend", batch), {"place": place, "way": way})
    assert (fresh(batch).fixes, planning().count()) == ({"DS|3|E": TITLE, "DS|5|E": TITLE, "DS|4|": SKIP}, 1)
    assert fresh(batch).overview["counts"] == COUNTS
    run_jobs()
    assert fresh(batch).overview["counts"] == {"new": 2, "changed": 0, "same": 0, "held": 0}
    assert [event.action for event in history(batch)] == ["receive", "mend", "mend", "mend", "mend"]


def test_the_page_shows_what_was_answered_and_what_else_is_asked_while_it_is_planned_anew(batch, as_, office):
    as_(office).post(address("import_mend", batch), {"place": "DS|3|E", "way": "title:CSTDCS"})
    answer = page_of(batch, as_(office))
    told = {row["row"]: [(word["text"][-60:], word["ways"]) for word in row["words"]] for row in answer.context["rows"]}
    [(text, ways)] = told[3]
    assert text.endswith("Đã chọn danh hiệu CSTĐCS cho “Lê Thị Hoa” (dòng 3).")
    assert (ways, ["title:CSTDCS", "CSTĐCS"] in told[5][0][1]) == ([("back", "Chọn lại")], True)
    page = answer.content.decode()
    assert ("Xem xét lại tệp ds.xlsx" in page, "Đang xem xét lại những chỗ vừa sửa" in page) == (True, True)
    assert ("Làm tệp có cột lỗi" in page, "Bỏ tệp này" in page, 'name="seen"' in page) == (False, False, False)


def test_an_answer_is_taken_back_before_it_was_planned(batch, as_, office):
    for way in ("skip", "back"):
        as_(office).post(address("import_mend", batch), {"place": "DS|3|", "way": way})
    run_jobs()
    assert (fresh(batch).fixes, fresh(batch).overview["counts"]) == ({}, COUNTS)


def test_a_row_that_was_left_out_comes_back(batch, as_, office):
    for way in ("skip", "back"):
        as_(office).post(address("import_mend", batch), {"place": "DS|3|", "way": way})
        run_jobs()
    assert (fresh(batch).fixes, fresh(batch).overview["counts"]) == ({}, COUNTS)


def test_it_is_not_taken_in_before_it_was_planned_with_what_was_mended(batch, as_, office):
    seen = batch.seen
    as_(office).post(address("import_mend", batch), {"place": "DS|3|E", "way": "title:CSTDCS"})
    answer = as_(office).post(address("import_take", batch), {"seen": seen}, follow=True)
    assert "đang được xử lý" in answer.content.decode()
    run_jobs()
    as_(office).post(address("import_take", batch), {"seen": seen})
    run_jobs()
    assert (Entry.objects.count(), fresh(batch).overview["ready"]) == (0, 2)
    as_(office).post(address("import_take", batch), {"seen": fresh(batch).seen})
    run_jobs()
    assert Entry.objects.count() == 2


def test_where_planning_failed_the_older_preview_is_refused_and_made_anew(batch, as_, office):
    mend_workbook(batch, place="DS|3|E", fix=TITLE, by=office)
    planning().update(status=JobStatus.FAILED)
    as_(office).post(address("import_take", batch), {"seen": batch.seen})
    run_jobs()
    assert "đã thay đổi từ lúc xem trước" in page_of(batch, as_(office)).content.decode()
    assert (Entry.objects.count(), fresh(batch).seen) == (0, plan_of(fresh(batch)).fingerprint)


def test_what_is_mended_while_the_list_is_planned_is_planned_as_well(batch, office, monkeypatch):
    mend_workbook(batch, place="DS|3|E", fix=TITLE, by=office)
    plans = []

    def plan_then_mended(*args, **more):
        plans.append(plan_of(*args, **more))
        if len(plans) == 1:
            mend_workbook(batch, place="DS|5|E", fix=TITLE, by=office)
        return plans[-1]

    monkeypatch.setattr(registration_preview, "plan_of", plan_then_mended)
    run_jobs()
    assert (len(plans), planning().count(), planning().get().status) == (2, 1, JobStatus.DONE)
    assert fresh(batch).overview["counts"] == {"new": 3, "changed": 0, "same": 0, "held": 0}


def test_who_mends_on_and_on_is_shown_what_was_planned_and_the_rest_by_the_next_job(batch, as_, office, monkeypatch):
    mend_workbook(batch, place="DS|3|E", fix=TITLE, by=office)
    mends, plans, kept = [("DS|5|E", TITLE), ("DS|5|E", DROP), ("DS|5|", SKIP)], [], []

    def plan_then_mended(*args, **more):
        plans.append(plan_of(*args, **more))
        if len(plans) <= len(mends):
            place, fix = mends[len(plans) - 1]
            mend_workbook(batch, place=place, fix=fix, by=office)
        return plans[-1]

    keep_pages = registration_preview._keep_pages
    monkeypatch.setattr(registration_preview, "plan_of", plan_then_mended)
    monkeypatch.setattr(registration_preview, "_keep_pages", lambda *args: kept.append(len(plans)) or keep_pages(*args))
    run_job(take_job())
    assert (len(plans), kept) == (3, [3])
    assert sorted(planning().values_list("status", "message")) == [
        ("done", "Đã xem xét lại tệp; những chỗ vừa sửa thêm đang được xem tiếp."), ("queued", ""),
    ]  # fmt: skip
    assert fresh(batch).overview["counts"] == {"new": 3, "changed": 0, "same": 0, "held": 0}
    page = page_of(batch, as_(office)).content.decode()
    assert ("Đang xem xét lại những chỗ vừa sửa" in page, 'name="seen"' in page) == (True, False)
    run_jobs()
    assert (len(plans), fresh(batch).overview["counts"]) == (4, {"new": 2, "changed": 0, "same": 0, "held": 0})
    assert 'name="seen"' in page_of(batch, as_(office)).content.decode()


def test_a_worker_that_was_given_up_keeps_no_plan(batch, office):
    mend_workbook(batch, place="DS|3|E", fix=TITLE, by=office)
    planning().update(status=JobStatus.RUNNING, tries=2)
    job = planning().get()
    job.tries = 1
    with pytest.raises(Overtaken):
        registration_preview.stage_workbook(fresh(batch), job=job)
    assert fresh(batch).overview["counts"] == COUNTS


def test_other_work_is_waited_for(batch, office):
    order_work(batch, "mark_registrations", "Đánh dấu", by=office)
    with pytest.raises(Refused, match="đang được xử lý"):
        mend_workbook(batch, place="DS|3|E", fix=TITLE, by=office)


def test_what_is_left_after_taking_in_is_planned_by_the_next_job(batch, as_, office):
    job = order_work(batch, "take_registrations", "Nhập tệp", by=office, seen=batch.seen)
    Job.objects.filter(pk=job.pk).update(status=JobStatus.RUNNING, tries=1)
    job.refresh_from_db()
    take_workbook_in(fresh(batch), seen=batch.seen, by=office, job=job)
    mend_workbook(batch, place="DS|3|E", fix=TITLE, by=office)
    assert planning().count() == 1
    run_jobs()
    assert fresh(batch).overview["counts"] == {"new": 1, "changed": 0, "same": 1, "held": 1}


def test_after_taking_in_the_spent_preview_is_not_shown_until_what_is_left_was_planned(batch, as_, office):
    as_(office).post(address("import_take", batch), {"seen": batch.seen})
    run_job(take_job())
    page = page_of(batch, as_(office)).content.decode()
    assert page.count("<h1>Đã nhập; đang xem lại các dòng giữ lại</h1>") == 1
    assert "1 dòng mới, 0 dòng thay đổi, 0 dòng như cũ, 2 dòng giữ lại." in page
    assert [told in page for told in ("ket-qua=", "dòng đúng", "Đang xem xét lại", "Hoàn tác lần nhập")] == [False] * 4
    run_jobs()
    page = page_of(batch, as_(office)).content.decode()
    assert ("<h1>Đã nhập, còn dòng giữ lại</h1>" in page, "ket-qua=held" in page) == (True, True)


def test_who_mends_does_not_wait_until_all_that_was_read_is_loaded(batch, office):
    with CaptureQueriesContext(connection) as asked:
        mend_workbook(batch, place="DS|3|E", fix=TITLE, by=office)
    assert [query["sql"] for query in asked if '."reading"' in query["sql"]] == []


def test_a_row_is_found_in_few_pages_of_the_preview(batch):
    batch.pages.all().delete()
    pages = [[{"sheet": "DS", "row": 3 * number + more} for more in (0, 1)] for number in range(1, 65)]
    ImportPage.objects.bulk_create(ImportPage(batch=batch, number=n, rows=rows) for n, rows in enumerate(pages))
    with CaptureQueriesContext(connection) as asked:
        found = [preview_row(batch, "DS", row) for row in (3, 100, 193, 194, 101, 2)]
    assert [row and row["row"] for row in found] == [3, 100, 193, None, None, None]
    assert (len(asked) <= 6 * 8, preview_row(batch, "Khác", 3)) == (True, None)


def test_a_row_looked_for_while_a_worker_keeps_a_shorter_preview_is_not_found(batch, as_, office, monkeypatch):
    ImportPage.objects.bulk_create(
        ImportPage(batch=batch, number=number, rows=[{"sheet": "DS", "row": number + 6}]) for number in range(1, 65)
    )
    batch.fixes = {"DS|50|": SKIP}
    batch.save(update_fields=["fixes"])
    real = QuerySet.count

    def counted_then_replaced(asked):
        number = real(asked)
        if asked.model is ImportPage:
            ImportPage.objects.filter(number__gt=0).delete()
        return number

    monkeypatch.setattr(QuerySet, "count", counted_then_replaced)
    answer = as_(office).get(f"{batch.get_absolute_url()}?vua-chon=DS|50|")
    assert (answer.status_code, answer.context["just"]["text"]) == (200, "Đã chọn bỏ dòng này cho dòng 50.")
    assert ImportPage.objects.filter(outcome="").count() == 1
